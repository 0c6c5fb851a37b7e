"""The people of the test companies, made once per run."""

from tenants.models import Membership, Tenant, User
from tenants.permissions import Role

PASSWORD = "correct-horse-battery"
ADMIN = Role.ADMIN
USER = Role.USER
OPERATOR_EMAIL = "operator@example.org"


def email_of(code: str, role: Role) -> str:
    return f"{role.value}@{code}.example.org"


def people_create(tenant: Tenant) -> None:
    """An administrator and a user of the company, with the password PASSWORD, speaking English."""
    for role in (ADMIN, USER):
        user = User(
            email=email_of(tenant.code, role), name=f"{role.value} of {tenant.code}", language="en"
        )
        user.set_password(PASSWORD)
        user.save()
        Membership.objects.create(user=user, tenant=tenant, role=role.value)


def operator_make() -> User:
    user = User(email=OPERATOR_EMAIL, name="Operator", language="en", is_operator=True)
    user.set_password(PASSWORD)
    user.save()
    return user


def person(tenant: Tenant, role: Role) -> User:
    return User.objects.get(email=email_of(tenant.code, role))


def operator() -> User:
    return User.objects.get(email=OPERATOR_EMAIL)
