"""Registered devices over HTTP."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import mixins, serializers

from telephony.api.base import RegistrationsMixin
from telephony.api.devices import RegistrationStateSerializer
from telephony.models import Device
from telephony.selectors.devices import device_list
from telephony.selectors.registrations import registrations_get
from telephony.services.devices import device_login
from tenants.api.base import TenantViewSet
from tenants.permissions import Permission


class RegistrationSerializer(RegistrationStateSerializer):
    """A device with the phone that is registered as it."""

    device = serializers.UUIDField()
    login = serializers.CharField()
    extension = serializers.CharField(help_text="Internal number, empty for a device of nobody")
    employee = serializers.CharField()

    def to_representation(self, device: Device) -> dict[str, Any]:
        registration = self.context["registrations"].get(device.name)
        owner = device.extension
        state = RegistrationStateSerializer(registration).data if registration else {}
        return {
            "device": str(device.pk),
            "login": device_login(device),
            "extension": owner.number if owner else "",
            "employee": owner.name if owner else "",
            **state,
        }


class RegistrationViewSet(RegistrationsMixin, mixins.ListModelMixin, TenantViewSet):
    """Devices whose phones are registered now."""

    queryset = Device.objects.all()
    serializer_class = RegistrationSerializer
    search_fields = (
        "name",
        "title",
        "extension__internal_number__number",
        "extension__employee__name",
    )
    ordering_fields: ClassVar[dict[str, str]] = {
        "login": "name",
        "extension": "extension__internal_number__number",
    }
    permissions: ClassVar[dict[str, Permission]] = {"list": Permission.DEVICE_VIEW}

    def get_queryset(self) -> QuerySet[Device]:
        return device_list().filter(name__in=list(registrations_get() or {}))

    def device_names(self, rows: Iterable[Device]) -> list[str]:
        return [device.name for device in rows]
