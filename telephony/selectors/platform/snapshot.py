"""Reads what all companies of a node share, in a fixed number of queries however large the pool is."""

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import QuerySet

from telephony.carriers.models import (
    Carrier,
    EmergencyLine,
    NodePlatformState,
    PhoneNumber,
    PlanPrefix,
    PlatformFilter,
    PlatformRoute,
    PlatformSettings,
    RouteBase,
)
from telephony.carriers.models import CompanyLine as CompanyLineRow
from telephony.dialling.config import (
    CarrierNumber,
    CompanyLine,
    FilterConfig,
    OnFailure,
    PlatformConfig,
    RouteConfig,
    Times,
    TrunkConfig,
)
from telephony.selectors.outside_lines import host_addresses, line_config, line_sources
from tenants.context import platform_scope
from tenants.models import AsteriskNode, Tenant

Known = Mapping[str, list[str]]


def platform_snapshot(node: AsteriskNode) -> PlatformConfig:
    """All that `node` must know beside its companies, at one revision.

    Call it inside a transaction: the row of the revision is locked first, and every writer needs that row before it
    can commit, so that what is read are whole changes and no half of one.
    """
    with platform_scope():
        state = NodePlatformState.objects.select_for_update().get(node=node)
        known = host_addresses()
        return replace(
            platform_rules(known),
            revision=state.requested,
            numbers=_numbers(node),
            plan=tuple(PlanPrefix.objects.values_list("prefix", "value")),
            company_lines=_company_lines(node, known),
        )


def platform_rules(known: Known) -> PlatformConfig:
    """The operator's lines and rules alone: what deciding about one call needs, in the operator's wide view."""
    settings = PlatformSettings.objects.select_related("default_carrier").first()
    default = settings.default_carrier if settings else None
    return PlatformConfig(
        carriers=_carriers(known),
        routes=tuple(route_config(each) for each in PlatformRoute.objects.all() if each.is_enabled),
        filters=_filters(),
        default_carrier=default.name if default else "",
        emergency_lines=_emergency_lines(),
    )


def route_config(route: RouteBase) -> RouteConfig:
    """A row of a route table as the pure decision and the node know it."""
    return RouteConfig(
        name=route.name,
        called=tuple(route.called),
        calling=tuple(route.calling),
        tags=tuple(route.tags),
        times=Times(tuple(route.days), tuple((since, until) for since, until in route.minutes)),
        called_template=route.called_template,
        caller_template=route.caller_template,
        trunks=tuple(route.trunks),
        on_failure=OnFailure(route.on_failure),
        is_recorded=route.is_recorded,
        is_private=route.is_private,
        is_internal=route.is_internal,
    )


def _carriers(known: Known) -> tuple[TrunkConfig, ...]:
    return tuple(line_config(each, known=known) for each in Carrier.objects.order_by("name"))


def _numbers(node: AsteriskNode) -> tuple[CarrierNumber, ...]:
    rows = PhoneNumber.objects.filter(tenant__in=_in_service(node)).order_by("number")
    return tuple(
        CarrierNumber(number, code, f"carrier:{carrier}" if carrier else f"trunk:{trunk}")
        for number, code, carrier, trunk in rows.values_list(
            "number", "tenant__code", "carrier__name", "trunk"
        )
    )


def _in_service(node: AsteriskNode) -> QuerySet[Tenant]:
    """Companies whose calls the node takes: a disabled one has neither numbers nor lines there."""
    companies: QuerySet[Tenant] = Tenant.objects.filter(node=node)
    return companies.exclude(status=Tenant.Status.DISABLED)


def _filters() -> tuple[FilterConfig, ...]:
    rows = PlatformFilter.objects.filter(is_enabled=True).order_by("name", "pk")
    return tuple(
        FilterConfig(each.name, each.direction, tuple(each.called), tuple(each.calling))
        for each in rows
    )


def _emergency_lines() -> tuple[str, ...]:
    names = EmergencyLine.objects.order_by("position").values_list("carrier__name", flat=True)
    return tuple(f"carrier:{name}" for name in names)


def _company_lines(node: AsteriskNode, known: Known) -> tuple[CompanyLine, ...]:
    rows = CompanyLineRow.objects.filter(tenant__in=_in_service(node)).order_by(
        "tenant__code", "name"
    )
    return tuple(
        CompanyLine(code, f"trunk:{name}", line_sources(hosts, sources, known=known))
        for code, name, hosts, sources in rows.values_list(
            "tenant__code", "name", "hosts", "sources"
        )
    )
