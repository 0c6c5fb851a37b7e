"""The base of every view of the API: default deny, one error body, paging, search and order.

A viewset says which permission each of its actions needs; an action that is not in its table is refused:

    class ExtensionViewSet(mixins.ListModelMixin, TenantViewSet):
        permissions = {"list": Permission.EXTENSION_VIEW}
"""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from tenants.api.access import Access, MemberPermission, Needed
from tenants.api.bulk import BulkAction, BulkMixin
from tenants.api.export import CsvExportMixin, ExportColumn
from tenants.api.usage import UsageMixin
from tenants.context import Member, SiteRequest, platform_scope
from tenants.errors import BusinessError
from tenants.services.audit import Actor
from tenants.sites import client_address

__all__ = [
    "Access",
    "BulkAction",
    "BulkMixin",
    "CsvExportMixin",
    "ExportColumn",
    "MemberPermission",
    "PlatformViewSet",
    "PublicViewSet",
    "TenantViewSet",
    "UsageMixin",
    "WidePlatformViewSet",
]


class BaseViewSet(GenericViewSet[Any]):
    """What the kinds of views have in common."""

    permissions: ClassVar[Mapping[str, Needed]] = {}
    permission_classes = (MemberPermission,)
    http_method_names = (
        "get",
        "post",
        "patch",
        "delete",
        "head",
        "options",
    )  # things are changed by PATCH
    ordering_fields: ClassVar[Mapping[str, str] | tuple[str, ...]] = ()
    search_fields: ClassVar[tuple[str, ...]] = ()
    pagination_counts = True  # say the number of all rows; False where counting costs too much

    @property
    def site(self) -> SiteRequest:
        """The request as the middleware left it."""
        return cast("SiteRequest", self.request._request)

    @property
    def member(self) -> Member:
        """Who asks. Only for actions that need a permission: there is always somebody then."""
        member = self.site.member
        if member is None:
            raise exceptions.PermissionDenied
        return member

    @property
    def actor(self) -> Actor:
        """Who asks, for the journal."""
        member = self.site.member
        user_id = self.request.user.pk if self.request.user.is_authenticated else None
        acting_for = member.tenant_id if member is not None and member.acting_as else None
        return Actor(
            user_id=user_id, acting_for_id=acting_for, address=client_address(self.request)
        )


class TenantViewSet(BaseViewSet):
    """A view of one company: runs inside its schema and sees its rows alone."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.site.tenant is None:
            raise BusinessError("no_tenant", _("Choose a company first."), status=403)


class PlatformViewSet(BaseViewSet):
    """A view of the installation, for operators."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not self.member.is_operator:
            raise exceptions.PermissionDenied


class WidePlatformViewSet(PlatformViewSet):
    """A view that shows rows of every company. Nothing is read before the permission was checked."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        with platform_scope():
            return super().dispatch(request, *args, **kwargs)


class PublicViewSet(BaseViewSet):
    """A view that works before anybody is known: sign-in, one-time links. Each action still says what it needs."""
