"""What the views of the PBX have in common."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any, ClassVar

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.plumbing import build_basic_type, build_object_type
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.selectors.registrations import Registration, registrations_get
from telephony.services.writes import config_write
from tenants.api.base import BulkMixin, CsvExportMixin, TenantViewSet, UsageMixin
from tenants.api.bulk import BulkRequestSerializer, BulkResultSerializer
from tenants.context import Member
from tenants.permissions import Permission


class ReferenceField(serializers.Field):
    """A link to another object: written as its id, read as `{id, <shown>}`. Whether it exists, the service says."""

    def __init__(self, *, shown: str, **kwargs: Any) -> None:
        self.shown = shown
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Any:
        return serializers.UUIDField().run_validation(data)

    def to_representation(self, value: Any) -> dict[str, str]:
        return {"id": str(value.pk), self.shown: str(getattr(value, self.shown))}


class ReferenceFieldSchema(OpenApiSerializerFieldExtension):
    """An id in requests, an object in responses."""

    target_class = ReferenceField

    def map_serializer_field(self, _auto_schema: Any, direction: str) -> dict[str, Any]:
        identity = build_basic_type(OpenApiTypes.UUID)
        if direction == "request":
            return identity
        text = build_basic_type(OpenApiTypes.STR)
        return build_object_type(
            properties={"id": identity, self.target.shown: text}, required=["id", self.target.shown]
        )


class NamedChoiceField(serializers.ChoiceField):
    """Documents the possible values; the service refuses others together with whatever else is wrong."""

    def to_internal_value(self, data: Any) -> str:
        return serializers.CharField(allow_blank=True).run_validation(data)


def shown_name(member: Member) -> str:
    """What others of the company are told of a person: the name, else the mail address."""
    return member.name or member.email


class RegistrationBook:
    """Registrations of the devices on one page of a list, read together."""

    def __init__(self) -> None:
        self._known: dict[str, Registration | None] = {}

    def load(self, names: Iterable[str]) -> None:
        """Read what is not known yet; a live state that is away counts as nothing registered."""
        missing = [name for name in names if name not in self._known]
        found = registrations_get(missing) or {}
        self._known.update({name: found.get(name) for name in missing})

    def get(self, name: str) -> Registration | None:
        """The device's registration, or None when no phone is registered."""
        self.load([name])
        return self._known[name]


class RegistrationsMixin:
    """Gives serializers the `registrations` of the devices on the page."""

    def device_names(self, rows: Iterable[Any]) -> list[str]:
        """Names of the devices that belong to these rows."""
        raise NotImplementedError

    def get_serializer_context(self) -> dict[str, Any]:
        if not hasattr(self, "_book"):
            self._book = RegistrationBook()
        return {**super().get_serializer_context(), "registrations": self._book}  # type: ignore[misc]  # of the viewset beside it

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)  # type: ignore[misc]  # of the viewset beside it
        if page:
            self.get_serializer_context()["registrations"].load(self.device_names(page))
        return page


def list_permissions(view: Permission, edit: Permission) -> dict[str, Permission]:
    """Who may read a list of configuration, and who may change what is on it."""
    return {
        **dict.fromkeys(("list", "retrieve", "export"), view),
        **dict.fromkeys(("create", "partial_update", "destroy", "bulk"), edit),
    }


class ConfigWritesMixin(
    UsageMixin,
    BulkMixin,
    CsvExportMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.CreateModelMixin,
    mixins.UpdateModelMixin,
):
    """A list of what nodes are told: the subclass names the services that write, `create` and `update` call them."""

    one_revision: ClassVar[
        Callable[[], AbstractContextManager[object]]
    ]  # several writes, told to the nodes at once

    def create_object(self, values: Mapping[str, Any]) -> Any:
        """Make an object out of a checked body."""
        raise NotImplementedError

    def update_object(self, instance: Any, values: Mapping[str, Any]) -> Any:
        """Change an object by a checked body."""
        raise NotImplementedError

    def perform_create(self, serializer: Any) -> None:
        made = self.create_object(serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=made.pk)

    def perform_update(self, serializer: Any) -> None:
        changed = self.update_object(serializer.instance, serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=changed.pk)

    @extend_schema(request=BulkRequestSerializer, responses=BulkResultSerializer, filters=False)
    @action(detail=False, methods=["post"], pagination_class=None)
    def bulk(self, request: Request) -> Response:
        """Do one thing to many rows: one revision however many they are."""
        with self.one_revision():
            return super().bulk(request)


class ConfigViewSet(ConfigWritesMixin, TenantViewSet):
    """A list of a company's configuration objects."""

    http_method_names: ClassVar[list[str]] = ["get", "post", "patch", "delete", "head", "options"]
    one_revision = staticmethod(config_write)
