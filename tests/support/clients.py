"""HTTP clients that stand at a site of the installation."""

from typing import Any, Self

from django.db import connection
from rest_framework.test import APIClient

from tenants.models import Tenant, User
from tenants.services.sessions import BACKEND


class SiteClient(APIClient):
    """A browser at one host. Requests leave the scope of the test as it was; paths are relative to /api/v1/."""

    def __init__(self, host: str, **kwargs: Any) -> None:
        super().__init__(HTTP_HOST=host, **kwargs)
        self.host = host

    def signed_in(self, user: User) -> Self:
        """This client with a session of the person."""
        self.force_login(user, backend=BACKEND)
        return self

    def request(self, **environ: Any) -> Any:
        """Any request; what the middleware does to the connection's scope is undone, as for a new thread."""
        before, is_platform = connection.tenant, connection.is_platform
        try:
            response = super().request(**environ)
            if response.streaming:  # read at once, which closes the file behind it
                response.streaming_content = [b"".join(response.streaming_content)]
            return response
        finally:
            connection.set_tenant(before)
            connection.set_platform(is_platform)

    def generic(self, method: str, path: str, *args: Any, **kwargs: Any) -> Any:
        full = path if path.startswith("/") else f"/api/v1/{path}"
        return super().generic(method, full, *args, **kwargs)


def tenant_site(tenant: Tenant | str, **kwargs: Any) -> SiteClient:
    """A browser at a company's own host."""
    code = tenant if isinstance(tenant, str) else tenant.code
    return SiteClient(f"{code}.localhost", **kwargs)


def operator_site(**kwargs: Any) -> SiteClient:
    """A browser at the installation's own host."""
    return SiteClient("localhost", **kwargs)


def field_codes(response: Any) -> dict[str, list[str]]:
    """Which fields a refusal names, and with which codes: {"name": ["blank"]}."""
    fields = response.json()["extra"].get("fields", {})
    return {name: [item["code"] for item in items] for name, items in fields.items()}
