"""Input fields that several serializers share."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


class LineField(serializers.CharField):
    """One line of free text; line breaks and other control characters are refused, not repaired."""

    default_error_messages = {
        "control_characters": _("Line breaks and control characters are not allowed.")
    }

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if _CONTROL.search(text):
            self.fail("control_characters")
        return text
