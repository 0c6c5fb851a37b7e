"""All addresses of the installation: one API, its description, and the cabinet on every other path."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from tenants.api.errors import not_found
from tenants.api.spa import cabinet

api = [
    path("", include("tenants.api.urls")),
    path("", include("telephony.calls.api.urls")),
    path("", include("telephony.api.urls")),
]

urlpatterns = [
    path("api/v1/", include(api)),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
    re_path(r"^(api|ws|static|media|sip)(/|$)", not_found),
    re_path(r"^(?P<page>.*)$", cabinet, name="cabinet"),
]

handler400 = "tenants.api.errors.bad_request"
handler404 = "tenants.api.errors.not_found"
handler500 = "tenants.api.errors.server_error"
