"""A flow written as a document, the reverse of `parse`. Pure."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from telephony.flow.graph import Element, Flow
from telephony.flow.limits import DOCUMENT_FORMAT
from telephony.flow.settings import Sound

Json = dict[str, object]


def document(flow: Flow, positions: Mapping[str, tuple[float, float]] | None = None) -> Json:
    """The document of a flow. Elements without a position lie at the origin, where the canvas lays them out."""
    places = positions or {}
    elements = [_element(each, places.get(each.id, (0, 0))) for each in flow.elements]
    return {"format": DOCUMENT_FORMAT, "elements": elements}


def settings_document(settings: object) -> Json:
    """The settings of an element as JSON."""
    if not is_dataclass(settings):
        raise TypeError(f"no settings: {settings!r}")
    return {each.name: _plain(getattr(settings, each.name)) for each in fields(settings)}


def _element(element: Element, place: tuple[float, float]) -> Json:
    return {
        "id": element.id,
        "kind": element.kind,
        "name": element.name,
        "number": element.number,
        "position": {"x": place[0], "y": place[1]},
        "level": element.level,
        "when": settings_document(element.when),
        "settings": settings_document(element.settings),
        "exits": dict(element.exits),
    }


def _plain(value: object) -> object:
    if isinstance(value, Sound) and value.media:
        return {"media": value.media}
    if isinstance(value, Sound):
        return {"text": value.text, "voice": value.voice, "rate": value.rate}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return settings_document(value) if is_dataclass(value) else value
