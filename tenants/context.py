"""Whose data this code works with, and who asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django_tenants.utils import tenant_context

from tenants.connection import connection
from tenants.models import Tenant, User
from tenants.permissions import Permission, Role


@dataclass(frozen=True, slots=True)
class Member:
    """A signed-in person as seen by one company, or by the installation (`tenant_id` is None).

    `role` is None for an operator outside of any company; an operator who acts for a company has the rights of its
    administrator. `membership_id` leads to the person's employee row in the company's schema.
    """

    user_id: int
    email: str
    name: str
    tenant_id: int | None
    code: str
    role: Role | None
    permissions: frozenset[Permission]
    is_operator: bool = False
    acting_as: bool = False
    membership_id: str | None = None

    def may(self, permission: Permission) -> bool:
        """Whether the person holds the permission here; what nobody granted is refused."""
        return permission in self.permissions


class SiteRequest(HttpRequest):
    """A request after the middleware: which site it came to, whose scope it runs in, who asks."""

    user: User | AnonymousUser
    is_bare_site: bool  # the installation's own host, where the session chooses the company
    site_tenant: Tenant | None  # the company of the host
    tenant: Tenant | None
    member: Member | None


def current_tenant() -> Tenant:
    """The company whose scope this code runs in; LookupError outside of any."""
    tenant = connection.tenant
    if not isinstance(tenant, Tenant):
        raise LookupError("no company is chosen here")
    return tenant


@contextmanager
def tenant_scope(tenant: Tenant) -> Iterator[Tenant]:
    """Work inside one company: its schema first in the path, its rows alone in the shared tables.

    Whoever came with the operator's wide view has it back afterwards.
    """
    was_platform = connection.is_platform
    try:
        with tenant_context(tenant):
            yield tenant
    finally:
        if was_platform:
            connection.set_platform(True)


@contextmanager
def platform_scope() -> Iterator[None]:
    """See the shared tables' rows of every company. The only place that turns the operator's wide view on."""
    was_platform = connection.is_platform
    connection.set_platform(True)
    try:
        yield
    finally:
        connection.set_platform(was_platform)
