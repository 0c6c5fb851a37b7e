"""Make one tenant on the node what its configuration says, and prove it.

Everything is compared with what the node really has, so that applying twice changes nothing, and applying to an empty
node rebuilds it. Nothing is reloaded: rows are seen by the next lookup, facts at once, contexts are added to the
running dialplan and written for the next start. Sounds that it names have been brought before (`sounds`).

AstDB commits once a second: an Asterisk that is killed within a second of an apply may come back without the last
facts. Whoever sees a node start (AMI FullyBooted) therefore asks for `drift`, or applies again.
"""

import hashlib
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from telephony.asterisk import names
from telephony.asterisk.ami import AmiSession
from telephony.asterisk.facts import Facts, facts
from telephony.asterisk.facts_flows import versions_in_force
from telephony.asterisk.facts_media import named_sounds
from telephony.asterisk.facts_schedules import Switch, schedule_of, switch_of, switched_by_number
from telephony.asterisk.files import NodePaths, file_remove, file_write
from telephony.asterisk.flows import flow_contexts
from telephony.asterisk.render import Context, contexts, render
from telephony.asterisk.rows import rows
from telephony.asterisk.running import RunningNode
from telephony.asterisk.running_flows import RunningFlows
from telephony.asterisk.running_lines import rows_publish
from telephony.asterisk.snapshot import TenantConfig
from telephony.asterisk.sounds import Sounds, missing_sounds
from telephony.asterisk.store import SqliteStore
from telephony.asterisk.tables import MEMBERS_TABLE, Rows

# Of an endpoint: a change of these must not leave the old registration standing.
ACCESS_COLUMNS = ("deny", "permit")


@dataclass(frozen=True, slots=True)
class ApplyReport:
    """What one apply changed. `leftovers` names what should be gone and is not: empty is proof."""

    code: str
    revision: int
    changed_rows: tuple[str, ...]
    changed_facts: tuple[str, ...]
    changed_contexts: tuple[str, ...]
    removed_contacts: tuple[str, ...]  # logins whose registration was ended
    hung_up: tuple[str, ...]  # logins whose calls were ended; "*" for all of the tenant
    leftovers: tuple[str, ...]
    fingerprint: str
    held: "Wanted"  # what the node holds now
    switched: Mapping[str, Switch] = field(
        default_factory=dict
    )  # schedules turned on the node, by key


@dataclass(frozen=True)
class Wanted:
    """The tenant as it shall be on the node."""

    rows: Rows = field(repr=False)  # with digests of passwords
    facts: Facts
    contexts: tuple[Context, ...]
    flows: tuple[Context, ...] = ()  # versions in force

    @cached_property
    def fingerprint(self) -> str:
        """One value for rows, facts and contexts together; equal on the node when nothing has drifted."""
        return _fingerprint(self.rows, self.facts, (*self.contexts, *self.flows))


def wanted(config: TenantConfig, *, moment: int) -> Wanted:
    """What the node shall hold for this configuration at `moment` (epoch seconds)."""
    return Wanted(
        rows(config, moment=moment),
        facts(config, moment=moment),
        contexts(config),
        flow_contexts(config),
    )


async def apply(
    config: TenantConfig,
    *,
    node: NodePaths,
    ami: AmiSession,
    moment: int | None = None,
    hang_up: bool = False,
    held: Wanted | None = None,
) -> ApplyReport:
    """Bring the tenant to the node, or take it away when it is disabled.

    `held` is what the node holds, for a caller that published it over this very session: then only the difference
    is talked about, and a large tenant costs no more than a small one. Without it the node is asked.

    Devices that were deleted, blocked, given another password or other networks lose their registration and their
    calls here. `hang_up` ends all running calls of the tenant.
    """
    target = wanted(config, moment=int(time.time()) if moment is None else moment)
    running = RunningNode(ami, config.code)
    flows = RunningFlows(ami, config.code, node=node)
    in_force = await _flows_in_force(flows, running, target, held)
    change = await _publish(
        config, target, held=held, node=node, running=running, flows=flows, ami=ami
    )
    swept = await _flows_sweep(flows, target, in_force)
    hung_up = change.ended.calls
    if (hang_up or config.is_disabled) and await running.hang_up_all():
        hung_up = ("*",)
    return ApplyReport(
        code=config.code,
        revision=config.revision,
        changed_rows=tuple(change.rows),
        changed_facts=tuple(change.facts),
        changed_contexts=tuple(change.contexts),
        removed_contacts=change.ended.registrations,
        hung_up=hung_up,
        leftovers=(
            *(f"context/{context.name}" for context in await flows.running(swept)),
            *(f"contact/{login}" for login in change.ended.standing),
            *await _leftovers(config, SqliteStore(node.database), running),
        ),
        fingerprint=target.fingerprint,
        held=target,
        switched=change.switched,
    )


async def node_fingerprint(code: str, *, node: NodePaths, ami: AmiSession) -> str:
    """The fingerprint of what the node holds of a tenant, read back from it."""
    running = RunningNode(ami, code)
    held, known = SqliteStore(node.database).rows(code), await running.facts.read()
    missing = missing_sounds(named_sounds(known, held), Sounds(node.sounds).held(code), code=code)
    in_force = await RunningFlows(ami, code, node=node).running(versions_in_force(code, known))
    return _fingerprint(held, known, (*await running.contexts(), *in_force), missing)


async def drift(
    config: TenantConfig, *, node: NodePaths, ami: AmiSession, moment: int | None = None
) -> bool:
    """Whether the node holds anything else than this configuration."""
    target = wanted(config, moment=int(time.time()) if moment is None else moment)
    return await node_fingerprint(config.code, node=node, ami=ami) != target.fingerprint


async def rebuild(
    configs: Iterable[TenantConfig], *, node: NodePaths, ami: AmiSession
) -> list[ApplyReport]:
    """Make the node hold these tenants as they are, from whatever it holds now, nothing included."""
    return [await apply(config, node=node, ami=ami) for config in configs]


class _Ended(NamedTuple):
    """Logins whose registration, and whose calls, were ended; and registrations that should have ended and stand."""

    registrations: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()


class _Change(NamedTuple):
    """What was written."""

    contexts: list[str]
    rows: list[str]
    facts: list[str]
    switched: dict[str, Switch]
    ended: _Ended


async def _publish(
    config: TenantConfig,
    target: Wanted,
    *,
    held: Wanted | None,
    node: NodePaths,
    running: RunningNode,
    flows: RunningFlows,
    ami: AmiSession,
) -> _Change:
    """Contexts first, then devices, then the numbers that lead to them: nothing is announced before it is there.

    What must not stand any more ends with the rows, before anything else: meanwhile phones register anew.
    """
    changed_contexts: list[str] = []
    if held is None or held.contexts != target.contexts:
        changed_contexts = await running.contexts_apply(target.contexts)
        _file_apply(config, node)
    if held is None or held.flows != target.flows:
        changed_contexts += await flows.publish(target.flows, found=held.flows if held else None)
    store = SqliteStore(node.database)
    before = held.rows if held else store.rows(config.code)
    changed_rows = await rows_publish(ami, store, config.code, target.rows, found=before)
    ended = _Ended()
    if held is None or changed_rows:
        ended = await _registrations_apply(running, before, target.rows)
    found = held.facts if held else await running.facts.read()
    unknown = switched_by_number(found, target.facts)  # to be learned, not taken back
    changed_facts = await running.facts.apply(target.facts | unknown, found=found)
    await running.hints_refresh(changed_facts, target.facts)
    await running.schedule_lamps_apply(changed_facts, target.facts)
    await running.queues_reread(_thinned(before, target.rows))
    switched = {schedule_of(key): switch_of(value) for key, value in unknown.items()}
    return _Change(changed_contexts, changed_rows, changed_facts, switched, ended)


async def _flows_in_force(
    flows: RunningFlows, running: RunningNode, target: Wanted, held: Wanted | None
) -> list[str]:
    """Versions of flows in force until now. Who has none, and had none, is not asked."""
    if held is not None:
        return versions_in_force(flows.code, held.facts)
    if target.contexts and not flows.recorded_names():
        return []
    return versions_in_force(flows.code, await running.facts.read())


async def _flows_sweep(flows: RunningFlows, target: Wanted, in_force: list[str]) -> list[str]:
    """Remove versions that nobody is inside of; returns their names. Those that are wanted stay, and those that were in
    force until now: a call may be about to enter. Of a tenant that shall be gone none stays."""
    if not target.contexts:
        return await flows.remove_all(in_force)
    return await flows.sweep({context.name for context in target.flows} | set(in_force))


def _file_apply(config: TenantConfig, node: NodePaths) -> None:
    content = render(config)
    if content:
        file_write(node.tenant(config.code), content)
    else:
        file_remove(node.tenant(config.code))


def _thinned(before: Rows, after: Rows) -> list[str]:
    """Queues from which a member went."""
    gone = before[MEMBERS_TABLE].keys() - after[MEMBERS_TABLE].keys()
    return sorted({before[MEMBERS_TABLE][key]["queue_name"] for key in gone})


def _lost(before: Rows, after: Rows) -> list[str]:
    """Logins whose old registration must not stand: gone, or with another password, or let in from elsewhere."""
    return [
        login
        for login in _logins(before["ps_endpoints"])
        if login not in after["ps_aors"]
        or before["ps_auths"].get(login) != after["ps_auths"].get(login)
        or _access(before, login) != _access(after, login)
    ]


def _logins(ids: Iterable[str]) -> list[str]:
    """Those of the ids that are devices; lines to the outside share the tables with them."""
    return [each for each in ids if names.login_parse(each)]


def _access(tables: Rows, login: str) -> list[str]:
    row = tables["ps_endpoints"].get(login, {})
    return [row.get(column, "") for column in ACCESS_COLUMNS]


async def _registrations_apply(running: RunningNode, before: Rows, after: Rows) -> _Ended:
    """End registrations that must not stand, and calls of their phones. Lamps of devices that came or went are set."""
    lost, devices = _lost(before, after), _logins(after["ps_aors"])
    ended = await running.contacts_remove(lost, registered=devices)
    calls = await running.hang_up(lost)
    now = await running.contacts() if ended else {}
    standing = [login for login, keys in ended.items() if set(keys) & set(now.get(login, ()))]
    await running.device_states_apply(_logins(before["ps_aors"]), devices)
    return _Ended(tuple(ended), tuple(calls), tuple(standing))


async def _leftovers(
    config: TenantConfig, store: SqliteStore, running: RunningNode
) -> Iterable[str]:
    """What the node still has of a tenant that shall be gone."""
    if not config.is_disabled:
        return ()
    return (
        *(f"contact/{login}" for login in await running.contacts()),
        *(f"{table}/{row}" for table, held in store.rows(config.code).items() for row in held),
        *(f"fact/{key}" for key in await running.facts.read()),
        *(f"context/{context.name}" for context in await running.contexts()),
        *(f"channel/{name}" for name in await running.channels()),
    )


def _fingerprint(
    tables: Rows, values: Facts, made: Sequence[Context], missing: Sequence[str] = ()
) -> str:
    """`missing`: sounds that are named and not there; what is wanted lacks none."""
    steps = [
        [context.name, sorted((s.exten, s.priority, s.app) for s in context.steps)]
        for context in made
    ]
    whole = json.dumps([tables, values, sorted(steps), missing], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()
