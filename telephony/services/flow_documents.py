"""Documents of flows at the door: what is stored is what the pure library has read."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from telephony.services.problems import invalid

MAX_BYTES = 200_000
MAX_ELEMENTS = 500
Document = dict[str, Any]
_ELEMENT: Document = {
    "name": "",
    "number": "",
    "level": 0,
    "position": {"x": 0, "y": 0},
    "when": {"lists": [], "days": [], "minutes": []},
    "settings": {},
    "exits": {},
}


def document_empty() -> Document:
    """A flow in which nothing happens yet: its beginning alone."""
    start = {**_ELEMENT, "id": "start", "kind": "start", "settings": {"numbers": []}}
    return document_read({"format": 1, "elements": [start]})


def document_read(raw: Any) -> Document:
    """The document as it is stored; refused when it is none. What is wrong with its scheme is not refused here: a
    draft may be unfinished."""
    if not isinstance(raw, Mapping) or raw.get("format") != 1:
        raise _malformed()
    elements = raw.get("elements")
    if not isinstance(elements, list) or not all(isinstance(each, dict) for each in elements):
        raise _malformed()
    if (
        len(elements) > MAX_ELEMENTS
        or len(json.dumps(raw, ensure_ascii=False).encode()) > MAX_BYTES
    ):
        raise invalid(
            "too_large",
            _("A flow has at most %(limit)d elements and 200 kB of text.")
            % {"limit": MAX_ELEMENTS},
            field="document",
        )
    return {"format": 1, "elements": [{**_ELEMENT, **each} for each in elements]}


def _malformed() -> Exception:
    return invalid("document_invalid", _("This is not a call flow."), field="document")
