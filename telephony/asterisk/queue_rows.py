"""Rows and facts of groups: the queue that holds its callers, and whom it rings. Pure.

    number/<n>       queue:call:seconds:count            the longest wait; and, as of a person, :channels-seconds-r
    queue/<n>        queue:music:greeting    name of the queue; class of music (empty: ringing); key of a sound
    member/<n>/<i>   extension number of a member, i from 1

A member with one device and nothing more to it is rung as this device, any other by `queue-member` (groups.conf.j2).
Whether a member can be rung is told by their busy lamp, which follows registrations; who is also reached outside of
the company, or has their calls forwarded, is there as long as this group or another one does not ring them.
"""

import hashlib

from telephony.asterisk import names
from telephony.asterisk.facts_media import music_of
from telephony.asterisk.snapshot import (
    DeviceConfig,
    ExtensionConfig,
    ForwardMode,
    QueueAlgorithm,
    QueueConfig,
    TenantConfig,
)
from telephony.asterisk.tables import MEMBERS_TABLE, QUEUES_TABLE, row
from telephony.asterisk.text import ident, number
from telephony.dialling.config import NO_LIMITS

# Between two attempts at everybody: a phone that is switched to busy is asked again no oftener.
_RETRY_SECONDS = {QueueAlgorithm.RINGALL: "3"}

TableRows = dict[str, dict[str, dict[str, str]]]


def queue_facts(config: TenantConfig, queue: QueueConfig) -> dict[str, str]:
    """What the dialplan must know of a group beside its plan."""
    exten = number(queue.number)
    music = _music(config, queue.music) if queue.music else ""
    greeting = ident(queue.greeting) if queue.greeting else ""
    result = {f"queue/{exten}": f"{queue_name(config.code, queue)}:{music}:{greeting}"}
    for index, member in enumerate(queue.members, 1):
        result[f"member/{exten}/{index}"] = number(member)
    return result


def queues_rows(config: TenantConfig) -> TableRows:
    """The queues of a tenant and their members, those alone who have a way to be reached."""
    queues: dict[str, dict[str, str]] = {}
    members: dict[str, dict[str, str]] = {}
    people = {extension.number: extension for extension in config.extensions}
    devices = {device.name: device for device in config.devices if not device.is_blocked}
    for queue in config.queues:
        name = queue_name(config.code, queue)
        queues[name] = _queue(config, queue, name)
        for position, member in enumerate(queue.members, 1):
            if person := people.get(number(member)):
                place = _member(config, person, devices, place=(name, position, queue))
                members |= {each["uniqueid"]: each for each in place}
    return {QUEUES_TABLE: queues, MEMBERS_TABLE: members}


def queue_name(code: str, queue: QueueConfig) -> str:
    """Name of the group's queue: `acme-500`.

    Asterisk neither changes a queue to `linear` and back while it holds it, nor the order of members that it knows
    (asterisk facts 3k): a queue in which the order counts is another one with each order, `acme-500~5f1c20ab`.
    """
    if queue.algorithm != QueueAlgorithm.LINEAR:
        return names.queue(code, number(queue.number))
    order = hashlib.sha256(",".join(queue.members).encode()).hexdigest()[:8]
    return names.queue(code, number(queue.number)) + f"~{order}"


def _queue(config: TenantConfig, queue: QueueConfig, name: str) -> dict[str, str]:
    return row(
        QUEUES_TABLE,
        name=name,
        strategy=QueueAlgorithm(queue.algorithm).value,
        timeout=str(int(queue.ring_seconds)),
        retry=_RETRY_SECONDS.get(queue.algorithm, "1"),
        wrapuptime=str(int(queue.wrap_up_seconds)),
        maxlen=str(int(queue.max_length)),
        musicclass=_music(config, queue.music),
    )


def _music(config: TenantConfig, key: str) -> str:
    """Class of music of this key; of one that has no sounds, what else callers of the company hear."""
    has_sounds = any(music.key == key and music.files for music in config.music)
    return names.music(config.code, key) if has_sounds else music_of(config)


def _member(
    config: TenantConfig,
    person: ExtensionConfig,
    devices: dict[str, DeviceConfig],
    *,
    place: tuple[str, int, QueueConfig],
) -> list[dict[str, str]]:
    """The row of a member; none of one who cannot be reached at all."""
    name, position, queue = place
    reach = [entry for entry in person.reach if entry.number or entry.device in devices]
    if not reach:
        return []
    is_linear = queue.algorithm == QueueAlgorithm.LINEAR
    place_key = f"{position:03d}-{person.number}" if is_linear else person.number
    interface = _interface(config.code, person, devices)
    # Asterisk never changes what it rings for a member that it knows by this id.
    key = f"{place_key}-{hashlib.sha256(interface.encode()).hexdigest()[:4]}"
    watched = all(entry.device and entry.forward_mode != ForwardMode.ALWAYS for entry in reach)
    lamp = f"hint:{number(person.number)}@{names.hints_context(config.code)}"
    return [
        row(
            MEMBERS_TABLE,
            queue_name=name,
            uniqueid=f"{name}/{key}",
            interface=interface,
            membername=number(person.number),
            state_interface=lamp if watched else "",
        )
    ]


def _interface(code: str, person: ExtensionConfig, devices: dict[str, DeviceConfig]) -> str:
    """What is rung: the device itself where a step of the dialplan could say no more."""
    reach = [entry for entry in person.reach if entry.number or entry.device in devices]
    entry = reach[0]
    is_plain = entry.device and not entry.must_confirm and entry.forward_mode != ForwardMode.ALWAYS
    if len(reach) == 1 and is_plain and devices[entry.device].limits == NO_LIMITS:
        return f"PJSIP/{names.login(code, entry.device)}"
    return f"Local/{code}-{number(person.number)}@queue-member"
