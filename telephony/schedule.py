"""What happens by the clock in this application."""

from celery.schedules import crontab

from telephony.services.config import RECONCILE_SECONDS

SCHEDULE = {
    "telephony.config_reconcile": {
        "task": "telephony.config_reconcile",
        "schedule": float(RECONCILE_SECONDS),
        "options": {"queue": "default", "expires": RECONCILE_SECONDS - 1},
    },
    "telephony.media_housekeeping": {
        "task": "telephony.media_housekeeping",
        "schedule": 1800.0,
        "options": {"queue": "media", "expires": 1799},
    },
    "telephony.versions_tidy": {
        "task": "telephony.versions_tidy",
        "schedule": crontab(minute="41", hour="3"),
        "options": {"queue": "default", "expires": 12 * 3600},
    },
    "telephony.phone_numbers_wake": {
        "task": "telephony.phone_numbers_wake",
        "schedule": 600.0,
        "options": {"queue": "default", "expires": 599},
    },
    "telephony.voicemail_sweep": {
        "task": "telephony.voicemail_sweep",
        "schedule": 20.0,
        "options": {"queue": "default", "expires": 19},
    },
    "telephony.voicemail_mail_sweep": {
        "task": "telephony.voicemail_mail_sweep",
        "schedule": 600.0,
        "options": {"queue": "default", "expires": 599},
    },
}
