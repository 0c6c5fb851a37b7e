"""Periodic jobs of the installation."""

from celery.schedules import crontab

SCHEDULE = {
    "tenants.tenant_blocks_refresh": {
        "task": "tenants.tenant_blocks_refresh",
        "schedule": 5.0,
        "options": {"expires": 4},
    },
    "tenants.housekeeping": {
        "task": "tenants.housekeeping",
        "schedule": crontab(hour=3, minute=17),
    },
}
