"""Links: where they lead, and what they lead to. Pure."""

from collections.abc import Collection, Iterator

from telephony.flow.graph import Flow, level_of
from telephony.flow.problems import Problem, error, warning


def check_targets(flow: Flow) -> Iterator[Problem]:
    """Exits that lead to nowhere. An exit to a level without layers ends the call, which 004 makes use of."""
    for element in flow.elements:
        for name, target in element.exits.items():
            if level := level_of(target):
                if level not in flow.layers:
                    yield warning(element.id, f"exits.{name}", "level_missing", level=level)
            elif target not in flow.by_id:
                yield error(element.id, f"exits.{name}", "target_missing", target=target)


def check_reach(flow: Flow, reached: Collection[str]) -> Iterator[Problem]:
    """Elements that no call gets to; a flow into which no call comes at all."""
    if not reached:
        yield error("", "", "start_missing")
    for element in flow.elements:
        if element.id not in reached:
            yield warning(element.id, "", "unreachable")
