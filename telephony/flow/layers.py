"""A flow as the table of 004: a row for each layer, with its level, action, times and transitions. Pure.

The table and the canvas show the same flow: what a row has no column for is kept beside it, and elements that are no
layers stay as they are.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from telephony.flow.graph import ALWAYS, Element, Flow, When, is_element_id
from telephony.flow.settings import (
    ANSWERED,
    BUSY,
    FORWARD,
    NEXT,
    NO_ANSWER,
    UNREACHABLE,
    Settings,
)

# The field of a kind that 004 calls its time-out, in seconds. That of a group is the group's own.
TIME_OUT_FIELDS = {
    "person": "ring_seconds",
    "outside": "ring_seconds",
    "menu": "wait_seconds",
    "dial": "wait_seconds",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One layer. Transitions are as exits: an element's id, `level:2`, or empty; `others` are exits without a column.

    `after` is taken when the action is over (004 "После ответа"), `no_route` when nobody is there ("Нет маршрута").
    """

    level: int
    settings: Settings
    id: str = ""  # empty: a new one
    name: str = ""
    number: str = ""
    when: When = ALWAYS
    forward: str = ""
    after: str = ""
    no_answer: str = ""
    busy: str = ""
    no_route: str = ""
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def time_out_seconds(self) -> int | None:
        """How long the action waits; None when that is not said here."""
        name = TIME_OUT_FIELDS.get(self.settings.kind)
        return int(getattr(self.settings, name)) if name else None


def columns(settings: Settings) -> dict[str, str]:
    """Which exit each column of transitions means for this action; columns that it does not have are left out."""
    names = settings.exits()
    wanted = {
        "forward": FORWARD,
        "after": NEXT if NEXT in names else ANSWERED,
        "no_answer": NO_ANSWER,
        "busy": BUSY,
        "no_route": UNREACHABLE,
    }
    return {column: name for column, name in wanted.items() if name in (*names, FORWARD)}


def rows(flow: Flow) -> tuple[Row, ...]:
    """The layers of a flow by level, in the order in which they are tried."""
    return tuple(_row(each) for level in sorted(flow.layers) for each in flow.layers[level])


def with_rows(flow: Flow, table: Sequence[Row]) -> Flow:
    """The flow with this table in the place of its own. Layers that are not in it are removed."""
    kept = [each for each in flow.elements if not each.level]
    taken = {each.id for each in kept} | {row.id for row in table if row.id}
    made = []
    for row in table:
        if row.level < 1:
            raise ValueError(f"a layer without a level: {row.id}")
        identity = row.id or new_id(row.settings.kind, taken)
        taken.add(identity)
        made.append(_element(replace(row, id=identity)))
    return Flow((*kept, *made))


def new_id(kind: str, taken: Collection[str]) -> str:
    """An id for a new element that no other has."""
    number = 1
    while f"{kind}{number}" in taken or not is_element_id(f"{kind}{number}"):
        number += 1
    return f"{kind}{number}"


def _row(element: Element) -> Row:
    by_exit = {name: column for column, name in columns(element.settings).items()}
    known = {by_exit[name]: target for name, target in element.exits.items() if name in by_exit}
    return Row(
        level=element.level,
        settings=element.settings,
        id=element.id,
        name=element.name,
        number=element.number,
        when=element.when,
        others={name: target for name, target in element.exits.items() if name not in by_exit},
        **known,
    )


def _element(row: Row) -> Element:
    exits = dict(row.others)
    for column, name in columns(row.settings).items():
        if target := getattr(row, column):
            exits[name] = target
    return Element(
        id=row.id,
        settings=row.settings,
        name=row.name,
        number=row.number,
        level=row.level,
        when=row.when,
        exits=exits,
    )
