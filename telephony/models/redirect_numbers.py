"""Outside numbers that calls are sent on to (004)."""

import uuid

from django.db import models

from telephony.carriers.models import LimitedModel, SwitchedModel


class RedirectNumber(LimitedModel, SwitchedModel):
    """A named outside number that calls may be sent on to from many places (004: redirect number)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    number = models.CharField(max_length=16)  # E.164
    comment = models.CharField(max_length=500, blank=True)
    ring_seconds = models.PositiveSmallIntegerField(default=30)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["name"], name="redirect_number_name_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """Its name on the node."""
        return self.pk.hex
