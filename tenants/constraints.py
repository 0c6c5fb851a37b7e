"""Constraints of the database and the refusals they stand for.

A service checks a rule and refuses in words; two requests may still race past the check, then the constraint
decides. Registering it here gives that refusal the same code.
"""

from collections.abc import Callable

from django.db import DataError, IntegrityError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tenants.errors import BusinessError

_REFUSALS: dict[str, Callable[[], BusinessError]] = {}


def constraint_register(
    name: str, *, code: str, message: str | Promise, field: str | None = None, status: int = 409
) -> None:
    """Say which refusal a constraint's violation is; `message` may be lazy."""
    _REFUSALS[name] = lambda: BusinessError(code, str(message), field=field, status=status)


def constraint_names() -> frozenset[str]:
    """The constraints that have a refusal of their own."""
    return frozenset(_REFUSALS)


def database_refusal(error: Exception) -> BusinessError | None:
    """The refusal behind an error of the database, or None when it is a fault of ours."""
    if isinstance(error, IntegrityError):
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name in _REFUSALS:
            return _REFUSALS[name]()
        return BusinessError("conflict", _("This conflicts with other data."))
    if isinstance(error, DataError):
        return BusinessError("invalid", _("A value is out of range."), status=400)
    return None
