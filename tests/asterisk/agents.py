"""Simulated phones for tests and for the demonstration call: real SIP, real RTP, each in a process of its own."""

import json
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from compose.provider.sound import WINDOW, Ear, Test, loudness, tone_share

PROGRAM = "tests.asterisk.agent_process"
ROOT = Path(__file__).resolve().parents[2]
# How long is waited: much more than it takes, for the machine may be busy.
ANSWER_SECONDS = 30
EVENT_SECONDS = 20
SHARE_HEARD = 0.5  # a tone is heard when half of the energy is its
SHARE_GONE = 0.05  # and not heard (any more) when it has less than this
LOUD = 200  # of speech and music
ANY = -1  # sound of whatever kind
FINAL_STATES = ("CONFIRMED", "DISCONNECTED")
REQUEST_PENDING = "PJ_EINVALIDOP"  # what was asked before is not answered yet (RFC 3261, 14.1)

Event = dict[str, Any]


class AgentError(AssertionError):
    """The phone refused a command, or what was waited for did not happen."""


class Agent:
    """One phone. `with Agent("anna") as anna: anna.register(...); anna.call("201")`."""

    def __init__(self, name: str, *, frequency: int = 0, prefix: tuple[str, ...] = ()) -> None:
        self.name = name
        self.frequency = frequency
        self.events: list[Event] = []
        self._answers: queue.Queue[Event] = queue.Queue()
        self._changed = threading.Condition()
        self._number = 0
        self._process = subprocess.Popen(
            [*prefix, sys.executable, "-m", PROGRAM],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.wait("ready")
        self.command("set", frequency=frequency)

    def __enter__(self) -> "Agent":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self, *, quietly: bool = False) -> None:
        """End the phone; `quietly`: as if its power was cut, with its registration left behind."""
        if self._process.poll() is None:
            try:
                self._send({"command": "quit", "quietly": quietly})
                self._process.wait(timeout=3)
            except (subprocess.TimeoutExpired, BrokenPipeError):
                self._process.kill()
                self._process.wait()
        self._reader.join(timeout=2)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    # ------------------------------------------------------------ the line to the process

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if not line.startswith("{"):
                continue
            message = json.loads(line)
            if "id" in message:
                self._answers.put(message)
                continue
            with self._changed:
                self.events.append(message)
                self._changed.notify_all()

    def _send(self, message: Mapping[str, object]) -> None:
        self._number += 1
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"id": self._number, **message}) + "\n")
        self._process.stdin.flush()

    def command(self, name: str, **arguments: object) -> Event:
        """Give the phone a command and return its answer."""
        self._send({"command": name, **arguments})
        try:
            answer = self._answers.get(timeout=ANSWER_SECONDS)
        except queue.Empty:
            raise AgentError(f"{self.name} does not answer to {name}") from None
        if not answer.pop("ok"):
            raise AgentError(f"{self.name} {name}: {answer['error']}")
        return answer

    def wait(
        self, event: str, *, seconds: float = EVENT_SECONDS, since: int = 0, **wanted: object
    ) -> Event:
        """The first event of this kind and with these values, from number `since` on; waits for it."""
        found = self._find(lambda e: e["event"] == event and _matches(e, wanted), seconds, since)
        if found is None:
            seen = [{k: v for k, v in e.items() if k != "message"} for e in self.events[since:]]
            raise AgentError(f"{self.name}: no {event} {wanted} in {seconds} s; seen: {seen}")
        return found

    def never(self, event: str, *, seconds: float, since: int = 0, **wanted: object) -> None:
        """Assert that no such event comes within these seconds."""
        found = self._find(lambda e: e["event"] == event and _matches(e, wanted), seconds, since)
        if found is not None:
            raise AgentError(f"{self.name}: unexpected {found}")

    def _find(self, test: Callable[[Event], bool], seconds: float, since: int) -> Event | None:
        deadline = time.monotonic() + seconds
        with self._changed:
            while True:
                for candidate in self.events[since:]:
                    if test(candidate):
                        return candidate
                if (
                    not self._changed.wait(max(0.0, deadline - time.monotonic()))
                    and time.monotonic() >= deadline
                ):
                    return None

    def mark(self) -> int:
        """The number of the next event: what happens from now on."""
        return len(self.events)

    def forget_events(self) -> None:
        """Begin a new test: nothing has happened yet."""
        with self._changed:
            self.events.clear()

    def as_new(self) -> None:
        """Begin a new test: the phone rings when called, has no calls, and nothing has happened yet."""
        deadline = time.monotonic() + EVENT_SECONDS
        calls = self.command("set", policy=180)["calls"]
        if calls:
            self.command("hangup_all")
        while calls and time.monotonic() < deadline:
            time.sleep(0.02)
            calls = self.command("set")["calls"]
        self.forget_events()

    # ------------------------------------------------------------ what a person does with a phone

    def account(
        self, login: str, password: str, *, host: str, port: int, **options: object
    ) -> None:
        """Set the phone up; by default it registers at once."""
        options.setdefault("transport", "udp")
        self.command("account", login=login, password=password, host=host, port=port, **options)

    def register(
        self, login: str, password: str, *, host: str, port: int, **options: object
    ) -> "Agent":
        """Set the phone up and wait until it is registered."""
        since = self.mark()
        self.account(login, password, host=host, port=port, **options)
        self.wait("registration", since=since, code=200)
        return self

    def renew(self) -> None:
        """Register again now."""
        since = self.mark()
        self.command("register", renew=True)
        self.wait("registration", since=since, code=200)

    def call(self, to: str) -> "AgentCall":
        """Dial."""
        since = self.mark()
        return AgentCall(self, self.command("call", to=to)["call"], since)

    def incoming(self, *, seconds: float = EVENT_SECONDS, since: int = 0) -> "AgentCall":
        """The call that rings this phone; waits for it."""
        event = self.wait("incoming", seconds=seconds, since=since)
        call = AgentCall(self, event["call"], since)
        call.remote, call.message = event["remote"], event["message"]
        return call

    def answers(self) -> "Agent":
        """From now on take every call at once."""
        self.command("set", policy=200)
        return self

    def refuses(self, code: int) -> "Agent":
        """From now on refuse every call with this SIP status."""
        self.command("set", policy=code)
        return self

    def rings(self) -> "Agent":
        """From now on let calls ring."""
        self.command("set", policy=180)
        return self


class AgentCall:
    """A call as one phone sees it."""

    def __init__(self, agent: Agent, number: int, since: int) -> None:
        self.agent, self.number, self.since = agent, number, since
        self.remote = self.message = ""
        self._heard = 0  # what was heard last: Hz, ANY, or 0 where the next sound may be any
        self._listened = 0  # samples of the call that were looked at
        self._rest: Sequence[int] = ()  # the last of them, in which nothing was listened for yet

    def answer(self) -> "AgentCall":
        """Take the call."""
        self.agent.command("answer", call=self.number)
        return self.confirmed()

    def refuse(self, code: int) -> None:
        """Refuse the call."""
        self.agent.command("answer", call=self.number, code=code)

    def hang_up(self) -> None:
        """End or cancel."""
        self.agent.command("hangup", call=self.number)

    def do(self, command: str, **arguments: object) -> None:
        """hold, unhold, dtmf, transfer, transfer_attended; once the answer to what it asked before has come. What is
        heard after keys is news."""
        if command == "dtmf":
            self._listen_anew()
        deadline = time.monotonic() + EVENT_SECONDS
        while True:
            try:
                self.agent.command(command, call=self.number, **arguments)
            except AgentError as error:
                if REQUEST_PENDING not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return

    def confirmed(self, *, seconds: float = EVENT_SECONDS) -> "AgentCall":
        """Wait until both sides have agreed to talk."""
        self.agent.wait(
            "state", call=self.number, state="CONFIRMED", since=self.since, seconds=seconds
        )
        return self

    @property
    def was_confirmed(self) -> bool:
        """Whether the call was ever answered."""
        wanted = {"call": self.number, "state": "CONFIRMED"}
        return any(_matches(event, wanted) for event in self.agent.events[self.since :])

    def ringing(self) -> "AgentCall":
        """Wait until the other side rings."""
        self.agent.wait("state", call=self.number, state="EARLY", since=self.since)
        return self

    def ended(self, *, seconds: float = EVENT_SECONDS) -> Event:
        """Wait for the end; the event says with which status."""
        return self.agent.wait(
            "state", call=self.number, state="DISCONNECTED", since=self.since, seconds=seconds
        )

    def outcome(self, *, seconds: float = 15) -> int:
        """Wait for what becomes of the call that this phone made: 200, or the status that ended it."""
        found = self.agent._find(
            lambda e: e.get("call") == self.number and e.get("state") in FINAL_STATES,
            seconds,
            self.since,
        )
        if found is None:
            raise AgentError(f"{self.agent.name}: nothing became of the call in {seconds} s")
        return int(found["code"])

    def told_identity(self, number: str) -> bool:
        """Whether the phone was told during the call that its partner is now this number (RFC 3325)."""
        wanted = {"call": self.number}
        identity = re.compile(rf"^P-Asserted-Identity: .*sip:{number}@", re.MULTILINE)
        return any(
            identity.search(event["message"])
            for event in self.agent.events[self.since :]
            if event["event"] == "request" and _matches(event, wanted)
        )

    def hears(self, frequency: int, *, seconds: float = EVENT_SECONDS) -> None:
        """Assert that this tone is heard: since another one was, or a key was pressed; the same one from now on.

        So a short tone is not missed by who looks late, and one that is to go on has to.
        """
        if frequency == self._heard:
            self._listen_anew()
        self._wait_sound(
            lambda samples: tone_share(samples, frequency) > SHARE_HEARD, seconds, f"{frequency} Hz"
        )
        self._heard = frequency

    def hears_something(self, *, seconds: float = EVENT_SECONDS) -> None:
        """Assert that there is sound (a phrase, music), from now on if there was before."""
        if self._heard:
            self._listen_anew()
        self._wait_sound(lambda samples: loudness(samples) > LOUD, seconds, "any sound")
        self._heard = ANY

    def hears_nothing_of(self, frequency: int) -> None:
        """Assert that a tone is not heard (any more)."""
        self._listen_anew()
        self._wait_sound(
            lambda samples: tone_share(samples, frequency) < SHARE_GONE,
            EVENT_SECONDS,
            f"silence at {frequency} Hz",
        )

    def _listen_anew(self) -> None:
        """Nothing of what was heard so far counts any more."""
        newest = self.agent.command("heard", call=self.number, since=-WINDOW)
        self._heard, self._listened, self._rest = 0, newest["until"], newest["samples"]

    def _wait_sound(self, test: Test, seconds: float, what: str) -> None:
        ear = Ear(test, self._rest)
        deadline = time.monotonic() + seconds
        while True:
            news = self.agent.command("heard", call=self.number, since=self._listened)
            self._listened = news["until"]
            if ear.hears(news["samples"]):
                self._rest = ear.rest
                return
            if time.monotonic() > deadline:
                raise AgentError(f"{self.agent.name} does not hear {what}")
            time.sleep(0.1)


def _matches(event: Event, wanted: Mapping[str, object]) -> bool:
    return all(event.get(key) == value for key, value in wanted.items())
