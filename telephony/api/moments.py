"""Moments and days that are asked about: of a time in which people telephone. Arithmetic with the ends of the
calendar (year 1, year 9999) overflows."""

from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

FIRST_YEAR, LAST_YEAR = 1970, 2100


class MomentField(serializers.DateTimeField):
    """A moment of those years."""

    default_error_messages = {"moment_far": _("Choose a moment between 1970 and 2100.")}

    def to_internal_value(self, value: Any) -> datetime:
        try:
            moment = super().to_internal_value(value)
            year = moment.astimezone(UTC).year
        except OverflowError:
            self.fail("moment_far")
        if not FIRST_YEAR <= year <= LAST_YEAR:
            self.fail("moment_far")
        return moment


class DayField(serializers.DateField):
    """A day of those years."""

    default_error_messages = {"day_far": _("Choose a day between 1970 and 2100.")}

    def to_internal_value(self, value: Any) -> date:
        day = super().to_internal_value(value)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail("day_far")
        return day
