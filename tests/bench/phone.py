"""A light SIP phone on UDP for measuring: many accounts and dialogs on one socket, no audio.

Times are `time.perf_counter()` seconds. Everything runs in one asyncio loop; nothing here blocks.
"""

import asyncio
import itertools
import random
import secrets
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.bench.sip import Account, Challenge, Message, build, parse, reply, sdp, tag_of, uri_of

FIRST_RESEND = 0.5  # RFC 3261 timer T1
TIMEOUT = 10.0
# With UPDATE the server tells who is on the line without a new offer of media, as it does to real phones.
ALLOW = ("Allow", "INVITE, ACK, BYE, CANCEL, UPDATE, NOTIFY, OPTIONS")


class SipTimeoutError(Exception):
    """The server did not answer a request in time."""


@dataclass(slots=True)
class Call:
    """One call this phone placed or took. `status` is the final answer to the INVITE, 0 while there is none."""

    account: Account
    number: str
    call_id: str
    local: str  # From with our tag
    remote: str  # To, with the other side's tag once known
    target: str = ""
    cseq: int = 1
    status: int = 0
    sent_at: float = 0.0
    ringing_at: float = 0.0
    answered_at: float = 0.0
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class SipPhone(asyncio.DatagramProtocol):
    """One UDP socket that registers, calls, watches and answers. Made by `await SipPhone.open(server)`."""

    def __init__(self, server: tuple[str, int]) -> None:
        self.server = server
        self.address: tuple[str, int] = ("", 0)
        self.calls: dict[str, Call] = {}
        self.taken = 0  # calls that came in and were answered
        self.heard: Counter[str] = Counter()  # requests received, by method
        self.last_notify = ""  # body of the newest NOTIFY
        self.answer_after = 0.0
        self._waiting: dict[tuple[str, str], Callable[[Message], None]] = {}
        self._challenges: dict[str, Challenge] = {}
        self._cseq = itertools.count(random.randrange(1, 10_000))

    @classmethod
    async def open(
        cls, server: tuple[str, int], *, host: str = "127.0.0.1", port: int = 0
    ) -> "SipPhone":
        """A phone bound to `host:port` (0: any free port)."""
        loop = asyncio.get_running_loop()
        transport, phone = await loop.create_datagram_endpoint(
            lambda: cls(server), local_addr=(host, port)
        )
        sock = transport.get_extra_info("socket")
        sock.setsockopt(1, 8, 4 << 20)  # SOL_SOCKET, SO_RCVBUF: a burst of 10,000 NOTIFY must fit
        phone.address = transport.get_extra_info("sockname")[:2]
        return phone

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def close(self) -> None:
        """Give the socket back; dialogs are forgotten, not ended."""
        self._transport.close()

    # --- what comes in ---------------------------------------------------------------------------

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        try:
            message = parse(data)
        except ValueError:
            return
        if message.status:
            waiting = self._waiting.get((message.branch, message.method))
            if waiting:
                waiting(message)
            return
        self.heard[message.method] += 1
        handler = {"INVITE": self._on_invite, "BYE": self._on_bye, "ACK": lambda message: None}
        handler.get(message.method, self._on_other)(message)

    def _on_invite(self, message: Message) -> None:
        call_id = message.first("call-id")
        call = self.calls.get(call_id)
        if call is None:
            local = f"{message.first('to')};tag={secrets.token_hex(4)}"
            number = uri_of(message.first("from"))
            call = self.calls[call_id] = Call(
                Account("", ""), number, call_id, local, message.first("from")
            )
            call.target, call.sent_at = message.target, time.perf_counter()
            self.taken += 1
        self._send(reply(message, "180 Ringing", self._contact(), tag=tag_of(call.local)))
        answer = reply(
            message, "200 OK", self._sdp_headers(), sdp(*self.address), tag=tag_of(call.local)
        )
        if self.answer_after:
            asyncio.get_running_loop().call_later(self.answer_after, self._answer, call, answer)
        else:
            self._answer(call, answer)

    def _answer(self, call: Call, answer: bytes) -> None:
        call.status, call.answered_at = 200, time.perf_counter()
        self._send(answer)

    def _on_bye(self, message: Message) -> None:
        call = self.calls.pop(message.first("call-id"), None)
        if call is None:
            self._send(reply(message, "481 Call/Transaction Does Not Exist"))
            return
        call.ended.set()
        self._send(reply(message, "200 OK"))

    def _on_other(self, message: Message) -> None:
        if message.method == "NOTIFY":
            self.last_notify = message.body
        self._send(reply(message, "200 OK", self._contact()))

    # --- what goes out ---------------------------------------------------------------------------

    async def register(self, account: Account, *, expires: int = 3600) -> int:
        """Register this socket for the account; the final status (200 when it worked)."""
        uri = f"sip:{self.server[0]}:{self.server[1]}"
        user = self._uri(account.login)
        headers = [
            ("From", f"<{user}>;tag={secrets.token_hex(4)}"),
            ("To", f"<{user}>"),
            ("Call-ID", secrets.token_hex(8)),
        ]
        headers += [("Contact", f"<{self._own(account)}>"), ("Expires", str(expires))]
        return (await self._authorised("REGISTER", uri, account, headers)).status

    async def register_once(
        self, account: Account, challenge: Challenge | None
    ) -> tuple[int, Challenge | None]:
        """One REGISTER with the digest of an earlier challenge; the status and the newest challenge."""
        uri = f"sip:{self.server[0]}:{self.server[1]}"
        user = self._uri(account.login)
        headers = [
            ("From", f"<{user}>;tag={secrets.token_hex(4)}"),
            ("To", f"<{user}>"),
            ("Call-ID", secrets.token_hex(8)),
        ]
        headers += [("Contact", f"<{self._own(account)}>"), ("Expires", "3600")]
        if challenge:
            headers.append(challenge.answer("REGISTER", uri, account))
        response = await self._request("REGISTER", uri, headers)
        return response.status, Challenge.of(response) if response.status == 401 else challenge

    async def watch(self, account: Account, number: str, *, expires: int = 3600) -> int:
        """Watch a number's busy lamp (RFC 4235); the status of the SUBSCRIBE."""
        uri = self._uri(number)
        headers = [
            ("From", f"<{self._uri(account.login)}>;tag={secrets.token_hex(4)}"),
            ("To", f"<{uri}>"),
        ]
        headers += [
            ("Call-ID", secrets.token_hex(8)),
            ("Contact", f"<{self._own(account)}>"),
            ("Event", "dialog"),
        ]
        headers += [("Accept", "application/dialog-info+xml"), ("Expires", str(expires))]
        return (await self._authorised("SUBSCRIBE", uri, account, headers)).status

    async def ask(
        self, account: Account, number: str, challenge: Challenge | None
    ) -> tuple[int, Challenge | None]:
        """Begin a call and give it up at the first sign: its status (100 is none) and the newest challenge."""
        uri, branch, cseq = self._uri(number), f"z9hG4bK{secrets.token_hex(8)}", next(self._cseq)
        via = ("Via", f"SIP/2.0/UDP {self.address[0]}:{self.address[1]};rport;branch={branch}")
        known = [
            via,
            ("Max-Forwards", "70"),
            ("From", f"<{self._uri(account.login)}>;tag={secrets.token_hex(4)}"),
        ]
        call_id = ("Call-ID", secrets.token_hex(8))
        headers = [
            *known,
            ("To", f"<{uri}>"),
            call_id,
            ("CSeq", f"{cseq} INVITE"),
            *self._sdp_headers(),
        ]
        if challenge:
            headers.append(challenge.answer("INVITE", uri, account))
        first: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def on_response(message: Message) -> None:
            if message.status == 100:
                return
            if message.status < 200 and not first.done():
                self._send(
                    build(
                        f"CANCEL {uri} SIP/2.0",
                        [*known, ("To", f"<{uri}>"), call_id, ("CSeq", f"{cseq} CANCEL")],
                    )
                )
            if message.status >= 200:
                self._waiting.pop((branch, "INVITE"), None)
                ack = [*known, ("To", message.first("to")), call_id, ("CSeq", f"{cseq} ACK")]
                self._send(build(f"ACK {uri} SIP/2.0", ack))
            if not first.done():
                asked.extend([Challenge.of(message)] if message.status == 401 else [])
                first.set_result(message.status)

        asked: list[Challenge] = []
        self._waiting[branch, "INVITE"] = on_response
        self._send(build(f"INVITE {uri} SIP/2.0", headers, sdp(*self.address)))
        status = await asyncio.wait_for(first, TIMEOUT)
        return status, asked[0] if asked else challenge

    async def call(self, account: Account, number: str, *, timeout: float = TIMEOUT) -> Call:
        """Place a call; returns once it is answered or refused (see `Call.status`)."""
        uri = self._uri(number)
        call = Call(
            account,
            number,
            secrets.token_hex(8),
            f"<{self._uri(account.login)}>;tag={secrets.token_hex(4)}",
            f"<{uri}>",
            uri,
        )
        self.calls[call.call_id] = call
        headers = [
            ("From", call.local),
            ("To", call.remote),
            ("Call-ID", call.call_id),
            *self._sdp_headers(),
        ]
        final = await self._authorised(
            "INVITE", uri, account, headers, sdp(*self.address), call=call, timeout=timeout
        )
        call.status, call.remote = final.status, final.first("to")
        call.cseq = int(final.first("cseq").split()[0])
        if final.status == 200:
            call.answered_at, call.target = time.perf_counter(), final.target or uri
            self._send(self._in_dialog("ACK", call, call.cseq))
        else:
            self.calls.pop(call.call_id, None)
        return call

    async def hang_up(self, call: Call) -> int:
        """End a call: the status of the BYE; 481 tells that the server no longer knew the call."""
        self.calls.pop(call.call_id, None)
        call.ended.set()
        call.cseq += 1
        data = self._in_dialog("BYE", call, call.cseq)
        response = await self._transact("BYE", parse(data).branch, data, TIMEOUT)
        if response.status in (401, 407):
            call.cseq += 1
            extra = Challenge.of(response).answer("BYE", call.target, call.account)
            data = self._in_dialog("BYE", call, call.cseq, extra)
            response = await self._transact("BYE", parse(data).branch, data, TIMEOUT)
        return response.status

    # --- inside ------------------------------------------------------------------------------------

    async def _authorised(
        self,
        method: str,
        uri: str,
        account: Account,
        headers: list[tuple[str, str]],
        body: str = "",
        *,
        call: Call | None = None,
        timeout: float = TIMEOUT,
    ) -> Message:
        """A request, repeated with a digest when the server asks for one."""
        response = await self._request(method, uri, headers, body, call=call, timeout=timeout)
        if response.status not in (401, 407):
            return response
        answer = Challenge.of(response).answer(method, uri, account)
        return await self._request(
            method, uri, [*headers, answer], body, call=call, timeout=timeout
        )

    async def _request(
        self,
        method: str,
        uri: str,
        headers: list[tuple[str, str]],
        body: str = "",
        *,
        call: Call | None = None,
        timeout: float = TIMEOUT,
    ) -> Message:
        branch, cseq = f"z9hG4bK{secrets.token_hex(8)}", next(self._cseq)
        via = ("Via", f"SIP/2.0/UDP {self.address[0]}:{self.address[1]};rport;branch={branch}")
        full = [via, ("Max-Forwards", "70"), *headers, ("CSeq", f"{cseq} {method}")]
        if call:
            call.sent_at = time.perf_counter()
        final = await self._transact(
            method, branch, build(f"{method} {uri} SIP/2.0", full, body), timeout, call
        )
        if method == "INVITE" and final.status != 200:
            to = ("To", final.first("to"))
            known = [
                via,
                ("Max-Forwards", "70"),
                headers[0],
                to,
                headers[2],
                ("CSeq", f"{cseq} ACK"),
            ]
            self._send(build(f"ACK {uri} SIP/2.0", known))
        return final

    async def _transact(
        self, method: str, branch: str, data: bytes, timeout: float, call: Call | None = None
    ) -> Message:
        """Send until answered (RFC 3261 section 17.1); the final response, or SipTimeoutError."""
        final: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        heard = asyncio.Event()

        def on_response(message: Message) -> None:
            heard.set()
            if call and message.status in (180, 183) and not call.ringing_at:
                call.ringing_at = time.perf_counter()
            if message.status >= 200 and not final.done():
                final.set_result(message)

        self._waiting[branch, method] = on_response
        deadline, pause = time.perf_counter() + timeout, FIRST_RESEND
        try:
            while not final.done():
                left = deadline - time.perf_counter()
                if left <= 0:
                    raise SipTimeoutError(f"{method}: no answer in {timeout} s")
                if not heard.is_set() or method != "INVITE":
                    self._send(data)
                await asyncio.wait([final], timeout=min(pause, left))
                pause = min(pause * 2, 4.0)
            return final.result()
        finally:
            del self._waiting[branch, method]

    def _in_dialog(self, method: str, call: Call, cseq: int, *extra: tuple[str, str]) -> bytes:
        via = f"SIP/2.0/UDP {self.address[0]}:{self.address[1]};rport;branch=z9hG4bK{secrets.token_hex(8)}"
        headers = [("Via", via), ("Max-Forwards", "70"), ("From", call.local), ("To", call.remote)]
        headers += [("Call-ID", call.call_id), ("CSeq", f"{cseq} {method}"), *extra]
        return build(f"{method} {call.target} SIP/2.0", headers)

    def _send(self, data: bytes) -> None:
        self._transport.sendto(data, self.server)

    def _uri(self, user: str) -> str:
        return f"sip:{user}@{self.server[0]}:{self.server[1]}"

    def _own(self, account: Account) -> str:
        return f"sip:{account.login}@{self.address[0]}:{self.address[1]}"

    def _contact(self) -> list[tuple[str, str]]:
        return [("Contact", f"<sip:phone@{self.address[0]}:{self.address[1]}>"), ALLOW]

    def _sdp_headers(self) -> list[tuple[str, str]]:
        return [*self._contact(), ("Content-Type", "application/sdp")]
