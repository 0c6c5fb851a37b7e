"""The way parts by the caller's number. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.dialling.patterns import PatternError, compiled, node_regex
from telephony.flow.call import Passage
from telephony.flow.fields import NAME_MAX, Fields, unique
from telephony.flow.problems import Problem, missing
from telephony.flow.settings import Settings

if TYPE_CHECKING:
    from telephony.flow.call import Call
    from telephony.flow.graph import Element
    from telephony.flow.world import World

MATCH = "match"
NO_MATCH = "no_match"


@dataclass(frozen=True, slots=True)
class CallerSwitch(Settings):
    """Whether any of the patterns describes the caller; a hidden number is the empty one."""

    kind: ClassVar[str] = "caller"

    patterns: tuple[str, ...] = ()

    @classmethod
    def read(cls, fields: Fields) -> Self:
        good = [each for each in fields.items("patterns", most=50) if _is_pattern(each, fields)]
        patterns = unique(str(each) for each in good)
        try:
            node_regex(patterns)
        except PatternError as problem:
            fields.note("patterns", "pattern_invalid", reason=problem.code)
            patterns = ()
        return cls(patterns=patterns)

    def exits(self, world: "World | None" = None) -> tuple[str, ...]:
        return (MATCH, NO_MATCH)

    def check(self, element: "Element", world: "World") -> Iterator[Problem]:
        if not self.patterns:
            yield missing(element.id, "patterns", "pattern", "")

    def run(self, element: "Element", call: "Call") -> Passage:
        number = call.caller.number
        found = next((each for each in self.patterns if compiled(each).matches(number)), "")
        if found:
            return Passage(MATCH, "caller_matches", {"pattern": found, "number": number})
        return Passage(NO_MATCH, "caller_matches_none", {"number": number})


def _is_pattern(raw: object, fields: Fields) -> bool:
    try:
        compiled(raw if isinstance(raw, str) else "")
    except PatternError as problem:
        shown = str(raw)[:NAME_MAX]
        fields.note("patterns", "pattern_invalid", value=shown, reason=problem.code)
        return False
    return True
