"""Facts about lines to the outside and the routes that lead to them, of a company and of the operator alike. Pure.

The reader is asterisk-templates/node/lines.conf.j2. Packed values are joined by `:`; no part can contain it. A line is
named by its endpoint: `carrier.mts`, `acme-trunk-office`. A form is `prefix,offset,length,suffix` of the digits of a
number (dialling.transformations). Absent means none, or any. In the family of the company (`t/<code>`), or of the node
(`p`):

    line/<line>          channels:seconds:foreign:number:called form:caller form:options of Dial:inner
    line/<line>/<i>      host[:port][;transport=tcp]         its addresses in order; i from 1
    route/<i>            name:next:inner:tags:times:called form:caller form:private; next, inner, private: empty or set
    route/<i>/called, /calling, /lines                       expressions; lines joined by `,`
"""

import hashlib
import re
from collections.abc import Iterable, Sequence

from telephony.asterisk import names
from telephony.asterisk.text import number, text
from telephony.asterisk.trunk_rows import contacts
from telephony.dialling.config import (
    Limits,
    OnFailure,
    RouteConfig,
    Switches,
    Times,
    TrunkConfig,
)
from telephony.dialling.patterns import node_regex
from telephony.dialling.transformations import caller_transformation, transformation

Facts = dict[str, str]

LABEL_LENGTH_MAX = 40
_SEPARATORS = re.compile(r"[^\w .-]")  # of our facts and events, and of Asterisk's arguments

PLAIN = "{number}"  # of a line: the digits as they are, which needs no form
PLATFORM_ROUTE = "p/"  # before names of the operator's rows, which are not for companies to read

# ---------------------------------------------------------------- lines


def line_facts(lines: Iterable[TrunkConfig], *, code: str = "") -> Facts:
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
            "" if line.called_template == PLAIN else called_form(line.called_template),
            "" if line.caller_template == PLAIN else caller_form(line.caller_template),
            dial_options(line.switches),
        )
    )


def called_form(template: str) -> str:
    """The form of a called number; empty for no template. `#` is written as SIP addresses want it (RFC 3261 25.1)."""
    return transformation(template).packed.replace("#", "%23") if template else ""


def caller_form(template: str) -> str:
    """The form of a caller's number; empty for no template."""
    return caller_transformation(template).packed if template else ""


# ---------------------------------------------------------------- routes


def route_facts(routes: Sequence[RouteConfig], *, code: str = "") -> Facts:
    """Rows of the company's table of routes, or of the operator's, in order."""
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
                "private" if route.is_private else "",
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


# ---------------------------------------------------------------- parts of a fact


def limits_fact(limits: Limits) -> str:
    """`channels:seconds`; empty parts are no limits."""
    return f"{count_fact(limits.channels)}:{count_fact(limits.seconds)}"


def count_fact(value: int) -> str:
    """A number; empty for 0."""
    return str(int(value)) if value else ""


def tag_key(tag: str) -> str:
    """What stands for a tag in facts: people write them in any letters, and expressions match them."""
    return hashlib.sha256(tag.encode()).hexdigest()[:12]


def tags_fact(tags: Iterable[str]) -> str:
    """Keys of the tags, joined by `,`."""
    return ",".join(tag_key(tag) for tag in tags)


def times_fact(times: Times) -> str:
    """`12345/540-1080,1140-1200`: weekdays, and minutes of the day with the last one excluded; empty: always."""
    if not times.days and not times.minutes:
        return ""
    days = "".join(str(int(day)) for day in times.days)
    return f"{days}/" + ",".join(f"{int(first)}-{int(last)}" for first, last in times.minutes)


def dial_options(switches: Switches) -> str:
    """Options of Dial that a service switch stands for: the caller hears ringing, whatever the far end sends."""
    return "r" if switches.ringing_only else ""
