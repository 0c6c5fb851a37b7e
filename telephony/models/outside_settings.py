"""What holds for all calls of the company with the outside."""

from django.db import models

from telephony.models.flows import Flow, one_target
from telephony.models.numbering import InternalNumber
from telephony.models.redirect_numbers import RedirectNumber


class OutsideSettings(models.Model):
    """One row for the company; none as long as nothing differs from the usual.

    Limits of channels hold beside those of the operator: the smaller one counts, 0 means none.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    default_number = models.CharField(max_length=16, blank=True)  # E.164, one of the company's
    unknown_internal_number = models.ForeignKey(
        InternalNumber, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unknown_redirect = models.ForeignKey(
        RedirectNumber, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unknown_flow = models.ForeignKey(
        Flow, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unknown_element = models.CharField(max_length=16, blank=True)
    max_channels_in = models.PositiveIntegerField(default=0)
    max_channels_out = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="outside_settings_single"),
            models.CheckConstraint(
                condition=one_target("unknown_internal_number", "unknown_redirect", "unknown_flow"),
                name="outside_settings_only_one_target",
            ),
        ]

    def __str__(self) -> str:
        return "settings of outside calls"
