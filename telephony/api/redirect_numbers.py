"""Redirect numbers over HTTP."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from telephony.api.base import ConfigViewSet, list_permissions
from telephony.api.outside import LimitsSerializer, SwitchesSerializer
from telephony.models import RedirectNumber
from telephony.services import redirect_numbers
from tenants.api.base import BulkAction
from tenants.api.bulk import deletions
from tenants.permissions import Permission


class RedirectNumberSerializer(serializers.Serializer[Any]):
    """A named outside number that calls may be sent on to."""

    id = serializers.UUIDField(read_only=True)
    key = serializers.CharField(read_only=True)
    name = serializers.CharField(allow_blank=True)
    number = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)
    ring_seconds = serializers.IntegerField(required=False)
    limits = LimitsSerializer(required=False)
    switches = SwitchesSerializer(required=False)
    created_at = serializers.DateTimeField(read_only=True)


class RedirectNumberViewSet(ConfigViewSet):
    """Redirect numbers of the company."""

    queryset = RedirectNumber.objects.all()
    serializer_class = RedirectNumberSerializer
    search_fields = ("name", "number", "comment")
    ordering_fields: ClassVar[tuple[str, ...]] = ("name", "number", "created_at")
    permissions: ClassVar[dict[str, Permission]] = list_permissions(
        Permission.OUTSIDE_VIEW, Permission.OUTSIDE_EDIT
    )
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        **deletions(Permission.OUTSIDE_EDIT, redirect_numbers.redirect_number_delete),
    }
    export_name = "redirect-numbers"
    export_columns = (
        (_("Name"), "name"),
        (_("Number"), "number"),
        (_("Comment"), "comment"),
    )

    def create_object(self, values: Mapping[str, Any]) -> RedirectNumber:
        return redirect_numbers.redirect_number_create(values)

    def update_object(self, instance: RedirectNumber, values: Mapping[str, Any]) -> RedirectNumber:
        return redirect_numbers.redirect_number_update(instance, values)

    def perform_delete(
        self, instance: RedirectNumber, *, replacement: RedirectNumber | None, force: bool
    ) -> None:
        redirect_numbers.redirect_number_delete(instance, replacement=replacement, force=force)
