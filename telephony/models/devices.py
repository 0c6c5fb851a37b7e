"""SIP devices."""

import uuid

from django.db import models

from telephony.asterisk.snapshot import DtmfMode, Transport
from telephony.carriers.models import LimitedModel, SwitchedModel
from tenants.fields import EncryptedTextField


def default_codecs() -> list[str]:
    """G.711 first: no transcoding between phones and trunks."""
    return ["alaw", "ulaw", "g722"]


class Device(LimitedModel, SwitchedModel):
    """A SIP phone or softphone: one login, one registration. The whole login is `<tenant code>+<name>`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=32)
    title = models.CharField(max_length=80, blank=True)
    secret = EncryptedTextField()
    extension = models.ForeignKey(
        "Extension", null=True, blank=True, on_delete=models.SET_NULL, related_name="devices"
    )
    is_blocked = models.BooleanField(default=False)
    allowed_networks = models.JSONField(default=list)
    codecs = models.JSONField(default=default_codecs)
    dtmf_mode = models.CharField(
        max_length=16, choices=[(m.value, m.value) for m in DtmfMode], default=DtmfMode.RFC4733
    )
    transport = models.CharField(
        max_length=8, choices=[(t.value, t.value) for t in Transport], default=Transport.ANY
    )
    is_behind_nat = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    secret_changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["name"], name="device_name_unique")]

    def __str__(self) -> str:
        return self.name


class DeviceSetupLink(models.Model):
    """The page behind a device's QR code: shows the credentials once, within a day. Only the digest of its token
    is stored."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="setup_links")
    token_digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    renews_secret = models.BooleanField(
        default=True, help_text="The page gives the device a new password when it is opened"
    )

    def __str__(self) -> str:
        return f"setup of {self.device_id}"
