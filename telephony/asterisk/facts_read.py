"""Reading the node's facts back through AMI. Pure: the commands, and what their output says.

DB() is refused to AMI as dangerous, and DBGet takes a round trip per key and treats a missing one
as an error; the console's query by exact keys does neither.
"""

import re

from telephony.asterisk import names
from telephony.asterisk.facts import family

_KEY = re.compile(r"key *: (\S+)")
_VALUE = re.compile(r"value: (.*)")


def device_query(login: str) -> str:
    """CLI command that prints what the node knows of a login. Raises ValueError for what is not a
    login.
    """
    parsed = names.login_parse(login)
    if parsed is None:
        raise ValueError(f"not a login: {login!r}")
    code, device = parsed
    keys = f"'/{family(code)}/device/{device}','/{family(code)}/known'"
    return f'database query "SELECT key, value FROM astdb WHERE key IN ({keys})"'  # noqa: S608 - checked names


def device_answer(login: str, output: str) -> tuple[str, bool]:
    """State of the device (`on`, `blocked`, or empty when there is none), and whether the company
    lives here.
    """
    found: dict[str, str] = {}
    key = ""
    for line in output.split("\n"):
        if match := _KEY.match(line):
            key = match[1]
        elif match := _VALUE.match(line):
            found[key] = match[1].strip()
    code, _plus, device = login.partition("+")
    return found.get(f"/{family(code)}/device/{device}", ""), f"/{family(code)}/known" in found
