"""Banned addresses in the kernel's own sets, in a network namespace that is thrown away."""

import re
import subprocess
import sys
from pathlib import Path

from telephony.realtime import bans

ROOT = Path(__file__).parents[2]
RULES = re.search(r"table inet vpbx \{.*\n    \}\n", bans.__doc__ or "", re.S)[0]

BAN = """
import asyncio
from telephony.realtime.bans import Firewall

async def main():
    firewall = Firewall()
    print(await firewall.ban("192.0.2.7"), await firewall.ban("2001:db8::7"))

asyncio.run(main())
"""


def in_namespace(*, rules: str) -> str:
    """What a listener that bans two addresses says, and the kernel's rules after that."""
    script = 'nft -f - && "$1" -c "$2"; nft list ruleset'
    command = ["unshare", "--net", "sh", "-c", script, "sh", sys.executable, BAN]
    done = subprocess.run(
        command, input=rules, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_documented_rules_take_banned_addresses_of_both_kinds():
    output = in_namespace(rules=RULES)
    assert output.startswith("True True")
    assert re.search(r"192\.0\.2\.7 timeout 10m", output)
    assert re.search(r"2001:db8::7 timeout 10m", output)


def test_without_the_sets_nothing_is_kept_out_and_nothing_breaks():
    assert in_namespace(rules="").startswith("False False")
