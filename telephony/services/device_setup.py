"""Setting a phone up: credentials, and the one-time page behind a QR code."""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

import qrcode
from django.utils import timezone
from django.utils.translation import gettext as _

from telephony.models import Device, DeviceSetupLink
from telephony.services.devices import device_login, device_secret_reset
from telephony.services.writes import config_write
from tenants.context import current_tenant
from tenants.errors import BusinessError
from tenants.sites import tenant_url

LIFETIME = timedelta(hours=24)
_QR_MASK = 2  # looking for the prettiest of the eight takes most of the time; a random token needs no such search


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is typed into a phone. `secret` is shown once and never again."""

    server: str
    port: int
    tls_port: int
    transport: str
    login: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SetupOffer:
    """A fresh one-time page. `renews_password`: opening it ends the password that is in use."""

    setup_url: str
    qr_svg: str
    expires_at: datetime
    renews_password: bool


def credentials(device: Device, secret: str) -> Credentials:
    """How a phone registers as `device`, whose password is `secret`."""
    node = current_tenant().node
    return Credentials(
        server=node.sip_host,
        port=node.sip_tls_port if device.transport == "tls" else node.sip_port,
        tls_port=node.sip_tls_port,
        transport="udp" if device.transport == "any" else device.transport,
        login=device_login(device),
        secret=secret,
    )


def setup_link_create(device: Device, *, renews_secret: bool = True) -> SetupOffer:
    """Make a page that shows the credentials once, within a day; earlier pages of the device stop working.

    A password is seen again only by reset: unless the password was made at this very moment, the page makes a
    new one when it is opened (`renews_secret`).
    """
    tenant = current_tenant()
    token = f"{tenant.code}.{secrets.token_urlsafe(24)}"
    expires_at = timezone.now() + LIFETIME
    device.setup_links.all().delete()
    DeviceSetupLink.objects.create(
        device=device,
        token_digest=_digest(token),
        expires_at=expires_at,
        renews_secret=renews_secret,
    )
    url = tenant_url(tenant, f"/setup/{token}")
    return SetupOffer(url, qr_svg(url), expires_at, renews_secret)


def setup_link_find(token: str) -> DeviceSetupLink | None:
    """The unused link behind a token, or None."""
    links = DeviceSetupLink.objects.select_related("device")
    return links.filter(
        token_digest=_digest(token), used_at=None, expires_at__gt=timezone.now()
    ).first()


@config_write()
def setup_link_reveal(token: str) -> Credentials:
    """Use the link up and return what it shows; a used, expired or unknown link is refused alike."""
    link = (
        DeviceSetupLink.objects.select_for_update(of=("self",))
        .filter(token_digest=_digest(token), used_at=None, expires_at__gt=timezone.now())
        .select_related("device")
        .first()
    )
    if link is None:
        raise BusinessError(
            "setup_link_gone", _("This link was used or is too old. Ask for a new one."), status=410
        )
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    device = link.device
    secret = device_secret_reset(device) if link.renews_secret else device.secret
    return credentials(device, secret)


def setup_token_code(token: str) -> str:
    """Code of the company that a token belongs to: the page may be opened on a host that names none."""
    return token.partition(".")[0]


def qr_svg(text: str) -> str:
    """An SVG document with the QR code of `text`: black runs of modules on white, four modules of margin."""
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, border=4, mask_pattern=_QR_MASK
    )
    code.add_data(text)
    code.make()
    rows = code.get_matrix()
    runs = "".join(
        f"M{start} {y}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _dark_runs(row)
    )
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{runs}"/></svg>'
    )


def _dark_runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where dark modules that stand side by side begin in a row, and how many they are."""
    position = 0
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            yield position, length
        position += length


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
