"""Migrations: none pending, one line of history per application, the template up to date."""

import io

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

OWN = {"tenants", "telephony", "calls", "billing"}


def test_no_change_of_a_model_lacks_its_migration(db: None) -> None:
    connection.set_schema_to_public()
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_history_is_one_line() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for label in OWN & {config.label for config in apps.get_app_configs()}:
        own = {key: loader.graph.nodes[key] for key in loader.graph.nodes if key[0] == label}
        if not own:
            continue
        assert len(loader.graph.leaf_nodes(label)) == 1, label
        for migration in own.values():
            inside = [dependency for dependency in migration.dependencies if dependency[0] == label]
            assert len(inside) <= 1, migration


def test_settings_agree() -> None:
    stream = io.StringIO()
    call_command("check", fail_level="WARNING", stderr=stream, stdout=stream)
