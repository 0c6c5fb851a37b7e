"""Shapes of the session API."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tenants.api.fields import LineField
from tenants.models import User
from tenants.permissions import Permission, Role

Plain = serializers.Serializer[Any]
_PASSWORD = {"max_length": 4096, "trim_whitespace": False, "style": {"input_type": "password"}}


class SessionUserSerializer(Plain):
    """The person who is signed in."""

    id = serializers.IntegerField()
    email = serializers.CharField()
    name = serializers.CharField()
    language = serializers.CharField()
    is_operator = serializers.BooleanField()


class SessionTenantSerializer(Plain):
    """The company of this session; before sign-in only what the host itself tells."""

    code = serializers.CharField()
    name = serializers.CharField()
    timezone = serializers.CharField()
    language = serializers.CharField()


class TenantReferenceSerializer(Plain):
    """A company by code and name."""

    code = serializers.CharField()
    name = serializers.CharField()


class SessionMembershipSerializer(TenantReferenceSerializer):
    """A company the person may work in."""

    role = serializers.ChoiceField([role.value for role in Role])


class HostsSerializer(Plain):
    """How addresses of companies are built: `https://<code>.<suffix>:<https_port>`; no suffix, no such addresses."""

    suffix = serializers.CharField(allow_null=True)
    https_port = serializers.IntegerField()


class SipServerSerializer(Plain):
    """What phones are told."""

    sip_host = serializers.CharField()
    sip_port = serializers.IntegerField()
    sip_tls_port = serializers.IntegerField()


class SessionSerializer(Plain):
    """Who is signed in, where, and what they may do."""

    is_authenticated = serializers.BooleanField()
    user = SessionUserSerializer(allow_null=True)
    tenant = SessionTenantSerializer(allow_null=True)
    role = serializers.ChoiceField([role.value for role in Role], allow_null=True)
    permissions = serializers.ListField(
        child=serializers.ChoiceField([item.value for item in Permission])
    )
    memberships = SessionMembershipSerializer(many=True)
    acting_as = TenantReferenceSerializer(allow_null=True)
    site = serializers.ChoiceField(["tenant", "bare"])
    hosts = HostsSerializer()
    server = SipServerSerializer()


class SignInSerializer(Plain):
    """Mail address and password."""

    email = serializers.CharField(max_length=254)
    password = serializers.CharField(**_PASSWORD)


class TenantChoiceSerializer(Plain):
    """A company by its code."""

    code = serializers.CharField(max_length=20)


class PasswordChangeSerializer(Plain):
    """The password in use, and the one to be."""

    current = serializers.CharField(**_PASSWORD)
    new = serializers.CharField(**_PASSWORD)


class ProfileSerializer(serializers.ModelSerializer[User]):
    """What a person may change about themselves."""

    name = LineField(max_length=120, required=False, allow_blank=True)
    language = serializers.ChoiceField([code for code, _name in settings.LANGUAGES], required=False)

    class Meta:
        model = User
        fields = ("name", "language")


class ActAsSerializer(TenantChoiceSerializer):
    """The company to act for; `hand_over` asks for an address on its own host instead."""

    hand_over = serializers.BooleanField(default=False)


class ActAsResultSerializer(SessionSerializer):
    """The session, and the address that opens the company's own host when that was asked for."""

    hand_over_url = serializers.CharField(allow_null=True)


class LinkSerializer(Plain):
    """Whose link it is."""

    email = serializers.CharField()
    name = serializers.CharField()
    company = TenantReferenceSerializer(allow_null=True)
    expires_at = serializers.DateTimeField()


class LinkPasswordSerializer(Plain):
    """The password to be."""

    password = serializers.CharField(**_PASSWORD)


@extend_schema_field({"nullable": True, "description": "Any JSON"})
class AnyJsonField(serializers.JSONField):
    """Any JSON value, null included."""


class PreferenceSerializer(Plain):
    """A kept value."""

    value = AnyJsonField(allow_null=True)
