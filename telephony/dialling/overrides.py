"""Override rules (003): a called number that leads elsewhere, or nowhere, for some callers at some times. Pure."""

from telephony.dialling.company import Company
from telephony.dialling.config import OverrideConfig
from telephony.dialling.patterns import compiled, matches_any
from telephony.dialling.times import is_in_force


def override_for(
    company: Company, *, called: str, caller: str, moment: int
) -> OverrideConfig | None:
    """The first rule of the company for a call to `called`; numbers are E.164 outside and internal inside.

    It is asked each time that a call gets a called number.
    """
    rules = company.outside.overrides
    return next((rule for rule in rules if _is_meant(rule, company, called, caller, moment)), None)


def _is_meant(
    rule: OverrideConfig, company: Company, called: str, caller: str, moment: int
) -> bool:
    return (
        compiled(rule.called).matches(called)
        and _is_caller(rule, company, caller)
        and is_in_force(rule.times, moment=moment, timezone=company.timezone)
    )


def _is_caller(rule: OverrideConfig, company: Company, caller: str) -> bool:
    """Nobody named means any caller, one who hides the number too."""
    if not rule.callers and not rule.lists:
        return True
    by_pattern = bool(rule.callers) and matches_any(rule.callers, caller)
    return by_pattern or any(company.is_listed(key, caller) for key in rule.lists)
