"""Reading lines of the call spool."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.asterisk.cel import event_parse, line_read
from tests.calls.traces import Script, all_cases, trace_lines

LINE = '{"eventtype":"HANGUP","eventtime":1795253301.621998,"uniqueid":"node1-1.5","linkedid":"node1-1.4"}'


def test_a_line_becomes_an_event_with_its_moment_to_the_microsecond() -> None:
    event = event_parse(LINE)
    assert event is not None
    assert event.kind == "HANGUP"
    assert event.at == datetime(2026, 11, 21, 9, 28, 21, 621998, tzinfo=UTC)
    assert (event.uniqueid, event.linkedid, event.tenant) == ("node1-1.5", "node1-1.4", "")


@pytest.mark.parametrize("case", all_cases())
def test_every_line_that_asterisk_wrote_is_understood(case: str) -> None:
    assert all(event_parse(line) for line in trace_lines(case))


def test_after_a_cut_line_reading_goes_on_at_the_next_event() -> None:
    found = line_read('{"eventtype":"ANSWER","eventtime":17952533' + LINE)
    assert found is not None
    assert found[0] == LINE


def test_several_cut_lines_in_one_do_not_hide_the_whole_one() -> None:
    found = line_read('{"eventtype":"ANS{"eventtype":"BRIDGE_ENTER","uni' + LINE)
    assert found is not None
    assert found[1].kind == "HANGUP"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        '"eventtype"',
        '{"eventtype":"HANGUP"}',
        '{"eventtype":7,"eventtime":1795253301}',
        '{"eventtype":"","eventtime":1795253301}',
        '{"eventtype":"HANGUP","eventtime":"soon"}',
        '{"eventtype":"HANGUP","eventtime":NaN}',
        '{"eventtype":"HANGUP","eventtime":12}',
        '{"eventtype":"HANGUP","eventtime":1e300}',
        '{"eventtype":"HANGUP","eventtime":' + "9" * 5000 + "}",
        "[" * 100_000,
    ],
)
def test_what_is_not_a_whole_event_at_a_possible_moment_is_not_one(text: str) -> None:
    assert line_read(text) is None


def test_an_unknown_kind_of_event_is_kept() -> None:
    event = event_parse(
        '{"eventtype":"x-weather","eventtime":1795253301,"eventextra":"{\\"extra\\":\\"sky=blue\\"}"}'
    )
    assert event is not None
    assert event.kind == "x-weather"
    assert event.details() == {"sky": "blue"}


def test_our_own_events_carry_numbers_with_a_plus_and_names_in_any_script() -> None:
    extra = json.dumps({"extra": "to=+79161234567&kind=outside"})
    event = event_parse(
        json.dumps({"eventtype": "x-call", "eventtime": 1795253301, "eventextra": extra})
    )
    assert event is not None
    assert event.details() == {"to": "+79161234567", "kind": "outside"}


def test_texts_that_no_database_takes_are_made_harmless() -> None:
    event = event_parse(
        '{"eventtype":"HANGUP","eventtime":1795253301,"name":"a\\u0000b\\ud800c","num":"'
        + "1" * 500
        + '"}'
    )
    assert event is not None
    assert event.name == "ab?c"
    assert event.number == "1" * 80


@given(st.text(), st.text())
def test_no_name_or_number_stops_the_reader(name: str, extra: str) -> None:
    line = json.dumps(
        {
            "eventtype": "x-any",
            "eventtime": 1795253301,
            "name": name,
            "num": name,
            "eventextra": extra,
        }
    )
    event = event_parse(line)
    assert event is not None
    event.name.encode()
    assert all("\0" not in value for value in event.details().values())


@given(cut=st.integers(min_value=0))
def test_wherever_a_line_is_cut_the_next_one_is_read(cut: int) -> None:
    first, second = Script().answered()[:2]
    found = line_read(first[: cut % len(first)] + second)
    assert found is not None
    assert found[0] == second
