"""People over HTTP."""

from collections.abc import Iterable, Mapping
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

from telephony.api.base import ConfigViewSet, NamedChoiceField, RegistrationsMixin, list_permissions
from telephony.api.devices import DeviceCredentialsSerializer, fresh_credentials
from telephony.models import Employee, Extension
from telephony.selectors.employees import employee_list, employee_roles, employees_with_role
from telephony.services import employees
from telephony.services.devices import device_login
from telephony.services.employee_sign_in import NO_ROLE, sign_in_link
from tenants.api.base import BulkAction
from tenants.api.bulk import deletions
from tenants.permissions import Permission, Role

ROLES = [(NO_ROLE, NO_ROLE), *((role.value, role.value) for role in Role)]


class EmployeeDeviceSerializer(serializers.Serializer[Any]):
    """A phone of a person, in short."""

    id = serializers.UUIDField()
    login = serializers.CharField()
    title = serializers.CharField()
    is_blocked = serializers.BooleanField()
    is_registered = serializers.BooleanField()


class EmployeeExtensionSerializer(serializers.Serializer[Any]):
    """A number of a person, in short."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    display_name = serializers.CharField()
    devices = EmployeeDeviceSerializer(many=True)


class EmployeeSerializer(serializers.Serializer[Any]):
    """A person of the company."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(allow_blank=True)
    email = serializers.CharField(required=False, allow_blank=True)
    mobile = serializers.CharField(required=False, allow_blank=True)
    role = NamedChoiceField(choices=ROLES, required=False)
    extensions = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField(read_only=True)

    @extend_schema_field(EmployeeExtensionSerializer(many=True))
    def get_extensions(self, employee: Employee) -> list[dict[str, Any]]:
        book = self.context["registrations"]
        return [
            {
                "id": str(extension.pk),
                "number": extension.number,
                "display_name": extension.display_name,
                "devices": [
                    {
                        "id": str(device.pk),
                        "login": device_login(device),
                        "title": device.title,
                        "is_blocked": device.is_blocked,
                        "is_registered": book.get(device.name) is not None,
                    }
                    for device in extension.devices.all()
                ],
            }
            for extension in employee.extensions.all()
        ]

    def to_representation(self, instance: Employee) -> dict[str, Any]:
        instance.role = self.context["roles"](instance)  # type: ignore[attr-defined]  # for its field alone
        return super().to_representation(instance)


class FormExtensionSerializer(serializers.Serializer[Any]):
    """The number of a new person; without `number` the first free one."""

    number = serializers.CharField(required=False, allow_blank=True)
    display_name = serializers.CharField(required=False, allow_blank=True)


class FormDeviceSerializer(serializers.Serializer[Any]):
    """The phone of a new person; without `name` that of the number, without `secret` a made password."""

    name = serializers.CharField(required=False, allow_blank=True)
    title = serializers.CharField(required=False, allow_blank=True)
    secret = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)


class EmployeeFormSerializer(EmployeeSerializer):
    """The one form: person, number, phone and sign-in. Credentials and link are shown this once."""

    extension = FormExtensionSerializer(required=False, allow_null=True, write_only=True)
    device = FormDeviceSerializer(required=False, allow_null=True, write_only=True)
    credentials = DeviceCredentialsSerializer(read_only=True, allow_null=True)
    sign_in_link = serializers.CharField(read_only=True)


class EmployeeChangeSerializer(EmployeeSerializer):
    """A changed person; `sign_in_link` is not empty when the change has made a sign-in."""

    sign_in_link = serializers.CharField(read_only=True, default="")


class SignInLinkSerializer(serializers.Serializer[Any]):
    """A one-time link by which a person sets a password."""

    sign_in_link = serializers.CharField()


class EmployeeFilter(django_filters.FilterSet):
    """Filters of the list of people."""

    role = django_filters.ChoiceFilter(choices=ROLES, method="filter_role")
    has_extension = django_filters.BooleanFilter(method="filter_extension")

    class Meta:
        model = Employee
        fields = ()

    def filter_role(
        self, queryset: QuerySet[Employee], _name: str, role: str
    ) -> QuerySet[Employee]:
        return employees_with_role(queryset, "" if role == NO_ROLE else role)

    def filter_extension(
        self, queryset: QuerySet[Employee], _name: str, value: bool
    ) -> QuerySet[Employee]:
        owners = Extension.objects.exclude(employee=None).values("employee")
        return queryset.filter(pk__in=owners) if value else queryset.exclude(pk__in=owners)


class EmployeeViewSet(RegistrationsMixin, ConfigViewSet):
    """People of the company."""

    queryset = Employee.objects.all()
    serializer_class = EmployeeSerializer
    filterset_class = EmployeeFilter
    search_fields = ("name", "email", "mobile", "extensions__internal_number__number")
    ordering_fields: ClassVar[tuple[str, ...]] = ("name", "email", "created_at")
    permissions: ClassVar[dict[str, Permission]] = {
        **list_permissions(Permission.EMPLOYEE_VIEW, Permission.EMPLOYEE_EDIT),
        "sign_in_link": Permission.EMPLOYEE_EDIT,
    }
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        **deletions(Permission.EMPLOYEE_EDIT, employees.employee_remove, employees.employee_delete),
    }
    export_name = "employees"
    export_columns = (
        (_("Name"), "name"),
        (_("Mail"), "email"),
        (_("Mobile"), "mobile"),
        (_("Number"), lambda person: ", ".join(each.number for each in person.extensions.all())),
        (_("Login"), lambda person: ", ".join(_logins(person))),
    )

    def get_queryset(self) -> QuerySet[Employee]:
        return employee_list()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        made = {"create": EmployeeFormSerializer, "partial_update": EmployeeChangeSerializer}
        return made.get(self.action, EmployeeSerializer)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "roles": self._role}

    def device_names(self, rows: Iterable[Employee]) -> list[str]:
        return [
            device.name
            for person in rows
            for extension in person.extensions.all()
            for device in extension.devices.all()
        ]

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        self._roles = employee_roles(page or [])
        return page

    def perform_create(self, serializer: Any) -> None:
        made = employees.employee_create(serializer.validated_data)
        person = self.get_queryset().get(pk=made.employee.pk)
        person.credentials = fresh_credentials(made.device) if made.device else None  # type: ignore[attr-defined]  # shown once
        person.sign_in_link = made.sign_in_link  # type: ignore[attr-defined]  # shown once
        serializer.instance = person

    def perform_update(self, serializer: Any) -> None:
        link = employees.employee_update(serializer.instance, serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=serializer.instance.pk)
        serializer.instance.sign_in_link = link

    def update_object(self, instance: Employee, values: Mapping[str, Any]) -> Employee:
        employees.employee_update(instance, values)
        return instance

    def perform_delete(
        self, instance: Employee, *, replacement: Employee | None, force: bool
    ) -> None:
        employees.employee_delete(instance, replacement=replacement, force=force)

    @extend_schema(request=None, responses=SignInLinkSerializer)
    @action(detail=True, methods=["post"], url_path="sign-in-link")
    def sign_in_link(self, request: Request, pk: UUID) -> Response:
        """Make another link by which the person sets a password."""
        return Response({"sign_in_link": sign_in_link(self.get_object())})

    def _role(self, person: Employee) -> str:
        if not person.membership_id:
            return NO_ROLE
        if not hasattr(self, "_roles") or person.membership_id not in self._roles:
            self._roles = employee_roles([person])
        return self._roles.get(person.membership_id, NO_ROLE)


def _logins(person: Employee) -> list[str]:
    return [
        device_login(device)
        for extension in person.extensions.all()
        for device in extension.devices.all()
    ]
