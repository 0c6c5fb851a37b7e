"""The Celery application: every message carries its tenant, every application brings its own schedule."""

import os
from importlib import import_module
from typing import Any

from celery.signals import worker_process_init, worker_ready
from django.apps import apps
from django.utils.module_loading import module_has_submodule
from tenant_schemas_celery.app import CeleryApp

from tenants.processes import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vpbx.settings.production")

app = CeleryApp("vpbx")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_finalize.connect
def _collect_schedules(sender: CeleryApp, **_kwargs: Any) -> None:
    """Join the `SCHEDULE` tables of the applications' `schedule` modules: name -> Celery beat entry."""
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, "schedule"):
            sender.conf.beat_schedule.update(import_module(f"{config.name}.schedule").SCHEDULE)


@worker_process_init.connect
def _forget_inherited_connections(**_kwargs: Any) -> None:
    """A forked worker opens its own connections instead of sharing its parent's sockets."""
    from django.db import connections

    connections.close_all()


@worker_process_init.connect
@worker_ready.connect
def _settle(**_kwargs: Any) -> None:
    """Before the first job, in the process that does it: a forked one, or the worker itself."""
    settle()
