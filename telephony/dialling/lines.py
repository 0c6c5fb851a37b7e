"""The lines that a call outside is given to, and what each is told. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from telephony.dialling.caller_id import CARRIER, is_carriers_number, shown_by
from telephony.dialling.config import OnFailure, PlatformConfig, Purpose, RouteConfig, TrunkConfig
from telephony.dialling.decision import Attempt, Status
from telephony.dialling.routes import Asked, matching
from telephony.dialling.transformations import caller_as, transformation
from telephony.dialling.way import Way

COMPANY = "company"  # whose table a row stands in


def attempts_for(way: Way, number: str, shown: str) -> Iterator[Attempt]:
    """Lines in the order in which they are tried: those of the company's routes when one of them is meant; else the
    line of the shown number, those of the operator's routes, the operator's default, each but what was tried before.
    Behind a row that lets none follow nothing is tried."""
    platform, outside = way.world.platform, way.company.outside
    if _has_match(way, outside.routes, number, shown):
        yield from attempts_by_table(way, outside.routes, number, shown, owner=COMPANY)
        return
    own = way.company.own(shown)
    line = own.line if own and _line(way, own.line) else ""
    if line:
        way.note("route", Status.CHOSEN, table="number", route=line)
        yield from attempts_by_lines(way, (line,), number, shown)
    tried = {line}
    table = platform.routes
    for attempt in attempts_by_table(way, table, number, shown, owner="operator", but=line):
        tried.add(attempt.line)
        yield attempt
    default = f"{CARRIER}{platform.default_carrier}"
    if platform.default_carrier and default not in tried and not _ends(way, table, number, shown):
        way.note("route", Status.CHOSEN, table="default", route=default)
        yield from attempts_by_lines(way, (default,), number, shown)


def emergency_lines(platform: PlatformConfig) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lines of the operator by which help is asked for: those chosen for it, and the others, his default first."""
    default = [each for each in platform.carriers if each.name == platform.default_carrier]
    rest = [each for each in platform.carriers if each.name != platform.default_carrier]
    every = (f"carrier:{each.name}" for each in (*default, *rest))
    chosen = platform.emergency_lines
    return chosen, tuple(line for line in every if line not in chosen)


def _asked(way: Way, number: str, shown: str) -> Asked:
    own = way.company.own(shown)
    tags = frozenset(way.company.rights(way.extension).tags) | frozenset(own.tags if own else ())
    return Asked(number, shown, way.extension, tags, way.world.moment, way.company.timezone)


def _has_match(way: Way, table: Sequence[RouteConfig], number: str, shown: str) -> bool:
    return next(matching(table, _asked(way, number, shown)), None) is not None


def _ends(way: Way, table: Sequence[RouteConfig], number: str, shown: str) -> bool:
    """Whether the call ends with one of the rows that are meant, whatever becomes of it."""
    meant = matching(table, _asked(way, number, shown))
    return any(route.on_failure == OnFailure.STOP for route in meant)


def attempts_by_table(
    way: Way,
    table: Sequence[RouteConfig],
    number: str,
    shown: str,
    *,
    owner: str,
    but: str = "",
) -> Iterator[Attempt]:
    """Lines of the rows of a table, `but` one. What carriers are told is not for rows of a company to say."""
    for route in matching(table, _asked(way, number, shown)):
        lines = [line for line in route.trunks if line != but]
        if lines:
            way.note("route", Status.MATCHED, table=owner, route=route.name)
        yield from attempts_by_lines(way, lines, number, shown, route, is_company=owner == COMPANY)


def attempts_by_lines(
    way: Way,
    lines: Sequence[str],
    number: str,
    shown: str,
    route: RouteConfig | None = None,
    *,
    is_company: bool = False,
) -> Iterator[Attempt]:
    for name in lines:
        line = _line(way, name)
        if line and not _may_show(way, name, shown):
            line = None
        way.note("line", Status.CHOSEN if line else Status.SKIPPED, line=name)
        if line:
            forms = None if is_company and name.startswith(CARRIER) else route
            attempt = _attempt(way, name, line, number, shown, forms)
            yield replace(attempt, route=route.name if route else "")


def _may_show(way: Way, name: str, shown: str) -> bool:
    """Whether a call that shows this number may be given to the line. Help is reached whatever it shows."""
    if way.purpose == Purpose.EMERGENCY or not shown or not name.startswith(CARRIER):
        return True
    return is_carriers_number(way.company, shown)


def _line(way: Way, name: str) -> TrunkConfig | None:
    """The line `carrier:<name>` or `trunk:<name>`, when it exists and is switched on."""
    kind, _, key = name.partition(":")
    lines = way.world.platform.carriers if kind == "carrier" else way.company.outside.trunks
    return next((line for line in lines if line.name == key and line.is_enabled), None)


def _attempt(
    way: Way, name: str, line: TrunkConfig, number: str, shown: str, route: RouteConfig | None
) -> Attempt:
    """What the line is told. Short numbers (services, help, another PBX) are called as they are. A carrier believes no
    caller that a company's own line brought."""
    is_help = way.purpose == Purpose.EMERGENCY
    is_doubtful = name.startswith(CARRIER) and not way.inbound.startswith(CARRIER)
    rights = way.company.rights(way.extension)
    tells = shown_by(
        line,
        own=shown,
        hides=rights.hides_number and not is_help,
        original="" if is_help or is_doubtful else way.original,
    )
    called_template = (route and route.called_template) or line.called_template
    caller_template = (route and route.caller_template) or line.caller_template
    is_long = number.startswith("+")
    return Attempt(
        name,
        called=transformation(called_template).apply(number) if is_long else number,
        caller=caller_as(caller_template, tells.number) if tells.number else "",
        is_hidden=tells.is_hidden,
        diversion=tells.diversion,
    )
