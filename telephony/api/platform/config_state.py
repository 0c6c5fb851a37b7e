"""How far the operator's configuration has come, over HTTP."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.config_state import ConfigStateSerializer
from telephony.selectors.platform.config_state import platform_config_state
from tenants.api.base import PlatformViewSet
from tenants.permissions import Permission


class PlatformConfigStateViewSet(PlatformViewSet):
    """Whether what the operator saved for all companies is in force on every node."""

    serializer_class = ConfigStateSerializer
    permissions: ClassVar[dict[str, Permission]] = {"retrieve": Permission.PLATFORM_VIEW}

    def retrieve(self, request: Request) -> Response:
        """State of carriers, pool, routes and filters on the nodes; revisions are sums over the nodes."""
        return Response(ConfigStateSerializer(platform_config_state()).data)
