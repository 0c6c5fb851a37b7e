"""How the lines to the outside are: registered, rejected, or there at all; why not; since when.

Of lines that register AMI tells when the registrar took or refused us, and copies of SIP messages
with which status; a server that does not answer, and lines that do not register, are asked from
here. A line goes on as it was for an earlier life of ours until something says otherwise. How many
calls a line carries follows from the channels there are.
"""

import asyncio
import logging
import socket
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from telephony.asterisk import names
from telephony.asterisk.ami import AmiSession, Event
from telephony.asterisk.hep import Answer
from telephony.asterisk.line_calls import LineCalls
from telephony.asterisk.line_list import Line, account_of, lines_read
from telephony.realtime.line_probe import NO_ANSWER, REFUSED, line_probe
from telephony.selectors.live import Record

log = logging.getLogger(__name__)

PROBE_SECONDS = 30.0
PROBES_AT_ONCE = 50
REGISTER_SECONDS = 2.5  # Asterisk gives a registrar that is not there 8 s, and says nothing before
JUDGE_SECONDS = 0.3  # the copy of an answer may come after the event that it caused
ANSWER_KEPT_SECONDS = 20.0
READ_AGAIN_SECONDS = 60.0
COUNT_SECONDS = 1.0  # numbers of calls are told no more often

REGISTERED, REJECTED, UNREGISTERED = "registered", "rejected", "unregistered"
REACHABLE, UNREACHABLE = "reachable", "unreachable"

_REASONS = {401: "wrong_password", 407: "wrong_password", 403: "forbidden", 404: "unknown_account"}
_STATUSES = {"Registered": REGISTERED, "Rejected": REJECTED}


def reason(status: int) -> str:
    """Key of what a registrar's final answer says; see `telephony.selectors.line_words` for the words."""
    return _REASONS.get(status) or ("provider_error" if status >= 500 else "rejected")


class Lines:
    """The lines of one node, whose Asterisk listens at `sip_ports`. `on_change` is called when there is something to
    tell.
    """

    def __init__(
        self, database: Path, sip_ports: Collection[int], on_change: Callable[[], None]
    ) -> None:
        self._database = database
        self._sip_ports = sip_ports
        self._on_change = on_change
        self._lines: dict[str, Line] = {}
        self._by_account: dict[str, str] = {}
        self.records: dict[str, Record] = {}
        self._earlier: dict[str, Record] = {}
        self._answers: dict[str, tuple[float, int]] = {}  # account -> when, status
        self._registered: dict[str, set[str]] = {}  # endpoint -> registrars that have it
        self._rejected: set[str] = set()  # endpoints that Asterisk says are not registered
        self._due: dict[str, float] = {}  # endpoints to be judged, or asked, and when
        self._probing: set[str] = set()
        self._touched: set[str] = set()
        self._read_at = float("-inf")
        self._calls = LineCalls()
        self._counted_at = float("-inf")

    # ------------------------------------------------------------ what is heard

    def answered(self, answer: Answer) -> None:
        """A registrar answered a REGISTER. What we ourselves answer to others does not count."""
        if answer.port in self._sip_ports and _is_own(answer.address):
            return
        account = account_of(answer.to)
        if account in self._by_account:
            self._answers[account] = time.monotonic(), answer.status

    def registry_event(self, event: Event) -> None:
        """AMI says how a registration went."""
        account, status = account_of(event.get("Username", "")), event.get("Status", "")
        self._registry(account, status, registrar=event.get("Domain", ""))

    def channel_event(self, event: Event) -> None:
        """Take an event of a channel; any other changes nothing."""
        self._calls.feed(event)

    def channels_listed(self, channels: Iterable[Event]) -> None:
        """Take the list of all channels."""
        self._calls.resync(channels)

    def must_read(self) -> None:
        """Lines were added, changed or taken away."""
        self._read_at = float("-inf")

    def restore(self, earlier: Mapping[str, Record]) -> None:
        """Learn since when lines are as they are from what an earlier life wrote."""
        self._earlier = dict(earlier)
        for endpoint, record in self.records.items():
            self._keep_earlier(endpoint, record)

    # ------------------------------------------------------------ work

    async def resync(self, ami: AmiSession) -> None:
        """Read lines and registrations as they are now."""
        await self._read()
        for event in await ami.list_action("PJSIPShowRegistrationsOutbound"):
            if "ClientUri" in event:
                account, status = account_of(event["ClientUri"]), event.get("Status", "")
                self._registry(account, status, registrar=event.get("ServerUri", ""))

    async def work(self) -> None:
        """Judge and ask for ever."""
        limit = asyncio.Semaphore(PROBES_AT_ONCE)
        async with asyncio.TaskGroup() as tasks:
            while True:
                await asyncio.sleep(0.1)
                now = time.monotonic()
                if now - self._read_at > READ_AGAIN_SECONDS:
                    await self._read()
                if now - self._counted_at > COUNT_SECONDS:
                    self._counted_at = now
                    self._count()
                for endpoint in [each for each, at in self._due.items() if at <= now]:
                    del self._due[endpoint]
                    if endpoint not in self._probing and endpoint in self._lines:
                        self._probing.add(endpoint)
                        tasks.create_task(self._judge(self._lines[endpoint], limit))

    async def _read(self) -> None:
        """Learn which lines there are. A file that cannot be read leaves those that are known."""
        self._read_at = time.monotonic()
        try:
            lines = await asyncio.to_thread(lines_read, self._database)
        except sqlite3.Error as error:
            log.warning("lines cannot be read: %s", error)
            return
        for endpoint in self._lines.keys() - lines.keys():
            self.records.pop(endpoint, None)
            self._registered.pop(endpoint, None)
            self._touch(endpoint)
        for endpoint, line in lines.items():
            if self._lines.get(endpoint) != line and not self._goes_on(line):
                self._begin(line)
        self._lines = lines
        self._by_account = {line.account: each for each, line in lines.items() if line.account}

    def _goes_on(self, line: Line) -> bool:
        """Whether a line that was changed stays registered where it was: Asterisk says nothing of that."""
        before = self._lines.get(line.endpoint)
        held = self._registered.get(line.endpoint, set()) & set(line.registrars)
        if before is None or before.account != line.account or not held:
            return False
        self._registered[line.endpoint] = held
        return True

    def _begin(self, line: Line) -> None:
        """A line that is new, or leads elsewhere now: nothing is known of it."""
        self._answers.pop(line.account, None)
        self._registered.pop(line.endpoint, None)
        self._rejected.discard(line.endpoint)
        self._due[line.endpoint] = time.monotonic()
        if line.account:
            self._set(line.endpoint, UNREGISTERED)
            self._due[line.endpoint] += REGISTER_SECONDS

    def _registry(self, account: str, status: str, *, registrar: str) -> None:
        """A line is registered as long as one of its registrars has it."""
        endpoint = self._by_account.get(account)
        state = _STATUSES.get(status)
        if endpoint is None or state is None:
            return
        held = self._registered.setdefault(endpoint, set())
        if state != REGISTERED:
            held.discard(registrar)
            if held:
                return
        if state == REGISTERED:
            held.add(registrar)
            self._due.pop(endpoint, None)
            self._rejected.discard(endpoint)
            self._set(endpoint, REGISTERED)
        else:
            self._rejected.add(endpoint)
            self._due[endpoint] = time.monotonic() + JUDGE_SECONDS

    async def _judge(self, line: Line, limit: asyncio.Semaphore) -> None:
        """Why a line was refused: by what its registrar said, else by whether its server is there. Of one that has not
        been answered yet, only that nobody can answer it.
        """
        try:
            at, status = self._answers.get(line.account, (float("-inf"), 0))
            if line.account and status >= 300 and time.monotonic() - at < ANSWER_KEPT_SECONDS:
                self._set(line.endpoint, REJECTED, error=reason(status), code=status)
                return
            async with limit:
                failure = _told(line, await line_probe(line.contacts))
            if self._lines.get(line.endpoint) != line:
                return
            if line.account and line.endpoint not in self._rejected:
                is_open = self.records[line.endpoint]["state"] == UNREGISTERED
                if not (failure and is_open):
                    return
            if line.account:
                state = UNREACHABLE if failure else REJECTED
                self._set(line.endpoint, state, error=failure or REJECTED)
            else:
                state = UNREACHABLE if failure else REACHABLE
                self._set(line.endpoint, state, error=failure)
                self._due[line.endpoint] = time.monotonic() + PROBE_SECONDS
        finally:
            self._probing.discard(line.endpoint)

    def _count(self) -> None:
        """Take over how many calls lines carry."""
        for endpoint in self._calls.changed() & self.records.keys():
            record, count = self.records[endpoint], self._calls.count(endpoint)
            if record["calls"] != count:
                record["calls"] = count
                self._touch(endpoint)

    # ------------------------------------------------------------ what is to be told

    def news(self) -> dict[str, Record | None]:
        """Lines that became different since this was last asked; None: gone."""
        news = {endpoint: self.records.get(endpoint) for endpoint in self._touched}
        self._touched.clear()
        return news

    def _set(self, endpoint: str, state: str, *, error: str = "", code: int = 0) -> None:
        known = self.records.get(endpoint)
        is_same = known is not None and known["state"] == state
        if known and is_same and _says_less(error, code, than=known):
            return
        now = round(time.time(), 3)
        record: Record = {
            "state": state,
            "error": error,
            "code": code,
            "since": known["since"] if known and is_same else now,
            "registered_at": now if state == REGISTERED else None,
            "calls": self._calls.count(endpoint),
        }
        self._keep_earlier(endpoint, record)
        self.records[endpoint] = record
        self._touch(endpoint)

    def _keep_earlier(self, endpoint: str, record: Record) -> None:
        """A line that is as an earlier life of ours left it has been so all the time, and what was said of the reason
        then still counts; of one that has not yet been heard of, that is the best to say.
        """
        earlier = self._earlier.get(endpoint)
        if earlier is None:
            return
        if record["state"] == UNREGISTERED:
            record.update(earlier, calls=record["calls"])
            return
        del self._earlier[endpoint]
        if earlier["state"] == record["state"]:
            kept = ["since", "registered_at"]
            if _says_less(record["error"], record["code"], than=earlier):
                kept += ["error", "code"]
            record.update({key: earlier[key] for key in kept})

    def _touch(self, *endpoints: str) -> None:
        self._touched.update(endpoints)
        self._on_change()


def _told(line: Line, failure: str) -> str:
    """What the owner of a line learns of its server. Not, of a company's, whether anybody listens at a port: who may
    edit lines would have a scanner of ports.
    """
    parsed = names.line_parse(line.endpoint)
    return NO_ANSWER if failure == REFUSED and parsed and parsed[0] else failure


def _says_less(error: str, code: int, *, than: Record) -> bool:
    """Whether this says of the same state nothing that is not known; the word `rejected` alone is no news."""
    return (error, code) == (than["error"], than["code"]) or (error, code) == (REJECTED, 0)


@lru_cache(maxsize=1_000)
def _is_own(address: str) -> bool:
    """Whether this is an address of this host: one that can be listened at."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((address, 0))
        except OSError:
            return False
    return True
