"""The Redis of one run of tests, on a socket file; it keeps nothing and ends with the run, even when that is killed."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

PATIENCE_SECONDS = 60.0  # a busy machine takes seconds for a process to start


@contextmanager
def running(path: str) -> Iterator[None]:
    """A server that listens on the socket file while the block runs."""
    server = [
        "redis-server",
        "--port",
        "0",
        "--unixsocket",
        path,
        "--save",
        "",
        "--dir",
        str(Path(path).parent),
    ]
    process = subprocess.Popen(
        ["setpriv", "--pdeathsig", "KILL", *server], stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(process, path)
        yield
    finally:
        process.kill()
        process.wait()
        Path(path).unlink(missing_ok=True)


def _wait_for(process: subprocess.Popen[bytes], path: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    with Redis(unix_socket_path=path) as client:
        while True:
            try:
                if client.info("server")["process_id"] == process.pid:
                    return
            except RedisError:
                assert process.poll() is None, "redis-server has ended"
            assert time.monotonic() < deadline, f"no Redis of this run answers on {path}"
            time.sleep(0.01)
