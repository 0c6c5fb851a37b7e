"""System checks: settings that only work together."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db.backends.postgresql.psycopg_any import is_psycopg3


@register()
def driver_is_psycopg2(**_kwargs: Any) -> list[CheckMessage]:
    """Any install of psycopg 3 would silently take over from the driver that the product is tested with."""
    if is_psycopg3:
        return [Error("psycopg 3 is installed beside psycopg2; remove it.", id="vpbx.E001")]
    return []


@register()
def public_and_tenant_apps_are_apart(**_kwargs: Any) -> list[CheckMessage]:
    """An application in both lists would have its tables in the public and in every tenant's schema."""
    both = set(settings.SHARED_APPS) & set(settings.TENANT_APPS)
    return (
        [Error(f"In SHARED_APPS and TENANT_APPS: {sorted(both)}", id="vpbx.E002")] if both else []
    )


@register()
def lockout_is_per_tenant(**_kwargs: Any) -> list[CheckMessage]:
    """A lockout by address alone would lock every company behind one NAT."""
    by_name = all("username" in group for group in settings.AXES_LOCKOUT_PARAMETERS)
    tenant_in_name = settings.AXES_USERNAME_CALLABLE == "tenants.authentication.lockout_name"
    if by_name and tenant_in_name and settings.AXES_HANDLER.endswith("AxesCacheHandler"):
        return []
    return [Error("The sign-in lockout must be keyed by company and name.", id="vpbx.E003")]
