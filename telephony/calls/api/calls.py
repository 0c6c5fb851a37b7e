"""Call history over HTTP: a company's, and one's own."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import mixins
from rest_framework.serializers import BaseSerializer

from telephony.calls.api.filters import CallFilter, OwnCallFilter
from telephony.calls.api.serializers import (
    CallDetailSerializer,
    CallSerializer,
    UnclaimedCallDetailSerializer,
    UnclaimedCallSerializer,
)
from telephony.calls.codes import Direction, Result
from telephony.calls.models import Call
from telephony.calls.reasons import reason_words
from telephony.calls.selectors import (
    call_list,
    calls_missed,
    calls_with_numbers,
    line_shown,
    own_numbers,
    unclaimed_call_list,
)
from tenants.api.base import (
    BaseViewSet,
    CsvExportMixin,
    ExportColumn,
    TenantViewSet,
    WidePlatformViewSet,
)
from tenants.api.paging import StableOrderingFilter
from tenants.context import current_tenant
from tenants.permissions import Permission

_COLUMNS: tuple[ExportColumn, ...] = (
    (_("Started"), "started_at"),
    (_("From"), "caller_number"),
    (_("Caller's name"), "caller_name"),
    (_("To"), "callee_number"),
    (_("Name of the called"), "callee_name"),
    (_("Answered by"), "answered_number"),
    (_("Direction"), lambda call: Direction(call.direction).label),
    (_("Result"), lambda call: Result(call.result).label),
    (_("Reason"), lambda call: reason_words(call.reason)),
    (_("Duration, s"), "duration_seconds"),
    (_("Talk, s"), "talk_seconds"),
    (_("Line"), lambda call: line_shown(call.line, sees_carriers=False)),
    (_("Class"), "call_class"),
    (_("Number shown"), "shown"),
    (_("Dialled"), "dialled"),
    (_("Tags"), lambda call: ", ".join(call.tag_list)),
)
_UNCLAIMED_COLUMNS: tuple[ExportColumn, ...] = (
    (_("Started"), "started_at"),
    (_("From"), "caller_number"),
    (_("To"), "callee_number"),
    (_("Line"), "line"),
    (_("Reason"), lambda call: reason_words(call.reason)),
    (_("Node"), "node"),
)


class CallViewMixin(mixins.ListModelMixin, mixins.RetrieveModelMixin, CsvExportMixin, BaseViewSet):
    """What every list of calls has. The number of all rows is not said: counting a year of calls costs too much."""

    queryset = Call.objects.none()
    serializer_class: type[BaseSerializer[Call]] = CallSerializer
    filter_backends = (
        DjangoFilterBackend,
        StableOrderingFilter,
    )  # free text would look at every call
    pagination_counts = False
    ordering_fields = {"started_at": "started_at"}
    export_columns = _COLUMNS
    export_name = "calls"

    def get_serializer_context(self) -> dict[str, Any]:
        is_schema = getattr(
            self, "swagger_fake_view", False
        )  # nobody asks, while the schema is made
        sees_carriers = not is_schema and self.member.is_operator
        return {**super().get_serializer_context(), "sees_carriers": sees_carriers}


class CallListViewSet(CallViewMixin, TenantViewSet):
    """A list of calls of the company."""

    def get_queryset(self) -> QuerySet[Call]:
        return call_list(tenant_id=current_tenant().pk)

    def get_serializer_class(self) -> type[BaseSerializer[Call]]:
        return CallDetailSerializer if self.action == "retrieve" else CallSerializer


class CallViewSet(CallListViewSet):
    """All calls of the company."""

    filterset_class = CallFilter
    permissions: ClassVar[dict[str, Permission]] = {
        "list": Permission.CALL_VIEW,
        "retrieve": Permission.CALL_VIEW,
        "export": Permission.CALL_EXPORT,
    }


class OwnCallViewSet(CallListViewSet):
    """Calls in which a number of the person who asks took part."""

    filterset_class = OwnCallFilter
    permissions: ClassVar[dict[str, Permission]] = {
        "list": Permission.OWN_VIEW,
        "retrieve": Permission.OWN_VIEW,
        "export": Permission.OWN_VIEW,
    }

    def get_queryset(self) -> QuerySet[Call]:
        return calls_with_numbers(super().get_queryset(), own_numbers(self.member))


class MissedCallViewSet(CallListViewSet):
    """Calls to the person who asks that nobody took; `from` is the number to call back."""

    filterset_class = OwnCallFilter
    export_name = "missed"
    permissions: ClassVar[dict[str, Permission]] = {
        "list": Permission.OWN_VIEW,
        "retrieve": Permission.OWN_VIEW,
        "export": Permission.OWN_VIEW,
    }

    def get_queryset(self) -> QuerySet[Call]:
        return calls_missed(super().get_queryset(), own_numbers(self.member))


class UnclaimedCallViewSet(CallViewMixin, WidePlatformViewSet):
    """Calls that came by a line for nobody here: numbers that are not ours, or not to be reached by that line."""

    serializer_class = UnclaimedCallSerializer
    filterset_class = OwnCallFilter
    export_columns = _UNCLAIMED_COLUMNS
    export_name = "unclaimed-calls"
    permissions: ClassVar[dict[str, Permission]] = {
        "list": Permission.PLATFORM_VIEW,
        "retrieve": Permission.PLATFORM_VIEW,
        "export": Permission.PLATFORM_VIEW,
    }

    def get_queryset(self) -> QuerySet[Call]:
        return unclaimed_call_list()

    def get_serializer_class(self) -> type[BaseSerializer[Call]]:
        return (
            UnclaimedCallDetailSerializer if self.action == "retrieve" else UnclaimedCallSerializer
        )
