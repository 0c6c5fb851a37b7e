"""Whose rows the database shows to whom, asked in SQL: what the application forgets, the database does not."""

from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from telephony.calls.spool import Spool
from tenants.context import platform_scope, tenant_scope
from tenants.models import Tenant
from tests.calls.conftest import record
from tests.calls.database import query
from tests.calls.traces import Script
from tests.support.database import as_role

TABLES = ("call_event", "call", "call_leg")
COUNT = "SELECT count(*) FROM {}"


@pytest.fixture(scope="module", autouse=True)
def three_companies(
    history: None, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> None:
    """One call for each company, one for nobody."""
    path: Path = tmp_path_factory.mktemp("spool") / "cel.jsonl"
    lines = [
        line
        for code in ("acme", "acme1", "globex", "nosuch")
        for line in Script(tenant=code, node=code).answered()
    ]
    with django_db_blocker.unblock(), as_role("RECORDER"), Spool(path) as spool:
        record(spool, lines)


def counts() -> list[int]:
    return [query(COUNT.format(table))[0][0] for table in TABLES]


@pytest.mark.django_db
def test_without_a_company_there_is_nothing_to_see() -> None:
    connection.set_schema_to_public()
    assert counts() == [0, 0, 0]


@pytest.mark.django_db
@pytest.mark.parametrize("setting", ["", "0", "-1"])
def test_an_empty_or_odd_company_shows_no_company(setting: str) -> None:
    query("SELECT set_config('vpbx.tenant', %s, true)", setting)
    owners = {row[0] for row in query("SELECT tenant_id FROM call")}
    assert owners <= {0}  # calls of nobody are at most seen by nobody


@pytest.mark.parametrize("code", ["acme", "acme1", "globex"])
@pytest.mark.django_db
def test_a_company_sees_its_own_rows_alone(code: str) -> None:
    tenant = Tenant.objects.get(code=code)
    with tenant_scope(tenant):
        for table in TABLES:
            assert query(f"SELECT DISTINCT tenant_id FROM {table}") == [(tenant.pk,)]
        assert counts() == [11, 1, 2]


@pytest.mark.django_db
def test_a_foreign_id_finds_nothing() -> None:
    with tenant_scope(Tenant.objects.get(code="globex")):
        ((foreign,),) = query("SELECT id FROM call")
    with tenant_scope(Tenant.objects.get(code="acme")):
        assert query("SELECT * FROM call WHERE id = %s", foreign) == []
        assert query("SELECT * FROM call_leg WHERE call_id = %s", foreign) == []


@pytest.mark.django_db
def test_the_operators_wide_view_is_explicit_and_ends() -> None:
    connection.set_schema_to_public()
    with platform_scope():
        assert counts() == [44, 4, 8]
    assert counts() == [0, 0, 0]


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "verb",
    [
        "INSERT INTO {0} SELECT * FROM {0}",
        "UPDATE {0} SET tenant_id = 1",
        "DELETE FROM {0}",
        "TRUNCATE {0}",
    ],
)
def test_the_application_cannot_write_history(table: str, verb: str, tenant: Tenant) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        query(verb.format(table))


@pytest.mark.django_db
@pytest.mark.parametrize("table", [*TABLES, "call_open", "call_spool_segment"])
def test_nobody_reads_past_the_policy_through_a_partition(table: str, tenant: Tenant) -> None:
    partitions = query(
        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass", table
    )
    for (name,) in partitions or [(table,)]:
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            query(f"SELECT * FROM {name}")


@pytest.mark.django_db
def test_no_partition_gives_any_right_to_anybody() -> None:
    rights = query(
        "SELECT c.relname, r.rolname, p "
        "FROM pg_class c, pg_roles r, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p "
        "WHERE c.relispartition AND c.relkind = 'r' AND r.rolname IN ('vpbx_app', 'vpbx_recorder') "
        "AND has_table_privilege(r.rolname, c.oid, p)"
    )
    assert rights == []


@pytest.mark.django_db
def test_the_owner_itself_is_bound_by_the_policies() -> None:
    flags = query(
        "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class "
        "WHERE relname = ANY(%s) AND relkind = 'p' ORDER BY relname",
        list(TABLES),
    )
    assert flags == [(table, True, True) for table in sorted(TABLES)]


def test_the_recorder_may_touch_history_and_nothing_else(
    history: None, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock(), as_role("RECORDER"):
        assert query("SELECT count(*) FROM call")[0][0] == 4
        for statement in (
            "SELECT * FROM tenants_user",
            "SELECT name FROM tenants_tenant",
            "SELECT * FROM t_acme.telephony_device",
            "DELETE FROM call_event",
            "UPDATE call_event SET tenant_id = 1",
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                query(statement)
