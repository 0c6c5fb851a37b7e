"""Which phones are registered: a hint makes us look, the contact in AstDB is the fact, its expiry the end.

Asterisk tells nobody of registrations when devices live in realtime tables (asterisk facts 3a, 9e).
It does tell who was let in, before it acts on the request; so the login is looked up a moment
later, and once more when nothing had changed by then. Nothing is ever listed but at sign-in to AMI.
Busy lamps and groups learn the result through the custom device state of the login, which stands as
it is while we are dead.
"""

import heapq
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from telephony.asterisk import names
from telephony.asterisk.ami import AmiSession
from telephony.asterisk.contacts import (
    FAMILY,
    Contact,
    contact_answer,
    contact_query,
    contacts_listed,
)
from telephony.asterisk.security import Source
from telephony.selectors.live import Record

FIRST_LOOK_SECONDS = 0.15
SECOND_LOOK_SECONDS = 2.0
AFTER_EXPIRY_SECONDS = 1.0
LOOKS_AT_ONCE = 200

_WHERE = ("address", "transport", "agent")


class _Why(Enum):
    """What makes a look due."""

    HINT = 1
    DOUBT = 2  # nothing had changed at the first look after a hint
    EXPIRY = 3


@dataclass(order=True, slots=True)
class _Look:
    """A login to be looked up at a moment of the monotonic clock."""

    at: float
    login: str
    why: _Why = field(compare=False)


@dataclass(frozen=True, slots=True)
class RegistrationChange:
    """A registration that became different: `record` None is its end; `is_new` a phone that was not
    there before.
    """

    login: str
    record: Record | None
    is_new: bool


class Registrations:
    """Registrations of one node by login, and the moments at which to look again."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self._sources: dict[str, Source] = {}
        self._looks: list[_Look] = []
        self._planned: set[tuple[str, _Why]] = set()

    def hint(self, login: str, source: Source | None = None) -> None:
        """Something happened that may have changed the registration of this login."""
        if names.login_parse(login) is None:
            return
        if source is not None:
            self._sources[login] = source
        self._plan(login, _Why.HINT, FIRST_LOOK_SECONDS)

    def remember(self, login: str, earlier: Record) -> None:
        """The phone was there before we began, and is the same one: say since when."""
        record = self.records.get(login)
        if record and all(record[key] == earlier.get(key) for key in _WHERE):
            record["since"] = earlier["since"]

    async def look(self, ami: AmiSession) -> list[RegistrationChange]:
        """Look up what is due, and tell the lamps. Raises AmiError; what was due then comes with
        the next resync.
        """
        due = self._due()
        steps = [("Command", {"Command": contact_query(look.login)}) for look in due]
        answers = await ami.actions(steps)
        changes: list[RegistrationChange] = []
        for look, answer in zip(due, answers, strict=True):
            change = self._learn(look.login, contact_answer(answer.get("Output", "")))
            if change is not None:
                changes.append(change)
            elif look.why == _Why.HINT:
                self._plan(look.login, _Why.DOUBT, SECOND_LOOK_SECONDS)
        moved = [change.login for change in changes if change.is_new or change.record is None]
        await self._tell_lamps(ami, moved)
        return changes

    async def resync(self, ami: AmiSession) -> list[RegistrationChange]:
        """Read all registrations, once, and put right the lamps that missed something."""
        contacts = contacts_listed(await ami.list_action("DBGetTree", Family=FAMILY))
        logins = [*contacts, *(set(self.records) - set(contacts))]
        found = [self._learn(login, contacts.get(login)) for login in logins]
        entries = await ami.list_action("DBGetTree", Family="CustomDevstate")
        lamps = {entry["Key"].removeprefix("/CustomDevstate/"): entry["Val"] for entry in entries}
        known = {login for login in lamps if names.login_parse(login)} | set(self.records)
        wrong = [login for login in known if lamps.get(login) != self._lamp(login)]
        await self._tell_lamps(ami, wrong)
        return [change for change in found if change is not None]

    def _lamp(self, login: str) -> str:
        """Custom device state of the login: PJSIP's own is right only while it talks."""
        return "NOT_INUSE" if login in self.records else "UNAVAILABLE"

    async def _tell_lamps(self, ami: AmiSession, logins: Iterable[str]) -> None:
        states = {f"DEVICE_STATE(Custom:{login})": self._lamp(login) for login in logins}
        await ami.actions(
            ("Setvar", {"Variable": name, "Value": value}) for name, value in states.items()
        )

    def _due(self) -> list[_Look]:
        due: dict[str, _Look] = {}
        while self._looks and self._looks[0].at <= time.monotonic() and len(due) < LOOKS_AT_ONCE:
            look = heapq.heappop(self._looks)
            self._planned.discard((look.login, look.why))
            record = self.records.get(look.login)
            if look.why == _Why.EXPIRY and record and record["expires_at"] > time.time():
                self._plan_expiry(look.login, record)  # renewed meanwhile
            else:
                due[look.login] = look
        return list(due.values())

    def _plan(self, login: str, why: _Why, seconds: float) -> None:
        """Look at the login after so many seconds; a look that waits for the same reason is enough."""
        if (login, why) not in self._planned:
            self._planned.add((login, why))
            heapq.heappush(self._looks, _Look(time.monotonic() + seconds, login, why))

    def _plan_expiry(self, login: str, record: Record) -> None:
        seconds = record["expires_at"] - time.time() + AFTER_EXPIRY_SECONDS
        self._plan(login, _Why.EXPIRY, seconds)

    def _learn(self, login: str, contact: Contact | None) -> RegistrationChange | None:
        """Take the fact; what became different by it."""
        known = self.records.get(login)
        if contact is None or contact.expires_at <= time.time():
            self.records.pop(login, None)
            return RegistrationChange(login, None, is_new=False) if known else None
        record = self._record(login, contact, known)
        self._plan_expiry(login, record)
        if record == known:
            return None
        self.records[login] = record
        is_new = known is None or known["since"] != record["since"]
        return RegistrationChange(login, record, is_new=is_new)

    def _record(self, login: str, contact: Contact, known: Record | None) -> Record:
        source = self._sources.get(login)
        address = str(source) if source else contact.address
        transport = source.transport if source else contact.transport
        where = dict(zip(_WHERE, (address, transport, contact.agent), strict=True))
        is_same = known is not None and all(known[key] == value for key, value in where.items())
        since = known["since"] if known and is_same else round(time.time(), 3)
        return {"login": login, **where, "since": since, "expires_at": contact.expires_at}
