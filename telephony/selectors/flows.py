"""Reading call flows."""

from typing import Any

from django.db.models import Func, JSONField, OuterRef, Prefetch, QuerySet, Subquery, Value

from telephony.models import Flow, FlowNumber, FlowVersion

STARTS = '$.elements[*] ? (@.kind == "start")'


def flow_list() -> QuerySet[Flow]:
    """Flows with when and by whom they were published, and the numbers that lead to them, in a fixed number of
    queries."""
    published = FlowVersion.objects.filter(
        flow=OuterRef("pk"), version=OuterRef("published_version")
    )
    return Flow.objects.annotate(
        published_at=Subquery(published.values("published_at")[:1]),
        published_by=Subquery(published.values("published_by")[:1]),
        published_starts=in_documents(Subquery(published.values("document")[:1]), STARTS),
    ).prefetch_related(
        "phone_number_targets",
        Prefetch("numbers", FlowNumber.objects.select_related("internal_number")),
    )


def in_documents(document: Any, path: str) -> Func:
    """What a path of PostgreSQL's JSON language finds in a document, as a list."""
    return Func(
        document,
        Value(path),
        function="jsonb_path_query_array",
        template="%(function)s(%(expressions)s::jsonpath)",
        output_field=JSONField(),
    )


def flow_numbers(flow: Flow) -> list[str]:
    """Outside and internal numbers that lead to a flow of `flow_list`."""
    outside = [each.phone_number_id for each in flow.phone_number_targets.all()]
    return [*outside, *(each.internal_number.number for each in flow.numbers.all())]


def version_list(flow: Flow) -> QuerySet[FlowVersion]:
    """Versions of a flow, newest first, without their documents."""
    versions = FlowVersion.objects.filter(flow=flow).defer("document", "drawing", "sounds")
    return versions.select_related("flow").order_by("-version")
