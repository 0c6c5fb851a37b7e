"""Whether the web process lives, and whether what it needs answers."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from drf_spectacular.utils import extend_schema
from redis import Redis, RedisError
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.api.base import Access, PublicViewSet


class HealthSerializer(serializers.Serializer[Any]):
    """State of the process and of each thing it needs: "ok" or "failed"."""

    status = serializers.CharField()
    database = serializers.CharField(required=False)
    redis = serializers.CharField(required=False)


class HealthViewSet(PublicViewSet):
    """For the process manager and monitoring; says nothing about companies."""

    permissions = {"retrieve": Access.ANYONE, "ready": Access.ANYONE}
    authentication_classes = ()
    serializer_class = HealthSerializer
    pagination_class = None

    def retrieve(self, _request: Request) -> Response:
        """The process answers."""
        return Response({"status": "ok"})

    @extend_schema(responses={200: HealthSerializer, 503: HealthSerializer})
    def ready(self, _request: Request) -> Response:
        """PostgreSQL and Redis answer as well; 503 when one does not."""
        parts = {"database": _database_state(), "redis": _redis_state()}
        is_ready = set(parts.values()) == {"ok"}
        return Response(
            {"status": "ok" if is_ready else "failed", **parts}, status=200 if is_ready else 503
        )


def _database_state() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "failed"
    return "ok"


def _redis_state() -> str:
    try:
        with Redis.from_url(
            settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2
        ) as redis:
            redis.ping()
    except RedisError:
        return "failed"
    return "ok"
