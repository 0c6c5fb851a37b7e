"""Addresses of the operator's side of the outside world under /api/v1/platform/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from telephony.api.platform.attempts import StrangersAttemptViewSet
from telephony.api.platform.carriers import CarrierViewSet, PlatformLineViewSet
from telephony.api.platform.company_trunks import CompanyTrunkViewSet
from telephony.api.platform.config_state import PlatformConfigStateViewSet
from telephony.api.platform.expression_check import PlatformExpressionCheckViewSet
from telephony.api.platform.number_ranges import NumberRangeImportViewSet, NumberRangeViewSet
from telephony.api.platform.phone_numbers import PoolNumberViewSet
from telephony.api.platform.pool_import import PoolImportViewSet
from telephony.api.platform.rules import PlatformFilterViewSet, PlatformRouteViewSet
from telephony.api.platform.settings import PlatformOutsideSettingsViewSet

router = SimpleRouter()
router.register("carriers", CarrierViewSet, basename="platform-carriers")
router.register("phone-numbers", PoolNumberViewSet, basename="platform-phone-numbers")
router.register("routes", PlatformRouteViewSet, basename="platform-routes")
router.register("filters", PlatformFilterViewSet, basename="platform-filters")
router.register("number-ranges", NumberRangeViewSet, basename="platform-number-ranges")

urlpatterns = [
    path("phone-numbers/import/", PoolImportViewSet.as_view({"post": "create"})),
    path("phone-numbers/import-template/", PoolImportViewSet.as_view({"get": "template"})),
    path("number-ranges/import/", NumberRangeImportViewSet.as_view({"post": "create"})),
    *router.urls,
    path("attempts/", StrangersAttemptViewSet.as_view({"get": "list"})),
    path("company-trunks/", CompanyTrunkViewSet.as_view({"get": "list"})),
    path("config-state/", PlatformConfigStateViewSet.as_view({"get": "retrieve"})),
    path("lines/", PlatformLineViewSet.as_view({"get": "list"})),
    path(
        "outside-settings/",
        PlatformOutsideSettingsViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
    ),
    path("expression-check/", PlatformExpressionCheckViewSet.as_view({"post": "create"})),
]
