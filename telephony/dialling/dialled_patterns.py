"""Patterns that were written as people in Russia dial, and therefore describe no outside number. Pure.

Numbers are matched as E.164: `8916.*` never means +7916..., nor does `916.......`. Some of these patterns are right all
the same (`84.*` is Vietnam), so that they are told about and not refused.
"""

from telephony.dialling.pattern_parser import DIGITS, Chars, Choice, Node, Repeat, Series, parse
from telephony.dialling.patterns import compiled

_TRUNK, _ABROAD, _COUNTRY = "8", "810", "7"
_CODES = "3489"  # Russian area codes begin so
_LENGTH = 10  # of a Russian number without a prefix


def is_as_dialled(text: str) -> bool:
    """Whether the pattern describes numbers with 8 or 810 before them, or without a country code, and not with 7.

    Raises PatternError.
    """
    matches = compiled(text).matches
    example = _shortest(parse(text))
    if len(example) == _LENGTH and example[0] in _CODES and example.isdigit():
        return not matches(_COUNTRY + example)
    dialled = example.ljust(_LENGTH + 1, "9")
    is_dialled = dialled[0] == _TRUNK and (dialled[1] in _CODES or dialled.startswith(_ABROAD))
    return is_dialled and matches(dialled) and not matches(_COUNTRY + dialled[1:])


def _shortest(node: Node) -> str:
    """A number that the node describes, as short as can be."""
    match node:
        case Chars(allowed):
            return max(allowed & DIGITS or allowed)
        case Repeat(item, least, _most):
            return _shortest(item) * least
        case Series(items):
            return "".join(map(_shortest, items))
        case Choice(branches):
            return min(map(_shortest, branches), key=len)
