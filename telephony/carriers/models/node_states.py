"""How far the operator's side has come on each node."""

from django.db import models


class NodePlatformState(models.Model):
    """Like TenantConfigState, for what all companies of a node share."""

    node = models.OneToOneField(
        "tenants.AsteriskNode",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="platform_state",
    )
    requested = models.PositiveBigIntegerField(default=1)
    applied = models.PositiveBigIntegerField(default=0)
    applied_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.node_id} {self.applied}/{self.requested}"
