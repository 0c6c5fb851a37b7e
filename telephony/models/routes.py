"""The company's route table (000, 002)."""

from django.db import models

from telephony.carriers.models import RouteBase


class Route(RouteBase):
    """A row of the table: which outgoing calls it takes, and by which lines they leave. The first match counts."""

    class Meta(RouteBase.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["position"],
                name="route_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]
