"""What becomes of a call from outside: whose it is, who may not come in, and where the number leads."""

from dataclasses import replace

import pytest

from telephony.dialling.config import (
    CallClass,
    CallerRights,
    FilterConfig,
    NumberListConfig,
    OverrideConfig,
    OwnNumber,
    RedirectConfig,
    TrunkConfig,
)
from telephony.dialling.decide import decide_incoming
from telephony.dialling.decision import Decision, Outcome
from tests.dialling.companies import EVERYTHING, MOSCOW, MOSCOW_TWO, OWN, PETERSBURG, acme, world

CALLER = "+79031234567"


def come(called: str = MOSCOW, caller: str = CALLER, line: str = "", **options: object) -> Decision:
    return decide_incoming(acme(**options), world(), called=called, caller=caller, line=line)


def test_a_number_leads_to_its_target():
    decision = come()
    assert (decision.outcome, decision.number, decision.target) == (
        Outcome.INTERNAL,
        "500",
        "internal:500",
    )
    assert [step.key for step in decision.steps] == ["number", "target"]


@pytest.mark.parametrize(
    ("called", "line", "is_taken"),
    [
        (MOSCOW, "carrier:north", True),
        (MOSCOW, "carrier:south", True),  # the operator's lines are one
        (MOSCOW, "trunk:own", True),
        (PETERSBURG, "trunk:own", True),
        (PETERSBURG, "carrier:north", False),
        ("+74959999999", "carrier:north", False),
    ],
)
def test_a_number_arrives_by_a_line_that_may_bring_it(called, line, is_taken):
    decision = come(called, line=line)
    assert decision.reason == ("" if is_taken else "foreign_number")


def test_nobody_outside_passes_as_a_colleague():
    """No rule for calls of 200 is followed for who says to be 200, unless another PBX of the company says so."""
    rules = {"overrides": (OverrideConfig("200 only", ".*", callers=("200",), target="201"),)}
    inner = (TrunkConfig("pbx", is_internal=True), OWN)
    assert come(MOSCOW, "200", "trunk:own", trunks=inner, **rules).number == "500"
    assert come(MOSCOW, "200", "trunk:pbx", trunks=inner, **rules).number == "201"


def test_another_pbx_of_the_company_calls_internal_numbers():
    inner = (TrunkConfig("pbx", is_internal=True), OWN)
    assert come("200", "300", "trunk:pbx", trunks=inner).number == "200"
    assert come("200", "300", "trunk:own", trunks=inner).reason == "foreign_number"
    assert come("299", "300", "trunk:pbx", trunks=inner).reason == "foreign_number"


def test_a_number_that_leads_nowhere_goes_where_unknown_numbers_go():
    assert come(MOSCOW_TWO).reason == "no_target"
    assert come(MOSCOW_TWO, unknown_target="internal:200").number == "200"
    assert come(MOSCOW_TWO, unknown_target="internal:299").reason == "unknown_number"


def test_a_redirect_number_is_called_by_the_companys_lines_within_its_ceiling():
    numbers = (OwnNumber(MOSCOW, "carrier:north", "redirect:7"),)
    redirects = (RedirectConfig("7", "+79161234567"),)
    decision = come(numbers=numbers, redirects=redirects)
    assert (decision.outcome, decision.target) == (Outcome.OUTSIDE, "redirect:7")
    assert [(a.line, a.called, a.caller) for a in decision.attempts] == [
        ("carrier:north", "79161234567", MOSCOW[1:]),
        ("carrier:south", "89161234567", MOSCOW[1:]),
    ]
    only_local = come(numbers=numbers, redirects=redirects, ceiling=(CallClass.LOCAL,))
    assert only_local.reason == "class-regional_mobile"
    assert come(numbers=numbers).reason == "no_target"


def test_who_is_on_a_list_of_the_company_or_the_person_does_not_come_in():
    lists = (NumberListConfig("friends"), NumberListConfig("spam", blocks_callers=True))
    company = replace(acme(lists=lists), is_listed=lambda key, number: number == CALLER)
    refused = decide_incoming(company, world(), called=MOSCOW, caller=CALLER)
    assert refused.reason == "listed"
    for welcome in ("+79031234568", ""):
        assert decide_incoming(company, world(), called=MOSCOW, caller=welcome).number == "500"

    rights = (CallerRights("200", EVERYTHING, blocked_list="own"),)
    person = replace(
        acme(rights=rights), is_listed=lambda key, number: (key, number) == ("own", CALLER)
    )
    assert decide_incoming(person, world(), called=PETERSBURG, caller=CALLER).reason == "listed"
    assert decide_incoming(person, world(), called=MOSCOW, caller=CALLER).number == "500"


def test_filters_blocks_and_restrictions_stop_a_call_in_this_order():
    filtered = world(
        filters=(FilterConfig("out", "out"), FilterConfig("f", "in", calling=("7903.*",)))
    )
    company = replace(acme(is_closed=True), block="voluntary")
    assert decide_incoming(company, filtered, called=MOSCOW, caller=CALLER).reason == "filtered"
    assert decide_incoming(company, filtered, called=MOSCOW, caller="").reason == "restricted"
    blocked = replace(acme(), block="voluntary")
    assert (
        decide_incoming(blocked, filtered, called=MOSCOW, caller="").reason == "blocked-voluntary"
    )


def test_overrides_look_at_the_called_number_and_then_at_where_it_leads():
    by_number = (OverrideConfig("n", MOSCOW, callers=("7903.*",), target="201"),)
    assert come(overrides=by_number).number == "201"
    assert come(caller="", overrides=by_number).number == "500"
    by_target = (OverrideConfig("t", "500"),)
    assert come(overrides=by_target).outcome == Outcome.ENDED


def test_an_override_to_the_outside_stays_under_the_ceiling():
    abroad = (OverrideConfig("o", MOSCOW, target="+442079460958"),)
    assert come(overrides=abroad).outcome == Outcome.OUTSIDE
    assert come(overrides=abroad, ceiling=(CallClass.LOCAL,)).reason == "class-international"
