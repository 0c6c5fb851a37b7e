"""The frame of every change of a company's configuration."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from telephony import dispatch
from tenants.constraints import database_refusal
from tenants.context import current_tenant
from tenants.errors import BusinessError
from tenants.models import TenantConfigState

_is_inside: ContextVar[bool] = ContextVar("is_inside_config_write", default=False)


@contextmanager
def config_write() -> Iterator[None]:
    """All or nothing, with one new revision at the end and the node woken after the commit.

    Used as a decorator of services; writes inside a write make one revision together. A refusal by a constraint
    (two people took the same number at the same moment) leaves as the same error as the check that was passed.
    """
    is_outermost = not _is_inside.get()
    token = _is_inside.set(True)
    try:
        with transaction.atomic():
            yield
            if is_outermost:
                revision_request()
    except IntegrityError as error:
        raise database_refusal(error) or error from error
    finally:
        _is_inside.reset(token)


def revision_request(*, hang_up: bool = False) -> None:
    """Ask for a new revision of the current tenant, and for the end of its calls if `hang_up`.

    Holds the row of its state until the transaction ends, so that whoever reads the configuration under that row's
    lock sees whole changes only.
    """
    tenant = current_tenant()
    changed = TenantConfigState.objects.filter(tenant=tenant).update(requested=F("requested") + 1)
    if not changed:
        TenantConfigState.objects.create(tenant=tenant, requested=1)
    dispatch.config_apply(hang_up=hang_up)


def tenant_lock() -> None:
    """Make other writers of this tenant wait until the transaction ends: for rules about the number of rows."""
    list(TenantConfigState.objects.select_for_update().filter(tenant=current_tenant()))


def row_lock(row: Model) -> None:
    """Read the row anew and hold it until the transaction ends. Who saves a row that was read before writes back
    whatever others have changed in it meanwhile."""
    try:
        row.refresh_from_db(from_queryset=type(row)._default_manager.select_for_update())
    except ObjectDoesNotExist:
        raise BusinessError("not_found", _("Not found."), status=404) from None
