"""The cabinet's page: one file for every path that is not the API's; the page itself knows its routes."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

_FILES = {"favicon.svg": "image/svg+xml", "robots.txt": "text/plain"}


@require_safe
@never_cache
@ensure_csrf_cookie
def cabinet(_request: HttpRequest, page: str = "") -> HttpResponseBase:
    """Serve the built page; without a build say so instead of failing."""
    root: Path = settings.FRONTEND_DIR
    if page in _FILES and (root / page).is_file():
        return FileResponse((root / page).open("rb"), content_type=_FILES[page])
    try:
        return HttpResponse((root / "index.html").read_bytes())
    except OSError:
        return HttpResponse(
            "The cabinet has not been built.", status=503, content_type="text/plain"
        )
