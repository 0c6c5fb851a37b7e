"""Injections and patterns through every text that is sent about flows, schedules, sounds and voicemail.

Texts inside a flow's document are sent by tests/flow/test_corpus.py. Whatever is sent is refused at its place with
nothing saved, or saved, and then the node can be told: nothing in its facts, rows and flows is more than text.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from rest_framework import serializers

from telephony.api.flow_drafts import PublishSerializer
from telephony.api.flows import FlowFileSerializer, NewFlowSerializer
from telephony.api.media_packages import MediaPackageSerializer
from telephony.api.schedules import ScheduleSerializer
from telephony.api.voicemail import VoicemailBoxSerializer
from telephony.asterisk.apply import wanted
from telephony.selectors.config_snapshot import config_snapshot
from tests.support.clients import SiteClient, field_codes
from tests.support.corpus import CORPUS, DANGEROUS
from tests.support.flow_documents import document, element

HOLDS = 'GotoIf($["${HOLDS}" = "1"]?'  # the one expression in the steps of a flow
PLAIN = document(element("start", "start", exits={"next": "end"}), element("end", "hangup"))
WEEK = {
    "name": "Office",
    "comment": "Downtown",
    "country": "RU",
    "number": "780",
    "periods": [
        {
            "key": "p1",
            "name": "Work",
            "color": "teal",
            "ranges": [{"days": [1, 2], "from": 540, "to": 1080}],
        }
    ],
    "exceptions": [
        {
            "date": "2026-12-31",
            "name": "Party",
            "ranges": [{"period": "p1", "from": 540, "to": 600}],
        }
    ],
}
BOX = {"number": "200", "email": "anna@example.org", "language": "ru", "pin": "4321"}
LIST_KEY = "0123456789abcdef0123456789abcdef"


@dataclass(frozen=True)
class Form:
    """Where a body is sent, and how; the body has every text that may be sent there."""

    path: str
    serializer: type[serializers.Serializer[Any]]
    body: dict[str, Any]
    method: str = "post"
    leaves_out: frozenset[str] = frozenset()  # texts of other tests, and such as cannot be changed


FORMS = [
    Form("flows/", NewFlowSerializer, {"name": "x", "description": "y", "template": ""}),
    Form(
        "flows/import/",
        FlowFileSerializer,
        {
            "kind": "call-flow",
            "name": "x",
            "description": "y",
            "things": {"list": {LIST_KEY: "Black"}},
            "document": PLAIN,
        },
        leaves_out=frozenset({"document"}),
    ),
    Form("flows/{flow}/publish/", PublishSerializer, {"revision": 2, "note": "x"}),
    Form("schedules/", ScheduleSerializer, WEEK),
    Form(
        "media-packages/", MediaPackageSerializer, {"name": "x", "comment": "y", "order": "order"}
    ),
    Form("voicemail-boxes/{box}/", VoicemailBoxSerializer, BOX, "patch", frozenset({"number"})),
]


def texts(part: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where texts are in a body."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield from texts(value, (*at, name))
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from texts(value, (*at, index))
    elif isinstance(part, str):
        yield at


PLACES = [
    (form, path) for form in FORMS for path in texts(form.body) if path[0] not in form.leaves_out
]


@pytest.fixture
def path_of(admin_client: SiteClient, make_extension: Any) -> Any:
    """`path_of(form)`: its address; the flow and the box in it are made here."""

    def path_of(form: Form) -> str:
        if "{flow}" in form.path:
            flow = admin_client.post("flows/", {"name": "base"}).json()["id"]
            body = {"document": PLAIN, "revision": 1}
            assert admin_client.put(f"flows/{flow}/draft/", body).status_code == 200
            return form.path.format(flow=flow)
        if "{box}" in form.path:
            make_extension("200")
            return form.path.format(box=admin_client.post("voicemail-boxes/", BOX).json()["id"])
        return form.path

    return path_of


@pytest.mark.parametrize("form", FORMS, ids=[form.path for form in FORMS])
def test_every_text_of_a_form_is_among_the_places(form: Form) -> None:
    """Else the tests below would leave out what was added."""
    known = {
        name
        for name, field in form.serializer().get_fields().items()
        if isinstance(field, serializers.CharField | serializers.ChoiceField)
        and not field.read_only
    }
    assert known <= set(form.body)


@pytest.mark.parametrize(
    ("form", "place"),
    PLACES,
    ids=[f"{form.path}{'.'.join(map(str, place))}" for form, place in PLACES],
)
def test_text_is_refused_at_its_place_or_harmless_on_the_node(form, place, path_of, admin_client):
    path, made = path_of(form), []
    for index, (what, text) in enumerate(CORPUS.items()):
        body = changed(form, index, place, text)
        response = getattr(admin_client, form.method)(path, body)
        if response.status_code == 201:
            made.append(f"{path.removesuffix('import/')}{response.json()['id']}/?force=true")
        elif response.status_code >= 400:
            assert response.status_code in {400, 409}, (what, response.content)
            named = {name.partition(".")[0] for name in field_codes(response)}
            assert place[0] in named, (what, response.content)
    for text in told():
        assert not [mark for mark in DANGEROUS if mark in text], text
    for address in made:
        assert admin_client.delete(address).status_code == 204


def changed(form: Form, index: int, place: tuple[str | int, ...], text: str) -> dict[str, Any]:
    """The body with another text there, and with a name and number of its own."""
    result = copy.deepcopy(form.body)
    unique = {"name": f"x{index}", "number": f"7{index:02}"}
    result |= {field: value for field, value in unique.items() if field in result}
    if "revision" in result:
        result["revision"] = 2  # publishing does not change the draft
    part: Any = result
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = text
    return result


def told() -> list[str]:
    """Every text that the node is told of the company."""
    own = wanted(config_snapshot(), moment=0)
    found = [*own.facts, *own.facts.values()]
    for rows in own.rows.values():
        for key, columns in rows.items():
            found += [key, *map(str, columns.values())]
    for context in own.flows:
        found += [f"{step.exten} {step.app.removeprefix(HOLDS)}" for step in context.steps]
    return found
