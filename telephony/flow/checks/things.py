"""Things that elements name, and numbers that they want. Pure."""

from collections.abc import Iterator

from telephony.flow.elements import Start
from telephony.flow.graph import Element, Flow
from telephony.flow.problems import Problem, error, missing, warning
from telephony.flow.world import World


def check_things(flow: Flow, world: World) -> Iterator[Problem]:
    """What elements name and does not exist, or has not been chosen yet."""
    for element in flow.elements:
        for use in element.settings.uses():
            if not world.has(use.what, use.key):
                yield missing(element.id, use.field, use.what, use.key)
        for name, sound in element.settings.sounds().items():
            if sound.media and not world.has("media", sound.media):
                yield missing(element.id, name, "media", sound.media)
        for key in element.when.lists if element.level else ():
            if not world.has("list", key):
                yield missing(element.id, "when.lists", "list", key)
        yield from element.settings.check(element, world)


def check_numbers(flow: Flow, world: World, key: int) -> Iterator[Problem]:
    """Numbers that are somebody else's, are wanted twice, or lead elsewhere until the flow is published."""
    mine = f"flow:{key}/"
    seen: dict[str, str] = {}
    for element, field, number in _wanted(flow):
        owner = world.numbers.get(number, "") if field == "number" else ""
        target = world.outside_numbers.get(number, "") if field == "numbers" else ""
        if number in seen:
            yield error(element.id, field, "number_repeated", number=number, at=seen[number])
        elif owner and not owner.startswith(mine):
            yield error(element.id, field, "number_taken", number=number, by=owner)
        elif target and not target.startswith(mine):
            yield warning(element.id, field, "number_elsewhere", number=number, target=target)
        seen.setdefault(number, element.id)


def _wanted(flow: Flow) -> Iterator[tuple[Element, str, str]]:
    for element in flow.elements:
        if element.number:
            yield element, "number", element.number
        if isinstance(element.settings, Start):
            for number in element.settings.numbers:
                yield element, "numbers", number
