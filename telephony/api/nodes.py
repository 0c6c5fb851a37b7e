"""The operator's page of Asterisk nodes over HTTP."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.selectors.nodes import node_list, node_reports
from tenants.api.base import PlatformViewSet
from tenants.models import AsteriskNode
from tenants.permissions import Permission


class NodeSerializer(serializers.Serializer[Any]):
    """A node and what its listener said last. All but name and tenants is null while the listener
    is silent.
    """

    name = serializers.CharField()
    state = serializers.ChoiceField(
        choices=["live", "lost", "unknown"],
        help_text="lost: its listener runs and does not reach Asterisk; unknown: nothing was heard of the listener",
    )
    version = serializers.CharField(allow_null=True)
    uptime_seconds = serializers.IntegerField(allow_null=True)
    load1 = serializers.FloatField(allow_null=True)
    calls = serializers.IntegerField(allow_null=True)
    channels = serializers.IntegerField(allow_null=True)
    registrations = serializers.IntegerField(allow_null=True)
    tenants = serializers.IntegerField(help_text="Companies that live on it")
    spool_age_seconds = serializers.FloatField(
        allow_null=True, help_text="Age of the oldest call event that is not on record yet"
    )
    spool_free_bytes = serializers.IntegerField(allow_null=True)
    banned_sources = serializers.IntegerField(help_text="Addresses that tried too often lately")
    last_seen_at = serializers.DateTimeField(allow_null=True)


class NodeViewSet(PlatformViewSet):
    """Asterisk nodes: state, load, companies, calls."""

    serializer_class = NodeSerializer
    pagination_class = None
    permissions: ClassVar[dict[str, Permission]] = {"list": Permission.PLATFORM_VIEW}

    def get_queryset(self) -> QuerySet[AsteriskNode]:
        return node_list()

    @extend_schema(responses=NodeSerializer(many=True))
    def list(self, request: Request) -> Response:
        """All nodes, by name."""
        return Response(NodeSerializer(node_reports(self.get_queryset()), many=True).data)
