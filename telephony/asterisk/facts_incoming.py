"""Facts that a call from outside reads: whose the called number is, where it leads, and what may stop the call. Pure.

The reader is asterisk-templates/node/incoming.conf.j2. Packed values are joined by `:`; no part can contain it.

In the family of the company, `t/<code>`:

    did/<+e164>          line:kind:value:channels:seconds:r  carrier.mts:internal:500:0:0: (kind and value may be
                                                             empty); r: callers hear ringing alone
    line-in/<trunk>      number:called from:is internal:channels:seconds:area    of its own trunks; area: the code of
                                                             numbers that come without one
    unknown              kind:value                          where calls to numbers without a target go
    in-limit             simultaneous incoming calls; absent means any number
    closed               1: incoming calls are stopped
    block-lists          keys of the lists whose callers do not reach the company, joined by `,`
    deny/<n>             key of the list whose callers do not reach this person
    language             of phrases

In the family of the node, `p`:

    number/<+e164>       code:line                           the company that it belongs to, the endpoint of its line
    line-in/<carrier>    as above, of the operator's carriers
    source/<line>/<i>    first-last,...                      its addresses (IPv4 as numbers, IPv6 as text); i from 1
    filters-in           how many filters there are
    filter-in/<i>/calling, /called                           regular expressions, absent: any; i from 1
"""

import ipaddress
from collections.abc import Iterable, Sequence
from itertools import count

from telephony.asterisk import names
from telephony.asterisk.text import ident, number
from telephony.dialling.config import (
    FilterConfig,
    OutsideConfig,
    OwnNumber,
    PlatformConfig,
    TrunkConfig,
)
from telephony.dialling.patterns import node_regex

Facts = dict[str, str]

RANGES_LENGTH_MAX = 800  # of one value, well below what a line of AMI holds


def incoming_facts(outside: OutsideConfig, *, code: str, language: str) -> Facts:
    """Facts of a company's incoming calls."""
    result: Facts = {
        "language": ident(language),
        "unknown": _target(outside.unknown_target) if outside.unknown_target else "",
        "in-limit": str(int(outside.max_channels_in)) if outside.max_channels_in else "",
        "closed": "1" if outside.is_closed else "",
        "block-lists": ",".join(ident(each.key) for each in outside.lists if each.blocks_callers),
    }
    result |= {f"did/{number(own.number)}": _did(own, code) for own in outside.numbers}
    result |= {f"line-in/{trunk.name}": _line(trunk) for trunk in outside.trunks}
    result |= {
        f"deny/{number(rights.extension)}": ident(rights.blocked_list)
        for rights in outside.rights
        if rights.blocked_list
    }
    return {key: value for key, value in result.items() if value}


def platform_incoming_facts(config: PlatformConfig) -> Facts:
    """Node-wide facts of incoming calls."""
    result: Facts = {
        f"number/{number(each.number)}": f"{ident(each.tenant)}:"
        + names.line_endpoint(each.line, code=each.tenant)
        for each in config.numbers
        if each.tenant and each.line
    }
    for carrier in config.carriers:
        result[f"line-in/{carrier.name}"] = _line(carrier)
        if carrier.is_enabled:
            result |= _sources(names.carrier(carrier.name), carrier.sources)
    for line in config.company_lines:
        result |= _sources(names.line_endpoint(line.line, code=line.tenant), line.sources)
    return result | _filters([each for each in config.filters if each.direction == "in"])


def _did(own: OwnNumber, code: str) -> str:
    line = names.line_endpoint(own.line, code=code)
    target = _target(own.target) if own.target else ":"
    ringing = "r" if own.switches.ringing_only else ""
    return f"{line}:{target}:{int(own.limits.channels)}:{int(own.limits.seconds)}:{ringing}"


def _target(raw: str) -> str:
    """`kind:value` of a target; values are numbers and keys."""
    kind, _, value = raw.partition(":")
    return f"{ident(kind)}:{ident(value)}"


def _line(trunk: TrunkConfig) -> str:
    own = number(trunk.number) if trunk.number else ""
    is_internal = "1" if trunk.is_internal else ""
    limits = trunk.limits
    area = number(trunk.local_area) if trunk.local_area and not trunk.is_internal else ""
    return ":".join(
        (
            own,
            trunk.called_from,
            is_internal,
            str(int(limits.channels)),
            str(int(limits.seconds)),
            area,
        )
    )


def _filters(filters: Sequence[FilterConfig]) -> Facts:
    result = {"filters-in": str(len(filters))} if filters else {}
    for i, each in enumerate(filters, 1):
        sides = {"calling": node_regex(each.calling), "called": node_regex(each.called)}
        result |= {f"filter-in/{i}/{side}": regex for side, regex in sides.items() if regex}
    return result


def _sources(endpoint: str, sources: Iterable[str]) -> Facts:
    """Where calls of a line may come from, in as many facts as it takes."""
    values: list[str] = []
    for part in _ranges(sources):
        if values and len(values[-1]) + len(part) < RANGES_LENGTH_MAX:
            values[-1] += f",{part}"
        else:
            values.append(part)
    return {f"source/{endpoint}/{i}": value for i, value in zip(count(1), values, strict=False)}


def _ranges(sources: Iterable[str]) -> Sequence[str]:
    """Ranges of IPv4 addresses as numbers, which the dialplan compares. Of IPv6 it can only compare whole addresses."""
    nets = [ipaddress.ip_network(source, strict=False) for source in sources]
    four = ipaddress.collapse_addresses(net for net in nets if net.version == 4)
    ranges = [f"{int(net.network_address)}-{int(net.broadcast_address)}" for net in four]
    six = sorted({str(net.network_address) for net in nets if net.version == 6})
    return [*ranges, *six]
