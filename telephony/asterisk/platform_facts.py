"""Facts that all companies of a node share, in the AstDB family `p`. Pure.

What they are is said where they are made: `facts_incoming`, `facts_outgoing`.
"""

from telephony.asterisk.facts import VALUE_LENGTH_MAX, Facts
from telephony.asterisk.facts_incoming import platform_incoming_facts
from telephony.asterisk.facts_outgoing import platform_outgoing_facts
from telephony.dialling.config import PlatformConfig

FAMILY = "p"


def platform_facts(config: PlatformConfig) -> Facts:
    """All node-wide facts."""
    result = platform_incoming_facts(config) | platform_outgoing_facts(config)
    for key, value in result.items():
        if len(value) > VALUE_LENGTH_MAX:
            raise ValueError(f"node-wide fact {key} is too long")
    return result
