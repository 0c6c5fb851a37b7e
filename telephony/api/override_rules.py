"""Override rules over HTTP."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from telephony.api.base import ConfigViewSet, list_permissions
from telephony.api.outside import ReorderMixin, TextsField, TimesField
from telephony.models import OverrideRule
from telephony.selectors.override_rules import override_rule_list
from telephony.services import override_rules
from tenants.api.base import BulkAction
from tenants.permissions import Permission


class ListIdsField(serializers.ListField):
    """Ids of number lists."""

    child = serializers.UUIDField()

    def to_representation(self, lists: Any) -> list[str]:
        return [str(each.pk) for each in lists.all()]


class OverrideRuleSerializer(serializers.Serializer[Any]):
    """Sends calls to a number elsewhere; an empty target ends them. No callers and no lists: anybody."""

    id = serializers.UUIDField(read_only=True)
    position = serializers.IntegerField(read_only=True)
    name = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)
    is_enabled = serializers.BooleanField(required=False)
    called = serializers.CharField(allow_blank=True, help_text="Pattern of the called number")
    callers = TextsField(required=False)
    lists = ListIdsField(required=False)
    times = TimesField(required=False)
    target = serializers.CharField(required=False, allow_blank=True)


class OverrideRuleViewSet(ReorderMixin, ConfigViewSet):
    """Called numbers that lead elsewhere; the first rule that matches counts."""

    queryset = OverrideRule.objects.all()
    serializer_class = OverrideRuleSerializer
    filterset_fields = ("is_enabled", "lists")
    search_fields = ("name", "comment", "called", "target", "lists__name")
    ordering_fields: ClassVar[tuple[str, ...]] = ("position", "name")
    permissions: ClassVar[dict[str, Permission]] = {
        **list_permissions(Permission.OUTSIDE_VIEW, Permission.OUTSIDE_EDIT),
        "reorder": Permission.OUTSIDE_EDIT,
    }
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        "enable": BulkAction(
            Permission.OUTSIDE_EDIT, partial(override_rules.override_rule_enable, is_enabled=True)
        ),
        "disable": BulkAction(
            Permission.OUTSIDE_EDIT, partial(override_rules.override_rule_enable, is_enabled=False)
        ),
        "delete": BulkAction(Permission.OUTSIDE_EDIT, override_rules.override_rule_delete),
    }
    export_name = "override-rules"
    export_columns = (
        (_("Name"), "name"),
        (_("Called"), "called"),
        (_("Calling"), lambda rule: ", ".join(rule.callers)),
        (_("Lists"), lambda rule: ", ".join(each.name for each in rule.lists.all())),
        (_("Leads to"), "target"),
        (_("Comment"), "comment"),
    )

    def get_queryset(self) -> QuerySet[OverrideRule]:
        return override_rule_list()

    def create_object(self, values: Mapping[str, Any]) -> OverrideRule:
        return override_rules.override_rule_create(values)

    def update_object(self, instance: OverrideRule, values: Mapping[str, Any]) -> OverrideRule:
        return override_rules.override_rule_update(instance, values)

    def perform_delete(
        self, instance: OverrideRule, *, replacement: OverrideRule | None, force: bool
    ) -> None:
        override_rules.override_rule_delete(instance)

    def put_in_order(self, ids: Sequence[UUID]) -> None:
        override_rules.override_rules_reorder(ids)
