"""What uses the things on a page of a list."""

from collections.abc import Iterable, Mapping
from typing import Any

from tenants.usages import Usage


class PageUsagesMixin:
    """Gives serializers `usages`: what uses a row, which must have a `key`; those of one page are read together."""

    @staticmethod
    def usages_of(rows: Iterable[Any]) -> Mapping[str, list[Usage]]:
        """What uses each of these rows, by key."""
        raise NotImplementedError

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "usages": self._usages}  # type: ignore[misc]  # of the viewset beside it

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)  # type: ignore[misc]  # of the viewset beside it
        self._shown = {row.key for row in page or ()}
        self._known = self.usages_of(page) if page else {}
        return page

    def _usages(self, row: Any) -> list[Usage]:
        is_shown = row.key in getattr(self, "_shown", ())
        return (self._known if is_shown else self.usages_of([row])).get(row.key, [])
