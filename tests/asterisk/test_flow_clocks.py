"""Schedules on the node when the clocks are turned: for every moment around, the node and the library say the same."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime

import pytest

from telephony.asterisk.snapshot import FlowNumber, ScheduleConfig
from telephony.flow.schedule import Hours, Period, Schedule, period_at
from tests.asterisk.companies import company
from tests.asterisk.dialler import Dialler, InnerCall
from tests.asterisk.flows import begins, element, flow, path_of, with_flows

KEY = "5c4ed01e"
DAYS = (1, 2, 3, 4, 5, 6, 7)
STEP_SECONDS = 600
CALLS = 36
SCHEDULE = Schedule(
    periods=(
        Period("p1", (Hours(DAYS, 60, 120), Hours(DAYS, 150, 200))),
        Period("p2", (Hours(DAYS, 120, 150),)),
    )
)
ON_THE_NODE = ScheduleConfig(
    KEY, weekly=(((60, 120, "p1"), (120, 150, "p2"), (150, 200, "p1")),) * 7, opens="p1"
)


@pytest.mark.parametrize(
    ("timezone", "begins_at"),
    [
        pytest.param("Europe/Berlin", "2026-10-24T22:30+00:00", id="an hour comes twice"),
        pytest.param("Europe/Berlin", "2027-03-27T22:30+00:00", id="an hour is left out"),
        pytest.param("America/New_York", "2026-11-01T03:30+00:00", id="beyond the ocean"),
    ],
)
def test_the_node_and_the_library_agree_while_the_clocks_are_turned(node, timezone, begins_at):
    parted = flow(
        begins("hours"),
        element("schedule", "hours", schedule=KEY, exits={"p1": "a1", "p2": "b1", "closed": "c1"}),
        *(element("hangup", key) for key in ("a1", "b1", "c1")),
    )
    acme = replace(company("acme"), timezone=timezone)
    node.apply(
        with_flows(
            acme, parted, schedules=(ON_THE_NODE,), flow_numbers=(FlowNumber("600", 1, "start"),)
        )
    )
    first = int(datetime.fromisoformat(begins_at).timestamp())
    moments = [first + STEP_SECONDS * index for index in range(CALLS)]

    with closing(Dialler(node)) as dialler:
        calls = dialler.calls([InnerCall("acme", "200", "600", moment) for moment in moments])

    taken = [path_of(events)[-1][1] for events in calls]
    assert taken == [period_at(SCHEDULE, moment, timezone) for moment in moments]
    assert {"p1", "closed"} <= set(taken)  # p2 is at an hour that may be left out
