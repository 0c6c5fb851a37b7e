"""Calls of real phones on a real Asterisk, as the listener writes them to Redis."""

import os
from typing import Any

import pytest

from telephony import keys
from telephony.asterisk.snapshot import ForwardMode
from tests.asterisk.companies import company, extension, with_extensions
from tests.asterisk.node import Node
from tests.realtime.recording import Recording
from tests.realtime.servers import ListenerThread, RedisServer, wait_for

ANNA, BORIS, VERA = "Анна Ёлкина", "Борис Щукин", "Вера Объедкова"


class Calls:
    """The live calls of one company in Redis."""

    def __init__(self, redis: RedisServer, schema: str = "t_acme") -> None:
        self._redis, self._schema = redis, schema

    def all(self) -> list[dict[str, Any]]:
        return list(self._redis.hash(keys.live_calls(self._schema)).values())

    def one(self, **wanted: Any) -> dict[str, Any]:
        """The only call, once it is like this."""

        def look() -> dict[str, Any] | None:
            calls = self.all()
            is_it = len(calls) == 1 and all(calls[0][key] == value for key, value in wanted.items())
            return calls[0] if is_it else None

        return wait_for(look, f"one call like {wanted} and not {self.all()}")

    def none(self) -> None:
        wait_for(lambda: not self.all(), "no call")


@pytest.fixture(autouse=True)
def _recorded(request: pytest.FixtureRequest, live_node: Node, listener: ListenerThread):
    """With VPBX_SAVE_TRACES set, what AMI says becomes a trace for test_events."""
    if not os.environ.get("VPBX_SAVE_TRACES"):
        yield
        return
    recording = Recording(live_node)
    recording.start()
    yield
    recording.stop(request.node.name.removeprefix("test_"))


@pytest.fixture
def calls(redis: RedisServer, listener: ListenerThread) -> Calls:
    return Calls(redis)


def test_a_call_is_seen_ringing_talking_held_and_gone(phone, calls):
    anna, boris = phone("acme+200"), phone("acme+201")
    call = anna.call("201")
    at_boris = boris.incoming()
    ringing = calls.one(state="ringing")
    assert (ringing["tenant"], ringing["from"]) == ("acme", {"number": "200", "name": ANNA})
    assert (ringing["to"], ringing["answered_by"]) == ({"number": "201", "name": BORIS}, None)
    assert ringing["answered_at"] is None

    at_boris.answer()
    talking = calls.one(state="talking", answered_by={"number": "201", "name": BORIS})
    assert talking["id"] == ringing["id"]
    assert talking["answered_at"] >= talking["started_at"] == ringing["started_at"]
    legs = {leg["device"]: (leg["number"], leg["state"]) for leg in talking["legs"]}
    assert legs == {"200": ("200", "talking"), "201": ("201", "talking")}

    at_boris.do("hold")
    held = calls.one(state="held")
    assert {leg["device"]: leg["state"] for leg in held["legs"]}["201"] == "held"
    at_boris.do("unhold")
    calls.one(state="talking")
    call.hang_up()
    calls.none()


def test_a_call_to_a_group_shows_every_phone_that_rings_and_who_took_it(phone, calls, live_node):
    anna, boris, vera = phone("acme+200"), phone("acme+201"), phone("acme+202")
    for login in (
        "acme+201",
        "acme+202",
    ):  # a group rings those alone whose lamps say that they are there
        lamp = f"database get CustomDevstate {login}"
        wait_for(lambda lamp=lamp: "NOT_INUSE" in live_node.command(lamp, check=False), lamp)
    call = anna.call("500")
    boris.incoming()
    at_vera = vera.incoming()
    ringing = wait_for(lambda: len(calls.one(state="ringing")["legs"]) >= 3 and calls.one())
    assert ringing["to"]["number"] == "500"
    at_vera.answer()
    taken = calls.one(state="talking", answered_by={"number": "202", "name": VERA})
    wait_for(lambda: {leg["device"] for leg in calls.one()["legs"]} == {"200", "202"})
    assert taken["to"]["number"] == "500"
    call.hang_up()
    calls.none()


def test_a_leg_with_conditions_of_its_own_hides_its_local_channels(phone, calls, live_node):
    with_forward = extension("201", forward_mode=ForwardMode.CONDITIONAL, forward_busy_to="202")
    live_node.apply(with_extensions(company("acme"), with_forward))
    anna, boris, vera = phone("acme+200"), phone("acme+201"), phone("acme+202")
    boris.refuses(486)
    call = anna.call("201")
    vera.incoming().answer()
    talking = calls.one(state="talking", answered_by={"number": "202", "name": VERA})
    assert all(leg["channel"].startswith("PJSIP/") for leg in talking["legs"])
    call.hang_up()
    calls.none()
    live_node.apply(company("acme"))


def test_a_blind_transfer_keeps_the_call_and_changes_who_talks(phone, calls):
    anna, boris, vera = phone("acme+200"), phone("acme+201"), phone("acme+202")
    call = anna.call("201")
    at_boris = boris.incoming().answer()
    before = calls.one(state="talking")
    at_boris.do("transfer", to="202")
    at_vera = vera.incoming()
    calls.one(state="ringing", to={"number": "202", "name": VERA})
    at_vera.answer()
    after = calls.one(state="talking", answered_by={"number": "202", "name": VERA})
    assert (after["id"], after["from"]["number"]) == (before["id"], "200")
    assert after["answered_at"] == before["answered_at"]
    call.hang_up()
    calls.none()


def test_an_attended_transfer_joins_two_calls_into_the_older_one(phone, calls):
    anna, boris, vera = phone("acme+200"), phone("acme+201"), phone("acme+202")
    call = anna.call("201")
    at_boris = boris.incoming().answer()
    first = calls.one(state="talking")
    at_boris.do("hold")
    question = boris.call("202")
    vera.incoming().answer()
    wait_for(lambda: len(calls.all()) == 2, "two calls")
    at_boris.do("transfer_attended", other=question.number)
    joined = calls.one(answered_by={"number": "202", "name": VERA})
    assert (joined["id"], joined["state"]) == (first["id"], "talking")
    assert {leg["device"] for leg in joined["legs"]} == {"200", "202"}
    call.hang_up()
    calls.none()


def test_companies_with_equal_numbers_see_their_own_calls_only(phone, calls, redis):
    anna, boris = phone("acme1+200"), phone("acme1+201")
    theirs = anna.call("201")
    boris.incoming().answer()
    call = wait_for(lambda: redis.hash(keys.live_calls("t_acme1")))
    assert {view["tenant"] for view in call.values()} == {"acme1"}
    assert calls.all() == []
    everybody = redis.hash(keys.live_calls(keys.PLATFORM))
    assert everybody == call
    theirs.hang_up()
    Calls(redis, "t_acme1").none()


def test_after_a_restart_of_the_listener_a_call_is_still_what_it_was(
    phone, calls, redis, listener, live_node
):
    anna, boris = phone("acme+200"), phone("acme+201")
    call = anna.call("201")
    at_boris = boris.incoming().answer()
    at_boris.do("hold")
    before = calls.one(state="held", answered_by={"number": "201", "name": BORIS})
    seq = int(redis.client.get(keys.live_seq("t_acme")))
    listener.stop()
    wait_for(lambda: redis.node_state("testnode") == "unknown", "silence is noticed")

    again = ListenerThread(live_node, redis.url)
    wait_for(lambda: int(redis.client.get(keys.live_seq("t_acme"))) > seq, "written anew")
    after = calls.one()
    call.hang_up()
    calls.none()
    again.stop()
    assert {**after, "legs": None} == {**before, "legs": None}


def test_a_call_that_ended_while_nobody_listened_is_gone_at_the_next_look(
    phone, calls, redis, listener, live_node
):
    anna, boris = phone("acme+200"), phone("acme+201")
    call = anna.call("201")
    boris.incoming().answer()
    calls.one(state="talking")
    listener.stop()
    call.hang_up()
    call.ended()
    again = ListenerThread(live_node, redis.url)
    calls.none()
    assert redis.hash(keys.live_calls(keys.PLATFORM)) == {}
    again.stop()
