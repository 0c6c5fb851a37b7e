"""Where calls can get in a flow, and what is left out because none can. Pure."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from telephony.flow.graph import START, Element, Flow
from telephony.flow.settings import FORWARD
from telephony.flow.world import World

Document = Mapping[str, Any]


def entries(world: World, key: int) -> frozenset[str]:
    """Elements of the flow `key` into which other things of the company lead: plans of persons, outside numbers."""
    plans = (element for flow, element in world.plans.values() if flow == key)
    mine = f"flow:{key}/"
    targets = (target for target in world.outside_numbers.values() if target.startswith(mine))
    return frozenset((*plans, *(target.removeprefix(mine) for target in targets)))


def live_exits(element: Element) -> Mapping[str, str]:
    """The exits that calls can take: an element that leads on at once has no others."""
    return {FORWARD: element.forward} if element.forward else element.exits


def followers(flow: Flow, element: Element) -> Iterator[tuple[str, Element]]:
    """Exits of an element that lead to elements, and these."""
    for name, target in live_exits(element).items():
        for found in flow.targets(target):
            yield name, found


def reachable(flow: Flow, also: Collection[str] = ()) -> frozenset[str]:
    """Ids of the elements that a call can get to: from a start, by a number of its own, or at one of `also`."""
    waiting = [each for each in flow.elements if _is_entry(each, also)]
    seen = {each.id for each in waiting}
    while waiting:
        for _name, found in followers(flow, waiting.pop()):
            if found.id not in seen:
                seen.add(found.id)
                waiting.append(found)
    return frozenset(seen)


def _is_entry(element: Element, also: Collection[str]) -> bool:
    return element.kind == START or bool(element.number) or element.id in also


def pruned(flow: Flow, also: Collection[str] = ()) -> Flow:
    """The flow without the elements that no call can get to (001): what is published."""
    kept = reachable(flow, also)
    return Flow(tuple(each for each in flow.elements if each.id in kept))


def pruned_document(document: Document, flow: Flow, also: Collection[str] = ()) -> dict[str, Any]:
    """The document of `pruned(flow)`, everything else in it as it was."""
    kept = reachable(flow, also)
    elements = [each for each in document["elements"] if each.get("id") in kept]
    return {**document, "elements": elements}
