"""Which switches by the number of a schedule the configuration does not know of yet."""

from dataclasses import replace

import pytest

from telephony.asterisk.facts_schedules import Switch, schedule_facts, switch_of, switched_by_number
from telephony.asterisk.snapshot import ScheduleConfig
from tests.asterisk.companies import company

KEY = "schedule/5c4ed01e"


@pytest.mark.parametrize(
    ("found", "wanted", "is_news"),
    [
        ("open:p1:0:200", ":p1:0:0", True),  # nobody has ever clicked
        ("open:p1:0:200", "closed:p1:0:100", True),
        ("open:p1:0:100", "closed:p1:0:200", False),  # a click since
        ("open:p1:0:100", "closed:p1:0:100", False),
        ("open:p1:0:100", "open:p1:0:100", False),
        (":p1:0:200", "open:p1:300:100", True),  # taken back before its time was over
        ("open:p1:0", ":p1:0:0", False),  # written by a release before
    ],
)
def test_the_later_switch_counts(found, wanted, is_news):
    news = switched_by_number({KEY: found}, {KEY: wanted})
    assert news == ({KEY: found} if is_news else {})


def test_a_schedule_that_is_gone_is_not_news_and_neither_is_anything_else():
    found = {KEY: "open:p1:0:200", f"{KEY}/1": "540-780=p1", "number/780": "schedule:toggle:x:"}
    assert switched_by_number(found, {f"{KEY}/1": "-", "number/780": ":::"}) == {}


def test_a_fact_says_when_the_schedule_was_switched_last():
    schedule = ScheduleConfig(
        "5c4ed01e", override="closed", override_until=300, switched_at=200, opens="p1"
    )
    value = schedule_facts(replace(company("acme"), schedules=(schedule,)))[KEY]
    assert value == "closed:p1:300:200"
    assert switch_of(value) == Switch("closed", 200)
