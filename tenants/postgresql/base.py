"""django-tenants' backend that also tells PostgreSQL whose rows of the shared tables may be seen.

The schema (`search_path`) and the row policies' settings (`vpbx.tenant`, `vpbx.platform`) are sent together, so
that they cannot disagree. Both are session settings: PostgreSQL takes them back with the transaction that set
them, and the parent class then forgets that they were sent. Not for a pooler in transaction mode.
"""

from typing import Any

import psycopg2
from django.db.backends.postgresql.psycopg_any import IsolationLevel
from django.db.utils import DatabaseError
from django_tenants.postgresql_backend import base
from django_tenants.utils import get_public_schema_name, quote_schema_name

from tenants.postgresql import pool

_SCOPE = """
SELECT set_config('search_path', %s, false),
       set_config('vpbx.tenant', %s, false), set_config('vpbx.platform', %s, false)
"""


class DatabaseWrapper(base.DatabaseWrapper):  # type: ignore[misc]  # comes without types
    """A connection that belongs to one tenant, to the public schema, or (`is_platform`) to the operator."""

    is_platform = False
    _setting_search_path: bool

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A waiting connection, or a new one."""
        self.isolation_level = IsolationLevel.READ_COMMITTED
        return pool.take(conn_params) or super().get_new_connection(conn_params)

    def _close(self) -> None:
        """Keep the connection for the next use, unless it is closed in the midst of a transaction."""
        if self.connection is None or self.in_atomic_block or self.connection.closed:
            super()._close()
        else:
            pool.give(self.get_connection_params(), self.connection)

    def set_platform(self, is_platform: bool) -> None:
        """Let the row policies show every tenant's rows, or no longer."""
        self.is_platform = is_platform
        self.search_path_set_schemas = None

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Change schema and policies; entering a tenant always ends the operator's wide view."""
        self.is_platform = False
        super().set_tenant(tenant, include_public)

    def connect(self) -> None:
        """A session begins, new or cleaned, as the public scope wants it: nothing needs to be sent for that."""
        super().connect()
        if self.schema_name == get_public_schema_name() and not self.is_platform:
            self.search_path_set_schemas = self._get_cursor_search_paths()

    def _handle_search_path(self, cursor: Any = None) -> None:
        """Send schema and policies' settings in one statement, if they changed or may have been taken back."""
        if self._setting_search_path or self.search_path_set_schemas:
            return
        paths = self._get_cursor_search_paths()
        own = self.connection.cursor() if cursor is None else cursor
        self._setting_search_path = True
        try:
            own.execute(
                _SCOPE, [", ".join(map(quote_schema_name, paths)), *self._policy_settings()]
            )
            self.search_path_set_schemas = paths
        except (DatabaseError, psycopg2.InternalError):
            self.search_path_set_schemas = (
                None  # the transaction is aborted: whatever follows fails as well
            )
        finally:
            self._setting_search_path = False
            if cursor is None:
                own.close()

    def _policy_settings(self) -> tuple[str, str]:
        """Values of `vpbx.tenant` and `vpbx.platform`; a schema without a company's row behind it sees no rows."""
        tenant_id = getattr(self.tenant, "pk", None)
        return str(tenant_id or ""), "on" if self.is_platform else ""
