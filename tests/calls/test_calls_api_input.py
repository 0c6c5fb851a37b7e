"""Input that no page sends: each gets an answer, none a failure."""

import base64
import json

import pytest

from tests.support.clients import SiteClient

MOMENTS = [
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "2026-02-30",
    "١٢٣",
    "",
    "2026-11-21T25:00Z",
    "1e9",
]
TEXTS = [
    "'",
    "\\",
    "%_",
    "200'--",
    "${SHELL(id)}",
    "<script>",
    "😀",
    "+",
    "*#",
    " ",
    "1" * 5000,
    "\ud7ff",
]


def cursor(*values: object, order: tuple[str, ...] = ("-started_at", "-id")) -> str:
    packed = json.dumps({"order": order, "back": False, "values": values})
    return base64.urlsafe_b64encode(packed.encode()).decode()


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("name", ["since", "until"])
def test_any_text_for_a_moment_is_a_moment_or_refused(
    admin_client: SiteClient, name: str, moment: str
) -> None:
    assert admin_client.get("calls/", {name: moment}).status_code in (200, 400)


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_for_a_number_finds_calls_or_none(admin_client: SiteClient, text: str) -> None:
    for path in ("calls/", "own/calls/", "own/missed/", "calls/export/"):
        assert admin_client.get(path, {"number": text}).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "x", cursor(), cursor("a", "b"), cursor(1, 2), cursor(None, None), cursor({}, []),
        cursor("2026-11-21T00:00:00Z", "no-uuid"), cursor("2026-11-21T00:00:00Z"), cursor(1, order=("numbers",)),
        cursor("9" * 400, "00000000-0000-4000-8000-000000000000"),
    ],
)  # fmt: skip
def test_a_made_up_cursor_is_refused(admin_client: SiteClient, text: str) -> None:
    assert admin_client.get("calls/", {"cursor": text}).status_code in (200, 400)


@pytest.mark.parametrize(
    "name", ["not-a-uuid", "00000000-0000-4000-8000-000000000000", "..%2f", "1" * 300]
)
def test_a_call_that_is_not_there_is_not_found(admin_client: SiteClient, name: str) -> None:
    for path in ("calls", "own/calls", "own/missed"):
        assert admin_client.get(f"{path}/{name}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_history_is_not_written_over_http(admin_client: SiteClient, method: str) -> None:
    assert getattr(admin_client, method)("calls/", {}).status_code in (403, 405)
    path = "calls/00000000-0000-4000-8000-000000000000/"
    assert getattr(admin_client, method)(path, {}).status_code in (403, 405)
