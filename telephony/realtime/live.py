"""Live state in Redis, written by one listener per node: state, its number, word of each change.

State, number and word change in one step, so that a reader who has subscribed and then reads the
state misses nothing and can tell what it has seen already. Numbers never go back: after a loss of
Redis they continue from the clock.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from telephony import keys
from telephony.asterisk import names
from telephony.asterisk.live_calls import CallView, company_view, iso
from telephony.selectors.live import (
    Record,
    Snapshot,
    registration_view,
    snapshot_ask,
    snapshot_parse,
)

if TYPE_CHECKING:
    from redis.asyncio import Redis

# KEYS: seq, calls, registrations.  ARGV: floor of seq, channel, "1" to begin with nothing, message
# without its beginning, then four groups, each after its length: calls set (id, JSON), calls
# removed, registrations set, removed.
_WRITE = """
local seq = redis.call('INCR', KEYS[1])
if seq < tonumber(ARGV[1]) then seq = tonumber(ARGV[1]) end
local number = string.format('%.0f', seq)
redis.call('SET', KEYS[1], number)
if ARGV[3] == '1' then redis.call('DEL', KEYS[2], KEYS[3]) end
local at = 5
local function group(command, key, width)
  local count = tonumber(ARGV[at])
  for i = at + 1, at + count * width, width do
    if width == 2 then
      redis.call(command, key, ARGV[i], ARGV[i + 1])
    else
      redis.call(command, key, ARGV[i])
    end
  end
  at = at + 1 + count * width
end
group('HSET', KEYS[2], 2)
group('HDEL', KEYS[2], 1)
group('HSET', KEYS[3], 2)
group('HDEL', KEYS[3], 1)
redis.call('PUBLISH', ARGV[2], '{"seq":' .. number .. ',' .. ARGV[4])
return seq
"""

ATTEMPTS_MAX = 50  # of a device; and of all names of a company that no device has
STRANGERS_MAX = 1_000
ATTEMPTS_SECONDS = 14 * 24 * 3600
BANS_MAX = 1_000
LINES_CHANGED = '{"type":"lines"}'  # what they are like now is for those to read who may see lines


@dataclass(slots=True)
class Change:
    """What became different for one company since the last word."""

    calls: dict[str, CallView | None] = field(default_factory=dict)
    registrations: dict[str, Record | None] = field(default_factory=dict)
    attempts: list[Record] = field(default_factory=list)


class LiveStore:
    """Writes the live state of the companies of one node."""

    def __init__(self, redis: "Redis[str]", node: str) -> None:
        self._redis = redis
        self._node = node
        self._write_script = redis.register_script(_WRITE)
        self.restart_numbers()

    def restart_numbers(self) -> None:
        """From now on numbers are above all that were ever given: Redis may have forgotten them."""
        self._floor = int(time.time() * 1000)

    async def load(self) -> dict[str, Snapshot]:
        """What earlier lives of this listener left, by code of company."""
        codes = sorted(await self._redis.smembers(keys.node_tenants(self._node)))
        async with self._redis.pipeline(transaction=True) as pipe:
            for code in codes:
                snapshot_ask(pipe, keys.schema(code))
            answers = await pipe.execute()
        return {code: snapshot_parse(answers[3 * i : 3 * i + 3]) for i, code in enumerate(codes)}

    async def change(self, changes: Mapping[str, Change]) -> None:
        """Write what changed, and tell it to the pages of each company and of the operators."""
        everybody = Change()
        async with self._redis.pipeline(transaction=False) as pipe:
            for code, change in changes.items():
                self._keep_attempts(pipe, code, change.attempts)
                if code:
                    own = _for_company(change)
                    await self._write(pipe, keys.schema(code), own, _delta(code, own))
                    pipe.sadd(keys.node_tenants(self._node), code)
                    _merge(everybody, change)
            if everybody.calls:
                await self._write(pipe, keys.PLATFORM, everybody, _delta("", everybody))
            await pipe.execute()

    async def replace(self, whole: Mapping[str, Change]) -> None:
        """Write the whole state of these companies anew; pages read it again."""
        everybody = Change()
        for call_id in await self._redis.hkeys(keys.live_calls(keys.PLATFORM)):
            if call_id.startswith(f"{self._node}-"):
                everybody.calls[call_id] = None
        async with self._redis.pipeline(transaction=False) as pipe:
            for code, change in whole.items():
                own = _for_company(change)
                await self._write(pipe, keys.schema(code), own, _RELOAD, is_whole=True)
                pipe.sadd(keys.node_tenants(self._node), code)
                _merge(everybody, change)
            await self._write(pipe, keys.PLATFORM, everybody, _RELOAD)
            pipe.set(keys.node_mark(self._node), self._floor)
            await pipe.execute()

    async def lines_load(self) -> dict[str, Record]:
        """What earlier lives of this listener wrote of lines, by endpoint."""
        raw = await self._redis.hgetall(keys.node_lines(self._node))
        return {endpoint: json.loads(text) for endpoint, text in raw.items()}

    async def lines_replace(self, records: Mapping[str, Record]) -> None:
        """Write how all lines of the node are, and nothing of others."""
        held = await self._redis.hkeys(keys.node_lines(self._node))
        gone: dict[str, Record | None] = dict.fromkeys(set(held) - set(records))
        await self.lines_change({**gone, **records})

    async def lines_change(self, news: Mapping[str, Record | None]) -> None:
        """Write how lines are, and tell the pages of their owners and of operators to read them again; None: gone."""
        owners: set[str] = {keys.PLATFORM} if news else set()
        async with self._redis.pipeline(transaction=True) as pipe:
            for endpoint, record in news.items():
                for name, key in self._line_places(endpoint):
                    if record is None:
                        pipe.hdel(name, key)
                    else:
                        pipe.hset(name, key, _json({**record, "node": self._node}))
                if owner := _line_owner(endpoint):
                    owners.add(owner)
            for owner in sorted(owners):
                pipe.publish(keys.channel(owner), LINES_CHANGED)
            await pipe.execute()

    def _line_places(self, endpoint: str) -> list[tuple[str, str]]:
        """Hashes and keys under which a line is written: for the node, and for its owner."""
        places = [(keys.node_lines(self._node), endpoint)]
        if (parsed := names.line_parse(endpoint)) and (owner := _line_owner(endpoint)):
            places.append((keys.trunk_states(owner), parsed[1]))
        return places

    async def beat(self, state: Record, *, seconds: int) -> bool:
        """Say how the node is, for so many seconds. Whether Redis still has what `replace` wrote."""
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.set(keys.node_state(self._node), _json(state), ex=seconds)
            pipe.get(keys.node_mark(self._node))
            _done, mark = await pipe.execute()
        return mark == str(self._floor)

    async def ban(self, address: str, until: float) -> None:
        """Report an address that was banned, or that should be."""
        name = keys.node_bans(self._node)
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.zremrangebyscore(name, "-inf", time.time())
            pipe.zadd(name, {address: until})
            pipe.zremrangebyrank(name, 0, -BANS_MAX - 1)
            await pipe.execute()

    def _keep_attempts(self, pipe: Any, code: str, attempts: list[Record]) -> None:
        for record in attempts:
            name, length = keys.UNKNOWN_ATTEMPTS, STRANGERS_MAX
            if code:
                schema, device = keys.schema(code), record["device"]
                name = keys.attempts(schema, device) if device else keys.unknown_attempts(schema)
                length = ATTEMPTS_MAX
            pipe.lpush(name, _json(record))
            pipe.ltrim(name, 0, length - 1)
            pipe.expire(name, ATTEMPTS_SECONDS)

    async def _write(
        self, pipe: Any, schema: str, change: Change, message: str, *, is_whole: bool = False
    ) -> None:
        names = [keys.live_seq(schema), keys.live_calls(schema), keys.registrations(schema)]
        arguments = [self._floor, keys.channel(schema), int(is_whole), message]
        for values in (change.calls, change.registrations):
            set_ = {key: value for key, value in values.items() if value is not None}
            removed = [key for key, value in values.items() if value is None]
            pairs = [part for key, value in set_.items() for part in (key, _json(value))]
            arguments += [len(set_), *pairs, len(removed), *removed]
        await self._write_script(keys=names, args=arguments, client=pipe)


def _line_owner(endpoint: str) -> str:
    """Schema of the company that a line belongs to, or the platform; empty for what is no line."""
    parsed = names.line_parse(endpoint)
    if parsed is None:
        return ""
    return keys.schema(parsed[0]) if parsed[0] else keys.PLATFORM


# Both follow the number of the change, which only Redis knows.
_RELOAD = '"type":"reload"}'


def _delta(code: str, change: Change) -> str:
    body = {
        "type": "delta",
        "upsert": [view for view in change.calls.values() if view is not None],
        "removed": [call_id for call_id, view in change.calls.items() if view is None],
        "registrations": [
            registration_view(code, device, record)
            for device, record in change.registrations.items()
        ],
        "attempts": [{**record, "at": iso(record["at"])} for record in change.attempts],
    }
    return _json(body).removeprefix("{")


def _for_company(change: Change) -> Change:
    """What the company itself may see."""
    calls = {call_id: view and company_view(view) for call_id, view in change.calls.items()}
    return replace(change, calls=calls)


def _merge(everybody: Change, change: Change) -> None:
    """A call that left one company for another is not over."""
    for call_id, view in change.calls.items():
        if view is not None or call_id not in everybody.calls:
            everybody.calls[call_id] = view


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
