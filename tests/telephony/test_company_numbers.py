"""The company's outside numbers: where they lead, and how they come and go."""

import pytest

from telephony.carriers.models import Carrier, PhoneNumber
from telephony.models import Extension, NumberTarget, OutsideSettings
from telephony.selectors.config_snapshot import config_snapshot
from telephony.services.company_numbers import number_leaves, number_usages
from tenants.context import platform_scope, tenant_scope
from tests.support.clients import field_codes

NUMBER = "+74951234567"


@pytest.fixture
def pool_number(tenant):
    """`pool_number("+7495...")`: a number of the operator's carrier, given to acme."""
    with platform_scope():
        carrier = Carrier.objects.create(name="beeline", title="Билайн", addresses=["192.0.2.1"])

    def give(number: str = NUMBER, owner=tenant) -> PhoneNumber:
        with platform_scope():
            return PhoneNumber.objects.create(
                number=number, carrier=carrier, tenant=owner, state="assigned", region="Москва"
            )

    return give


@pytest.fixture
def trunk(admin_client):
    body = {"name": "mts", "title": "МТС", "addresses": ["192.0.2.9"]}
    return admin_client.post("trunks/", body).json()


def test_a_number_leads_to_a_group(admin_client, pool_number, make_queue):
    number = pool_number()
    make_queue("500", name="Sales")
    body = {
        "title": "Main",
        "target": "internal:500",
        "tags": ["sales", "vip"],
        "limits": {"channels": 5, "seconds": 3600},
        "switches": {"record": True},
    }
    saved = admin_client.patch(f"phone-numbers/{number.pk}/", body)
    assert saved.status_code == 200, saved.content
    found = saved.json()
    assert (found["target"], found["target_label"]) == ("internal:500", "500 Sales")
    assert (found["line"], found["line_title"], found["region"]) == (
        "carrier:beeline",
        "Билайн",
        "Москва",
    )
    (own,) = config_snapshot().outside.numbers
    assert (own.number, own.line, own.target) == (NUMBER, "carrier:beeline", "internal:500")
    assert (own.tags, own.limits.channels, own.switches.record) == (("sales", "vip"), 5, True)


def test_a_number_without_a_target_leads_nowhere(admin_client, pool_number):
    pool_number()
    body = admin_client.get("phone-numbers/").json()["results"][0]
    assert (body["target"], body["limits"]) == ("", {"seconds": 0, "channels": 0})
    assert config_snapshot().outside.numbers[0].target == ""


def test_a_number_leads_to_a_redirect_number(admin_client, pool_number):
    number = pool_number()
    redirect = admin_client.post(
        "redirect-numbers/", {"name": "Anna", "number": "8 916 123-45-67"}
    ).json()
    target = f"redirect:{redirect['id']}"
    saved = admin_client.patch(f"phone-numbers/{number.pk}/", {"target": target}).json()
    assert (saved["target"], saved["target_label"]) == (target, "Anna +79161234567")
    assert config_snapshot().outside.numbers[0].target == f"redirect:{redirect['key']}"
    assert config_snapshot().outside.redirects[0].number == "+79161234567"
    refused = admin_client.delete(f"redirect-numbers/{redirect['id']}/").json()
    assert refused["extra"]["usages"] == [
        {"kind": "phone_number", "id": str(number.pk), "label": NUMBER}
    ]
    assert admin_client.delete(f"redirect-numbers/{redirect['id']}/?force=true").status_code == 204
    assert config_snapshot().outside.numbers[0].target == ""


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("internal:999", "internal_number_unknown"),
        ("internal:${SHELL(id)}", "internal_number_unknown"),
        ("internal:\x00", None),
        ("redirect:00000000-0000-0000-0000-000000000000", "does_not_exist"),
        ("redirect:x", "does_not_exist"),
        ("queue:1", "target_invalid"),
        ("500", "target_invalid"),
    ],
)
def test_a_target_that_is_not_there_is_refused(admin_client, pool_number, target, code):
    refused = admin_client.patch(f"phone-numbers/{pool_number().pk}/", {"target": target})
    assert refused.status_code == 400
    assert list(field_codes(refused)) == ["target"]
    assert code is None or field_codes(refused) == {"target": [code]}


def test_a_number_of_the_operator_is_not_deleted_by_the_company(admin_client, pool_number):
    number = pool_number()
    refused = admin_client.delete(f"phone-numbers/{number.pk}/?force=true")
    assert (refused.status_code, refused.json()["code"]) == (409, "number_of_operator")


def test_a_number_is_brought_along_on_an_own_trunk(admin_client, trunk, make_queue):
    make_queue("500")
    body = {"number": "84951234567", "line": "trunk:mts", "target": "internal:500"}
    made = admin_client.post("phone-numbers/", body)
    assert made.status_code == 201, made.content
    assert (made.json()["number"], made.json()["line"]) == (NUMBER, "trunk:mts")
    read = admin_client.get(f"phone-numbers/{made.json()['id']}/")
    assert read.json()["line_title"] == trunk["title"]
    used = admin_client.delete(f"phone-numbers/{made.json()['id']}/")
    assert used.json()["code"] == "in_use"
    path = f"phone-numbers/{made.json()['id']}/?force=true"
    assert admin_client.delete(path).status_code == 204
    assert not NumberTarget.objects.exists()


def test_a_known_number_cannot_be_brought_along(admin_client, trunk, pool_number, other_tenant):
    pool_number(owner=other_tenant)
    refused = admin_client.post("phone-numbers/", {"number": NUMBER, "line": "trunk:mts"})
    assert (refused.status_code, field_codes(refused)) == (409, {"number": ["phone_number_taken"]})


@pytest.mark.parametrize("line", ["", "carrier:beeline", "trunk:other", "mts", "trunk:\x00"])
def test_a_number_is_brought_along_on_own_trunks_only(admin_client, trunk, pool_number, line):
    refused = admin_client.post("phone-numbers/", {"number": "+74957654321", "line": line})
    assert refused.status_code == 400
    assert "line" in field_codes(refused)


def test_what_a_number_leads_to_is_not_deleted_silently(admin_client, pool_number, make_queue):
    number, queue = pool_number(), make_queue("500")
    other = make_queue("501")
    admin_client.patch(f"phone-numbers/{number.pk}/", {"target": "internal:500"})
    refused = admin_client.delete(f"queues/{queue.pk}/").json()
    assert [each["kind"] for each in refused["extra"]["usages"]] == ["phone_number"]
    assert admin_client.delete(f"queues/{queue.pk}/?replace_with={other.pk}").status_code == 204
    assert config_snapshot().outside.numbers[0].target == "internal:501"
    assert admin_client.delete(f"queues/{other.pk}/?force=true").status_code == 204
    assert config_snapshot().outside.numbers[0].target == ""


def test_a_number_follows_a_group_that_is_renumbered(admin_client, pool_number, make_queue):
    number, queue = pool_number(), make_queue("500")
    admin_client.patch(f"phone-numbers/{number.pk}/", {"target": "internal:500"})
    admin_client.patch(f"queues/{queue.pk}/", {"number": "555"})
    assert config_snapshot().outside.numbers[0].target == "internal:555"


def test_the_operator_learns_what_a_number_is_used_for(tenant, pool_number, make_extension):
    number = pool_number()
    extension = make_extension("200", outside_number=NUMBER)
    NumberTarget.objects.create(
        phone_number=number, internal_number=extension.internal_number, tags=[]
    )
    OutsideSettings.objects.create(default_number=NUMBER)
    kinds = [each.kind for each in number_usages(NUMBER)]
    assert kinds == ["extension", "outside_number", "outside_settings"]


def test_a_number_that_leaves_is_shown_by_nobody_any_more(tenant, pool_number, make_extension):
    number, other = pool_number(), pool_number("+74957654321")
    make_extension("200", outside_number=NUMBER)
    OutsideSettings.objects.create(default_number=NUMBER)
    NumberTarget.objects.create(phone_number=number, title="Main", tags=[])
    number_leaves(NUMBER, replacement=other.number)
    assert Extension.objects.get().outside_number == other.number
    assert NumberTarget.objects.get().phone_number_id == other.number
    number_leaves(other.number)
    assert (Extension.objects.get().outside_number, NumberTarget.objects.count()) == ("", 0)
    assert OutsideSettings.objects.get().default_number == ""


def test_filters_and_search_find_numbers(admin_client, pool_number, make_queue):
    number, _other = pool_number(), pool_number("+74957654321")
    make_queue("500")
    body = {"target": "internal:500", "tags": ["vip"], "title": "Main"}
    admin_client.patch(f"phone-numbers/{number.pk}/", body)
    for query, count in {
        "search=4567": 1,
        "search=8 (495) 123-45": 1,
        "search=Main": 1,
        "tag=vip": 1,
        "tag=no": 0,
        "target=internal": 1,
        "target=redirect": 0,
        "target=none": 1,
        "line=carrier:beeline": 2,
        "line=trunk:": 0,
    }.items():
        assert admin_client.get(f"phone-numbers/?{query}").json()["count"] == count, query
    assert admin_client.get("phone-numbers/?target=x").status_code == 400


def test_another_companys_number_does_not_exist_here(
    admin_client, other_admin_client, pool_number, other_tenant
):
    number = pool_number()
    pool_number("+74957654321", owner=other_tenant)
    assert admin_client.get("phone-numbers/").json()["count"] == 1
    for path in ("", "answering/"):
        assert other_admin_client.get(f"phone-numbers/{number.pk}/{path}").status_code == 404
    assert other_admin_client.patch(f"phone-numbers/{number.pk}/", {}).status_code == 404
    with tenant_scope(other_tenant):
        assert [each.number for each in config_snapshot().outside.numbers] == ["+74957654321"]


def test_another_number_takes_the_place_of_one_that_goes(
    admin_client, trunk, pool_number, make_extension, make_queue
):
    stays = pool_number("+74957654321")
    make_queue("500")
    body = {"number": NUMBER, "line": "trunk:mts", "target": "internal:500"}
    goes = admin_client.post("phone-numbers/", body).json()
    make_extension("200", outside_number=NUMBER)
    admin_client.patch("outside-settings/", {"default_number": NUMBER})
    used = admin_client.delete(f"phone-numbers/{goes['id']}/").json()["extra"]["usages"]
    kinds = ["queue", "outside_number", "outside_settings"]
    assert [usage["kind"] for usage in used] == kinds
    path = f"phone-numbers/{goes['id']}/?replace_with={stays.pk}"
    assert admin_client.delete(path).status_code == 204
    assert Extension.objects.get().outside_number == stays.number
    assert OutsideSettings.objects.get().default_number == stays.number
    assert NumberTarget.objects.get().phone_number_id == stays.number
