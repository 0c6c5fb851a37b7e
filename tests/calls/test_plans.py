"""The row policy must not cost the index: an operator that is not leakproof would be asked row by row."""

from collections.abc import Iterator
from typing import Any

import pytest

from tenants.models import Tenant
from tests.calls.database import query
from tests.support.database import as_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("many_calls")]
FILL = """
INSERT INTO call SELECT gen_random_uuid(), tenants.id, now() - n * interval '5 minutes', NULL,
    now() - n * interval '5 minutes', 0, 'bulk', '{}', 1, 3, '', '200', '', '201', '', NULL, NULL,
    ' ' || (200 + n % 700) || ' ' || (79160000000 + n * 7919) || ' ', NULL, 16, false, false
FROM generate_series(1, 4000) n, tenants_tenant tenants WHERE tenants.code IN ('acme', 'globex')
"""


@pytest.fixture(scope="module")
def many_calls(history: None, django_db_blocker: Any) -> Iterator[None]:
    """Enough calls of two companies for the planner to want an index."""
    with django_db_blocker.unblock():
        with as_role("RECORDER"):
            query(FILL)
        with as_role("OWNER"):
            query("ANALYZE call")
    yield
    with django_db_blocker.unblock(), as_role("RECORDER"):
        query("DELETE FROM call WHERE node = 'bulk'")


def nodes(statement: str) -> list[dict[str, Any]]:
    """All nodes of a statement's plan."""
    return list(_walk(query(f"EXPLAIN (FORMAT JSON) {statement}")[0][0]))


def _walk(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, list):
        for item in part:
            yield from _walk(item)
    if isinstance(part, dict):
        if "Node Type" in part:
            yield part
        for value in part.values():
            yield from _walk(value)


def test_the_number_search_uses_the_trigram_index_under_the_policy(tenant: Tenant) -> None:
    """So few calls would be read one by one; what counts is that the policy lets the index do it."""
    query("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    conditions = [
        node["Index Cond"]
        for node in nodes("SELECT * FROM call WHERE numbers LIKE '%9163456%'")
        if node["Node Type"] == "Bitmap Index Scan"
    ]
    assert any("~~" in condition and "tenant_id" in condition for condition in conditions)


def test_the_company_is_an_index_condition_even_where_a_query_forgets_it(tenant: Tenant) -> None:
    scans = nodes("SELECT * FROM call WHERE started_at > now() - interval '2 hours'")
    assert any("current_setting" in node.get("Index Cond", "") for node in scans)


def test_the_newest_calls_come_in_the_order_of_the_index(tenant: Tenant) -> None:
    plan = nodes(
        f"SELECT * FROM call WHERE tenant_id = {tenant.pk} ORDER BY started_at DESC, id DESC LIMIT 50"
    )
    assert "Sort" not in {node["Node Type"] for node in plan}
    assert any("tenant_id" in node.get("Index Cond", "") for node in plan)


def test_a_months_calls_are_found_without_looking_at_other_months(tenant: Tenant) -> None:
    plan = nodes(
        "SELECT * FROM call WHERE started_at >= '2026-10-03' AND started_at < '2026-10-05'"
    )
    assert {node["Relation Name"] for node in plan if "Relation Name" in node} <= {"call_2026_10"}
