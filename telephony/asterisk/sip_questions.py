"""Two questions to a SIP server, written and read: are you there (OPTIONS), do you know me (REGISTER). Pure text.

A REGISTER without Contact changes nothing (RFC 3261, 10.2.3): the server checks the login and answers with what is
registered.
"""

import hashlib
import re
import secrets
import ssl
from dataclasses import dataclass, field

_STATUS = re.compile(r"SIP/2\.0 ([1-6][0-9]{2})(?: ([^\r\n]*))?")
_CHALLENGE = re.compile(r'(\w+)\s*=\s*(?:"([^"]*)"|([^\s,]+))')
_HASHES = {"MD5": "md5", "SHA-256": "sha256"}


@dataclass(frozen=True, slots=True)
class Account:
    """Whom the server shall know. `domain` is that of the address of record."""

    domain: str
    login: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: status, its phrase, and headers by name in small letters."""

    status: int
    phrase: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Question:
    """One request, and the same again with credentials. `transport` is UDP, TCP or TLS, `local` our host:port."""

    method: str
    uri: str
    user: str
    domain: str
    transport: str
    local: str
    call_id: str = field(default_factory=lambda: secrets.token_hex(12))
    tag: str = field(default_factory=lambda: secrets.token_hex(6))
    sequence: int = 0

    def text(self, authorization: str = "") -> bytes:
        """The next request of this dialogue, with an `Authorization` header when it is given one."""
        self.sequence += 1
        address = f"<sip:{self.user}@{self.domain}>" if self.user else f"<sip:{self.domain}>"
        lines = [
            f"{self.method} {self.uri} SIP/2.0",
            f"Via: SIP/2.0/{self.transport} {self.local};rport;branch=z9hG4bK{secrets.token_hex(8)}",
            "Max-Forwards: 5",
            f"From: {address};tag={self.tag}",
            f"To: {address}",
            f"Call-ID: {self.call_id}",
            f"CSeq: {self.sequence} {self.method}",
            *([authorization] if authorization else []),
            "Content-Length: 0",
        ]
        return "\r\n".join([*lines, "", ""]).encode()


def answer_parse(data: bytes) -> Answer | None:
    """The response in `data`, or None when it is none."""
    head = data.partition(b"\r\n\r\n")[0].decode("utf-8", "replace")
    first, *rest = head.split("\r\n")
    found = _STATUS.match(first)
    if found is None:
        return None
    pairs = (line.partition(":") for line in rest)
    headers = {name.strip().lower(): value.strip() for name, _colon, value in pairs}
    return Answer(int(found[1]), found[2] or "", headers)


def any_certificate() -> ssl.SSLContext:
    """Encryption as the node calls: whoever made the certificate, for many providers make their own."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def authorization(question: Question, account: Account, answer: Answer) -> str:
    """The header that meets the challenge of a 401 or 407; "" when it cannot be met."""
    name = {401: "www-authenticate", 407: "proxy-authenticate"}.get(answer.status, "")
    scheme, _space, rest = answer.headers.get(name, "").partition(" ")
    said = {key.lower(): quoted or plain for key, quoted, plain in _CHALLENGE.findall(rest)}
    algorithm = said.get("algorithm", "MD5").upper()
    if scheme.lower() != "digest" or algorithm not in _HASHES or "nonce" not in said:
        return ""
    parts = {
        "username": account.login,
        "realm": said.get("realm", ""),
        "nonce": said["nonce"],
        "uri": question.uri,
        **({"opaque": said["opaque"]} if "opaque" in said else {}),
    }
    has_qop = "auth" in said.get("qop", "").replace(",", " ").split()
    counted = f"00000001:{question.call_id}:auth:" if has_qop else ""
    secret = _hash(algorithm, f"{account.login}:{parts['realm']}:{account.secret}")
    request = _hash(algorithm, f"{question.method}:{question.uri}")
    response = _hash(algorithm, f"{secret}:{parts['nonce']}:{counted}{request}")
    fields = [f'{key}="{value}"' for key, value in {**parts, "response": response}.items()]
    fields.append(f"algorithm={algorithm}")
    if has_qop:
        fields += ["qop=auth", "nc=00000001", f'cnonce="{question.call_id}"']
    header = "Authorization" if answer.status == 401 else "Proxy-Authorization"
    return f"{header}: Digest {', '.join(fields)}"


def _hash(algorithm: str, text: str) -> str:
    return hashlib.new(_HASHES[algorithm], text.encode(), usedforsecurity=False).hexdigest()
