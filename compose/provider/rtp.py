"""The sound of one call: a tone goes out, what comes in is kept for analysis (RFC 3550, 4733)."""

import asyncio
import secrets
import socket
import struct
import time
from collections import deque

from compose.provider.g711 import ALAW, CODECS, FRAME, frames
from compose.provider.sdp import Media
from compose.provider.sound import RATE

FRAME_SECONDS = FRAME / RATE
KEPT_FRAMES = 3_000  # a minute
_HEADER = struct.Struct("!BBHII")
_KEYS = "0123456789*#ABCD"
_END = _MARKER = 0x80
KEY_FRAMES, KEY_LEVEL = 5, 10  # how long a key is pressed, and how loud (-dBm0)


class Sound(asyncio.DatagramProtocol):
    """One RTP port, held from the beginning; it hears after `open` and is silent until `play`."""

    def __init__(self, host: str) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((host, 0))
        self.port: int = self._socket.getsockname()[1]
        self._transport: asyncio.DatagramTransport | None = None
        self.keys = ""  # pressed by the other side
        self.received = 0  # packets
        self._heard: deque[tuple[float, int, bytes]] = deque(maxlen=KEPT_FRAMES)
        self._events = 0
        self._last_key = -1
        self._player: asyncio.Task[None] | None = None
        self._number, self._source = secrets.randbits(15), secrets.randbits(32)
        self._stamp = secrets.randbits(31)

    async def open(self) -> None:
        """Begin to hear."""
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, sock=self._socket)

    def close(self) -> None:
        """Nothing is sent or heard any more; what was heard stays."""
        self.play(None, 0)
        (self._transport or self._socket).close()

    # ------------------------------------------------------------ what goes out

    def play(self, where: Media | None, frequency: int) -> None:
        """Send a tone to where the other side wants it, in its first codec; None: stop."""
        if self._player is not None:
            self._player.cancel()
            self._player = None
        if where is None:
            return
        self._events = where.events or self._events
        wants_sound = where.direction in ("sendrecv", "recvonly")
        if where.kind == "audio" and where.port and wants_sound:
            payload = where.codecs[0] if where.codecs else ALAW.payload
            self._player = asyncio.create_task(
                self._send((where.address, where.port), payload, frames(payload, frequency))
            )

    async def _send(self, address: tuple[str, int], payload: int, tone: tuple[bytes, ...]) -> None:
        due = time.monotonic()
        while True:
            for frame in tone:
                header = _HEADER.pack(0x80, payload, self._number, self._stamp, self._source)
                if self._transport is not None:
                    self._transport.sendto(header + frame, address)
                self._number = (self._number + 1) & 0xFFFF
                self._stamp = (self._stamp + FRAME) & 0xFFFFFFFF
                due += FRAME_SECONDS
                await asyncio.sleep(max(0.0, due - time.monotonic()))

    async def press(self, where: Media, keys: str) -> None:
        """Press keys, each for a tenth of a second, amid the tone; the end of each is sent three times."""
        for key in keys:
            stamp = self._stamp
            for step in range(1, KEY_FRAMES + 3):
                end = _END if step >= KEY_FRAMES else 0
                duration = min(step, KEY_FRAMES) * FRAME
                content = struct.pack("!BBH", _KEYS.index(key), end | KEY_LEVEL, duration)
                kind = where.events | (_MARKER if step == 1 else 0)
                header = _HEADER.pack(0x80, kind, self._number, stamp, self._source)
                if self._transport is not None and not self._transport.is_closing():
                    self._transport.sendto(header + content, (where.address, where.port))
                self._number = (self._number + 1) & 0xFFFF
                await asyncio.sleep(FRAME_SECONDS)

    # ------------------------------------------------------------ what comes in

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if len(data) <= _HEADER.size:
            return
        first, kind, _, stamp, _ = _HEADER.unpack_from(data)
        payload, content = kind & 0x7F, data[_HEADER.size + 4 * (first & 0x0F) :]
        self.received += 1
        if payload in CODECS:
            self._heard.append((time.monotonic(), payload, content))
        elif self._events and payload == self._events and len(content) >= 4:
            self._key(content, stamp)

    def _key(self, content: bytes, stamp: int) -> None:
        """The end of a key is sent three times with one time stamp."""
        if content[1] & _END and stamp != self._last_key and content[0] < len(_KEYS):
            self._last_key = stamp
            self.keys += _KEYS[content[0]]

    def samples(self, seconds: float) -> list[int]:
        """What arrived in the last `seconds`."""
        return self.arrived(time.monotonic() - seconds)[0]

    def arrived(self, after: float) -> tuple[list[int], float]:
        """What arrived after a moment (of `time.monotonic`), and the moment of the newest of it."""
        fresh = [frame for frame in list(self._heard) if frame[0] > after]
        samples = [sample for _, payload, data in fresh for sample in CODECS[payload].decode(data)]
        return samples, fresh[-1][0] if fresh else after
