"""The two filters that every value passes on its way into a file, row or step of the node. Pure.

A name such as `${SHELL(id)}` would otherwise be executed by the dialplan, and a newline would begin a new line of
a configuration file.
"""

import re
import unicodedata

_IDENT = re.compile(r"[A-Za-z0-9_@./+*:-]+")
_NUMBER = re.compile(r"\+?[0-9]{2,16}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x80-\x9f\u2028\u2029]")
_SPECIAL = re.compile(r'[$"\\;{}<>`]')
TEXT_LENGTH_MAX = 80


def ident(raw: object) -> str:
    """A name or number; anything but letters, digits and `_@./+*:-` is refused, not repaired."""
    if not _IDENT.fullmatch(str(raw)):
        raise ValueError(f"not safe in a dialplan: {raw!r}")
    return str(raw)


def number(raw: object) -> str:
    """A telephone number, inside or outside: digits, with `+` before them at most."""
    if not _NUMBER.fullmatch(str(raw)):
        raise ValueError(f"not a number: {raw!r}")
    return str(raw)


def path(raw: object) -> str:
    """A path in a configuration file; one that Asterisk would read as something else is refused."""
    if _CONTROL.search(str(raw)) or ";" in str(raw):
        raise ValueError(f"not a path for Asterisk: {raw!r}")
    return str(raw)


def text(raw: object) -> str:
    """Free text made harmless: one line, no `$ " \\ ; { } < >` or backquote, at most 80 characters."""
    flat = _CONTROL.sub(" ", unicodedata.normalize("NFC", str(raw)))
    flat = flat.encode("utf-8", "ignore").decode()  # a lone surrogate cannot be written anywhere
    return " ".join(_SPECIAL.sub(" ", flat).split())[:TEXT_LENGTH_MAX].rstrip()
