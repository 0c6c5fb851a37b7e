"""Flows to begin with, kept as documents with placeholders. Pure.

A placeholder is a whole text that begins with `$`. What is put in its place is said by its kind: words for people
(`name`, `text`), or a thing of the company by the key or number with which elements name it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

KEYS = ("office_hours", "black_list", "sample", "duty")  # in the order in which they are offered
PLACEHOLDER_KINDS = (
    "name",
    "text",
    "extension",
    "queue",
    "schedule",
    "list",
    "redirect",
    "box",
)


@dataclass(frozen=True, slots=True)
class Template:
    """`placeholders` are their kinds by name."""

    key: str
    placeholders: Mapping[str, str]
    document: Mapping[str, Any]


@lru_cache
def template(key: str) -> Template:
    """The template with this key; raises KeyError."""
    if key not in KEYS:
        raise KeyError(key)
    folder = resources.files("telephony.flow") / "templates"
    raw = json.loads((folder / f"{key}.json").read_text("utf-8"))
    return Template(key, raw["placeholders"], raw["document"])


def filled(found: Template, values: Mapping[str, str]) -> dict[str, Any]:
    """The document of a template. Where nothing is given, nothing is chosen: the editor says so at the element."""
    unknown = set(values) - set(found.placeholders)
    if unknown:
        raise KeyError(*sorted(unknown))
    document: dict[str, Any] = _put(found.document, values)
    return document


def _put(part: Any, values: Mapping[str, str]) -> Any:
    if isinstance(part, Mapping):
        return {name: _put(value, values) for name, value in part.items()}
    if isinstance(part, list):
        put = (_put(value, values) for value in part)
        return [value for value in put if value != ""]
    if isinstance(part, str) and part.startswith("$"):
        return values.get(part[1:], "")
    return part
