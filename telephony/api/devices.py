"""Devices over HTTP."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.base import (
    ConfigViewSet,
    NamedChoiceField,
    ReferenceField,
    RegistrationsMixin,
    list_permissions,
)
from telephony.api.outside import LimitsSerializer, SwitchesSerializer
from telephony.asterisk.snapshot import DtmfMode, Transport
from telephony.models import Device
from telephony.selectors.devices import device_list
from telephony.selectors.registrations import attempts_get, registrations_get
from telephony.services import devices
from telephony.services.device_setup import credentials, setup_link_create
from tenants.api.base import BulkAction
from tenants.api.bulk import deletions
from tenants.permissions import Permission

TRANSPORTS = [(each.value, each.value) for each in Transport]


class RegistrationStateSerializer(serializers.Serializer[Any]):
    """The phone that is registered as a device."""

    state = serializers.SerializerMethodField()
    address = serializers.CharField()
    agent = serializers.CharField()
    transport = serializers.CharField()
    since = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()

    def get_state(self, _registration: Any) -> str:
        return "registered"


class AttemptSerializer(serializers.Serializer[Any]):
    """One attempt of a phone to register or call."""

    at = serializers.DateTimeField()
    address = serializers.CharField()
    agent = serializers.CharField()
    transport = serializers.CharField()
    reason = serializers.CharField(
        help_text="ok, unknown_name, wrong_password, network_not_allowed or blocked"
    )


class CredentialsSerializer(serializers.Serializer[Any]):
    """What is typed into a phone; shown once."""

    server = serializers.CharField()
    port = serializers.IntegerField()
    tls_port = serializers.IntegerField()
    transport = serializers.CharField()
    login = serializers.CharField()
    secret = serializers.CharField()


class SetupOfferSerializer(serializers.Serializer[Any]):
    """A one-time page that sets a phone up."""

    setup_url = serializers.CharField()
    qr_svg = serializers.CharField()
    expires_at = serializers.DateTimeField()
    renews_password = serializers.BooleanField()


class DeviceCredentialsSerializer(CredentialsSerializer):
    """Fresh credentials with a one-time page that shows the same."""

    setup_url = serializers.CharField()
    qr_svg = serializers.CharField()
    expires_at = serializers.DateTimeField()


class SecretSerializer(serializers.Serializer[Any]):
    """A typed password; without it one is made."""

    secret = serializers.CharField(
        required=False, allow_blank=True, trim_whitespace=False, write_only=True
    )


class DeviceSerializer(serializers.Serializer[Any]):
    """A SIP device. `secret` is accepted at creation only and never returned here."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(allow_blank=True, help_text="Part of the login after `<code>+`")
    login = serializers.SerializerMethodField()
    title = serializers.CharField(required=False, allow_blank=True)
    extension = ReferenceField(shown="number", required=False, allow_null=True)
    is_blocked = serializers.BooleanField(read_only=True)
    allowed_networks = serializers.ListField(
        child=serializers.CharField(allow_blank=True), required=False
    )
    codecs = serializers.ListField(
        child=serializers.CharField(), required=False, help_text=", ".join(devices.CODECS)
    )
    dtmf_mode = NamedChoiceField(
        choices=[(mode.value, mode.value) for mode in DtmfMode], required=False
    )
    transport = NamedChoiceField(choices=TRANSPORTS, required=False)
    is_behind_nat = serializers.BooleanField(required=False)
    limits = LimitsSerializer(required=False)
    switches = SwitchesSerializer(required=False)
    registration = serializers.SerializerMethodField()
    secret_changed_at = serializers.DateTimeField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)

    def get_login(self, device: Device) -> str:
        return devices.device_login(device)

    @extend_schema_field(RegistrationStateSerializer(allow_null=True))
    def get_registration(self, device: Device) -> dict[str, Any] | None:
        registration = self.context["registrations"].get(device.name)
        return RegistrationStateSerializer(registration).data if registration else None


class DeviceCreateSerializer(DeviceSerializer):
    """A new device and its credentials, which are shown this once."""

    name = serializers.CharField(allow_blank=True)
    secret = serializers.CharField(
        required=False, allow_blank=True, trim_whitespace=False, write_only=True
    )
    credentials = DeviceCredentialsSerializer(read_only=True)


class DeviceFilter(django_filters.FilterSet):
    """Filters of the list of devices."""

    is_registered = django_filters.BooleanFilter(method="filter_registered")
    has_extension = django_filters.BooleanFilter(
        field_name="extension", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Device
        fields = ("extension", "is_blocked", "transport")

    def filter_registered(
        self, queryset: QuerySet[Device], _name: str, value: bool
    ) -> QuerySet[Device]:
        names = list(registrations_get() or {})
        return queryset.filter(name__in=names) if value else queryset.exclude(name__in=names)


class DeviceViewSet(RegistrationsMixin, ConfigViewSet):
    """SIP devices of the company."""

    queryset = Device.objects.all()
    serializer_class = DeviceSerializer
    filterset_class = DeviceFilter
    search_fields = (
        "name",
        "title",
        "extension__internal_number__number",
        "extension__employee__name",
    )
    ordering_fields: ClassVar[dict[str, str]] = {
        "name": "name",
        "title": "title",
        "extension": "extension__internal_number__number",
        "created_at": "created_at",
    }
    permissions: ClassVar[dict[str, Permission]] = {
        **list_permissions(Permission.DEVICE_VIEW, Permission.DEVICE_EDIT),
        "attempts": Permission.DEVICE_VIEW,
        "block": Permission.DEVICE_EDIT,
        "unblock": Permission.DEVICE_EDIT,
        "reset_password": Permission.DEVICE_EDIT,
        "setup_link": Permission.DEVICE_EDIT,
    }
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        "block": BulkAction(Permission.DEVICE_EDIT, partial(devices.device_block, is_blocked=True)),
        "unblock": BulkAction(
            Permission.DEVICE_EDIT, partial(devices.device_block, is_blocked=False)
        ),
        **deletions(Permission.DEVICE_EDIT, devices.device_remove, devices.device_delete),
    }
    export_name = "devices"
    export_columns = (
        (_("Login"), devices.device_login),
        (_("Title"), "title"),
        (_("Number"), "extension.number"),
        (_("Name"), "extension.name"),
        (_("Blocked"), "is_blocked"),
        (_("Networks"), lambda device: ", ".join(device.allowed_networks)),
        (_("Transport"), "transport"),
    )

    def get_queryset(self) -> QuerySet[Device]:
        return device_list()

    def device_names(self, rows: Iterable[Device]) -> list[str]:
        return [device.name for device in rows]

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return DeviceCreateSerializer if self.action == "create" else DeviceSerializer

    def perform_create(self, serializer: Any) -> None:
        made = devices.device_create(serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=made.pk)
        serializer.instance.credentials = fresh_credentials(made)

    def update_object(self, instance: Device, values: Mapping[str, Any]) -> Device:
        return devices.device_update(instance, values)

    def perform_delete(self, instance: Device, *, replacement: Device | None, force: bool) -> None:
        devices.device_delete(instance, replacement=replacement, force=force)

    @extend_schema(request=SecretSerializer, responses=DeviceCredentialsSerializer)
    @action(detail=True, methods=["post"], url_path="reset-password")
    def reset_password(self, request: Request, pk: UUID) -> Response:
        """Give the device another password and show it this once; the phone that is registered is put off."""
        asked = SecretSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        device = self.get_object()
        devices.device_secret_reset(device, secret=asked.validated_data.get("secret", ""))
        return Response(DeviceCredentialsSerializer(fresh_credentials(device)).data)

    @extend_schema(request=None, responses=DeviceSerializer)
    @action(detail=True, methods=["post"])
    def block(self, request: Request, pk: UUID) -> Response:
        """Forbid the device to register and call."""
        return self._blocked(is_blocked=True)

    @extend_schema(request=None, responses=DeviceSerializer)
    @action(detail=True, methods=["post"])
    def unblock(self, request: Request, pk: UUID) -> Response:
        """Allow the device to register and call again."""
        return self._blocked(is_blocked=False)

    @extend_schema(request=None, responses=SetupOfferSerializer)
    @action(detail=True, methods=["post"], url_path="setup-link")
    def setup_link(self, request: Request, pk: UUID) -> Response:
        """Make a one-time page for setting a phone up; opening it renews the password."""
        return Response(SetupOfferSerializer(setup_link_create(self.get_object())).data)

    @extend_schema(responses=AttemptSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def attempts(self, request: Request, pk: UUID) -> Response:
        """Why is my phone offline: its last attempts, newest first."""
        return Response(
            AttemptSerializer(attempts_get(self.get_object().name) or [], many=True).data
        )

    def _blocked(self, *, is_blocked: bool) -> Response:
        device = self.get_object()
        devices.device_block(device, is_blocked=is_blocked)
        return Response(self.get_serializer(device).data)


def fresh_credentials(device: Device) -> dict[str, Any]:
    """Credentials of a password made at this very moment, with a page that shows the same."""
    offer = setup_link_create(device, renews_secret=False)
    shown = credentials(device, device.secret)
    return {
        **CredentialsSerializer(shown).data,
        "setup_url": offer.setup_url,
        "qr_svg": offer.qr_svg,
        "expires_at": offer.expires_at,
    }
