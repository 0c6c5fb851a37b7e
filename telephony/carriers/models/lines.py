"""Lines to the outside: what a carrier of the operator and a trunk of a company have in common, and the carriers."""

import uuid
from enum import StrEnum

from django.db import models
from django.utils import timezone

from telephony.asterisk.snapshot import DtmfMode
from telephony.carriers.models.limits import LimitedModel, SwitchedModel
from telephony.dialling.config import CalledFrom
from tenants.fields import EncryptedTextField


class LineTransport(StrEnum):
    """By what a line is reached; unlike a phone, we call it first, and so must know."""

    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"


def default_codecs() -> list[str]:
    """G.711 alone, as providers in Russia want it: no transcoding between phones and lines."""
    return ["alaw", "ulaw"]


class OutsideLine(LimitedModel, SwitchedModel):
    """A SIP line to a provider or to another PBX (001, 004: external line, operator's port).

    `addresses` are `host` or `host:port`, tried in order. `sources` are networks that calls may come from besides
    those addresses. Templates turn E.164 into what the other side wants, as `{number}` does nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=24)  # [a-z0-9]+, part of names on the node
    title = models.CharField(max_length=80, blank=True)
    comment = models.CharField(max_length=500, blank=True)
    is_enabled = models.BooleanField(default=True)
    addresses = models.JSONField(default=list)
    sources = models.JSONField(default=list, blank=True)
    transport = models.CharField(
        max_length=8, choices=[(t.value, t.value) for t in LineTransport], default=LineTransport.UDP
    )
    registers = models.BooleanField(default=False)
    domain = models.CharField(max_length=255, blank=True)
    login = models.CharField(max_length=80, blank=True)
    secret = EncryptedTextField(blank=True, default="")
    number = models.CharField(max_length=16, blank=True)  # E.164: of calls that name none of ours
    codecs = models.JSONField(default=default_codecs)
    dtmf_mode = models.CharField(
        max_length=16, choices=[(m.value, m.value) for m in DtmfMode], default=DtmfMode.RFC4733
    )
    called_from = models.CharField(
        max_length=8, choices=[(c.value, c.value) for c in CalledFrom], default=CalledFrom.REQUEST
    )
    local_area = models.CharField(max_length=5, blank=True)  # of numbers that come without a code
    caller_template = models.CharField(max_length=120, default="{number}")
    called_template = models.CharField(max_length=120, default="{number}")
    may_pass_foreign = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.title or self.name


class Carrier(OutsideLine):
    """A line of the operator; numbers of the pool arrive and leave by it, whichever company has them."""

    class Meta(OutsideLine.Meta):
        constraints = [models.UniqueConstraint(fields=["name"], name="carrier_name_unique")]

    @property
    def line(self) -> str:
        """How routes and numbers write it."""
        return f"carrier:{self.name}"


class LineAccount(models.Model):
    """A login at a server, held by one line of the whole fleet: two registrations of one account would steal each
    other's calls. `tenant` is that of a company's trunk, None of a carrier's; `line` the name within its owner.

    `server` is `host:port` in small letters. Rows of companies are guarded: nobody sees whose account it is.
    """

    server = models.CharField(max_length=262)
    login = models.CharField(max_length=80)
    tenant = models.ForeignKey(
        "tenants.Tenant", null=True, on_delete=models.PROTECT, related_name="+"
    )
    line = models.CharField(max_length=24)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["server", "login"], name="line_account_unique")
        ]
        indexes = [models.Index(fields=["tenant", "line"], name="line_account_of_line")]

    def __str__(self) -> str:
        return f"{self.login}@{self.server}"


class CompanyLine(models.Model):
    """What every company of a node must know of one company's own trunk: where its calls come from.

    Kept here by whoever writes the trunk, since a node must not read a thousand schemas to learn it. Lines of several
    owners may lead to one server only if all sign in there; `since` says which of them came first.
    """

    tenant = models.ForeignKey("tenants.Tenant", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=24)
    hosts = models.JSONField(default=list)  # of its addresses: names, resolved by the worker
    sources = models.JSONField(default=list)
    signs_in = models.BooleanField(default=False)  # it has a login and a password
    since = models.DateTimeField(default=timezone.now)  # it leads where it leads, as it does

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="company_line_unique")
        ]

    def __str__(self) -> str:
        return f"{self.tenant_id} {self.name}"


class HostAddress(models.Model):
    """What a host's name stood for when it was last asked; a name that cannot be resolved now keeps its addresses."""

    name = models.CharField(max_length=255, primary_key=True)
    addresses = models.JSONField(default=list)
    asked_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)  # since then it stands for these
    error = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name
