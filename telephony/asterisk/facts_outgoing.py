"""Facts that a call to the outside world reads: who may call what, what is shown, which lines are tried. Pure.

The reader is asterisk-templates/node/outgoing.conf.j2. Packed values are joined by `:`; no part can contain it.
A line is named by its endpoint: `carrier.mts`, `acme-trunk-office`. A form is `prefix,offset,length,suffix` of the
digits of a number (dialling.transformations). Absent means none, or any.

In the family of the company, `t/<code>`:

    gate                 set when calls must ask for more than a number: blocks, limits, override rules
    area, zone           code that local calls leave out (495); time zone of all rules
    owner/<device>       extension that the device calls as
    rights/<n>           classes:shown:hidden:tags:channels:seconds    of an extension; `COMPANY`, `NOBODY`
    own/<+e164>          channels:seconds                    limits of an own number
    tags/<+e164>         its tags, as `tag_key`
    restricted           1: outgoing calls are stopped
    out-limit            simultaneous calls to the outside
    emergency            own lines that help is asked for by, after the operator's
    line/<line>          channels:seconds:foreign:number:called form:caller form:options of Dial:inner
    line/<line>/<i>      host[:port][;transport=tcp]         its addresses in order; i from 1
    route/<i>            name:next:inner:tags:times:called form:caller form; next, inner: empty or set
    route/<i>/called, /calling, /lines                       expressions; lines joined by `,`
    inner                set when a route leads to another PBX of the company
    overrides            how many rules there are
    override/<i>         target:lists:times                  target: a called number, `end` or `unknown`
    override/<i>/called, /callers                            expressions
    redirect/<key>       number:ring seconds:seconds:channels:options of Dial

In the family of the node, `p`: `line/`, `route/` as above, and

    plan/<digits>        the number plan, see dialling.plan.packed
    default-line         line of calls that nothing else says a line for
    emergency            lines that help is asked for by, in order
    emergency-else       the other lines of the operator, his default first
    filters-out          how many filters there are
    filter-out/<i>/calling, /called                          expressions
"""

import hashlib
import re
from collections.abc import Iterable, Sequence

from telephony.asterisk import names
from telephony.asterisk.snapshot import TenantConfig
from telephony.asterisk.text import ident, number, text
from telephony.asterisk.trunk_rows import contacts
from telephony.dialling import dialled
from telephony.dialling.caller_id import shown_number
from telephony.dialling.company import Company
from telephony.dialling.config import (
    NO_LIMITS,
    CallClass,
    CallerRights,
    FilterConfig,
    Limits,
    OnFailure,
    OutsideConfig,
    OverrideConfig,
    PlatformConfig,
    RedirectConfig,
    RouteConfig,
    Switches,
    Times,
    TrunkConfig,
)
from telephony.dialling.lines import emergency_lines
from telephony.dialling.patterns import node_regex
from telephony.dialling.plan import packed
from telephony.dialling.transformations import caller_transformation, transformation

Facts = dict[str, str]

LABEL_LENGTH_MAX = 40
_SEPARATORS = re.compile(r"[^\w .-]")  # of our facts and events, and of Asterisk's arguments

PLATFORM_ROUTE = "p/"  # before names of the operator's rows, which are not for companies to read
COMPANY, NOBODY = (
    "COMPANY",
    "NOBODY",
)  # legs that no extension stands behind; no device is called so


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
        "out-limit": _count(outside.max_channels_out),
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
        result[f"tags/{number(own.number)}"] = _tags(own.tags)
    result |= _lines(outside.trunks, code=config.code)
    result |= _routes(outside.routes, code=config.code)
    result |= _overrides(outside.overrides, area=outside.area)
    result |= {f"redirect/{ident(each.key)}": _redirect(each) for each in outside.redirects}
    return {key: value for key, value in result.items() if value}


def platform_outgoing_facts(config: PlatformConfig) -> Facts:
    """Node-wide facts of outgoing calls."""
    chosen, others = emergency_lines(config)
    result: Facts = {
        "default-line": names.carrier(config.default_carrier) if config.default_carrier else "",
        "emergency": ",".join(names.line_endpoint(line) for line in chosen),
        "emergency-else": ",".join(names.line_endpoint(line) for line in others),
    }
    result |= {f"plan/{digits}": value for digits, value in packed(config.plan).items()}
    result |= _lines(config.carriers)
    result |= _routes(config.routes)
    result |= _filters([each for each in config.filters if each.direction == "out"])
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
            _tags(rights.tags),
            limits_fact(rights.limits),
        )
    )


def limits_fact(limits: Limits) -> str:
    """`channels:seconds`; empty parts are no limits."""
    return f"{_count(limits.channels)}:{_count(limits.seconds)}"


def _count(value: int) -> str:
    return str(int(value)) if value else ""


def tag_key(tag: str) -> str:
    """What stands for a tag in facts: people write them in any letters, and expressions match them."""
    return hashlib.sha256(tag.encode()).hexdigest()[:12]


def _tags(tags: Iterable[str]) -> str:
    return ",".join(tag_key(tag) for tag in tags)


# ---------------------------------------------------------------- lines


def _lines(lines: Iterable[TrunkConfig], *, code: str = "") -> Facts:
    """Lines that are switched on; the others are not there."""
    result: Facts = {}
    for line in lines:
        if not line.is_enabled:
            continue
        endpoint = names.trunk(code, line.name) if code else names.carrier(line.name)
        is_inner = bool(code) and line.is_internal
        result[f"line/{endpoint}"] = _line(line) + (":inner" if is_inner else "")
        for index, uri in enumerate(contacts(line), 1):
            result[f"line/{endpoint}/{index}"] = uri.removeprefix("sip:")
    return result


def _line(line: TrunkConfig) -> str:
    return ":".join(
        (
            limits_fact(line.limits),
            "1" if line.may_pass_foreign else "",
            number(line.number) if line.number else "",
            called_form(line.called_template),
            caller_form(line.caller_template),
            dial_options(line.switches),
        )
    )


def called_form(template: str) -> str:
    """The form of a called number; empty for no template. `#` is written as SIP addresses want it (RFC 3261 25.1)."""
    return transformation(template).packed.replace("#", "%23") if template else ""


def caller_form(template: str) -> str:
    """The form of a caller's number; empty for no template."""
    return caller_transformation(template).packed if template else ""


def dial_options(switches: Switches) -> str:
    """Options of Dial that a service switch stands for: the caller hears ringing, whatever the far end sends."""
    return "r" if switches.ringing_only else ""


# ---------------------------------------------------------------- rules


def _routes(routes: Sequence[RouteConfig], *, code: str = "") -> Facts:
    result: Facts = {}
    for index, route in enumerate(routes, 1):
        key = f"route/{index}"
        result[key] = ":".join(
            (
                ("" if code else PLATFORM_ROUTE) + route_label(route.name),
                "next" if route.on_failure == OnFailure.NEXT else "",
                "inner" if route.is_internal else "",
                _tag_regex(route.tags),
                times_fact(route.times),
                called_form(route.called_template),
                caller_form(route.caller_template),
            )
        )
        result[f"{key}/called"] = node_regex(route.called)
        result[f"{key}/calling"] = node_regex(route.calling)
        result[f"{key}/lines"] = ",".join(
            names.line_endpoint(line, code=code) for line in route.trunks
        )
    return result


def route_label(name: str) -> str:
    """What the history calls a row: its name without what separates values and arguments."""
    return " ".join(_SEPARATORS.sub(" ", text(name)).split())[:LABEL_LENGTH_MAX].rstrip()


def _tag_regex(tags: Iterable[str]) -> str:
    keys = "|".join(tag_key(tag) for tag in tags)
    return f",({keys})," if keys else ""


def times_fact(times: Times) -> str:
    """`12345/540-1080,1140-1200`: weekdays, and minutes of the day with the last one excluded; empty: always."""
    if not times.days and not times.minutes:
        return ""
    days = "".join(str(int(day)) for day in times.days)
    return f"{days}/" + ",".join(f"{int(first)}-{int(last)}" for first, last in times.minutes)


def _overrides(overrides: Sequence[OverrideConfig], *, area: str) -> Facts:
    result = {"overrides": _count(len(overrides))}
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


def _filters(filters: Sequence[FilterConfig]) -> Facts:
    result = {"filters-out": _count(len(filters))}
    for index, each in enumerate(filters, 1):
        result[f"filter-out/{index}/called"] = node_regex(each.called)
        result[f"filter-out/{index}/calling"] = node_regex(each.calling)
    return result
