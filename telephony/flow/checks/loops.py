"""Ways that lead a call round in no time, until the node stops it. Pure."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from telephony.flow.graph import Element, Flow
from telephony.flow.paths import followers
from telephony.flow.problems import Problem, error, warning
from telephony.flow.settings import FORWARD
from telephony.flow.world import World


def check_loops(flow: Flow) -> Iterator[Problem]:
    """Circles in which nobody waits: no sound, no ringing, no key. Each element is named in one of them at most."""
    hasty = {each.id: set(_at_once(flow, each)) for each in flow.elements}
    order = {each.id: index for index, each in enumerate(flow.elements)}
    while circle := _circle(hasty):
        first = min(range(len(circle)), key=lambda index: order[circle[index]])
        circle = circle[first:] + circle[:first]
        yield error(circle[0], "exits", "loop_without_wait", elements=circle)
        hasty = {
            element: hasty[element].difference(circle) for element in hasty if element not in circle
        }


def _at_once(flow: Flow, element: Element) -> Iterator[str]:
    """Elements to which a call may be led without any wait in this one."""
    for name, found in followers(flow, element):
        if name == FORWARD or not element.settings.waits(name, element.exits):
            yield found.id


def _circle(graph: dict[str, set[str]]) -> list[str]:
    """One circle in a graph of followers, in the order of calls; empty when there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as problem:
        found: list[str] = problem.args[1]
        return found[:0:-1]  # the sorter asks for predecessors, and names the first one twice
    return []


def check_flow_circle(key: int, world: World) -> Iterator[Problem]:
    """Whether this flow may call itself by others; the node ends such a call when it is too deep."""
    seen: set[int] = set()
    waiting = [key]
    while waiting:
        for called in world.flows[waiting.pop()].calls & world.flows.keys():
            if called == key:
                yield warning("", "", "loop_of_flows", flows=sorted({key, *seen}))
                return
            if called not in seen:
                seen.add(called)
                waiting.append(called)
