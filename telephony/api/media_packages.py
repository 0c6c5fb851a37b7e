"""Packages of files for whoever waits, over HTTP."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from telephony.api.base import ConfigViewSet, NamedChoiceField, list_permissions
from telephony.api.page_usages import PageUsagesMixin
from telephony.models import MediaPackage
from telephony.selectors.media_usages import media_packages_usages
from telephony.services import media_packages
from tenants.api.base import BulkAction
from tenants.api.bulk import deletions
from tenants.api.usage import UsageSerializer
from tenants.permissions import Permission


class FileIdsField(serializers.ListField):
    """Ids of files in the order of playing."""

    child = serializers.UUIDField()

    def to_representation(self, places: Any) -> list[str]:
        return [str(place.file_id) for place in places.all()]


class MediaPackageSerializer(serializers.Serializer[Any]):
    """A package of files. `is_default`: the company's music on hold; giving it to one takes it from the other."""

    id = serializers.UUIDField(read_only=True)
    key = serializers.CharField(read_only=True)
    name = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)
    files = FileIdsField(required=False, source="places")
    order = NamedChoiceField(choices=MediaPackage.Order.choices, required=False)
    is_default = serializers.BooleanField(required=False)
    used_by = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField(read_only=True)

    @extend_schema_field(UsageSerializer(many=True))
    def get_used_by(self, package: MediaPackage) -> Any:
        return UsageSerializer(self.context["usages"](package), many=True).data


class MediaPackageViewSet(PageUsagesMixin, ConfigViewSet):
    """Packages of the company."""

    queryset = MediaPackage.objects.all()
    usages_of = staticmethod(media_packages_usages)
    serializer_class = MediaPackageSerializer
    filterset_fields = ("is_default",)
    search_fields = ("name", "comment")
    ordering_fields: ClassVar[tuple[str, ...]] = ("name", "created_at")
    permissions: ClassVar[dict[str, Permission]] = list_permissions(
        Permission.MEDIA_VIEW, Permission.MEDIA_EDIT
    )
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        **deletions(Permission.MEDIA_EDIT, media_packages.media_package_delete),
    }
    export_name = "media-packages"
    export_columns = ((_("Name"), "name"), (_("Comment"), "comment"))

    def get_queryset(self) -> QuerySet[MediaPackage]:
        return MediaPackage.objects.prefetch_related("places")

    def create_object(self, values: Mapping[str, Any]) -> MediaPackage:
        return media_packages.media_package_create(_values(values))

    def update_object(self, instance: MediaPackage, values: Mapping[str, Any]) -> MediaPackage:
        return media_packages.media_package_update(instance, _values(values))

    def perform_delete(
        self, instance: MediaPackage, *, replacement: MediaPackage | None, force: bool
    ) -> None:
        media_packages.media_package_delete(instance, replacement=replacement, force=force)


def _values(values: Mapping[str, Any]) -> Any:
    """The body with the files under their own name."""
    named = dict(values)
    if "places" in named:
        named["files"] = named.pop("places")
    return named
