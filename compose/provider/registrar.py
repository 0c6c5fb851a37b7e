"""Accounts of the provider: who may call, and where each is reached (RFC 3261, section 10; digest of RFC 7616)."""

import hashlib
import re
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from compose.provider.sip import Message, uri_of

REALM = "provider"
EXPIRES_MIN, EXPIRES_MAX = 1, 3_600  # seconds; what is asked beyond is cut
KEPT_NONCES = 1_000
_FIELD = re.compile(r'(\w+)=(?:"([^"]*)"|([^,\s]+))')


@dataclass(slots=True)
class Contact:
    """Where an account is: the address it gave, word for word, and the socket that asked."""

    uri: str
    source: tuple[str, int]
    expires_at: float  # epoch seconds


@dataclass(slots=True)
class Registrar:
    """Accounts (login to password), their contacts, and nonces given out. `on_change` is told that contacts changed."""

    accounts: dict[str, str] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    is_deaf: bool = False  # refuses every password with 403
    on_change: Callable[[], None] = lambda: None
    _nonces: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT_NONCES))

    def challenge(self, *, is_proxy: bool = False) -> tuple[str, tuple[str, str]]:
        """Status and header that demand a digest."""
        nonce = secrets.token_hex(12)
        self._nonces.append(nonce)
        value = f'Digest realm="{REALM}", nonce="{nonce}", algorithm=MD5, qop="auth"'
        if is_proxy:
            return "407 Proxy Authentication Required", ("Proxy-Authenticate", value)
        return "401 Unauthorized", ("WWW-Authenticate", value)

    def login(self, request: Message) -> str | None:
        """Whose request it is; empty: it shows no digest, or an old one; None: a wrong one."""
        header = request.first("proxy-authorization") or request.first("authorization")
        given = {m[1].lower(): m[2] or m[3] for m in _FIELD.finditer(header)}
        if given.get("nonce") not in self._nonces:
            return ""
        login = given.get("username", "")
        password = self.accounts.get(login)
        if self.is_deaf or password is None:
            return None
        return login if given.get("response") == _response(given, request, password) else None

    def register(self, login: str, request: Message, source: tuple[str, int]) -> tuple[str, str]:
        """Keep or drop the contact of a permitted REGISTER, which without one only asks; Contact of the answer."""
        header = request.first("contact")
        if not header:
            known = self.contact(login)
            return ("Contact", f"<{known.uri}>") if known else ("Expires", "0")
        expires = _expires(request, header)
        if header.strip() == "*" or expires == 0:
            self.contacts.pop(login, None)
            self.on_change()
            return ("Expires", "0")
        expires = min(max(expires, EXPIRES_MIN), EXPIRES_MAX)
        self.contacts[login] = Contact(uri_of(header), source, time.time() + expires)
        self.on_change()
        return ("Contact", f"<{uri_of(header)}>;expires={expires}")

    def contact(self, login: str) -> Contact | None:
        """Where the account is now."""
        found = self.contacts.get(login)
        return found if found and found.expires_at > time.time() else None


def _expires(request: Message, contact: str) -> int:
    own = re.search(r">.*;expires=(\d+)", contact, re.I)
    text = own[1] if own else request.first("expires")
    return int(text) if text.isdigit() else EXPIRES_MAX


def _response(given: dict[str, str], request: Message, password: str) -> str:
    def digest(*parts: str) -> str:
        return hashlib.md5(":".join(parts).encode(), usedforsecurity=False).hexdigest()

    first = digest(given["username"], given.get("realm", ""), password)
    second = digest(request.method, given.get("uri", ""))
    if "qop" not in given:
        return digest(first, given["nonce"], second)
    count, own = given.get("nc", ""), given.get("cnonce", "")
    return digest(first, given["nonce"], count, own, given["qop"], second)
