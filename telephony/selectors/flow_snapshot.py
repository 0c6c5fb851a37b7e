"""Reads what a tenant's node must know of call flows and schedules, in a fixed number of queries."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils import timezone

from telephony.asterisk.snapshot import FlowConfig, ScheduleConfig
from telephony.asterisk.snapshot import FlowNumber as FlowNumberConfig
from telephony.flow.graph import Flow as Scheme
from telephony.flow.parse import parse
from telephony.flow.schedule import Schedule as Hours
from telephony.flow.schedule_ranges import node_ranges
from telephony.models import FlowNumber, FlowVersion, Schedule
from telephony.selectors.schedules import schedule_hours, schedule_list
from tenants.models import Tenant

Version = tuple[UUID, int]  # of which flow, and which

DATED_DAYS = (
    400  # dates ahead that a node knows; each comparison of a tenant with its node moves them on
)
HELD_VERSIONS = 2_000  # of all companies of this process, about 20 kB each


class ReadVersions:
    """Published versions as the pure library reads them. They never change, so that each is read once; the longest
    unused are forgotten. They are known by flow and number: ids of rows begin anew in every company."""

    def __init__(self) -> None:
        self._held: OrderedDict[Version, Scheme] = OrderedDict()
        self._lock = Lock()  # requests are answered in several threads

    def get(self, ids: Mapping[Version, int]) -> Mapping[Version, Scheme]:
        """These versions of the current company, each with the id of its row; those that are not held are asked for by
        one query."""
        with self._lock:
            found = {each: self._held[each] for each in ids if each in self._held}
        missing = {pk: each for each, pk in ids.items() if each not in found}
        if missing:
            rows = FlowVersion.objects.filter(pk__in=missing).values_list("pk", "document")
            found |= {missing[pk]: parse(document).flow for pk, document in rows}
        with self._lock:
            for each, scheme in found.items():
                self._held[each] = scheme
                self._held.move_to_end(each)
            while len(self._held) > HELD_VERSIONS:
                self._held.popitem(last=False)
        return found


_versions = ReadVersions()


def flow_configs() -> tuple[FlowConfig, ...]:
    """Flows as they are published."""
    published = FlowVersion.objects.filter(version=F("flow__published_version"))
    fields = ("pk", "flow_id", "flow__key", "version", "sounds")
    rows = list(published.order_by("flow__key").values_list(*fields))
    schemes = _versions.get({(flow, version): pk for pk, flow, _key, version, _sounds in rows})
    return tuple(
        FlowConfig(key, version, schemes[flow, version], sounds)
        for _pk, flow, key, version, sounds in rows
    )


def flow_schemes() -> dict[int, Scheme]:
    """The same by key, without what only nodes need."""
    return {each.key: each.flow for each in flow_configs()}


def flow_numbers() -> tuple[FlowNumberConfig, ...]:
    """Internal numbers of elements."""
    rows = FlowNumber.objects.order_by("internal_number__number").values_list(
        "internal_number__number", "flow__key", "element"
    )
    return tuple(FlowNumberConfig(number, key, element) for number, key, element in rows)


def schedule_configs(tenant: Tenant, now: datetime | None = None) -> tuple[ScheduleConfig, ...]:
    """Schedules with the dates around now; yesterday is among them, for calls that began before midnight."""
    moment = now or timezone.now()
    first = moment.astimezone(ZoneInfo(tenant.timezone)).date() - timedelta(days=1)
    found = []
    for schedule in schedule_list():
        hours = schedule_hours(schedule, moment)
        ranges = node_ranges(hours, first=first, days=DATED_DAYS)
        found.append(
            ScheduleConfig(
                key=schedule.key,
                weekly=ranges.weekly,
                dated=tuple(sorted(ranges.dated.items())),
                number=schedule.number,
                override=_override(schedule, moment),
                override_until=hours.override_until or 0,
                switched_at=int(schedule.switched_at.timestamp()) if schedule.switched_at else 0,
                opens=_opens(hours),
            )
        )
    return tuple(found)


def _override(schedule: Schedule, moment: datetime) -> str:
    """The switch by hand, unless its time is over."""
    until = schedule.override_until
    return "" if until is not None and until <= moment else schedule.override


def _opens(hours: Hours) -> str:
    """The period that is meant when somebody opens by hand."""
    return hours.periods[0].key if hours.periods else ""
