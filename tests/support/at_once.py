"""Several people who do something in one company at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from tenants.context import tenant_scope
from tenants.errors import BusinessError
from tenants.models import Tenant


def at_once(tenant: Tenant, *actions: Callable[[], Any]) -> list[Any]:
    """What each action returned, or the refusal that it met; each in a thread with a connection of its own."""
    outcomes: list[Any] = [None] * len(actions)

    def run(index: int) -> None:
        try:
            with tenant_scope(tenant):
                outcomes[index] = actions[index]()
        except BusinessError as refusal:
            outcomes[index] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[index]) for index in range(len(actions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
