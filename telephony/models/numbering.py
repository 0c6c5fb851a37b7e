"""The one numbering plan of a company."""

import uuid

from django.db import models


class InternalNumber(models.Model):
    """A number that the company's people can dial. Whatever has one (extension, group, element of a flow, button
    of a schedule, later room) holds it here, so that one constraint keeps two things from answering the same number."""

    class Kind(models.TextChoices):
        EXTENSION = "extension"
        QUEUE = "queue"
        FLOW = "flow"  # an element of a published flow
        SCHEDULE = "schedule"  # opens and closes by hand

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=8)
    kind = models.CharField(max_length=16, choices=Kind.choices)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["number"], name="internal_number_unique")]

    def __str__(self) -> str:
        return self.number
