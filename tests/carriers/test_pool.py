"""The pool of numbers: who has which, and what a number that goes must leave in order."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from telephony.carriers.models import PhoneNumber, PlatformSettings
from telephony.services.platform import pool
from tenants.context import platform_scope, tenant_scope
from tenants.errors import BusinessError
from tenants.models import AuditEntry, Tenant, TenantConfigState
from tenants.services.audit import SYSTEM
from tests.carriers.conftest import now

NUMBER = "+74951234567"
State = PhoneNumber.State


def refused(code: str):
    return pytest.raises(BusinessError, match=f"^{code}$")


def test_a_number_is_free_until_it_is_given(make_number):
    number = make_number("8 (495) 123-45-67")
    assert (number.number, number.state, number.line) == (NUMBER, State.FREE, "carrier:mtt")
    pool.number_give(number, "acme", actor=SYSTEM)
    given = now(number)
    assert (given.state, given.tenant.code) == (State.ASSIGNED, "acme")
    entry = AuditEntry.objects.get(action="phone_number.given")
    assert (entry.subject, entry.tenant.code) == (NUMBER, "acme")


def test_a_number_is_in_the_fleet_once(make_number):
    make_number(NUMBER)
    with refused("phone_number_taken"), transaction.atomic():
        make_number("84951234567")


def test_only_a_free_number_can_be_given(make_number):
    number = make_number(NUMBER, tenant="acme")
    with refused("number_not_free"):
        pool.number_give(number, "globex", actor=SYSTEM)
    assert now(number).tenant.code == "acme"


@pytest.mark.parametrize("code", ["nobody", "", "acme'--", "a\x00b"])
def test_a_company_that_does_not_exist_gets_nothing(make_number, code):
    with refused("tenant_unknown"):
        pool.number_give(make_number(NUMBER), code, actor=SYSTEM)


def test_company_and_node_learn_of_a_number_that_is_given(make_number, tenant, enqueued):
    before = TenantConfigState.objects.get(tenant=tenant).requested
    number = make_number(NUMBER)
    pool.number_give(number, "acme", actor=SYSTEM)
    assert TenantConfigState.objects.get(tenant=tenant).requested == before + 1
    assert {"telephony.platform_apply", "telephony.config_apply"} <= set(enqueued.names)


def test_a_number_that_was_taken_back_rests_for_the_usual_time(make_number):
    PlatformSettings.objects.update(quarantine_days=30)
    number = make_number(NUMBER, tenant="acme")
    pool.number_take_back(number, actor=SYSTEM)
    rests = now(number)
    assert (rests.state, rests.tenant) == (State.QUARANTINE, None)
    assert abs(rests.quarantine_until - timezone.now() - timedelta(days=30)) < timedelta(minutes=1)
    with refused("number_not_free"):
        pool.number_give(number, "globex", actor=SYSTEM)


def test_a_number_is_free_again_when_its_rest_is_over(make_number):
    number = make_number(NUMBER, tenant="acme")
    pool.number_take_back(number, actor=SYSTEM)
    assert pool.numbers_wake() == 0
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert pool.numbers_wake() == 1
    assert (now(number).state, now(number).quarantine_until) == (State.FREE, None)


def test_a_rest_can_be_set_and_ended_by_hand(make_number):
    number = make_number(NUMBER)
    until = timezone.now() + timedelta(days=3)
    pool.number_rest(number, until=until, actor=SYSTEM)
    assert now(number).quarantine_until == until
    pool.number_release(number, actor=SYSTEM)
    assert now(number).state == State.FREE
    with refused("number_not_resting"):
        pool.number_release(number, actor=SYSTEM)


def test_a_given_number_neither_rests_nor_goes(make_number):
    number = make_number(NUMBER, tenant="acme")
    with refused("number_assigned"):
        pool.number_rest(number, actor=SYSTEM)
    with refused("number_assigned"):
        pool.number_delete(number, actor=SYSTEM)
    assert now(number).tenant.code == "acme"


def test_a_free_number_can_be_removed(make_number):
    number = make_number(NUMBER)
    pool.number_delete(number, actor=SYSTEM)
    assert not PhoneNumber.objects.filter(pk=number.pk).exists()


def test_a_number_that_a_company_brought_along_is_not_taken_into_the_pool(make_number, tenant):
    with tenant_scope(tenant):
        own = PhoneNumber.objects.create(
            number=NUMBER, tenant=tenant, trunk="main", state=State.ASSIGNED
        )
    with refused("number_not_of_pool"):
        pool.number_take_back(own, actor=SYSTEM)
    with refused("number_not_of_pool"):
        pool.pool_number_update(own, {"carrier": "mtt"}, actor=SYSTEM)
    pool.number_delete(own, actor=SYSTEM)
    with platform_scope():
        assert not PhoneNumber.objects.filter(number=NUMBER).exists()


def test_two_gifts_at_once_make_one_owner(make_number):
    """The row is locked before it is judged."""
    number = make_number(NUMBER)
    stale = now(number)
    pool.number_give(number, "acme", actor=SYSTEM)
    with refused("number_not_free"):
        pool.number_give(stale, "globex", actor=SYSTEM)


def test_the_operators_wide_view_ends_with_the_act(make_number, tenant):
    make_number(NUMBER, tenant="acme")
    assert not connection.is_platform


def test_a_company_sees_its_own_numbers_alone(make_number, tenant: Tenant, other_tenant: Tenant):
    make_number("+74951111111", tenant="acme")
    make_number("+74952222222", tenant="globex")
    make_number("+74953333333")

    def seen(company: Tenant) -> set[str]:
        with tenant_scope(company):
            return set(PhoneNumber.objects.values_list("number", flat=True))

    assert seen(tenant) == {"+74951111111"}
    assert seen(other_tenant) == {"+74952222222"}


def test_a_company_cannot_write_another_ones_numbers(make_number, tenant, other_tenant):
    foreign = make_number("+74952222222", tenant="globex")
    with tenant_scope(tenant):
        changed = PhoneNumber.objects.filter(pk=foreign.pk).update(tenant=tenant)
        deleted, _kinds = PhoneNumber.objects.filter(pk=foreign.pk).delete()
    assert (changed, deleted) == (0, 0)
    assert now(foreign).tenant.code == "globex"


def test_a_company_cannot_enter_a_number_for_another_one(tenant, other_tenant):
    with (
        tenant_scope(tenant),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        PhoneNumber.objects.create(
            number=NUMBER, tenant=other_tenant, trunk="main", state=State.ASSIGNED
        )


def test_a_number_of_another_company_is_taken_whoever_asks(make_number, tenant):
    """It is invisible to the company; the constraint decides."""
    make_number(NUMBER, tenant="globex")
    with (
        tenant_scope(tenant),
        pytest.raises(IntegrityError, match="phone_number_unique"),
        transaction.atomic(),
    ):
        PhoneNumber.objects.create(number=NUMBER, tenant=tenant, trunk="main", state=State.ASSIGNED)
