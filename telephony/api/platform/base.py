"""What the operator's views of the outside world have in common."""

from collections.abc import Mapping
from typing import ClassVar

from telephony.api.base import ConfigWritesMixin, list_permissions
from telephony.services.platform.changes import platform_write
from tenants.api.base import WidePlatformViewSet
from tenants.permissions import Permission


class PlatformConfigViewSet(ConfigWritesMixin, WidePlatformViewSet):
    """A list of the operator's things, of which all nodes are told."""

    permissions: ClassVar[Mapping[str, Permission]] = list_permissions(
        Permission.PLATFORM_VIEW, Permission.PLATFORM_EDIT
    )
    one_revision = staticmethod(platform_write)
