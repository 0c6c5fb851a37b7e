"""JSON that can be stored: what PostgreSQL cannot hold is refused at the door, by field."""

import codecs
import json
from collections.abc import Iterator
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import JSONParser
from rest_framework.utils import json as strict_json

FORM_BYTES = 1024 * 1024  # a form, a document of a flow, a thousand selected rows
MAX_CONTAINERS = (
    500_000  # objects and lists of a body: three bytes of it become sixty-four in memory
)


class CleanJSONParser(JSONParser):
    """Parses JSON; refuses malformed text, endless nesting, NaN, null characters and halves of surrogate pairs.

    Anybody may send a body, before it is known who asks: it may not become large in memory.
    """

    max_bytes = FORM_BYTES

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: dict[str, Any] | None = None,
    ) -> Any:
        encoding = (parser_context or {}).get("encoding", settings.DEFAULT_CHARSET)
        try:
            text = codecs.lookup(encoding).decode(_read(stream, self.max_bytes))[0]
            data = json.loads(text, parse_constant=strict_json.strict_constant)
            bad = {path or "": [_bad_text()] for path in _unstorable(data)}
        except (ValueError, LookupError, RecursionError) as error:
            raise ParseError(_("The body is not valid JSON.")) from error
        if bad:
            raise ValidationError(bad)
        return data


class TableJSONParser(CleanJSONParser):
    """Parses tables pasted by people who may import them."""

    max_bytes: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _read(stream: IO[bytes], limit: int) -> bytes:
    body = stream.read(limit + 1)
    if len(body) > limit or body.count(b"{") + body.count(b"[") > MAX_CONTAINERS:
        raise RequestDataTooBig
    return body


def _bad_text() -> str:
    return _("This text contains characters that cannot be stored.")


def _unstorable(value: Any, path: str = "") -> Iterator[str]:
    """Dotted paths of the strings (keys included) that hold a null character or half of a surrogate pair."""
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value):
            yield path
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _unstorable(key, path)
            yield from _unstorable(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _unstorable(inner, f"{path}.{index}" if path else str(index))
