"""The company's own lines to the outside (001, 004: external line)."""

from django.db import models

from telephony.carriers.models import OutsideLine


class Trunk(OutsideLine):
    """An account at a provider, or another PBX, that serves this company alone."""

    is_internal = models.BooleanField(default=False, help_text="Another PBX of the company")

    class Meta(OutsideLine.Meta):
        constraints = [models.UniqueConstraint(fields=["name"], name="trunk_name_unique")]

    @property
    def line(self) -> str:
        """How routes and numbers name it."""
        return f"trunk:{self.name}"
