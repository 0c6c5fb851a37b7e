"""The provider of a demonstration, as a process of its own.

    python -m compose.provider

VPBX_PROVIDER_HOST, VPBX_PROVIDER_PORT     where it speaks SIP
VPBX_PROVIDER_ACCOUNTS                     logins, with commas between
VPBX_PROVIDER_SECRET                       the password of every account
VPBX_PROVIDER_SOCKET                       where it takes orders, see control; beside it, who is registered
"""

import asyncio
import os
import signal
from pathlib import Path

from compose.provider.control import Control
from compose.provider.exchange import Exchange
from compose.provider.memory import Memory


async def serve(control: Path) -> None:
    """Be a provider until asked to end, with its orders from the socket `control`."""
    exchange = Exchange()
    for login in os.environ["VPBX_PROVIDER_ACCOUNTS"].split(","):
        exchange.registrar.accounts[login] = os.environ["VPBX_PROVIDER_SECRET"]
    Memory(control.with_suffix(".json")).keep(exchange.registrar)
    host, port = os.environ["VPBX_PROVIDER_HOST"], int(os.environ["VPBX_PROVIDER_PORT"])
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    await exchange.open(host, port)
    server = await Control(exchange).listen(control)
    print(f"provider at {host}:{port}", flush=True)
    await ended.wait()
    server.close()
    await exchange.close()


def main() -> None:
    """Begin anew; a socket that an earlier life left behind is replaced."""
    control = Path(os.environ["VPBX_PROVIDER_SOCKET"])
    control.unlink(missing_ok=True)
    asyncio.run(serve(control))


if __name__ == "__main__":
    main()
