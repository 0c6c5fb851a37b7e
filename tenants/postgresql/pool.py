"""Open connections between two uses.

The web process serves each request in a thread of its own, so Django's persistent connections never meet a second
request; opening one costs more than most requests. Here they wait, cleaned of everything a session can hold.
"""

import os
import select
from collections import deque
from collections.abc import Mapping
from threading import Lock
from typing import Any

import psycopg2
from psycopg2.extensions import TRANSACTION_STATUS_IDLE

MAXIMUM_IDLE = 10

_idle: dict[str, deque[Any]] = {}
_lock = Lock()


def take(parameters: Mapping[str, Any]) -> Any | None:
    """A waiting connection made with the same parameters, or None. One that the server has closed is thrown away."""
    while True:
        with _lock:
            waiting = _idle.get(_key(parameters))
            if not waiting:
                return None
            connection = waiting.pop()
        if _is_alive(connection):
            return connection
        connection.close()


def give(parameters: Mapping[str, Any], connection: Any) -> None:
    """Let a connection wait for its next use; nothing of this one stays in it. Closes it when enough are waiting."""
    try:
        if connection.info.transaction_status != TRANSACTION_STATUS_IDLE:
            connection.rollback()
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("DISCARD ALL")
    except psycopg2.Error:
        connection.close()
        return
    with _lock:
        waiting = _idle.setdefault(_key(parameters), deque())
        if len(waiting) < MAXIMUM_IDLE:
            waiting.append(connection)
            return
    connection.close()


def forget() -> None:
    """Leave all waiting connections to whoever made them."""
    global _lock  # noqa: PLW0603 - a lock that was held while forking stays held in the child
    _lock = Lock()
    _idle.clear()


def _key(parameters: Mapping[str, Any]) -> str:
    return repr(sorted((name, str(value)) for name, value in parameters.items()))


def _is_alive(connection: Any) -> bool:
    """A waiting connection has nothing to read, unless the server said good-bye."""
    if connection.closed:
        return False
    readable, _writable, _errors = select.select([connection.fileno()], [], [], 0)
    return not readable


# A child must not use its parent's sockets. Forgetting is enough: psycopg2 closes in the process that opened.
os.register_at_fork(after_in_child=forget)
