"""Voicemail over HTTP: boxes, messages of the company, and those of one's own."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.base import ConfigViewSet, list_permissions
from telephony.api.queues import SoundField
from telephony.models import InternalNumber, VoicemailBox, VoicemailMessage
from telephony.models.media import LANGUAGES
from telephony.selectors.voicemail import (
    own_voicemail_message_list,
    voicemail_box_list,
    voicemail_message_list,
    voicemail_room,
)
from telephony.services import voicemail_boxes, voicemail_messages
from telephony.services.voicemail_store import CONTENT_TYPE, message_open
from tenants.api.base import BulkAction, BulkMixin, TenantViewSet
from tenants.api.bulk import deletions
from tenants.api.byte_ranges import ranged
from tenants.permissions import Permission

OWNERS = [(kind, kind) for kind in ("extension", "queue")]


class BoxOwnerSerializer(serializers.Serializer[Any]):
    """Whose box it is."""

    kind = serializers.ChoiceField(choices=OWNERS)
    id = serializers.UUIDField()
    name = serializers.CharField()


class VoicemailBoxSerializer(serializers.Serializer[Any]):
    """The box of the person or group with this number."""

    id = serializers.UUIDField(read_only=True)
    number = serializers.CharField(
        source="internal_number.number", help_text="Of the owner; stays as it is"
    )
    owner = serializers.SerializerMethodField()
    is_enabled = serializers.BooleanField(required=False)
    greeting = SoundField(required=False, allow_null=True)
    email = serializers.CharField(required=False, allow_blank=True)
    language = serializers.ChoiceField(choices=LANGUAGES, required=False, allow_blank=True)
    pin = serializers.CharField(required=False, allow_blank=True, write_only=True)
    has_pin = serializers.SerializerMethodField()
    new_count = serializers.IntegerField(read_only=True)
    total = serializers.IntegerField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)

    @extend_schema_field(BoxOwnerSerializer)
    def get_owner(self, box: VoicemailBox) -> Any:
        return BoxOwnerSerializer(_owner(box.internal_number)).data

    def get_has_pin(self, box: VoicemailBox) -> bool:
        return bool(box.pin)


class VoicemailRoomSerializer(serializers.Serializer[Any]):
    """How many messages the company has, and how many it may have."""

    used = serializers.IntegerField()
    limit = serializers.IntegerField(help_text="Set by the operator; 0: any number")
    box_limit = serializers.IntegerField(help_text="Of one box")
    full_boxes = serializers.ListField(
        child=serializers.CharField(), help_text="Numbers of boxes that take no more"
    )


class MessageBoxSerializer(serializers.Serializer[Any]):
    """The box that a message lies in."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    name = serializers.CharField()


class MessageCallerSerializer(serializers.Serializer[Any]):
    """Who left a message; without a number when it was hidden."""

    number = serializers.CharField()
    name = serializers.CharField()


class VoicemailMessageSerializer(serializers.Serializer[Any]):
    """A message that a caller left."""

    id = serializers.UUIDField(read_only=True)
    box = serializers.SerializerMethodField()
    caller = serializers.SerializerMethodField()
    seconds = serializers.FloatField(read_only=True)
    received_at = serializers.DateTimeField(read_only=True)
    is_read = serializers.BooleanField()

    @extend_schema_field(MessageBoxSerializer)
    def get_box(self, message: VoicemailMessage) -> Any:
        number = message.box.internal_number
        shown = {"id": message.box_id, "number": number.number, "name": _owner(number)["name"]}
        return MessageBoxSerializer(shown).data

    @extend_schema_field(MessageCallerSerializer)
    def get_caller(self, message: VoicemailMessage) -> Any:
        shown = {"number": message.caller_number, "name": message.caller_name}
        return MessageCallerSerializer(shown).data


def _owner(number: InternalNumber) -> Mapping[str, object]:
    if number.kind == InternalNumber.Kind.QUEUE:
        return {"kind": "queue", "id": number.queue.pk, "name": number.queue.name}
    return {"kind": "extension", "id": number.extension.pk, "name": number.extension.name}


class VoicemailBoxViewSet(ConfigViewSet):
    """Voicemail boxes of the company."""

    queryset = VoicemailBox.objects.all()
    serializer_class = VoicemailBoxSerializer
    search_fields = (
        "internal_number__number",
        "email",
        "internal_number__queue__name",
        "internal_number__extension__display_name",
        "internal_number__extension__employee__name",
    )
    ordering_fields: ClassVar[dict[str, str]] = {
        "number": "internal_number__number",
        "email": "email",
        "new_count": "new_count",
        "total": "total",
        "created_at": "created_at",
    }
    permissions: ClassVar[dict[str, Permission]] = {
        **list_permissions(Permission.VOICEMAIL_VIEW, Permission.VOICEMAIL_EDIT),
        "room": Permission.VOICEMAIL_VIEW,
    }
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        **deletions(Permission.VOICEMAIL_EDIT, voicemail_boxes.voicemail_box_delete),
    }
    export_name = "voicemail-boxes"
    export_columns = (
        (_("Number"), "internal_number.number"),
        (_("Owner"), lambda box: str(_owner(box.internal_number)["name"])),
        (_("E-mail"), "email"),
        (_("New messages"), "new_count"),
        (_("Messages"), "total"),
    )

    def get_queryset(self) -> QuerySet[VoicemailBox]:
        return voicemail_box_list()

    @extend_schema(responses=VoicemailRoomSerializer, filters=False)
    @action(detail=False, methods=["get"], pagination_class=None)
    def room(self, request: Request) -> Response:
        """How much room there is for messages."""
        return Response(VoicemailRoomSerializer(voicemail_room()).data)

    def create_object(self, values: Mapping[str, Any]) -> VoicemailBox:
        return voicemail_boxes.voicemail_box_create(_flat(values))

    def update_object(self, instance: VoicemailBox, values: Mapping[str, Any]) -> VoicemailBox:
        return voicemail_boxes.voicemail_box_update(instance, _flat(values))

    def perform_delete(
        self, instance: VoicemailBox, *, replacement: VoicemailBox | None, force: bool
    ) -> None:
        voicemail_boxes.voicemail_box_delete(instance, replacement=replacement, force=force)


def _flat(values: Mapping[str, Any]) -> Any:
    """The values of a form, with the owner's number as one of them."""
    others = {name: value for name, value in values.items() if name != "internal_number"}
    number = values.get("internal_number", {}).get("number")
    return others if number is None else {**others, "number": number}


def _read(message: VoicemailMessage) -> None:
    voicemail_messages.message_mark(message, is_read=True)


def _unread(message: VoicemailMessage) -> None:
    voicemail_messages.message_mark(message, is_read=False)


class MessagesViewSet(
    BulkMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    mixins.DestroyModelMixin,
    TenantViewSet,
):
    """Messages: listen, mark, delete."""

    queryset = VoicemailMessage.objects.all()
    serializer_class = VoicemailMessageSerializer
    filterset_fields = ("box", "is_read")
    search_fields = ("caller_number", "caller_name", "box__internal_number__number")
    ordering_fields: ClassVar[tuple[str, ...]] = ("received_at", "seconds")

    def perform_update(self, serializer: Any) -> None:
        is_read = serializer.validated_data.get("is_read", serializer.instance.is_read)
        voicemail_messages.message_mark(serializer.instance, is_read=is_read)

    def perform_destroy(self, instance: VoicemailMessage) -> None:
        voicemail_messages.message_delete(instance)

    @extend_schema(responses={(200, CONTENT_TYPE): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def audio(self, request: Request, pk: UUID | None = None) -> HttpResponseBase:
        """The sound, whole or in parts."""
        message = self.get_object()
        return ranged(
            request, message_open(message), size=message.size_bytes, content_type=CONTENT_TYPE
        )


def _bulk(permission: Permission) -> dict[str, BulkAction]:
    return {
        "read": BulkAction(permission, _read),
        "unread": BulkAction(permission, _unread),
        "delete": BulkAction(permission, voicemail_messages.message_delete),
    }


class VoicemailMessageViewSet(MessagesViewSet):
    """Messages of the whole company."""

    permissions: ClassVar[dict[str, Permission]] = {
        **dict.fromkeys(("list", "retrieve", "audio"), Permission.VOICEMAIL_VIEW),
        **dict.fromkeys(("partial_update", "destroy", "bulk"), Permission.VOICEMAIL_EDIT),
    }
    bulk_actions: ClassVar[dict[str, BulkAction]] = _bulk(Permission.VOICEMAIL_EDIT)

    def get_queryset(self) -> QuerySet[VoicemailMessage]:
        return voicemail_message_list()


class OwnVoicemailMessageViewSet(MessagesViewSet):
    """Messages for oneself, and for the groups that one is in."""

    permissions: ClassVar[dict[str, Permission]] = {
        **dict.fromkeys(("list", "retrieve", "audio"), Permission.OWN_VIEW),
        **dict.fromkeys(("partial_update", "destroy", "bulk"), Permission.OWN_EDIT),
    }
    bulk_actions: ClassVar[dict[str, BulkAction]] = _bulk(Permission.OWN_EDIT)

    def get_queryset(self) -> QuerySet[VoicemailMessage]:
        return own_voicemail_message_list(self.member)
