"""Documents of flows, as the editor writes them."""

from typing import Any


def element(
    identity: str,
    kind: str,
    *,
    settings: dict[str, Any] | None = None,
    exits: dict[str, str] | None = None,
    **others: Any,
) -> dict[str, Any]:
    """One element with what is usual for all else."""
    return {
        "id": identity,
        "kind": kind,
        "name": "",
        "number": "",
        "position": {"x": 0, "y": 0},
        "level": 0,
        "when": {"lists": [], "days": [], "minutes": []},
        "settings": settings or {},
        "exits": exits or {},
        **others,
    }


def document(*elements: dict[str, Any]) -> dict[str, Any]:
    """A flow of these elements."""
    return {"format": 1, "elements": list(elements)}
