"""The process says that it lives, and whether what it needs answers."""

from tests.support.clients import SiteClient


def test_a_living_process_says_so(anonymous_client: SiteClient) -> None:
    response = anonymous_client.get("health/")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_readiness_names_what_answers(anonymous_client: SiteClient) -> None:
    response = anonymous_client.get("health/ready/")
    assert response.json() == {"status": "ok", "database": "ok", "redis": "ok"}


def test_readiness_is_refused_without_redis(anonymous_client: SiteClient, settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    response = anonymous_client.get("health/ready/")
    assert (response.status_code, response.json()["redis"]) == (503, "failed")
