"""Reading the fields of a JSON object: what cannot be read is noted, and the usual value taken. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import TypeVar

from telephony.flow.problems import ParseProblem
from telephony.flow.settings import Sound

INTERNAL_NUMBER = re.compile(r"[2-9][0-9]{2,4}")
E164 = re.compile(r"\+[1-9][0-9]{6,14}")
KEY = re.compile(r"[0-9a-zA-Z]{1,40}")  # of schedules, media files, number lists, redirect numbers
TEXT_MAX = 1_000  # characters of a text that is spoken: more than a minute, and what one request may compute
NAME_MAX = 80
# What no page and no phone can show honestly: control characters, halves of characters, overrides of direction.
_REFUSED_CATEGORIES = frozenset(("Cc", "Cs", "Zl", "Zp"))
_DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_VOICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._:+-]{0,59}")

T = TypeVar("T")


class Fields:
    """One object of a document. Every reading method notes the field as known."""

    def __init__(
        self, raw: object, problems: list[ParseProblem], *, element: str = "", path: str = ""
    ) -> None:
        self.problems = problems
        self.element = element
        self.path = path
        self._known: set[str] = set()
        if not isinstance(raw, dict):
            self.note("", "wrong_type", wanted="object")
        self._raw: dict[object, object] = raw if isinstance(raw, dict) else {}

    def note(self, name: str, code: str, **extra: object) -> None:
        """Remember that something is wrong with the field `name`."""
        path = ".".join(part for part in (self.path, name) if part)
        self.problems.append(ParseProblem(self.element, path, code, extra))

    def note_unknown(self) -> None:
        """Note all fields that nobody asked for."""
        for name in self._raw:
            if name not in self._known:
                self.note(str(name)[:NAME_MAX], "field_unknown")

    def value(self, name: str) -> object:
        """The field as it is; None when it is not there."""
        self._known.add(name)
        return self._raw.get(name)

    def text(self, name: str, *, most: int = NAME_MAX, lines: bool = False) -> str:
        """Free text of one line, or of several."""
        value = self.value(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            return self._refuse(name, "wrong_type", "", wanted="text")
        if len(value) > most:
            return self._refuse(name, "too_long", "", most=most)
        text = value.replace("\r\n", "\n").strip()
        if any(_is_refused(each) for each in (text.replace("\n", "") if lines else text)):
            return self._refuse(name, "characters_forbidden", "")
        return text

    def matching(self, name: str, pattern: re.Pattern[str], code: str) -> str:
        """Text that is empty or of this form."""
        value = self.text(name)
        if value and not pattern.fullmatch(value):
            return self._refuse(name, code, "", value=value)
        return value

    def internal_number(self, name: str) -> str:
        """An internal number, or empty."""
        return self.matching(name, INTERNAL_NUMBER, "number_invalid")

    def outside_number(self, name: str) -> str:
        """A number in E.164, or empty."""
        return self.matching(name, E164, "number_invalid")

    def key(self, name: str) -> str:
        """Key of a thing of the company, or empty."""
        return self.matching(name, KEY, "key_invalid")

    def choice(self, name: str, choices: Collection[str], usual: str) -> str:
        """One of `choices`."""
        value = self.value(name)
        if value is None:
            return usual
        if value not in choices:
            return self._refuse(name, "choice_unknown", usual, choices=list(choices))
        return str(value)

    def whole(self, name: str, least: int, most: int, usual: int) -> int:
        """A whole number within limits."""
        value = self.value(name)
        if value is None:
            return usual
        if isinstance(value, bool) or not isinstance(value, int):
            return self._refuse(name, "wrong_type", usual, wanted="whole_number")
        if not least <= value <= most:
            return self._refuse(name, "out_of_range", usual, least=least, most=most)
        return value

    def flag(self, name: str, *, usual: bool) -> bool:
        """Yes or no."""
        value = self.value(name)
        if value is None:
            return usual
        if not isinstance(value, bool):
            return self._refuse(name, "wrong_type", usual, wanted="boolean")
        return value

    def items(self, name: str, *, most: int) -> list[object]:
        """A list of anything."""
        value = self.value(name)
        if value is None:
            return []
        if not isinstance(value, list):
            return self._refuse(name, "wrong_type", [], wanted="list")
        if len(value) > most:
            return self._refuse(name, "too_many", [], most=most)
        return value

    def texts(
        self, name: str, pattern: re.Pattern[str], code: str, *, most: int
    ) -> tuple[str, ...]:
        """A list of texts of one form, none twice."""
        good = []
        for value in self.items(name, most=most):
            if isinstance(value, str) and pattern.fullmatch(value):
                good.append(value)
            else:
                self.note(name, code, value=str(value)[:NAME_MAX])
        return unique(good)

    def keys(self, name: str, *, most: int = 50) -> tuple[str, ...]:
        """Keys of several things."""
        return self.texts(name, KEY, "key_invalid", most=most)

    def inside(self, name: str) -> "Fields":
        """An object inside this one; an absent one is empty."""
        value = self.value(name)
        path = f"{self.path}.{name}" if self.path else name
        return Fields(
            {} if value is None else value, self.problems, element=self.element, path=path
        )

    def sound(self, name: str) -> Sound | None:
        """What is played there; None for silence."""
        if self.value(name) is None:
            return None
        inner = self.inside(name)
        sound = Sound(
            media=inner.key("media"),
            text=inner.text("text", most=TEXT_MAX, lines=True),
            voice=inner.matching("voice", _VOICE, "voice_invalid"),
            rate=inner.rate("rate"),
        )
        inner.note_unknown()
        if sound.media and sound.text:
            inner.note("", "sound_ambiguous")
        return sound if sound.media or sound.text else None

    def rate(self, name: str) -> float:
        """How fast a text is spoken: 0.5 to 2 times the usual."""
        value = self.value(name)
        if value is None:
            return 1.0
        if isinstance(value, bool) or not isinstance(value, int | float):
            return self._refuse(name, "wrong_type", 1.0, wanted="number")
        if not 0.5 <= value <= 2:
            return self._refuse(name, "out_of_range", 1.0, least=0.5, most=2)
        return float(value)

    def _refuse(self, name: str, code: str, usual: T, **extra: object) -> T:
        self.note(name, code, **extra)
        return usual


def _is_refused(character: str) -> bool:
    return (
        character in _DIRECTION_OVERRIDES or unicodedata.category(character) in _REFUSED_CATEGORIES
    )


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """The values in their order, none twice."""
    return tuple(dict.fromkeys(values))
