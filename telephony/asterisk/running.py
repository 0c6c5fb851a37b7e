"""One tenant inside the running Asterisk: its facts, contexts, contacts, lamps and channels, over AMI."""

import asyncio
import re
from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from telephony.asterisk import names
from telephony.asterisk.ami import AmiSession, Event
from telephony.asterisk.fact_store import FactStore
from telephony.asterisk.facts import HINT_FACT, Facts, family
from telephony.asterisk.facts_schedules import is_switch, is_switched, schedule_of
from telephony.asterisk.render import HINT, Context, Step
from telephony.asterisk.running_dialplan import Dialplan, addition
from telephony.asterisk.text import ident

CONTACTS = "registrar/contact"  # AstDB family of registrations: <aor>;@<hash of the contact>
DEVICE_STATES = "CustomDevstate"  # AstDB family of the lamps that we set
OFFLINE, ONLINE = "UNAVAILABLE", "NOT_INUSE"
DARK, LIT = "NOT_INUSE", "INUSE"
_WHOSE = "CHANNEL(tenantid)"
_CALL_REJECTED = "21"  # Q.850
# A channel ends when its thread has seen that it shall.
_HANG_UP_ATTEMPTS, _HANG_UP_SECONDS = 10, 0.1


class RunningNode:
    """Reads and changes what Asterisk holds, in memory and AstDB, of the tenant `code`. `facts` are its facts."""

    def __init__(self, ami: AmiSession, code: str) -> None:
        self._ami = ami
        self._code = ident(code)
        self._dialplan = Dialplan(ami)
        self.facts = FactStore(ami, family(code))

    # ------------------------------------------------------------ contexts

    async def contexts(self) -> tuple[Context, ...]:
        """The contexts that every tenant has, as they run now, without the hints that watchers brought into being."""
        found = []
        for name in (names.internal_context(self._code), names.hints_context(self._code)):
            held = await self._dialplan.steps(name)
            steps = tuple(s for s in held if s.exten.startswith("_") or s.priority != HINT)
            if steps:
                found.append(Context(name, steps))
        return tuple(found)

    async def contexts_apply(self, wanted: Sequence[Context]) -> list[str]:
        """Make the contexts equal to `wanted`, step by step; returns the names of changed ones."""
        found = {context.name: set(context.steps) for context in await self.contexts()}
        changed = []
        for context in wanted:
            held = found.pop(context.name, set())
            if held != set(context.steps):
                await self._dialplan.change(context, held)
                changed.append(context.name)
        for name in found:
            await self._dialplan.remove(name)
        return changed + list(found)

    # ------------------------------------------------------------ busy lamps

    async def hints_refresh(self, changed_facts: Iterable[str], wanted: Facts) -> None:
        """Let lamps that are being watched show the devices of now.

        Asterisk makes a concrete hint when a number is first watched and never looks at the fact again; adding it
        anew reads the fact anew, and tells the watchers.
        """
        numbers = {
            key.removeprefix(HINT_FACT) for key in changed_facts if key.startswith(HINT_FACT)
        }
        if not numbers:
            return
        context = names.hints_context(self._code)
        held = await self._dialplan.steps(context)
        devices = next((step.app for step in held if step.exten.startswith("_")), "")
        for number in numbers.intersection(step.exten for step in held):
            if f"{HINT_FACT}{number}" in wanted:
                name, headers = addition(context, Step(number, HINT, devices))
            else:
                name, headers = "DialplanExtensionRemove", {"Context": context, "Extension": number}
            await self._ami.action(name, **headers)

    async def device_states_apply(self, before: Collection[str], after: Collection[str]) -> None:
        """A device that is new has no registration, and a lamp that says so; one that is gone leaves none.

        The listener follows registrations from here on.
        """
        new = sorted(set(after) - set(before))
        gone = sorted(set(before) - set(after))
        contacts = await self.contacts() if new else {}
        await self._device_states_set(gone, OFFLINE)
        await self._ami.actions(
            ("DBDel", {"Family": DEVICE_STATES, "Key": login}) for login in gone
        )
        await self._device_states_set([login for login in new if login in contacts], ONLINE)
        await self._device_states_set([login for login in new if login not in contacts], OFFLINE)

    async def _device_states_set(self, logins: Iterable[str], state: str) -> None:
        await self._ami.actions(
            ("Setvar", {"Variable": f"DEVICE_STATE(Custom:{ident(login)})", "Value": state})
            for login in logins
        )

    async def schedule_lamps_apply(self, changed_facts: Iterable[str], wanted: Facts) -> None:
        """Lamps of schedules are lit while somebody has switched them by hand."""
        for key in filter(is_switch, changed_facts):
            lamp = names.schedule_lamp(self._code, schedule_of(key))
            if key in wanted:
                state = LIT if is_switched(wanted[key]) else DARK
                await self._device_states_set([lamp], state)
            else:
                await self._ami.action("DBDel", Family=DEVICE_STATES, Key=lamp)

    async def queues_reread(self, queues: Iterable[str]) -> None:
        """Let queues notice that members are gone.

        Asterisk reads members when it is asked for the queue, and keeps the state of those that it knows: one who went
        and came back in between would count for ever as the phone that was gone.
        """
        for name in queues:
            await self._command(f"queue show {'~'.join(map(ident, name.split('~')))}")

    # ------------------------------------------------------------ registrations

    async def contacts(self) -> dict[str, list[str]]:
        """Registrations of the tenant: login -> keys in AstDB.

        Asked as a range of keys, which costs the tenant's own registrations and not the whole node's.
        """
        first, last = f"/{CONTACTS}/{self._code}+", f"/{CONTACTS}/{self._code},"
        query = f"SELECT key FROM astdb WHERE key >= '{first}' AND key < '{last}'"  # noqa: S608 - the code is an ident
        output = await self._command(f'database query "{query}"')
        found: dict[str, list[str]] = {}
        for key in re.findall(rf"/{CONTACTS}/(\S+)", output):
            found.setdefault(key.partition(";")[0], []).append(key)
        return found

    async def contacts_remove(
        self, logins: Collection[str], *, registered: Collection[str]
    ) -> dict[str, list[str]]:
        """End registrations of `logins`, and those that no device stands behind; returns what was ended, as `contacts`.

        To be called as soon as rows are written: a phone that knows its new password registers at once, and what it
        registered must stand.
        """
        found = await self.contacts()
        ended = {
            login: keys
            for login, keys in found.items()
            if login in logins or login not in registered
        }
        # a phone may leave by itself meanwhile
        await self._ami.actions(
            (("DBDel", {"Family": CONTACTS, "Key": key}) for key in chain(*ended.values())),
            may_be_gone=True,
        )
        await self._device_states_set([login for login in ended if login in registered], OFFLINE)
        # Deleting a key makes no event: whoever follows registrations is told by this one.
        await self._ami.actions(
            ("UserEvent", {"UserEvent": "ContactRemoved", "Login": login}) for login in ended
        )
        return ended

    # ------------------------------------------------------------ channels

    async def channels(self) -> list[str]:
        """Names of the tenant's channels that exist now: of its devices, its lines and of whoever else is in its calls.

        A caller from outside, and a leg that the operator's line carries for the tenant, are named after that line;
        whose call it is they know themselves (`CHANNEL(tenantid)`).
        """
        events = await self._ami.list_action("Status", Variables=_WHOSE)
        return [event["Channel"] for event in events if self._is_ours(event)]

    async def hang_up(self, logins: Iterable[str]) -> list[str]:
        """End the calls of these devices; returns those that had one."""
        return [login for login in logins if await self._hang_up(re.escape(login) + "-")]

    async def hang_up_all(self) -> bool:
        """End all calls of the tenant, and see them end; whether there were any."""
        found = standing = await self.channels()
        for _attempt in range(_HANG_UP_ATTEMPTS):
            if not standing:
                break
            # a channel may have ended by itself, or with the other end
            await self._ami.actions(
                (("Hangup", {"Channel": channel, "Cause": _CALL_REJECTED}) for channel in standing),
                may_be_gone=True,
            )
            await asyncio.sleep(_HANG_UP_SECONDS)
            standing = await self.channels()
        return bool(found)

    async def _hang_up(self, pattern: str) -> bool:
        channel = f"/^PJSIP\\/{pattern}.*$/"
        return bool(await self._ami.list_action("Hangup", Channel=channel, Cause=_CALL_REJECTED))

    def _is_ours(self, status: Event) -> bool:
        if status.get("Variable") == f"{_WHOSE}={self._code}":
            return True
        ours = (f"PJSIP/{self._code}+", f"PJSIP/{self._code}-trunk-")
        return status.get("Channel", "").startswith(ours)

    async def _command(self, command: str) -> str:
        return (await self._ami.action("Command", Command=command)).get("Output", "")
