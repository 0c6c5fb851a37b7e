"""Phones that answer every call, as a process of their own: they register, stay registered, and count.

    python -m tests.bench.answer SERVER:PORT ACCOUNTS.json [BIND_PORT]

ACCOUNTS.json is a list of [login, password]. One JSON line is printed when all are registered, with the port at which
anybody can be called as well, and one at the end (SIGTERM): calls taken, the most of them at once (`most`;
`overlapping`: with those whose BYE was still on its way), those not yet ended, refused registrations.
"""

import asyncio
import json
import signal
import sys
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path

from compose.provider.sip import Account
from tests.bench.phone import SipPhone
from tests.bench.transactions import SipTimeoutError

REFRESH_SECONDS = 45.0
AT_ONCE = 20
IN_FLIGHT_SECONDS = 0.1  # a BYE may come so much later than the ACK of the call that took its place


async def register_all(phone: SipPhone, accounts: list[Account]) -> int:
    """Register every account, some at a time; how many were refused."""
    slots = asyncio.Semaphore(AT_ONCE)

    async def one(account: Account) -> bool:
        async with slots:
            try:
                return await phone.register(account) == 200
            except SipTimeoutError:
                return False

    return (await asyncio.gather(*map(one, accounts))).count(False)


async def refresh(phone: SipPhone, accounts: list[Account], refused: list[int]) -> None:
    """Register again and again, spread evenly over the period."""
    while accounts:
        for account in accounts:
            await asyncio.sleep(REFRESH_SECONDS / len(accounts))
            refused[0] += await register_all(phone, [account])


async def serve(server: tuple[str, int], accounts: list[Account], port: int) -> None:
    """Answer until SIGTERM."""
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    phone = await SipPhone.open(server, port=port)
    refused = [await register_all(phone, accounts)]
    tell(registered=len(accounts) - refused[0], refused=refused[0], port=phone.address[1])
    refreshing = asyncio.create_task(refresh(phone, accounts, refused))
    await stopped.wait()
    refreshing.cancel()
    standing = (call.confirmed_at for call in phone.calls.values() if call.confirmed_at)
    spans = [*phone.spans, *((begin, float("inf")) for begin in standing)]
    tell(
        taken=phone.taken,
        most=most_at_once((begin + IN_FLIGHT_SECONDS, end) for begin, end in spans),
        overlapping=most_at_once(spans),
        unfinished=len(phone.calls),
        refused=refused[0],
    )


def most_at_once(spans: Iterable[tuple[float, float]]) -> int:
    """How many of these (begin, end) hold at one moment at most; what ends as another begins is over."""
    changes = sorted(
        change for begin, end in spans if begin < end for change in ((begin, 1), (end, -1))
    )
    return max(accumulate(step for _, step in changes), default=0)


def tell(**values: int) -> None:
    """One line for the parent."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Parses the command line."""
    host, port = sys.argv[1].split(":")
    accounts = [Account(*pair) for pair in json.loads(Path(sys.argv[2]).read_text())]
    asyncio.run(serve((host, int(port)), accounts, int(sys.argv[3]) if len(sys.argv) > 3 else 0))


if __name__ == "__main__":
    main()
