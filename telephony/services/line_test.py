"""Trying a line: does its server's name lead anywhere, does the server answer, does it take the login.

Asked from here by requests of our own; neither calls nor the registration of the node are touched. A provider that
knows us by our address answers only where this host and the node share one.
"""

import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from contextlib import closing
from dataclasses import dataclass

from django.utils.translation import gettext as _

from telephony.asterisk.sip_questions import (
    Account,
    Answer,
    Question,
    answer_parse,
    any_certificate,
    authorization,
)
from telephony.carriers.models import LineTransport, OutsideLine
from telephony.selectors.outside_lines import address_host
from telephony.services.line_addresses import host_refuse, server_of
from tenants.errors import BusinessError

RESOLVE_SECONDS = 2.0
ANSWER_SECONDS = 2.5
_RESEND_SECONDS = 0.7
_PACKET_BYTES = 65_535
_resolver = ThreadPoolExecutor(max_workers=4, thread_name_prefix="resolve")


@dataclass(frozen=True, slots=True)
class LineTestStep:
    """One thing that was tried: resolve, options or register; how it went, in words."""

    key: str
    ok: bool
    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class LineTest:
    """What the other side answered."""

    ok: bool
    steps: list[LineTestStep]


class _Failed(Exception):  # noqa: N818 - a step that did not go well
    """Carries the words for it."""


class _Silent(_Failed):
    """Nobody answers there: because nobody listens, or because who listens says nothing."""

    def __init__(self) -> None:
        super().__init__(_("The server does not answer."))


def line_test(line: OutsideLine, *, hides_ports: bool = False) -> LineTest:
    """Try a line by its first address, at most some eight seconds long. A line without addresses only takes calls.

    With `hides_ports` a server that does not answer takes as long whether anybody listens there or not: who may edit
    lines would else have a scanner of ports.
    """
    steps: list[LineTestStep] = []
    if not line.addresses:
        text = _("The line has no address: calls come by it, and none go out.")
        return LineTest(ok=True, steps=[LineTestStep("resolve", True, text, 0.0)])
    server = server_of(line.addresses[0], line.transport)
    host, port = address_host(server), int(server.rpartition(":")[2])
    found: list[str] = []
    tries: list[tuple[str, Callable[[], str]]] = [
        ("resolve", lambda: _resolve(host, port, found)),
        ("options", lambda: _options(line, host, (found[0], port))),
    ]
    if line.registers:
        tries.append(("register", lambda: _register(line, host, (found[0], port))))
    for key, attempt in tries:
        steps.append(_step(key, attempt, hides_ports=hides_ports))
        if not steps[-1].ok:
            break
    return LineTest(all(each.ok for each in steps), steps)


def _step(key: str, attempt: Callable[[], str], *, hides_ports: bool) -> LineTestStep:
    started = time.monotonic()
    try:
        text, is_good = attempt(), True
    except _Silent as failure:
        if hides_ports:
            time.sleep(max(0.0, started + ANSWER_SECONDS - time.monotonic()))
            return LineTestStep(key, False, str(failure), ANSWER_SECONDS)
        text, is_good = str(failure), False
    except _Failed as failure:
        text, is_good = str(failure), False
    return LineTestStep(key, is_good, text, round(time.monotonic() - started, 3))


def _resolve(host: str, port: int, found: list[str]) -> str:
    asked = _resolver.submit(socket.getaddrinfo, host, port, type=socket.SOCK_DGRAM)
    try:
        addresses = [str(each[4][0]) for each in asked.result(RESOLVE_SECONDS)]
        for address in addresses:
            host_refuse(address)
    except (OSError, UnicodeError, TooLate):
        raise _Failed(_("The name %(host)s leads nowhere.") % {"host": host}) from None
    except BusinessError as refusal:
        raise _Failed(refusal.message) from None
    found += addresses
    return _("%(host)s is at %(address)s.") % {"host": host, "address": addresses[0]}


def _options(line: OutsideLine, host: str, address: tuple[str, int]) -> str:
    with closing(_Link(line.transport, host, address)) as link:
        question = Question(
            "OPTIONS", f"sip:{host}", line.login, line.domain or host, link.name, link.local
        )
        answer = link.ask(question.text())
    return _("The server answers: %(status)d %(phrase)s.") % _said(answer)


def _register(line: OutsideLine, host: str, address: tuple[str, int]) -> str:
    domain = line.domain or host
    account = Account(domain, line.login, line.secret or "")
    with closing(_Link(line.transport, host, address)) as link:
        question = Question("REGISTER", f"sip:{domain}", line.login, domain, link.name, link.local)
        answer = link.ask(question.text())
        if proof := authorization(question, account, answer):
            answer = link.ask(question.text(proof))
    if answer.status == 200:
        return _("The server takes login and password.")
    if answer.status in (401, 403, 407):
        raise _Failed(
            _("The server refuses login or password: %(status)d %(phrase)s.") % _said(answer)
        )
    raise _Failed(_("The server refuses to register: %(status)d %(phrase)s.") % _said(answer))


def _said(answer: Answer) -> dict[str, object]:
    return {"status": answer.status, "phrase": answer.phrase[:80]}


class _Link:
    """A socket to the server; UDP requests are sent again until an answer comes."""

    def __init__(self, transport: str, host: str, address: tuple[str, int]) -> None:
        self.name = transport.upper()
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        is_udp = transport == LineTransport.UDP
        self._socket = socket.socket(family, socket.SOCK_DGRAM if is_udp else socket.SOCK_STREAM)
        self._socket.settimeout(ANSWER_SECONDS)
        self._again = _RESEND_SECONDS if is_udp else ANSWER_SECONDS
        try:
            self._socket.connect(address)
            if transport == LineTransport.TLS:
                self._socket = any_certificate().wrap_socket(self._socket, server_hostname=host)
        except OSError:
            self._socket.close()
            raise _Silent from None
        local, port = self._socket.getsockname()[:2]
        self.local = f"[{local}]:{port}" if ":" in local else f"{local}:{port}"

    def ask(self, request: bytes) -> Answer:
        """Send a request and wait for its final answer."""
        until = time.monotonic() + ANSWER_SECONDS
        try:
            while (left := until - time.monotonic()) > 0:
                self._socket.send(request)
                if answer := self._wait(min(left, self._again)):
                    return answer
        except OSError:
            pass
        raise _Silent

    def _wait(self, seconds: float) -> Answer | None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._socket.settimeout(left)
            try:
                answer = answer_parse(self._socket.recv(_PACKET_BYTES))
            except TimeoutError:
                return None
            if answer and answer.status >= 200:
                return answer
        return None

    def close(self) -> None:
        self._socket.close()
