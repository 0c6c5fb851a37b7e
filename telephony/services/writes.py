"""The frame of every change of a company's configuration."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from telephony import dispatch
from telephony.asterisk.snapshot import Part
from tenants.constraints import database_refusal
from tenants.context import current_tenant
from tenants.errors import BusinessError
from tenants.models import TenantConfigState


class _Change:
    """What a write and those inside it say that they change."""

    def __init__(self) -> None:
        self._parts: set[Part] = set()
        self._is_anything = False

    def add(self, parts: Collection[Part]) -> None:
        """These parts, or anything."""
        self._parts.update(parts)
        self._is_anything |= not parts

    @property
    def parts(self) -> frozenset[Part]:
        """All that changes; empty: anything."""
        return frozenset() if self._is_anything else frozenset(self._parts)


_change: ContextVar[_Change | None] = ContextVar("config_change", default=None)


@contextmanager
def config_write(*parts: Part) -> Iterator[None]:
    """All or nothing, with one new revision at the end and the node woken after the commit.

    Used as a decorator of services; writes inside a write make one revision together. `parts` is all that it may
    change of the configuration; without any it may change anything. A refusal by a constraint (two people took the
    same number at the same moment) leaves as the same error as the check that was passed.
    """
    outer = _change.get()
    change = outer or _Change()
    change.add(parts)
    token = _change.set(change)
    try:
        with transaction.atomic():
            yield
            if outer is None:
                revision_request(parts=change.parts)
    except IntegrityError as error:
        raise database_refusal(error) or error from error
    finally:
        _change.reset(token)


def revision_request(*, hang_up: bool = False, parts: Collection[Part] = ()) -> None:
    """Ask for a new revision of the current tenant, and for the end of its calls if `hang_up`. It differs from the one
    before in these parts alone, or in anything.

    Holds the row of its state until the transaction ends, so that whoever reads the configuration under that row's
    lock sees whole changes only.
    """
    tenant, states = current_tenant(), TenantConfigState.objects
    told = sorted(parts)
    changed = states.filter(tenant=tenant).update(requested=F("requested") + 1, newest_parts=told)
    if not changed:
        states.create(tenant=tenant, requested=1)
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
