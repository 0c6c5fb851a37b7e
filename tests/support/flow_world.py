"""A company's call flows and schedules, each bearing the company's mark."""

from dataclasses import dataclass

from telephony.models import (
    Flow,
    FlowKey,
    FlowNumber,
    FlowUse,
    FlowVersion,
    InternalNumber,
    Schedule,
)
from tenants.context import tenant_scope
from tenants.models import Tenant
from tests.support.flow_documents import document, element


@dataclass(frozen=True)
class FlowThings:
    """Ids of one thing of each kind."""

    flow: str
    schedule: str

    @property
    def ids(self) -> list[str]:
        return [self.flow, self.schedule]


def flow_populate(tenant: Tenant, mark: str) -> FlowThings:
    """A published flow with a number of its own that asks a schedule; the company's scope is entered here."""
    with tenant_scope(tenant):
        number = InternalNumber.objects.create(number="7881", kind=InternalNumber.Kind.SCHEDULE)
        schedule = Schedule.objects.create(name=mark, comment=mark, internal_number=number)
        drawn = document(
            element("start", "start", name=mark, exits={"next": "hours"}),
            element("hours", "schedule", number="7871", settings={"schedule": schedule.key}),
        )
        flow = Flow.objects.create(
            key=1,
            name=mark,
            description=mark,
            draft=drawn,
            draft_by=mark,
            published_version=1,
            last_version=1,
        )
        FlowKey.objects.create(last=1)
        FlowVersion.objects.create(
            flow=flow, version=1, document=drawn, drawing=drawn, published_by=mark, note=mark
        )
        own = InternalNumber.objects.create(number="7871", kind=InternalNumber.Kind.FLOW)
        FlowNumber.objects.create(internal_number=own, flow=flow, element="hours")
        FlowUse.objects.create(
            flow=flow, is_published=True, element="hours", kind="schedule", key=schedule.key
        )
    return FlowThings(str(flow.pk), str(schedule.pk))


def flow_depopulate(tenant: Tenant) -> None:
    """Take them away again; numbers go with the company's other numbers."""
    with tenant_scope(tenant):
        for model in (FlowNumber, FlowUse, FlowVersion, Flow, FlowKey, Schedule):
            model.objects.all().delete()
