"""Why a phone is offline: the last attempts of every device to sign in.

AMI's security events say who was refused and why, the captured REGISTER says which phone it was;
the Call-ID joins them, and the node's facts say whether the name is a device, and a blocked one.
What a stranger can send without end must not grow anything here: every table has a limit, and names
of no company end up in one short ring.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from telephony.asterisk.ami import AmiSession
from telephony.asterisk.facts_read import device_answer, device_query
from telephony.asterisk.hep import Register
from telephony.asterisk.security import Reason, SignIn
from telephony.selectors.live import Record

REGISTERS_MAX = 5_000  # captured requests, until somebody asks for them
REPEATS_MAX = 5_000  # refused requests that were seen already
REQUEST_SECONDS = 0.05  # within it, the same refusal is another word on the same request
TRY_SECONDS = 2.0  # within it, another request on the way to the same end: with credentials, after a challenge
FACTS_MAX = 5_000
FACT_SECONDS = 3.0  # how long the node's word on a login is believed
WAITING_MAX = 500  # refusals not looked up yet; what floods past that is lost
ACCOUNT_LENGTH_MAX = 80

Key = TypeVar("Key")
Value = TypeVar("Value")


class Bounded(Generic[Key, Value]):
    """A dictionary that forgets what was put in first when it is full."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._items: OrderedDict[Key, Value] = OrderedDict()

    def __len__(self) -> int:
        return len(self._items)

    def get(self, key: Key) -> Value | None:
        return self._items.get(key)

    def put(self, key: Key, value: Value) -> None:
        self._items[key] = value
        self._items.move_to_end(key)
        if len(self._items) > self._limit:
            self._items.popitem(last=False)


Refusal = tuple[str, str, Reason]  # address, Call-ID, reason


def _is_over(seen: Bounded[Refusal, float], refusal: Refusal, seconds: float) -> bool:
    """Whether the refusal was not seen for so long; from now on it was."""
    now, last = time.monotonic(), seen.get(refusal)
    if last is not None and now - last < seconds:
        return False
    seen.put(refusal, now)
    return True


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt as it is kept. Empty `device`: the company has none of that name; empty `code`: no
    company.
    """

    code: str
    device: str
    record: Record


class Attempts:
    """Collects refusals until they are looked up, a few at a time."""

    def __init__(self) -> None:
        self._registers: Bounded[str, Register] = Bounded(REGISTERS_MAX)
        self._requests: Bounded[Refusal, float] = Bounded(REPEATS_MAX)
        self._tries: Bounded[Refusal, float] = Bounded(REPEATS_MAX)
        self._facts: Bounded[str, tuple[float, str, bool]] = Bounded(FACTS_MAX)
        self._waiting: list[tuple[float, SignIn]] = []

    def heard(self, register: Register) -> None:
        """Remember which phone sent the request."""
        self._registers.put(register.call_id, register)

    def refused(self, sign_in: SignIn) -> bool:
        """Take a refusal. Whether it is the first word of its request.

        A phone keeps its Call-ID for as long as it is switched on, so what lies further apart is another request.
        """
        refusal = (sign_in.source.address, sign_in.call_id, sign_in.reason)
        is_new = _is_over(self._requests, refusal, REQUEST_SECONDS)
        is_new_try = is_new and _is_over(self._tries, refusal, TRY_SECONDS)
        if is_new_try and len(self._waiting) < WAITING_MAX:
            self._waiting.append((time.time(), sign_in))
        return is_new

    async def resolve(self, ami: AmiSession) -> list[Attempt]:
        """What was refused since the last time, with what the node knows of each name. Raises
        AmiError.
        """
        waiting = [(at, self._named(sign_in)) for at, sign_in in self._waiting]
        waiting = [(at, sign_in) for at, sign_in in waiting if sign_in.account]
        self._waiting = []
        await self._ask(ami, {sign_in.account for _at, sign_in in waiting if sign_in.login})
        return [self._attempt(at, sign_in) for at, sign_in in waiting]

    def _named(self, sign_in: SignIn) -> SignIn:
        """The refusal under the name that the phone gave, where Asterisk's event has not got it."""
        register = self._registers.get(sign_in.call_id)
        if sign_in.account or register is None:
            return sign_in
        return replace(sign_in, account=register.name)

    async def _ask(self, ami: AmiSession, logins: set[str]) -> None:
        """Learn from the node's facts which of the logins are devices, and of which companies."""
        now = time.monotonic()
        asked = [login for login in logins if not self._is_fresh(login, now)]
        answers = await ami.actions(
            ("Command", {"Command": device_query(login)}) for login in asked
        )
        for login, answer in zip(asked, answers, strict=True):
            self._facts.put(login, (now, *device_answer(login, answer.get("Output", ""))))

    def _is_fresh(self, login: str, now: float) -> bool:
        fact = self._facts.get(login)
        return fact is not None and now - fact[0] < FACT_SECONDS

    def _attempt(self, at: float, sign_in: SignIn) -> Attempt:
        code, device = sign_in.login or ("", "")
        _asked_at, state, is_known = self._facts.get(sign_in.account) or (0.0, "", False)
        register = self._registers.get(sign_in.call_id)
        record = {
            "at": round(at, 3),
            "login": sign_in.account[:ACCOUNT_LENGTH_MAX],
            "device": device if state else "",
            "address": str(sign_in.source),
            "transport": sign_in.source.transport,
            "agent": register.agent if register else "",
            "reason": _reason(sign_in, state).value,
        }
        return Attempt(code if is_known or state else "", record["device"], record)


def _reason(sign_in: SignIn, state: str) -> Reason:
    """Why it was refused, given what the node knows of the name: a blocked company refuses unknown names as well."""
    if state == "blocked":
        return Reason.BLOCKED
    if sign_in.reason == Reason.BLOCKED and not state:
        return Reason.UNKNOWN_NAME
    return sign_in.reason


def registered(record: Record) -> Record:
    """The attempt that succeeded, beside those that did not: a phone came, or came from somewhere
    else.
    """
    _code, _plus, device = record["login"].partition("+")
    kept = {key: record[key] for key in ("login", "address", "transport", "agent")}
    return {"at": record["since"], "device": device, **kept, "reason": Reason.OK.value}
