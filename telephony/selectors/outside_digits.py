"""Looking for outside numbers (E.164) by a part of them, however people write it: 8 (495) 123, +7495, 123-45."""

from django.db.models import Q

_DIGITS = frozenset("0123456789")
_BEGINNINGS = {"8": "+7", "810": "+"}  # as numbers are dialled in Russia


def digits_of(part: str) -> str:
    """The digits of what can be a part of a number; none of what has letters or is no number (a mail address)."""
    if any(character.isalpha() for character in part):
        return ""
    return "".join(character for character in part if character in _DIGITS)


def holds_digits(field: str, digits: str) -> Q:
    """Numbers in `field` that hold these digits, dialled as in Russia or not."""
    found = Q(**{f"{field}__contains": digits})
    for written, meant in _BEGINNINGS.items():
        rest = digits.removeprefix(written)
        if rest and rest != digits:
            found |= Q(**{f"{field}__startswith": meant + rest})
    return found
