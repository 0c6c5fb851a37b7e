"""Extensions and the ways to reach their people."""

import pytest

from telephony.models import Extension, Queue, ReachEntry
from telephony.services.reach import MAX_ENTRIES
from tests.support.clients import field_codes

NOBODY = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def desk(make_extension, make_device):
    """Extension 200 with the device `desk`, which it does not ring yet."""
    return make_extension("200"), make_device("desk")


def test_the_order_of_ways_is_kept_and_replaced_as_a_whole(admin_client, desk):
    extension, device = desk
    reach = [
        {"outside_number": "8 916 123-45-67", "ring_seconds": 40, "must_confirm": True},
        {"device": str(device.pk), "is_enabled": False},
    ]
    answer = admin_client.patch(
        f"extensions/{extension.pk}/", {"reach": reach, "ring_order": "sequential"}
    ).json()
    assert [(entry["outside_number"], entry["device"]) for entry in answer["reach"]] == [
        ("+79161234567", None),
        ("", {"id": str(device.pk), "name": "desk"}),
    ]
    assert (answer["reach"][0]["ring_seconds"], answer["reach"][0]["must_confirm"]) == (40, True)
    answer = admin_client.patch(f"extensions/{extension.pk}/", {"reach": reach[::-1]}).json()
    assert [bool(entry["device"]) for entry in answer["reach"]] == [True, False]
    assert ReachEntry.objects.count() == 2


def test_a_change_without_reach_leaves_the_ways_alone(admin_client, make_extension, make_device):
    extension = make_extension("200")
    make_device("desk", extension=extension)
    answer = admin_client.patch(f"extensions/{extension.pk}/", {"display_name": "Anna"}).json()
    assert (answer["display_name"], len(answer["reach"])) == ("Anna", 1)


def test_a_device_of_nobody_calls_as_the_extension_that_rings_it(admin_client, desk):
    extension, device = desk
    admin_client.patch(f"extensions/{extension.pk}/", {"reach": [{"device": str(device.pk)}]})
    device.refresh_from_db()
    assert device.extension == extension


def test_every_wrong_entry_is_named_and_nothing_is_saved(admin_client, desk):
    extension, device = desk
    reach = [
        {"device": str(device.pk), "ring_seconds": 4},
        {"device": NOBODY},
        {"outside_number": "12345"},
        {},
        {"device": str(device.pk), "outside_number": "+74951234567"},
        {"outside_number": "+74951234567", "forward_mode": "sideways"},
    ]
    response = admin_client.patch(
        f"extensions/{extension.pk}/", {"display_name": "X", "reach": reach}
    )
    assert response.status_code == 400
    assert field_codes(response) == {
        "reach.0.ring_seconds": ["ring_seconds_invalid"],
        "reach.1.device": ["does_not_exist"],
        "reach.2.outside_number": ["outside_number_invalid"],
        "reach.3.device": ["device_or_number"],
        "reach.4.device": ["device_or_number"],
        "reach.5.forward_mode": ["invalid_choice"],
    }
    extension.refresh_from_db()
    assert (extension.display_name, extension.reach_entries.count()) == ("", 0)


@pytest.mark.parametrize("seconds", [-1, 0, 4, 301, 10**12, "long", None, 5.5])
def test_nonsense_ring_times_are_refused(admin_client, desk, seconds):
    extension, device = desk
    reach = [{"device": str(device.pk), "ring_seconds": seconds}]
    response = admin_client.patch(f"extensions/{extension.pk}/", {"reach": reach})
    assert list(field_codes(response)) == ["reach.0.ring_seconds"]


def test_the_same_way_twice_is_refused(admin_client, desk):
    extension, device = desk
    reach = [{"device": str(device.pk)}, {"device": str(device.pk)}]
    response = admin_client.patch(f"extensions/{extension.pk}/", {"reach": reach})
    assert field_codes(response) == {"reach.1": ["repeated"]}


def test_the_list_of_ways_has_an_end(admin_client, desk):
    extension, _device = desk
    reach = [{"outside_number": f"+7916123450{index}"} for index in range(MAX_ENTRIES + 1)]
    response = admin_client.patch(f"extensions/{extension.pk}/", {"reach": reach})
    assert field_codes(response) == {"reach": ["too_many"]}


class TestForwarding:
    """Own forwarding of a way to be reached."""

    @pytest.fixture
    def save(self, admin_client, make_extension, make_device):
        """Save a forwarding of extension 200, which has one device; 201 exists too."""
        extension = make_extension("200")
        device = make_device("desk", extension=extension)
        make_extension("201")

        def save(**forwarding):
            reach = [{"device": str(device.pk), **forwarding}]
            return admin_client.patch(f"extensions/{extension.pk}/", {"reach": reach})

        return save

    def test_targets_are_internal_numbers_or_outside_ones_in_one_form(self, save):
        answer = save(
            forward_mode="conditional", forward_busy_to="201", forward_timeout_to="8 495 123-45-67"
        ).json()
        entry = answer["reach"][0]
        assert (entry["forward_busy_to"], entry["forward_timeout_to"]) == ("201", "+74951234567")

    def test_targets_that_the_mode_does_not_use_are_emptied(self, save):
        answer = save(
            forward_mode="always", forward_always_to="201", forward_busy_to="nonsense"
        ).json()
        assert answer["reach"][0]["forward_busy_to"] == ""

    @pytest.mark.parametrize(
        ("target", "code"),
        [
            ("200", "forward_to_self"),
            ("299", "internal_number_unknown"),
            ("112", "internal_number_unknown"),
            ("zzz", "outside_number_invalid"),
            ("+7916123456789012345", "outside_number_invalid"),
            ("", "required"),
        ],
    )
    def test_a_target_that_leads_nowhere_is_refused(self, save, target, code):
        response = save(forward_mode="always", forward_always_to=target)
        assert field_codes(response) == {"reach.0.forward_always_to": [code]}

    def test_numbers_that_forward_to_each_other_are_refused(self, save, admin_client):
        assert save(forward_mode="always", forward_always_to="201").status_code == 200
        other = Extension.objects.get(internal_number__number="201")
        reach = [
            {"outside_number": "+74951234567", "forward_mode": "always", "forward_always_to": "200"}
        ]
        response = admin_client.patch(f"extensions/{other.pk}/", {"reach": reach})
        assert (response.status_code, field_codes(response)) == (409, {"reach": ["forward_loop"]})
        assert not other.reach_entries.exists()

    def test_forwardings_follow_a_number_that_changes(self, save, admin_client):
        save(forward_mode="always", forward_always_to="201")
        other = Extension.objects.get(internal_number__number="201")
        admin_client.patch(f"extensions/{other.pk}/", {"number": "210"})
        assert ReachEntry.objects.get().forward_always_to == "210"

    def test_forced_deletion_of_the_target_ends_the_forwarding(self, save, admin_client):
        save(forward_mode="always", forward_always_to="201")
        other = Extension.objects.get(internal_number__number="201")
        refused = admin_client.delete(f"extensions/{other.pk}/")
        assert [usage["kind"] for usage in refused.json()["extra"]["usages"]] == ["forward"]
        assert admin_client.delete(f"extensions/{other.pk}/?force=true").status_code == 204
        entry = ReachEntry.objects.get()
        assert (entry.forward_mode, entry.forward_always_to) == ("none", "")

    def test_a_replacement_that_would_forward_to_itself_stops_forwarding(self, save, admin_client):
        save(forward_mode="always", forward_always_to="201")
        own, other = Extension.objects.order_by("internal_number__number")
        assert (
            admin_client.delete(f"extensions/{other.pk}/?replace_with={own.pk}").status_code == 204
        )
        assert ReachEntry.objects.get().forward_mode == "none"


def test_deleting_a_used_extension_shows_every_use(
    admin_client, make_extension, make_device, make_queue
):
    extension = make_extension("200", display_name="Anna")
    device = make_device("desk", extension=extension, title="Desk")
    queue = make_queue("500", members=[extension.pk])
    refused = admin_client.delete(f"extensions/{extension.pk}/")
    assert refused.status_code == 409
    assert refused.json()["extra"]["usages"] == [
        {"kind": "device", "id": str(device.pk), "label": "Desk"},
        {"kind": "queue", "id": str(queue.pk), "label": "500 Sales"},
    ]
    assert Extension.objects.exists()


def test_a_replacement_takes_devices_and_places_over(
    admin_client, make_extension, make_device, make_queue
):
    old, new, both = make_extension("200"), make_extension("201"), make_extension("202")
    device = make_device("desk", extension=old)
    alone = make_queue("500", members=[old.pk, both.pk])
    shared = make_queue("501", members=[new.pk, old.pk])
    assert admin_client.delete(f"extensions/{old.pk}/?replace_with={new.pk}").status_code == 204
    device.refresh_from_db()
    assert device.extension == new
    assert [member.extension for member in alone.members.all()] == [new, both]
    assert [member.extension for member in shared.members.all()] == [new]
    assert [entry.device for entry in new.reach_entries.all()] == [device]


@pytest.mark.parametrize("replacement", [NOBODY, "nonsense"])
def test_an_unknown_replacement_is_refused(admin_client, make_extension, replacement):
    extension = make_extension("200")
    response = admin_client.delete(f"extensions/{extension.pk}/?replace_with={replacement}")
    assert (response.status_code, list(field_codes(response))) == (400, ["replace_with"])


def test_forced_deletion_takes_the_devices_along(
    admin_client, make_extension, make_device, make_queue
):
    extension = make_extension("200")
    make_device("desk", extension=extension)
    make_queue("500", members=[extension.pk])
    assert admin_client.delete(f"extensions/{extension.pk}/?force=true").status_code == 204
    assert admin_client.get("devices/").json()["count"] == 0
    assert Queue.objects.get().members.count() == 0
    assert [row["number"] for row in admin_client.get("numbering/").json()["results"]] == ["500"]


def test_search_finds_number_name_person_and_device(admin_client, make_extension, make_device):
    make_device("warehouse-7", extension=make_extension("211"))
    make_extension("299", display_name="Reception")
    for text, numbers in [
        ("recep", ["299"]),
        ("ware", ["211"]),
        ("21", ["211"]),
        ("2", ["211", "299"]),
    ]:
        rows = admin_client.get("extensions/", {"search": text}).json()["results"]
        assert [row["number"] for row in rows] == numbers, text
