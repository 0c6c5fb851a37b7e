"""Facts that a call reads from AstDB: what a number of the tenant is, and how it is reached. Pure.

Everything of a tenant lies in the family `t/<code>`; the generic dialplan (extensions.conf.j2 and reach.conf.j2 in
asterisk-templates/node) is the reader. Packed values are joined by `:`; no part can contain it.

    number/<n>       kind:order:seconds:count            200 -> extension:parallel:20:2
                     and where there are limits, or ringing alone is heard, :channels-seconds-r
    ring/<n>         legs that ring the person at once   PJSIP/acme+200&Local/200*2@reach-leg
    reach/<n>/<i>    target:seconds:confirm:mode:always:busy:timeout, i from 1
    hint/<n>         device states that a busy lamp shows
    blocks           kind:since:until,...                epoch seconds, until 0 without end
    limit            simultaneous calls; absent means any number
    known            1: the tenant lives on this node
    device/<name>    on, or blocked: why a login is refused, for whoever explains it to the client
    device-limits    set when a device has limits
    device-limits/<name>  channels:seconds               of calls by the device and to it

and what `facts_incoming`, `facts_outgoing`, `facts_lines`, `facts_media`, `facts_flows`, `facts_schedules`,
`queue_rows` and `voicemail_rows` add.
"""

from telephony.asterisk import names
from telephony.asterisk.facts_flows import flow_facts
from telephony.asterisk.facts_incoming import incoming_facts
from telephony.asterisk.facts_lines import limits_fact
from telephony.asterisk.facts_media import media_facts
from telephony.asterisk.facts_outgoing import outgoing_facts
from telephony.asterisk.facts_schedules import schedule_facts
from telephony.asterisk.queue_rows import queue_facts
from telephony.asterisk.rows import is_blocked_by_operator
from telephony.asterisk.snapshot import (
    ExtensionConfig,
    ForwardMode,
    QueueConfig,
    ReachConfig,
    RingOrder,
    TenantConfig,
)
from telephony.asterisk.text import number
from telephony.asterisk.voicemail_rows import voicemail_facts
from telephony.dialling.config import NO_LIMITS, Limits
from telephony.dialling.dialled import e164

Facts = dict[str, str]  # key within the family -> value

HINT_FACT = "hint/"
RING_SECONDS_MAX = 600  # of legs that end by themselves
VALUE_LENGTH_MAX = 900  # a header line of AMI holds 1,024 bytes


def family(code: str) -> str:
    """AstDB family of a tenant: `t/acme`. Deleting its tree leaves `t/acme1` alone."""
    return f"t/{code}"


def facts(config: TenantConfig, *, moment: int) -> Facts:
    """All facts of the tenant at `moment` (epoch seconds); none when it is disabled."""
    if config.is_disabled:
        return {}
    devices = {device.name for device in config.devices if not device.is_blocked}
    result = _tenant_facts(config) | _device_facts(config, moment)
    result |= incoming_facts(config.outside, code=config.code, language=config.language)
    result |= outgoing_facts(config) | media_facts(config) | voicemail_facts(config)
    for extension in config.extensions:
        result |= _extension_facts(config, extension, devices)
    for queue in config.queues:
        result |= _queue_facts(config, queue)
    result |= schedule_facts(config)
    result |= flow_facts(config, result)
    for key, value in result.items():
        if len(value) > VALUE_LENGTH_MAX:
            raise ValueError(f"fact {key} of {config.code} is too long")
    return result


def _device_facts(config: TenantConfig, moment: int) -> Facts:
    all_blocked = is_blocked_by_operator(config, moment)
    states = {
        f"device/{device.name}": "blocked" if all_blocked or device.is_blocked else "on"
        for device in config.devices
    }
    limits = {
        f"device-limits/{device.name}": limits_fact(device.limits)
        for device in config.devices
        if device.limits != NO_LIMITS
    }
    return states | limits | ({"device-limits": "1"} if limits else {})


def _tenant_facts(config: TenantConfig) -> Facts:
    result: Facts = {"known": "1"}
    if config.blocks:
        result["blocks"] = ",".join(
            f"{b.kind}:{int(b.since)}:{int(b.until)}" for b in config.blocks
        )
    if config.max_channels:
        result["limit"] = str(int(config.max_channels))
    return result


def _extension_facts(config: TenantConfig, extension: ExtensionConfig, devices: set[str]) -> Facts:
    code, exten = config.code, number(extension.number)
    reach = [entry for entry in extension.reach if entry.number or entry.device in devices]
    order = _order(extension, reach)
    seconds = reach[0].ring_seconds if _are_plain(reach) else RING_SECONDS_MAX
    result = {
        f"number/{exten}": f"extension:{order}:{int(seconds)}:{len(reach)}"
        + _limited(_limits(config, exten), is_ringing_only=_is_ringing_only(config, reach)),
        f"ring/{exten}": "&".join(_legs(code, exten, reach)),
        f"hint/{exten}": _hint(code, reach),
    }
    if order == RingOrder.SEQUENTIAL or not _are_plain(reach):
        for index, entry in enumerate(reach, 1):
            result[f"reach/{exten}/{index}"] = _entry(code, entry)
    return {key: value for key, value in result.items() if value}


def _limits(config: TenantConfig, exten: str) -> Limits:
    """Limits of the person's calls with the outside, and of those that come to them."""
    found = (each.limits for each in config.outside.rights if each.extension == exten)
    return next(found, NO_LIMITS)


def _is_ringing_only(config: TenantConfig, reach: list[ReachConfig]) -> bool:
    """Whether a device of the person lets callers hear ringing alone, whatever it plays before the answer."""
    silent = {device.name for device in config.devices if device.switches.ringing_only}
    return any(entry.device in silent for entry in reach)


def _limited(limits: Limits, *, is_ringing_only: bool) -> str:
    """What the plan of a number says more; empty for most."""
    if limits == NO_LIMITS and not is_ringing_only:
        return ""
    return f":{limits_fact(limits).replace(':', '-')}-{'r' if is_ringing_only else ''}"


def _order(extension: ExtensionConfig, reach: list[ReachConfig]) -> RingOrder:
    """How a person is rung. One device is simply dialled; one way with more to it needs no leg beside it."""
    if len(reach) == 1:
        return RingOrder.PARALLEL if _are_plain(reach) else RingOrder.SEQUENTIAL
    return extension.ring_order


def _legs(code: str, exten: str, reach: list[ReachConfig]) -> list[str]:
    """Legs that ring all ways at once: the devices themselves, or, when there is more to one of them, a subroutine
    for each, which then ends in its own time."""
    if _are_plain(reach):
        return [f"PJSIP/{names.login(code, entry.device)}" for entry in reach]
    return [f"Local/{exten}*{index}@reach-leg" for index, _ in enumerate(reach, 1)]


def _are_plain(reach: list[ReachConfig]) -> bool:
    """Whether all ways are devices that ring equally long, with no key to press and no forwarding."""
    return bool(reach) and all(
        entry.device
        and not entry.must_confirm
        and entry.forward_mode == ForwardMode.NONE
        and entry.ring_seconds == reach[0].ring_seconds
        for entry in reach
    )


def _entry(code: str, entry: ReachConfig) -> str:
    """`entry` packed for the subroutine reach-entry."""
    target = names.login(code, entry.device) if entry.device else outside_number(entry.number)
    onward = (entry.forward_always_to, entry.forward_busy_to, entry.forward_timeout_to)
    parts = [
        target,
        str(int(entry.ring_seconds)),
        "1" if entry.must_confirm else "",
        entry.forward_mode.value,
        *(number(target) if target else "" for target in onward),
    ]
    return ":".join(parts)


def outside_number(raw: str) -> str:
    """An outside number in the one form the dialplan knows: `+` and digits (E.164)."""
    return e164(raw) or "+" + number(raw).removeprefix("+")


def _hint(code: str, reach: list[ReachConfig]) -> str:
    """Device states of a busy lamp: the phone's own, and ours that follows its registration."""
    logins = [names.login(code, entry.device) for entry in reach if entry.device]
    return "&".join(f"PJSIP/{login}&Custom:{login}" for login in logins)


def _queue_facts(config: TenantConfig, queue: QueueConfig) -> Facts:
    plan = f"queue:call:{int(queue.wait_seconds)}:{len(queue.members)}"
    plan += _limited(queue.limits, is_ringing_only=queue.switches.ringing_only)
    return {f"number/{number(queue.number)}": plan} | queue_facts(config, queue)
