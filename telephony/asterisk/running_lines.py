"""Rows with lines to the outside, brought to the running Asterisk: which lines register, and when they do it anew."""

import asyncio
from collections.abc import Iterable

from telephony.asterisk import names
from telephony.asterisk.ami import AmiRefusedError, AmiSession
from telephony.asterisk.store import SqliteStore
from telephony.asterisk.tables import REGISTRATIONS_TABLE, Rows

CHANGED_EVENT = "LinesChanged"  # makes whoever follows the lines read them again
MODULE = "res_pjsip_outbound_registration.so"
UNREGISTER_SECONDS = 0.5  # a registrar asks for the password also of who takes leave
_REGISTRATIONS, _AUTHS = f"{REGISTRATIONS_TABLE}/", "ps_auths/"


async def rows_publish(
    ami: AmiSession, store: SqliteStore, owner: str, wanted: Rows, *, found: Rows | None = None
) -> list[str]:
    """Make the owner's rows equal to `wanted`, and registrations follow; returns `table/id` of what changed.

    Lines that go take leave of their registrars while their passwords are still there.
    """
    held = store.rows(owner) if found is None else found
    staying = {
        line: row
        for line, row in held[REGISTRATIONS_TABLE].items()
        if line in wanted[REGISTRATIONS_TABLE]
    }
    gone: list[str] = []
    if len(staying) < len(held[REGISTRATIONS_TABLE]):
        between = {**held, REGISTRATIONS_TABLE: staying}
        gone = store.apply(owner, between, found=held)
        held = between
        await _registrations_read(ami)
        await asyncio.sleep(UNREGISTER_SECONDS)
    changed = store.apply(owner, wanted, found=held)
    await _registrations_follow(ami, changed, wanted)
    if any(names.line_parse(key.partition("/")[2]) for key in [*gone, *changed]):
        await ami.action("UserEvent", UserEvent=CHANGED_EVENT)
    return gone + changed


async def _registrations_follow(ami: AmiSession, changed: Iterable[str], wanted: Rows) -> None:
    """Let registrations follow rows that changed. Those of other lines go on undisturbed.

    Asterisk reads passwords when it is challenged, but would try a new one only after the pause that follows a
    refusal.
    """
    changed = list(changed)
    touched = {
        key.removeprefix(_REGISTRATIONS) for key in changed if key.startswith(_REGISTRATIONS)
    }
    if touched:
        await _registrations_read(ami)
    passwords = {key.removeprefix(_AUTHS) for key in changed if key.startswith(_AUTHS)}
    for each in sorted(wanted[REGISTRATIONS_TABLE].keys() - touched):
        if names.registration_line(each) in passwords:
            await registration_renew(ami, each)


async def _registrations_read(ami: AmiSession) -> None:
    """Have the module look at its table (5 ms with a few lines, 0.1 s with 2,000); it keeps what has not changed."""
    await ami.action("Command", Command=f"module reload {MODULE}")


async def registration_renew(ami: AmiSession, name: str) -> bool:
    """Take leave and register anew, in two seconds; False when Asterisk knows of no such registration."""
    try:
        await ami.action("PJSIPRegister", Registration=name)
    except AmiRefusedError:
        return False
    return True
