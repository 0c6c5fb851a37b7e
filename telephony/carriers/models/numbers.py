"""Outside numbers of the whole fleet."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from telephony.carriers.models.lines import Carrier
from telephony.dialling.plan import NetworkKind


class PhoneNumber(models.Model):
    """An E.164 number, once in the fleet: one of the operator's pool (`carrier`), or one that a company brought
    along on its own trunk (`trunk` is its name). What leads where is in the company's schema.

    Rows are guarded: a company sees its own.
    """

    class State(models.TextChoices):
        FREE = "free"
        ASSIGNED = "assigned"
        QUARANTINE = "quarantine"  # taken back; rests until nobody dials it any more

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=16)
    state = models.CharField(max_length=12, choices=State.choices, default=State.FREE)
    carrier = models.ForeignKey(
        Carrier, null=True, blank=True, on_delete=models.PROTECT, related_name="numbers"
    )
    trunk = models.CharField(max_length=24, blank=True)
    tenant = models.ForeignKey(
        "tenants.Tenant",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="phone_numbers",
    )
    region = models.CharField(max_length=120, blank=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    comment = models.CharField(max_length=500, blank=True)
    quarantine_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="phone_number_unique"),
            models.CheckConstraint(
                condition=models.Q(state="assigned") ^ models.Q(tenant=None),
                name="phone_number_assigned_to_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(carrier=None) ^ models.Q(trunk=""),
                name="phone_number_on_one_line",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "number"], name="phone_number_of_tenant"),
            models.Index(
                fields=["quarantine_until"],
                condition=models.Q(state="quarantine"),
                name="phone_number_resting",
            ),
            GinIndex(OpClass("number", name="gin_trgm_ops"), name="phone_number_trigrams"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def line(self) -> str:
        """The line it arrives and leaves by."""
        return f"carrier:{self.carrier.name}" if self.carrier else f"trunk:{self.trunk}"


class NumberRange(models.Model):
    """A range of the regulator's numbering plan: eleven digits from 7 on, first and last number included."""

    first = models.CharField(max_length=11)
    last = models.CharField(max_length=11)
    region = models.TextField()  # as the regulator writes it
    region_code = models.CharField(max_length=2)  # telephony.dialling.regions
    operator = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in NetworkKind])

    class Meta:
        ordering = ["first"]
        constraints = [models.UniqueConstraint(fields=["first"], name="number_range_unique")]

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


class PlanPrefix(models.Model):
    """What the ranges come to for a node: a prefix of E.164 digits, and where and in what network its numbers are
    (telephony.dialling.plan). Made anew with every import of ranges."""

    prefix = models.CharField(max_length=15, primary_key=True)
    value = models.CharField(max_length=40)

    class Meta:
        ordering = ["prefix"]

    def __str__(self) -> str:
        return f"{self.prefix} {self.value}"
