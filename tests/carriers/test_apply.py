"""How a change of what all companies share comes to the node, and what the books say about it."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from telephony import dispatch
from telephony.carriers.models import CompanyLine, HostAddress, NodePlatformState, PhoneNumber
from telephony.dialling.config import CarrierNumber
from telephony.dialling.config import CompanyLine as CompanyLineConfig
from telephony.selectors.platform.snapshot import platform_snapshot
from telephony.services.node_link import NodeUnavailableError
from telephony.services.platform import hosts
from telephony.services.platform.apply import platform_apply, platform_reconcile
from telephony.services.platform.changes import platform_changed
from telephony.services.platform.pool import number_give
from telephony.services.platform.settings import settings_update
from tenants.context import platform_scope
from tenants.models import AsteriskNode
from tenants.services.audit import SYSTEM
from tenants.services.tenants import tenant_disable, tenant_enable
from tests.support.name_server import stands_for

__all__ = ["stands_for"]

NUMBER = "+74951234567"
ADDRESSES = {"mtt.example.org": ["192.0.2.10"]}


@pytest.fixture(autouse=True)
def resolved(monkeypatch, stands_for) -> dict[str, list[str]]:
    """Names that can be resolved, and what they stand for; change it, and the answers change."""
    stands_for.update(ADDRESSES)
    refresh = partial(hosts.hosts_refresh, new_only=True)
    monkeypatch.setattr(dispatch, "hosts_refresh", refresh)  # at once
    return stands_for


@pytest.fixture
def state(asterisk_node):
    """The books of the node, read anew each time."""
    return lambda: NodePlatformState.objects.get(node=asterisk_node)


def test_a_change_comes_to_the_node_once(make_number, node, state, asterisk_node, enqueued):
    make_number(NUMBER, tenant="acme")
    jobs = [job for job in enqueued.jobs if job.name == "telephony.platform_apply"]
    assert {(job.schema, job.queue) for job in jobs} == {("public", f"node.{asterisk_node.name}")}
    for _job in jobs:
        platform_apply(asterisk_node.name)
    [config] = node.brought
    assert config.numbers == (CarrierNumber(NUMBER, "acme", "carrier:mtt"),)
    assert [carrier.name for carrier in config.carriers] == ["mtt"]
    assert config.default_carrier == "mtt"
    assert (state().applied, state().error) == (state().requested, "")


def test_the_node_is_told_what_was_published_last(make_number, node, state, asterisk_node):
    make_number(NUMBER)
    platform_apply(asterisk_node.name)
    make_number("+74957654321", tenant="acme")
    platform_apply(asterisk_node.name)
    assert node.published == ["", node.published[1]]
    assert node.published[1]
    assert node.brought[1].revision > node.brought[0].revision


def test_numbers_that_nobody_has_are_not_on_the_node(make_number, node, asterisk_node):
    make_number(NUMBER)
    platform_apply(asterisk_node.name)
    assert node.brought[0].numbers == ()


def test_a_node_that_is_away_is_noted_and_tried_again(make_carrier, node, state, asterisk_node):
    make_carrier()
    node.error = NodeUnavailableError("away")
    with pytest.raises(NodeUnavailableError):
        platform_apply(asterisk_node.name)
    assert state().error == "node_unavailable"
    node.error = None
    platform_apply(asterisk_node.name)
    assert (state().error, state().applied) == ("", state().requested)


def test_a_failure_is_noted_and_compared_in_full_next_time(
    make_carrier, node, state, asterisk_node
):
    make_carrier()
    platform_apply(asterisk_node.name)
    platform_changed()
    node.error = ValueError("cannot be said")
    platform_apply(asterisk_node.name)
    assert state().error == "apply_failed"
    node.error = None
    platform_apply(asterisk_node.name)
    assert node.published[-1] == ""


def test_the_reconcile_finds_what_no_worker_was_woken_for(node, state, asterisk_node, enqueued):
    platform_reconcile()
    assert [job.kwargs["node"] for job in enqueued.jobs][-1] == asterisk_node.name
    platform_apply(asterisk_node.name)
    assert platform_reconcile() == 0


def test_a_node_is_compared_again_now_and_then(make_carrier, node, asterisk_node, enqueued):
    make_carrier()
    platform_apply(asterisk_node.name)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert platform_reconcile() == 1
        assert enqueued.jobs[-1].kwargs == {"node": asterisk_node.name, "force": True}
        platform_apply(asterisk_node.name, force=True)
        assert platform_reconcile() == 0


def test_names_of_hosts_become_the_addresses_that_calls_come_from(
    make_carrier, node, asterisk_node
):
    make_carrier(addresses=["mtt.example.org:5070", "198.51.100.7"], sources=["203.0.113.0/24"])
    platform_apply(asterisk_node.name)
    [carrier] = node.brought[-1].carriers
    assert carrier.addresses == ("mtt.example.org:5070", "198.51.100.7")
    assert carrier.sources == ("192.0.2.10", "198.51.100.7", "203.0.113.0/24")


def test_an_address_that_moved_is_noticed_and_a_name_server_that_fails_is_not(
    make_carrier, node, asterisk_node, resolved
):
    make_carrier()
    platform_apply(asterisk_node.name)
    moment = timezone.now()
    resolved["mtt.example.org"] = ["192.0.2.99"]
    assert not hosts.hosts_refresh()  # not asked again so soon
    with time_machine.travel(moment + timedelta(minutes=3)):
        platform_reconcile()
        platform_apply(asterisk_node.name)
    assert node.brought[-1].carriers[0].sources == ("192.0.2.99",)
    resolved.clear()
    with time_machine.travel(moment + timedelta(minutes=6)):
        platform_reconcile()
        platform_apply(asterisk_node.name, force=True)
    assert node.brought[-1].carriers[0].sources == ("192.0.2.99",)
    assert HostAddress.objects.get(name="mtt.example.org").error == "Name or service not known"


def test_names_never_stand_for_our_own_nodes(make_carrier, node, asterisk_node, resolved):
    AsteriskNode.objects.update(sip_host="192.0.2.10")
    resolved["mtt.example.org"] = ["192.0.2.10", "192.0.2.11"]
    make_carrier()
    platform_apply(asterisk_node.name)
    assert node.brought[-1].carriers[0].sources == ("192.0.2.11",)


def test_lines_of_companies_are_known_to_the_node(make_carrier, asterisk_node, tenant, node):
    with platform_scope():
        CompanyLine.objects.create(
            tenant=tenant, name="office", hosts=["mtt.example.org"], sources=["198.51.100.0/24"]
        )
    platform_apply(asterisk_node.name, force=True)
    assert node.brought[-1].company_lines == (
        CompanyLineConfig("acme", "trunk:office", ("192.0.2.10", "198.51.100.0/24")),
    )


def test_the_emergency_lines_keep_their_order(make_carrier, node, asterisk_node):
    make_carrier("mtt")
    make_carrier("rtk")
    settings_update({"emergency_lines": ["rtk", "mtt"], "default_carrier": "rtk"}, actor=SYSTEM)
    platform_apply(asterisk_node.name)
    assert node.brought[-1].emergency_lines == ("carrier:rtk", "carrier:mtt")
    assert node.brought[-1].default_carrier == "rtk"


def test_a_snapshot_costs_the_same_however_large_the_pool_is(
    make_number, asterisk_node, tenant, make_carrier
):
    def costs() -> int:
        with CaptureQueriesContext(
            connection,
        ) as context:
            platform_snapshot(asterisk_node)
        return len(context)

    make_number(NUMBER, tenant="acme")
    few = costs()
    carrier = make_carrier("rtk")
    with platform_scope():
        PhoneNumber.objects.bulk_create(
            PhoneNumber(number=f"+7496{index:07}", carrier=carrier, tenant=tenant, state="assigned")
            for index in range(3000)
        )
    assert costs() == few
    assert len(platform_snapshot(asterisk_node).numbers) == 3001


def test_given_numbers_stay_with_the_node_of_their_company(make_number, node, asterisk_node):
    number = make_number(NUMBER)
    number_give(number, "globex", actor=SYSTEM)
    platform_apply(asterisk_node.name)
    assert [each.tenant for each in node.brought[-1].numbers] == ["globex"]


def test_a_company_out_of_service_has_neither_numbers_nor_lines_on_the_node(
    make_number, node, asterisk_node, tenant, enqueued
):
    make_number(NUMBER, tenant="acme")
    with platform_scope():
        CompanyLine.objects.create(tenant=tenant, name="own", sources=["198.51.100.0/24"])
    platform_apply(asterisk_node.name, force=True)
    tenant_disable(tenant, actor=SYSTEM)
    platform_apply(asterisk_node.name)
    assert (node.brought[-1].numbers, node.brought[-1].company_lines) == ((), ())
    tenant_enable(tenant, actor=SYSTEM)
    platform_apply(asterisk_node.name)
    assert [each.number for each in node.brought[-1].numbers] == [NUMBER]


def test_a_node_does_not_wait_for_a_name_server(
    make_carrier, node, asterisk_node, monkeypatch, resolved
):
    """Its worker brings the changes of all companies; a name that nobody answers would hold them up."""
    asked: list[bool] = []
    monkeypatch.setattr(dispatch, "hosts_refresh", lambda: asked.append(True))
    resolved.clear()
    make_carrier()
    resolved.update(ADDRESSES)
    platform_apply(asterisk_node.name)
    assert (node.brought[-1].carriers[0].sources, asked) == ((), [True])
    hosts.hosts_refresh(new_only=True)
    platform_apply(asterisk_node.name)
    assert (node.brought[-1].carriers[0].sources, asked) == (("192.0.2.10",), [True])
