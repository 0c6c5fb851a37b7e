"""How many users the company may have (`users_count` says what a user is).

What one user may have is limited as well, since a node is shared: many times what anybody needs.
"""

from django.utils.translation import gettext as _

from telephony.models import Device, Extension
from telephony.selectors.company import users_count
from telephony.services.writes import tenant_lock
from tenants.context import current_tenant
from tenants.errors import BusinessError
from tenants.models import TenantConfigState

EXTENSIONS_PER_USER = 3
DEVICES_PER_USER = 5


def users_changed() -> None:
    """Count the users after a change, and note their number for the operator; refused when they have become more than
    the company pays for. Whoever has too many already, since the limit was lowered, may change and lose some."""
    tenant_lock()
    states = TenantConfigState.objects.filter(tenant=current_tenant())
    before = states.values_list("users", flat=True).first() or 0
    now = users_count()
    if now > before and now > current_tenant().max_users:
        raise user_limit_error()
    if now != before:
        states.update(users=now)


def user_limit_error() -> BusinessError:
    """The refusal of one user more."""
    limit = current_tenant().max_users
    return BusinessError(
        "user_limit_reached",
        _(
            "The company may have %(limit)d users; a number without a person counts as one. Ask the operator for more."
        )
        % {"limit": limit},
        limit=limit,
    )


def extensions_check() -> None:
    """Refuse more numbers than so many users may have."""
    limit = current_tenant().max_users * EXTENSIONS_PER_USER
    tenant_lock()
    if Extension.objects.count() > limit:
        raise BusinessError(
            "extension_limit_reached",
            _("The company may have %(limit)d numbers. Ask the operator for more users.")
            % {"limit": limit},
            limit=limit,
        )


def devices_check() -> None:
    """Refuse more devices than so many users may have."""
    limit = current_tenant().max_users * DEVICES_PER_USER
    tenant_lock()
    if Device.objects.count() > limit:
        raise BusinessError(
            "device_limit_reached",
            _("The company may have %(limit)d devices. Ask the operator for more users.")
            % {"limit": limit},
            limit=limit,
        )
