"""Own things of the outside world cannot be led to another company's: each link is refused at its field."""

from collections.abc import Callable
from typing import Any

import pytest

from tenants.models import Tenant
from tests.architecture.conftest import Stage
from tests.support.clients import SiteClient
from tests.support.outside_world import OutsideThings
from tests.support.world import belongings

Values = Callable[[OutsideThings], dict[str, Any]]

# List, own thing, what a form says about the other company's, the field that must be named.
LINKS: list[tuple[str, str, Values, str]] = [
    ("extensions", "extension", lambda of: {"outside_number": of.number}, "outside_number"),
    ("extensions", "extension", lambda of: {"block_list": of.numberlist}, "block_list"),
    ("phone-numbers", "phonenumber", lambda of: {"target": _redirect(of)}, "target"),
    ("routes", "route", lambda of: {"trunks": [of.trunk_line]}, "trunks.0"),
    ("routes", "route", lambda of: {"trunks": [of.carrier_line]}, "trunks.0"),
    ("override-rules", "overriderule", lambda of: {"lists": [of.numberlist]}, "lists.0"),
    ("trunks", "trunk", lambda of: {"number": of.number}, "number"),
    ("outside-settings", "", lambda of: {"default_number": of.number}, "default_number"),
    ("outside-settings", "", lambda of: {"unknown_target": _redirect(of)}, "unknown_target"),
]
REPLACED = {
    "trunks": "trunk",
    "phone-numbers": "phonenumber",
    "number-lists": "numberlist",
    "redirect-numbers": "redirectnumber",
}


def _redirect(of: OutsideThings) -> str:
    return f"redirect:{of.redirectnumber}"


def address(path: str, thing: str, stage: Stage) -> str:
    own = getattr(stage.own, thing, None) or getattr(stage.own.outside, thing, "")
    return f"{path}/{own}/" if own else f"{path}/"


@pytest.mark.parametrize(
    ("path", "thing", "values", "field"), LINKS, ids=[f"{link[0]}-{link[3]}" for link in LINKS]
)
def test_a_link_to_another_companys_thing_is_refused_at_its_field(
    path: str,
    thing: str,
    values: Values,
    field: str,
    stage: Stage,
    admin_client: SiteClient,
    tenant: Tenant,
    other_tenant: Tenant,
) -> None:
    own, foreign = belongings(tenant), belongings(other_tenant)
    response = admin_client.patch(address(path, thing, stage), values(stage.foreign.outside))
    assert response.status_code in {400, 409}, response.content
    assert list(response.json()["extra"]["fields"]) == [field]
    assert stage.foreign.mark not in response.content.decode()
    assert (belongings(tenant), belongings(other_tenant)) == (own, foreign)


@pytest.mark.parametrize("path", REPLACED)
def test_another_companys_thing_replaces_none(
    path: str, stage: Stage, admin_client: SiteClient, tenant: Tenant, other_tenant: Tenant
) -> None:
    own, foreign = belongings(tenant), belongings(other_tenant)
    other = getattr(stage.foreign.outside, REPLACED[path])
    response = admin_client.delete(
        f"{address(path, REPLACED[path], stage)}?replace_with={other}&force=true"
    )
    assert (response.status_code, list(response.json()["extra"]["fields"])) == (
        400,
        ["replace_with"],
    )
    assert (belongings(tenant), belongings(other_tenant)) == (own, foreign)


def test_a_foreign_entry_is_not_on_an_own_list(
    stage: Stage, admin_client: SiteClient, other_tenant: Tenant
) -> None:
    before = belongings(other_tenant)
    own, foreign = stage.own.outside.numberlist, stage.foreign.outside.numberlistentry
    assert admin_client.delete(f"number-lists/{own}/entries/{foreign}/").status_code == 404
    bulk = {"ids": [foreign], "action": "delete"}
    assert admin_client.post(f"number-lists/{own}/entries/bulk/", bulk).json()["done"] == []
    assert belongings(other_tenant) == before


def test_a_call_to_another_companys_number_tells_nothing_of_where_it_leads(
    stage: Stage, admin_client: SiteClient
) -> None:
    for body in (
        {"from": "7771", "to": stage.foreign.outside.number},
        {"from": "", "to": stage.foreign.outside.number, "direction": "incoming"},
    ):
        response = admin_client.post("expression-check/", body)
        assert response.status_code == 200, response.content
        assert stage.foreign.mark not in response.content.decode()
