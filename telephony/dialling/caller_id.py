"""Which number a call shows outside. No call shows a number that its company does not own. Pure."""

from dataclasses import dataclass

from telephony.dialling.classes import home_region
from telephony.dialling.company import Company
from telephony.dialling.config import TrunkConfig
from telephony.dialling.plan import NumberPlan

CARRIER = "carrier:"  # how a line of the operator is written


@dataclass(frozen=True, slots=True)
class Shown:
    """What the far end is told of the caller. Numbers are E.164."""

    number: str  # "": the line has no number of ours to show
    is_hidden: bool = False  # sent with `Privacy: id`
    diversion: str = ""  # own number that a passed-on foreign caller was diverted by


def shown_number(company: Company, extension: str) -> str:
    """Own number that calls of `extension` show: its own, else the company's default, else its first; "" for none."""
    wanted = (company.rights(extension).number, company.outside.default_number)
    found = (number for number in wanted if number and company.own(number))
    first = company.outside.numbers[0].number if company.outside.numbers else ""
    return next(found, first)


def is_carriers_number(company: Company, number: str) -> bool:
    """Whether an own number came from the operator: one that a company brought along is nobody's proof."""
    own = company.own(number)
    return own is not None and own.line.startswith(CARRIER)


def home_of(company: Company, plan: NumberPlan, shown: str) -> str:
    """Region that calls of the company which show `shown` come from, as classes of calls count it; "" when unknown."""
    proof = shown if is_carriers_number(company, shown) else ""
    return home_region(plan, shown=proof, area=company.outside.area)


def shown_by(line: TrunkConfig, *, own: str, hides: bool, original: str = "") -> Shown:
    """What a call by `line` shows: `own`, or for a forwarded call its `original` outside caller, where the line may."""
    if original.startswith("+") and line.may_pass_foreign and own:
        return Shown(original, hides, diversion=own)
    return Shown(own or line.number, hides)
