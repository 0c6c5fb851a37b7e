"""All addresses of the API, found by walking the URL configuration: nothing can be forgotten here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tenants.api.base import Access, BaseViewSet

API = "api/v1/"


@dataclass(frozen=True)
class Route:
    """One address: its template with `{names}`, the class behind it, HTTP method -> action."""

    template: str
    view: type[Any]
    actions: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return self.template.removeprefix(API)

    @cached_property
    def parameters(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.template)

    def path(self, value: str, **named: str) -> str:
        """The address with its parameters replaced: those in `named` by theirs, all others by `value`."""
        return "/" + re.sub(r"{(\w+)}", lambda found: named.get(found[1], value), self.template)

    def needed(self, action: str) -> Any:
        return getattr(self.view, "permissions", {}).get(action)

    def is_public(self, action: str) -> bool:
        return self.needed(action) is Access.ANYONE


def api_routes() -> list[Route]:
    """Every address under /api/v1/, once."""
    found = {}
    for template, callback in _walk(get_resolver().url_patterns, ""):
        if template.startswith(API):
            view = getattr(callback, "cls", callback)
            offered = getattr(view, "http_method_names", ())
            bound = getattr(callback, "actions", {}).items()
            actions = tuple(
                sorted((method, action) for method, action in bound if method in offered)
            )
            found[template, actions] = Route(template, view, actions)
    return list(found.values())


def view_sets() -> list[type[BaseViewSet]]:
    return sorted({route.view for route in api_routes()}, key=lambda view: view.__name__)


def _walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        path = prefix + _template(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern.callback


def _template(pattern: Any) -> str:
    """A route or regular expression as text with `{names}`."""
    text = str(pattern).removeprefix("^").replace("\\Z", "").removesuffix("$")
    text = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"{\1}", text)
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", text).replace("\\", "")
