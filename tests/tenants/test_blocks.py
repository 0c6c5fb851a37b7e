"""Two independent blocks with periods, disabling, and who is told."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from tenants import signals
from tenants.errors import BusinessError
from tenants.models import AuditEntry, Tenant, TenantBlock
from tenants.selectors.tenants import tenant_is_blocked
from tenants.services.audit import SYSTEM
from tenants.services.blocks import NewBlock, tenant_block, tenant_blocks_refresh, tenant_unblock
from tests.support.clients import SiteClient, field_codes

ADMINISTRATIVE, VOLUNTARY = TenantBlock.Kind.ADMINISTRATIVE, TenantBlock.Kind.VOLUNTARY
HOUR = timedelta(hours=1)


@pytest.fixture
def told():
    """Who was told that a company changed: (code, schema in force, running calls end)."""
    heard: list[tuple[str, str, bool]] = []

    def listen(*, tenant: Tenant, hang_up: bool, **_kwargs: object) -> None:
        heard.append((tenant.code, connection.schema_name, hang_up))

    signals.tenant_state_changed.connect(listen)
    yield heard
    signals.tenant_state_changed.disconnect(listen)


def test_the_two_blocks_are_independent(tenant: Tenant) -> None:
    tenant_block(tenant, NewBlock(ADMINISTRATIVE, "unpaid"), actor=SYSTEM)
    tenant_block(tenant, NewBlock(VOLUNTARY, "holidays"), actor=SYSTEM)
    tenant_unblock(tenant, ADMINISTRATIVE, actor=SYSTEM)
    assert not tenant_is_blocked(tenant, ADMINISTRATIVE)
    assert tenant_is_blocked(tenant, VOLUNTARY)


def test_a_block_from_now_is_told_at_once(tenant: Tenant, told: list) -> None:
    tenant_block(tenant, NewBlock(ADMINISTRATIVE, "unpaid"), actor=SYSTEM)
    assert told == [("acme", "t_acme", False)]


@pytest.mark.parametrize(("choice", "hangs_up"), [("keep", False), ("hang_up", True)])
def test_what_happens_to_running_calls_is_chosen(
    tenant: Tenant, told: list, choice: str, hangs_up: bool
) -> None:
    tenant_block(tenant, NewBlock(ADMINISTRATIVE, "unpaid", running_calls=choice), actor=SYSTEM)
    assert told[-1][2] is hangs_up


def test_a_future_block_begins_and_ends_by_itself(tenant: Tenant, told: list) -> None:
    now = timezone.now()
    new = NewBlock(
        VOLUNTARY, "night", starts_at=now + HOUR, ends_at=now + 2 * HOUR, running_calls="hang_up"
    )
    tenant_block(tenant, new, actor=SYSTEM)
    assert (told, tenant_is_blocked(tenant, VOLUNTARY)) == ([], False)
    assert tenant_blocks_refresh() == 0
    with time_machine.travel(now + HOUR + timedelta(seconds=1)):
        assert tenant_is_blocked(tenant, VOLUNTARY)
        assert (tenant_blocks_refresh(), tenant_blocks_refresh()) == (1, 0)
    with time_machine.travel(now + 2 * HOUR + timedelta(seconds=1)):
        assert not tenant_is_blocked(tenant, VOLUNTARY)
        assert (tenant_blocks_refresh(), tenant_blocks_refresh()) == (1, 0)
    assert told == [("acme", "t_acme", True), ("acme", "t_acme", False)]
    assert TenantBlock.objects.get(tenant=tenant).lifted_at == new.ends_at


def test_a_period_that_was_slept_through_hangs_nothing_up(tenant: Tenant, told: list) -> None:
    now = timezone.now()
    new = NewBlock(
        VOLUNTARY, "x", starts_at=now + HOUR, ends_at=now + 2 * HOUR, running_calls="hang_up"
    )
    tenant_block(tenant, new, actor=SYSTEM)
    with time_machine.travel(now + 3 * HOUR):
        tenant_blocks_refresh()
    assert told == [("acme", "t_acme", False)]


def test_after_a_block_ran_out_another_can_be_set_before_the_clock_ticks(tenant: Tenant) -> None:
    now = timezone.now()
    tenant_block(tenant, NewBlock(VOLUNTARY, "first", ends_at=now + HOUR), actor=SYSTEM)
    with time_machine.travel(now + 2 * HOUR):
        tenant_block(tenant, NewBlock(VOLUNTARY, "second"), actor=SYSTEM)
        assert tenant_is_blocked(tenant, VOLUNTARY)


def test_a_second_block_of_a_kind_is_refused(tenant: Tenant) -> None:
    tenant_block(tenant, NewBlock(VOLUNTARY, "first"), actor=SYSTEM)
    with pytest.raises(BusinessError) as refused:
        tenant_block(tenant, NewBlock(VOLUNTARY, "second"), actor=SYSTEM)
    assert (refused.value.code, refused.value.field) == ("block_exists", "kind")


def test_lifting_what_does_not_stand_is_refused(
    operator_client: SiteClient, tenant: Tenant
) -> None:
    refused = operator_client.post("platform/tenants/acme/unblock/", {"kind": "voluntary"})
    assert (refused.status_code, refused.json()["code"]) == (409, "block_missing")


def test_blocks_are_seen_in_the_list_and_in_the_journal(
    operator_client: SiteClient, tenant: Tenant
) -> None:
    asked = {"kind": "administrative", "reason": "unpaid", "running_calls": "hang_up"}
    shown = operator_client.post("platform/tenants/acme/block/", asked).json()
    assert [(item["kind"], item["reason"]) for item in shown["blocks"]] == [
        ("administrative", "unpaid")
    ]
    assert shown["blocks"][0]["created_by"] == "operator@example.org"
    found = operator_client.get("platform/tenants/?blocked=administrative").json()["results"]
    assert [item["code"] for item in found] == ["acme"]
    journal = operator_client.get("platform/audit/?tenant=acme").json()["results"]
    assert (journal[0]["action"], journal[0]["data"]["reason"]) == ("tenant.blocked", "unpaid")


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"kind": "other", "reason": "x"}, "kind"),
        ({"kind": "voluntary"}, "reason"),
        ({"kind": "voluntary", "reason": "x", "starts_at": "soon"}, "starts_at"),
        ({"kind": "voluntary", "reason": "x", "ends_at": "2020-01-01T00:00:00Z"}, "ends_at"),
        ({"kind": "voluntary", "reason": "x", "running_calls": "maybe"}, "running_calls"),
    ],
)
def test_a_malformed_block_is_refused_by_field(
    operator_client: SiteClient, tenant: Tenant, asked: dict, field: str
) -> None:
    refused = operator_client.post("platform/tenants/acme/block/", asked)
    assert refused.status_code == 400
    assert list(field_codes(refused)) == [field]
    assert not TenantBlock.objects.exists()


def test_disabling_ends_the_running_calls_and_enabling_restores(
    operator_client: SiteClient, tenant: Tenant, told: list
) -> None:
    assert operator_client.post("platform/tenants/acme/disable/").json()["status"] == "disabled"
    again = operator_client.post("platform/tenants/acme/disable/")
    assert (again.status_code, again.json()["code"]) == (409, "tenant_status_unchanged")
    assert operator_client.post("platform/tenants/acme/enable/").json()["status"] == "active"
    assert told == [("acme", "t_acme", True), ("acme", "t_acme", False)]
    actions = list(
        AuditEntry.objects.filter(tenant=tenant).order_by("id").values_list("action", flat=True)
    )
    assert actions[-2:] == ["tenant.disabled", "tenant.enabled"]


def test_many_companies_are_blocked_at_once_and_refusals_are_reported(
    operator_client: SiteClient, tenant: Tenant
) -> None:
    operator_client.post(
        "platform/tenants/globex/block/", {"kind": "administrative", "reason": "x"}
    )
    asked = {"ids": ["acme", "globex", "nothere", "acme1"], "action": "block", "reason": "audit"}
    body = operator_client.post("platform/tenants/bulk/", asked).json()
    assert body["done"] == ["acme", "acme1"]
    refused = [(item["id"], item["code"]) for item in body["refused"]]
    assert refused == [("globex", "block_exists"), ("nothere", "not_found")]
