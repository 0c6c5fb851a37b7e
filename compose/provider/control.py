"""The demonstration's provider is told and asked through a socket in the file system: a line of JSON each way.

{"do": "call", "number": "+74950000101", "account": "acme", "caller": "+79161234567"}    what `Placed` takes
{"do": "calls"}   {"do": "look", "call": ID, "tone": 440}   {"do": "hang_up", "call": ID}
{"do": "accounts"}   {"do": "open_account", "login": "shop", "secret": "..."}
"""

import asyncio
import json
from pathlib import Path
from typing import Any

from compose.provider.call import Call
from compose.provider.exchange import Exchange
from compose.provider.placing import Placed
from compose.provider.sound import RATE, WINDOW_SECONDS, tone_share
from compose.provider.transactions import NoAnswerError

Answer = dict[str, Any]


class Control:
    """Does for the exchange what comes through the socket."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def listen(self, path: Path) -> asyncio.Server:
        """Open the socket. The rights of its folder say who may give orders."""
        return await asyncio.start_unix_server(self._serve, path)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            try:
                answer = await self._do(json.loads(line))
            except (ValueError, TypeError, KeyError, NoAnswerError) as error:
                answer = {"error": f"{type(error).__name__}: {error}"}
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()
        writer.close()

    async def _do(self, wanted: dict[str, Any]) -> Answer:
        calls = self._exchange.calls
        match wanted.pop("do"):
            case "call":
                call = await self._exchange.place(Placed(**wanted))
                return self._look(call)
            case "calls":
                return {"calls": [self._look(call) for call in calls.values()]}
            case "look":
                return self._look(calls[wanted["call"]], tone=wanted.get("tone", 0))
            case "hang_up":
                await calls[wanted["call"]].hang_up()
                return self._look(calls[wanted["call"]])
            case "accounts":
                registrar = self._exchange.registrar
                return {login: bool(registrar.contact(login)) for login in registrar.accounts}
            case "open_account":
                self._exchange.registrar.accounts[wanted["login"]] = wanted["secret"]
                return {}
            case unknown:
                raise ValueError(f"cannot {unknown}")

    @staticmethod
    def _look(call: Call, tone: int = 0) -> Answer:
        """The call as the far end sees it; `heard` is the share of the tone in what it hears now (0..1)."""
        samples = call.sound.samples(WINDOW_SECONDS)
        is_enough = len(samples) >= WINDOW_SECONDS * RATE * 0.9
        return {
            "call": call.invite.first("call-id"),
            "called": call.called,
            "shown": call.shown,
            "account": call.account,
            "state": call.state,
            "status": call.status,
            "keys": call.sound.keys,
            "heard": round(tone_share(samples, tone), 3) if tone and is_enough else 0,
        }
