"""Who has an internal number, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from telephony.models import InternalNumber
from telephony.selectors.numbering import number_list

_TAKEN: Mapping[str, Promise] = {
    InternalNumber.Kind.EXTENSION: gettext_lazy("The number %(number)s is in use: %(name)s."),
    InternalNumber.Kind.QUEUE: gettext_lazy("The number %(number)s is in use: group “%(name)s”."),
    InternalNumber.Kind.FLOW: gettext_lazy("The number %(number)s is in use: flow “%(name)s”."),
    InternalNumber.Kind.SCHEDULE: gettext_lazy(
        "The number %(number)s is in use: schedule “%(name)s”."
    ),
}


def taken_words(number: str) -> str:
    """That a number is in use, and by whom, for whoever wants it."""
    plan: Any = number_list()
    row = plan.filter(number=number).values_list("kind", "label").first()
    return taken_said(number, *(row or ("", "")))


def taken_said(number: str, kind: str, name: str) -> str:
    """The same of a holder that is known: the kind of its number, and its name if it has one."""
    if not name:
        return _("The number %(number)s is in use.") % {"number": number}
    return str(_TAKEN[kind]) % {"number": number, "name": name}
