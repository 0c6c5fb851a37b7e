"""The demonstration's provider seen from another program."""

import json
import socket
import time
from pathlib import Path
from typing import Any

SECONDS = 20.0
SHARE_HEARD = 0.5  # a tone is heard when half of the energy is its


class RemoteError(Exception):
    """The provider refused, or what was waited for did not happen."""


class RemoteProvider:
    """The process `provider`, through its socket."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(SECONDS)
        self._socket.connect(str(path))
        self._lines = self._socket.makefile("rb")

    def close(self) -> None:
        """Leave it alone."""
        self._lines.close()
        self._socket.close()

    def ask(self, do: str, **details: Any) -> dict[str, Any]:
        """Give an order and return the answer."""
        self._socket.sendall(json.dumps({"do": do, **details}).encode() + b"\n")
        answer: dict[str, Any] = json.loads(self._lines.readline() or b'{"error": "it has ended"}')
        if "error" in answer:
            raise RemoteError(f"provider: {answer['error']}")
        return answer

    def call(self, number: str, **details: Any) -> "RemoteCall":
        """Call a customer's number; details as of `Placed`."""
        return RemoteCall(self, self.ask("call", number=number, **details))

    def seen(self) -> set[str]:
        """Calls so far."""
        return {call["call"] for call in self.ask("calls")["calls"]}

    def taken(self, number: str, *, before: set[str]) -> "RemoteCall":
        """A call to this number that was not `before`; waits for it."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            for call in self.ask("calls")["calls"]:
                if call["call"] not in before and call["called"].endswith(number.lstrip("+")):
                    return RemoteCall(self, call)
            time.sleep(0.1)
        raise RemoteError(f"nobody called {number} within {SECONDS} s")


class RemoteCall:
    """One of its calls. `facts` is what is known of it: called, shown, account, state, status, keys."""

    def __init__(self, provider: RemoteProvider, facts: dict[str, Any]) -> None:
        self._provider, self.facts = provider, facts

    def _look(self, **details: Any) -> dict[str, Any]:
        self.facts = self._provider.ask("look", call=self.facts["call"], **details)
        return self.facts

    def hears(self, tone: int) -> None:
        """Wait until the far end hears a tone (Hz)."""
        self._until("heard", lambda share: share > SHARE_HEARD, f"hears {tone} Hz", tone=tone)

    def pressed(self, keys: str) -> None:
        """Wait until keys have arrived."""
        self._until("keys", keys.__eq__, f"gets the keys {keys}")

    def is_in(self, state: str) -> None:
        """Wait for a state: ringing, up, ended."""
        self._until("state", state.__eq__, f"is {state}")

    def hang_up(self) -> None:
        """End it."""
        self.facts = self._provider.ask("hang_up", call=self.facts["call"])

    def _until(self, fact: str, test: Any, what: str, **details: Any) -> None:
        deadline = time.monotonic() + SECONDS
        while not test(self._look(**details)[fact]):
            if time.monotonic() > deadline:
                raise RemoteError(f"not within {SECONDS} s: the far end {what}; {self.facts}")
            time.sleep(0.1)
