"""What becomes of a call that somebody dials: permission, caller ID, lines, overrides; and why, step by step."""

import itertools
from dataclasses import replace

import pytest

from telephony.dialling.config import (
    CallClass,
    CallerRights,
    FilterConfig,
    OnFailure,
    OverrideConfig,
    OwnNumber,
    Purpose,
    RedirectConfig,
    RouteConfig,
    Times,
    TrunkConfig,
)
from telephony.dialling.decide import decide_incoming, decide_outgoing
from telephony.dialling.decision import Decision, Outcome, Status
from tests.dialling.companies import (
    EVERYTHING,
    MONDAY_NOON,
    MOSCOW,
    MOSCOW_TWO,
    NORTH,
    OUTSIDE,
    OWN,
    PETERSBURG,
    acme,
    world,
)

FAR = "84957654321"


def dial(number: str, *, extension: str = "200", **options: object) -> Decision:
    return decide_outgoing(acme(**options), world(), extension=extension, dialled=number)


def lines(decision: Decision) -> list[str]:
    return [attempt.line for attempt in decision.attempts]


def keys(decision: Decision) -> list[tuple[str, Status]]:
    return [(step.key, step.status) for step in decision.steps]


def test_a_call_goes_by_the_line_of_the_number_it_shows():
    decision = dial(FAR)
    assert decision.outcome == Outcome.OUTSIDE
    assert (decision.number, decision.shown) == ("+74957654321", MOSCOW)
    attempt = decision.attempts[0]
    assert (attempt.line, attempt.called, attempt.caller) == (
        "carrier:north",
        "74957654321",
        MOSCOW[1:],
    )
    assert keys(decision) == [
        ("number", Status.PASSED),
        ("permission", Status.PASSED),
        ("caller_id", Status.CHOSEN),
        ("route", Status.CHOSEN),
        ("line", Status.CHOSEN),
        ("route", Status.CHOSEN),  # the operator's default, should the first one fail
        ("line", Status.CHOSEN),
    ]


def test_each_line_is_told_numbers_its_own_way():
    (attempt,) = dial(FAR, extension="202").attempts
    assert (attempt.line, attempt.called, attempt.caller) == (
        "trunk:own",
        "81074957654321",
        PETERSBURG,
    )


@pytest.mark.parametrize(
    ("dialled", "extension", "klass"),
    [
        ("84957654321", "200", CallClass.LOCAL),
        ("7654321", "200", CallClass.LOCAL),
        ("84967654321", "200", CallClass.LOCAL),
        ("88127654321", "200", CallClass.LONG_DISTANCE),
        ("88127654321", "202", CallClass.LOCAL),
        ("84957654321", "202", CallClass.LONG_DISTANCE),
        ("89161234567", "200", CallClass.REGIONAL_MOBILE),
        ("89211234567", "200", CallClass.MOBILE),
        ("89991234567", "200", CallClass.MOBILE),
        ("89211234567", "202", CallClass.REGIONAL_MOBILE),
        ("88005553535", "200", CallClass.LOCAL),
        ("88091234567", "200", CallClass.INTERNATIONAL),
        ("88031234567", "200", CallClass.INTERNATIONAL),
        ("89541234567", "200", CallClass.INTERNATIONAL),
        ("87011234567", "200", CallClass.INTERNATIONAL),
        ("810442079460958", "200", CallClass.INTERNATIONAL),
        ("122", "200", CallClass.LOCAL),
    ],
)
def test_classes_depend_on_the_region_of_the_number_shown(dialled, extension, klass):
    numbers = (*OUTSIDE.numbers[:2], OwnNumber(PETERSBURG, "carrier:north"))
    assert dial(dialled, extension=extension, numbers=numbers).call_class == klass


def test_a_number_that_the_company_brought_along_says_no_region():
    assert dial("88127654321", extension="202").call_class == CallClass.LONG_DISTANCE
    assert dial("84957654321", extension="202").call_class == CallClass.LOCAL


def test_a_company_with_a_free_number_alone_calls_from_its_area():
    free = (OwnNumber("+78001110000", "carrier:north"),)
    decision = dial("89161234567", numbers=free, default_number="")
    assert decision.call_class == CallClass.REGIONAL_MOBILE
    assert dial("89161234567", numbers=free, area="").call_class == CallClass.MOBILE


@pytest.mark.parametrize("klass", [klass for klass in CallClass if klass != CallClass.INTERNAL])
def test_a_class_is_needed_in_the_rights_and_under_the_ceiling(klass):
    examples = {
        CallClass.LOCAL: FAR,
        CallClass.REGIONAL_MOBILE: "89161234567",
        CallClass.MOBILE: "89211234567",
        CallClass.LONG_DISTANCE: "88127654321",
        CallClass.INTERNATIONAL: "+442079460958",
    }
    but_this = tuple(each for each in EVERYTHING if each != klass)
    only_this = (CallerRights("200", (klass,)),)
    assert dial(examples[klass], rights=only_this).outcome == Outcome.OUTSIDE
    assert dial(examples[klass], rights=(CallerRights("200", but_this),)).reason == f"class-{klass}"
    assert dial(examples[klass], ceiling=but_this).reason == f"class-{klass}"


def test_who_has_no_rights_may_nothing_outside():
    assert dial(FAR, extension="500").reason == "class-local"
    assert dial("201", extension="500").outcome == Outcome.INTERNAL


@pytest.mark.parametrize("block", ["administrative", "voluntary"])
def test_a_blocked_company_calls_nobody_but_help(block):
    company = replace(acme(), block=block)
    for number in (FAR, "201", "122"):
        decision = decide_outgoing(company, world(), extension="200", dialled=number)
        assert (decision.outcome, decision.reason) == (Outcome.REFUSED, f"blocked-{block}")
    assert decide_outgoing(company, world(), extension="200", dialled="112").attempts


@pytest.mark.parametrize("number", ["112", "101", "102", "103", "104"])
def test_nothing_stands_between_a_person_and_help(number):
    company = replace(
        acme(ceiling=(), rights=(), is_restricted=True, overrides=(OverrideConfig("all", ".*"),)),
        block="administrative",
    )
    all_filtered = world(filters=(FilterConfig("all", "out"),))
    decision = decide_outgoing(company, all_filtered, extension="201", dialled=number)
    assert lines(decision) == ["carrier:south", "carrier:north", "trunk:own"]
    assert {attempt.called for attempt in decision.attempts} == {number}
    assert not any(attempt.is_hidden for attempt in decision.attempts)


def test_help_is_not_sent_to_another_pbx_of_the_company():
    inner = TrunkConfig("pbx", is_internal=True)
    assert lines(dial("112", trunks=(inner, OWN))) == [
        "carrier:south",
        "carrier:north",
        "trunk:own",
    ]


def test_restrictions_and_filters_refuse():
    assert dial(FAR, is_restricted=True).reason == "restricted"
    only_him = FilterConfig("probe", "out", called=("7495765.*",), calling=(MOSCOW,))
    filtered = world(filters=(FilterConfig("in", "in"), only_him))
    assert decide_outgoing(acme(), filtered, extension="200", dialled=FAR).reason == "filtered"
    assert decide_outgoing(acme(), filtered, extension="202", dialled=FAR).attempts
    assert decide_outgoing(acme(), filtered, extension="200", dialled="84951234567").attempts


def test_no_call_shows_a_number_that_is_not_owned():
    stolen = (CallerRights("200", EVERYTHING, number="+74999999999"),)
    decision = dial(FAR, rights=stolen, default_number="+74999999998")
    assert decision.shown == MOSCOW
    none = dial(FAR, numbers=(), default_number="", rights=stolen)
    assert [attempt.caller for attempt in none.attempts] == [""]


def test_a_hidden_number_is_told_to_the_line_as_hidden():
    hides = (CallerRights("200", EVERYTHING, hides_number=True),)
    for attempt in dial(FAR, rights=hides).attempts:
        assert attempt.is_hidden
        assert attempt.caller == MOSCOW[1:]


@pytest.mark.parametrize(
    ("may_pass", "caller", "diversion"), [(True, "79031234567", MOSCOW), (False, MOSCOW[1:], "")]
)
def test_a_forwarded_call_shows_its_caller_only_by_a_line_that_may(may_pass, caller, diversion):
    carrier = TrunkConfig("north", may_pass_foreign=may_pass)
    decision = decide_outgoing(
        acme(),
        world(carriers=(carrier,)),
        extension="200",
        dialled=FAR,
        purpose=Purpose.FORWARD,
        original="+79031234567",
    )
    (attempt,) = decision.attempts
    assert (attempt.caller, attempt.diversion) == (caller, diversion)


def test_a_forward_has_the_rights_of_the_person_it_is_made_for():
    decision = decide_outgoing(
        acme(), world(), extension="201", dialled="+442079460958", purpose=Purpose.FORWARD,
        original="+79031234567",
    )  # fmt: skip
    assert decision.reason == "class-international"


def test_the_first_route_that_is_meant_decides_before_the_line_of_the_number():
    routes = (
        RouteConfig("abroad", called=("+44.*",), trunks=("carrier:south",)),
        RouteConfig("moscow", called=("7495.*",), trunks=("trunk:own", "carrier:south")),
        RouteConfig("all", trunks=("carrier:north",)),
    )
    decision = dial(FAR, routes=routes)
    assert [(a.line, a.route) for a in decision.attempts] == [
        ("trunk:own", "moscow"),
        ("carrier:south", "moscow"),
    ]
    assert [a.called for a in decision.attempts] == ["81074957654321", "84957654321"]


def test_a_route_may_go_on_with_the_next_that_is_meant():
    routes = (
        RouteConfig("first", trunks=("trunk:own",), on_failure=OnFailure.NEXT),
        RouteConfig("elsewhere", called=("+44.*",), trunks=("carrier:south",)),
        RouteConfig("second", trunks=("carrier:north",)),
        RouteConfig("third", trunks=("carrier:south",)),
    )
    assert lines(dial(FAR, routes=routes)) == ["trunk:own", "carrier:north"]


def test_templates_of_a_route_come_before_those_of_the_line():
    route = RouteConfig(
        "r", called_template="99{number:-10}", caller_template="8{number:1}", trunks=("trunk:own",)
    )
    (attempt,) = dial(FAR, routes=(route,)).attempts
    assert (attempt.called, attempt.caller) == ("994957654321", "84951110001")


@pytest.mark.parametrize(
    ("route", "is_meant"),
    [
        (RouteConfig("r", calling=(MOSCOW,)), True),
        (RouteConfig("r", calling=("20[0-5]",)), True),
        (RouteConfig("r", calling=(PETERSBURG, "201")), False),
        (RouteConfig("r", tags=("sales", "vip")), True),
        (RouteConfig("r", tags=("number",)), True),
        (RouteConfig("r", tags=("other",)), False),
        (RouteConfig("r", times=Times((1,))), True),
        (RouteConfig("r", times=Times((2, 3, 4, 5, 6, 7))), False),
        (RouteConfig("r", times=Times((), ((720, 721),))), True),
        (RouteConfig("r", times=Times((), ((0, 720),))), False),
        (RouteConfig("r", times=Times((1,), ((0, 60), (719, 900)))), True),
    ],
)  # fmt: skip
def test_all_conditions_of_a_route_must_hold(route, is_meant):
    numbers = (replace(OUTSIDE.numbers[0], tags=("number",)), *OUTSIDE.numbers[1:])
    rights = (CallerRights("200", EVERYTHING, tags=("sales",)),)
    routes = (replace(route, trunks=("trunk:own",)),)
    found = lines(dial(FAR, routes=routes, numbers=numbers, rights=rights))
    assert found[0] == ("trunk:own" if is_meant else "carrier:north")


def test_the_clock_is_that_of_the_company():
    routes = (RouteConfig("noon", times=Times((), ((720, 721),)), trunks=("trunk:own",)),)
    omsk = replace(acme(routes=routes), timezone="Asia/Omsk")
    assert lines(decide_outgoing(omsk, world(), extension="200", dialled=FAR))[0] == "carrier:north"
    earlier = world(MONDAY_NOON - 3 * 3600)
    assert lines(decide_outgoing(omsk, earlier, extension="200", dialled=FAR)) == ["trunk:own"]


def test_the_operators_table_and_default_serve_who_has_no_line():
    without = acme(numbers=(), default_number="", trunks=())
    assert lines(decide_outgoing(without, world(), extension="200", dialled=FAR)) == [
        "carrier:south"
    ]
    table = world(routes=(RouteConfig("op", trunks=("carrier:north",)),))
    assert lines(decide_outgoing(without, table, extension="200", dialled=FAR)) == ["carrier:north"]
    nothing = world(default_carrier="")
    assert decide_outgoing(without, nothing, extension="200", dialled=FAR).reason == "no_carrier"


@pytest.mark.parametrize(
    ("routes", "tried"),
    [
        ((), ["north", "south"]),
        ((RouteConfig("op", trunks=("carrier:north", "carrier:west")),), ["north", "west"]),
        (
            (
                RouteConfig("a", trunks=("carrier:west",), on_failure=OnFailure.NEXT),
                RouteConfig("no", called=("+44.*",), trunks=("carrier:east",)),
                RouteConfig("b", trunks=("carrier:north",), on_failure=OnFailure.NEXT),
            ),
            ["north", "west", "south"],
        ),
        ((RouteConfig("no", called=("+44.*",), trunks=("carrier:west",)),), ["north", "south"]),
    ],
    ids=["default", "a row ends it", "rows that let others follow", "no row"],
)
def test_where_the_carrier_of_the_number_fails_the_operators_table_and_default_follow(
    routes, tried
):
    """Each once: a number's carrier is often one of the table, and the default."""
    carriers = tuple(TrunkConfig(name) for name in ("north", "south", "west", "east"))
    found = decide_outgoing(
        acme(), world(carriers=carriers, routes=routes), extension="200", dialled=FAR
    )
    assert lines(found) == [f"carrier:{name}" for name in tried]
    noted = [step.extra["line"] for step in found.steps if step.key == "line"]
    assert noted == lines(found)


def test_a_row_that_leads_nowhere_new_is_not_told_as_a_way_out():
    routes = (RouteConfig("same", trunks=("carrier:north",)),)
    found = decide_outgoing(acme(), world(routes=routes), extension="200", dialled=FAR)
    assert [step.extra["table"] for step in found.steps if step.key == "route"] == ["number"]


def test_a_number_that_the_company_brought_is_shown_by_no_line_of_the_operator_that_follows():
    routes = (RouteConfig("op", trunks=("carrier:north",)),)
    found = decide_outgoing(acme(), world(routes=routes), extension="202", dialled=FAR)
    assert lines(found) == ["trunk:own"]


def test_a_line_that_is_switched_off_or_gone_is_left_out():
    off = world(carriers=(TrunkConfig("north", is_enabled=False), TrunkConfig("south")))
    assert lines(decide_outgoing(acme(), off, extension="200", dialled=FAR)) == ["carrier:south"]
    routes = (RouteConfig("r", trunks=("trunk:gone", "carrier:north", "carrier:south")),)
    found = decide_outgoing(acme(routes=routes), off, extension="200", dialled=FAR)
    assert lines(found) == ["carrier:south"]
    assert [step.status for step in found.steps if step.key == "line"] == [
        Status.SKIPPED, Status.SKIPPED, Status.CHOSEN,
    ]  # fmt: skip
    only_gone = (RouteConfig("r", trunks=("trunk:gone",)),)
    assert dial(FAR, routes=only_gone).reason == "no_carrier"


def test_a_number_behind_another_pbx_is_dialled_as_it_is():
    routes = (
        RouteConfig("any", trunks=("carrier:north",)),
        RouteConfig(
            "toAura",
            called=("915..",),
            trunks=("carrier:north", "trunk:own", "trunk:pbx"),
            is_internal=True,
        ),
    )
    pbx = TrunkConfig("pbx", is_internal=True)
    decision = dial("91510", routes=routes, ceiling=(), rights=(), trunks=(OWN, pbx))
    assert [(a.line, a.called) for a in decision.attempts] == [("trunk:pbx", "91510")]
    assert decision.call_class == CallClass.INTERNAL
    assert dial("81510", routes=routes).reason == "unknown_number"


def test_an_own_number_is_reached_inside_and_needs_no_class():
    decision = dial(MOSCOW, extension="201", ceiling=())
    assert (decision.outcome, decision.number, decision.attempts) == (Outcome.INTERNAL, "500", ())
    assert ("on_net", Status.CHOSEN) in keys(decision)


def test_an_own_number_that_leads_nowhere_goes_where_unknown_numbers_go():
    assert dial(MOSCOW_TWO).reason == "unknown_number"
    assert dial(MOSCOW_TWO, unknown_target="internal:200").number == "200"
    redirects = (RedirectConfig("1", "+79161234567"),)
    decision = dial(MOSCOW_TWO, unknown_target="redirect:1", redirects=redirects)
    assert (decision.outcome, decision.number) == (Outcome.OUTSIDE, "+79161234567")


@pytest.mark.parametrize(
    "dialled", ["", "84951234567@evil.example", "99#84951234567", "*72", "0442079460958"]
)
def test_what_is_no_number_goes_nowhere(dialled):
    decision = dial(dialled, routes=(RouteConfig("any", trunks=("carrier:north",)),))
    assert (decision.outcome, decision.reason, decision.attempts) == (
        Outcome.REFUSED,
        "unknown_number",
        (),
    )


def test_override_rules_lead_elsewhere_each_time_a_number_is_called():
    overrides = (
        OverrideConfig("first", "+74957654321", target="2000"),
        OverrideConfig("then", "2000", target="89161234567"),
    )
    decision = dial(FAR, overrides=overrides)
    assert (decision.outcome, decision.number) == (Outcome.OUTSIDE, "+79161234567")
    assert [step.extra["rule"] for step in decision.steps if step.key == "override"] == [
        "first",
        "then",
    ]


@pytest.mark.parametrize(
    ("rule", "is_meant"),
    [
        (OverrideConfig("r", "7495.*"), True),
        (OverrideConfig("r", "7499.*"), False),
        (OverrideConfig("r", "7495.*", callers=("20[0-1]",)), True),
        (OverrideConfig("r", "7495.*", callers=("201",)), False),
        (OverrideConfig("r", "7495.*", lists=("bosses",)), True),
        (OverrideConfig("r", "7495.*", callers=("201",), lists=("bosses",)), True),
        (OverrideConfig("r", "7495.*", lists=("others",)), False),
        (OverrideConfig("r", "7495.*", times=Times((7,))), False),
    ],
)
def test_all_conditions_of_an_override_must_hold(rule, is_meant):
    company = replace(
        acme(overrides=(rule,)), is_listed=lambda key, number: (key, number) == ("bosses", "200")
    )
    decision = decide_outgoing(company, world(), extension="200", dialled=FAR)
    assert decision.outcome == (Outcome.ENDED if is_meant else Outcome.OUTSIDE)
    assert decision.reason == ("override" if is_meant else "")


def test_an_override_gives_no_rights():
    overrides = (OverrideConfig("abroad", "500", target="+442079460958"),)
    assert dial("500", extension="201", overrides=overrides).reason == "class-international"
    assert dial("500", extension="200", overrides=overrides).outcome == Outcome.OUTSIDE


@pytest.mark.parametrize(
    "overrides",
    [
        (OverrideConfig("self", "200", target="200"),),
        (OverrideConfig("there", "200", target="201"), OverrideConfig("back", "201", target="200")),
        (OverrideConfig("by own number", "200", target=PETERSBURG),),
    ],
)
def test_a_circle_of_overrides_ends(overrides):
    assert dial("200", overrides=overrides).reason == "loop"


def test_a_chain_of_ten_overrides_is_followed_and_one_more_is_not():
    def chain(length: int) -> tuple[OverrideConfig, ...]:
        numbers = [str(3000 + n) for n in range(length)] + ["200"]
        return tuple(OverrideConfig(a, a, target=b) for a, b in itertools.pairwise(numbers))

    assert dial("3000", overrides=chain(10)).outcome == Outcome.INTERNAL
    assert dial("3000", overrides=chain(11)).reason == "loop"


def test_a_rule_that_leads_to_no_number_ends_the_call_whatever_other_rules_say():
    nowhere = OverrideConfig("nowhere", "200", target="000")
    everywhere = OverrideConfig("all", r"\d{3}", target="201")
    assert dial("200", overrides=(nowhere, everywhere)).reason == "unknown_number"


def test_rows_of_a_company_do_not_say_what_carriers_are_told():
    """Else a number that may be called could be made into one that may not."""
    row = RouteConfig(
        "r",
        called_template="810442079460958",
        caller_template="8{number:1}",
        trunks=("carrier:north", "trunk:own"),
    )
    by_carrier, by_own = dial(FAR, routes=(row,)).attempts
    assert (by_carrier.called, by_carrier.caller) == ("74957654321", MOSCOW[1:])
    assert (by_own.called, by_own.caller) == ("810442079460958", "8" + MOSCOW[2:])
    decision = decide_outgoing(
        acme(),
        world(routes=(replace(row, trunks=("carrier:north",)),)),
        extension="200",
        dialled=FAR,
    )
    assert (
        decision.attempts[0].called == "74957654321"
    )  # the line of the number shown is asked first


def test_a_number_that_the_company_brought_along_is_shown_by_no_carrier():
    rows = (RouteConfig("r", trunks=("carrier:north", "trunk:own")),)
    assert lines(dial(FAR, extension="202", routes=rows)) == ["trunk:own"]
    off = (replace(OWN, is_enabled=False),)
    assert dial(FAR, extension="202", trunks=off).reason == "no_carrier"
    assert dial("112", extension="202", trunks=off).attempts


def test_help_is_asked_for_by_every_line_there_is():
    plain = world(emergency_lines=(), default_carrier="south")
    decision = decide_outgoing(acme(), plain, extension="200", dialled="112")
    assert lines(decision) == ["trunk:own", "carrier:south", "carrier:north"]
    everywhere = (OverrideConfig("all", ".*", target="201"),)
    assert lines(dial("112", overrides=everywhere))
    to_help = (OverrideConfig("help", "500", target="112"), *everywhere)
    assert lines(dial("500", overrides=to_help))


def test_a_carrier_believes_no_caller_that_a_line_of_the_company_brought():
    rows = (RouteConfig("r", trunks=("carrier:north",)),)
    passing = world(carriers=(replace(NORTH, may_pass_foreign=True),))
    redirects = (RedirectConfig("r1", "+74957654321"),)
    numbers = (OwnNumber(MOSCOW, "carrier:north", "redirect:r1"),)
    company = acme(routes=rows, redirects=redirects, numbers=numbers)
    for line, shown in (("carrier:north", "79161234567"), ("trunk:own", MOSCOW[1:])):
        decision = decide_incoming(
            company, passing, called=MOSCOW, caller="+79161234567", line=line
        )
        assert decision.attempts[0].caller == shown
