"""Events of one call -> the path that it took through call flows. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from telephony.asterisk.cel import CallEvent

_ENTERED, _ENDED = "x-flow", "x-flow-end"


@dataclass(frozen=True, slots=True)
class PathStep:
    """An element that the call entered, by the exit of the one before; `version` None: a draft that somebody tried.

    The last step of a path may say why the call ended there: `ended` is hangup unlinked no_layer loop missing back.
    """

    flow: int
    version: int | None
    element: str
    exit: str
    at: datetime
    ended: str = ""


def flow_path(events: Iterable[CallEvent]) -> list[PathStep]:
    """The elements that a call entered, in order; none of a call that met no flow."""
    steps: list[PathStep] = []
    for event in sorted(events, key=lambda event: event.at):
        said = event.details()
        if event.kind == _ENTERED and said.get("flow", "").isdecimal():
            version = said.get("version", "")
            number = int(version) if version.isdecimal() else None
            element, way = said.get("element", ""), said.get("exit", "")
            steps.append(PathStep(int(said["flow"]), number, element, way, event.at))
        elif event.kind == _ENDED and steps:
            last = steps.pop()
            ended = said.get("reason", "")
            steps.append(PathStep(last.flow, last.version, last.element, last.exit, last.at, ended))
    return steps
