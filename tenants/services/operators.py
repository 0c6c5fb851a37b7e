"""Operators' accounts; made on the command line only."""

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.errors import BusinessError
from tenants.models import Membership, User
from tenants.passwords import password_check
from tenants.services.audit import SYSTEM, audit_write


@transaction.atomic
def operator_create(*, email: str, password: str, name: str = "", language: str = "ru") -> User:
    """Make an operator, or give an existing one a new password. A company's people cannot become operators."""
    user = User.objects.filter(email__iexact=email).first()
    if user is not None and not user.is_operator and Membership.objects.filter(user=user).exists():
        raise BusinessError("email_taken", _("This mail address is in use."), field="email")
    user = user or User(email=email.strip().lower(), name=name, language=language)
    password_check(password, user=user)
    user.is_operator = user.is_active = True
    user.set_password(password)
    user.save()
    audit_write("operator.created", actor=SYSTEM, subject=user.email)
    return user
