"""The database connection under its true type: it knows its company (tenants.postgresql)."""

from typing import TYPE_CHECKING, cast

from django.db import connection as _connection

if TYPE_CHECKING:
    from tenants.postgresql.base import DatabaseWrapper

connection = cast("DatabaseWrapper", _connection)
