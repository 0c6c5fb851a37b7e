"""Application of the public schema: what happened. Calls of every company, each seen by its own alone."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "telephony.calls"
    label = "calls"
