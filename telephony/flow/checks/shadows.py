"""Layers that are never taken, because layers above them take every call first (004). Pure.

Exact: a layer is meant for some callers (on any of its lists, or anybody) at some minutes of the week. The hardest
caller to take away is the one who is on a single list of it, or on none at all when it has no lists; when the layers
above take that one at every minute, they take everybody. Sets of minutes are whole numbers with a bit for each.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from telephony.flow.graph import Element, Flow
from telephony.flow.problems import Problem, warning

DAY = 24 * 60
ANYBODY = ""  # in the place of a list


def check_shadows(flow: Flow) -> Iterator[Problem]:
    """Layers that are never taken, with those that take their calls."""
    for layers in flow.layers.values():
        yield from _of_level(layers)


def _of_level(layers: Sequence[Element]) -> Iterator[Problem]:
    taken: dict[str, int] = {}  # minutes of the week that are taken, by list
    for index, layer in enumerate(layers):
        minutes = week_minutes(layer.when.days, layer.when.minutes)
        for_all = taken.get(ANYBODY, 0)
        cases = layer.when.lists or (ANYBODY,)
        if all(not minutes & ~(for_all | taken.get(case, 0)) for case in cases):
            above = [each.id for each in _culprits(layers[:index], cases, minutes)]
            yield warning(layer.id, "when", "shadowed_layer", by=above, level=layer.level)
        for case in cases:
            taken[case] = taken.get(case, 0) | minutes


def _culprits(above: Sequence[Element], cases: Sequence[str], minutes: int) -> Iterator[Element]:
    """The one layer that is wider, or those that are together."""
    touching = []
    for layer in above:
        found = week_minutes(layer.when.days, layer.when.minutes)
        lists = layer.when.lists
        if all(not lists or case in lists for case in cases) and not minutes & ~found:
            yield layer
            return
        if minutes & found and (not lists or set(cases) & set(lists)):
            touching.append(layer)
    yield from touching


@lru_cache(maxsize=1024)
def week_minutes(days: tuple[int, ...], minutes: tuple[tuple[int, int], ...]) -> int:
    """The minutes of a week on these weekdays in these ranges, a bit for each; nothing said means all."""
    day = 0
    for first, last in minutes or ((0, DAY),):
        day |= ((1 << (last - first)) - 1) << first
    week = 0
    for weekday in days or range(1, 8):
        week |= day << ((weekday - 1) * DAY)
    return week
