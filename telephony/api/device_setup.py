"""The page behind a device's QR code. Whoever holds the token is the person it was given to."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.devices import CredentialsSerializer
from telephony.services.device_setup import setup_link_find, setup_link_reveal, setup_token_code
from tenants.api.base import Access, PublicViewSet
from tenants.context import tenant_scope
from tenants.models import Tenant
from tenants.selectors.tenants import tenant_admits_members


class DeviceSetupInfoSerializer(serializers.Serializer[Any]):
    """What the page says before the credentials are shown."""

    is_valid = serializers.BooleanField()
    company = serializers.CharField()
    device_title = serializers.CharField()
    renews_password = serializers.BooleanField()


class DeviceSetupViewSet(PublicViewSet):
    """One-time page of a device."""

    authentication_classes = ()
    serializer_class = DeviceSetupInfoSerializer
    permissions: ClassVar[dict[str, Access]] = {"retrieve": Access.ANYONE, "create": Access.ANYONE}

    @extend_schema(responses=DeviceSetupInfoSerializer)
    def retrieve(self, request: Request, token: str) -> Response:
        """Whether the page can still be used, and for which device; uses nothing up."""
        with self._company(token) as tenant:
            link = setup_link_find(token)
            info = {
                "is_valid": link is not None,
                "company": tenant.name if link else "",
                "device_title": (link.device.title or link.device.name) if link else "",
                "renews_password": bool(link and link.renews_secret),
            }
        return Response(DeviceSetupInfoSerializer(info).data)

    @extend_schema(request=None, responses=CredentialsSerializer)
    def create(self, request: Request, token: str) -> Response:
        """Show the credentials, once."""
        with self._company(token):
            shown = setup_link_reveal(token)
        return Response(CredentialsSerializer(shown).data)

    @contextmanager
    def _company(self, token: str) -> Iterator[Tenant]:
        """Work inside the company that the token names; on a company's host only its own tokens count."""
        tenant = Tenant.objects.filter(code=setup_token_code(token)).first()
        host_tenant: Tenant | None = self.request.tenant
        if (
            tenant is None
            or not tenant_admits_members(tenant)
            or (host_tenant and host_tenant != tenant)
        ):
            raise NotFound
        with tenant_scope(tenant):
            yield tenant
