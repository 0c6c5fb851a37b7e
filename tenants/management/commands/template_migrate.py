"""Bring the template schema, and every company's schema, to the newest migrations."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django_tenants.utils import schema_context

from tenants.models import Tenant

_GRANTS = """
GRANT USAGE ON SCHEMA {schema} TO vpbx_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO vpbx_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO vpbx_app;
REVOKE ALL ON {schema}.django_migrations FROM vpbx_app;
"""


class Command(BaseCommand):
    """Run as the owner, after `migrate_schemas --shared`. Schemas that are up to date cost one query each."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--template-only", action="store_true", help="leave the companies' schemas alone"
        )

    def handle(
        self, *_args: Any, template_only: bool = False, verbosity: int = 1, **_options: Any
    ) -> None:
        template: str = settings.TENANT_TEMPLATE_SCHEMA
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {connection.ops.quote_name(template)}")
        schemas = [template]
        if not template_only:
            schemas += Tenant.objects.order_by("pk").values_list("schema_name", flat=True)
        behind = [schema for schema in schemas if _is_behind(schema)]
        for number, schema in enumerate(behind, start=1):
            if verbosity:
                self.stdout.write(f"[{number}/{len(behind)}] {schema}")
            _migrate(schema)
        if verbosity:
            self.stdout.write(f"{len(schemas)} schemas, {len(behind)} migrated")


def _is_behind(schema: str) -> bool:
    """Whether a migration of the tenants' applications has not been applied in the schema."""
    with schema_context(schema), connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_regclass(%s) IS NULL",
            [f"{connection.ops.quote_name(schema)}.django_migrations"],
        )
        if cursor.fetchone()[0]:
            return True
        loader = MigrationLoader(connection)
        return bool(set(loader.graph.leaf_nodes()) - set(loader.applied_migrations))


def _migrate(schema: str) -> None:
    """Migrate one schema, and give the application its rights on what is new."""
    call_command("migrate_schemas", schema_name=schema, interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        if schema != settings.TENANT_TEMPLATE_SCHEMA:
            cursor.execute(_GRANTS.format(schema=connection.ops.quote_name(schema)))
