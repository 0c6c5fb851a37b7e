"""Addresses of the PBX under /api/v1/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from telephony.api.company import CompanyViewSet
from telephony.api.config_state import ConfigStateViewSet
from telephony.api.device_setup import DeviceSetupViewSet
from telephony.api.devices import DeviceViewSet
from telephony.api.employee_import import EmployeeImportViewSet
from telephony.api.employees import EmployeeViewSet
from telephony.api.extensions import ExtensionViewSet
from telephony.api.live import LiveViewSet, PlatformLiveViewSet
from telephony.api.nodes import NodeViewSet
from telephony.api.numbering import NumberingViewSet
from telephony.api.own import OwnViewSet
from telephony.api.queues import QueueViewSet
from telephony.api.registrations import RegistrationViewSet

router = SimpleRouter()
router.register("employees", EmployeeViewSet)
router.register("extensions", ExtensionViewSet)
router.register("devices", DeviceViewSet)
router.register("queues", QueueViewSet)
router.register("numbering", NumberingViewSet)
router.register("registrations", RegistrationViewSet, basename="registration")

urlpatterns = [
    path("employees/import/", EmployeeImportViewSet.as_view({"post": "create"})),
    path("employees/import-template/", EmployeeImportViewSet.as_view({"get": "template"})),
    *router.urls,
    path("company/", CompanyViewSet.as_view({"get": "retrieve", "patch": "partial_update"})),
    path("company/block/", CompanyViewSet.as_view({"post": "block"})),
    path("company/unblock/", CompanyViewSet.as_view({"post": "unblock"})),
    path("config-state/", ConfigStateViewSet.as_view({"get": "retrieve"})),
    path(
        "device-setup/<str:token>/",
        DeviceSetupViewSet.as_view({"get": "retrieve", "post": "create"}),
    ),
    path("live/", LiveViewSet.as_view({"get": "retrieve"})),
    path("platform/live/", PlatformLiveViewSet.as_view({"get": "retrieve"})),
    path("platform/nodes/", NodeViewSet.as_view({"get": "list"})),
    path("own/", OwnViewSet.as_view({"get": "retrieve"})),
    path("own/extensions/<uuid:extension_id>/", OwnViewSet.as_view({"patch": "extension"})),
    path("own/devices/<uuid:device_id>/setup-link/", OwnViewSet.as_view({"post": "setup_link"})),
]
