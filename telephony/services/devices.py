"""SIP devices: one login, one phone."""

import re
from functools import partial
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from telephony.asterisk import names
from telephony.asterisk.snapshot import DtmfMode, Transport
from telephony.models import Device, Extension, ReachEntry
from telephony.selectors.usages import device_usages
from telephony.services import device_secrets, search_terms, text
from telephony.services.choices import choice, object_get, subset
from telephony.services.networks import networks
from telephony.services.problems import Parsers, Problems, fields_parse, invalid
from telephony.services.reach import device_reach_add, device_reach_move
from telephony.services.service_options import options_take
from telephony.services.usages import used_refuse
from telephony.services.user_limit import devices_check
from telephony.services.writes import config_write, row_lock
from tenants.context import current_tenant
from tenants.errors import BusinessError

CODECS = ("alaw", "ulaw", "g722", "gsm")
TITLE_LIMIT = 80
_NAME = re.compile(names.DEVICE_NAME_PATTERN, re.ASCII)


class DeviceValues(TypedDict, total=False):
    """What a form may say about a device; what is absent keeps its value or its default."""

    name: str
    title: str
    extension: UUID | None
    allowed_networks: list[str]
    codecs: list[str]
    dtmf_mode: str
    transport: str
    is_behind_nat: bool
    limits: dict[str, Any]
    switches: dict[str, Any]


class NewDeviceValues(DeviceValues):
    """A new device may come with a typed password."""

    secret: NotRequired[str]


def device_name_parse(raw: str) -> str:
    """The part of a SIP login after `<code>+`."""
    name = raw.strip().lower()
    if not _NAME.fullmatch(name):
        raise invalid(
            "device_name_invalid",
            _(
                "Up to 32 small Latin letters, digits, dots, dashes and underscores, beginning with a letter or digit."
            ),
        )
    return name


_PARSERS: Parsers = {
    "name": device_name_parse,
    "title": partial(text.line, limit=TITLE_LIMIT),
    "allowed_networks": networks,
    "codecs": partial(subset, allowed=CODECS),
    "dtmf_mode": partial(choice, kind=DtmfMode),
    "transport": partial(choice, kind=Transport),
    "is_behind_nat": bool,
}


@config_write()
def device_create(values: NewDeviceValues) -> Device:
    """Add a phone. Without a password it gets a made one; with an extension it also rings for it."""
    problems = Problems()
    fields = fields_parse(values, _PARSERS, problems)
    options_take(values, fields, problems)
    extension = problems.take("extension", object_get, Extension, values.get("extension"))
    if "name" not in values:
        problems.take("name", device_name_parse, "")
    if values.get("secret"):
        known = _known_words(fields.get("name", ""), extension)
        problems.take("secret", device_secrets.typed, values["secret"], known)
    problems.raise_any()
    _refuse_taken(str(fields["name"]))
    secret = values.get("secret") or device_secrets.generate()
    device = Device.objects.create(**fields, secret=secret, extension=extension)
    search_terms.add(search_terms.LOGIN, [device_login(device)])
    if extension is not None:
        device_reach_add(device, extension=extension)
    devices_check()
    return device


@config_write()
def device_update(device: Device, values: DeviceValues) -> Device:
    """Change what `values` names. A new name is a new login: the phone must be set up again."""
    row_lock(device)
    problems = Problems()
    fields = fields_parse(values, _PARSERS, problems)
    options_take(values, fields, problems)
    extension = problems.take("extension", object_get, Extension, values.get("extension"))
    problems.raise_any()
    if "name" in fields and fields["name"] != device.name:
        _rename(device, str(fields["name"]))
    for field, value in fields.items():
        setattr(device, field, value)
    device.save()
    if "extension" in values and device.extension != extension:
        device_reach_move(device, extension=extension)
    return device


@config_write()
def device_secret_reset(device: Device, *, secret: str = "") -> str:
    """Give the device another password, made or typed, and return it. The phone that is registered is put off."""
    if secret:
        problems = Problems()
        known = _known_words(device.name, device.extension)
        problems.take("secret", device_secrets.typed, secret, known)
        problems.raise_any()
    fresh = secret or device_secrets.generate()
    device.secret = fresh
    device.secret_changed_at = timezone.now()
    device.save(update_fields=["secret", "secret_changed_at"])
    device.setup_links.all().delete()
    return fresh


@config_write()
def device_block(device: Device, *, is_blocked: bool) -> None:
    """Forbid a device to register and call, or allow it again."""
    device.is_blocked = is_blocked
    device.save(update_fields=["is_blocked"])


@config_write()
def device_delete(
    device: Device, *, replacement: Device | None = None, force: bool = False
) -> None:
    """Remove a device; its phone is put off. With a replacement that device rings in its place, with `force` the
    extensions simply stop ringing it; otherwise a device that rings is refused."""
    if replacement is None and not force:
        used_refuse(device_usages(device))
    if replacement is not None:
        taken = ReachEntry.objects.filter(device=replacement).values("extension")
        ReachEntry.objects.filter(device=device).exclude(extension__in=taken).update(
            device=replacement
        )
    search_terms.remove(search_terms.LOGIN, [device_login(device)])
    device.delete()


@config_write()
def device_remove(device: Device) -> None:
    """Remove a device; refused while it rings for another number than its own."""
    used_refuse([each for each in device_usages(device) if each.id != str(device.extension_id)])
    device_delete(device, force=True)


def device_login(device: Device) -> str:
    """The SIP login: `acme+200`."""
    return names.login(str(current_tenant().code), device.name)


def _rename(device: Device, name: str) -> None:
    _refuse_taken(name)
    search_terms.remove(search_terms.LOGIN, [device_login(device)])
    search_terms.add(search_terms.LOGIN, [names.login(current_tenant().code, name)])
    device.setup_links.all().delete()


def _known_words(name: object, extension: Extension | None) -> list[str]:
    """What a password may not contain, since whoever attacks this device knows it."""
    tenant = current_tenant()
    number = extension.internal_number.number if extension else ""
    return [str(name or ""), tenant.code, tenant.name, number]


def _refuse_taken(name: str) -> None:
    if Device.objects.filter(name=name).exists():
        raise BusinessError(
            "device_name_taken", _("A device with this name exists."), field="name", name=name
        )
