"""Mark in the call spool that Asterisk is about to start: `python -m telephony.calls.boot_mark SPOOL_FILE`.

Whatever call is older and has no end was cut off by a crash; the recorder closes it at its last event. Runs before each
start of Asterisk, needs nothing but Python and the folder.
"""

import json
import os
import sys
import time
from pathlib import Path

from telephony.asterisk.cel import BOOT_MARK


def boot_mark_write(spool: Path) -> None:
    """Append the mark in one write, so that no line of another writer can fall into it.

    It begins with a line break: the line before it may have been cut.
    """
    line = (
        "\n"
        + json.dumps({"eventtype": BOOT_MARK, "eventtime": time.time()}, separators=(",", ":"))
        + "\n"
    )
    spool.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(spool, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(file, line.encode())
    finally:
        os.close(file)


if __name__ == "__main__":
    boot_mark_write(Path(sys.argv[1]))
