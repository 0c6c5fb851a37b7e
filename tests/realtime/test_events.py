"""What AMI said of real calls, event by event, and what the cabinet shows of it. Traces:
recording.py.
"""

import json

import pytest

from telephony.asterisk.events import LiveCalls, duration_seconds
from telephony.asterisk.live_calls import iso, moment
from tests.realtime.recording import TRACES

# Each line is a change that is seen: call, its state, caller>dialled, who answered, legs.
STORIES = {
    "held": """
        1 dialing 200>201 - 200:dialing
        1 dialing 200>201 - 200:dialing 201:dialing
        1 ringing 200>201 - 200:dialing 201:ringing
        1 talking 200>201 201 200:dialing 201:talking
        1 talking 200>201 201 200:talking 201:talking
        1 held 200>201 201 200:talking 201:held
        1 talking 200>201 201 200:talking 201:talking
        1 talking 201>201 - 201:talking
        1 over""",
    "local": """
        1 dialing 200>500 - 200:dialing
        1 dialing 200>500 - 200:dialing 201:dialing
        1 dialing 200>500 - 200:dialing 201:dialing 202:dialing
        1 ringing 200>500 - 200:dialing 201:ringing 202:dialing
        1 ringing 200>500 - 200:dialing 201:ringing 202:ringing
        1 talking 200>500 202 200:dialing 201:ringing 202:talking
        1 talking 200>500 202 200:talking 201:ringing 202:talking
        1 talking 200>500 202 200:talking 202:talking
        1 talking 202>500 - 202:talking
        1 over""",
    "blind": """
        1 dialing 200>201 - 200:dialing
        1 dialing 200>201 - 200:dialing 201:dialing
        1 ringing 200>201 - 200:dialing 201:ringing
        1 talking 200>201 201 200:dialing 201:talking
        1 talking 200>201 201 200:talking 201:talking
        1 talking 200>202 201 200:talking 201:talking
        1 talking 200>202 - 200:talking
        1 dialing 200>202 - 200:talking 202:dialing
        1 ringing 200>202 - 200:talking 202:ringing
        1 talking 200>202 202 200:talking 202:talking
        1 talking 202>202 - 202:talking
        1 over""",
    "attended": """
        1 dialing 200>201 - 200:dialing
        1 dialing 200>201 - 200:dialing 201:dialing
        1 ringing 200>201 - 200:dialing 201:ringing
        1 talking 200>201 201 200:dialing 201:talking
        1 talking 200>201 201 200:talking 201:talking
        1 held 200>201 201 200:talking 201:held
        2 dialing 201>202 - 201:dialing
        2 dialing 201>202 - 201:dialing 202:dialing
        2 ringing 201>202 - 201:dialing 202:ringing
        2 talking 201>202 202 201:dialing 202:talking
        2 talking 201>202 202 201:talking 202:talking
        1 talking 200>201 201 200:talking 201:talking
        1 talking 200>202 202 200:talking 201:talking 202:talking
        2 talking 201>202 - 201:talking
        1 talking 200>202 202 200:talking 202:talking
        2 over
        1 talking 200>202 - 200:talking
        1 over""",
}


def trace(name):
    return [json.loads(line) for line in (TRACES / f"{name}.jsonl").read_text().splitlines()]


def feed(calls, message):
    return calls.feed(message, float(message["Timestamp"]))


def shown(view):
    legs = " ".join(f"{leg['device']}:{leg['state']}" for leg in view["legs"])
    answered = view["answered_by"]["number"] if view["answered_by"] else "-"
    return f"{view['state']} {view['from']['number']}>{view['to']['number']} {answered} {legs}"


@pytest.mark.parametrize("name", STORIES)
def test_a_real_call_is_told_as_it_went(name):
    calls, told, lines, numbers = LiveCalls(), {}, [], {}
    for message in trace(name):
        for call_id in sorted(feed(calls, message)):
            view = calls.view(call_id)
            line = shown(view) if view else "over"
            if told.get(call_id) != line:
                number = numbers.setdefault(call_id, len(numbers) + 1)
                lines.append(f"{number} {line}")
            told[call_id] = line
    assert lines == [line.strip() for line in STORIES[name].strip().splitlines()]
    assert (len(calls), calls.leg_count) == (0, 0)


@pytest.mark.parametrize("path", sorted(TRACES.glob("*.jsonl")), ids=lambda path: path.stem)
def test_no_call_outlives_its_trace_and_each_has_one_owner(path):
    calls, owners = LiveCalls(), set()
    for message in trace(path.stem):
        for call_id in feed(calls, message):
            if view := calls.view(call_id):
                owners.add(view["tenant"])
                assert all(leg["channel"].startswith("PJSIP/") for leg in view["legs"])
    assert len(owners) == 1
    assert calls.ids() == set()


def test_moments_of_a_call_are_those_of_its_events():
    calls = LiveCalls()
    messages = trace("held")
    first = messages[0]
    up = next(m for m in messages if m["ChannelState"] == "6" and "201-" in m["Channel"])
    for message in messages:
        (call_id,) = feed(calls, message) or {""}
        if message is up:
            break
    view = calls.view(call_id)
    assert view["started_at"] == iso(float(first["Timestamp"]))
    assert view["answered_at"] == iso(float(up["Timestamp"]))


def listed(message, duration="00:00:10"):
    """The event as a list of all channels has it."""
    return {**message, "Event": "CoreShowChannel", "Duration": duration}


def until_talking():
    """A LiveCalls in the middle of a call, and the last word on each of its channels."""
    calls, channels = LiveCalls(), {}
    for message in trace("held"):
        feed(calls, message)
        channels[message["Uniqueid"]] = message
        if message["Event"] == "Hold":
            return calls, list(channels.values())
    raise AssertionError


def test_a_list_that_agrees_changes_nothing_that_is_known():
    calls, channels = until_talking()
    (call_id,) = calls.ids()
    before = calls.view(call_id)
    calls.resync([listed(channel) for channel in channels], now=9e9)
    assert calls.view(call_id) == before


def test_what_is_not_in_the_list_is_over():
    calls, channels = until_talking()
    (call_id,) = calls.ids()
    calls.resync([listed(channels[0])], now=9e9)
    assert len(calls.view(call_id)["legs"]) == 1
    assert calls.resync([], now=9e9) == {call_id}
    assert len(calls) == 0


def test_a_list_alone_shows_calls_and_an_earlier_view_completes_them():
    calls, channels = until_talking()
    (call_id,) = calls.ids()
    before = calls.view(call_id)
    fresh = LiveCalls()
    fresh.resync([listed(channel) for channel in channels], now=1_000_000.0)
    found = fresh.view(call_id)
    assert (found["state"], found["started_at"]) == ("talking", iso(999_990.0))
    assert found["answered_at"] is None
    fresh.remember(before)
    assert {**fresh.view(call_id), "legs": 0} == {**before, "legs": 0}
    assert fresh.view(call_id)["state"] == "held"


def test_a_channel_that_ended_is_not_revived_by_a_list_taken_before():
    calls, channels = until_talking()
    for channel in channels:
        calls.feed({**channel, "Event": "Hangup"}, 9e9)
    calls.resync([listed(channel) for channel in channels], now=9e9)
    assert len(calls) == 0


def test_events_of_channels_that_were_never_seen_and_of_local_halves_change_nothing():
    calls = LiveCalls()
    other = {**trace("held")[0], "Event": "Newstate"}
    local = {**trace("held")[0], "Channel": "Local/201@reach-leg-00000001;1"}
    for message in (other, {**other, "Event": "Hangup"}, {**other, "Event": "Hold"}, local):
        assert calls.feed(message, 0) == set()
    assert calls.feed({"Event": "FullyBooted"}, 0) == set()


def test_a_call_whose_owner_becomes_known_later_is_then_his():
    calls = LiveCalls()
    first = trace("held")[0]
    (call_id,) = calls.feed({**first, "Tenantid": ""}, 0)
    assert calls.view(call_id)["tenant"] == ""
    calls.feed({**first, "Event": "Newstate", "Tenantid": "acme"}, 0)
    assert calls.view(call_id)["tenant"] == "acme"
    calls.feed({**first, "Event": "Newstate", "Tenantid": ""}, 0)
    assert calls.view(call_id)["tenant"] == "acme"


def test_moments_are_written_in_utc_with_milliseconds_and_read_back():
    assert iso(1_795_252_078.4374) == "2026-11-21T09:07:58.437Z"
    assert moment("2026-11-21T09:07:58.437Z") == 1_795_252_078.437
    assert moment(None) is None


@pytest.mark.parametrize(
    ("text", "seconds"), [("00:00:07", 7), ("01:02:03", 3723), ("", 0), ("nonsense", 0)]
)
def test_durations_are_read_in_seconds(text, seconds):
    assert duration_seconds(text) == seconds


def test_a_caller_whom_only_the_node_has_answered_still_waits() -> None:
    """With the music of a group, in a menu."""
    calls = LiveCalls()
    caller = {"Uniqueid": "n-1.1", "Linkedid": "n-1.1", "Channel": "PJSIP/acme+200-00000001"}
    calls.feed({"Event": "Newchannel", **caller, "ChannelState": "4", "Exten": "500"}, 1.0)

    calls.feed({"Event": "Newstate", **caller, "ChannelState": "6"}, 2.0)

    view = calls.view("n-1.1")
    assert view is not None
    assert (view["state"], view["answered_at"]) == ("dialing", None)
