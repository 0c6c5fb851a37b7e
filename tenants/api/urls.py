"""Addresses of sign-in, the operator's area and health, under /api/v1/."""

from django.urls import path

from tenants.api import health

urlpatterns = [
    path("health/", health.HealthViewSet.as_view({"get": "retrieve"})),
    path("health/ready/", health.HealthViewSet.as_view({"get": "ready"})),
]
