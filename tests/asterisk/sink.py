"""A SIP peer that refuses every call at once, cheaply: what a line leads to when only the asking is of interest."""

import re
import socket
import threading

_KEPT = ("via:", "v:", "from:", "f:", "call-id:", "i:", "cseq:")


class Sink:
    """`with Sink(503) as sink: sink.address`. Counts the calls it was asked for."""

    def __init__(self, status: int, host: str = "127.0.0.1") -> None:
        self._status = status
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((host, 0))
        self.asked = 0
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self) -> "Sink":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.sendto(b"end", self._socket.getsockname())
        self._thread.join(timeout=2)
        self._socket.close()

    @property
    def address(self) -> str:
        """host:port."""
        host, port = self._socket.getsockname()
        return f"{host}:{port}"

    def _serve(self) -> None:
        while True:
            data, peer = self._socket.recvfrom(65535)
            if data == b"end":
                return
            if data.startswith(b"INVITE"):
                self.asked += 1
                self._socket.sendto(self._answer(data.decode("utf-8", "replace")), peer)

    def _answer(self, request: str) -> bytes:
        lines = request.partition("\r\n\r\n")[0].split("\r\n")[1:]
        kept = [line for line in lines if line.lower().startswith(_KEPT)]
        to = next(re.sub(r"^[tT]o?:", "To:", ln) for ln in lines if re.match(r"(?i)t(o)?:", ln))
        answer = [f"SIP/2.0 {self._status} No", *kept, f"{to};tag=sink", "Content-Length: 0"]
        return ("\r\n".join(answer) + "\r\n\r\n").encode()
