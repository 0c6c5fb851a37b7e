"""Client companies, their host names, blocks and restrictions, and the state of their configuration on the node."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Upper
from django_tenants.models import DomainMixin, TenantMixin

from tenants.models.users import User


class CallClass(models.TextChoices):
    """What a call outside costs at most, the cheapest first (001); the same words as in telephony.dialling."""

    INTERNAL = "internal"
    LOCAL = "local"
    REGIONAL_MOBILE = "regional_mobile"
    MOBILE = "mobile"
    LONG_DISTANCE = "long_distance"
    INTERNATIONAL = "international"


USUAL_VOICEMAILS = (
    1000  # of five minutes at most: 5 GB of the node's disk, and rarely a tenth of it
)


def default_call_classes() -> list[str]:
    """All but international: abuse of stolen passwords goes abroad."""
    return [each.value for each in CallClass if each != CallClass.INTERNATIONAL]


class Tenant(TenantMixin):  # type: ignore[misc]  # comes without types
    """A client company with its own PBX. `code` begins every Asterisk name of it and is never used again."""

    class Status(models.TextChoices):
        PROVISIONING = "provisioning"
        ACTIVE = "active"
        DISABLED = "disabled"

    auto_create_schema = False
    auto_drop_schema = False

    code = models.CharField(
        max_length=20, unique=True, validators=[RegexValidator(r"^[a-z][a-z0-9]{1,19}$")]
    )
    name = models.CharField(max_length=120)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.PROVISIONING)
    timezone = models.CharField(max_length=64, default="Europe/Moscow")
    language = models.CharField(max_length=5, default="ru")
    max_users = models.PositiveIntegerField(default=50)
    max_channels = models.PositiveIntegerField(default=0, help_text="0 means no limit")
    max_channels_in = models.PositiveIntegerField(default=0, help_text="Calls from outside")
    max_channels_out = models.PositiveIntegerField(default=0, help_text="Calls to the outside")
    max_channels_private = models.PositiveIntegerField(
        default=0, help_text="Calls to the outside by routes that are marked private"
    )
    max_voicemails = models.PositiveIntegerField(
        default=USUAL_VOICEMAILS, help_text="Voice messages in all boxes; 0 means no limit"
    )
    call_class_ceiling = ArrayField(
        models.CharField(max_length=16, choices=CallClass.choices),
        default=default_call_classes,
        help_text="What the company may allow its people at most",
    )
    area_code = models.CharField(
        max_length=5, blank=True, help_text="What local dialling leaves out after +7: 495"
    )
    node = models.ForeignKey("AsteriskNode", on_delete=models.PROTECT, related_name="tenants")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Domain(DomainMixin):  # type: ignore[misc]  # comes without types
    """A host name by which the cabinet of one company is reached."""


class TenantBlock(models.Model):
    """A period in which a company is blocked, by the operator or by itself (000, 004).

    Rows are history: lifted, never deleted.
    """

    class Kind(models.TextChoices):
        ADMINISTRATIVE = "administrative"
        VOLUNTARY = "voluntary"

    class RunningCalls(models.TextChoices):
        KEEP = "keep"
        HANG_UP = "hang_up"

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="blocks")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500)
    running_calls = models.CharField(
        max_length=8, choices=RunningCalls.choices, default=RunningCalls.KEEP
    )
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    begun_at = models.DateTimeField(
        null=True, blank=True, help_text="When the node was told of the start"
    )
    lifted_at = models.DateTimeField(
        null=True, blank=True, help_text="When it ended, by itself or by somebody"
    )

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind"],
                condition=models.Q(lifted_at=None),
                name="tenant_block_one_per_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.tenant_id} {self.kind}"


class TenantRestriction(models.Model):
    """A period in which a company may not call outside, or has no outside calls at all. Internal calls go on, and
    emergency calls always. Set by whoever watches the money (`source`), each apart from the others.

    Rows are history: lifted, never deleted.
    """

    class Kind(models.TextChoices):
        OUTGOING = "outgoing"
        ALL = "all"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="restrictions")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.OUTGOING)
    source = models.CharField(max_length=32)
    reason = models.CharField(max_length=500)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(
        null=True, blank=True, help_text="When the node was told of the start"
    )
    lifted_at = models.DateTimeField(
        null=True, blank=True, help_text="When it ended, by itself or by somebody"
    )
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "source"],
                condition=models.Q(lifted_at=None),
                name="tenant_restriction_one_per_source",
            )
        ]

    def __str__(self) -> str:
        return f"{self.tenant_id} {self.kind}"


class TenantConfigState(models.Model):
    """How far the tenant's configuration has come: asked for in PostgreSQL, in force on the node; and what of it the
    operator counts (written by `telephony`)."""

    tenant = models.OneToOneField(
        Tenant, on_delete=models.CASCADE, primary_key=True, related_name="config_state"
    )
    requested = models.PositiveBigIntegerField(default=0)
    newest_parts = ArrayField(
        models.CharField(max_length=16),
        default=list,
        blank=True,
        help_text="All that `requested` has changed since the revision before; empty: anything",
    )
    applied = models.PositiveBigIntegerField(default=0)
    applied_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    leftovers = models.JSONField(
        default=list, help_text="What a disabled tenant still has on the node"
    )
    users = models.PositiveIntegerField(
        default=0, help_text="People and numbers without a person, as max_users limits them"
    )

    def __str__(self) -> str:
        return f"{self.tenant_id} {self.applied}/{self.requested}"


class TenantSearchTerm(models.Model):
    """What the operator may type to find a company: numbers and SIP logins of its schema, kept here by `telephony`."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="search_terms")
    kind = models.CharField(max_length=16)  # extension, queue, login
    value = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "value"], name="tenant_search_term_unique"
            )
        ]
        indexes = [
            GinIndex(
                OpClass(Upper("value"), name="gin_trgm_ops"), name="tenant_search_term_trigrams"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
