"""The company's route table (000, 002)."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from telephony.models import Route, Trunk
from telephony.selectors.company_lines import company_lines
from telephony.services.call_rules import (
    ROUTE_PARSERS,
    position_next,
    positions_set,
    times_take,
)
from telephony.services.problems import Problems, fields_parse, invalid, too_many
from telephony.services.writes import config_write, row_lock, tenant_lock

MAX_ROUTES = 200  # their packed facts must be walked by the dialplan
MAX_LINES = 8
_TOGETHER = ("trunks", "called_template", "caller_template", "is_internal")


class RouteValues(TypedDict, total=False):
    """What a form may say about a route; `trunks` are lines in the order in which they are tried."""

    name: str
    comment: str
    is_enabled: bool
    called: list[str]
    calling: list[str]
    tags: list[str]
    times: dict[str, Any]
    called_template: str
    caller_template: str
    trunks: list[str]
    on_failure: str
    is_recorded: bool
    is_private: bool
    is_internal: bool


@config_write()
def route_create(values: RouteValues) -> Route:
    """Add a route behind all others."""
    fields = _fields(Route(), {"name": "", "trunks": [], **values})
    tenant_lock()
    if Route.objects.count() >= MAX_ROUTES:
        raise too_many(MAX_ROUTES)
    return Route.objects.create(position=position_next(Route), **fields)


@config_write()
def route_update(route: Route, values: RouteValues) -> Route:
    """Change what `values` names."""
    row_lock(route)
    for field, value in _fields(route, values).items():
        setattr(route, field, value)
    route.save()
    return route


@config_write()
def route_delete(route: Route) -> None:
    """Take a route out of the table."""
    route.delete()


@config_write()
def route_enable(route: Route, *, is_enabled: bool) -> None:
    """Let the route take calls, or let them pass it."""
    route.is_enabled = is_enabled
    route.save(update_fields=["is_enabled"])


@config_write()
def routes_reorder(ids: Sequence[UUID]) -> None:
    """Put all routes into this order."""
    tenant_lock()
    positions_set(Route, ids)


def internal_line_release(line: str) -> None:
    """Refuse to let a line lead to the outside while numbers of another PBX leave by it: these are not asked for any
    permission."""
    if Route.objects.filter(is_internal=True, trunks__contains=[line]).exists():
        raise invalid("line_used_inside", _("Routes to another PBX use this line."))


def line_replace(old: str, new: str) -> None:
    """Put the line `new` in the place of `old` in all routes; "" takes it out. A route without any line is switched
    off: it would refuse the calls that it describes."""
    for route in Route.objects.filter(trunks__contains=[old]):
        route.trunks = lines_replaced(route.trunks, old, new)
        route.is_enabled = route.is_enabled and bool(route.trunks)
        route.save(update_fields=["trunks", "is_enabled"])


def lines_replaced(lines: Sequence[str], old: str, new: str) -> list[str]:
    """Lines with `new` in the place of `old`, each once; an empty `new` takes it out."""
    changed = (new if line == old else line for line in lines)
    return list(dict.fromkeys(line for line in changed if line))


def _fields(route: Route, values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that `values` names, checked together with those that `route` keeps."""
    problems = Problems()
    fields = fields_parse(values, ROUTE_PARSERS, problems)
    times_take(values, fields, problems)
    if "trunks" in values:
        fields["trunks"] = problems.take("trunks", lines_parse, values["trunks"])
    problems.raise_any()
    _refuse_mixed({**{name: getattr(route, name) for name in _TOGETHER}, **fields}, problems)
    problems.raise_any()
    return fields


def _refuse_mixed(route: Mapping[str, Any], problems: Problems) -> None:
    """Refuse what would get round the one rule for calls to the outside: another number after the permission was
    given, by a line of the operator; numbers of another PBX, for which no permission is asked, by any other line."""
    carriers = [line for line in route["trunks"] if not line.startswith("trunk:")]
    for field in ("called_template", "caller_template"):
        if carriers and route[field]:
            problems.add(
                invalid(
                    "template_on_carrier",
                    _("Calls by the operator's lines leave as the operator says; use own lines."),
                ),
                field=field,
            )
    if route["is_internal"]:
        inside = {trunk.line for trunk in Trunk.objects.filter(is_internal=True)}
        for index, line in enumerate(route["trunks"]):
            if line not in inside:
                problems.add(
                    invalid("line_not_internal", _("This line does not lead to another PBX.")),
                    field=f"trunks.{index}",
                )


def lines_parse(raw: Sequence[str]) -> list[str]:
    """Lines that the company may use: its own trunks, and the carriers of its numbers."""
    if not raw:
        raise invalid("required", _("Choose at least one."))
    if len(raw) > MAX_LINES:
        raise too_many(MAX_LINES)
    allowed = {each.line for each in company_lines()}
    problems = Problems()
    for index, line in enumerate(raw):
        if line not in allowed:
            problems.add(
                invalid("line_unknown", _("The company has no such line.")), field=str(index)
            )
    problems.raise_any()
    return list(dict.fromkeys(raw))
