"""A call as the provider sees it: what it says of itself, its sound, and what the provider does in it."""

import asyncio
import re
import secrets
from collections.abc import Callable, Iterable

from compose.provider import sdp
from compose.provider.g711 import ALAW, CODECS, ULAW
from compose.provider.rtp import Sound
from compose.provider.sip import Message, reply, tag_of, uri_of
from compose.provider.transactions import Address, Port, request

ALLOW = ("Allow", "INVITE, ACK, BYE, CANCEL, UPDATE, INFO, OPTIONS")
OTHER_ADDRESS = "127.0.0.2"  # where sound moves to
_USER = re.compile(r"(?:sips?:|tel:)([^@;>\s]+)")

Headers = tuple[tuple[str, str], ...]


def user_of(header: str) -> str:
    """The number or name in an address."""
    found = _USER.search(header)
    return found[1] if found else ""


class Caller:
    """What an INVITE says: the far end's view of who calls whom."""

    def __init__(self, invite: Message) -> None:
        self.invite = invite

    @property
    def called(self) -> str:
        """Number in the request line."""
        return user_of(self.invite.start.split()[1])

    @property
    def to(self) -> str:
        """Number in To."""
        return user_of(self.invite.first("to"))

    @property
    def shown(self) -> str:
        """Number in From."""
        return user_of(self.invite.first("from"))

    @property
    def name(self) -> str:
        """Name in From."""
        found = re.match(r'\s*"([^"]*)"', self.invite.first("from"))
        return found[1] if found else ""

    @property
    def asserted(self) -> str:
        """Number in P-Asserted-Identity."""
        return user_of(self.invite.first("p-asserted-identity"))

    @property
    def privacy(self) -> str:
        """Privacy, as written."""
        return self.invite.first("privacy")

    @property
    def diversion(self) -> str:
        """Number of the topmost Diversion."""
        return user_of(self.invite.first("diversion"))


class Call(Caller):
    """One call. States: trying, ringing, up, ended. `status` is the final answer to the INVITE, 0: none yet."""

    def __init__(
        self,
        port: Port,
        sound: Sound,
        invite: Message,
        peer: Address,
        *,
        account: str = "",
        on_change: Callable[[], None],
    ) -> None:
        super().__init__(invite)
        self.sound, self.peer, self.account = sound, peer, account
        self.state, self.status, self.ended_by = "trying", 0, ""
        self.response: Message | None = None  # final one to our own INVITE
        self.statuses: list[int] = []  # of responses, provisional ones too
        self.requests: list[Message] = []  # received within the call
        self.task: asyncio.Task[None] | None = None  # what plays its behaviour
        self.tone = 0
        self.is_ours = False  # we placed it
        self._port, self._on_change = port, on_change
        self._theirs: sdp.Media | None = sdp.read(invite.body)
        self._codecs: tuple[int, ...] = (ALAW.payload, ULAW.payload)
        self._version = 0
        self._cseq = 1
        self._local = self._remote = self._target = ""
        self._route: list[str] = []

    # ------------------------------------------------------------ taking a call

    def take(self) -> None:
        """The call came to us: it is a dialog from now on."""
        self._local = f"{self.invite.first('to')};tag={secrets.token_hex(4)}"
        self._remote = self.invite.first("from")
        self._target = self.invite.target
        self._route = self.invite.all("record-route")

    def respond(
        self, status: str, *, with_sound: bool = False, extra: Headers = (), final: bool = False
    ) -> None:
        """Answer the INVITE; with sound the answer describes ours, and `tone` is sent."""
        code = int(status.split()[0])
        self.statuses.append(code)
        self.status = code if final else 0  # known before the other side knows
        self._answer(self.invite, status, with_sound=with_sound, extra=extra)
        if code in (180, 183):
            self.set_state("ringing")
        if final:
            self.set_state("up" if code < 300 else "ended")
            if code >= 300:
                self.ended_by = self.ended_by or "us"
                self.sound.close()

    def answer_again(self, invite: Message) -> None:
        """A re-INVITE or UPDATE of the other side."""
        theirs = sdp.read(invite.body)
        if theirs is not None and theirs.kind != "audio":
            self._answer(invite, "488 Not Acceptable Here")
            return
        self._theirs = theirs or self._theirs
        self._answer(invite, "200 OK", with_sound=bool(invite.body) or invite.method == "INVITE")

    def acknowledged(self, ack: Message) -> None:
        """The ACK of an answer that held an offer holds the other half."""
        theirs = sdp.read(ack.body)
        if theirs is not None:
            self._theirs = theirs
            self.play(self.tone)

    def _answer(
        self, to: Message, status: str, *, with_sound: bool = False, extra: Headers = ()
    ) -> None:
        headers: list[tuple[str, str]] = [self._contact(), ALLOW, *extra]
        body = ""
        if with_sound:
            body = sdp.offer(self._half(), self._version)
            self._version += 1
            headers.append(("Content-Type", "application/sdp"))
            self.play(self.tone)
        data = reply(to, status, headers, body, tag=tag_of(self._local))
        self._port.answer(to, data, self.peer)

    def _half(self) -> sdp.Media:
        host = self._port.address[0]
        if self._theirs is None:
            return sdp.own(host, self.sound.port, self._codecs)
        return sdp.answer_to(
            self._theirs, address=host, port=self.sound.port, preferred=self._codecs
        )

    @property
    def suits(self) -> bool:
        """Is there a codec for what was offered?"""
        return self._theirs is None or bool(self._half().codecs)

    # ------------------------------------------------------------ placing a call

    async def place(self, uri: str, *, patience: float) -> None:
        """Send the INVITE, which is made, and wait for how it ends."""
        self.is_ours = True
        self._local, self._remote = self.invite.first("from"), self.invite.first("to")
        self._target = uri
        self._theirs = None
        await self.sound.open()
        headers = [(name, value) for name, value in self.invite.headers if name != "content-length"]
        data = request("INVITE", uri, _without_type(headers), self.invite.body)
        final = await self._port.ask(
            data, self.peer, on_provisional=self._on_provisional, patience=patience
        )
        self._on_final(final, uri)

    def _on_provisional(self, message: Message) -> None:
        self.statuses.append(message.status)
        self._remote = message.first("to")
        theirs = sdp.read(message.body)
        if theirs is not None:
            self._theirs = theirs
            self.play(self.tone)
        self.set_state("ringing" if message.status > 100 else self.state)

    def _on_final(self, message: Message, uri: str) -> None:
        self.statuses.append(message.status)
        self.response, self._remote = message, message.first("to")
        self.status = message.status
        if message.status >= 300:
            headers = [("Via", self.invite.first("via")), *self._parties(1, "ACK")]
            self._port.send(request("ACK", uri, headers), self.peer)
            self.over("them")
            return
        self._target = message.target or uri
        self._route = list(reversed(message.all("record-route")))
        self._theirs = sdp.read(message.body) or self._theirs
        self._send("ACK", 1)
        self.play(self.tone)
        self.set_state("up")

    def cancel(self) -> None:
        """Give up a call of ours that is not answered yet."""
        headers = [
            ("Via", self.invite.first("via")),
            ("Max-Forwards", "70"),
            ("From", self.invite.first("from")),
            ("To", self.invite.first("to")),
            ("Call-ID", self.invite.first("call-id")),
            ("CSeq", "1 CANCEL"),
        ]
        uri = self.invite.start.split()[1]
        self._port.send(request("CANCEL", uri, headers), self.peer)

    # ------------------------------------------------------------ within a call

    def play(self, tone: int) -> None:
        """Send a tone (Hz) from now on."""
        self.tone = tone
        self.sound.play(self._theirs, tone)

    async def press(self, keys: str) -> None:
        """Press keys (RFC 4733)."""
        if self._theirs is None or not self._theirs.events:
            raise ValueError("the other side takes no keys")
        await self.sound.press(self._theirs, keys)

    async def hang_up(self) -> None:
        """End the call."""
        self.over("us")
        await self._ask("BYE")

    def over(self, who: str) -> None:
        """The call has ended."""
        self.ended_by = self.ended_by or who
        self.sound.close()
        self.set_state("ended")

    async def step(self, name: str) -> int:
        """One of hold, resume, move, codec, t38: our re-INVITE; the status it gets."""
        host = self._port.address[0]
        match name:
            case "hold":
                media = self._mine(host, direction="sendonly")
            case "resume":
                media = self._mine(host)
            case "codec":
                self._codecs = tuple(p for p in CODECS if p != self._codec()) or self._codecs
                media = self._mine(host)
            case "move":
                self.sound.close()
                self.sound = Sound(OTHER_ADDRESS)
                await self.sound.open()
                media = self._mine(OTHER_ADDRESS)
            case "t38":
                media = sdp.Media("image", host, self.sound.port, ())
            case _:
                raise ValueError(name)
        return await self._invite_again(media)

    async def refer(self, number: str) -> int:
        """Ask the other side to call this number instead of us (RFC 3515); the status of it."""
        host, port = self.peer
        final = await self._ask("REFER", extra=[("Refer-To", f"<sip:{number}@{host}:{port}>")])
        return final.status

    def _codec(self) -> int:
        return self._theirs.codecs[0] if self._theirs and self._theirs.codecs else ALAW.payload

    def _mine(self, host: str, direction: str = "sendrecv") -> sdp.Media:
        return sdp.Media("audio", host, self.sound.port, self._codecs, sdp.USUAL_EVENTS, direction)

    async def _invite_again(self, media: sdp.Media) -> int:
        self._version += 1
        final = await self._ask("INVITE", sdp.offer(media, self._version))
        self._send("ACK", self._cseq)
        theirs = sdp.read(final.body)
        if final.status < 300 and theirs is not None and theirs.kind == "audio":
            self._theirs = theirs
            self.play(self.tone)
        return final.status

    async def _ask(
        self, method: str, body: str = "", extra: Iterable[tuple[str, str]] = ()
    ) -> Message:
        self._cseq += 1
        headers = [self._port.via(), *self._parties(self._cseq, method), self._contact(), ALLOW]
        headers += extra
        return await self._port.ask(request(method, self._target, headers, body), self.peer)

    def _send(self, method: str, cseq: int) -> None:
        headers = [self._port.via(), *self._parties(cseq, method)]
        self._port.send(request(method, self._target, headers), self.peer)

    def _parties(self, cseq: int, method: str) -> list[tuple[str, str]]:
        routes = [("Route", value) for value in self._route]
        return [
            ("Max-Forwards", "70"),
            *routes,
            ("From", self._local),
            ("To", self._remote),
            ("Call-ID", self.invite.first("call-id")),
            ("CSeq", f"{cseq} {method}"),
        ]

    def _contact(self) -> tuple[str, str]:
        host, port = self._port.address
        return ("Contact", f"<sip:provider@{host}:{port}>")

    def set_state(self, state: str) -> None:
        """Go on to a state and tell those who wait."""
        if self.state != "ended":
            self.state = state
        self._on_change()


def _without_type(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name.title(), value) for name, value in headers if name != "content-type"]


__all__ = ["Call", "Caller", "uri_of", "user_of"]
