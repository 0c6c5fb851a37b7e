"""What people dial in Russia -> what they mean. Pure.

    112 101-104                       emergency
    2xx .. 9xxxx                      a number inside the company, of 3 to 5 digits
    1xx                               a service of the local network, kept as it is
    8 and ten digits, +7, 7, or ten digits alone
    seven digits and less             with the company's area code: ten digits together
    810 or + and a country's number   abroad

Everything else is unknown: `@`, letters, prefixes of somebody's equipment and numbers that are too long never reach
a provider.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a dialled number is."""

    EMERGENCY = "emergency"
    SERVICE = "service"
    INTERNAL = "internal"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Dialled:
    """What was dialled: `number` is E.164 with `+` when it is outside, otherwise as dialled."""

    kind: Kind
    number: str


EMERGENCY_NUMBERS = frozenset({"112", "101", "102", "103", "104"})
_INTERNAL = re.compile(r"[2-9][0-9]{2,4}")
_SERVICE = re.compile(r"1[0-9]{2}")
_NATIONAL = re.compile(r"[3-9][0-9]{9}")  # code of a place or network (ABC, DEF) and seven digits
_ABROAD = re.compile(r"[1-689][0-9]{6,14}")
_AREA = re.compile(r"[3-9][0-9]{2,4}")


def read(dialled: str, *, area: str = "") -> Dialled:
    """What `dialled` means at a company whose local calls leave out `area` (digits after +7: 495)."""
    if dialled in EMERGENCY_NUMBERS:
        return Dialled(Kind.EMERGENCY, dialled)
    if _SERVICE.fullmatch(dialled):
        return Dialled(Kind.SERVICE, dialled)
    if _INTERNAL.fullmatch(dialled):
        return Dialled(Kind.INTERNAL, dialled)
    number = e164(dialled, area=area)
    return Dialled(Kind.OUTSIDE, number) if number else Dialled(Kind.UNKNOWN, dialled)


def e164(dialled: str, *, area: str = "") -> str:
    """E.164 form of an outside number, or "" when `dialled` is none."""
    if dialled.startswith("+"):
        return _international(dialled[1:])
    if dialled.startswith("810"):
        return _international(dialled[3:])
    if len(dialled) == 11 and dialled[0] in "78":
        return _national(dialled[1:])
    if len(dialled) == 10:
        return _national(dialled)
    if _AREA.fullmatch(area) and len(area) + len(dialled) == 10 and dialled[0] not in "01":
        return _national(area + dialled)
    return ""


def _international(digits: str) -> str:
    """Digits from the country's code on."""
    if digits.startswith("7"):
        return _national(digits[1:])
    return f"+{digits}" if _ABROAD.fullmatch(digits) else ""


def _national(digits: str) -> str:
    """Ten digits after +7: Russia, and Kazakhstan's 6xx and 7xx."""
    return f"+7{digits}" if _NATIONAL.fullmatch(digits) else ""
