"""WebSocket addresses of the PBX."""

from django.urls import path

from telephony.realtime.consumers import LiveConsumer

websocket_urlpatterns = [path("ws/live/", LiveConsumer.as_asgi())]
