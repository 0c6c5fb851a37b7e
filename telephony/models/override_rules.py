"""Called numbers that lead elsewhere (003: override rules)."""

import uuid

from django.db import models

from telephony.models.number_lists import NumberList


class OverrideRule(models.Model):
    """Sends calls to a number elsewhere, or ends them, for some callers at some times. The first match counts.

    `days` are weekdays (1 is Monday), `minutes` pairs of minutes of the day, as in routes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    comment = models.CharField(max_length=500, blank=True)
    is_enabled = models.BooleanField(default=True)
    called = models.CharField(max_length=80)  # pattern
    callers = models.JSONField(default=list)  # patterns; with `lists` empty too: anybody
    lists = models.ManyToManyField(NumberList, blank=True, related_name="override_rules")
    days = models.JSONField(default=list)
    minutes = models.JSONField(default=list)
    target = models.CharField(max_length=20, blank=True)  # as dialled; empty ends the call
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["position"],
                name="override_rule_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.name
