"""How people and the API are told where calls lead."""

from telephony.models import Extension, InternalNumber, Queue, RedirectNumber


def target_value(number: InternalNumber | None, redirect: RedirectNumber | None) -> str:
    """`internal:500`, `redirect:<id>` or nothing, as forms write it."""
    if number is not None:
        return f"internal:{number.number}"
    return f"redirect:{redirect.pk}" if redirect else ""


def target_label(number: InternalNumber | None, redirect: RedirectNumber | None) -> str:
    """The same for people: `500 Everybody`, `Anna's mobile +79161234567`."""
    if number is not None:
        return f"{number.number} {holder_name(number)}".strip()
    return f"{redirect.name} {redirect.number}" if redirect else ""


def holder_name(number: InternalNumber) -> str:
    """Name of what answers an internal number."""
    holder: Queue | Extension | None = getattr(number, "queue", None) or getattr(
        number, "extension", None
    )
    return holder.name if holder else ""
