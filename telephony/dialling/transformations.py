"""Templates that turn an E.164 number into what the other side of a line wants. Pure.

A template is literal text (digits, `+ * #`) around at most one substitution of the number's digits, without `+`:

    {number}        all digits                      +{number}      +74951234567
    {number:1}      from the second digit on        8{number:1}    84951234567
    {number:-10}    the last ten                    {number:-10}   4951234567
    {number:1:3}    three digits from the second    {number:1:3}   495

An offset beyond the number gives nothing, one before its beginning the whole, as in Asterisk. A template without a
substitution replaces the number altogether. A mask of 002, `^8(4712\\d{6})$` -> `7\\1`, is a pattern and a template
of one route: `8?4712\\d{6}` and `7{number:-10}`; the template "B-number (National)" of 000 is `8{number:1}`.
Short numbers (112, services) are sent as they are: a template speaks of E.164 only.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

LENGTH_MAX = 40
DIGITS_MAX = 32  # as a length: to the end
_TEMPLATE = re.compile(
    r"(?P<prefix>[0-9+*#]*)(?:\{number(?::(?P<offset>-?[0-9]{1,2}))?(?::(?P<length>[0-9]{1,2}))?\}(?P<suffix>[0-9*#]*))?"
)
# What a shown number may begin with, by offset: when it is whole, and when the 7 of a number of +7 is left out.
_WHOLE_PREFIXES = frozenset({"", "+", "00", "810"})
_NATIONAL_PREFIXES = frozenset({"", "7", "+7", "8", "007", "8107"})
_KEEPING_PREFIXES = {0: _WHOLE_PREFIXES, 1: _NATIONAL_PREFIXES, -10: _NATIONAL_PREFIXES}
_NATIONAL = re.compile(r"7[0-9]{10}")


class TemplateError(ValueError):
    """The template is refused: `code` for translation, `position` from 0 and what to do instead."""

    def __init__(self, code: str, position: int, remedy: str) -> None:
        super().__init__(f"{code} at {position}: {remedy}")
        self.code = code
        self.position = position
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Transformation:
    """`length` digits of the number from `offset` on, between `prefix` and `suffix`."""

    prefix: str
    offset: int
    length: int
    suffix: str

    def apply(self, number: str) -> str:
        """What the line is given for `number` (E.164, with or without `+`)."""
        digits = number.removeprefix("+")
        begin = self.offset if self.offset >= 0 else max(0, len(digits) + self.offset)
        return self.prefix + digits[begin : begin + self.length] + self.suffix

    @property
    def packed(self) -> str:
        """`prefix,offset,length,suffix`, for a subroutine that says `${ARG1}${DIGITS:${ARG2}:${ARG3}}${ARG4}`."""
        return f"{self.prefix},{self.offset},{self.length},{self.suffix}"


@lru_cache(maxsize=1024)
def transformation(template: str) -> Transformation:
    """The template parsed; raises TemplateError."""
    if not template:
        raise TemplateError("empty", 0, "Write {number} to send the number as it is.")
    if len(template) > LENGTH_MAX:
        raise TemplateError("too_long", LENGTH_MAX, f"Use at most {LENGTH_MAX} characters.")
    match = _TEMPLATE.match(template)
    if match is None or match.end() != len(template):
        raise _error(template, match.end() if match else 0)
    found = match.groupdict()
    if "{" not in template:
        return Transformation(template, 0, 0, "")
    return Transformation(
        found["prefix"],
        int(found["offset"] or 0),
        int(found["length"]) if found["length"] else DIGITS_MAX,
        found["suffix"],
    )


def caller_transformation(template: str) -> Transformation:
    """As `transformation`, for the caller's number: a template that would show another number is refused.

    It may write the number another way (+, 8, 810), and leave out the 7 of a number of +7: see `caller_as`.
    """
    result = transformation(template)
    is_cut = result.length != DIGITS_MAX or result.suffix != ""
    if is_cut or result.prefix not in _KEEPING_PREFIXES.get(result.offset, ()):
        raise TemplateError(
            "caller_changed",
            0,
            "Use {number}, +{number}, 8{number:1}, {number:-10} or 7{number:-10}.",
        )
    return result


def caller_as(template: str, number: str) -> str:
    """How a line with this caller template is told `number` (E.164) as the caller.

    A template that leaves out the 7 speaks of numbers of +7 alone: any other is told as its digits, all of them.
    """
    form = caller_transformation(template)
    digits = number.removeprefix("+")
    return form.apply(digits) if form.offset == 0 or _NATIONAL.fullmatch(digits) else digits


def _error(template: str, position: int) -> TemplateError:
    """What is wrong at `position`, where the grammar ended."""
    if template.count("{number") > 1:
        second = template.index("{number", template.index("{number") + 1)
        return TemplateError("two_numbers", second, "A template holds {number} once.")
    if template[position] == "{":
        return TemplateError(
            "unknown_substitution",
            position,
            "Write {number}, {number:1}, {number:-10} or {number:1:3}.",
        )
    return TemplateError(
        "unknown_character", position, "A template holds digits, + * # and {number}."
    )
