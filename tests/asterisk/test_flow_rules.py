"""Rules of a company and rights of its people, where a flow leads calls on: what is simulated becomes of the call."""

import time

import pytest

from telephony.asterisk.snapshot import ForwardMode
from telephony.dialling.company import Company
from telephony.dialling.config import CallClass, OverrideConfig, RedirectConfig, TrunkConfig
from telephony.dialling.plan import plan_of
from telephony.dialling.way import World as Shared
from telephony.flow.call import Caller
from telephony.flow.outside_rules import OutsideRules
from telephony.flow.simulate import simulate
from telephony.flow.world import Way, Ways, World
from tests.asterisk.companies import extension, with_extensions
from tests.asterisk.flows import RINGING, begins, element, flow, path, with_flows
from tests.asterisk.outgoing import FAR, PEOPLE, caller, far, publish, rights
from tests.asterisk.outside import CALLER, number, own, platform

FORWARDS = {"200": "201", "202": FAR}
REDIRECTS = (RedirectConfig("r1", FAR),)
AWAY = OverrideConfig("away", FAR, callers=("7916.*",), target=far("0486"))  # who is busy
STOPPED = OverrideConfig("stopped", "201")


@pytest.mark.parametrize(
    ("kind", "settings", "options", "exit_name"),
    [
        ("outside", {"number": FAR}, {"overrides": (AWAY,)}, "busy"),
        ("outside", {"number": FAR}, {"is_restricted": True}, "unreachable"),
        ("outside", {"redirect": "r1"}, {"ceiling": (CallClass.MOBILE,)}, "unreachable"),
        ("person", {"extension": "200"}, {"overrides": (STOPPED,)}, "declined"),
        ("person", {"extension": "202"}, {"rights": rights("200")}, "unreachable"),
        ("person", {"extension": "202"}, {"overrides": (AWAY,)}, "busy"),
    ],
)
def test_what_is_simulated_of_rules_and_rights_becomes_of_the_call(
    node, provider, ring, kind, settings, options, exit_name
):
    end = element("hangup", "end")
    who = element(kind, "who", exits=dict.fromkeys(RINGING, "end"), settings=settings)
    made = flow(begins("who"), who, end)
    config = company(made, **options)
    trace = simulate({1: made.flow}, world(config), asked(), flow=1)
    assert trace.path[-1] == (1, "end", exit_name)

    publish(node, provider, config)
    since = node.mark()
    ring(number("acme")).refused()
    node.settled(since)
    assert path(node, since)[-1] == ("end", exit_name)


def company(made, **options):
    """acme, whose number leads into the flow, and some of whose people forward all calls."""
    numbers = (own("acme", f"flow:{made.key}-start"),)
    config = caller(numbers=numbers, redirects=REDIRECTS, **options)
    always = ForwardMode.ALWAYS
    people = [
        extension(each, forward_mode=always, forward_always_to=to) for each, to in FORWARDS.items()
    ]
    return with_flows(with_extensions(config, *people), made)


def world(config):
    """The same company as the simulator sees it."""
    known = Company(config.code, internal=frozenset(PEOPLE), outside=config.outside)
    operator = platform(config, carriers=(TrunkConfig("north", addresses=("192.0.2.1",)),))
    return World(
        extensions=dict.fromkeys(PEOPLE, 20),
        numbers=dict.fromkeys(PEOPLE, "extension"),
        redirects=frozenset(("r1",)),
        forwards={each: Ways((Way(20, always=to),)) for each, to in FORWARDS.items()},
        rules=OutsideRules(known, Shared(operator, plan_of(()), 0)),
    )


def asked():
    """The caller, and what the far end does."""
    return Caller(CALLER, int(time.time()), phones={far("0486"): "busy"})
