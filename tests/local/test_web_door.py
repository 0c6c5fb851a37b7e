"""What the web door of the running installation leads to, and what it must not lead to."""

import os
import ssl
from pathlib import Path

import httpx
import pytest

pytestmark = pytest.mark.system

HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "sip",
}


@pytest.mark.parametrize("path", ["/sip", "/ws", "/ws/sip/"])
def test_nobody_speaks_sip_through_the_web_server(path: str) -> None:
    """Asterisk would see 127.0.0.1: passwords could be guessed at any speed, and nobody could be kept out."""
    certificate = Path(os.environ["VPBX_DATA"]) / "tls/cert.pem"
    trust = ssl.create_default_context(cafile=certificate)
    url = f"https://localhost:{os.environ['VPBX_HTTPS_PORT']}{path}"

    answer = httpx.get(url, headers=HANDSHAKE, verify=trust, timeout=20)

    assert answer.status_code != 101
    assert "Asterisk" not in answer.headers.get("Server", "")
