"""What the listener does for call flows: it notices reloads, and tells of schedules switched by their number."""

import time

import pytest

from telephony import keys
from telephony.asterisk.ami import AmiError
from telephony.asterisk.snapshot import FlowNumber, ScheduleConfig
from telephony.realtime.reloads import Reloads
from tests.asterisk.companies import company
from tests.asterisk.flows import begins, element, flow, with_flows
from tests.asterisk.sounds import tones
from tests.realtime.servers import wait_for

TONE = 1300


@pytest.fixture
def asking(live_node):
    """600 leads to a menu that asks by a tone."""
    asked = element(
        "menu", "ask", prompt={"media": f"tone{TONE}"}, wait_seconds=15, attempts=3,
        exits={"1": "ask"},
    )  # fmt: skip
    week = ScheduleConfig("5c4ed01e", ((),) * 7, number="780", opens="p1")
    live_node.apply(
        with_flows(
            company("acme"), flow(begins("ask"), asked), flow_numbers=(FlowNumber("600", 1, "ask"),),
            schedules=(week,), media=tones(live_node, "acme", TONE),
        )
    )  # fmt: skip
    yield live_node
    live_node.apply(company("acme"))


def runs(node):
    return "menu" in node.command("dialplan show acme-f1-v1", check=False)


def test_what_a_reload_loses_runs_again_and_the_call_inside_goes_on(listener, asking, phone):
    call = phone("acme+200").call("600").confirmed()
    call.hears(TONE)
    wait_for(lambda: "Hangup" in asking.command("dialplan show since-reload", check=False))

    asking.command("dialplan reload")
    asking.command("dialplan remove context acme-f1-v1")  # as if its file could not be read
    assert not runs(asking)

    wait_for(lambda: runs(asking), "what was lost runs again")
    call.do("dtmf", digits="1")
    call.hears(TONE)
    call.hang_up()


class LostSession:
    """A session that breaks when versions of flows are asked for."""

    def __init__(self, ami):
        self._ami = ami

    async def action(self, name, **headers):
        if "acme-f1" in headers.get("Variable", ""):
            raise AmiError("gone")
        return await self._ami.action(name, **headers)


def test_what_could_not_be_mended_is_mended_at_the_next_look(asking):
    async def work(ami):
        reloads = Reloads(asking.paths)
        await reloads.look(ami)
        await ami.action("Command", Command="dialplan reload")
        await ami.action("Command", Command="dialplan remove context acme-f1-v1")
        with pytest.raises(AmiError):
            await reloads.look(LostSession(ami))
        return await reloads.look(ami), await reloads.look(ami)

    assert asking.with_ami(work) == (["acme-f1-v1"], [])


def test_who_switches_a_schedule_by_its_number_is_told_of(listener, asking, phone):
    began = int(time.time())
    phone("acme+200").call("780").confirmed().ended()
    wait_for(lambda: [told[:3] for told in listener.switched] == [("acme", "5c4ed01e", "open")])
    assert began <= int(listener.switched[0][3]) <= time.time()
    phone("acme+200").call("780").confirmed().ended()
    wait_for(lambda: [told[:3] for told in listener.switched[1:]] == [("acme", "5c4ed01e", "")])


def test_a_call_in_a_menu_is_seen_and_then_the_person_it_rings(listener, asking, redis, phone):
    asked = element(
        "menu", "ask", prompt={"media": f"tone{TONE}"}, wait_seconds=15, attempts=3,
        exits={"1": "who"},
    )  # fmt: skip
    person = element("person", "who", extension="201", exits={})
    asking.apply(
        with_flows(
            company("acme"), flow(begins("ask"), asked, person, version=2),
            flow_numbers=(FlowNumber("600", 1, "ask"),), media=tones(asking, "acme", TONE),
        )
    )  # fmt: skip
    boris = phone("acme+201")
    call = phone("acme+200").call("600").confirmed()
    call.hears(TONE)

    def view():
        views = redis.hash(keys.live_calls("t_acme")).values()
        return next(iter(views), None)

    def shows(state, legs):
        found = view()
        return found if found and (found["state"], len(found["legs"])) == (state, legs) else None

    alone = wait_for(lambda: shows("dialing", 1), "the caller in the menu")
    assert alone["to"]["number"] == "600"
    call.do("dtmf", digits="1")
    boris.incoming().answer()
    both = wait_for(lambda: shows("talking", 2), "both")
    assert both["id"] == alone["id"]
    call.hang_up()
    wait_for(lambda: view() is None, "nobody")
