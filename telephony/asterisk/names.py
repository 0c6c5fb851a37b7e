"""Names inside Asterisk. Every name carries its tenant, and only this module makes or parses one.

A tenant's code is lowercase letters and digits and begins with a letter, so neither `+` nor `-`
occurs in it: `acme` can never be mistaken for the beginning of `acme1`.
"""

import re

from telephony.asterisk.text import ident

CODE_PATTERN = r"[a-z][a-z0-9]{1,19}"
DEVICE_NAME_PATTERN = r"[a-z0-9][a-z0-9._-]{0,31}"
EXTENSION_PATTERN = r"[2-9][0-9]{2,4}"
TRUNK_NAME_PATTERN = r"[a-z0-9]{1,24}"

OPERATORS_LINE = "carrier"  # any line of the operator
SOURCES = "sources"  # the one endpoint of all calls that are known by their address alone
BLOCKED = "blocked"  # the one endpoint, which lets nobody in, of phones that may not register

_CODE = re.compile(CODE_PATTERN)
_EXTENSION = re.compile(EXTENSION_PATTERN)
_DEVICE_NAME = re.compile(DEVICE_NAME_PATTERN)
_LINE = re.compile(rf"(?:({CODE_PATTERN})-trunk-|carrier\.)({TRUNK_NAME_PATTERN})")
_SOUND_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TRUNK_NAME = re.compile(TRUNK_NAME_PATTERN)
_FLOW = re.compile(rf"({CODE_PATTERN})-f([0-9]+)-([vd][0-9]+)")
_LOGIN = re.compile(rf"({CODE_PATTERN})\+({DEVICE_NAME_PATTERN})")


def login(code: str, device_name: str) -> str:
    """SIP login, endpoint, auth and AOR name of a device: `acme+200`."""
    if not _CODE.fullmatch(code) or not _DEVICE_NAME.fullmatch(device_name):
        raise ValueError(f"not a login: {code!r} + {device_name!r}")
    return f"{code}+{device_name}"


def login_parse(raw: str) -> tuple[str, str] | None:
    """The tenant's code and the device's name in a login, or None when it is not one of ours."""
    match = _LOGIN.fullmatch(raw)
    return (match[1], match[2]) if match else None


def trunk(code: str, name: str) -> str:
    """Endpoint of a company's own line to the outside: `acme-trunk-mts`."""
    if not _CODE.fullmatch(code) or not _TRUNK_NAME.fullmatch(name):
        raise ValueError(f"not a trunk: {code!r} {name!r}")
    return f"{code}-trunk-{name}"


def carrier(name: str) -> str:
    """Endpoint of a line of the operator: `carrier.mts`."""
    if not _TRUNK_NAME.fullmatch(name):
        raise ValueError(f"not a carrier: {name!r}")
    return f"carrier.{name}"


def line_parse(endpoint: str) -> tuple[str, str] | None:
    """Whose line an endpoint is (the company's code, empty for the operator's) and its name; None for anything else."""
    match = _LINE.fullmatch(endpoint)
    return (match[1] or "", match[2]) if match else None


def registration(endpoint: str, index: int) -> str:
    """The registration of a line at its address of that number, from 1."""
    return endpoint if index == 1 else f"{endpoint}_{index}"


def registration_line(name: str) -> str:
    """The line that a registration is of."""
    return name.partition("_")[0]


def line_endpoint(line: str, *, code: str = "") -> str:
    """Endpoint of a line written as in configurations: `carrier:<name>`, or `trunk:<name>` of the company `code`."""
    kind, _, name = line.partition(":")
    if kind == "carrier":
        return carrier(name)
    if kind == "trunk":
        return trunk(code, name)
    raise ValueError(f"not a line: {line!r}")


def line_of(endpoint: str) -> str:
    """The line of an endpoint as configurations write it; empty when it is none."""
    parsed = line_parse(endpoint)
    if parsed is None:
        return ""
    return f"trunk:{parsed[1]}" if parsed[0] else f"carrier:{parsed[1]}"


def line_for_company(line: str) -> str:
    """The line as companies know it: `carrier` for any of the operator's. Which ones there are is nobody else's
    business."""
    return OPERATORS_LINE if line.startswith(f"{OPERATORS_LINE}:") else line


def is_code(raw: str) -> bool:
    """Whether this may be a company's code."""
    return _CODE.fullmatch(raw) is not None


def is_extension(raw: str) -> bool:
    """Whether this is an internal number: three to five digits, from 2 on."""
    return _EXTENSION.fullmatch(raw) is not None


def schema(code: str) -> str:
    """PostgreSQL schema of a tenant: `t_acme`."""
    if not _CODE.fullmatch(code):
        raise ValueError(f"not a tenant code: {code!r}")
    return f"t_{code}"


def internal_context(code: str) -> str:
    """Context in which the tenant's phones dial: `acme-internal`."""
    return f"{code}-internal"


def hints_context(code: str) -> str:
    """Context that the tenant's busy lamps watch: `acme-hints`."""
    return f"{code}-hints"


def queue(code: str, number: str) -> str:
    """Name of a group in the node: `acme-500`."""
    return f"{code}-{number}"


def flow_context(code: str, key: int, version: str) -> str:
    """Context of a version of a call flow: `acme-f7-v12`; of a draft that somebody tries: `acme-f7-d3`."""
    return f"{ident(code)}-f{int(key)}-{ident(version)}"


def flow_parse(context: str) -> tuple[str, str, str] | None:
    """The company's code, the flow's key and the version in the name of a flow's context, or None."""
    match = _FLOW.fullmatch(context)
    return (match[1], match[2], match[3]) if match else None


def schedule_lamp(code: str, key: str) -> str:
    """Device state of the lamp of a schedule: `acme-schedule-<key>`."""
    return f"{ident(code)}-schedule-{ident(key)}"


def music(code: str, key: str) -> str:
    """Class of music on hold of a company: `acme-default`."""
    return f"{ident(code)}-{ident(key)}"


def sound_name(raw: str) -> str:
    """A sound's name, which is the name of its files: no part of a path but one."""
    if not _SOUND_NAME.fullmatch(raw):
        raise ValueError(f"not the name of a sound: {raw!r}")
    return raw


def sound(code: str, name: str) -> str:
    """A sound of a company as Playback finds it: `company/acme/<name>`."""
    return f"company/{ident(code)}/{sound_name(name)}"
