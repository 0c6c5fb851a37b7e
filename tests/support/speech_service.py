"""A service that speaks for money, on this machine: answers as Yandex SpeechKit v1, and remembers what was asked."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from tests.support.sounds import sound_bytes

KEY = "AQVN-secret-of-acme"


class SpeechService:
    """What was asked of the service, and where it is. `answer` stands in for its usual one."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.answer: tuple[int, bytes, dict[str, str]] | None = None
        self.url = ""

    def respond(self, headers: dict[str, str], body: bytes) -> tuple[int, bytes, dict[str, str]]:
        """The answer to one request."""
        self.asked.append({key: value[0] for key, value in parse_qs(body.decode()).items()})
        if self.answer is not None:
            return self.answer
        if headers.get("Authorization") != f"Api-Key {KEY}":
            refusal = {"error_code": "UNAUTHORIZED", "error_message": "Unknown api key"}
            return 401, json.dumps(refusal).encode(), {}
        return 200, sound_bytes("ogg"), {"Content-Type": "audio/ogg"}


@contextmanager
def speech_service() -> Iterator[SpeechService]:
    """The service, while the block runs."""
    service = SpeechService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, content, headers = service.respond(dict(self.headers), body)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_port}/speech/v1/tts:synthesize"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
