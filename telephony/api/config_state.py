"""How far the configuration has come, over HTTP."""

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.selectors.config_state import config_state_get
from telephony.selectors.platform.config_state import PlatformConfigState
from tenants.api.base import TenantViewSet
from tenants.models import TenantConfigState
from tenants.permissions import Permission


class ConfigStateSerializer(serializers.Serializer[Any]):
    """`requested` is the newest saved revision, `applied` the one that the node confirmed at `applied_at`."""

    requested = serializers.IntegerField()
    applied = serializers.IntegerField()
    applied_at = serializers.DateTimeField(allow_null=True)
    error = serializers.CharField(help_text="Empty, node_unavailable or apply_failed")
    is_live = serializers.SerializerMethodField()

    def get_is_live(self, state: TenantConfigState | PlatformConfigState) -> bool:
        return state.applied >= state.requested and not state.error


class ConfigStateViewSet(TenantViewSet):
    """Whether what was saved is in force."""

    serializer_class = ConfigStateSerializer
    permissions: ClassVar[dict[str, Permission]] = {"retrieve": Permission.OWN_VIEW}

    def retrieve(self, request: Request) -> Response:
        """State of the company's configuration on its node."""
        return Response(ConfigStateSerializer(config_state_get()).data)
