"""The SIP messages that Asterisk copies to us (res_hep_pjsip), read for two things about REGISTER.

Which phone asks to register: AMI's security events say who was refused and why, but not what kind
of phone it was, nor its name when its company is blocked; the copy says it in User-Agent and To.
Both carry the Call-ID. And what a provider answers when we register there: AMI says that it
refused, the copy with which status. Everything else is dropped after a few comparisons.

Format: HEPv3, a header and chunks of vendor, type, length (https://github.com/sipcapture/HEP,
revision 11).
"""

import re
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

_MAGIC = b"HEP3"
_HEADER = struct.Struct("!4sH")
_CHUNK = struct.Struct("!HHH")
_PAYLOAD = 0x000F
_ADDRESS_FAMILIES = {0x0003: (socket.AF_INET, 4), 0x0005: (socket.AF_INET6, 16)}  # of senders
_SOURCE_PORT = 0x0007
_METHOD = b"REGISTER "
_ANSWER = b"SIP/2.0 "

_CALL_ID = re.compile(rb"^(?:call-id|i)[ \t]*:[ \t]*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
_AGENT = re.compile(rb"^user-agent[ \t]*:[ \t]*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)

_ANSWERED = re.compile(
    rb"^cseq[ \t]*:[ \t]*[0-9]+[ \t]+REGISTER[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
_TO = re.compile(rb"^(?:to|t)[ \t]*:[ \t]*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
_NAME = re.compile(rb"^(?:to|t)[ \t]*:[^\r\n]*sips?:([^@;>\r\n]+)@", re.IGNORECASE | re.MULTILINE)

TEXT_LENGTH_MAX = 120


@dataclass(frozen=True, slots=True)
class Register:
    """A request to register `name`, and the phone that sent it. What it does not say is empty."""

    call_id: str
    agent: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a request to register, whoever asked: its To, its status, and where it was sent from."""

    to: str
    status: int
    address: str = ""
    port: int = 0


def answer_parse(packet: bytes) -> Answer | None:
    """The answer to a REGISTER in a captured packet, or None when it holds anything else."""
    message = _payload(packet)
    if message is None or not message.startswith(_ANSWER):
        return None
    head = message.partition(b"\r\n\r\n")[0]
    code, to = head[len(_ANSWER) : len(_ANSWER) + 3], _TO.search(head)
    if not code.isdigit() or to is None or not _ANSWERED.search(head):
        return None
    return Answer(to[1].decode("utf-8", "replace"), int(code), *_source(packet))


def register_parse(packet: bytes) -> Register | None:
    """The request to register in a captured packet, or None when it holds anything else."""
    message = _payload(packet)
    if message is None or not message.startswith(_METHOD):
        return None
    head = message.partition(b"\r\n\r\n")[0]
    call_id = _CALL_ID.search(head)
    agent, name = _AGENT.search(head), _NAME.search(head)
    if call_id is None:
        return None
    return Register(
        call_id=call_id[1].decode("utf-8", "replace").strip(),
        agent=_text(agent[1]) if agent else "",
        name=unquote(_text(name[1])) if name else "",
    )


def _payload(packet: bytes) -> bytes | None:
    """The SIP message; None when the packet is no HEPv3, or is cut."""
    return next((value for kind, value in _chunks(packet) if kind == _PAYLOAD), None)


def _source(packet: bytes) -> tuple[str, int]:
    """Address and port that a message was sent from; empty and 0 when the packet does not say."""
    address, port = "", 0
    for kind, value in _chunks(packet):
        if kind in _ADDRESS_FAMILIES and len(value) == _ADDRESS_FAMILIES[kind][1]:
            address = socket.inet_ntop(_ADDRESS_FAMILIES[kind][0], value)
        elif kind == _SOURCE_PORT and len(value) == 2:
            port = int.from_bytes(value)
    return address, port


def _chunks(packet: bytes) -> Iterator[tuple[int, bytes]]:
    """Kinds and values of the chunks that the format itself names, as far as the packet is whole."""
    if len(packet) < _HEADER.size or not packet.startswith(_MAGIC):
        return
    at = _HEADER.size
    end = min(_HEADER.unpack_from(packet)[1], len(packet))
    while at + _CHUNK.size <= end:
        vendor, kind, length = _CHUNK.unpack_from(packet, at)
        if length < _CHUNK.size or at + length > end:
            return
        if vendor == 0:
            yield kind, packet[at + _CHUNK.size : at + length]
        at += length


def _text(raw: bytes) -> str:
    return shown(raw.decode("utf-8", "replace").strip())


def shown(text: str) -> str:
    """What a stranger wrote, fit to be shown: printable, and not longer than a line of a page."""
    return "".join(character for character in text if character.isprintable())[:TEXT_LENGTH_MAX]
