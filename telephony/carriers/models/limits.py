"""What devices, numbers, lines and other things have in common: two limits and the service switches (004)."""

from collections.abc import Mapping
from dataclasses import asdict, fields

from django.db import models

from telephony.dialling.config import USUAL_SWITCHES, Limits, Switches

SWITCH_NAMES = tuple(field.name for field in fields(Switches))


class LimitedModel(models.Model):
    """Limits of the calls by one thing; 0 means no limit."""

    max_seconds = models.PositiveIntegerField(default=0, help_text="Longest call")
    max_channels = models.PositiveIntegerField(default=0, help_text="Simultaneous calls")

    class Meta:
        abstract = True

    @property
    def limits(self) -> Limits:
        return Limits(seconds=self.max_seconds, channels=self.max_channels)

    @limits.setter
    def limits(self, limits: Limits) -> None:
        self.max_seconds, self.max_channels = limits.seconds, limits.channels


class SwitchedModel(models.Model):
    """Supplementary services of one thing; only what differs from the usual is stored."""

    changed_switches = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    @property
    def switches(self) -> Switches:
        return switches_load(self.changed_switches)

    @switches.setter
    def switches(self, switches: Switches) -> None:
        self.changed_switches = switches_dump(switches)


def switches_load(changed: Mapping[str, bool]) -> Switches:
    """The switches of which `changed` names those that are not as usual."""
    return Switches(**{**asdict(USUAL_SWITCHES), **changed})


def switches_dump(switches: Switches) -> dict[str, bool]:
    """What is stored of `switches`."""
    usual = asdict(USUAL_SWITCHES)
    return {name: on for name, on in asdict(switches).items() if on != usual[name]}
