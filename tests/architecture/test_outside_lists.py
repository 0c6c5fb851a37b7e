"""Lists of calls with the outside: every order walks through every row once, forth and back; search, files, costs."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenants.api.base import PlatformViewSet
from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.outside_rows import company_rows, operator_rows
from tests.support.routes import Route, api_routes

# List -> statements about its rows: the count of the rows, the rows, and one for each kind of related ones.
BUDGETS = {
    "trunks/": 7,  # with where the lines of others lead
    "phone-numbers/": 3,
    "routes/": 2,
    "override-rules/": 3,
    "number-lists/": 2,
    "redirect-numbers/": 2,
    "number-lists/{list_id}/entries/": 3,
    "lines/": 2,
    "platform/carriers/": 2,
    "platform/phone-numbers/": 2,
    "platform/routes/": 2,
    "platform/filters/": 2,
    "platform/number-ranges/": 2,
    "platform/restrictions/": 2,
    "platform/lines/": 1,
}
LISTS = {
    str(route): route
    for route in api_routes()
    if str(route) in BUDGETS and ("get", "list") in route.actions
}
PAGED = {name: route for name, route in LISTS.items() if not name.endswith("lines/")}
TABLES = ("telephony_", "carriers_", "tenants_tenantrestriction")


def orders(route: Route) -> list[str]:
    fields = route.view.ordering_fields
    return [sign + name for name in fields for sign in ("", "-")]


ORDERS = [(name, order) for name, route in PAGED.items() for order in orders(route)]


@dataclass
class Rows:
    """Grows, and opens the lists as whoever may see them."""

    tenant: Tenant
    admin: SiteClient
    operator: SiteClient
    made: int = 0
    long_list: str = ""

    def grow(self, count: int) -> None:
        self.long_list = company_rows(self.tenant, count, start=self.made)
        operator_rows(self.tenant, count, start=self.made)
        self.made += count

    def get(self, name: str, query: str = "") -> Any:
        is_operators = issubclass(LISTS[name].view, PlatformViewSet)
        client = self.operator if is_operators else self.admin
        response = client.get(f"{LISTS[name].path('', list_id=self.long_list)}{query}")
        assert response.status_code == 200, response.content
        return response

    def walk(self, name: str, query: str, direction: str = "next") -> Iterator[dict[str, Any]]:
        """Pages, following the links."""
        while True:
            page = self.get(name, query).json()
            yield page
            if not page[direction]:
                return
            query = "?" + page[direction].partition("?")[2]


@pytest.fixture
def rows(tenant: Tenant, admin_client: SiteClient, operator_client: SiteClient) -> Rows:
    rows = Rows(tenant, admin_client, operator_client)
    rows.grow(5)
    return rows


def test_every_list_is_here() -> None:
    """One that is added tomorrow needs a budget."""
    new = {
        str(route)
        for route in api_routes()
        if ("get", "list") in route.actions and "outside" in str(route.needed("list"))
    }
    assert new <= set(BUDGETS)
    assert set(BUDGETS) == set(LISTS)


@pytest.mark.parametrize(("name", "order"), ORDERS)
def test_every_order_shows_each_row_once_and_walks_back_the_same_way(
    rows: Rows, name: str, order: str
) -> None:
    pages = list(rows.walk(name, f"?page_size=2&ordering={order}"))
    forth = [row["id"] for page in pages for row in page["results"]]
    assert len(forth) == len(set(forth)) == pages[0]["count"] >= 5
    if len(pages) > 1:
        last = f"?{pages[-2]['next'].partition('?')[2]}"
        back = [page["results"] for page in rows.walk(name, last, "previous")]
        assert [row["id"] for page in reversed(back) for row in page] == forth


@pytest.mark.parametrize("name", PAGED)
def test_a_search_finds_some_rows_and_nonsense_none(rows: Rows, name: str) -> None:
    known = rows.get(name, "?page_size=1").json()["results"][0]
    word = next(known[key] for key in ("number", "first", "name", "source") if known.get(key))
    assert rows.get(name, f"?search={word.removeprefix('+')}").json()["results"]
    assert rows.get(name, "?search=%25nonsense").json()["results"] == []


@pytest.mark.parametrize("name", PAGED)
def test_a_file_has_every_row_under_headings(rows: Rows, name: str) -> None:
    file = rows_of(rows, name)
    assert len(file) - 1 == rows.get(name).json()["count"]
    assert all(len(line) == len(file[0]) for line in file)


def rows_of(rows: Rows, name: str) -> list[list[str]]:
    is_operators = issubclass(LISTS[name].view, PlatformViewSet)
    client = rows.operator if is_operators else rows.admin
    path = f"{LISTS[name].path('', list_id=rows.long_list)}export/"
    response = client.get(path)
    assert response.status_code == 200, response.content
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";" if ";" in text[:200] else ","))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_however_long_it_is(rows: Rows, name: str) -> None:
    with CaptureQueriesContext(connection) as few:
        rows.get(name)
    rows.grow(7)
    with CaptureQueriesContext(connection) as many:
        rows.get(name)
    about = [each["sql"] for each in many if any(table in each["sql"] for table in TABLES)]
    assert len(many) == len(few), "\n".join(each["sql"] for each in many)
    assert len(about) <= BUDGETS[name], "\n".join(about)


@pytest.mark.parametrize("name", PAGED)
def test_an_export_costs_the_same_however_long_it_is(rows: Rows, name: str) -> None:
    with CaptureQueriesContext(connection) as few:
        rows_of(rows, name)
    rows.grow(7)
    with CaptureQueriesContext(connection) as many:
        rows_of(rows, name)
    assert len(many) == len(few)


# Numbers of the operator stay (a company brings only its own along), and ranges are changed by whole files.
BULKS = [name for name in PAGED if name != "platform/number-ranges/"]
KEPT = {
    "phone-numbers/": {"number_of_operator"},
    "platform/phone-numbers/": {"number_assigned"},
    "platform/carriers/": {"in_use"},
}


@pytest.mark.parametrize("name", BULKS)
def test_many_rows_are_removed_at_once_and_the_others_say_why(rows: Rows, name: str) -> None:
    ids = [row["id"] for row in rows.get(name).json()["results"]]
    is_operators = issubclass(LISTS[name].view, PlatformViewSet)
    client = rows.operator if is_operators else rows.admin
    path = f"{LISTS[name].path('', list_id=rows.long_list)}bulk/"
    asked = client.post(path, {"action": "delete", "ids": [*map(str, ids), "nonsense"]}).json()
    used = [each["id"] for each in asked["refused"] if each["code"] == "in_use"]
    done, refused = asked["done"], [each for each in asked["refused"] if each["id"] not in used]
    if used:
        forced = client.post(path, {"action": "delete_used", "ids": used}).json()
        done, refused = [*done, *forced["done"]], [*refused, *forced["refused"]]
    codes = {each["code"] for each in refused}
    assert codes == {"not_found"} | KEPT.get(name, set()), refused
    assert len(done) + len(refused) == len(ids) + 1
    assert rows.get(name).json()["count"] == len(ids) - len(done)
