"""The lines that a call outside is given to, and what each is told. Pure."""

from collections.abc import Iterator, Sequence

from telephony.dialling.caller_id import shown_by
from telephony.dialling.config import Purpose, RouteConfig, TrunkConfig
from telephony.dialling.decision import Attempt, Status
from telephony.dialling.routes import Asked, matching
from telephony.dialling.transformations import caller_transformation, transformation
from telephony.dialling.way import Way


def attempts_for(way: Way, number: str, shown: str) -> Iterator[Attempt]:
    """Lines of the first of these that answers: the company's routes, the line of the shown number, the operator's
    routes, the operator's default."""
    platform, outside = way.world.platform, way.company.outside
    if _has_match(way, outside.routes, number, shown):
        yield from attempts_by_table(way, outside.routes, number, shown, owner="company")
    elif (own := way.company.own(shown)) and _line(way, own.line):
        way.note("route", Status.CHOSEN, table="number", route=own.line)
        yield from attempts_by_lines(way, (own.line,), number, shown)
    elif _has_match(way, platform.routes, number, shown):
        yield from attempts_by_table(way, platform.routes, number, shown, owner="operator")
    elif platform.default_carrier:
        line = f"carrier:{platform.default_carrier}"
        way.note("route", Status.CHOSEN, table="default", route=line)
        yield from attempts_by_lines(way, (line,), number, shown)


def _asked(way: Way, number: str, shown: str) -> Asked:
    own = way.company.own(shown)
    tags = frozenset(way.company.rights(way.extension).tags) | frozenset(own.tags if own else ())
    return Asked(number, shown, way.extension, tags, way.world.moment, way.company.timezone)


def _has_match(way: Way, table: Sequence[RouteConfig], number: str, shown: str) -> bool:
    return next(matching(table, _asked(way, number, shown)), None) is not None


def attempts_by_table(
    way: Way,
    table: Sequence[RouteConfig],
    number: str,
    shown: str,
    *,
    owner: str,
) -> Iterator[Attempt]:
    for route in matching(table, _asked(way, number, shown)):
        way.note("route", Status.MATCHED, table=owner, route=route.name)
        yield from attempts_by_lines(way, route.trunks, number, shown, route)


def attempts_by_lines(
    way: Way, lines: Sequence[str], number: str, shown: str, route: RouteConfig | None = None
) -> Iterator[Attempt]:
    for name in lines:
        line = _line(way, name)
        way.note("line", Status.CHOSEN if line else Status.SKIPPED, line=name)
        if line:
            yield _attempt(way, name, line, number, shown, route)


def _line(way: Way, name: str) -> TrunkConfig | None:
    """The line `carrier:<name>` or `trunk:<name>`, when it exists and is switched on."""
    kind, _, key = name.partition(":")
    lines = way.world.platform.carriers if kind == "carrier" else way.company.outside.trunks
    return next((line for line in lines if line.name == key and line.is_enabled), None)


def _attempt(
    way: Way, name: str, line: TrunkConfig, number: str, shown: str, route: RouteConfig | None
) -> Attempt:
    """What the line is told. Short numbers (services, help, another PBX) are called as they are."""
    is_help = way.purpose == Purpose.EMERGENCY
    rights = way.company.rights(way.extension)
    tells = shown_by(
        line,
        own=shown,
        hides=rights.hides_number and not is_help,
        original="" if is_help else way.original,
    )
    called_template = (route and route.called_template) or line.called_template
    caller_template = (route and route.caller_template) or line.caller_template
    is_long = number.startswith("+")
    return Attempt(
        name,
        called=transformation(called_template).apply(number) if is_long else number,
        caller=caller_transformation(caller_template).apply(tells.number) if tells.number else "",
        route=route.name if route else "",
        is_hidden=tells.is_hidden,
        diversion=tells.diversion,
    )
