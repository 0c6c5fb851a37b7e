"""May the platform make a leg to this outside number? One rule for all legs, whoever asks for them. Pure."""

from collections.abc import Iterable

from telephony.dialling.config import CallClass, FilterConfig, Purpose
from telephony.dialling.patterns import matches_any

# Reasons. `blocked-<kind of block>` and `class-<class>` carry what refused.
RESTRICTED = "restricted"
FILTERED = "filtered"


def authorize_outbound(
    *,
    purpose: Purpose,
    number: str,
    shown: str,
    call_class: CallClass,
    permitted: Iterable[CallClass],
    block: str = "",
    is_restricted: bool = False,
    filters: Iterable[FilterConfig] = (),
) -> str:
    """Why a leg to `number` (E.164, or a service) that shows `shown` is refused, or "" when it may be made.

    `permitted` are the classes of the extension it is made for, already within the company's ceiling; `block` is the
    kind of the company's block in force; `is_restricted` says that billing stopped it. Help is never refused.
    """
    if purpose == Purpose.EMERGENCY:
        return ""
    if block:
        return f"blocked-{block}"
    if is_restricted:
        return RESTRICTED
    if call_class not in permitted:
        return f"class-{call_class.value}"
    if filter_for(filters, direction="out", called=number, calling=shown):
        return FILTERED
    return ""


def filter_for(
    filters: Iterable[FilterConfig], *, direction: str, called: str, calling: str
) -> FilterConfig | None:
    """The operator's first filter that refuses the call; both its sides must be meant."""
    for each in filters:
        if (
            each.direction == direction
            and matches_any(each.called, called)
            and matches_any(each.calling, calling)
        ):
            return each
    return None
