"""Jobs that would be sent to Celery."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from celery import current_app
from django.db import connection


@dataclass(frozen=True)
class Job:
    """One message: the task, its arguments, the schema it is for, the queue."""

    name: str
    kwargs: dict[str, Any]
    schema: str
    queue: str | None = None


@dataclass
class Enqueued:
    """What the code under test would have sent had its transaction committed. What was rolled back is not here."""

    monkeypatch: pytest.MonkeyPatch
    _sent: list[Job] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.monkeypatch.setattr(current_app._get_current_object(), "send_task", self._send)

    @property
    def jobs(self) -> list[Job]:
        """All messages so far; runs what waits for the commit."""
        waiting, connection.run_on_commit = connection.run_on_commit, []
        for _savepoints, callback, _robust in waiting:
            callback()
        return self._sent

    @property
    def names(self) -> list[str]:
        return [job.name for job in self.jobs]

    def _send(self, name: str, args: Any = None, kwargs: Any = None, **options: Any) -> None:
        schema = (options.get("headers") or {}).get("_schema_name", connection.schema_name)
        self._sent.append(Job(name, kwargs or {}, schema, options.get("queue")))
