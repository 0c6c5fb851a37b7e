"""Internal numbers of people, and the ways to reach them."""

import uuid

from django.db import models
from django.utils import timezone

from telephony.asterisk.snapshot import ForwardMode, RingOrder
from telephony.carriers.models import LimitedModel
from telephony.dialling.config import CallClass
from telephony.models.devices import Device
from telephony.models.employees import Employee
from telephony.models.flows import Flow
from telephony.models.number_lists import NumberList
from telephony.models.numbering import InternalNumber


def usual_call_classes() -> list[str]:
    """What a new extension may dial: all of the country, and no other (001)."""
    return [each.value for each in CallClass if each is not CallClass.INTERNATIONAL]


class Extension(LimitedModel):
    """An internal number that rings a person, and what its calls may do outside."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    internal_number = models.OneToOneField(
        InternalNumber, on_delete=models.PROTECT, related_name="extension"
    )
    employee = models.ForeignKey(
        Employee, null=True, blank=True, on_delete=models.SET_NULL, related_name="extensions"
    )
    held_since = models.DateTimeField(
        default=timezone.now,
        help_text="When the person got the number: earlier calls of it are somebody else's",
    )
    display_name = models.CharField(max_length=80, blank=True)
    ring_order = models.CharField(
        max_length=16, choices=[(o.value, o.value) for o in RingOrder], default=RingOrder.PARALLEL
    )
    call_classes = models.JSONField(default=usual_call_classes)
    outside_number = models.CharField(max_length=16, blank=True)  # E.164, one of the company's
    hides_number = models.BooleanField(default=False)
    tags = models.JSONField(default=list)
    block_list = models.ForeignKey(
        NumberList,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="extensions",
        help_text="Nobody on the list reaches the extension",
    )
    plan_flow = models.ForeignKey(
        Flow,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="planned_extensions",
        help_text="Calls to the extension begin in this flow (004: dialplan of a number)",
    )
    plan_element = models.CharField(max_length=16, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["internal_number__number"]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number that rings the person."""
        return self.internal_number.number

    @property
    def name(self) -> str:
        """What others see when this number calls: its own name, else that of its person."""
        return self.display_name or (self.employee.name if self.employee else "")


class ReachEntry(models.Model):
    """One way to reach a person, in the order in which they are tried (000: contact numbers; 001: devices).

    Exactly one of `device` and `outside_number` is set. Filter lists and working hours join here later.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    extension = models.ForeignKey(Extension, on_delete=models.CASCADE, related_name="reach_entries")
    position = models.PositiveSmallIntegerField()
    device = models.ForeignKey(
        Device, null=True, blank=True, on_delete=models.CASCADE, related_name="reach_entries"
    )
    outside_number = models.CharField(max_length=16, blank=True)  # E.164
    is_enabled = models.BooleanField(default=True)
    ring_seconds = models.PositiveSmallIntegerField(default=20)
    must_confirm = models.BooleanField(default=False)
    forward_mode = models.CharField(
        max_length=16, choices=[(m.value, m.value) for m in ForwardMode], default=ForwardMode.NONE
    )
    forward_always_to = models.CharField(max_length=16, blank=True)
    forward_busy_to = models.CharField(max_length=16, blank=True)
    forward_timeout_to = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(device__isnull=True) ^ models.Q(outside_number=""),
                name="reach_entry_device_or_number",
            ),
            models.UniqueConstraint(
                fields=["extension", "position"],
                name="reach_entry_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.extension_id}/{self.position}"
