"""The company's own settings, its block, its beginning."""

import pytest

from telephony.models import Device, Extension, Queue
from telephony.services.demo import demo_phones
from telephony.services.starter_kit import starter_kit_create
from tenants.models import TenantConfigState, TenantSearchTerm
from tenants.signals import demo_phones_wanted, tenant_provisioned, tenant_state_changed
from tests.support.clients import field_codes


def requested(tenant) -> int:
    return TenantConfigState.objects.get(tenant=tenant).requested


def test_the_company_changes_its_settings_but_not_its_limits(admin_client, tenant):
    before = requested(tenant)
    body = {
        "name": "Acme & Sons",
        "timezone": "Asia/Omsk",
        "language": "en",
        "max_users": 9999,
        "code": "other",
    }
    changed = admin_client.patch("company/", body).json()
    assert (changed["name"], changed["timezone"], changed["language"]) == (
        "Acme & Sons",
        "Asia/Omsk",
        "en",
    )
    assert (changed["code"], changed["max_users"]) == ("acme", tenant.max_users)
    assert requested(tenant) == before + 1


@pytest.mark.parametrize(
    ("change", "field"),
    [({"timezone": "Mars/Olympus"}, "timezone"), ({"language": "xx"}, "language"), ({"name": "a\nb"}, "name"),
     ({"name": "x" * 121}, "name"), ({"name": ""}, "name")],
)  # fmt: skip
def test_nonsense_settings_are_refused(admin_client, change, field):
    response = admin_client.patch("company/", change)
    assert (response.status_code, list(field_codes(response))) == (400, [field])


def test_the_company_blocks_itself_and_lifts_only_its_own_block(admin_client, tenant):
    blocked = admin_client.post(
        "company/block/", {"reason": "Holidays", "running_calls": "hang_up"}
    ).json()
    assert [block["kind"] for block in blocked["blocks"]] == ["voluntary"]
    again = admin_client.post("company/block/", {"reason": "Twice"})
    assert (again.status_code, again.json()["code"]) == (409, "block_exists")
    assert admin_client.post("company/unblock/").json()["blocks"] == []


def test_a_change_of_state_wakes_the_node_and_may_end_calls(tenant, enqueued):
    before = requested(tenant)
    tenant_state_changed.send(type(tenant), tenant=tenant, hang_up=True)
    assert requested(tenant) == before + 1
    [job] = enqueued.jobs
    assert (job.name, job.kwargs) == ("telephony.config_apply", {"hang_up": True, "force": False})


class TestStarterKit:
    """What a new company begins with (001)."""

    def test_three_extensions_ring_and_group_500_rings_all_of_them(self, tenant):
        starter_kit_create()
        extensions = list(Extension.objects.all())
        assert [extension.number for extension in extensions] == ["200", "201", "202"]
        assert [extension.reach_entries.get().device.name for extension in extensions] == [
            "200",
            "201",
            "202",
        ]
        queue = Queue.objects.get()
        assert (queue.number, queue.algorithm) == ("500", "ringall")
        assert [member.extension for member in queue.members.all()] == extensions
        assert len(set(Device.objects.values_list("secret", flat=True))) == 3

    def test_it_can_be_searched_by_the_operator(self, tenant):
        starter_kit_create()
        terms = set(TenantSearchTerm.objects.filter(tenant=tenant).values_list("kind", "value"))
        assert terms == {("queue", "500")} | {
            pair
            for number in ("200", "201", "202")
            for pair in [("extension", number), ("login", f"acme+{number}")]
        }

    def test_it_costs_a_fixed_number_of_statements(self, tenant, django_assert_max_num_queries):
        with django_assert_max_num_queries(16):
            starter_kit_create()

    def test_its_group_speaks_the_companys_language(self, tenant):
        tenant.language = "ru"
        starter_kit_create()
        assert Queue.objects.get().name == "Все"

    @pytest.mark.parametrize(("wanted", "numbers"), [(True, ["200", "201", "202"]), (False, [])])
    def test_a_company_is_created_with_it_or_without(self, tenant, wanted, numbers):
        tenant_provisioned.send(type(tenant), tenant=tenant, with_starter_kit=wanted)
        assert [extension.number for extension in Extension.objects.all()] == numbers

    def test_demo_phones_have_people_and_keep_their_passwords(self, tenant):
        starter_kit_create()
        [(_receiver, phones)] = demo_phones_wanted.send(type(tenant), tenant=tenant, wanted=2)
        assert [(phone["login"], phone["extension"]) for phone in phones] == [
            ("acme+200", "200"),
            ("acme+201", "201"),
        ]
        assert demo_phones(2) == phones
        assert all(extension.employee for extension in Extension.objects.all()[:2])
