"""How people and the API are told where calls lead."""

from dataclasses import dataclass
from typing import Self

from telephony.models import Flow, InternalNumber, NumberTarget, OutsideSettings, RedirectNumber


@dataclass(frozen=True, slots=True)
class Target:
    """Where calls lead: at most one of the three is set; `element` is the one of the flow at which they begin."""

    internal_number: InternalNumber | None = None
    redirect: RedirectNumber | None = None
    flow: Flow | None = None
    element: str = ""

    @classmethod
    def of_number(cls, said: NumberTarget) -> Self:
        """Where an outside number leads."""
        return cls(said.internal_number, said.redirect, said.flow, said.element)

    @classmethod
    def of_unknown(cls, said: OutsideSettings) -> Self:
        """Where numbers lead that lead nowhere themselves."""
        return cls(
            said.unknown_internal_number,
            said.unknown_redirect,
            said.unknown_flow,
            said.unknown_element,
        )


def target_value(target: Target) -> str:
    """`internal:500`, `redirect:<id>`, `flow:<id>/<element>` or nothing, as forms write it."""
    if target.internal_number is not None:
        return f"internal:{target.internal_number.number}"
    if target.flow is not None:
        return f"flow:{target.flow.pk}/{target.element}"
    return f"redirect:{target.redirect.pk}" if target.redirect else ""


def target_label(target: Target) -> str:
    """The same for people: `500 Everybody`, `Anna's mobile +79161234567`, `Office hours`."""
    if target.internal_number is not None:
        return number_label(target.internal_number)
    if target.flow is not None:
        return target.flow.name
    return redirect_label(target.redirect) if target.redirect else ""


def number_label(number: InternalNumber) -> str:
    """An internal number with the name of what answers it."""
    return f"{number.number} {holder_name(number)}".strip()


def redirect_label(redirect: RedirectNumber) -> str:
    """A redirect number by name and number."""
    return f"{redirect.name} {redirect.number}"


def holder_name(number: InternalNumber) -> str:
    """Name of what answers an internal number."""
    for kind in ("queue", "extension", "schedule"):
        holder = getattr(number, kind, None)
        if holder is not None:
            return str(holder.name)
    dialled = getattr(number, "flow_number", None)
    return dialled.flow.name if dialled else ""
