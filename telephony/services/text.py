"""What people may type into free text. Everything printable is accepted, quotes, `;` and `${...}` included: each
output (dialplan, page, spreadsheet) neutralises it in its own way. Refused is what no output can show honestly.
"""

import unicodedata

from django.utils.translation import gettext as _

from telephony.services.problems import invalid

# Direction overrides let a name be read as another one; the joiners that emoji are made of stay allowed.
_DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_REFUSED_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})


def line(raw: object, limit: int) -> str:
    """One line of text without spaces around it, of at most `limit` characters; may be empty."""
    return _checked(raw, limit=limit, allowed="")


def required_line(raw: object, limit: int) -> str:
    """One line of text that may not be empty."""
    text = line(raw, limit)
    if not text:
        raise invalid("required", _("This field may not be empty."))
    return text


def paragraph(raw: object, limit: int) -> str:
    """Text of several lines of at most `limit` characters; line ends become `\\n`."""
    text = raw.replace("\r\n", "\n") if isinstance(raw, str) else raw
    return _checked(text, limit=limit, allowed="\n\t")


def _checked(raw: object, *, limit: int, allowed: str) -> str:
    if not isinstance(raw, str):
        raise invalid("not_a_string", _("Text is expected here."))
    text = raw.strip()
    if any(_is_refused(character) and character not in allowed for character in text):
        raise invalid(
            "control_characters",
            _("Line breaks and other invisible control characters are not allowed here."),
        )
    if len(text) > limit:
        raise invalid(
            "too_long",
            _("At most %(limit)d characters; there are %(length)d.")
            % {"limit": limit, "length": len(text)},
            limit=limit,
        )
    return text


def _is_refused(character: str) -> bool:
    return (
        character in _DIRECTION_OVERRIDES or unicodedata.category(character) in _REFUSED_CATEGORIES
    )
