"""Where flows use the things on a page of a list."""

from collections.abc import Iterable
from typing import Any, ClassVar

from rest_framework import serializers

from telephony.flow.references import Thing
from telephony.selectors.flow_uses import flow_usages_by_key
from tenants.usages import Usage


class UsageSerializer(serializers.Serializer[Any]):
    """One place where a thing is used."""

    kind = serializers.CharField()
    id = serializers.CharField()
    label = serializers.CharField()


class UsageBook:
    """Usages by the key of the thing, those of one page read together."""

    def __init__(self, kind: Thing) -> None:
        self._kind = kind
        self._known: dict[str, list[Usage]] = {}

    def load(self, keys: Iterable[str]) -> None:
        """Read what is not known yet."""
        missing = [key for key in keys if key not in self._known]
        if missing:
            found = flow_usages_by_key(self._kind, missing)
            self._known.update({key: found.get(key, []) for key in missing})

    def get(self, key: str) -> list[Usage]:
        """Flows that use the thing."""
        self.load([key])
        return self._known[key]


class FlowUsagesMixin:
    """Gives serializers the `usages` of the rows on the page, which must have a `key`."""

    used_as: ClassVar[Thing]

    def get_serializer_context(self) -> dict[str, Any]:
        if not hasattr(self, "_usages"):
            self._usages = UsageBook(self.used_as)
        return {**super().get_serializer_context(), "usages": self._usages}  # type: ignore[misc]  # of the viewset beside it

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)  # type: ignore[misc]  # of the viewset beside it
        if page:
            self.get_serializer_context()["usages"].load([row.key for row in page])
        return page
