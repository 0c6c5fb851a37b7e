"""SIP messages as values: parsing, building and digest answers (RFC 3261, 7616). No sockets here."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

_CHALLENGE = re.compile(r'(\w+)=(?:"([^"]*)"|([^,\s]+))')
_URI = re.compile(r"<([^>]+)>|(sips?:[^;>\s]+)")
_TAG = re.compile(r";tag=([^;\s>]+)")
_COMPACT = {
    "v": "via",
    "f": "from",
    "t": "to",
    "i": "call-id",
    "m": "contact",
    "l": "content-length",
    "c": "content-type",
}
_HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


@dataclass(frozen=True, slots=True)
class Account:
    """What a phone signs in with: `login` is `<company code>+<device name>`."""

    login: str
    password: str


@dataclass(frozen=True, slots=True)
class Message:
    """One SIP message. Header names are lower case; a name given several times keeps its order."""

    start: str
    headers: tuple[tuple[str, str], ...]
    body: str = ""

    @property
    def status(self) -> int:
        """Code of a response; 0 for a request."""
        return int(self.start.split(" ", 2)[1]) if self.start.startswith("SIP/2.0 ") else 0

    @property
    def method(self) -> str:
        """Method of a request, or the one that a response answers."""
        return self.start.split(" ", 1)[0] if not self.status else self.first("cseq").split()[-1]

    def first(self, name: str) -> str:
        """The first header of that name, or an empty string."""
        return next((value for key, value in self.headers if key == name), "")

    def all(self, name: str) -> list[str]:
        """Every header of that name, in order."""
        return [value for key, value in self.headers if key == name]

    @property
    def branch(self) -> str:
        """Branch of the topmost Via: the key of the transaction."""
        return re.sub(r".*;branch=([^;\s]+).*", r"\1", self.first("via"))

    @property
    def target(self) -> str:
        """Address in the Contact header."""
        return uri_of(self.first("contact"))


def uri_of(header: str) -> str:
    """The address in a From, To or Contact header."""
    match = _URI.search(header)
    return (match[1] or match[2]) if match else ""


def tag_of(header: str) -> str:
    """The dialog tag in a From or To header, or an empty string."""
    match = _TAG.search(header)
    return match[1] if match else ""


def parse(datagram: bytes) -> Message:
    """A datagram as a message; raises ValueError on what is not SIP (keep-alives included)."""
    head, _, body = datagram.decode("utf-8", "replace").partition("\r\n\r\n")
    start, *lines = head.split("\r\n")
    if "SIP/2.0" not in start:
        raise ValueError("not a SIP message")
    headers = []
    for line in lines:
        name, _, value = line.partition(":")
        name = name.strip().lower()
        headers.append((_COMPACT.get(name, name), value.strip()))
    return Message(start, tuple(headers), body)


def build(start: str, headers: Iterable[tuple[str, str]], body: str = "") -> bytes:
    """A message ready to be sent; the length is added."""
    lines = [
        start,
        *(f"{name}: {value}" for name, value in headers),
        f"Content-Length: {len(body.encode())}",
        "",
        body,
    ]
    return "\r\n".join(lines).encode()


def reply(
    request: Message,
    status: str,
    extra: Iterable[tuple[str, str]] = (),
    body: str = "",
    tag: str = "",
) -> bytes:
    """The response to `request`; `status` is code and words: `200 OK`."""
    to = request.first("to")
    if tag and not tag_of(to):
        to = f"{to};tag={tag}"
    headers = [("Via", value) for value in request.all("via")]
    headers += [("Record-Route", value) for value in request.all("record-route")]
    headers += [("From", request.first("from")), ("To", to)]
    headers += [("Call-ID", request.first("call-id")), ("CSeq", request.first("cseq")), *extra]
    return build(f"SIP/2.0 {status}", headers, body)


def sdp(address: str, port: int) -> str:
    """An offer or answer of G.711 A-law at `address:port`."""
    lines = ["v=0", f"o=- 1 1 IN IP4 {address}", "s=-", f"c=IN IP4 {address}", "t=0 0"]
    lines += [
        f"m=audio {port} RTP/AVP 8 101",
        "a=rtpmap:8 PCMA/8000",
        "a=rtpmap:101 telephone-event/8000",
        "a=ptime:20",
    ]
    return "\r\n".join([*lines, ""])


@dataclass(slots=True)
class Challenge:
    """A server's demand for a digest, kept to be answered more than once (`count` is the nonce count)."""

    values: dict[str, str]
    is_proxy: bool = False
    count: int = field(default=0)

    @classmethod
    def of(cls, response: Message) -> "Challenge":
        """The strongest challenge of a 401 or 407 that this client can answer; ValueError when there is none."""
        is_proxy = response.status == 407
        found = response.all("proxy-authenticate" if is_proxy else "www-authenticate")
        parsed = [
            {m[1].lower(): m[2] or m[3] for m in _CHALLENGE.finditer(header)} for header in found
        ]
        usable = [values for values in parsed if values.get("algorithm", "MD5").upper() in _HASHES]
        if not usable:
            raise ValueError(f"no digest challenge in {response.start!r}")
        return cls(
            max(usable, key=lambda values: values.get("algorithm", "MD5").upper() == "SHA-256"),
            is_proxy,
        )

    def answer(self, method: str, uri: str, account: Account) -> tuple[str, str]:
        """Header with the digest for one request, qop `auth` when offered (RFC 7616 section 3.4)."""
        self.count += 1
        values, algorithm = self.values, self.values.get("algorithm", "MD5")
        digest = _HASHES[algorithm.upper()]

        def hashed(*parts: str) -> str:
            return digest(":".join(parts).encode()).hexdigest()

        first, second = (
            hashed(account.login, values["realm"], account.password),
            hashed(method, uri),
        )
        fields = {
            "username": account.login,
            "realm": values["realm"],
            "nonce": values["nonce"],
            "uri": uri,
        }
        plain = f"algorithm={algorithm}"
        if "auth" in values.get("qop", "").split(","):
            count, own = f"{self.count:08x}", secrets.token_hex(8)
            fields["response"] = hashed(first, values["nonce"], count, own, "auth", second)
            fields["cnonce"] = own
            plain += f", qop=auth, nc={count}"
        else:
            fields["response"] = hashed(first, values["nonce"], second)
        if "opaque" in values:
            fields["opaque"] = values["opaque"]
        quoted = ", ".join(f'{name}="{value}"' for name, value in fields.items())
        return (
            "Proxy-Authorization" if self.is_proxy else "Authorization",
            f"Digest {quoted}, {plain}",
        )
