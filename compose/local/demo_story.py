"""What the demonstration calls share: telling what happens, and the cabinet's API."""

from __future__ import annotations

import json
import ssl
import sys
import time
import urllib.request
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlsplit

KEYS = "42#"
TALK_SECONDS = 2


class Story:
    """Prints what happened, with the seconds since the beginning."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def tell(self, line: str) -> None:
        """One line."""
        sys.stdout.write(f"{time.monotonic() - self._began:6.2f} s  {line}\n")
        sys.stdout.flush()


class Cabinet:
    """The cabinet's API, signed in as an admin."""

    def __init__(self, url: str, admin: dict[str, str]) -> None:
        self._url = url.rstrip("/")
        parts = urlsplit(url)
        self._host = parts.netloc
        # Names below localhost are this machine (RFC 6761), which not every resolver knows.
        is_here = (parts.hostname or "").endswith(".localhost")
        self._address = f"https://127.0.0.1:{parts.port}" if is_here else self._url
        self._cookies = CookieJar()
        # The demo's certificate is self-made, and this is the same machine.
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=trusting),
            urllib.request.HTTPCookieProcessor(self._cookies),
        )
        self.ask("session/")
        self.ask("session/login/", email=admin["email"], password=admin["password"])

    def ask(self, path: str, **body: str) -> Any:
        """The answer of the API: GET, or POST when there is a body."""
        token = next((cookie.value for cookie in self._cookies if cookie.name == "csrftoken"), "")
        headers = {
            "Host": self._host,
            "Referer": f"{self._url}/",
            "Content-Type": "application/json",
            "X-CSRFToken": token or "",
        }
        data = json.dumps(body).encode() if body else None
        url = f"{self._address}/api/v1/{path}"
        request = urllib.request.Request(url, data, headers)  # noqa: S310 - our own address, https
        with self._opener.open(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")
