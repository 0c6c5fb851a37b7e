"""The numbering plan: which country, region and kind of network a number belongs to. Pure.

A plan is a set of prefixes of E.164 digits; the longest that a number begins with decides. Values are `region:kind`.
A region is a country's code (`kz`; `xx` for abroad in general), a Russian region (`77`, see `regions`), or `ru` where
no single region can be said. A node holds the plan as tree in AstDB, see `packed`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from telephony.dialling.area_codes import REGION_OF_CODE

RUSSIA = "ru"
ABROAD = "xx"
KAZAKHSTAN = "kz"


class NetworkKind(StrEnum):
    """What kind of network a number is reached in."""

    FIXED = "fixed"
    MOBILE = "mobile"
    TOLLFREE = "tollfree"
    PREMIUM = "premium"
    SATELLITE = "satellite"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a number is."""

    region: str
    kind: NetworkKind

    @property
    def packed(self) -> str:
        """`77:mobile`"""
        return f"{self.region}:{self.kind.value}"

    @classmethod
    def parse(cls, packed: str) -> "Destination":
        region, _, kind = packed.partition(":")
        return cls(region, NetworkKind(kind))


NOWHERE = Destination(ABROAD, NetworkKind.FOREIGN)  # what no plan knows

# Codes of +7 whose calls cost what their owner, or another country, wants. Of the paid codes 80x, 800 and 804 are free
# of charge. 840 and 940 are Abkhazia, which operators bill as abroad and swindlers like for it.
KINDS_OF_CODES = {
    "80": NetworkKind.PREMIUM,
    "800": NetworkKind.TOLLFREE,
    "804": NetworkKind.TOLLFREE,
    "840": NetworkKind.FOREIGN,
    "940": NetworkKind.FOREIGN,
    "954": NetworkKind.SATELLITE,
}
# What holds wherever no range of the regulator says more: the general plan of +7 (order 205 of 31.05.2021 and
# Kazakhstan's share of it). What it gives to nobody is nowhere, and so never cheap.
GENERAL: tuple[tuple[str, str], ...] = (
    *((digit, NOWHERE.packed) for digit in "123456789"),
    *((f"7{digit}", "ru:fixed") for digit in "348"),
    ("76", "kz:foreign"),
    ("77", "kz:foreign"),
    ("79", "ru:mobile"),
    *(
        (f"7{code}", f"{ABROAD if kind == NetworkKind.FOREIGN else RUSSIA}:{kind.value}")
        for code, kind in KINDS_OF_CODES.items()
    ),
    *((f"7{code}", f"{region}:fixed") for code, region in REGION_OF_CODE.items()),
)
MORE = ">"  # in AstDB: one more digit may say something else
FIRST_STEP = 4  # digits with which a node begins to look


class NumberPlan:
    """Longest prefix match over E.164 digits."""

    def __init__(self, prefixes: Iterable[tuple[str, str]]) -> None:
        self._values = dict(prefixes)
        self._longest = max(map(len, self._values), default=0)

    def find(self, number: str) -> Destination:
        """Where `number` (E.164) is; abroad when the plan does not know."""
        digits = number.removeprefix("+")
        for length in range(min(len(digits), self._longest), 0, -1):
            if packed := self._values.get(digits[:length]):
                return Destination.parse(packed)
        return NOWHERE


def plan_of(prefixes: Sequence[tuple[str, str]]) -> NumberPlan:
    """The plan of PlatformConfig.plan upon the general one."""
    return NumberPlan((*GENERAL, *prefixes))


def prefixes_of(ranges: Iterable[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Few prefixes that say what sorted, disjoint ranges of equally long numbers say: (first, last, value).

    The longest counts, and what the general plan says already is left out. Numbers in no range keep the general
    plan's answer, so that a file with gaps never makes a call cheaper than it is.
    """
    exact = [
        (prefix, value) for first, last, value in _joined(ranges) for prefix in _cover(first, last)
    ]
    general = dict(GENERAL)
    short = ((digits, value.removeprefix(MORE)) for digits, value in packed(exact).items())
    return sorted((digits, value) for digits, value in short if general.get(digits) != value)


def _joined(ranges: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Ranges that follow one another without a gap and say the same, as one."""
    current: tuple[str, str, str] | None = None
    for first, last, value in ranges:
        if current and current[2] == value and int(first) == int(current[1]) + 1:
            current = (current[0], last, value)
            continue
        if current:
            yield current
        current = (first, last, value)
    if current:
        yield current


def _cover(first: str, last: str) -> list[str]:
    """Fewest prefixes of all numbers from `first` to `last`, which are equally long."""
    low, high, width = int(first), int(last), len(first)
    result = []
    while low <= high:
        size = 1
        while low % (size * 10) == 0 and low + size * 10 - 1 <= high:
            size *= 10
        result.append(str(low).rjust(width, "0")[: width - len(str(size)) + 1])
        low += size
    return result


def packed(prefixes: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The plan upon the general one as keys of AstDB, few to write and few to read.

    A value is `region:kind`, or `>region:kind`: that, unless one more digit is a key too. It is read as `walk` does:
    four digits first, then one more while the value says so; when nothing is found at four, three, two and one. A
    mobile number takes about three reads, a fixed Russian one a single read.
    """
    values = dict((*GENERAL, *prefixes))
    result = {digits: value for digits, value in values.items() if len(digits) < FIRST_STEP}
    shallow = NumberPlan(result.items())
    codes: dict[str, dict[str, str]] = defaultdict(dict)
    for digits, value in values.items():
        if len(digits) >= FIRST_STEP:
            codes[digits[:FIRST_STEP]][digits] = value
    for code, below in codes.items():
        node = _grow(below, code, below.get(code) or shallow.find(code).packed)
        result |= {code: node.usual} | node.others
    return result


@dataclass(frozen=True, slots=True)
class _Node:
    """One place in the tree: its value, with `>` when there are `others` below it."""

    usual: str
    others: dict[str, str]


def _grow(below: Mapping[str, str], digits: str, inherited: str) -> _Node:
    """The node `digits`, with all prefixes `below` it; what most of its ten children say is said once, by itself."""
    if not any(len(prefix) > len(digits) for prefix in below):
        return _Node(below.get(digits, inherited), {})
    children = {}
    for digit in "0123456789":
        child = digits + digit
        part = {prefix: value for prefix, value in below.items() if prefix.startswith(child)}
        children[child] = _grow(part, child, part.get(child, inherited))
    leaves = Counter(node.usual.removeprefix(MORE) for node in children.values())
    usual = leaves.most_common(1)[0][0]
    others: dict[str, str] = {}
    for child, node in children.items():
        if node.usual != usual:
            others |= {child: node.usual} | node.others
    return _Node(MORE + usual if others else usual, others)


def walk(tree: Mapping[str, str], number: str) -> Destination:
    """What the dialplan finds in the tree for `number`; the reference for its subroutine."""
    digits = number.removeprefix("+")
    length = FIRST_STEP
    value = found = tree.get(digits[:length], "")
    while value.startswith(MORE):
        length += 1
        value = tree.get(digits[:length], "") if length <= len(digits) else ""
        found = value or found
    for shorter in range(FIRST_STEP - 1, 0, -1):
        found = found or tree.get(digits[:shorter], "")
    return Destination.parse(found.removeprefix(MORE)) if found else NOWHERE
