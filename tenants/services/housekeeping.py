"""Removing what has run out."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.utils import timezone

from tenants.models import SignInLink

LINK_MEMORY = timedelta(days=30)


def housekeeping_run() -> None:
    """Remove sessions that ended, and links that ended a month ago."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    SignInLink.objects.filter(expires_at__lt=timezone.now() - LINK_MEMORY).delete()
