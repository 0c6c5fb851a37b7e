"""Where the company's outside numbers lead."""

import uuid

from django.db import models

from telephony.carriers.models import LimitedModel, PhoneNumber, SwitchedModel
from telephony.models.flows import Flow, one_target
from telephony.models.numbering import InternalNumber
from telephony.models.redirect_numbers import RedirectNumber


class NumberTarget(LimitedModel, SwitchedModel):
    """What the company has said of one of its outside numbers. A number without such a row leads nowhere yet.

    The number itself is a row of the pool, in the public schema: no constraint can lead there from a company's
    schema, so the numbers are compared instead. At most one of `internal_number`, `redirect` and
    `flow` (with the element at which its calls begin) is set.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phone_number = models.OneToOneField(
        PhoneNumber,
        to_field="number",
        db_column="number",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="target",
    )
    title = models.CharField(max_length=80, blank=True)
    internal_number = models.ForeignKey(
        InternalNumber,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="phone_number_targets",
    )
    redirect = models.ForeignKey(
        RedirectNumber,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="phone_number_targets",
    )
    flow = models.ForeignKey(
        Flow,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="phone_number_targets",
    )
    element = models.CharField(max_length=16, blank=True)
    tags = models.JSONField(default=list)

    class Meta:
        ordering = ["phone_number_id"]
        constraints = [
            models.CheckConstraint(
                condition=one_target("internal_number", "redirect", "flow"),
                name="number_target_only_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.phone_number_id)
