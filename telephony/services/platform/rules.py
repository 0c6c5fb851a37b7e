"""The operator's route table and filters, which hold for all companies (000)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from telephony.carriers.models import Carrier, PlatformFilter, PlatformRoute
from telephony.services.call_rules import (
    ROUTE_PARSERS,
    RULE_PARSERS,
    patterns_parse,
    position_next,
    positions_set,
    times_take,
)
from telephony.services.choices import subset
from telephony.services.platform.changes import platform_write
from telephony.services.problems import Parsers, Problems, fields_parse, invalid, too_many
from telephony.services.routes import MAX_LINES, RouteValues
from telephony.services.writes import row_lock
from tenants.services.audit import Actor, audit_write

MAX_ROUTES = 200  # their packed facts must be walked by the dialplan, as a company's
MAX_FILTERS = 200
_FILTER_PARSERS: Parsers = {
    **RULE_PARSERS,
    "called": patterns_parse,
    "calling": patterns_parse,
}


class FilterValues(TypedDict, total=False):
    """What a form may say about a filter; an empty list of patterns describes every number."""

    name: str
    comment: str
    direction: str
    called: list[str]
    calling: list[str]
    is_enabled: bool


@platform_write()
def platform_route_create(values: RouteValues, *, actor: Actor) -> PlatformRoute:
    """Add a route behind all others."""
    fields = _route_fields({"name": "", "trunks": [], **values})
    _room_check(PlatformRoute.objects.count(), MAX_ROUTES)
    route = PlatformRoute.objects.create(position=position_next(PlatformRoute), **fields)
    audit_write("platform_route.created", actor=actor, subject=route.name)
    return route


@platform_write()
def platform_route_update(
    route: PlatformRoute, values: RouteValues, *, actor: Actor
) -> PlatformRoute:
    """Change what `values` names."""
    row_lock(route)
    for field, value in _route_fields(values).items():
        setattr(route, field, value)
    route.save()
    audit_write("platform_route.updated", actor=actor, subject=route.name, fields=sorted(values))
    return route


@platform_write()
def platform_route_delete(route: PlatformRoute, *, actor: Actor) -> None:
    """Take a route out of the table."""
    audit_write("platform_route.deleted", actor=actor, subject=route.name)
    route.delete()


@platform_write()
def platform_routes_reorder(ids: Sequence[UUID], *, actor: Actor) -> None:
    """Put all routes into this order."""
    positions_set(PlatformRoute, ids)
    audit_write("platform_route.reordered", actor=actor)


@platform_write()
def platform_filter_create(values: FilterValues, *, actor: Actor) -> PlatformFilter:
    """Add a filter. One without any pattern would refuse every call, and is refused itself."""
    _room_check(PlatformFilter.objects.count(), MAX_FILTERS)
    made = PlatformFilter()
    _filter_fill(made, {"name": "", **values})
    made.save(force_insert=True)
    audit_write("platform_filter.created", actor=actor, subject=made.name)
    return made


@platform_write()
def platform_filter_update(
    row: PlatformFilter, values: FilterValues, *, actor: Actor
) -> PlatformFilter:
    """Change what `values` names."""
    row_lock(row)
    _filter_fill(row, values)
    row.save()
    audit_write("platform_filter.updated", actor=actor, subject=row.name, fields=sorted(values))
    return row


@platform_write()
def platform_filter_delete(row: PlatformFilter, *, actor: Actor) -> None:
    """Remove a filter."""
    audit_write("platform_filter.deleted", actor=actor, subject=row.name)
    row.delete()


def _filter_fill(row: PlatformFilter, values: FilterValues | dict[str, Any]) -> None:
    problems = Problems()
    fields = fields_parse(values, _FILTER_PARSERS, problems)
    if "direction" in values:
        fields["direction"] = problems.take("direction", _direction, values["direction"])
    problems.raise_any()
    for field, value in fields.items():
        setattr(row, field, value)
    if not row.called and not row.calling:
        raise invalid("required", _("Describe the called or the calling numbers."), field="called")


def _direction(raw: str) -> str:
    return subset([raw], PlatformFilter.Direction.values)[0]


def _route_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    problems = Problems()
    fields = fields_parse(values, _ROUTE_PARSERS, problems)
    times_take(values, fields, problems)
    problems.raise_any()
    return fields


def carrier_lines_parse(raw: Sequence[str], *, limit: int) -> list[str]:
    """Carriers as routes write them, in the order in which they are tried; at least one."""
    if not raw:
        raise invalid("required", _("Choose at least one."))
    if len(raw) > limit:
        raise too_many(limit)
    known = {f"carrier:{name}" for name in Carrier.objects.values_list("name", flat=True)}
    problems = Problems()
    for index, line in enumerate(raw):
        if line not in known:
            problems.add(
                invalid("carrier_unknown", _("There is no such carrier.")), field=str(index)
            )
    problems.raise_any()
    return list(dict.fromkeys(raw))


_ROUTE_PARSERS: Parsers = {
    **ROUTE_PARSERS,
    "trunks": partial(carrier_lines_parse, limit=MAX_LINES),
}


def _room_check(count: int, limit: int) -> None:
    if count >= limit:
        raise too_many(limit)
