"""Extensions over HTTP."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from telephony.api.base import (
    ConfigViewSet,
    NamedChoiceField,
    ReferenceField,
    RegistrationsMixin,
    list_permissions,
)
from telephony.api.outside import LimitsSerializer, TextsField
from telephony.asterisk.snapshot import ForwardMode, RingOrder
from telephony.dialling.config import CallClass
from telephony.models import Extension
from telephony.selectors.extensions import extension_list
from telephony.selectors.targets import Target, target_value
from telephony.services import extensions
from telephony.services.devices import device_login
from tenants.api.base import BulkAction
from tenants.api.bulk import deletions
from tenants.permissions import Permission

CALL_CLASSES = [(each.value, each.value) for each in CallClass]
FORWARD_MODES = [(mode.value, mode.value) for mode in ForwardMode]
RING_ORDERS = [(order.value, order.value) for order in RingOrder]


class ForwardingSerializer(serializers.Serializer[Any]):
    """Own forwarding of one way to reach a person."""

    forward_mode = NamedChoiceField(choices=FORWARD_MODES, required=False)
    forward_always_to = serializers.CharField(required=False, allow_blank=True)
    forward_busy_to = serializers.CharField(required=False, allow_blank=True)
    forward_timeout_to = serializers.CharField(required=False, allow_blank=True)


class ReachEntrySerializer(ForwardingSerializer):
    """One way to reach a person: a device of the company, or an outside number."""

    id = serializers.UUIDField(read_only=True)
    device = ReferenceField(shown="name", required=False, allow_null=True)
    outside_number = serializers.CharField(required=False, allow_blank=True)
    is_enabled = serializers.BooleanField(required=False)
    ring_seconds = serializers.IntegerField(required=False)
    must_confirm = serializers.BooleanField(required=False)


class ExtensionDeviceSerializer(serializers.Serializer[Any]):
    """A device that calls as the extension."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    login = serializers.CharField()
    title = serializers.CharField()
    is_blocked = serializers.BooleanField()
    is_registered = serializers.BooleanField()


class ExtensionQueueSerializer(serializers.Serializer[Any]):
    """A group that the extension is in."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    name = serializers.CharField()


@extend_schema_field(serializers.CharField())
class PlanField(serializers.CharField):
    """The element of a flow at which calls to an extension begin."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_blank=True, source="*", **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        return {"plan": super().to_internal_value(data)}

    def to_representation(self, extension: Any) -> str:
        return target_value(Target(flow=extension.plan_flow, element=extension.plan_element))


class ExtensionSerializer(serializers.Serializer[Any]):
    """An internal number of a person; writing `reach` replaces the whole list."""

    id = serializers.UUIDField(read_only=True)
    number = serializers.CharField(allow_blank=True)
    display_name = serializers.CharField(required=False, allow_blank=True)
    employee = ReferenceField(shown="name", required=False, allow_null=True)
    ring_order = NamedChoiceField(choices=RING_ORDERS, required=False)
    reach = ReachEntrySerializer(source="reach_entries", many=True, required=False)
    call_classes = serializers.ListField(
        child=NamedChoiceField(choices=CALL_CLASSES),
        required=False,
        help_text="Outside calls that are allowed, within what the operator allows the company",
    )
    outside_number = serializers.CharField(
        required=False, allow_blank=True, help_text="Shown outside; empty: the company's default"
    )
    hides_number = serializers.BooleanField(required=False)
    tags = TextsField(required=False)
    limits = LimitsSerializer(required=False)
    plan = PlanField(
        required=False,
        help_text="Calls to the number begin there: flow:<id>/<element>; empty: they ring the person",
    )
    plan_label = serializers.SerializerMethodField()
    block_list = ReferenceField(shown="name", required=False, allow_null=True)
    devices = serializers.SerializerMethodField()
    queues = serializers.SerializerMethodField()
    presence = serializers.SerializerMethodField(
        help_text="online while a phone of it is registered, else offline"
    )
    created_at = serializers.DateTimeField(read_only=True)

    def get_plan_label(self, extension: Extension) -> str:
        return extension.plan_flow.name if extension.plan_flow else ""

    @extend_schema_field(ExtensionDeviceSerializer(many=True))
    def get_devices(self, extension: Extension) -> list[dict[str, Any]]:
        book = self.context["registrations"]
        return [
            {
                "id": str(device.pk),
                "name": device.name,
                "login": device_login(device),
                "title": device.title,
                "is_blocked": device.is_blocked,
                "is_registered": book.get(device.name) is not None,
            }
            for device in extension.devices.all()
        ]

    @extend_schema_field(ExtensionQueueSerializer(many=True))
    def get_queues(self, extension: Extension) -> Any:
        return ExtensionQueueSerializer(
            [each.queue for each in extension.queue_memberships.all()], many=True
        ).data

    def get_presence(self, extension: Extension) -> str:
        book = self.context["registrations"]
        names = {entry.device.name for entry in extension.reach_entries.all() if entry.device}
        names |= {device.name for device in extension.devices.all()}
        return "online" if any(book.get(name) for name in names) else "offline"

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        values = super().to_internal_value(data)
        if "reach_entries" in values:
            values["reach"] = values.pop("reach_entries")
        return values


class ExtensionFilter(django_filters.FilterSet):
    """Filters of the list of extensions."""

    has_employee = django_filters.BooleanFilter(
        field_name="employee", lookup_expr="isnull", exclude=True
    )
    queue = django_filters.UUIDFilter(field_name="queue_memberships__queue")

    class Meta:
        model = Extension
        fields = ("employee", "ring_order", "outside_number", "block_list")


class ExtensionViewSet(RegistrationsMixin, ConfigViewSet):
    """Internal numbers of people."""

    queryset = Extension.objects.all()
    serializer_class = ExtensionSerializer
    filterset_class = ExtensionFilter
    search_fields = ("internal_number__number", "display_name", "employee__name", "devices__name")
    ordering_fields: ClassVar[dict[str, str]] = {
        "number": "internal_number__number",
        "display_name": "display_name",
        "employee": "employee__name",
        "created_at": "created_at",
    }
    permissions: ClassVar[dict[str, Permission]] = list_permissions(
        Permission.EXTENSION_VIEW, Permission.EXTENSION_EDIT
    )
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        **deletions(
            Permission.EXTENSION_EDIT, extensions.extension_remove, extensions.extension_delete
        ),
    }
    export_name = "extensions"
    export_columns = (
        (_("Number"), "number"),
        (_("Name"), "name"),
        (_("Person"), "employee.name"),
        (
            _("Devices"),
            lambda extension: ", ".join(device_login(each) for each in extension.devices.all()),
        ),
        (_("Ring order"), "ring_order"),
        (_("Outside number"), "outside_number"),
        (_("Outside calls"), lambda extension: ", ".join(extension.call_classes)),
    )

    def get_queryset(self) -> QuerySet[Extension]:
        return extension_list()

    def device_names(self, rows: Iterable[Extension]) -> list[str]:
        owned = [device.name for row in rows for device in row.devices.all()]
        return owned + [
            entry.device.name for row in rows for entry in row.reach_entries.all() if entry.device
        ]

    def create_object(self, values: Mapping[str, Any]) -> Extension:
        return extensions.extension_create(values)

    def update_object(self, instance: Extension, values: Mapping[str, Any]) -> Extension:
        return extensions.extension_update(instance, values)

    def perform_delete(
        self, instance: Extension, *, replacement: Extension | None, force: bool
    ) -> None:
        extensions.extension_delete(instance, replacement=replacement, force=force)
