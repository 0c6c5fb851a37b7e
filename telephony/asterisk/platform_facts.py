"""Facts that all companies of a node share, in the AstDB family `p`. Pure.

What is asked of calls from outside is said in `facts_incoming`, lines and routes (`line/`, `route/`) in `facts_lines`.
The others, which asterisk-templates/node/outgoing.conf.j2 and lines.conf.j2 read:

    plan/<digits>        the number plan, see dialling.plan.packed
    default-line         line of calls that nothing else says a line for
    emergency            lines that help is asked for by, in order
    emergency-else       the other lines of the operator, his default first
    filters-out          how many filters there are
    filter-out/<i>/calling, /called                          expressions
"""

from collections.abc import Sequence

from telephony.asterisk import names
from telephony.asterisk.facts import VALUE_LENGTH_MAX, Facts
from telephony.asterisk.facts_incoming import platform_incoming_facts
from telephony.asterisk.facts_lines import count_fact, line_facts, route_facts
from telephony.dialling.config import FilterConfig, PlatformConfig
from telephony.dialling.lines import emergency_lines
from telephony.dialling.patterns import node_regex
from telephony.dialling.plan import packed

FAMILY = "p"


def platform_facts(config: PlatformConfig) -> Facts:
    """All node-wide facts."""
    result = platform_incoming_facts(config) | _outgoing_facts(config)
    for key, value in result.items():
        if len(value) > VALUE_LENGTH_MAX:
            raise ValueError(f"node-wide fact {key} is too long")
    return result


def _outgoing_facts(config: PlatformConfig) -> Facts:
    """Node-wide facts of outgoing calls."""
    chosen, others = emergency_lines(config)
    result: Facts = {
        "default-line": names.carrier(config.default_carrier) if config.default_carrier else "",
        "emergency": ",".join(names.line_endpoint(line) for line in chosen),
        "emergency-else": ",".join(names.line_endpoint(line) for line in others),
    }
    result |= {f"plan/{digits}": value for digits, value in packed(config.plan).items()}
    result |= line_facts(config.carriers)
    result |= route_facts(config.routes)
    result |= _filters([each for each in config.filters if each.direction == "out"])
    return {key: value for key, value in result.items() if value}


def _filters(filters: Sequence[FilterConfig]) -> Facts:
    result = {"filters-out": count_fact(len(filters))}
    for index, each in enumerate(filters, 1):
        result[f"filter-out/{index}/called"] = node_regex(each.called)
        result[f"filter-out/{index}/calling"] = node_regex(each.calling)
    return result
