"""Addresses of sign-in, the operator's area and health, under /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from tenants.api import health, platform, restrictions, session

router = SimpleRouter()
router.register("platform/tenants", platform.PlatformTenantViewSet, basename="platform-tenants")
router.register(
    "platform/restrictions", restrictions.RestrictionViewSet, basename="platform-restrictions"
)
router.register("platform/audit", platform.AuditViewSet, basename="platform-audit")


def _session(**methods: str) -> object:
    return session.SessionViewSet.as_view(methods)


urlpatterns = [
    path("health/", health.HealthViewSet.as_view({"get": "retrieve"})),
    path("health/ready/", health.HealthViewSet.as_view({"get": "ready"})),
    path("session/", _session(get="retrieve")),
    path("session/login/", _session(post="login")),
    path("session/logout/", _session(post="logout")),
    path("session/tenant/", _session(post="tenant")),
    path("session/password/", _session(post="password")),
    path("session/profile/", _session(patch="profile")),
    path("session/act-as/", _session(post="act_as", delete="act_as_end")),
    path("session/hand-over/<str:token>/", _session(get="hand_over")),
    path(
        "session/links/<str:token>/",
        session.SignInLinkViewSet.as_view({"get": "retrieve", "post": "use"}),
    ),
    path(
        "preferences/<str:key>/",
        session.PreferenceViewSet.as_view({"get": "retrieve", "put": "update"}),
    ),
    path("", include(router.urls)),
]
