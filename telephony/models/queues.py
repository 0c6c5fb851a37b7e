"""Groups of extensions that take calls together (001: group)."""

import uuid

from django.db import models

from telephony.asterisk.snapshot import QueueAlgorithm
from telephony.carriers.models import LimitedModel, SwitchedModel
from telephony.models.extensions import Extension
from telephony.models.media import MediaFile, MediaPackage
from telephony.models.numbering import InternalNumber


class Queue(LimitedModel, SwitchedModel):
    """A group with its own number (001): holds a caller until a member takes the call."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    internal_number = models.OneToOneField(
        InternalNumber, on_delete=models.PROTECT, related_name="queue"
    )
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=500, blank=True)
    algorithm = models.CharField(
        max_length=16,
        choices=[(each.value, each.value) for each in QueueAlgorithm],
        default=QueueAlgorithm.RINGALL,
    )
    ring_seconds = models.PositiveSmallIntegerField(
        default=20, help_text="Of one attempt at a member, or at all of them"
    )
    wait_seconds = models.PositiveSmallIntegerField(default=60, help_text="The longest wait")
    wrap_up_seconds = models.PositiveSmallIntegerField(
        default=0, help_text="Rest of a member after a call of the group"
    )
    max_length = models.PositiveSmallIntegerField(
        default=0, help_text="Callers who may wait at once; 0: any number"
    )
    greeting = models.ForeignKey(
        MediaFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="greeted_queues",
        help_text="What a caller hears first",
    )  # fmt: skip
    music = models.ForeignKey(
        MediaPackage, null=True, blank=True, on_delete=models.SET_NULL, related_name="queues",
        help_text="What callers hear while they wait; none: ringing",
    )  # fmt: skip
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
