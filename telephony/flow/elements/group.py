"""The caller waits in a group until one of its members answers. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from telephony.flow.fields import Fields
from telephony.flow.settings import Ringing, Use


@dataclass(frozen=True, slots=True)
class Group(Ringing):
    """A group: `no_answer` is its longest wait over, `busy` is full, `unreachable` is nobody there to be rung."""

    kind: ClassVar[str] = "group"

    queue: str = ""

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(queue=fields.internal_number("queue"))

    def uses(self) -> Iterator[Use]:
        yield Use("queue", "queue", self.queue)
