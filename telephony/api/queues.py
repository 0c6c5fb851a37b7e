"""Groups over HTTP."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from telephony.api.base import ConfigViewSet, NamedChoiceField, list_permissions
from telephony.api.outside import LimitsSerializer, SwitchesSerializer
from telephony.asterisk.snapshot import QueueAlgorithm
from telephony.models import Queue
from telephony.selectors.queues import queue_list
from telephony.services import queues
from tenants.api.base import BulkAction
from tenants.api.bulk import deletions
from tenants.permissions import Permission

ALGORITHMS = [(each.value, each.value) for each in QueueAlgorithm]


class MemberExtensionSerializer(serializers.Serializer[Any]):
    """A member of a group, by number and name."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    display_name = serializers.CharField(source="name")


class MemberIdsField(serializers.ListField):
    """Ids of member extensions in the order of ringing."""

    child = serializers.UUIDField()

    def to_representation(self, members: Any) -> list[str]:
        return [str(member.extension_id) for member in members.all()]


class SoundField(serializers.UUIDField):
    """Id of a sound file or a package of music; null for none."""

    def to_representation(self, value: Any) -> str:
        return str(value.pk)


class QueueSerializer(serializers.Serializer[Any]):
    """A group that takes calls together."""

    id = serializers.UUIDField(read_only=True)
    number = serializers.CharField(allow_blank=True)
    name = serializers.CharField(allow_blank=True)
    description = serializers.CharField(required=False, allow_blank=True)
    algorithm = NamedChoiceField(choices=ALGORITHMS, required=False)
    ring_seconds = serializers.IntegerField(required=False)
    wait_seconds = serializers.IntegerField(required=False)
    wrap_up_seconds = serializers.IntegerField(required=False)
    max_length = serializers.IntegerField(required=False)
    greeting = SoundField(required=False, allow_null=True)
    music = SoundField(required=False, allow_null=True)
    limits = LimitsSerializer(required=False)
    switches = SwitchesSerializer(required=False)
    members = MemberIdsField(required=False)
    member_extensions = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField(read_only=True)

    @extend_schema_field(MemberExtensionSerializer(many=True))
    def get_member_extensions(self, queue: Queue) -> Any:
        extensions = [member.extension for member in queue.members.all()]
        return MemberExtensionSerializer(extensions, many=True).data


class QueueViewSet(ConfigViewSet):
    """Groups of the company."""

    queryset = Queue.objects.all()
    serializer_class = QueueSerializer
    search_fields = ("internal_number__number", "name", "description")
    ordering_fields: ClassVar[dict[str, str]] = {
        "number": "internal_number__number",
        "name": "name",
        "created_at": "created_at",
    }
    permissions: ClassVar[dict[str, Permission]] = list_permissions(
        Permission.QUEUE_VIEW, Permission.QUEUE_EDIT
    )
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        **deletions(Permission.QUEUE_EDIT, queues.queue_delete),
    }
    export_name = "queues"
    export_columns = (
        (_("Number"), "number"),
        (_("Name"), "name"),
        (_("Description"), "description"),
        (_("Algorithm"), "algorithm"),
        (_("Longest wait, seconds"), "wait_seconds"),
        (
            _("Members"),
            lambda queue: ", ".join(each.extension.number for each in queue.members.all()),
        ),
    )

    def get_queryset(self) -> QuerySet[Queue]:
        return queue_list()

    def create_object(self, values: Mapping[str, Any]) -> Queue:
        return queues.queue_create(values)

    def update_object(self, instance: Queue, values: Mapping[str, Any]) -> Queue:
        return queues.queue_update(instance, values)

    def perform_delete(self, instance: Queue, *, replacement: Queue | None, force: bool) -> None:
        queues.queue_delete(instance, replacement=replacement, force=force)
