"""Codes of call records. Small numbers in the database (under a row policy an enum is never an index condition), names
in the API."""

from enum import IntEnum


class Code(IntEnum):
    """A code with its name in the API: `NO_ANSWER` <-> `no_answer`."""

    @property
    def label(self) -> str:
        return self.name.lower()


class Direction(Code):
    INTERNAL = 1
    IN = 2
    OUT = 3


class Result(Code):
    """How a call or one of its legs ended. `ANSWERED_ELSEWHERE` is of legs only: another phone took the call."""

    ANSWERED = 1
    BUSY = 2
    NO_ANSWER = 3
    UNREACHABLE = 4
    CANCELLED = 5
    DECLINED = 6
    FAILED = 7
    REFUSED = 8
    ANSWERED_ELSEWHERE = 9


class Side(Code):
    """Who ended the call."""

    CALLER = 1
    CALLEE = 2
    SYSTEM = 3


class Role(Code):
    """What a leg is in its call: it dialled, or it was dialled."""

    CALLER = 1
    CALLEE = 2
