"""Text of a number pattern into a tree; see `patterns` for the language. Pure."""

from dataclasses import dataclass

ALPHABET = "0123456789*#+"  # characters of a number
LENGTH_MAX = 64
TIMES_MAX = 32  # the longest number; also what `{n}` may say at most
OPEN_MAX = 3  # `*`, `+`, `{n,}`: a number is split among them in all ways before it is refused
VARIABLE_MAX = 6  # repeats of any kind that may be longer or shorter
DEPTH_MAX = 3

DIGITS = frozenset("0123456789")
ANY = frozenset(ALPHABET)
_NAMED = {".": ANY, "X": DIGITS, "Z": DIGITS - {"0"}, "N": DIGITS - {"0", "1"}}
_LITERAL = DIGITS | {"#"}


class PatternError(ValueError):
    """The pattern is refused: `code` for translation, `position` of the character, from 0, and what to do instead."""

    def __init__(self, code: str, position: int, remedy: str) -> None:
        super().__init__(f"{code} at {position}: {remedy}")
        self.code = code
        self.position = position
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Chars:
    """One character out of `allowed`."""

    allowed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`item`, from `least` to `most` times; None is without end."""

    item: "Chars | Choice"
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Series:
    items: "tuple[Chars | Repeat | Choice, ...]"


@dataclass(frozen=True, slots=True)
class Choice:
    branches: tuple[Series, ...]


Node = Chars | Repeat | Series | Choice


def parse(text: str) -> Series:
    """The tree of a pattern; raises PatternError."""
    if not text:
        raise PatternError("empty", 0, "Write `.*` for any number.")
    if len(text) > LENGTH_MAX:
        raise PatternError("too_long", LENGTH_MAX, f"Use at most {LENGTH_MAX} characters.")
    parser = _AsteriskParser(text, 1) if text[0] == "_" else _Parser(text, 0)
    return parser.whole()


class _Reader:
    """A position in the text, and the parts that both forms have in common."""

    def __init__(self, text: str, position: int) -> None:
        self.text = text
        self.at = position

    @property
    def next(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        char = self.next
        self.at += 1
        return char

    def error(self, code: str, remedy: str, position: int | None = None) -> PatternError:
        return PatternError(code, self.at if position is None else position, remedy)

    def named(self) -> Chars | None:
        """X Z N, a class, or None when something else stands here."""
        if self.next == "[":
            return self.char_class()
        return Chars(_NAMED[self.take()]) if self.next and self.next in "XZN" else None

    def char_class(self) -> Chars:
        begin = self.at
        self.take()
        is_negated = self.next == "^"
        if is_negated:
            self.take()
        allowed: set[str] = set()
        while self.next != "]":
            if not self.next:
                raise self.error("class_unclosed", "Close the class with `]`.", begin)
            allowed |= self.class_item()
        self.take()
        result = ANY - allowed if is_negated else frozenset(allowed)
        if not allowed or not result:
            raise self.error(
                "class_empty", "Write the characters that are meant between [ and ].", begin
            )
        return Chars(result)

    def class_item(self) -> frozenset[str]:
        begin = self.at
        first = self.class_char()
        if self.next != "-":
            return first
        self.take()
        last = self.class_char()
        low, high = "".join(first), "".join(last)
        if not (low.isdigit() and high.isdigit() and len(low) == len(high) == 1 and low <= high):
            raise self.error(
                "class_range", "A range goes from a digit to a greater one: 0-5.", begin
            )
        return frozenset("0123456789"[int(low) : int(high) + 1])

    def class_char(self) -> frozenset[str]:
        begin = self.at
        char = self.take()
        if char == "\\":
            return self.escaped()
        if char and char in ANY:
            return frozenset(char)
        raise self.error("unknown_character", "A class holds digits, * # and +.", begin)

    def escaped(self) -> frozenset[str]:
        begin = self.at - 1
        char = self.take()
        if char == "d":
            return DIGITS
        if char and char in "*+#":
            return frozenset(char)
        raise self.error("unknown_escape", r"After \ only d * + # have a meaning.", begin)


class _Parser(_Reader):
    """Regular expressions."""

    def __init__(self, text: str, position: int) -> None:
        super().__init__(text, position)
        self.depth = 0
        self.open_repeats = 0
        self.variable_repeats = 0

    def whole(self) -> Series:
        if self.next == "^":
            self.take()
        result = self.series()
        if self.next == "$" and self.at == len(self.text) - 1:
            self.take()
        if self.next == "|":
            raise self.error("choice_outside", "Put alternatives in brackets: (495|499).")
        if self.next == ")":
            raise self.error("group_unopened", "There is no ( for this bracket.")
        if self.next:
            raise self.error("anchor_inside", "^ stands at the beginning and $ at the end only.")
        if not result.items:
            raise self.error("empty", "Write `.*` for any number.", 0)
        return result

    def series(self) -> Series:
        items: list[Chars | Repeat | Choice] = []
        while self.next and self.next not in "|)$^":
            items.append(self.repeated(self.item(is_first=not items)))
        return Series(tuple(items))

    def item(self, *, is_first: bool) -> Chars | Choice:
        if found := self.named():
            return found
        begin = self.at
        char = self.take()
        if char == "(":
            return self.group(begin)
        if char == "\\":
            return Chars(self.escaped())
        if char == ".":
            return Chars(ANY)
        if char in _LITERAL or (is_first and char in "*+"):
            return Chars(frozenset(char))
        if char in "*+?{":
            raise self.error(
                "nothing_to_repeat", "Nothing before this can be repeated; write [*] or [+].", begin
            )
        raise self.error("unknown_character", "A pattern holds digits, + * # and the signs.", begin)

    def group(self, begin: int) -> Choice:
        self.depth += 1
        if self.depth > DEPTH_MAX:
            raise self.error(
                "too_deep", f"Use at most {DEPTH_MAX} brackets inside one another.", begin
            )
        branches = [self.branch()]
        while self.next == "|":
            self.take()
            branches.append(self.branch())
        if self.next in ("^", "$") and self.next:
            raise self.error("anchor_inside", "^ stands at the beginning and $ at the end only.")
        if self.take() != ")":
            raise self.error("group_unclosed", "Close the bracket with `)`.", begin)
        self.depth -= 1
        return Choice(tuple(branches))

    def branch(self) -> Series:
        begin = self.at
        result = self.series()
        if not result.items and self.next not in ("^", "$"):
            raise self.error("group_empty", "Write something between ( | and ).", begin)
        return result

    def repeated(self, item: Chars | Choice) -> Chars | Repeat | Choice:
        begin = self.at
        if not self.next or self.next not in "?*+{":
            return item
        least, most = self.times()
        if isinstance(item, Choice) and (least, most) != (0, 1):
            raise self.error("group_repeated", "A bracket may be followed by ? only.", begin)
        if self.next and self.next in "?*+{":
            raise self.error("repeat_twice", "An item is repeated once.")
        self.count(least, most, begin)
        return Repeat(item, least, most)

    def times(self) -> tuple[int, int | None]:
        sign = self.take()
        if sign != "{":
            return {"?": (0, 1), "*": (0, None), "+": (1, None)}[sign]
        begin = self.at - 1
        least = self.times_number(begin)
        most: int | None = least
        if self.next == ",":
            self.take()
            most = None if self.next == "}" else self.times_number(begin)
        if self.take() != "}":
            raise self.error("repeat_unclosed", "Write {2}, {2,} or {2,4}.", begin)
        if most is not None and (most < least or most == 0):
            raise self.error(
                "repeat_reversed", "The second number is at least the first, and not 0.", begin
            )
        return least, most

    def times_number(self, begin: int) -> int:
        digits = ""
        while self.next and self.next in DIGITS:
            digits += self.take()
        if not digits:
            raise self.error("repeat_unclosed", "Write {2}, {2,} or {2,4}.", begin)
        if len(digits) > 2 or int(digits) > TIMES_MAX:
            raise self.error(
                "repeat_too_big", f"No number has more than {TIMES_MAX} characters.", begin
            )
        return int(digits)

    def count(self, least: int, most: int | None, begin: int) -> None:
        self.open_repeats += most is None
        self.variable_repeats += most != least
        if self.open_repeats > OPEN_MAX or self.variable_repeats > VARIABLE_MAX:
            raise self.error(
                "too_many_repeats", "Use fewer * + ? and {}; one pattern has several rows.", begin
            )


class _AsteriskParser(_Reader):
    """Asterisk's own form, after `_`."""

    def whole(self) -> Series:
        items: list[Chars | Repeat | Choice] = []
        while self.next:
            items.append(self.item())
        if not items:
            raise self.error("empty", "Write `_X.` for any number.")
        return Series(tuple(items))

    def item(self) -> Chars | Repeat:
        if found := self.named():
            return found
        begin = self.at
        char = self.take()
        if char in (".", "!"):
            if self.next:
                raise self.error(
                    "wildcard_inside", f"`{char}` stands at the end of a pattern with _.", begin
                )
            return Repeat(Chars(ANY), 1 if char == "." else 0, None)
        if char in ANY:
            return Chars(frozenset(char))
        raise self.error(
            "unknown_character", "After _ a pattern holds digits, + * # X Z N [ ] . and !", begin
        )
