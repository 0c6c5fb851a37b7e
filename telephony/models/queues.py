"""Groups of extensions that take calls together (001: group)."""

import uuid

from django.db import models

from telephony.asterisk.snapshot import RingOrder
from telephony.carriers.models import LimitedModel, SwitchedModel
from telephony.models.extensions import Extension
from telephony.models.numbering import InternalNumber


class Queue(LimitedModel, SwitchedModel):
    """A group with its own number (001: group for handling calls)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    internal_number = models.OneToOneField(
        InternalNumber, on_delete=models.PROTECT, related_name="queue"
    )
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=500, blank=True)
    ring_order = models.CharField(
        max_length=16, choices=[(o.value, o.value) for o in RingOrder], default=RingOrder.PARALLEL
    )
    ring_seconds = models.PositiveSmallIntegerField(default=30)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["internal_number__number"]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        """The number that rings the group."""
        return self.internal_number.number


class QueueMember(models.Model):
    """An extension's place in a group; one extension may be in several."""

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="members")
    extension = models.ForeignKey(
        Extension, on_delete=models.CASCADE, related_name="queue_memberships"
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["queue", "extension"], name="queue_member_unique")
        ]

    def __str__(self) -> str:
        return f"{self.queue_id}/{self.position}"
