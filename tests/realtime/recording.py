"""AMI events of a test as JSON lines, so that pure tests can replay what a real Asterisk said."""

import asyncio
import json
import threading
from contextlib import suppress
from pathlib import Path

from telephony.asterisk.ami import AmiSession, AmiSettings, Event
from tests.asterisk.node import ADDRESS, Node

TRACES = Path(__file__).with_name("traces")
KINDS = frozenset(
    {
        *("Newchannel", "Newstate", "NewCallerid", "NewConnectedLine", "Rename", "Hangup"),
        *("BridgeEnter", "BridgeLeave", "Hold", "Unhold", "BlindTransfer", "AttendedTransfer"),
    }
)
DULL = frozenset({"Privilege", "SystemName", "Language", "Priority", "BridgeVideoSourceMode"})


class Recording:
    """Writes what AMI says between `start` and `stop` to a trace."""

    def __init__(self, node: Node) -> None:
        self._settings = AmiSettings(
            ADDRESS, node.settings.ami_port, node.settings.ami_user, node.settings.ami_secret
        )
        self._events: list[Event] = []
        self._is_open = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()
        assert self._is_open.wait(40)

    def stop(self, name: str) -> None:
        assert self._task is not None
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(5)
        lines = [json.dumps(_kept(event), ensure_ascii=False) for event in self._events]
        (TRACES / f"{name}.jsonl").write_text("\n".join(lines) + "\n")

    def _run(self) -> None:
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._listen())
        self._loop.close()

    async def _listen(self) -> None:
        self._task = asyncio.current_task()
        async with AmiSession(self._settings, on_event=self._take, events="call") as ami:
            self._is_open.set()
            await ami.wait_closed()

    def _take(self, event: Event) -> None:
        if event["Event"] in KINDS:
            self._events.append(event)


def _kept(event: Event) -> Event:
    return {key: value for key, value in event.items() if key not in DULL}
