"""What happens by the clock in this application."""

from datetime import timedelta

SCHEDULE = {
    "telephony.config_reconcile": {
        "task": "telephony.config_reconcile",
        "schedule": timedelta(seconds=15),
        "options": {"queue": "default", "expires": 14},
    },
}
