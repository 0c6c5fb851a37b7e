"""Bases of tasks: a task of a company refuses to run when nobody said of which."""

from typing import Any

from django_tenants.utils import get_public_schema_name
from tenant_schemas_celery.task import TenantTask

from tenants.connection import connection


class TenantOnlyTask(TenantTask):  # type: ignore[misc]  # comes without types
    """A task that works in one company's scope, which its message names."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if connection.schema_name == get_public_schema_name():
            raise RuntimeError(f"{self.name} was sent without a tenant")
        return super().__call__(*args, **kwargs)


class PlatformTask(TenantTask):  # type: ignore[misc]  # comes without types
    """A task of the installation: always in the public schema, wherever it was sent from."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        connection.set_schema_to_public()
        return super().__call__(*args, **kwargs)
