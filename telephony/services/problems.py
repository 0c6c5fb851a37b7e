"""Collects what is wrong with a form, so that a person sees every error at its field at once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from tenants.errors import BusinessError, FieldErrors

Parsed = TypeVar("Parsed")
Parsers = Mapping[str, Callable[[Any], object]]  # field -> what makes its column of the value


def invalid(code: str, message: str, *, field: str | None = None, **extra: object) -> BusinessError:
    """A value that cannot be accepted whatever the state of the company (HTTP 400)."""
    return BusinessError(code, message, field=field, status=400, **extra)


def too_many(limit: int, **place: str) -> BusinessError:
    """More entries than there may be; `place` is the `field`, where the caller does not say it."""
    message = _("At most %(limit)d entries.") % {"limit": limit}
    return invalid("too_many", message, limit=limit, **place)


def at(prefix: str, field: str | None) -> str:
    """Path of `field` inside the part of a form called `prefix`: `reach.0` + `device` -> `reach.0.device`."""
    return ".".join(part for part in (prefix, field or "") if part)


class Problems:
    """The refusals found so far in one form; `prefix` is the path of the part of the form that is checked."""

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self.errors: list[BusinessError] = []

    def inside(self, part: str) -> "Problems":
        """A view on the same list for one part of the form."""
        child = Problems(at(self._prefix, part))
        child.errors = self.errors
        return child

    def add(self, error: BusinessError, *, field: str | None = None) -> None:
        """Note `error` at `field` of this part, or at the field that the error itself names."""
        path = at(at(self._prefix, field), error.field)
        self.errors.append(
            BusinessError(
                error.code, error.message, field=path or None, status=error.status, **error.extra
            )
        )

    def take(self, field: str, parse: Callable[..., Parsed], *args: object) -> Parsed | None:
        """What `parse(*args)` makes of the value of `field`, or None with its refusal noted."""
        try:
            return parse(*args)
        except FieldErrors as error:
            for each in error.errors:
                self.add(each, field=field)
        except BusinessError as error:
            self.add(error, field=field)
        return None

    def raise_any(self) -> None:
        """Refuse the form if anything was found: one refusal keeps its own code and status."""
        if len(self.errors) == 1:
            raise self.errors[0]
        if self.errors:
            raise FieldErrors(self.errors)


def fields_parse(values: Mapping[str, Any], parsers: Parsers, problems: Problems) -> dict[str, Any]:
    """The columns that `values` names, each made by its parser; what is wrong is noted in `problems`."""
    return {
        field: problems.take(field, parse, values[field])
        for field, parse in parsers.items()
        if field in values
    }


def list_parse(raw: Sequence[Any], parse: Callable[[Any], Parsed], *, limit: int) -> list[Parsed]:
    """Every item made by `parse`, each once; what is wrong is refused by index."""
    if len(raw) > limit:
        raise too_many(limit)
    problems = Problems()
    found = [problems.take(str(index), parse, item) for index, item in enumerate(raw)]
    problems.raise_any()
    return list(dict.fromkeys(each for each in found if each is not None))
