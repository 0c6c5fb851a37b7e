"""The row policy must not cost the index: an operator that is not leakproof would be asked row by row."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet

from telephony.calls.models import Call
from telephony.calls.selectors import call_list, calls_with_number_part
from tenants.context import tenant_scope
from tenants.models import Tenant
from tests.calls.database import query
from tests.support.database import as_role

pytestmark = pytest.mark.usefixtures("many_calls")
FILL = """
INSERT INTO call SELECT gen_random_uuid(), tenants.id, now() - n * interval '5 minutes', NULL,
    now() - n * interval '5 minutes', 0, 'bulk', '{}', 1, 3, '', '200', '', '201', '', NULL, NULL,
    ' ' || (200 + n % 700) || ' ' || (79160000000 + n * 7919) || ' ', NULL, 16, false, false,
    '', CASE WHEN n % 100 = 0 THEN 'trunk:own' ELSE '' END, CASE WHEN n % 100 = 1 THEN 'international' ELSE '' END
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


def nodes(calls: "QuerySet[Call]") -> list[dict[str, Any]]:
    """All nodes of the plan of a list of calls."""
    return list(_walk(json.loads(calls.explain(format="json"))))


def _walk(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, list):
        for item in part:
            yield from _walk(item)
    if isinstance(part, dict):
        if "Node Type" in part:
            yield part
        for value in part.values():
            yield from _walk(value)


def test_the_newest_calls_come_in_the_order_of_the_index(tenant: Tenant) -> None:
    plan = nodes(call_list(tenant_id=tenant.pk)[:50])
    assert "Sort" not in {node["Node Type"] for node in plan}
    assert all(
        "tenant_id" in node["Index Cond"] for node in plan if node["Node Type"] == "Index Scan"
    )
    assert any(node["Node Type"] == "Index Scan" for node in plan)


def test_a_days_calls_are_found_without_looking_at_other_months(tenant: Tenant) -> None:
    day = call_list(tenant_id=tenant.pk).filter(
        started_at__gte="2026-11-03T00:00Z", started_at__lt="2026-11-05T00:00Z"
    )
    plan = nodes(day)
    assert {node["Relation Name"] for node in plan if "Relation Name" in node} <= {"call_2026_11"}


@pytest.mark.parametrize(
    ("filters", "index"),
    [({"line": "trunk:own"}, "line"), ({"call_class": "international"}, "call_class")],
)
def test_calls_of_one_line_or_class_come_from_an_index_of_calls_outside(
    tenant: Tenant, filters: dict[str, str], index: str
) -> None:
    plan = nodes(call_list(tenant_id=tenant.pk).filter(**filters)[:50])
    conditions = [node["Index Cond"] for node in plan if "Index Cond" in node]
    assert any(index in condition and "tenant_id = " in condition for condition in conditions)


@pytest.mark.parametrize("part", ["9163456", "916"])
def test_the_number_search_is_a_condition_of_the_trigram_index_under_the_policy(
    many_calls: None, django_db_blocker: Any, part: str
) -> None:
    """Asked of the owner, whom the policy binds too, and who can take the other indexes away for the moment."""
    with django_db_blocker.unblock(), as_role("OWNER"), transaction.atomic():
        acme = Tenant.objects.get(code="acme")
        query("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        query("DROP INDEX call_tenant_started; ALTER TABLE call DROP CONSTRAINT call_pkey")
        with tenant_scope(acme):
            plan = nodes(calls_with_number_part(call_list(tenant_id=acme.pk), part))
        transaction.set_rollback(True)
    conditions = [node["Index Cond"] for node in plan if node["Node Type"] == "Bitmap Index Scan"]
    assert conditions
    assert all("~~" in condition and "tenant_id = " in condition for condition in conditions)
