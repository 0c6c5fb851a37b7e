"""Addresses of the PBX under /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from telephony.api.company import CompanyViewSet
from telephony.api.config_state import ConfigStateViewSet
from telephony.api.device_setup import DeviceSetupViewSet
from telephony.api.devices import DeviceViewSet
from telephony.api.employee_import import EmployeeImportViewSet
from telephony.api.employees import EmployeeViewSet
from telephony.api.expression_check import ExpressionCheckViewSet
from telephony.api.extensions import ExtensionViewSet
from telephony.api.flow_drafts import FlowDraftViewSet
from telephony.api.flow_simulator import FlowSimulatorViewSet
from telephony.api.flow_versions import FlowVersionViewSet
from telephony.api.flows import FlowViewSet
from telephony.api.live import LiveViewSet, PlatformLiveViewSet
from telephony.api.media_files import MediaFileViewSet
from telephony.api.media_packages import MediaPackageViewSet
from telephony.api.nodes import NodeViewSet
from telephony.api.number_lists import (
    NumberListEntryViewSet,
    NumberListImportViewSet,
    NumberListViewSet,
)
from telephony.api.numbering import NumberingViewSet
from telephony.api.outside_settings import OutsideSettingsViewSet
from telephony.api.override_rules import OverrideRuleViewSet
from telephony.api.own import OwnViewSet
from telephony.api.phone_numbers import PhoneNumberViewSet
from telephony.api.queues import QueueViewSet
from telephony.api.redirect_numbers import RedirectNumberViewSet
from telephony.api.registrations import RegistrationViewSet
from telephony.api.routes import RouteViewSet
from telephony.api.schedules import ScheduleViewSet
from telephony.api.speech import SpeechViewSet
from telephony.api.trunks import LineViewSet, TrunkViewSet
from telephony.api.voicemail import (
    OwnVoicemailMessageViewSet,
    VoicemailBoxViewSet,
    VoicemailMessageViewSet,
)

router = SimpleRouter()
router.register("employees", EmployeeViewSet)
router.register("extensions", ExtensionViewSet)
router.register("devices", DeviceViewSet)
router.register("queues", QueueViewSet)
router.register("numbering", NumberingViewSet)
router.register("trunks", TrunkViewSet)
router.register("phone-numbers", PhoneNumberViewSet)
router.register("routes", RouteViewSet)
router.register("override-rules", OverrideRuleViewSet)
router.register("number-lists", NumberListViewSet)
router.register("media-files", MediaFileViewSet)
router.register("media-packages", MediaPackageViewSet)
router.register("redirect-numbers", RedirectNumberViewSet)
router.register("flows", FlowViewSet)
router.register("schedules", ScheduleViewSet)
router.register("voicemail-boxes", VoicemailBoxViewSet)
router.register("voicemail-messages", VoicemailMessageViewSet)
router.register(
    "own/voicemail-messages", OwnVoicemailMessageViewSet, basename="own-voicemail-message"
)
router.register("registrations", RegistrationViewSet, basename="registration")

urlpatterns = [
    path("employees/import/", EmployeeImportViewSet.as_view({"post": "create"})),
    path("employees/import-template/", EmployeeImportViewSet.as_view({"get": "template"})),
    path("number-lists/import-template/", NumberListImportViewSet.as_view({"get": "template"})),
    path(
        "number-lists/<uuid:list_id>/import/", NumberListImportViewSet.as_view({"post": "create"})
    ),
    path(
        "number-lists/<uuid:list_id>/entries/",
        NumberListEntryViewSet.as_view({"get": "list", "post": "create"}),
    ),
    path(
        "number-lists/<uuid:list_id>/entries/export/",
        NumberListEntryViewSet.as_view({"get": "export"}),
    ),
    path(
        "number-lists/<uuid:list_id>/entries/bulk/",
        NumberListEntryViewSet.as_view({"post": "bulk"}),
    ),
    path(
        "number-lists/<uuid:list_id>/entries/<uuid:pk>/",
        NumberListEntryViewSet.as_view({"delete": "destroy"}),
    ),
    path(
        "flows/<uuid:flow_id>/draft/",
        FlowDraftViewSet.as_view({"get": "retrieve", "put": "save", "delete": "discard"}),
    ),
    path("flows/<uuid:flow_id>/test-call/", FlowDraftViewSet.as_view({"post": "test_call"})),
    path("flows/<uuid:flow_id>/versions/", FlowVersionViewSet.as_view({"get": "list"})),
    path(
        "flows/<uuid:flow_id>/versions/<str:version>/",
        FlowVersionViewSet.as_view({"get": "retrieve"}),
    ),
    path(
        "flows/<uuid:flow_id>/versions/<str:version>/restore/",
        FlowVersionViewSet.as_view({"post": "restore"}),
    ),
    path("flows/<uuid:flow_id>/difference/", FlowVersionViewSet.as_view({"get": "difference"})),
    path("flows/simulate/", FlowSimulatorViewSet.as_view({"post": "simulate"})),
    path("flows/week/", FlowSimulatorViewSet.as_view({"post": "week"})),
    path("flows/<uuid:flow_id>/publish/", FlowDraftViewSet.as_view({"post": "publish"})),
    *router.urls,
    path("lines/", LineViewSet.as_view({"get": "list"})),
    path(
        "outside-settings/",
        OutsideSettingsViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
    ),
    path("expression-check/", ExpressionCheckViewSet.as_view({"post": "create"})),
    path("company/", CompanyViewSet.as_view({"get": "retrieve", "patch": "partial_update"})),
    path("company/block/", CompanyViewSet.as_view({"post": "block"})),
    path("company/unblock/", CompanyViewSet.as_view({"post": "unblock"})),
    path("config-state/", ConfigStateViewSet.as_view({"get": "retrieve"})),
    path(
        "device-setup/<str:token>/",
        DeviceSetupViewSet.as_view({"get": "retrieve", "post": "create"}),
    ),
    path("speech/voices/", SpeechViewSet.as_view({"get": "voices"})),
    path("speech/preview/", SpeechViewSet.as_view({"post": "preview"})),
    path(
        "speech/settings/",
        SpeechViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
    ),
    path("live/", LiveViewSet.as_view({"get": "retrieve"})),
    path("platform/", include("telephony.api.platform.urls")),
    path("platform/live/", PlatformLiveViewSet.as_view({"get": "retrieve"})),
    path("platform/nodes/", NodeViewSet.as_view({"get": "list"})),
    path("own/", OwnViewSet.as_view({"get": "retrieve"})),
    path("own/extensions/<uuid:extension_id>/", OwnViewSet.as_view({"patch": "extension"})),
    path("own/devices/<uuid:device_id>/setup-link/", OwnViewSet.as_view({"post": "setup_link"})),
]
