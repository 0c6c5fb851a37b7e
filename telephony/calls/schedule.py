"""What Celery beat does for call history."""

from celery.schedules import crontab

SCHEDULE = {
    "calls-partitions-maintain": {
        "task": "calls.partitions_maintain",
        "schedule": crontab(minute="17", hour="3"),
        "options": {"queue": "default", "expires": 12 * 3600},
    },
}
