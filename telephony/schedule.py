"""What happens by the clock in this application."""

from telephony.services.config import RECONCILE_SECONDS

SCHEDULE = {
    "telephony.config_reconcile": {
        "task": "telephony.config_reconcile",
        "schedule": float(RECONCILE_SECONDS),
        "options": {"queue": "default", "expires": RECONCILE_SECONDS - 1},
    },
}
