"""A Redis and a listener of our own: tests stop them, start them again and look into them."""

import asyncio
import json
import random
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from redis.exceptions import RedisError

from telephony import keys
from telephony.asterisk.ami import AmiSettings
from telephony.realtime.listener import Listener, ListenerSettings, Tells
from tests.asterisk.node import ADDRESS, Node

Found = TypeVar("Found")
PATIENCE_SECONDS = 40.0  # much more than anything takes, for the machine may be busy
PORTS = range(
    15_000, 22_000
)  # below those that the system gives away by itself, and nodes of tests


class RedisServer:
    """A redis-server that keeps nothing when it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = free_port()
        self.url = f"redis://{ADDRESS}:{self.port}"
        self.client = Redis.from_url(self.url, decode_responses=True)
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers as the one that was started here."""
        program = shutil.which("redis-server") or "/usr/bin/redis-server"
        options = f"--port {self.port} --bind {ADDRESS} --save  --dir {self._folder}".split(" ")
        self._process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
        wait_for(self._answers, "Redis answers")

    def stop(self) -> None:
        """kill -9: everything in it is lost."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, "redis-server has ended"
        with suppress(RedisError):
            return self.client.info("server")["process_id"] == self._process.pid
        return False

    def hash(self, name: str) -> dict[str, Any]:
        """A hash of JSON values."""
        return {key: json.loads(value) for key, value in self.client.hgetall(name).items()}

    def list(self, name: str) -> list[dict[str, Any]]:
        """A list of JSON values, newest first."""
        return [json.loads(value) for value in self.client.lrange(name, 0, -1)]

    def node_state(self, name: str) -> str:
        """What the node's listener says of itself."""
        raw = self.client.get(keys.node_state(name))
        return json.loads(raw)["state"] if raw else "unknown"


def listener_make(node: Node, redis_url: str, tells: Tells) -> tuple[Listener, "AsyncRedis[str]"]:
    """A listener for the node, and the connection it writes through."""
    redis = AsyncRedis.from_url(redis_url, decode_responses=True)
    settings = ListenerSettings(
        node=node.settings.name,
        ami=AmiSettings(ADDRESS, node.settings.ami_port, node.settings.ami_user, "test"),
        hep_port=node.settings.hep_port,
        sip_ports=frozenset({node.settings.sip_port, node.settings.sip_tls_port}),
        spool=node.paths.spool / "cel.jsonl",
        paths=node.paths,
        firewall=node.paths.root / "firewall.sock",
    )
    return Listener(settings, redis, tells), redis


class ListenerThread:
    """A listener at work beside the test, as `run_ami_listener` has it."""

    def __init__(self, node: Node, redis_url: str) -> None:
        self._node, self._url = node, redis_url
        self.boots: list[int] = []
        self.switched: list[tuple[str, ...]] = []
        self.messages: list[int] = []
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._work())
        self._loop.close()

    async def _work(self) -> None:
        tells = Tells(
            lambda: self.boots.append(1),
            lambda *switched: self.switched.append(switched),
            lambda: self.messages.append(1),
        )
        listener, redis = listener_make(self._node, self._url, tells)
        self._task = asyncio.current_task()
        try:
            await listener.run()
        finally:
            await redis.aclose()

    def stop(self) -> None:
        """SIGTERM."""
        if self._thread.is_alive() and self._task is not None:
            self._loop.call_soon_threadsafe(self._task.cancel)
            self._thread.join(40)
        assert not self._thread.is_alive()


def wait_for(
    look: Callable[[], Found], what: str = "", *, seconds: float = PATIENCE_SECONDS
) -> Found:
    """What `look` finds, once it finds something."""
    deadline = time.monotonic() + seconds
    while True:
        if found := look():
            return found
        assert time.monotonic() < deadline, f"not within {seconds} s: {what or look}"
        time.sleep(0.02)


def free_port() -> int:
    """A port that nobody listens to, for TCP and UDP; nor is it given to anybody who asks the system for any."""
    while True:
        port = random.choice(PORTS)
        with (
            socket.socket() as tcp,
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
            suppress(OSError),
        ):
            tcp.bind((ADDRESS, port))
            udp.bind((ADDRESS, port))
            return port
