"""The one way in which the product refuses: a stable code, a sentence for people, the field it is about."""

from collections.abc import Mapping


class BusinessError(Exception):
    """A request that was understood and is refused.

    `code` is stable and translated by clients, `message` says what to do in the user's language,
    `field` names the input at fault (a dotted path, None when no single field is), `extra` carries
    the values that the sentence speaks of. `status` is the HTTP status that the API answers with.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        field: str | None = None,
        status: int = 409,
        **extra: object,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field
        self.status = status
        self.extra: Mapping[str, object] = extra


class FieldErrors(BusinessError):  # noqa: N818 - it is several errors
    """Several refusals of one request, each at its own field; nothing was saved."""

    def __init__(self, errors: list[BusinessError]) -> None:
        super().__init__(errors[0].code, errors[0].message, field=errors[0].field, status=400)
        self.errors = errors


class UnfinishedError(BusinessError):
    """Not yet: ask again in a moment. What was done on the way is kept, so that the next try has less to do."""
