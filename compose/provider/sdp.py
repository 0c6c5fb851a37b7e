"""Session descriptions: what the provider reads of the node's, and those it writes (RFC 4566, 3264)."""

import re
from dataclasses import dataclass

from compose.provider.g711 import ALAW, CODECS, ULAW

USUAL_EVENTS = 101  # payload type of keys (RFC 4733) in our offers
_DIRECTIONS = ("sendrecv", "sendonly", "recvonly", "inactive")
_OPPOSITE = {"sendonly": "recvonly", "recvonly": "sendonly"}
_NAMES = {codec.payload: codec.name for codec in (ALAW, ULAW)}


@dataclass(frozen=True, slots=True)
class Media:
    """The first stream of a description. `codecs` are payload types in the order wished, ours alone."""

    kind: str  # audio image
    address: str
    port: int
    codecs: tuple[int, ...]
    events: int = 0  # payload type of keys, 0: none
    direction: str = "sendrecv"


def read(body: str) -> Media | None:
    """The first stream of a description; None when there is none."""
    stream = re.search(r"^m=(\w+) (\d+) \S+ (.*?)\r?$", body, re.M)
    if stream is None:
        return None
    addresses = re.findall(r"^c=IN IP4 (\S+)", body, re.M)
    events = re.search(r"^a=rtpmap:(\d+) telephone-event/8000", body, re.M)
    direction = next((word for word in _DIRECTIONS if f"a={word}" in body), "sendrecv")
    return Media(
        kind=stream[1],
        address=addresses[-1] if addresses else "",
        port=int(stream[2]),
        codecs=tuple(int(word) for word in stream[3].split() if word in ("0", "8")),
        events=int(events[1]) if events else 0,
        direction=direction,
    )


def offer(media: Media, version: int) -> str:
    """The description of a stream of ours; `version` grows with each new one of a call."""
    if media.kind == "image":
        return _text(media, version, f"m=image {media.port} udptl t38", _T38)
    lines = [f"a=rtpmap:{payload} {_NAMES[payload]}/8000" for payload in media.codecs]
    formats = [str(payload) for payload in media.codecs]
    if media.events:
        formats.append(str(media.events))
        lines += [f"a=rtpmap:{media.events} telephone-event/8000", f"a=fmtp:{media.events} 0-16"]
    lines += ["a=ptime:20", f"a={media.direction}"]
    return _text(media, version, f"m=audio {media.port} RTP/AVP {' '.join(formats)}", lines)


def answer_to(theirs: Media, *, address: str, port: int, preferred: tuple[int, ...]) -> Media:
    """Our half of what was offered; no codec in it means that none suits."""
    shared = tuple(payload for payload in theirs.codecs if payload in preferred)[:1]
    direction = _OPPOSITE.get(theirs.direction, theirs.direction)
    return Media("audio", address, port, shared, theirs.events, direction)


def own(address: str, port: int, codecs: tuple[int, ...] = tuple(CODECS)) -> Media:
    """A stream that we offer."""
    return Media("audio", address, port, codecs, USUAL_EVENTS)


_T38 = [
    "a=T38FaxVersion:0",
    "a=T38MaxBitRate:14400",
    "a=T38FaxRateManagement:transferredTCF",
    "a=T38FaxMaxDatagram:400",
    "a=T38FaxUdpEC:t38UDPRedundancy",
]


def _text(media: Media, version: int, stream: str, attributes: list[str]) -> str:
    head = [
        "v=0",
        f"o=provider 1 {version} IN IP4 {media.address}",
        "s=-",
        f"c=IN IP4 {media.address}",
        "t=0 0",
    ]
    return "\r\n".join([*head, stream, *attributes, ""])
