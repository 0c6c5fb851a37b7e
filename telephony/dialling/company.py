"""What deciding needs to know about one company, and about what lies outside the configuration. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field

from telephony.dialling.config import NOTHING_OUTSIDE, CallerRights, OutsideConfig, OwnNumber

IsListed = Callable[
    [str, str], bool
]  # (key of a number list, number) -> whether the number is on it


def nothing_listed(_key: str, _number: str) -> bool:
    """For who has no number lists."""
    return False


@dataclass(frozen=True, slots=True)
class Company:
    """One company at one moment. `internal` are its internal numbers, of people and groups."""

    code: str
    timezone: str = "Europe/Moscow"
    internal: frozenset[str] = frozenset()
    block: str = ""  # kind of the block in force: administrative or voluntary
    outside: OutsideConfig = NOTHING_OUTSIDE
    is_listed: IsListed = field(default=nothing_listed, compare=False)

    def rights(self, extension: str) -> CallerRights:
        """Rights of an internal number; of one that has none, nothing is allowed."""
        found = (rights for rights in self.outside.rights if rights.extension == extension)
        return next(found, CallerRights(extension))

    def own(self, number: str) -> OwnNumber | None:
        """The company's own number `number` (E.164)."""
        return next((own for own in self.outside.numbers if own.number == number), None)
