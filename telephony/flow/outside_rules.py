"""What stands between a call in a flow and the outside: the company's rules, and what it may call. Pure.

They are those of all calls (telephony/dialling), which the node follows as well.
"""

from dataclasses import dataclass, replace

from telephony.dialling import dialled
from telephony.dialling.company import Company
from telephony.dialling.config import OverrideConfig, Purpose, Times
from telephony.dialling.decide import decide_leg
from telephony.dialling.dialled import EMERGENCY_NUMBERS, Dialled
from telephony.dialling.overrides import override_for
from telephony.dialling.way import World
from telephony.flow.call import Caller


@dataclass(frozen=True, slots=True)
class OutsideRules:
    """The company with its rules, and what it shares with others. Calls are looked at for the moment they came in."""

    company: Company
    shared: World

    def override(self, called: str, *, caller: Caller, maker: str) -> OverrideConfig | None:
        """The company's rule that leads a call to this number elsewhere, or ends it. Help is never led elsewhere."""
        if called in EMERGENCY_NUMBERS:
            return None

        def is_listed(key: str, number: str) -> bool:
            known = number and number == caller.number
            return caller.is_on(key) if known else self.company.is_listed(key, number)

        company = replace(self.company, is_listed=is_listed)
        who = caller.number if caller.is_outside and caller.number else maker
        return override_for(company, called=called, caller=who, moment=caller.moment)

    def read(self, typed: str) -> Dialled:
        """What a number means that somebody of the company wrote."""
        return dialled.read(typed, area=self.company.outside.area)

    def refusal(self, number: str, *, caller: Caller, maker: str, purpose: Purpose) -> str:
        """Why no leg may be made to a number outside, or none can be; a reason of decisions, empty: one can."""
        world = replace(self.shared, moment=caller.moment)
        decision = decide_leg(self.company, world, extension=maker, number=number, purpose=purpose)
        return decision.reason

    def redirect(self, key: str) -> str:
        """The number of a redirect number."""
        redirects = self.company.outside.redirects
        return next((each.number for each in redirects if each.key == key), "")

    @property
    def times(self) -> tuple[Times, ...]:
        """When rules and routes hold."""
        outside = self.company.outside
        routes = (*outside.routes, *self.shared.platform.routes)
        return (*(each.times for each in outside.overrides), *(each.times for each in routes))
