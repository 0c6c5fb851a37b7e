"""Facts of a company for calls to the outside: who may call what, what is shown, what leads a call elsewhere. Pure.

The readers are asterisk-templates/node/called.conf.j2, outgoing.conf.j2 and lines.conf.j2. Packed values are joined by
`:`; no part can contain it. Absent means none, or any. In the family of the company, `t/<code>`:

    gate                 set when calls must ask for more than a number: blocks, limits, override rules
    area, zone           code that local calls leave out (495); time zone of all rules
    owner/<device>       extension that the device calls as
    rights/<n>           classes:shown:hidden:tags:channels:seconds    of an extension; `COMPANY`, `NOBODY`
    own/<+e164>          channels:seconds                    limits of an own number
    tags/<+e164>         its tags, as `tag_key`
    restricted           1: outgoing calls are stopped
    out-limit            simultaneous calls to the outside
    private-limit        simultaneous calls by routes that are marked private
    emergency            own lines that help is asked for by, after the operator's
    inner                set when a route leads to another PBX of the company
    overrides            how many rules there are
    override/<i>         target:lists:times                  target: a called number, `end` or `unknown`
    override/<i>/called, /callers                            expressions
    redirect/<key>       number:ring seconds:channels:seconds:options of Dial

and the company's lines and routes (`facts_lines`). What all companies share is said in `platform_facts`.
"""

from collections.abc import Sequence

from telephony.asterisk import names
from telephony.asterisk.facts_lines import (
    Facts,
    count_fact,
    dial_options,
    limits_fact,
    line_facts,
    route_facts,
    tags_fact,
    times_fact,
)
from telephony.asterisk.snapshot import TenantConfig
from telephony.asterisk.text import ident, number
from telephony.dialling import dialled
from telephony.dialling.caller_id import shown_number
from telephony.dialling.company import Company
from telephony.dialling.config import (
    NO_LIMITS,
    CallClass,
    CallerRights,
    OutsideConfig,
    OverrideConfig,
    RedirectConfig,
)
from telephony.dialling.patterns import node_regex

# Legs that no extension stands behind; no device is called so.
COMPANY, NOBODY = "COMPANY", "NOBODY"


def outgoing_facts(config: TenantConfig) -> Facts:
    """Facts of a company's outgoing calls."""
    outside = config.outside
    limits = [device.limits for device in config.devices]
    limits += [queue.limits for queue in config.queues]
    limits += [rights.limits for rights in outside.rights]
    has_limits = any(each != NO_LIMITS for each in limits)
    has_gate = config.blocks or config.max_channels or outside.overrides or has_limits
    result: Facts = {
        "gate": "1" if has_gate else "",
        "area": outside.area if _is_area(outside.area) else "",
        "zone": ident(config.timezone),
        "restricted": "1" if outside.is_restricted else "",
        "out-limit": count_fact(outside.max_channels_out),
        "private-limit": count_fact(outside.max_channels_private),
        "emergency": ",".join(
            names.trunk(config.code, trunk.name)
            for trunk in outside.trunks
            if trunk.is_enabled and not trunk.is_internal
        ),
        "inner": "1" if any(route.is_internal for route in outside.routes) else "",
    }
    result |= {
        f"owner/{device.name}": device.extension
        for device in config.devices
        if names.is_extension(device.extension)
    }
    result |= _rights(config.code, outside)
    for own in outside.numbers:
        result[f"own/{number(own.number)}"] = (
            "" if own.limits == NO_LIMITS else limits_fact(own.limits)
        )
        result[f"tags/{number(own.number)}"] = tags_fact(own.tags)
    result |= line_facts(outside.trunks, code=config.code)
    result |= route_facts(outside.routes, code=config.code)
    result |= _overrides(outside.overrides, area=outside.area)
    result |= {f"redirect/{ident(each.key)}": _redirect(each) for each in outside.redirects}
    return {key: value for key, value in result.items() if value}


def _is_area(area: str) -> bool:
    """Whether numbers can be dialled without this code."""
    return bool(area and dialled.e164("2" * (10 - len(area)), area=area))


# ---------------------------------------------------------------- rights


def _rights(code: str, outside: OutsideConfig) -> Facts:
    """Rights within the company's ceiling, each with the number that is shown."""
    company = Company(code, outside=outside)
    everything = CallerRights(COMPANY, classes=outside.ceiling)
    nothing = CallerRights(NOBODY)
    result = {
        f"rights/{number(rights.extension)}": _right(company, rights) for rights in outside.rights
    }
    return result | {
        f"rights/{rights.extension}": _right(company, rights) for rights in (everything, nothing)
    }


def _right(company: Company, rights: CallerRights) -> str:
    permitted = [
        each.value
        for each in CallClass
        if each in rights.classes and each in company.outside.ceiling
    ]
    shown = shown_number(company, rights.extension)
    return ":".join(
        (
            ",".join(permitted),
            number(shown) if shown else "",
            "1" if rights.hides_number else "",
            tags_fact(rights.tags),
            limits_fact(rights.limits),
        )
    )


# ---------------------------------------------------------------- where calls lead instead


def _overrides(overrides: Sequence[OverrideConfig], *, area: str) -> Facts:
    result = {"overrides": count_fact(len(overrides))}
    for index, rule in enumerate(overrides, 1):
        key = f"override/{index}"
        lists = ",".join(ident(each) for each in rule.lists)
        result[key] = f"{_override_target(rule, area)}:{lists}:{times_fact(rule.times)}"
        result[f"{key}/called"] = node_regex((rule.called,))
        result[f"{key}/callers"] = node_regex(rule.callers)
    return result


def _override_target(rule: OverrideConfig, area: str) -> str:
    if not rule.target:
        return "end"
    target = dialled.read(rule.target, area=area)
    return "unknown" if target.kind == dialled.Kind.UNKNOWN else target.number


def _redirect(redirect: RedirectConfig) -> str:
    options = dial_options(redirect.switches)
    limits = limits_fact(redirect.limits)
    return f"{number(redirect.number)}:{int(redirect.ring_seconds)}:{limits}:{options}"
