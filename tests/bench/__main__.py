"""`python -m tests.bench [NAME...] [--size small]`: runs benches, writes `$VPBX_DATA/bench/<name>.json`, prints tables.

Ends with 3 when a gate is not met, so that nobody has to read to know.
"""

import argparse
import importlib
import signal
import sys

from tests.bench.system import Installation

GATE_NOT_MET = 3
NAMES = ("apply", "setup", "limits", "provision", "blf", "flood", "flow")


def main() -> int:
    """Parses the command line."""
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument(
        "names", nargs="*", choices=[*NAMES, []], metavar="NAME", help=", ".join(NAMES)
    )
    parser.add_argument(
        "--size", choices=("full", "small"), default="full", help="small: shape, not speed"
    )
    arguments = parser.parse_args()
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(143)
    )  # so that everything is put back as it was
    installation, is_met = Installation(), True
    for name in arguments.names or NAMES:
        report = importlib.import_module(f"tests.bench.{name}").run(installation, arguments.size)
        path = report.write(installation.work)
        sys.stdout.write(f"{report.table()}\n  {path}\n\n")
        sys.stdout.flush()
        is_met = is_met and report.met
    return 0 if is_met else GATE_NOT_MET


if __name__ == "__main__":
    sys.exit(main())
