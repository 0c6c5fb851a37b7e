"""The description of the API: valid, with stable names, open to read, and usable under our content policy."""

import re

import pytest
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from tests.support.clients import SiteClient


@pytest.fixture(scope="module")
def schema() -> dict:
    return SchemaGenerator().get_schema(request=None, public=True)


def operations(schema: dict) -> list[dict]:
    return [operation for path in schema["paths"].values() for operation in path.values()]


def test_the_schema_is_valid_and_made_without_a_warning(schema: dict, capsys) -> None:
    validate_schema(schema)
    assert capsys.readouterr().err == ""


def test_operations_are_named_after_noun_and_action(schema: dict) -> None:
    names = [operation["operationId"] for operation in operations(schema)]
    assert len(names) == len(set(names))
    assert [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name)] == []
    assert {"session_login", "platform_tenants_create", "employees_list"} <= set(names)


def test_enumerations_have_names_that_stay(schema: dict) -> None:
    odd = [
        name
        for name in schema["components"]["schemas"]
        if re.search(r"[0-9A-F]{3}Enum|Enum\d", name)
    ]
    assert odd == []


def test_every_operation_says_what_a_refusal_looks_like(schema: dict) -> None:
    for operation in operations(schema):
        body = operation["responses"]["default"]["content"]["application/json"]["schema"]
        assert body == {"$ref": "#/components/schemas/Error"}


def test_schema_and_try_out_page_are_open_to_read(anonymous_client: SiteClient) -> None:
    assert anonymous_client.get("/api/schema/").status_code == 200
    page = anonymous_client.get("/api/docs/")
    policy = page["Content-Security-Policy"]
    assert page.status_code == 200
    assert "script-src 'self'" in policy
    assert "unsafe" not in re.search(r"script-src[^;]*", policy)[0]
    inline = re.findall(rb"<script(?![^>]*\bsrc=)[^>]*>\s*\S", page.content)
    assert inline == []
    foreign = re.findall(rb'(?:src|href)="(?:https?:)?//', page.content)
    assert foreign == []


def test_the_cabinets_page_is_guarded_against_foreign_scripts_and_frames(
    anonymous_client: SiteClient, settings, tmp_path
) -> None:
    settings.FRONTEND_DIR = tmp_path
    assert anonymous_client.get("/calls").status_code == 503
    (tmp_path / "index.html").write_text("<!doctype html><title>cabinet</title>")
    page = anonymous_client.get("/calls/today?x=1")
    assert (page.status_code, page.content[:9]) == (200, b"<!doctype")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert "csrftoken" in page.cookies
    assert page["X-Content-Type-Options"] == "nosniff"
    assert "no-cache" in page["Cache-Control"]
