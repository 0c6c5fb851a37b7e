"""Where a thing is used, so that deleting it can show the places and offer a replacement."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from tenants.errors import BusinessError


@dataclass(frozen=True, slots=True)
class Usage:
    """One place where something is used: what kind of thing uses it, which one, and its name for people."""

    kind: str
    id: str
    label: str


def in_use(usages: Sequence[Usage]) -> BusinessError:
    """The refusal to delete what is used; the caller may repeat with a replacement, or by force."""
    return BusinessError(
        "in_use",
        _("This is still in use. Choose a replacement."),
        usages=[asdict(usage) for usage in usages],
    )
