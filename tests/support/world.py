"""A company's belongings, recognisable wherever they turn up."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db import connection, models

from telephony.calls.models import Call
from telephony.carriers.models import CompanyLine, LineAccount, PhoneNumber
from telephony.models import (
    Device,
    DeviceSetupLink,
    Employee,
    Extension,
    InternalNumber,
    MediaFile,
    MediaPackage,
    MediaPackageFile,
    Queue,
    QueueMember,
    ReachEntry,
    SpeechSettings,
)
from tenants.context import tenant_scope
from tenants.models import (
    Membership,
    Tenant,
    TenantBlock,
    TenantConfigState,
    TenantRestriction,
    TenantSearchTerm,
)
from tests.support.flow_world import FlowThings, flow_depopulate, flow_populate
from tests.support.outside_world import OutsideThings, outside_depopulate, outside_populate

# Tables of all companies, whose rows say which company they belong to.
SHARED = (
    Membership,
    TenantBlock,
    TenantConfigState,
    TenantRestriction,
    TenantSearchTerm,
    PhoneNumber,
    CompanyLine,
    LineAccount,
)


@dataclass(frozen=True)
class World:
    """The ids of one company's things, and the mark that all their texts bear."""

    mark: str
    employee: str
    extension: str
    device: str
    queue: str
    membership: str
    mediafile: str
    mediapackage: str
    outside: OutsideThings
    flows: FlowThings

    @property
    def ids(self) -> list[str]:
        inside = [self.employee, self.extension, self.device, self.queue, self.membership]
        inside += [self.mediafile, self.mediapackage, *self.flows.ids]
        return [*inside, *self.outside.ids]

    def thing(self, model: Any) -> str | None:
        """The id of the company's thing of this kind; None when it has none."""
        name = model.__name__.lower() if model else ""
        for things in (self, self.outside, self.flows):
            if hasattr(things, name):
                return str(getattr(things, name))
        return None


def populate(tenant: Tenant) -> World:
    """Give a company one of everything, in its schema."""
    mark = f"SECRET-OF-{tenant.code.upper()}"
    with tenant_scope(tenant):
        person = Employee.objects.create(name=f"{mark} person", email=f"{mark}@example.org")
        number = InternalNumber.objects.create(number="7771", kind="extension")
        extension = Extension.objects.create(
            internal_number=number, employee=person, display_name=mark
        )
        device = Device.objects.create(name="marked", title=mark, secret=mark, extension=extension)
        ReachEntry.objects.create(extension=extension, position=0, device=device)
        DeviceSetupLink.objects.create(
            device=device, token_digest=mark, expires_at=datetime(2099, 1, 1, tzinfo=UTC)
        )
        group_number = InternalNumber.objects.create(number="8881", kind="queue")
        group = Queue.objects.create(internal_number=group_number, name=mark, description=mark)
        QueueMember.objects.create(queue=group, extension=extension, position=0)
        membership = Membership.objects.filter(tenant=tenant, role="user").get()
        sound = MediaFile.objects.create(name=mark, text=mark, original_name=mark)
        music = MediaPackage.objects.create(name=mark)
        MediaPackageFile.objects.create(package=music, file=sound, position=0)
        SpeechSettings.objects.create(service_key=mark, service_folder=mark)
    things = (person, extension, device, group, membership, sound, music)
    outside = outside_populate(tenant, extension, mark)
    return World(mark, *(str(thing.pk) for thing in things), outside, flow_populate(tenant, mark))


def depopulate(tenant: Tenant) -> None:
    """Take everything away from a company's schema again."""
    flow_depopulate(tenant)
    outside_depopulate(tenant)
    with tenant_scope(tenant):
        for model in (
            MediaPackage,
            MediaFile,
            SpeechSettings,
            QueueMember,
            Queue,
            ReachEntry,
            DeviceSetupLink,
            Device,
            Extension,
            Employee,
            InternalNumber,
        ):
            model.objects.all().delete()


def call_create(tenant: Tenant, mark: str) -> str:
    """A finished call on record; only the recorder's role may write one. Answers its id."""
    moment = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.call_partition_ensure(%s::date)", [moment.date()])
    values = {field.attname: _filler(field, mark) for field in Call._meta.local_fields}
    moments = {"started_at": moment, "ended_at": moment, "answered_at": moment}
    own = {
        "id": uuid.uuid4(),
        "tenant_id": tenant.pk,
        "numbers": " 7771 8881 ",
        "linkedids": [mark],
    }
    return str(Call.objects.create(**{**values, **moments, **own}).pk)


def _filler(field: "models.Field[Any, Any]", mark: str) -> Any:
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.IntegerField):
        return field.choices[0][0] if field.choices else 16
    return mark


def belongings(tenant: Tenant) -> dict[str, list[tuple[Any, ...]]]:
    """Everything stored about a company: all rows of its schema, and its rows of the public one."""
    rows: dict[str, list[tuple[Any, ...]]] = {}
    with tenant_scope(tenant):
        for model in apps.get_app_config("telephony").get_models():
            rows[model.__name__] = list(model.objects.order_by("pk").values_list())
        for model in SHARED:
            rows[model.__name__] = list(
                model.objects.filter(tenant=tenant).order_by("pk").values_list()
            )
    rows["Tenant"] = list(Tenant.objects.filter(pk=tenant.pk).values_list())
    return rows
