"""A light SIP phone on UDP for measuring: many accounts and dialogs on one socket, no audio.

Times are `time.perf_counter()` seconds. Everything runs in one asyncio loop; nothing here blocks.
"""

import asyncio
import secrets
import time
from dataclasses import dataclass, field

from compose.provider.sip import (
    Account,
    Challenge,
    Message,
    build,
    parse,
    reply,
    sdp,
    tag_of,
    uri_of,
)
from tests.bench.transactions import TIMEOUT, SipSocket

# With UPDATE the server tells who is on the line without a new offer of media, as it does to real phones.
ALLOW = ("Allow", "INVITE, ACK, BYE, CANCEL, UPDATE, NOTIFY, OPTIONS")


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
    confirmed_at: float = 0.0  # the ACK of a call that came in
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class SipPhone(SipSocket):
    """A socket that registers, calls, watches and answers. Made by `await SipPhone.open(server)`."""

    def __init__(self, server: tuple[str, int]) -> None:
        super().__init__(server)
        self.calls: dict[str, Call] = {}
        self.taken = 0  # calls that came in and were answered
        self.spans: list[tuple[float, float]] = []  # from ACK to BYE, of those that are over
        self.last_notify = ""  # body of the newest NOTIFY
        self.answer_after = 0.0

    # --- what comes in ---------------------------------------------------------------------------

    def asked(self, request: Message) -> None:
        handler = {"INVITE": self._on_invite, "BYE": self._on_bye, "ACK": self._on_ack}
        handler.get(request.method, self._on_other)(request)

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
        self.send(reply(message, "180 Ringing", self._contact(), tag=tag_of(call.local)))
        answer = reply(
            message, "200 OK", self._sdp_headers(), sdp(*self.address), tag=tag_of(call.local)
        )
        if self.answer_after:
            asyncio.get_running_loop().call_later(self.answer_after, self._answer, call, answer)
        else:
            self._answer(call, answer)

    def _answer(self, call: Call, answer: bytes) -> None:
        call.status, call.answered_at = 200, time.perf_counter()
        self.send(answer)

    def _on_ack(self, message: Message) -> None:
        call = self.calls.get(message.first("call-id"))
        if call is not None and not call.confirmed_at:
            call.confirmed_at = time.perf_counter()

    def _on_bye(self, message: Message) -> None:
        call = self.calls.pop(message.first("call-id"), None)
        if call is None:
            self.send(reply(message, "481 Call/Transaction Does Not Exist"))
            return
        call.ended.set()
        if call.confirmed_at:
            self.spans.append((call.confirmed_at, time.perf_counter()))
        self.send(reply(message, "200 OK"))

    def _on_other(self, message: Message) -> None:
        if message.method == "NOTIFY":
            self.last_notify = message.body
        self.send(reply(message, "200 OK", self._contact()))

    # --- what goes out ---------------------------------------------------------------------------

    async def register(self, account: Account, *, expires: int = 3600) -> int:
        """Register this socket for the account; the final status (200 when it worked)."""
        headers = self._register_headers(account, expires)
        return (await self.authorised("REGISTER", self._registrar, account, headers)).status

    async def register_once(
        self, account: Account, challenge: Challenge | None
    ) -> tuple[int, Challenge | None]:
        """One REGISTER with the digest of an earlier challenge; the status and the newest challenge."""
        headers = self._register_headers(account, 3600)
        if challenge:
            headers.append(challenge.answer("REGISTER", self._registrar, account))
        response = await self.request("REGISTER", self._registrar, headers)
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
        return (await self.authorised("SUBSCRIBE", uri, account, headers)).status

    async def ask(
        self, account: Account, number: str, challenge: Challenge | None
    ) -> tuple[int, Challenge | None]:
        """Begin a call and give it up at the first sign: its status (100 is none) and the newest challenge."""
        uri, branch, cseq = self._uri(number), f"z9hG4bK{secrets.token_hex(8)}", next(self.numbers)
        known = [
            self.via(branch),
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
                self.send(
                    build(
                        f"CANCEL {uri} SIP/2.0",
                        [*known, ("To", f"<{uri}>"), call_id, ("CSeq", f"{cseq} CANCEL")],
                    )
                )
            if message.status >= 200:
                self.waiting.pop((branch, "INVITE"), None)
                ack = [*known, ("To", message.first("to")), call_id, ("CSeq", f"{cseq} ACK")]
                self.send(build(f"ACK {uri} SIP/2.0", ack))
            if not first.done():
                asked.extend([Challenge.of(message)] if message.status == 401 else [])
                first.set_result(message.status)

        asked: list[Challenge] = []
        self.waiting[branch, "INVITE"] = on_response
        self.send(build(f"INVITE {uri} SIP/2.0", headers, sdp(*self.address)))
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
        final = await self.authorised(
            "INVITE", uri, account, headers, sdp(*self.address), timed=call, timeout=timeout
        )
        call.status, call.remote = final.status, final.first("to")
        call.cseq = int(final.first("cseq").split()[0])
        if final.status == 200:
            call.answered_at, call.target = time.perf_counter(), final.target or uri
            self.send(self._in_dialog("ACK", call, call.cseq))
        else:
            self.calls.pop(call.call_id, None)
        return call

    async def hang_up(self, call: Call) -> int:
        """End a call: the status of the BYE; 481 tells that the server no longer knew the call."""
        self.calls.pop(call.call_id, None)
        call.ended.set()
        call.cseq += 1
        data = self._in_dialog("BYE", call, call.cseq)
        response = await self.transact("BYE", parse(data).branch, data, TIMEOUT)
        if response.status in (401, 407):
            call.cseq += 1
            extra = Challenge.of(response).answer("BYE", call.target, call.account)
            data = self._in_dialog("BYE", call, call.cseq, extra)
            response = await self.transact("BYE", parse(data).branch, data, TIMEOUT)
        return response.status

    def _in_dialog(self, method: str, call: Call, cseq: int, *extra: tuple[str, str]) -> bytes:
        via = self.via(f"z9hG4bK{secrets.token_hex(8)}")
        headers = [via, ("Max-Forwards", "70"), ("From", call.local), ("To", call.remote)]
        headers += [("Call-ID", call.call_id), ("CSeq", f"{cseq} {method}"), *extra]
        return build(f"{method} {call.target} SIP/2.0", headers)

    @property
    def _registrar(self) -> str:
        return f"sip:{self.server[0]}:{self.server[1]}"

    def _register_headers(self, account: Account, expires: int) -> list[tuple[str, str]]:
        user = self._uri(account.login)
        return [
            ("From", f"<{user}>;tag={secrets.token_hex(4)}"),
            ("To", f"<{user}>"),
            ("Call-ID", secrets.token_hex(8)),
            ("Contact", f"<{self._own(account)}>"),
            ("Expires", str(expires)),
        ]

    def _uri(self, user: str) -> str:
        return f"sip:{user}@{self.server[0]}:{self.server[1]}"

    def _own(self, account: Account) -> str:
        return f"sip:{account.login}@{self.address[0]}:{self.address[1]}"

    def _contact(self) -> list[tuple[str, str]]:
        return [("Contact", f"<sip:phone@{self.address[0]}:{self.address[1]}>"), ALLOW]

    def _sdp_headers(self) -> list[tuple[str, str]]:
        return [*self._contact(), ("Content-Type", "application/sdp")]
