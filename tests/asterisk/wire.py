"""SIP by hand, for what a phone's library would not send: requests over UDP with digest authentication."""

import hashlib
import re
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.asterisk.companies import secret

SECONDS = 10  # that an answer may take on a busy machine


class Wire:
    """A UDP socket that speaks SIP as `login` with `password`; every request may be answered by a challenge."""

    def __init__(
        self, login: str, password: str, *, port: int, host: str = "127.0.0.1", source: str = ""
    ) -> None:
        self.login, self.password, self.host, self.port = login, password, host, port
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((source or host, 0))
        self.address, self.own_port = self.socket.getsockname()
        self.contact = f"sip:{login}@{self.address}:{self.own_port}"
        self.identity = f"sip:{login}@{host}"  # in From
        self.call_id = uuid.uuid4().hex
        self.tag = uuid.uuid4().hex[:8]
        self.number = 0
        self.kept: list[str] = []

    def close(self) -> None:
        """Free the port."""
        self.socket.close()

    def request(
        self, method: str, target: str = "", *, headers: str = "", body: str = "", auth: bool = True
    ) -> str:
        """Send a request and return the first answer beyond 100 (Trying), which for a call may be 180 or 183; a
        challenge is met once unless `auth` is off."""
        answer = self._exchange(method, target, headers, body)
        if auth and answer.startswith("SIP/2.0 401"):
            self._acknowledge(method, target, answer)
            answer = self._exchange(
                method, target, headers + self._credentials(method, target, answer), body
            )
        self._acknowledge(method, target, answer)
        return answer

    def receive(self, start: str, *, seconds: float = SECONDS) -> str:
        """The next message that begins with `start`; requests are answered 200 on the way, and kept for later."""
        for message in self.kept:
            if message.startswith(start):
                self.kept.remove(message)
                return message
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self.socket.settimeout(left)
            try:
                message = self.socket.recv(65536).decode("utf-8", "replace")
            except TimeoutError:
                break
            if not message.startswith("SIP/2.0"):
                self._ok(message)
            if message.startswith(start):
                return message
            self.kept.append(message)
        raise AssertionError(f"no {start} within {seconds} s")

    def silent(self, seconds: float) -> None:
        """Assert that nothing arrives."""
        self.socket.settimeout(seconds)
        try:
            message = self.socket.recv(65536)
        except TimeoutError:
            return
        raise AssertionError(f"unexpected: {message[:200]!r}")

    def _exchange(self, method: str, target: str, headers: str, body: str) -> str:
        self.number += 1
        self.branch = f"z9hG4bK{uuid.uuid4().hex[:12]}"
        self._send(method, target, headers, body)
        while True:
            answer = self.receive("SIP/2.0")
            if status(answer) > 100 and f"CSeq: {self.number} " in answer:
                return answer

    def _send(self, method: str, target: str, headers: str, body: str, to: str = "") -> None:
        uri = self._uri(target)
        lines = [
            f"{method} {uri} SIP/2.0",
            f"Via: SIP/2.0/UDP {self.address}:{self.own_port};branch={self.branch};rport",
            f"From: <{self.identity}>;tag={self.tag}",
            to or f"To: <{uri if target else self.identity}>",
            f"Call-ID: {self.call_id}",
            f"CSeq: {self.number} {method}",
            f"Contact: <{self.contact}>",
            "Max-Forwards: 70",
            *filter(None, headers.splitlines()),
            f"Content-Length: {len(body.encode())}",
        ]
        message = "\r\n".join(lines) + "\r\n\r\n" + body
        self.socket.sendto(message.encode(), (self.host, self.port))

    def _uri(self, target: str) -> str:
        return f"sip:{target}@{self.host}:{self.port}" if target else f"sip:{self.host}:{self.port}"

    def _credentials(self, method: str, target: str, challenge: str) -> str:
        fields = dict(
            re.findall(r'(\w+)="?([^",\r]+)"?', re.search("WWW-Authenticate: (.*)", challenge)[1])
        )
        uri = self._uri(target)

        def digest(text: str) -> str:
            return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

        secret = digest(f"{self.login}:{fields['realm']}:{self.password}")
        nonce, opaque = fields["nonce"], fields.get("opaque", "")
        response = digest(f"{secret}:{nonce}:00000001:abcd:auth:{digest(f'{method}:{uri}')}")
        return (
            f'\nAuthorization: Digest username="{self.login}",realm="{fields["realm"]}",nonce="{nonce}",uri="{uri}",'
            f'response="{response}",algorithm=MD5,qop=auth,nc=00000001,cnonce="abcd",opaque="{opaque}"\n'
        )

    def _acknowledge(self, method: str, target: str, answer: str) -> None:
        if method == "INVITE" and status(answer) >= 200:
            to = re.search(r"^To: .*$", answer, re.M)[0].strip()
            self._send("ACK", target, "", "", to=to)

    def _ok(self, request: str) -> None:
        wanted = ("via:", "from:", "to:", "call-id:", "cseq:")
        kept = [line for line in request.split("\r\n") if line.lower().startswith(wanted)]
        answer = "\r\n".join(["SIP/2.0 200 OK", *kept, "Content-Length: 0"]) + "\r\n\r\n"
        self.socket.sendto(answer.encode(), (self.host, self.port))


@contextmanager
def wires(
    port: int, closed: Callable[[Wire], None] = lambda _wire: None
) -> Iterator[Callable[..., Wire]]:
    """Makes wires to a node: `wire("acme+200")` with the right password, or with the one given. All end together."""
    opened: list[Wire] = []

    def wire(login: str, password: str = "", **options: str) -> Wire:
        known = password or secret(*login.split("+"))
        opened.append(Wire(login, known, port=port, **options))
        return opened[-1]

    try:
        yield wire
    finally:
        for each in opened:
            each.close()
            closed(each)


SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\n"
WITH_SDP = "Content-Type: application/sdp\n"


def status(answer: str) -> int:
    """The status code of an answer."""
    return int(answer.split()[1])


def shape(answer: str) -> list[str]:
    """An answer without what differs each time: what an observer can compare."""
    changing = r'(nonce|opaque|tag|branch|received|rport)="?[^",;\s]*"?'
    lines = re.sub(changing, r"\1", answer).split("\r\n")
    return [
        line for line in lines if not line.startswith(("Call-ID:", "From:", "To:", "Via:", "CSeq:"))
    ]
