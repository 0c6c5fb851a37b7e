"""HTTP and WebSocket entry of the web process."""

import os
from importlib import import_module
from importlib.util import find_spec

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vpbx.settings.production")

django_application = get_asgi_application()  # first: the imports below need the applications loaded

from tenants.asgi import MemberMiddleware, refuse  # noqa: E402

_routing = "telephony.realtime.routing"
_routes = import_module(_routing).websocket_urlpatterns if find_spec(_routing) else []

application = ProtocolTypeRouter(
    {
        "http": django_application,
        "websocket": MemberMiddleware(URLRouter([*_routes, re_path(r"", refuse)])),
    }
)
