"""Schedules: named periods of the week, holidays and exceptions, used by flows."""

import uuid

from django.db import models

from telephony.models.numbering import InternalNumber


class Schedule(models.Model):
    """When the company is open, at which of its periods, by its own clock.

    `periods` are `{key, name, color, ranges: [{days, from, to}]}` with weekdays (1 is Monday) and minutes of the day
    of which the last is not meant; `exceptions` are `{date, name, ranges: [{period, from, to}]}`, closed without
    ranges. What no period covers is closed.
    """

    class Override(models.TextChoices):
        NONE = ""
        OPEN = "open"
        CLOSED = "closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    comment = models.CharField(max_length=500, blank=True)
    periods = models.JSONField(default=list)
    last_period = models.PositiveIntegerField(
        default=0,
        help_text="Number in the last period's key: keys of deleted ones do not come back",
    )
    country = models.CharField(max_length=2, blank=True)  # whose public holidays close; "" none
    works_on_holidays = models.BooleanField(default=False)
    exceptions = models.JSONField(default=list)
    override = models.CharField(max_length=8, choices=Override.choices, blank=True)
    override_until = models.DateTimeField(null=True, blank=True)  # None: until taken back
    switched_at = models.DateTimeField(null=True, blank=True)  # by hand last, on or off
    internal_number = models.OneToOneField(
        InternalNumber,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="schedule",
        help_text="Dialled to open and close by hand; its lamp shows it",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["name"], name="schedule_name_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        """The number that opens and closes by hand, if any."""
        return self.internal_number.number if self.internal_number else ""

    @property
    def key(self) -> str:
        """Its name on the node and in flows."""
        return self.pk.hex
