"""The connection carries the company: its schema, and what the row policies let it see."""

from threading import Thread
from typing import Any

import pytest
from celery import current_app, shared_task
from django.db import connection, transaction

from tenants.celery import PlatformTask, TenantOnlyTask
from tenants.context import current_tenant, platform_scope, tenant_scope
from tenants.dispatch import enqueue
from tenants.models import Tenant
from tests.support.jobs import Enqueued, Job


def in_force() -> tuple[str, str, str]:
    """What PostgreSQL itself believes: first schema, tenant of the policies, the operator's wide view."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_schema(), current_setting('vpbx.tenant', true),"
            " current_setting('vpbx.platform', true)"
        )
        return cursor.fetchone()


def test_schema_and_policies_change_together(tenant: Tenant, other_tenant: Tenant) -> None:
    assert in_force() == ("t_acme", str(tenant.pk), "")
    with tenant_scope(other_tenant):
        assert in_force() == ("t_globex", str(other_tenant.pk), "")
    assert in_force() == ("t_acme", str(tenant.pk), "")


def test_outside_of_companies_the_policies_show_nothing(db: None) -> None:
    connection.set_schema_to_public()
    assert in_force() == ("public", "", "")
    with pytest.raises(LookupError):
        current_tenant()


def test_a_schema_without_its_row_gets_no_rows_of_the_shared_tables(db: None) -> None:
    connection.set_schema("t_acme")
    assert in_force() == ("t_acme", "", "")


def test_a_rolled_back_savepoint_does_not_leave_the_settings_of_another_company(
    tenant: Tenant, other_tenant: Tenant
) -> None:
    connection.set_schema_to_public()
    with transaction.atomic():
        connection.set_tenant(other_tenant)
        assert in_force()[0] == "t_globex"
        transaction.set_rollback(True)
    connection.set_tenant(tenant)
    assert in_force() == ("t_acme", str(tenant.pk), "")


def test_the_wide_view_is_on_in_its_block_only(db: None) -> None:
    connection.set_schema_to_public()
    with platform_scope():
        assert in_force() == ("public", "", "on")
    assert in_force() == ("public", "", "")


def test_entering_a_company_ends_the_wide_view(tenant: Tenant, other_tenant: Tenant) -> None:
    with platform_scope(), tenant_scope(other_tenant):
        assert in_force() == ("t_globex", str(other_tenant.pk), "")


def test_a_new_thread_begins_outside_of_companies(tenant: Tenant) -> None:
    seen: list[str] = []
    thread = Thread(target=lambda: seen.append(connection.schema_name))
    thread.start()
    thread.join()
    assert seen == ["public"]


def test_a_job_belongs_to_the_company_of_the_moment_it_was_asked_for(
    tenant: Tenant, other_tenant: Tenant, enqueued: Enqueued
) -> None:
    enqueue("telephony.config_apply", queue="node.node1", why="test")
    with tenant_scope(other_tenant):
        assert enqueued.jobs == [
            Job("telephony.config_apply", {"why": "test"}, "t_acme", "node.node1")
        ]


def test_a_job_of_a_rolled_back_change_is_not_sent(tenant: Tenant, enqueued: Enqueued) -> None:
    with transaction.atomic():
        enqueue("telephony.config_apply")
        transaction.set_rollback(True)
    assert enqueued.names == []


@shared_task(base=TenantOnlyTask, name="tests.ask_company")
def ask_company() -> str:
    return connection.schema_name


@shared_task(base=PlatformTask, name="tests.ask_platform")
def ask_platform() -> str:
    return connection.schema_name


def test_a_companys_task_refuses_to_run_outside_of_companies(db: None) -> None:
    connection.set_schema_to_public()
    with pytest.raises(RuntimeError, match="without a tenant"):
        ask_company()


def test_a_companys_task_runs_in_it(tenant: Tenant) -> None:
    assert ask_company() == "t_acme"


def test_a_task_of_the_installation_runs_outside_of_companies(tenant: Tenant) -> None:
    assert ask_platform() == "public"


def test_a_patient_job_is_done_after_those_that_came_later(
    tenant: Tenant, django_capture_on_commit_callbacks: Any
) -> None:
    """By the real broker: publications do not wait for the rounds that compare companies with their node."""
    with django_capture_on_commit_callbacks(execute=True):
        for why, is_patient in (("round 1", True), ("round 2", True), ("publication", False)):
            enqueue("tests.nothing", queue="tests.patience", is_patient=is_patient, why=why)

    with current_app.connection() as broker:
        waiting = broker.SimpleQueue("tests.patience")
        done = [waiting.get(timeout=5) for _ in range(3)]
        for message in done:
            message.ack()
        waiting.close()

    assert [message.payload[1]["why"] for message in done] == ["publication", "round 1", "round 2"]
