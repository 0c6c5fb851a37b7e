"""SIP devices."""

import pytest

from telephony.models import Device, ReachEntry
from telephony.services.devices import device_secret_reset
from tenants.context import tenant_scope
from tests.support.clients import field_codes
from tests.telephony.conftest import GOOD_SECRET


def test_a_new_device_answers_its_credentials_this_once(admin_client):
    made = admin_client.post("devices/", {"name": "Desk", "title": "On the desk"}).json()
    assert made["login"] == "acme+desk"
    assert made["credentials"]["login"] == "acme+desk"
    assert len(made["credentials"]["secret"]) >= 20
    assert "<svg" in made["credentials"]["qr_svg"]
    seen = admin_client.get(f"devices/{made['id']}/").content.decode()
    assert made["credentials"]["secret"] not in seen
    assert made["credentials"]["secret"] not in admin_client.get("devices/").content.decode()


def test_the_database_holds_no_plain_password(admin_client, tenant):
    from django.db import connection

    made = admin_client.post("devices/", {"name": "desk", "secret": GOOD_SECRET}).json()
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(d)::text FROM telephony_device d")
        [(row,)] = cursor.fetchall()
    assert GOOD_SECRET not in row
    assert made["credentials"]["secret"] == GOOD_SECRET


@pytest.mark.parametrize("secret", ["short", "acme-Phone-12345", "Desk-1234-abcd"])
def test_a_weak_typed_password_is_refused(admin_client, secret):
    response = admin_client.post("devices/", {"name": "desk", "secret": secret})
    assert response.status_code == 400
    assert list(field_codes(response)) == ["secret"]
    assert not Device.objects.exists()


def test_the_number_of_its_extension_may_not_be_in_the_password(admin_client, make_extension):
    extension = make_extension("234")
    body = {"name": "desk", "extension": str(extension.pk), "secret": "Qwerty-234-zxcvb"}
    assert field_codes(admin_client.post("devices/", body)) == {"secret": ["secret_guessable"]}


@pytest.mark.parametrize(
    "name", ["", "-x", "a b", "имя", "a+b", "a@b", "x" * 33, "a;b", "${SHELL(id)}", "a\nb"]
)
def test_a_malformed_device_name_is_refused(admin_client, name):
    response = admin_client.post("devices/", {"name": name})
    assert response.status_code == 400
    assert field_codes(response) == {"name": ["device_name_invalid"]}


def test_a_device_name_is_taken_once(admin_client, make_device):
    make_device("desk")
    response = admin_client.post("devices/", {"name": "DESK"})
    assert (response.status_code, field_codes(response)) == (409, {"name": ["device_name_taken"]})


def test_every_fault_of_a_form_is_named_at_once(admin_client):
    body = {
        "name": "?",
        "title": "a\nb",
        "allowed_networks": ["10.0.0.0/8", "nonsense"],
        "codecs": ["alaw", "mp3"],
        "dtmf_mode": "shouting",
        "transport": "sctp",
        "extension": "00000000-0000-0000-0000-000000000000",
    }
    assert field_codes(admin_client.post("devices/", body)) == {
        "name": ["device_name_invalid"],
        "title": ["control_characters"],
        "allowed_networks.1": ["network_invalid"],
        "codecs": ["invalid_choice"],
        "dtmf_mode": ["invalid_choice"],
        "transport": ["invalid_choice"],
        "extension": ["does_not_exist"],
    }


def test_a_device_of_an_extension_rings_for_it(make_extension, make_device):
    extension = make_extension("200")
    device = make_device("desk", extension=extension)
    assert [entry.device for entry in extension.reach_entries.all()] == [device]


def test_a_device_that_moves_to_another_extension_takes_its_ringing_with_it(
    admin_client, make_extension, make_device
):
    old, new = make_extension("200"), make_extension("201")
    device = make_device("desk", extension=old)
    admin_client.patch(f"devices/{device.pk}/", {"extension": str(new.pk)})
    assert not old.reach_entries.exists()
    assert [entry.device for entry in new.reach_entries.all()] == [device]
    answer = admin_client.patch(f"devices/{device.pk}/", {"extension": None}).json()
    assert answer["extension"] is None
    assert not new.reach_entries.exists()


def test_a_change_leaves_what_it_does_not_name(admin_client, make_device):
    device = make_device("desk", title="Desk", allowed_networks=["10.0.0.0/8"])
    admin_client.patch(f"devices/{device.pk}/", {"title": "Door"})
    before, device = device.secret, Device.objects.get(pk=device.pk)
    assert (device.title, device.allowed_networks, device.secret) == (
        "Door",
        ["10.0.0.0/8"],
        before,
    )


def test_reset_makes_another_password_and_ends_the_setup_pages(admin_client, make_device):
    device = make_device("desk")
    token = (
        admin_client.post(f"devices/{device.pk}/setup-link/").json()["setup_url"].rpartition("/")[2]
    )
    answer = admin_client.post(f"devices/{device.pk}/reset-password/").json()
    assert answer["secret"] == Device.objects.get(pk=device.pk).secret != device.secret
    assert admin_client.get(f"device-setup/{token}/").json()["is_valid"] is False


def test_reset_takes_a_strong_typed_password_and_refuses_a_weak_one(admin_client, make_device):
    device = make_device("desk")
    address = f"devices/{device.pk}/reset-password/"
    assert admin_client.post(address, {"secret": GOOD_SECRET}).json()["secret"] == GOOD_SECRET
    assert field_codes(admin_client.post(address, {"secret": "weak"})) == {
        "secret": ["secret_short"]
    }
    assert Device.objects.get(pk=device.pk).secret == GOOD_SECRET


def test_a_device_is_blocked_and_unblocked(admin_client, make_device):
    device = make_device("desk")
    assert admin_client.post(f"devices/{device.pk}/block/").json()["is_blocked"] is True
    assert admin_client.post(f"devices/{device.pk}/unblock/").json()["is_blocked"] is False


def test_deleting_a_device_that_rings_shows_where_and_takes_a_replacement(
    admin_client, make_extension, make_device
):
    extension = make_extension("200", display_name="Anna")
    device, spare = make_device("desk", extension=extension), make_device("spare")
    refused = admin_client.delete(f"devices/{device.pk}/")
    assert (refused.status_code, refused.json()["code"]) == (409, "in_use")
    assert refused.json()["extra"]["usages"] == [
        {"kind": "extension", "id": str(extension.pk), "label": "200 Anna"}
    ]
    assert admin_client.delete(f"devices/{device.pk}/?replace_with={spare.pk}").status_code == 204
    assert [entry.device for entry in extension.reach_entries.all()] == [spare]
    assert admin_client.delete(f"devices/{spare.pk}/?force=true").status_code == 204
    assert not ReachEntry.objects.exists()


def test_many_devices_are_blocked_at_once_and_each_failure_is_named(
    admin_client, make_device, tenant, enqueued
):
    devices = [make_device("one"), make_device("two")]
    before = tenant.config_state.requested
    foreign = "00000000-0000-0000-0000-000000000000"
    ids = [*(str(device.pk) for device in devices), foreign, "nonsense"]
    answer = admin_client.post("devices/bulk/", {"ids": ids, "action": "block"}).json()
    assert answer["done"] == ids[:2]
    assert [row["code"] for row in answer["refused"]] == ["not_found", "not_found"]
    assert Device.objects.filter(is_blocked=True).count() == 2
    tenant.config_state.refresh_from_db()
    assert (
        tenant.config_state.requested - before <= 3
    )  # two creations are in it when the state was read late


def test_the_other_company_has_the_same_device_names(make_device, other_tenant):
    make_device("desk")
    with tenant_scope(other_tenant):
        assert not Device.objects.exists()


def test_another_companys_device_is_not_found(make_device, other_admin_client):
    device = make_device("desk")
    for path, method in [
        ("", "get"), ("", "patch"), ("", "delete"), ("reset-password/", "post"), ("setup-link/", "post"),
        ("attempts/", "get"), ("block/", "post"),
    ]:  # fmt: skip
        response = getattr(other_admin_client, method)(f"devices/{device.pk}/{path}", {})
        assert response.status_code == 404, path


def test_the_export_is_safe_to_open_in_a_spreadsheet(admin_client, make_device):
    make_device("desk", title="=1+1")
    file = b"".join(admin_client.get("devices/export/").streaming_content).decode("utf-8-sig")
    assert "acme+desk;'=1+1" in file


def test_a_reset_outside_of_the_api_returns_the_password(make_device):
    device = make_device("desk")
    assert device_secret_reset(device) == Device.objects.get(pk=device.pk).secret
