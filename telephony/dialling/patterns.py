"""Patterns of numbers: one documented subset of regular expressions, compiled for Python and for Asterisk. Pure.

A pattern describes a *whole* number, so `915..` is any number of five characters that begins with 915 (000), `\\d{6,}`
one of at least six digits (003), `.*` any number, and `7495.*` says "begins with". Anchors are allowed and change
nothing. Numbers are matched as E.164 or as an internal number; the `+` before the number may be left out of a pattern.

    0-9 #         themselves; so are * and + where nothing can be repeated: `+7495.*`, `*21#`, `(+7|8).*`
    \\* \\+ \\#      themselves, anywhere
    .             any character of a number
    \\d X          a digit;  Z  1 to 9;  N  2 to 9 (Asterisk)
    [0-57] [^8]   one of these; one of the others
    ? * +         the item before, at most once; any number of times; at least once
    {2} {2,} {2,4}  exactly, at least, between
    (495|499)     one of several; such a group may be followed by `?` alone
    ^ $           beginning and end, only there
    _9XX.         Asterisk's own form, after `_`: X Z N, classes, and at the end `.` (one or more) or `!` (any)

Whatever one of the two engines cannot do, or takes long over, is refused.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from telephony.dialling.pattern_parser import (
    ALPHABET,
    Chars,
    Choice,
    Node,
    PatternError,
    Repeat,
    Series,
    parse,
)

__all__ = ["Pattern", "PatternError", "compiled", "matches_any", "node_regex"]

NODE_REGEX_LENGTH_MAX = (
    700  # one value of AstDB, written by one line of AMI, holds it with room to spare
)
_NUMBER = re.compile(r"(\+?[0-9*#]{1,32})?")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that both engines can match."""

    text: str
    python: re.Pattern[str]
    posix: str  # POSIX extended, without anchors; holds no backslash, quote, comma, colon or `$`

    def matches(self, number: str) -> bool:
        """Whether the whole of `number` is described. A hidden number is the empty one, which `.*` describes and `.+`
        does not; what is no number at all is described by nothing."""
        return bool(_NUMBER.fullmatch(number) and self.python.fullmatch(number))


@lru_cache(maxsize=4096)
def compiled(text: str) -> Pattern:
    """The pattern written as `text`; raises PatternError."""
    root = parse(text)
    return Pattern(text, re.compile("[+]?" + _python(root)), "[+]?" + _posix(root))


def matches_any(patterns: Iterable[str], number: str) -> bool:
    """Whether `number` is described by one of `patterns`; no patterns mean any number."""
    wanted = tuple(patterns)
    return not wanted or any(compiled(text).matches(number) for text in wanted)


def node_regex(patterns: Sequence[str]) -> str:
    """All of `patterns` as one expression for Asterisk's REGEX(), anchored; empty when there are none.

    The dialplan reads it from AstDB and tests `${REGEX("${expression}" ${number})}`. It may be packed with `:` or
    passed as an argument, because it holds neither `:` nor a comma. Raises PatternError `too_many`.
    """
    if not patterns:
        return ""
    result = "^(" + "|".join(compiled(text).posix for text in patterns) + ")$"
    if len(result) > NODE_REGEX_LENGTH_MAX:
        raise PatternError("too_many", 0, "Use fewer or shorter patterns, or several rows.")
    return result


def _python(node: Node) -> str:
    if isinstance(node, Series):
        return "".join(_python(item) for item in node.items)
    if isinstance(node, Choice):
        return "(?:" + "|".join(_python(branch) for branch in node.branches) + ")"
    if isinstance(node, Repeat):
        return _python(node.item) + _python_times(node.least, node.most)
    return _bracket(node)


def _python_times(least: int, most: int | None) -> str:
    return f"{{{least}}}" if most == least else f"{{{least},{'' if most is None else most}}}"


def _posix(node: Node) -> str:
    if isinstance(node, Series):
        return "".join(_posix(item) for item in node.items)
    if isinstance(node, Choice):
        return "(" + "|".join(_posix(branch) for branch in node.branches) + ")"
    if isinstance(node, Repeat):
        return _posix_repeat(_posix(node.item), node.least, node.most)
    return _bracket(node)


def _posix_repeat(item: str, least: int, most: int | None) -> str:
    """Without the comma of `{2,4}`, which separates arguments in the dialplan."""
    if most is None and least < 2:
        return item + "*+"[least]
    exactly = "" if least == 0 else item if least == 1 else f"{item}{{{least}}}"
    return exactly + (f"{item}*" if most is None else f"{item}?" * (most - least))


def _bracket(chars: Chars) -> str:
    """One character out of a set, in the form that means the same to both engines."""
    if chars.allowed == frozenset(ALPHABET):
        return "."
    ordered = "".join(sorted(chars.allowed, key=ALPHABET.index))
    if len(ordered) == 1:
        return ordered if ordered.isdigit() or ordered == "#" else f"[{ordered}]"
    return f"[{_ranges(ordered)}]"


def _ranges(ordered: str) -> str:
    """`0-57` for 0123457."""
    runs = [[ordered[0]]]
    for before, after in pairwise(ordered):
        if after.isdigit() and ord(after) == ord(before) + 1:
            runs[-1].append(after)
        else:
            runs.append([after])
    return "".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else "".join(run) for run in runs)
