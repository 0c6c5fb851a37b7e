"""Whatever is typed or sent: a clear refusal by field or the very text back, and never something half-saved."""

import pytest

from telephony.models import Device, Employee, Extension, InternalNumber, Queue
from tenants.api.parsers import FORM_BYTES, MAX_CONTAINERS
from tests.support.clients import field_codes

# Path, the smallest good body, the field of free text, its limit.
TEXTS = [
    ("employees/", {"name": "x"}, "name", 80),
    ("extensions/", {"number": "200"}, "display_name", 80),
    ("devices/", {"name": "desk"}, "title", 80),
    ("queues/", {"number": "500", "name": "x"}, "name", 80),
    ("queues/", {"number": "500", "name": "x"}, "description", 500),
]
PRINTABLE = [
    'O\'Brien "the" `boss`',
    "${SHELL(id)}",
    "name; DROP TABLE telephony_device;--",
    "<script>alert('x')</script>",
    "Семейство 👩‍👩‍👦 и флаг 🇷🇺",
    "{{ 7*7 }} {% raw %}",
    "=cmd|' /C calc'!A0",
    "a,b|c&d~e^f",
    "[section]",
    '#include "/etc/passwd"',
    "same => n,System(id)",
]
INVISIBLE = ["a\x00b", "a\x07b", "a\x1b[31mb", "a\u2028b", "a\u202eb", "a\x7fb"]
MODELS = (Employee, Extension, Device, Queue, InternalNumber)


def saved() -> int:
    return sum(model.objects.count() for model in MODELS)


@pytest.mark.parametrize("text", PRINTABLE)
@pytest.mark.parametrize(("path", "body", "field", "_limit"), TEXTS)
def test_printable_text_comes_back_as_it_was_typed(admin_client, path, body, field, _limit, text):
    made = admin_client.post(path, {**body, field: text})
    assert made.status_code == 201, made.content
    assert made.json()[field] == text
    assert admin_client.get(f"{path}{made.json()['id']}/").json()[field] == text


@pytest.mark.parametrize("text", INVISIBLE)
@pytest.mark.parametrize(("path", "body", "field", "_limit"), TEXTS)
def test_invisible_characters_are_refused_at_their_field(
    admin_client, path, body, field, _limit, text
):
    response = admin_client.post(path, {**body, field: text})
    assert response.status_code == 400
    assert list(field_codes(response)) == [field]
    assert saved() == 0


@pytest.mark.parametrize(("path", "body", "field", "limit"), TEXTS)
def test_text_is_kept_up_to_its_limit_and_refused_beyond(admin_client, path, body, field, limit):
    response = admin_client.post(path, {**body, field: "я" * (limit + 1)})
    assert (response.status_code, field_codes(response)) == (400, {field: ["too_long"]})
    assert admin_client.post(path, {**body, field: "x" * 5000}).status_code == 400
    assert saved() == 0
    assert admin_client.post(path, {**body, field: "я" * limit}).json()[field] == "я" * limit


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("employees/", {"name": ["x"]}),
        ("employees/", {"name": {"x": 1}}),
        ("employees/", {"name": None}),
        ("employees/", {"name": "x", "extension": "200"}),
        ("employees/", {"name": "x", "extension": []}),
        ("employees/", {"name": "x", "device": "desk"}),
        ("employees/", {"name": "x", "extension": {"number": {"a": 1}}}),
        ("extensions/", {"number": "200", "reach": "x"}),
        ("extensions/", {"number": "200", "reach": [1]}),
        ("extensions/", {"number": "200", "reach": {"device": 1}}),
        ("extensions/", {"number": "200", "reach": [{"device": "not an id"}]}),
        ("extensions/", {"number": "200", "employee": 5}),
        ("extensions/", {"number": True, "employee": "x"}),
        ("extensions/", {}),
        ("devices/", {"name": "desk", "allowed_networks": "10.0.0.0/8"}),
        ("devices/", {"name": "desk", "allowed_networks": [{"a": 1}]}),
        ("devices/", {"name": "desk", "codecs": {"alaw": True}}),
        ("devices/", {"name": "desk", "is_behind_nat": "perhaps"}),
        ("devices/", {"name": "desk", "extension": {"id": 1}}),
        ("devices/", {"name": "desk", "secret": ["x"]}),
        ("queues/", {"number": "500", "name": "x", "members": "x"}),
        ("queues/", {"number": "500", "name": "x", "members": [None]}),
        ("queues/", {"number": "500", "name": "x", "ring_seconds": "long"}),
        ("devices/bulk/", {"ids": "x", "action": "block"}),
        ("devices/bulk/", {"ids": [], "action": "block"}),
        ("devices/bulk/", {"ids": ["x"], "action": "explode"}),
        ("company/block/", {}),
        ("company/block/", {"reason": "x", "ends_at": "yesterday"}),
    ],
)
def test_a_body_of_the_wrong_shape_is_refused_by_field(admin_client, path, body):
    response = admin_client.post(path, body)
    assert response.status_code == 400, response.content
    assert field_codes(response) or response.json()["code"] == "malformed"
    assert saved() == 0


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("session/login/", b'{"email": "' + b"x" * FORM_BYTES + b'"}'),
        ("extensions/", b"[" + b"[]," * 400_000 + b"0]"),
        ("employees/import/", b'{"rows": [' + b"{}," * (MAX_CONTAINERS + 1) + b"{}]}"),
    ],
    ids=["sign_in", "form", "table"],
)
def test_a_body_that_would_be_large_in_memory_is_not_read(admin_client, path, body):
    """Fourteen megabytes of `[],` were three hundred in memory, from anybody, before it was known who asks."""
    refused = admin_client.generic("POST", path, body, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")


def test_a_table_may_be_larger_than_a_form(admin_client):
    rows = [{"name": f"Person {index}", "mobile": "x" * 500} for index in range(3000)]
    report = admin_client.post("employees/import/", {"mode": "dry_run", "rows": rows})
    assert report.status_code == 200, report.content


@pytest.mark.parametrize("path", ["employees", "extensions", "devices", "queues"])
@pytest.mark.parametrize(
    "identity", ["0", "nonsense", "00000000-0000-0000-0000-000000000000", "%00", "../company"]
)
def test_an_unknown_id_is_not_found(admin_client, path, identity):
    for method in ("get", "patch", "delete"):
        response = getattr(admin_client, method)(f"{path}/{identity}/", {})
        assert response.status_code in (400, 404), (method, response.content)


@pytest.mark.parametrize(
    "path", ["employees", "extensions", "devices", "queues", "numbering", "registrations"]
)
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"search": "${SHELL(id)}' OR 1=1 --"}, 200),
        ({"search": "%_\\"}, 200),
        ({"search": "x" * 5000}, 200),
        ({"ordering": "secret"}, 400),
        ({"ordering": "-internal_number__number__contains"}, 400),
        ({"page_size": "0"}, 400),
        ({"page_size": "-5"}, 400),
        ({"page_size": "1e3"}, 400),
        ({"cursor": "nonsense"}, 400),
        ({"cursor": "e30"}, 400),
    ],
)
def test_nonsense_in_a_lists_address_is_refused_or_finds_nothing(
    admin_client, live_state, path, query, status
):
    assert admin_client.get(f"{path}/", query).status_code == status


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("extensions/", {"employee": "x"}),
        ("extensions/", {"queue": "x"}),
        ("devices/", {"extension": "x"}),
        ("devices/", {"transport": "sctp"}),
        ("numbering/", {"kind": "menu"}),
    ],
)
def test_nonsense_filters_are_refused(admin_client, live_state, path, query):
    assert admin_client.get(path, query).status_code == 400
