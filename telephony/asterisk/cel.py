"""Lines of the call history spool (CEL as JSON) -> `CallEvent`.

Asterisk writes one JSON object per line. A full disk or a crash cuts a line, and the next one then follows it
without a line break: the reader resynchronises at `{"eventtype"`. A kind of event that nobody here knows is
kept as it is.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl

BOOT_MARK = "x-boot"  # Asterisk is about to start: no call that is older goes on
_LINE_START = '{"eventtype"'
_EARLIEST = datetime(
    2020, 1, 1, tzinfo=UTC
).timestamp()  # a clock outside of these bounds was never right
_LATEST = datetime(2100, 1, 1, tzinfo=UTC).timestamp()
# Field of the line -> field of the event and the most characters kept of it. Callers choose some of these texts, and
# numbers and ids are index keys; 80 and 149 are Asterisk's own bounds of an extension and of an id.
_FIELDS = {
    "uniqueid": ("uniqueid", 149),
    "linkedid": ("linkedid", 149),
    "tenantid": ("tenant", 80),
    "channame": ("channel", 200),
    "num": ("number", 80),
    "name": ("name", 200),
    "exten": ("exten", 80),
    "context": ("context", 80),
    "appname": ("app", 80),
    "peer": ("peer", 400),
    "eventextra": ("extra", 4000),
}


@dataclass(frozen=True, slots=True)
class CallEvent:
    """One thing that happened to one channel. Equal events are the same event, however often it was read.

    `kind` is Asterisk's name of it (`CHAN_START`) or, of an event made by our dialplan, `x-...`. `tenant` is the code
    that owns the channel, empty when nobody said. `channel` is its name (`PJSIP/acme+200-00000001`), `exten` where it
    is in the dialplan, `number` and `name` its own caller identity; `extra` is text whose form depends on the kind.
    """

    kind: str
    at: datetime
    uniqueid: str = ""
    linkedid: str = ""
    tenant: str = ""
    channel: str = ""
    number: str = ""
    name: str = ""
    exten: str = ""
    context: str = ""
    app: str = ""
    peer: str = ""
    extra: str = ""

    def details(self) -> Mapping[str, str]:
        """What `extra` says: a JSON object, or for our own events `key=value&key=value` in its only member."""
        try:
            values = json.loads(self.extra or "{}")
        except (ValueError, RecursionError):
            return {}
        if not isinstance(values, dict):
            return {}
        if self.kind.startswith("x-"):
            said = _text(values.get("extra")).replace("+", "%2B")
            pairs = parse_qsl(said, keep_blank_values=True)
            return {_text(name): _text(value)[:200] for name, value in pairs}
        return {_text(name): _text(value)[:200] for name, value in values.items()}


def event_parse(text: str) -> CallEvent | None:
    """The event in one JSON object, or None when it is not a whole event with a moment that can be true."""
    try:
        values = json.loads(text)
        moment = float(values["eventtime"])
        kind = values["eventtype"]
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None
    if not isinstance(kind, str) or not kind or not _EARLIEST <= moment < _LATEST:
        return None
    texts = {field: _text(values.get(name))[:most] for name, (field, most) in _FIELDS.items()}
    return CallEvent(kind=_text(kind)[:80], at=datetime.fromtimestamp(moment, UTC), **texts)


def line_read(line: str) -> tuple[str, CallEvent] | None:
    """The whole event that a line holds, with its own text; None when the line was cut.

    What was cut before it is lost.
    """
    for text in _tails(line):
        event = event_parse(text)
        if event is not None:
            return text, event
    return None


def _tails(line: str) -> Iterator[str]:
    """The line itself, then what follows each later beginning of an event inside it."""
    start = 0
    while start >= 0:
        yield line[start:]
        start = line.find(_LINE_START, start + 1)


def _text(value: object) -> str:
    """A field as text that any store takes: no NUL, no half of a surrogate pair."""
    if value is None or value == "":
        return ""
    text = value if isinstance(value, str) else str(value)
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode()
