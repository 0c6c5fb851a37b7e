"""All addresses of the installation: one API, its description, and the cabinet on every other path."""

from importlib.util import find_spec

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from tenants.api.errors import not_found
from tenants.api.spa import cabinet


def _is_there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


_api = [
    path("", include(name))
    for name in ("tenants.api.urls", "telephony.calls.api.urls", "telephony.api.urls")
    if _is_there(name)
]

urlpatterns = [
    path("api/v1/", include(_api)),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
    re_path(r"^(api|ws|static|media|sip)(/|$)", not_found),
    re_path(r"^(?P<page>.*)$", cabinet, name="cabinet"),
]

handler404 = "tenants.api.errors.not_found"
handler500 = "tenants.api.errors.server_error"
