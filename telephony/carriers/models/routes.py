"""The operator's routes and filters, which hold for all companies, and what goes where without any."""

import uuid

from django.db import models

from telephony.carriers.models.lines import Carrier
from telephony.dialling.config import OnFailure


class RouteBase(models.Model):
    """One row of a route table (000, 002); patterns and templates as they were written, lines as `carrier:<name>` or
    `trunk:<name>`. `days` are weekdays (1 is Monday), `minutes` pairs of minutes of the day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    comment = models.CharField(max_length=500, blank=True)
    is_enabled = models.BooleanField(default=True)
    called = models.JSONField(default=list)
    calling = models.JSONField(default=list)
    tags = models.JSONField(default=list)
    days = models.JSONField(default=list)
    minutes = models.JSONField(default=list)
    called_template = models.CharField(max_length=120, blank=True)
    caller_template = models.CharField(max_length=120, blank=True)
    trunks = models.JSONField(default=list)
    on_failure = models.CharField(
        max_length=8, choices=[(o.value, o.value) for o in OnFailure], default=OnFailure.STOP
    )
    is_recorded = models.BooleanField(default=False)
    is_private = models.BooleanField(default=False)
    is_internal = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class PlatformRoute(RouteBase):
    """A row of the operator's table: for calls that no route of the company took."""

    class Meta(RouteBase.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["position"],
                name="platform_route_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]


class PlatformFilter(models.Model):
    """Calls of any company that the operator refuses (000): those that match both lists of patterns."""

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    comment = models.CharField(max_length=500, blank=True)
    direction = models.CharField(max_length=3, choices=Direction.choices, default=Direction.IN)
    called = models.JSONField(default=list)
    calling = models.JSONField(default=list)
    is_enabled = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class PlatformSettings(models.Model):
    """The one row of what holds where nothing else is said."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    default_carrier = models.ForeignKey(
        Carrier, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    quarantine_days = models.PositiveSmallIntegerField(default=90)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="platform_settings_one_row")
        ]

    def __str__(self) -> str:
        return "settings"


class EmergencyLine(models.Model):
    """A carrier by which calls to 112 and 101 to 104 go, in order."""

    carrier = models.OneToOneField(Carrier, on_delete=models.CASCADE, related_name="emergency_line")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["position"],
                name="emergency_line_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.carrier_id}"
