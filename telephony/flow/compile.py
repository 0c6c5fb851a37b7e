"""A flow -> the extensions of a version on the node. Pure.

An element is an extension with its id: steps of its kind (`compilers`), which set EXIT, and the step that leaves by it.
Each exit that leads somewhere is `<id>.<exit>`, the layers of a level are `level<n>`, the first start is `s`. What the
subroutines do is in asterisk-templates/node/flow*.conf.j2.
"""

from collections.abc import Iterator, Mapping

from telephony.flow.compilers import Place, compile_settings
from telephony.flow.graph import ALWAYS, Element, Flow, When, level_of
from telephony.flow.settings import FORWARD
from telephony.flow.steps import Exten, Go, Put, Run, Step, Value, put_names

FIRST_START = "s"
ENDS, LEAVE = "flow-ends", "flow-leave"
NO_LAYER = "no_layer"


def compile_flow(flow: Flow, sounds: Mapping[str, str]) -> tuple[Exten, ...]:
    """The version's extensions. `sounds` are keys of the files that texts became, by `<element>/<field>`."""
    return tuple(_extens(flow, sounds))


def _extens(flow: Flow, sounds: Mapping[str, str]) -> Iterator[Exten]:
    first = flow.entry()
    if first is not None:
        yield Exten(FIRST_START, (Go(first.id),))
    for element in flow.elements:
        yield Exten(element.id, _element(element, sounds))
        for name, target in element.exits.items():
            yield Exten(f"{element.id}.{name}", (_target(flow, target),))
    for level, layers in flow.layers.items():
        yield Exten(f"level{level}", tuple(_layers(layers)))


def _element(element: Element, sounds: Mapping[str, str]) -> tuple[Step, ...]:
    """What the element does, unless it leads the call on at once."""
    if element.forward:
        return (Run("flow-pass", (FORWARD,)), Go(element.id, LEAVE))
    steps = compile_settings(element.settings, Place(element, sounds))
    return (*steps, Go(element.id, LEAVE)) if not element.settings.ends else steps


def _target(flow: Flow, target: str) -> Step:
    level = level_of(target)
    if not level:
        return Go(target)
    return Go(f"level{level}") if level in flow.layers else Go(NO_LAYER, ENDS)


def _layers(layers: tuple[Element, ...]) -> Iterator[Step]:
    """The first layer that is meant takes the call."""
    for layer in layers:
        if layer.when == ALWAYS:
            yield Go(layer.id)
            return
        yield from _when(layer.when)
        yield Go(layer.id, if_holds=True)
    yield Go(NO_LAYER, ENDS)


def _when(when: When) -> Iterator[Step]:
    if when.lists:
        yield from put_names("LISTS", when.lists)
    if when.days or when.minutes:
        ranges = ",".join(f"{first}-{last}" for first, last in when.minutes)
        yield Put("TIMES", f"{''.join(str(day) for day in when.days)}/{ranges}", Value.TIMES)
    yield Run("flow-when", entry="s")
