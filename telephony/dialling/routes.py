"""Which lines a call is given to, and in which order. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telephony.dialling.config import OnFailure, RouteConfig
from telephony.dialling.patterns import matches_any
from telephony.dialling.times import is_in_force


@dataclass(frozen=True, slots=True)
class Asked:
    """What a route is asked about: `called` as E.164 (or as dialled, when short), the caller's two numbers and tags."""

    called: str
    shown: str
    extension: str
    tags: frozenset[str]
    moment: int
    timezone: str


def is_meant(route: RouteConfig, asked: Asked) -> bool:
    """Whether all conditions of the row hold. `calling` may be the shown number or the internal one."""
    return (
        matches_any(route.called, asked.called)
        and (not route.calling or _is_calling(route, asked))
        and (not route.tags or not asked.tags.isdisjoint(route.tags))
        and is_in_force(route.times, moment=asked.moment, timezone=asked.timezone)
    )


def _is_calling(route: RouteConfig, asked: Asked) -> bool:
    return any(matches_any(route.calling, number) for number in (asked.shown, asked.extension))


def matching(table: Sequence[RouteConfig], asked: Asked) -> Iterator[RouteConfig]:
    """Rows that the call may take, in order: the first that is meant, and while they say `next`, those after it."""
    for route in table:
        if is_meant(route, asked):
            yield route
            if route.on_failure == OnFailure.STOP:
                return
