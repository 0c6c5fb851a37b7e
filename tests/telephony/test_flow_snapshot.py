"""What a node is told of flows and schedules."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from telephony.models import Flow, FlowVersion
from telephony.selectors.config_snapshot import config_snapshot
from telephony.selectors.flow_snapshot import schedule_configs
from tenants.context import tenant_scope
from tests.support.flow_api import office, published


def test_a_flow_is_there_from_publishing_on(admin_client, flow, own_number, make_extension):
    extension = make_extension("200")
    assert config_snapshot().flows == ()
    published(admin_client, flow, office(number="700", numbers=(own_number.number,)))
    admin_client.patch(f"extensions/{extension.pk}/", {"plan": f"flow:{flow['id']}/sales"})
    config = config_snapshot()
    (found,) = config.flows
    assert (found.key, found.version) == (1, 1)
    assert [each.id for each in found.flow.elements] == ["start", "sales", "end"]
    assert [(each.number, each.flow, each.element) for each in config.flow_numbers] == [
        ("700", 1, "sales")
    ]
    assert config.extensions[0].plan == "1/sales"
    assert config.outside.numbers[0].target == "flow:1-start"


def test_no_company_is_told_of_another_ones_flow(admin_client, other_tenant, flow):
    """Rows of all companies have the same ids; what was read of one is not shown to the next."""
    published(admin_client, flow, office(number="700"))
    (own,) = config_snapshot().flows
    row = FlowVersion.objects.get()
    with tenant_scope(other_tenant):
        theirs = Flow.objects.create(key=1, name="Other", draft={}, published_version=1)
        document = {"format": 1, "elements": [{**row.document["elements"][0], "exits": {}}]}
        FlowVersion.objects.create(pk=row.pk, flow=theirs, version=1, document=document, drawing={})
        (found,) = config_snapshot().flows
    assert [each.id for each in found.flow.elements] == ["start"]
    assert found.flow != own.flow


def test_a_target_in_a_flow_that_is_gone_is_none(admin_client, flow, own_number):
    published(admin_client, flow, office(numbers=(own_number.number,)))
    assert admin_client.delete(f"flows/{flow['id']}/?force=true").status_code == 204
    config = config_snapshot()
    assert (config.flows, config.outside.numbers[0].target) == ((), "")


def test_many_flows_cost_the_same_number_of_queries(admin_client, flow, make_extension):
    def grow(first: int, count: int) -> int:
        for index in range(first, first + count):
            copy = admin_client.post(f"flows/{flow['id']}/copy/").json()
            published(admin_client, copy, office(number=f"7{index:02}"))
            admin_client.post("schedules/", {"name": f"S{index}"})
        Flow.objects.exists()  # the connection is in the company
        with CaptureQueriesContext(connection) as queries:
            assert len(config_snapshot().flows) == first + count
        return len(queries)

    few = grow(0, 1)
    assert grow(1, 4) == few
    with CaptureQueriesContext(connection) as again:
        config_snapshot()
    assert len(again) == few - 1  # versions are read once


def test_the_dates_that_differ_from_their_weekday(tenant, schedule):
    (found,) = schedule_configs(tenant, datetime(2026, 12, 30, 21, 30, tzinfo=UTC))
    dated = dict(found.dated)
    assert found.weekly[0] == ((540, 780, "p2"), (780, 840, "p1"), (840, 1080, "p2"))
    assert found.weekly[6] == ()
    assert dated["20261231"] == ()  # a day off moved there, or a holiday of Russia
    assert dated["20270101"] == ()
    assert "20261229" not in dated  # the past is of no use
    assert (found.number, found.opens, found.override) == ("780", "p1", "")


def test_a_switch_by_hand_ends(admin_client, tenant, schedule):
    until = timezone.now() + timedelta(hours=1)
    admin_client.post(
        f"schedules/{schedule['id']}/override/", {"state": "closed", "until": until.isoformat()}
    )
    (found,) = schedule_configs(tenant)
    assert (found.override, found.override_until) == ("closed", int(until.timestamp()))
    (later,) = schedule_configs(tenant, until + timedelta(seconds=1))
    assert later.override == ""
