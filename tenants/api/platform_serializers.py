"""Shapes of the operator's API."""

import re
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from tenants.api.fields import LineField
from tenants.api.session_serializers import TenantReferenceSerializer
from tenants.models import (
    AuditEntry,
    CallClass,
    Tenant,
    TenantBlock,
    TenantConfigState,
    TenantRestriction,
)
from tenants.models.tenants import USUAL_VOICEMAILS, default_call_classes
from tenants.services.provisioning import USUAL_CHANNELS_OUT

Plain = serializers.Serializer[Any]
_CODE = re.compile(r"[a-z][a-z0-9]{1,19}")
_LANGUAGES = [code for code, _name in settings.LANGUAGES]
MAX_LIMIT = 1_000_000
USERS_HELP = "People with their numbers, and numbers that are nobody's"
JOIN_HELP = "Take in somebody who belongs to another company (else refused: email_elsewhere); the password stays"


class TenantBlockSerializer(serializers.ModelSerializer[TenantBlock]):
    """A block that stands, begun or not."""

    created_by = serializers.CharField(source="created_by.email", default=None, allow_null=True)

    class Meta:
        model = TenantBlock
        fields = (
            "kind",
            "starts_at",
            "ends_at",
            "reason",
            "running_calls",
            "created_by",
            "created_at",
            "begun_at",
        )
        read_only_fields = fields


class TenantConfigStateSerializer(serializers.ModelSerializer[TenantConfigState]):
    """How far the company's configuration has come on its node."""

    is_live = serializers.SerializerMethodField()

    class Meta:
        model = TenantConfigState
        fields = ("requested", "applied", "applied_at", "error", "is_live", "leftovers")
        read_only_fields = fields

    def get_is_live(self, state: TenantConfigState) -> bool:
        return state.applied >= state.requested


class TenantCountsSerializer(Plain):
    """How much a company has."""

    users = serializers.IntegerField(help_text=USERS_HELP)
    extensions = serializers.IntegerField()
    devices = serializers.IntegerField()


class TenantSerializer(serializers.ModelSerializer[Tenant]):
    """A company as the operator sees it."""

    node = serializers.CharField(source="node.name")
    counts = serializers.SerializerMethodField()
    blocks = TenantBlockSerializer(source="standing_blocks", many=True)
    config_state = TenantConfigStateSerializer()

    class Meta:
        model = Tenant
        fields = (
            "code", "name", "status", "timezone", "language", "max_users", "max_channels",
            "max_channels_in", "max_channels_out", "max_channels_private", "max_voicemails",
            "call_class_ceiling", "area_code", "node", "counts", "blocks", "config_state", "created_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_counts(self, tenant: Tenant) -> TenantCountsSerializer:
        return {
            "users": tenant.users_count,
            "extensions": tenant.extensions_count,
            "devices": tenant.devices_count,
        }


class TenantAdminSerializer(Plain):
    """The person who gets the first sign-in link."""

    name = LineField(max_length=120, required=False, allow_blank=True, default="")
    email = serializers.EmailField(max_length=254)
    join = serializers.BooleanField(default=False, help_text=JOIN_HELP)


class TenantCodeField(serializers.CharField):
    """A company's code: a lowercase letter, then letters and digits, 2 to 20 in all."""

    default_error_messages = {
        "code_malformed": _("2 to 20 lowercase Latin letters and digits, the first one a letter.")
    }

    def to_internal_value(self, data: Any) -> str:
        code = super().to_internal_value(data)
        if not _CODE.fullmatch(code):
            self.fail("code_malformed")
        return code


class TenantEditSerializer(Plain):
    """What may be changed about a company."""

    name = LineField(max_length=120)
    timezone = serializers.CharField(max_length=64, default="Europe/Moscow")
    language = serializers.ChoiceField(_LANGUAGES, default="ru")
    max_users = serializers.IntegerField(
        min_value=1, max_value=MAX_LIMIT, default=50, help_text=USERS_HELP
    )
    max_channels = serializers.IntegerField(
        min_value=0, max_value=MAX_LIMIT, default=0, help_text="0: no limit"
    )
    max_channels_in = serializers.IntegerField(
        min_value=0, max_value=MAX_LIMIT, default=0, help_text="Calls from outside; 0: no limit"
    )
    max_channels_out = serializers.IntegerField(
        min_value=0, max_value=MAX_LIMIT, default=0, help_text="Calls to the outside; 0: no limit"
    )
    max_channels_private = serializers.IntegerField(
        min_value=0,
        max_value=MAX_LIMIT,
        default=0,
        help_text="Calls by routes that are marked private; 0: no limit",
    )
    max_voicemails = serializers.IntegerField(
        min_value=0,
        max_value=MAX_LIMIT,
        default=USUAL_VOICEMAILS,
        help_text="Voice messages in all boxes; 0: no limit",
    )
    call_class_ceiling = serializers.ListField(
        child=serializers.ChoiceField(CallClass.choices),
        default=default_call_classes,
        max_length=20,
        help_text="What the company may allow its people at most",
    )
    area_code = serializers.CharField(
        max_length=5,
        allow_blank=True,
        default="",
        help_text="What local dialling leaves out after +7",
    )


class TenantCreateSerializer(TenantEditSerializer):
    """A company to be created."""

    code = TenantCodeField(max_length=64)
    max_channels_out = serializers.IntegerField(
        min_value=0,
        max_value=MAX_LIMIT,
        default=USUAL_CHANNELS_OUT,
        help_text="Calls to the outside; 0: no limit",
    )
    admin = TenantAdminSerializer(required=False, allow_null=True)
    with_starter_kit = serializers.BooleanField(default=True)


class TenantCreatedSerializer(TenantSerializer):
    """The created company, with its administrator's link; the link is shown here only."""

    admin_link = serializers.CharField()

    class Meta(TenantSerializer.Meta):
        fields = (*TenantSerializer.Meta.fields, "admin_link")


class BlockSerializer(Plain):
    """A block to be set; without `starts_at` it begins now, without `ends_at` it lasts until lifted."""

    kind = serializers.ChoiceField(TenantBlock.Kind.choices)
    starts_at = serializers.DateTimeField(required=False, allow_null=True)
    ends_at = serializers.DateTimeField(required=False, allow_null=True)
    reason = LineField(max_length=500)
    running_calls = serializers.ChoiceField(
        TenantBlock.RunningCalls.choices, default=TenantBlock.RunningCalls.KEEP.value
    )


class UnblockSerializer(Plain):
    """Which block to lift."""

    kind = serializers.ChoiceField(TenantBlock.Kind.choices)


class RestrictionSerializer(serializers.ModelSerializer[TenantRestriction]):
    """A restriction that stands, begun or not."""

    tenant = TenantReferenceSerializer()
    created_by = serializers.CharField(source="created_by.email", default=None, allow_null=True)

    class Meta:
        model = TenantRestriction
        fields = (
            "id",
            "tenant",
            "kind",
            "source",
            "reason",
            "starts_at",
            "ends_at",
            "begun_at",
            "created_by",
            "created_at",
        )
        read_only_fields = fields


class NewRestrictionSerializer(Plain):
    """A restriction to be set by the operator; without `starts_at` it begins now."""

    tenant = serializers.CharField(max_length=20)
    kind = serializers.ChoiceField(
        TenantRestriction.Kind.choices, default=TenantRestriction.Kind.OUTGOING.value
    )
    reason = LineField(max_length=500)
    starts_at = serializers.DateTimeField(required=False, allow_null=True)
    ends_at = serializers.DateTimeField(required=False, allow_null=True)


class AdminLinkRequestSerializer(Plain):
    """Whose link: an administrator of the company, or somebody who becomes one; without it the first one."""

    email = serializers.EmailField(max_length=254, required=False)
    name = LineField(max_length=120, required=False, allow_blank=True, default="")
    join = serializers.BooleanField(default=False, help_text=JOIN_HELP)


class AdminLinkSerializer(Plain):
    """A one-time sign-in link, shown here only."""

    admin_link = serializers.CharField()


class AuditEntrySerializer(serializers.ModelSerializer[AuditEntry]):
    """A line of the journal."""

    tenant = serializers.CharField(source="tenant.code", default=None, allow_null=True)
    actor = serializers.CharField(source="actor.email", default=None, allow_null=True)
    acting_for = serializers.CharField(source="acting_for.code", default=None, allow_null=True)

    class Meta:
        model = AuditEntry
        fields = (
            "id",
            "created_at",
            "action",
            "tenant",
            "actor",
            "acting_for",
            "subject",
            "data",
            "address",
        )
        read_only_fields = fields
