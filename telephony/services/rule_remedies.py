"""What to do about a refused pattern or template, in the user's language: one sentence for each code of the library."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from telephony.dialling.pattern_parser import DEPTH_MAX, LENGTH_MAX, TIMES_MAX, PatternError
from telephony.dialling.transformations import LENGTH_MAX as TEMPLATE_LENGTH_MAX
from telephony.dialling.transformations import TemplateError
from telephony.services.problems import invalid
from tenants.errors import BusinessError

PATTERN_REMEDIES = {
    "empty": gettext_lazy("Write .* for any number."),
    "too_long": gettext_lazy("Use at most %(characters)d characters."),
    "too_many": gettext_lazy("Use fewer or shorter patterns, or several rows."),
    "class_unclosed": gettext_lazy("Close the class with ]."),
    "class_empty": gettext_lazy("Write the characters that are meant between [ and ]."),
    "class_range": gettext_lazy("A range goes from a digit to a greater one: 0-5."),
    "unknown_character": gettext_lazy("A pattern has digits, +, *, # and the signs described."),
    "unknown_escape": gettext_lazy("After \\ only d, *, + and # have a meaning."),
    "choice_outside": gettext_lazy("Put alternatives in brackets: (495|499)."),
    "group_unopened": gettext_lazy("There is no ( for this bracket."),
    "group_unclosed": gettext_lazy("Close the bracket with )."),
    "group_empty": gettext_lazy("Write something between ( | and )."),
    "group_repeated": gettext_lazy("A bracket may be followed by ? only."),
    "anchor_inside": gettext_lazy("^ stands at the beginning and $ at the end only."),
    "nothing_to_repeat": gettext_lazy("Nothing before this can be repeated; write [*] or [+]."),
    "repeat_twice": gettext_lazy("An item is repeated once."),
    "repeat_unclosed": gettext_lazy("Write {2}, {2,} or {2,4}."),
    "repeat_reversed": gettext_lazy("The second number is at least the first, and not 0."),
    "repeat_too_big": gettext_lazy("No number has more than %(times)d characters."),
    "too_deep": gettext_lazy("Use at most %(depth)d brackets inside one another."),
    "too_many_repeats": gettext_lazy("Use fewer * + ? and {}, or several patterns."),
    "wildcard_inside": gettext_lazy(
        "The signs . and ! stand at the end of a pattern that begins with _."
    ),
}
TEMPLATE_REMEDIES = {
    "empty": gettext_lazy("Write {number} to send the number as it is."),
    "too_long": gettext_lazy("Use at most %(characters)d characters."),
    "two_numbers": gettext_lazy("A template has {number} once."),
    "unknown_substitution": gettext_lazy(
        "Write {number}, {number:1}, {number:-10} or {number:1:3}."
    ),
    "unknown_character": gettext_lazy("A template has digits, +, *, # and {number}."),
    "caller_changed": gettext_lazy(
        "The number shown may not become another one: use {number}, +{number}, 8{number:1} or {number:-10}."
    ),
}


def pattern_refusal(error: PatternError) -> BusinessError:
    """The refusal of a pattern, with the place and the remedy."""
    numbers = {"characters": LENGTH_MAX, "times": TIMES_MAX, "depth": DEPTH_MAX}
    return _refusal("pattern_invalid", error, str(PATTERN_REMEDIES[error.code]) % numbers)


def template_refusal(error: TemplateError) -> BusinessError:
    """The refusal of a template, with the place and the remedy."""
    remedy = str(TEMPLATE_REMEDIES[error.code]) % {"characters": TEMPLATE_LENGTH_MAX}
    return _refusal("template_invalid", error, remedy)


def _refusal(code: str, error: PatternError | TemplateError, remedy: str) -> BusinessError:
    message = _("At character %(position)d: %(remedy)s") % {
        "position": error.position + 1,
        "remedy": remedy,
    }
    return invalid(code, message, problem=error.code, position=error.position)
