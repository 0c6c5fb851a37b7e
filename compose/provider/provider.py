"""The simulated provider for tests: an exchange in a thread of its own, told and asked without waiting for loops."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from compose.provider.behaviour import Behaviour
from compose.provider.call import Call
from compose.provider.exchange import Exchange, Received, digits
from compose.provider.placing import Placed
from compose.provider.registrar import Contact
from compose.provider.sound import WINDOW_SECONDS, Ear, Test, loudness, tone_share
from compose.provider.transactions import NoAnswerError

SECONDS = 20.0  # waited for anything; much more than it takes, for the machine may be busy
SHARE_HEARD = 0.5  # a tone is heard when half of the energy is its
ANY = -1  # sound of whatever kind
SILENCE = 50  # loudness below which nothing is heard

Result = TypeVar("Result")


class ProviderError(AssertionError):
    """What was waited for did not happen."""


class Provider:
    """One provider with one SIP port. `with Provider() as provider: provider.trust("127.0.0.1")`."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.host = host
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.exchange = Exchange(self._tell)
        self.run(self.exchange.open(host, port))
        self.port: int = self.exchange.port.address[1]

    def __enter__(self) -> "Provider":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End everything."""
        self.run(self.exchange.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=2)
        self._loop.close()

    @property
    def address(self) -> str:
        """host:port."""
        return f"{self.host}:{self.port}"

    # ------------------------------------------------------------ how it behaves

    @staticmethod
    def secret(login: str) -> str:
        """Password of the accounts that tests find."""
        return f"Secret-{login}"

    def add_account(self, login: str, password: str = "") -> None:
        """Know an account, or change its password."""
        self.exchange.registrar.accounts[login] = password or self.secret(login)

    def trust(self, *sources: str) -> None:
        """Take calls from these addresses or networks (`ip`, `ip:port`, CIDR) without a digest."""
        self.exchange.trusted.update(sources)

    def behave(self, number: str, behaviour: Behaviour) -> None:
        """From now on this number does that when called."""
        self.exchange.numbers[digits(number)] = behaviour

    def fill(self, calls: int) -> None:
        """Refuse with 503 what comes beyond so many calls at once; 0: any number."""
        self.exchange.capacity = calls

    def fall_silent(self, is_silent: bool = True) -> None:
        """Answer nothing at all any more, REGISTER and OPTIONS included."""
        self.exchange.is_silent = is_silent

    def refuse_passwords(self, refuses: bool = True) -> None:
        """Answer every digest with 403."""
        self.exchange.registrar.is_deaf = refuses

    def reset(self) -> None:
        """Be as new; accounts and contacts stay."""
        self.run(self.exchange.reset())

    # ------------------------------------------------------------ what it saw

    def requests(self, method: str = "", number: str = "") -> list[Received]:
        """Requests so far, repeated ones once: of this method, and to this number in the request line."""
        wanted = digits(number)
        return [
            each
            for each in list(self.exchange.log)
            if method in ("", each.message.method)
            and (not wanted or digits(_called(each.message.start)) == wanted)
        ]

    def registered(self, login: str, *, seconds: float = SECONDS) -> Contact:
        """Where the account is registered; waits for it."""
        registrar = self.exchange.registrar
        return self.wait(lambda: registrar.contact(login), f"{login} registers", seconds)

    def unregistered(self, login: str, *, seconds: float = SECONDS) -> None:
        """Wait until the account is not registered any more."""
        registrar = self.exchange.registrar
        self.wait(lambda: registrar.contact(login) is None, f"{login} unregisters", seconds)

    def calls(self, number: str = "") -> list["FarCall"]:
        """Calls accepted or made so far, newest last."""
        wanted = digits(number)
        return [
            FarCall(self, call)
            for call in list(self.exchange.calls.values())
            if not wanted or digits(call.called) == wanted
        ]

    def taken(self, number: str, *, count: int = 1, seconds: float = SECONDS) -> "FarCall":
        """The `count`th call to this number; waits for it."""
        found = self.wait(
            lambda: self.calls(number)[count - 1 : count], f"a call to {number}", seconds
        )
        return found[0]

    def never_taken(self, number: str, *, seconds: float = 0.5) -> None:
        """Assert that no call to this number arrives."""
        time.sleep(seconds)
        if self.requests("INVITE", number):
            raise ProviderError(f"the provider was called at {number}")

    # ------------------------------------------------------------ what it does

    def call(self, number: str, **options: Any) -> "FarCall":
        """Call a customer's number; options as of `Placed`."""
        return FarCall(self, self.run(self.exchange.place(Placed(number, **options))))

    # ------------------------------------------------------------ inside

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Let the exchange do something and return what came of it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=40)

    def soon(self, work: Callable[..., object], *arguments: object) -> None:
        """Let the exchange do something that takes no time."""
        self._loop.call_soon_threadsafe(work, *arguments)

    def wait(
        self, test: Callable[[], Result | None], what: str, seconds: float = SECONDS
    ) -> Result:
        """What `test` returns once that is true."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while not (found := test()):
                left = deadline - time.monotonic()
                if left <= 0:
                    seen = [f"{r.message.start} <- {r.source}" for r in self.requests()][-12:]
                    raise ProviderError(f"not within {seconds} s: {what}; received: {seen}")
                self._changed.wait(min(left, 0.2))
            return found

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()


class FarCall:
    """A call as the far end knows it. What its INVITE says is read as of `Caller`: `far.shown`, `far.diversion`."""

    def __init__(self, provider: Provider, call: Call) -> None:
        self._provider, self._call = provider, call
        self._heard = 0  # what was heard last: Hz, ANY, or 0 where the next sound may be any
        self._since = 0.0  # moment (monotonic) after which sound was not listened to yet
        self._rest: Sequence[int] = ()  # sound from before that, not listened to either

    def __getattr__(self, name: str) -> Any:
        """All that `Call` tells: called, to, shown, name, asserted, privacy, diversion, account, status, state..."""
        return getattr(self._call, name)

    @property
    def keys(self) -> str:
        """Keys that the other side pressed so far."""
        return self._call.sound.keys

    def rings(self, *, seconds: float = SECONDS) -> None:
        """Wait until it rings, or is answered."""
        self._until(lambda: {180, 183, 200} & set(self._call.statuses), "rings", seconds)

    def answered(self, *, seconds: float = SECONDS) -> None:
        """Wait until it is answered."""
        self._until(lambda: self._call.state in ("up", "ended"), "answered", seconds)
        if self._call.status != 200:
            raise ProviderError(f"answered with {self._call.status}")

    def refused(self, *, seconds: float = SECONDS) -> int:
        """Wait until it is refused; with which SIP status."""
        self._until(lambda: self._call.status >= 300, "refused", seconds)
        return self._call.status

    def ended(self, *, seconds: float = SECONDS) -> str:
        """Wait until it is over; who ended it: us, them, nobody (no answer)."""
        self._until(lambda: self._call.state == "ended", "ended", seconds)
        return self._call.ended_by

    def request(self, method: str, *, seconds: float = SECONDS) -> Any:
        """The newest request of this method within the call; waits for one."""
        found = self._provider.wait(
            lambda: [each for each in self._call.requests if each.method == method],
            f"{method} within the call",
            seconds,
        )
        return found[-1]

    def pressed(self, keys: str, *, seconds: float = SECONDS) -> None:
        """Wait until these keys were pressed, in all."""
        deadline = time.monotonic() + seconds
        while self.keys != keys:
            if time.monotonic() > deadline:
                raise ProviderError(f"keys {self.keys!r} instead of {keys!r}")
            time.sleep(0.05)

    # ------------------------------------------------------------ sound

    def play(self, tone: int) -> None:
        """Send another tone (Hz)."""
        self._provider.soon(self._call.play, tone)

    def hears(self, tone: int, *, seconds: float = SECONDS) -> None:
        """Wait until this tone (Hz) is heard: since another one was, or a key was pressed; the same one from now on.

        So a short tone is not missed by who looks late, and one that is to go on has to.
        """
        if tone == self._heard:
            self._listen_anew()
        self._sound(lambda heard: tone_share(heard, tone) > SHARE_HEARD, f"{tone} Hz", seconds)
        self._heard = tone

    def hears_something(self, *, seconds: float = SECONDS) -> None:
        """Wait until there is any sound (music, speech, a tone), from now on if there was before."""
        if self._heard:
            self._listen_anew()
        self._sound(lambda heard: loudness(heard) > SILENCE, "anything", seconds)
        self._heard = ANY

    def hears_nothing(self, *, seconds: float = SECONDS) -> None:
        """Wait until there is silence, or no sound arrives at all."""
        deadline = time.monotonic() + seconds
        while loudness(self._call.sound.samples(WINDOW_SECONDS)) > SILENCE:
            if time.monotonic() > deadline:
                raise ProviderError("there is still sound")
            time.sleep(0.1)
        self._listen_anew()

    def _listen_anew(self) -> None:
        """Nothing of what was heard so far counts any more."""
        self._heard, self._since, self._rest = 0, time.monotonic() - WINDOW_SECONDS, ()

    def _sound(self, test: Test, what: str, seconds: float) -> None:
        sound, ear = self._call.sound, Ear(test, self._rest)
        deadline = time.monotonic() + seconds
        while True:
            fresh, self._since = sound.arrived(self._since)
            if ear.hears(fresh):
                self._rest = ear.rest
                return
            if time.monotonic() > deadline:
                told = f"{sound.received} packets of sound arrived"
                raise ProviderError(f"does not hear {what}; {told}")
            time.sleep(0.1)

    # ------------------------------------------------------------ what is done in it

    def answer(self) -> None:
        """Take a call that is let ring."""
        self._provider.soon(self._answer)

    def _answer(self) -> None:
        if self._call.task is not None:
            self._call.task.cancel()
        self._call.tone = self._call.tone or 620
        self._call.respond("200 OK", with_sound=True, final=True)

    def press(self, keys: str) -> None:
        """Press keys. What is heard then is news."""
        self._listen_anew()
        self._provider.run(self._call.press(keys))

    def hang_up(self) -> None:
        """End it, or give it up while it rings."""
        if self._call.status == 200:  # told to the other side a moment before the call is up here
            self.answered()
        if self._call.state != "up":
            self._provider.soon(self._call.cancel)
            return
        try:
            self._provider.run(self._call.hang_up())
        except NoAnswerError as error:
            raise ProviderError(str(error)) from error

    def hold(self) -> int:
        """Put the other side on hold; the SIP status of it."""
        return self._step("hold")

    def resume(self) -> int:
        """Take it back."""
        return self._step("resume")

    def move(self) -> int:
        """Receive and send sound at another address from now on."""
        return self._step("move")

    def codec(self) -> int:
        """Ask for the other codec of G.711."""
        return self._step("codec")

    def t38(self) -> int:
        """Offer a fax instead of sound."""
        return self._step("t38")

    def refer(self, number: str) -> int:
        """Ask the other side to call somebody else instead of us; the SIP status of it."""
        return self._provider.run(self._call.refer(number))

    def _step(self, name: str) -> int:
        return self._provider.run(self._call.step(name))

    def _until(self, test: Callable[[], object], what: str, seconds: float) -> None:
        self._provider.wait(test, f"{what} (state {self._call.state})", seconds)


def _called(start: str) -> str:
    """The user in a request line."""
    uri = start.split()[1]
    return uri.partition(":")[2].partition("@")[0].partition(";")[0]
