"""Schedules over HTTP: periods, exceptions, holidays, the switch by hand, and who uses them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from telephony.models import InternalNumber, Schedule
from telephony.selectors.flow_snapshot import schedule_configs
from telephony.services.schedule_words import schedule_now
from telephony.services.schedules import override_end, schedule_switched
from tenants.models import AuditEntry
from tests.support.clients import field_codes
from tests.support.flow_api import LUNCH, WORK


def moment(text: str) -> datetime:
    """A moment by the clock of Moscow."""
    return datetime.fromisoformat(f"{text}:00+03:00")


def row(schedule) -> Schedule:
    return Schedule.objects.get(pk=schedule["id"])


def test_periods_get_keys_that_stay(admin_client, schedule):
    assert [each["key"] for each in schedule["periods"]] == ["p1", "p2"]
    kept = schedule["periods"][1]
    changed = admin_client.patch(
        f"schedules/{schedule['id']}/", {"periods": [kept, {**LUNCH, "name": "Late lunch"}]}
    ).json()
    assert [each["key"] for each in changed["periods"]] == ["p2", "p3"]


def test_the_key_of_a_deleted_period_does_not_come_back(admin_client, schedule):
    """A flow may still have an exit of that name."""
    path, first = f"schedules/{schedule['id']}/", schedule["periods"][0]
    admin_client.patch(path, {"periods": [first]})
    changed = admin_client.patch(path, {"periods": [first, LUNCH]}).json()
    assert [each["key"] for each in changed["periods"]] == ["p1", "p3"]


@pytest.mark.parametrize(
    ("at", "name"),
    [
        ("2026-11-23T08:59", "Closed"),
        ("2026-11-23T09:00", "Work"),
        ("2026-11-23T13:00", "Lunch"),
        ("2026-11-23T14:00", "Work"),
        ("2026-11-23T18:00", "Closed"),
        ("2026-11-04T10:00", "Closed"),  # Unity Day
        ("2026-11-22T10:00", "Closed"),  # Sunday
    ],
)
def test_borders_of_periods_and_holidays(schedule, at, name):
    with translation.override("en"):
        assert schedule_now(row(schedule), moment(at)).name == name


def test_the_next_change_in_words(schedule):
    now = schedule_now(row(schedule), moment("2026-11-20T18:30"))
    with translation.override("en"):
        words = schedule_now(row(schedule), moment("2026-11-20T18:30")).next_change
    assert "09:00" in words
    assert "Monday" in words
    assert now.until == moment("2026-11-23T09:00")
    with translation.override("ru"):
        words = schedule_now(row(schedule), moment("2026-11-23T17:00")).next_change
    assert words == "Сегодня в 18:00: Закрыто"


def test_closed_by_hand_until_a_moment(admin_client, schedule, enqueued):
    until = (timezone.now() + timedelta(hours=1)).isoformat()
    done = admin_client.post(
        f"schedules/{schedule['id']}/override/", {"state": "closed", "until": until}
    )
    assert (done.status_code, done.json()["now"]["period"]) == (200, "")
    hours = row(schedule)
    assert hours.override == "closed"
    assert schedule_now(hours, timezone.now() + timedelta(hours=2)).until != hours.override_until
    job = next(each for each in enqueued.jobs if each.name == "telephony.override_end")
    assert job.schema == "t_acme"
    entry = AuditEntry.objects.filter(action="schedule.overridden").latest("pk")
    assert (entry.subject, entry.data["state"]) == ("Office", "closed")
    past = {"state": "open", "until": "2020-01-01T00:00:00Z"}
    refused = admin_client.post(f"schedules/{schedule['id']}/override/", past)
    assert field_codes(refused) == {"until": ["until_past"]}


def test_a_switch_by_hand_without_an_end_says_that_it_stays(admin_client, schedule, enqueued):
    address = f"schedules/{schedule['id']}/override/"
    by_hand = "Switched by hand: stays so until somebody switches it back."
    for state in ("closed", "open"):
        done = admin_client.post(address, {"state": state})
        assert (done.status_code, done.json()["next_change"]) == (200, by_hand)
    with translation.override("ru"):
        words = schedule_now(row(schedule), moment("2026-11-20T18:30")).next_change
    assert words.startswith("Переключено вручную: останется так")
    ends = (timezone.now() + timedelta(hours=1)).isoformat()
    for body in ({"state": "closed", "until": ends}, {"state": ""}):
        assert admin_client.post(address, body).json()["next_change"] not in ("", by_hand)


def test_a_schedule_that_is_always_the_same_says_so(admin_client):
    made = admin_client.post("schedules/", {"name": "Never", "periods": []}).json()
    assert made["next_change"] == "Nothing changes within a year."


def test_a_switch_by_hand_is_taken_back_when_its_time_is_over(tenant, schedule, enqueued):
    def switched(until: datetime) -> list[str]:
        """What is sent when the job looks, and whether the switch stands then."""
        Schedule.objects.update(override="open", override_until=until)
        enqueued.jobs.clear()
        override_end(schedule["id"], until.isoformat())
        return enqueued.names

    now = timezone.now()
    assert switched(now + timedelta(days=1)) == ["telephony.override_end"]  # it looks again
    assert row(schedule).override == "open"
    override_end(schedule["id"], now.isoformat())  # of a switch that somebody has changed since
    assert row(schedule).override == "open"
    assert switched(now - timedelta(seconds=1)) == ["telephony.config_apply"]
    assert (row(schedule).override, row(schedule).override_until) == ("", None)


def test_what_was_switched_by_key_code_is_in_the_row(tenant, schedule):
    now = int(timezone.now().timestamp())
    schedule_switched("acme", row(schedule).key, "open", now)
    assert row(schedule).override == "open"
    schedule_switched("acme", "nonsense", "closed", now + 1)
    schedule_switched("nobody", row(schedule).key, "closed", now + 1)
    assert row(schedule).override == "open"


def click(client, schedule, state: str) -> int:
    """Switch in the cabinet; the second in which that was."""
    done = client.post(f"schedules/{schedule['id']}/override/", {"state": state})
    assert done.status_code < 300, done.content
    return int(row(schedule).switched_at.timestamp())


@pytest.mark.parametrize(("later", "state"), [(-1, "closed"), (0, "open"), (60, "open")])
def test_the_later_of_a_click_and_a_switch_by_key_code_counts(
    admin_client, tenant, schedule, later, state
):
    clicked = click(admin_client, schedule, "closed")
    schedule_switched("acme", row(schedule).key, "open", clicked + later)
    assert row(schedule).override == state
    (brought,) = schedule_configs(tenant)
    assert (brought.override, brought.switched_at) == (state, clicked + max(later, 0))


def test_a_click_counts_after_a_switch_by_key_code(admin_client, tenant, schedule):
    schedule_switched("acme", row(schedule).key, "open", int(timezone.now().timestamp()) - 60)
    clicked = click(admin_client, schedule, "closed")
    schedule_switched("acme", row(schedule).key, "open", clicked - 60)  # told once more
    assert row(schedule).override == "closed"


def test_who_dials_when_a_switch_is_over_is_not_taken_back_with_it(tenant, schedule, enqueued):
    """The job that takes it back may come late."""
    over = timezone.now() - timedelta(minutes=10)
    Schedule.objects.update(override="open", override_until=over, switched_at=over)
    dialled = int(over.timestamp()) + 60

    override_end(schedule["id"], over.isoformat())
    assert (row(schedule).override, row(schedule).switched_at) == ("", over)
    schedule_switched("acme", row(schedule).key, "open", dialled)
    assert (row(schedule).override, row(schedule).override_until) == ("open", None)


def test_what_is_known_makes_no_revision(tenant, schedule, enqueued):
    now = int(timezone.now().timestamp())
    schedule_switched("acme", row(schedule).key, "open", now)
    enqueued.jobs.clear()
    schedule_switched("acme", row(schedule).key, "open", now)
    schedule_switched("acme", row(schedule).key, "closed", now - 1)
    assert enqueued.names == []


def test_each_error_is_at_its_field(admin_client):
    bad = {
        "name": "",
        "country": "XX",
        "periods": [{**WORK, "ranges": [{"days": [8], "from": 5, "to": 5}]}],
        "exceptions": [{"date": "2026-02-30", "name": "", "ranges": []}],
    }
    codes = field_codes(admin_client.post("schedules/", bad))
    assert codes["name"] == ["required"]
    assert codes["country"] == ["country_unknown"]
    assert {"date_invalid"} <= set(codes["exceptions.0.date"])
    assert any(path.startswith("periods.0.ranges") for path in codes)


def test_an_exception_rules_its_date(admin_client, schedule):
    exceptions = [
        {
            "date": "2026-12-31",
            "name": "Short",
            "ranges": [{"from": 540, "to": 840, "period": "p2"}],
        }
    ]
    changed = admin_client.patch(f"schedules/{schedule['id']}/", {"exceptions": exceptions})
    assert changed.status_code == 200, changed.json()
    with translation.override("en"):
        assert schedule_now(row(schedule), moment("2026-12-31T13:59")).name == "Work"
        assert schedule_now(row(schedule), moment("2026-12-31T14:00")).name == "Closed"


def test_its_number_is_one_of_the_plan(admin_client, schedule):
    held = InternalNumber.objects.get(number="780")
    assert held.kind == "schedule"
    plan = admin_client.get("numbering/?search=780").json()["results"]
    assert [(each["label"], each["id"]) for each in plan] == [("Office", schedule["id"])]
    taken = admin_client.post("schedules/", {"name": "Other", "number": "780"})
    assert (taken.status_code, taken.json()["code"]) == (409, "number_taken")
    cleared = admin_client.patch(f"schedules/{schedule['id']}/", {"number": ""})
    assert cleared.json()["number"] == ""
    assert not InternalNumber.objects.filter(number="780").exists()


def test_holidays_with_transfers_and_working_saturdays(admin_client):
    days = admin_client.get("schedules/holidays/?country=RU&year=2024").json()["days"]
    by_date = {each["date"]: each["kind"] for each in days}
    assert by_date["2024-04-29"] == "holiday"  # moved from 27 April
    assert by_date["2024-04-27"] == "working"
    codes = [each["code"] for each in admin_client.get("schedules/countries/").json()]
    assert "RU" in codes


def test_a_moment_is_read_in_its_own_time_zone(schedule):
    assert schedule_now(row(schedule), datetime(2026, 11, 23, 6, 0, tzinfo=UTC)).period == "p2"
