"""Sending jobs: by name, after commit, for the tenant of this moment."""

from functools import partial

from celery import current_app
from django.db import transaction

from tenants.connection import connection

LAST = 9  # of the broker's priorities, which begin with 0


def enqueue(
    task_name: str,
    *,
    queue: str = "default",
    countdown: float | None = None,
    is_patient: bool = False,
    **kwargs: object,
) -> None:
    """Send a job when the transaction has committed; one that `is_patient` is done after all others of its queue.

    The tenant is that of now, not of the commit: by then the connection may already be elsewhere. A failed send is
    reported and swallowed (`robust`): the save stands, and the periodic reconciliation finds what was missed.
    """
    headers = {"_schema_name": connection.schema_name}
    send = partial(
        current_app.send_task,
        task_name,
        kwargs=kwargs,
        headers=headers,
        queue=queue,
        countdown=countdown,
        priority=LAST if is_patient else None,
    )
    transaction.on_commit(send, robust=True)


def tenant_blocks_refresh() -> None:
    """Publish companies whose block begins or ends about now."""
    enqueue("tenants.tenant_blocks_refresh")
