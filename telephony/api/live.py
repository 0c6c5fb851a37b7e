"""Live calls over HTTP: one snapshot. Who wants to follow them opens the WebSocket `/ws/live/`."""

from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from redis.exceptions import RedisError
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony import keys
from telephony.asterisk.live_calls import LiveDirection, LiveState
from telephony.selectors.live import LiveView, live_view
from telephony.selectors.live_sight import Sight, company_sight, platform_sight
from tenants.api.base import PlatformViewSet, TenantViewSet
from tenants.errors import BusinessError
from tenants.permissions import Permission

LIVE_DIRECTIONS = [(each.value, each.value) for each in LiveDirection]
LIVE_STATES = [(state.value, state.value) for state in LiveState]


class LivePartySerializer(serializers.Serializer[Any]):
    """A person in a call, as the others see them."""

    number = serializers.CharField()
    name = serializers.CharField()


class LiveLegSerializer(LivePartySerializer):
    """One phone in a call."""

    channel = serializers.CharField()
    state = serializers.ChoiceField(choices=LIVE_STATES)
    device = serializers.CharField(help_text="Name of the device, empty for an outside line")
    line = serializers.CharField(help_text="`trunk:<name>` or `carrier`, empty inside")


class LiveCallSerializer(serializers.Serializer[Any]):
    """A call that goes on now. After a transfer `answered_by` is who is there now."""

    id = serializers.CharField()
    tenant = serializers.CharField(help_text="Code of the company")
    state = serializers.ChoiceField(choices=LIVE_STATES)
    direction = serializers.ChoiceField(choices=LIVE_DIRECTIONS)
    line = serializers.CharField(help_text="As in call history; operators see `carrier:<name>`")
    is_emergency = serializers.BooleanField()
    to = LivePartySerializer()
    answered_by = LivePartySerializer(allow_null=True)
    started_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    legs = LiveLegSerializer(many=True)

    def get_fields(self) -> dict[str, serializers.Field]:
        """`from` is a word of Python, so it cannot stand among the others."""
        return {**super().get_fields(), "from": LivePartySerializer()}


class LiveRegistrationSerializer(serializers.Serializer[Any]):
    """A registered phone."""

    device = serializers.CharField()
    login = serializers.CharField()
    state = serializers.ChoiceField(choices=["registered", "unregistered"])
    address = serializers.CharField()
    agent = serializers.CharField()
    transport = serializers.CharField()
    since = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)


class LiveSerializer(serializers.Serializer[Any]):
    """Calls and registrations as of change number `seq`; `is_stale` when a node has not been heard
    of lately.
    """

    seq = serializers.IntegerField()
    at = serializers.DateTimeField()
    is_stale = serializers.BooleanField()
    calls = LiveCallSerializer(many=True)
    registrations = LiveRegistrationSerializer(many=True)


class LiveViewSet(TenantViewSet):
    """The company's calls at this moment; without the right to see all, the own ones."""

    serializer_class = LiveSerializer
    permissions: ClassVar[dict[str, Permission]] = {"retrieve": Permission.OWN_VIEW}

    @extend_schema(responses=LiveSerializer)
    def retrieve(self, request: Request) -> Response:
        """Live calls and registrations now."""
        return _response(request.tenant.schema_name, company_sight(self.member))


class PlatformLiveViewSet(PlatformViewSet):
    """Calls of every company."""

    serializer_class = LiveSerializer
    permissions: ClassVar[dict[str, Permission]] = {"retrieve": Permission.PLATFORM_VIEW}

    @extend_schema(responses=LiveSerializer)
    def retrieve(self, request: Request) -> Response:
        """Live calls of all companies now."""
        return _response(keys.PLATFORM, platform_sight())


def _response(schema: str, sight: Sight) -> Response:
    try:
        view: LiveView = live_view(schema, sight.nodes, sight.numbers)
    except RedisError as error:
        message = _("Live calls cannot be shown at the moment.")
        raise BusinessError("live_unavailable", message, status=503) from error
    return Response({**view, "at": timezone.now()})
