"""The call is marked for what follows. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.call import Passage
from telephony.flow.fields import Fields
from telephony.flow.settings import NEXT, Settings, Use, music_uses

LANGUAGES = ("", "ru", "en")
RECORDS = ("", "on", "off")
_TAG = re.compile(r"[\w .-]{1,40}")
PREFIX_MAX = 30

if TYPE_CHECKING:
    from telephony.flow.call import Call
    from telephony.flow.graph import Element


@dataclass(frozen=True, slots=True)
class Assign(Settings):
    """What is empty stays as it was. The priority counts in groups; `records` is kept until recordings exist."""

    kind: ClassVar[str] = "set"

    caller_prefix: str = ""  # shown before the caller's name
    language: str = ""
    priority: int = 0  # 10 is served first
    tag: str = ""
    records: str = ""
    music: str = ""  # that the caller hears while somebody is rung who has no other

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(
            caller_prefix=fields.text("caller_prefix", most=PREFIX_MAX),
            language=fields.choice("language", LANGUAGES, ""),
            priority=fields.whole("priority", 0, 10, 0),
            tag=fields.matching("tag", _TAG, "characters_forbidden"),
            records=fields.choice("records", RECORDS, ""),
            music=fields.key("music"),
        )

    def uses(self) -> Iterator[Use]:
        yield from music_uses(self.music)

    def run(self, element: "Element", call: "Call") -> Passage:
        return Passage(NEXT, "assigned")
