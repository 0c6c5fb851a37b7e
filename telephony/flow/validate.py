"""Whether a flow makes sense in its company. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from telephony.flow.checks.links import check_reach, check_targets
from telephony.flow.checks.loops import check_flow_circle, check_loops
from telephony.flow.checks.shadows import check_shadows
from telephony.flow.checks.things import check_numbers, check_things
from telephony.flow.elements import OtherFlow
from telephony.flow.graph import Flow
from telephony.flow.parse import parse
from telephony.flow.paths import entries, reachable
from telephony.flow.problems import ERROR, WARNING, ParseProblem, Problem
from telephony.flow.world import FlowFacts, World

HARMLESS = frozenset({"field_unknown"})  # of reading: it is left out, and nothing is lost


@dataclass(frozen=True, slots=True)
class Checked:
    """A document as it was read, with all that is wrong with it."""

    flow: Flow
    problems: tuple[Problem, ...]

    @property
    def has_errors(self) -> bool:
        """Whether it cannot be published."""
        return any(each.level == ERROR for each in self.problems)


def check_document(document: object, world: World, key: int = 0) -> Checked:
    """Read a document of the flow `key` and check it."""
    parsed = parse(document)
    if any(each.code == "too_large" for each in parsed.problems):
        return Checked(parsed.flow, tuple(_read_problems(parsed.problems)))
    problems = (*_read_problems(parsed.problems), *validate(parsed.flow, world, key))
    return Checked(parsed.flow, _without_the_unreached(problems))


def validate(flow: Flow, world: World, key: int = 0) -> list[Problem]:
    """All that is wrong with the flow, in the order of its elements. `key` 0: it is not kept yet."""
    world = replace(world, flows={**world.flows, key: facts(flow)})
    reached = reachable(flow, entries(world, key))
    found = [
        *check_reach(flow, reached),
        *check_targets(flow),
        *check_things(flow, world),
        *check_numbers(flow, world, key),
        *check_loops(flow),
        *check_flow_circle(key, world),
        *check_shadows(flow),
    ]
    order = {each.id: index for index, each in enumerate(flow.elements)}
    ordered = sorted(found, key=lambda each: order.get(each.element, -1))
    return list(_without_the_unreached(ordered))


def facts(flow: Flow) -> FlowFacts:
    """A flow as others see it."""
    calls = (each.settings.flow for each in flow.elements if isinstance(each.settings, OtherFlow))
    return FlowFacts(tuple(each.id for each in flow.starts), frozenset(calls))


def _read_problems(problems: Iterable[ParseProblem]) -> Iterator[Problem]:
    for each in problems:
        level = WARNING if each.code in HARMLESS else ERROR
        yield Problem(level, each.element, each.field, each.code, each.extra)


def _without_the_unreached(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors of elements that are left out of what is published keep nothing from being published."""
    known = tuple(problems)
    left_out = {each.element for each in known if each.code == "unreachable"}
    return tuple(
        replace(each, level=WARNING) if each.element in left_out else each for each in known
    )
