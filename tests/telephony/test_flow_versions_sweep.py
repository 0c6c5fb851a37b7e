"""Which published versions of flows are forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from telephony.models import Flow, FlowVersion
from telephony.services import flow_versions_sweep
from telephony.services.flow_versions_sweep import versions_sweep, versions_tidy
from tests.support.flow_api import office, published

NOW = datetime(2026, 11, 22, 3, 41, tzinfo=UTC)
LONG_AGO = datetime(2023, 1, 1, tzinfo=UTC)  # further than calls are kept
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """Three versions of a flow stay, whatever they were."""
    monkeypatch.setattr(flow_versions_sweep, "VERSIONS_KEPT", 3)


@pytest.fixture
def history(admin_client, flow):
    """`history(moments)`: the flow was published at these moments, and the last version is in force."""
    published(admin_client, flow, office())
    first = FlowVersion.objects.get()

    def make(*moments):
        first.delete()
        for number, moment in enumerate(moments, 1):
            version = FlowVersion.objects.create(
                flow_id=flow["id"], version=number, document=first.document, drawing=first.drawing
            )
            FlowVersion.objects.filter(pk=version.pk).update(published_at=moment)
        Flow.objects.update(published_version=len(moments), last_version=len(moments))

    return make


def kept():
    return sorted(FlowVersion.objects.values_list("version", flat=True))


def test_short_steps_that_no_kept_call_went_through_are_forgotten(history):
    long = LONG_AGO + 2 * HOUR  # 3 was in force for two days
    history(LONG_AGO, LONG_AGO + HOUR, long, *(long + 2 * DAY + index * HOUR for index in range(5)))
    assert versions_sweep(NOW) == 4
    assert kept() == [3, 6, 7, 8]
    assert versions_sweep(NOW) == 0


def test_what_a_kept_call_may_have_gone_through_stays(history):
    recent = datetime(2023, 11, 1, tzinfo=UTC)  # 36 months are kept, by whole months
    history(
        *(LONG_AGO + index * HOUR for index in range(3)),
        *(recent + index * HOUR for index in range(6)),
    )
    versions_sweep(NOW)
    assert kept() == [3, 4, 5, 6, 7, 8, 9]  # 3 was in force until the first of the recent ones


def test_the_version_in_force_stays_however_old(history):
    history(*(LONG_AGO + index * HOUR for index in range(5)))
    Flow.objects.update(published_version=1)
    versions_sweep(NOW)
    assert kept() == [1, 3, 4, 5]


def test_every_company_is_looked_through(history, monkeypatch):
    history(*(LONG_AGO + index * HOUR for index in range(5)))
    versions_tidy()
    assert kept() == [3, 4, 5]
