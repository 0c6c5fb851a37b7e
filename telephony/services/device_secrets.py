"""SIP passwords: made by us, or typed and strong enough to face the scanners that find every SIP server."""

import re
import secrets
import string
from collections.abc import Iterable

from django.utils.translation import gettext as _

from telephony.services.problems import invalid

MIN_LENGTH = 12
MAX_LENGTH = 64
MIN_CLASSES = 3
MIN_DIFFERENT = 6
_LENGTH = 20
# Without characters that people mix up when they type a password into a phone's small screen.
_ALPHABET = "".join(c for c in string.ascii_letters + string.digits if c not in "0O1lI")
_PRINTABLE = re.compile(r"[!-~]+", re.ASCII)
_CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")
_SHORTEST_NAME = 3  # a company called "A" may still use the letter


def generate() -> str:
    """A new password with about 116 bits of chance in it, in letters and digits only."""
    return "".join(secrets.choice(_ALPHABET) for _position in range(_LENGTH))


def typed(raw: str, known: Iterable[str]) -> str:
    """A typed password, refused when it is weak or contains one of `known` (login, number, company), in any case."""
    if not _PRINTABLE.fullmatch(raw):
        raise invalid(
            "secret_characters", _("Use Latin letters, digits and signs, without spaces.")
        )
    if len(raw) < MIN_LENGTH:
        raise invalid("secret_short", _("At least %(limit)d characters.") % {"limit": MIN_LENGTH})
    if len(raw) > MAX_LENGTH:
        raise invalid("too_long", _("At most %(limit)d characters.") % {"limit": MAX_LENGTH})
    if sum(bool(re.search(each, raw)) for each in _CLASSES) < MIN_CLASSES:
        raise invalid(
            "secret_simple", _("Use at least three of: small letters, capitals, digits, signs.")
        )
    if len(set(raw)) < MIN_DIFFERENT:
        raise invalid("secret_simple", _("Too many characters are the same."))
    _refuse_known(raw.casefold(), known)
    return raw


def _refuse_known(folded: str, known: Iterable[str]) -> None:
    for each in known:
        name = each.strip().casefold()
        if len(name) >= _SHORTEST_NAME and name in folded:
            raise invalid(
                "secret_guessable",
                _("The password may not contain the login, the number or the name of the company."),
            )
