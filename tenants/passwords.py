"""Rules of passwords beyond Django's own."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tenants.errors import BusinessError, FieldErrors
from tenants.models import User

MAXIMUM_LENGTH = 128  # hashing megabytes would be a way to keep our processors busy


class MaximumLengthValidator:
    """Refuses passwords that are longer than anybody types or stores."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > MAXIMUM_LENGTH:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        return _("The password may not be longer than %(limit)d characters.") % {
            "limit": MAXIMUM_LENGTH
        }


def password_check(password: str, *, user: User, field: str = "password") -> None:
    """Refuse a weak password with every reason, at its field."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise FieldErrors(
            [
                BusinessError(single.code or "invalid", " ".join(single.messages), field=field)
                for single in error.error_list
            ]
        ) from error
