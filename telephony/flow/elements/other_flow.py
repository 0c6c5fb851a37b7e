"""Another flow is called, and may come back. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from telephony.flow.fields import Fields
from telephony.flow.graph import is_element_id
from telephony.flow.settings import Settings, Use

FLOW_KEY_MAX = 999_999


@dataclass(frozen=True, slots=True)
class OtherFlow(Settings):
    """The call goes on in another flow, and leaves by `next` when that one leads it back."""

    kind: ClassVar[str] = "flow"

    flow: int = 0  # key; 0: none chosen yet
    start: str = ""  # id of an element there; empty: the first start

    @classmethod
    def read(cls, fields: Fields) -> Self:
        start = fields.text("start")
        if start and not is_element_id(start):
            fields.note("start", "id_invalid")
            start = ""
        return cls(flow=fields.whole("flow", 0, FLOW_KEY_MAX, 0), start=start)

    def uses(self) -> Iterator[Use]:
        yield Use("flow", "flow", str(self.flow or ""))
