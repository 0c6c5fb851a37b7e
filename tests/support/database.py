"""The test database: schemas made as their owner, companies made as the application, like in production."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection

from tenants.models import Tenant
from tenants.services.audit import SYSTEM
from tenants.services.provisioning import NewTenant, tenant_provision
from tests.support.people import operator_make, people_create

COMPANIES = {"acme": "Acme", "globex": "Globex", "acme1": "Acme One"}

_EMPTY = """
DO $$
DECLARE item record;
BEGIN
    FOR item IN SELECT nspname FROM pg_namespace WHERE nspname ~ '^(t_.*|tenant_template)$' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', item.nspname);
    END LOOP;
    FOR item IN
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND pg_get_userbyid(c.relowner) = current_user
    LOOP
        EXECUTE format('DROP TABLE IF EXISTS public.%I CASCADE', item.relname);
    END LOOP;
    FOR item IN
        SELECT p.oid::regprocedure AS signature FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND pg_get_userbyid(p.proowner) = current_user
    LOOP
        EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', item.signature);
    END LOOP;
END $$
"""


def prepare(*, reuse: bool = False) -> None:
    """Empty the database, migrate it and create the companies. With `reuse` only what is missing."""
    with as_role("OWNER"):
        if not reuse:
            _execute(_EMPTY)
        call_command("migrate_schemas", shared=True, interactive=False, verbosity=0)
        call_command("template_migrate", verbosity=0)
    for code, name in COMPANIES.items():
        if not Tenant.objects.filter(code=code).exists():
            new = NewTenant(
                code=code, name=name, language="en", max_channels_out=0, with_starter_kit=False
            )
            people_create(tenant_provision(new, actor=SYSTEM).tenant)
    if not reuse:
        operator_make()
    connection.close()


@contextmanager
def as_role(role: str) -> Iterator[None]:
    """Connect as OWNER or RECORDER while the block runs; the tests themselves run as the role that owns nothing."""
    own = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update(
        USER=os.environ[f"VPBX_DB_{role}_USER"], PASSWORD=os.environ[f"VPBX_DB_{role}_PASSWORD"]
    )
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(own)


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
