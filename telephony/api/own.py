"""A person's own page over HTTP."""

from typing import Any, ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.base import RegistrationsMixin
from telephony.api.devices import DeviceSerializer, SetupOfferSerializer
from telephony.api.extensions import ExtensionSerializer, ForwardingSerializer
from telephony.selectors.devices import own_device_list
from telephony.selectors.employees import employee_of
from telephony.selectors.extensions import own_extension_list
from telephony.services.device_setup import setup_link_create
from telephony.services.own import own_forwarding_update
from tenants.api.base import TenantViewSet
from tenants.permissions import Permission


class OwnEmployeeSerializer(serializers.Serializer[Any]):
    """Who one is in the company."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.CharField()
    mobile = serializers.CharField()


class OwnSerializer(serializers.Serializer[Any]):
    """One's own page; without a person behind the sign-in there are no extensions."""

    employee = OwnEmployeeSerializer(allow_null=True)
    extensions = ExtensionSerializer(many=True)
    devices = DeviceSerializer(many=True)


class OwnReachSerializer(ForwardingSerializer):
    """New forwarding of one existing way to be reached."""

    id = serializers.UUIDField()


class OwnForwardingSerializer(serializers.Serializer[Any]):
    """What one may change of one's extension."""

    reach = OwnReachSerializer(many=True)


class OwnViewSet(RegistrationsMixin, TenantViewSet):
    """One's own page."""

    serializer_class = OwnSerializer
    permissions: ClassVar[dict[str, Permission]] = {
        "retrieve": Permission.OWN_VIEW,
        "extension": Permission.OWN_EDIT,
        "setup_link": Permission.OWN_EDIT,
    }

    def retrieve(self, request: Request) -> Response:
        """One's numbers with their forwarding, and one's phones."""
        page = {
            "employee": employee_of(self.member),
            "extensions": own_extension_list(self.member),
            "devices": own_device_list(self.member),
        }
        return Response(OwnSerializer(page, context=self.get_serializer_context()).data)

    @extend_schema(request=OwnForwardingSerializer, responses=ExtensionSerializer)
    def extension(self, request: Request, extension_id: UUID) -> Response:
        """Change the forwarding of one's extension."""
        asked = OwnForwardingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        extensions = own_extension_list(self.member)
        own_forwarding_update(
            get_object_or_404(extensions, pk=extension_id), asked.validated_data["reach"]
        )
        changed = extensions.all().get(pk=extension_id)
        return Response(ExtensionSerializer(changed, context=self.get_serializer_context()).data)

    @extend_schema(request=None, responses=SetupOfferSerializer)
    def setup_link(self, request: Request, device_id: UUID) -> Response:
        """Make a one-time page for setting up one's phone; opening it renews the password."""
        device = get_object_or_404(own_device_list(self.member), pk=device_id)
        return Response(SetupOfferSerializer(setup_link_create(device)).data)
