"""HTTP and WebSocket entry of the web process."""

import os
from importlib import import_module

from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.urls import re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vpbx.settings.production")

django_application = get_asgi_application()  # first: the imports below need the applications loaded

from telephony.realtime.routing import websocket_urlpatterns  # noqa: E402 - see above
from tenants.asgi import MemberMiddleware, refuse  # noqa: E402 - see above
from tenants.processes import settle  # noqa: E402 - see above

application = ProtocolTypeRouter(
    {
        "http": django_application,
        "websocket": MemberMiddleware(URLRouter([*websocket_urlpatterns, re_path(r"", refuse)])),
    }
)

import_module(settings.ROOT_URLCONF)  # else the first request would load the API
settle()
