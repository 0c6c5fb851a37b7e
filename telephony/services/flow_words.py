"""Findings about flows and schedules in words. The codes are those of `telephony.flow`."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

# What `%(...)s` stands for is the `extra` of the finding.
PROBLEMS: Mapping[str, str | Promise] = {
    # of the shape of a document
    "too_large": gettext_lazy("The flow is too large."),
    "format_unknown": gettext_lazy("This format of call flows is not known here."),
    "id_invalid": gettext_lazy("An element has an impossible name."),
    "id_repeated": gettext_lazy("Two elements have the same name."),
    "kind_unknown": gettext_lazy("There is no such kind of element."),
    "field_unknown": gettext_lazy("Nothing is known of this field."),
    "wrong_type": gettext_lazy("A value of another kind is expected here."),
    "too_long": gettext_lazy("At most %(most)s characters."),
    "too_many": gettext_lazy("At most %(most)s entries."),
    "characters_forbidden": gettext_lazy("Invisible control characters are not allowed here."),
    "choice_unknown": gettext_lazy("There is no such choice."),
    "out_of_range": gettext_lazy("A number from %(least)s to %(most)s is expected."),
    "key_invalid": gettext_lazy("This does not name a thing of the company."),
    "key_repeated": gettext_lazy("Two periods have the same key."),
    "color_invalid": gettext_lazy("This is no colour."),
    "number_invalid": gettext_lazy("This is no number."),
    "number_not_here": gettext_lazy("This element cannot have a number of its own."),
    "voice_invalid": gettext_lazy("This is no voice."),
    "sound_ambiguous": gettext_lazy("Choose either a file or a text."),
    "pattern_invalid": gettext_lazy("This pattern cannot be read."),
    "exit_unknown": gettext_lazy("The element has no such exit."),
    "target_invalid": gettext_lazy("The exit leads to something that is no element."),
    "day_invalid": gettext_lazy("Choose days of the week."),
    "range_invalid": gettext_lazy(
        "The range of time begins and ends at the same moment, or is none."
    ),
    "date_invalid": gettext_lazy("This is no date."),
    "date_repeated": gettext_lazy("This date is in the list twice."),
    "period_unknown": gettext_lazy("The schedule has no such period."),
}


def problem_words(code: str, extra: Mapping[str, Any]) -> str:
    """A finding in one sentence, in the language of whoever asks."""
    sentence = str(PROBLEMS.get(code, code))
    try:
        return sentence % extra
    except (KeyError, ValueError, TypeError):
        return sentence
