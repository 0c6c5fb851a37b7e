"""A text column that is encrypted at rest."""

from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@cache
def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_ENCRYPTION_KEYS])


def encrypt(plain: str) -> str:
    """Cipher text of `plain` under the newest key."""
    return _fernet().encrypt(plain.encode()).decode()


def decrypt(token: str) -> str:
    """Plain text of a token made under any key still in the settings; raises InvalidToken otherwise."""
    return _fernet().decrypt(token.encode()).decode()


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # no generic at run time
    """Holds secrets: the database and its dumps see cipher text only. It cannot be searched or ordered by."""

    def get_prep_value(self, value: str | None) -> str | None:
        plain = super().get_prep_value(value)
        return encrypt(plain) if plain else plain

    def from_db_value(
        self, value: str | None, _expression: object, _connection: object
    ) -> str | None:
        return decrypt(value) if value else value
