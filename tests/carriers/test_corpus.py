"""Injections and patterns through every text field of outside calls, of companies and of the operator.

Generated from the forms: a field that is added tomorrow is tested tomorrow. Whatever is sent is refused at its field
with nothing saved, or saved, and then the node can be told: nothing in its facts and rows is more than text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from rest_framework import serializers

from telephony.api.expression_check import ExpressionCheckRequestSerializer
from telephony.api.number_lists import NumberListEntrySerializer, NumberListSerializer
from telephony.api.outside import RouteSerializer, TextsField
from telephony.api.outside_settings import OutsideSettingsSerializer
from telephony.api.override_rules import OverrideRuleSerializer
from telephony.api.phone_numbers import PhoneNumberSerializer
from telephony.api.platform.carriers import CarrierSerializer
from telephony.api.platform.pool_serializers import NewPoolNumberSerializer
from telephony.api.platform.rules import PlatformFilterSerializer
from telephony.api.redirect_numbers import RedirectNumberSerializer
from telephony.api.trunks import TrunkSerializer
from telephony.asterisk.apply import wanted
from telephony.asterisk.platform_apply import platform_wanted
from telephony.selectors.config_snapshot import config_snapshot
from telephony.selectors.platform.snapshot import platform_snapshot
from tenants.context import platform_scope, tenant_scope
from tests.support.clients import field_codes
from tests.support.corpus import CORPUS, DANGEROUS, PATTERNS

LANGUAGES = {"called", "calling", "callers", "called_template", "caller_template"}
ADDRESS = {"addresses": ["192.0.2.1"]}
OWN_NUMBER = "+74951234567"


@dataclass(frozen=True)
class Form:
    """Where it is sent, by whom, its fields, and the smallest body that is good."""

    path: str
    serializer: type[serializers.Serializer[Any]]
    body: dict[str, Any]
    is_operators: bool = False
    method: str = "post"


FORMS = [
    Form("trunks/", TrunkSerializer, {"name": "mts", **ADDRESS}),
    Form("routes/", RouteSerializer, {"name": "x", "trunks": ["trunk:base"]}),
    Form("override-rules/", OverrideRuleSerializer, {"name": "x", "called": "500"}),
    Form("number-lists/", NumberListSerializer, {"name": "x"}),
    Form("number-lists/{list}/entries/", NumberListEntrySerializer, {"number": "89161234567"}),
    Form("redirect-numbers/", RedirectNumberSerializer, {"name": "x", "number": "89161234567"}),
    Form("phone-numbers/", PhoneNumberSerializer, {"number": "84957654321", "line": "trunk:base"}),
    Form("outside-settings/", OutsideSettingsSerializer, {}, method="patch"),
    Form("expression-check/", ExpressionCheckRequestSerializer, {"from": "200", "to": "112"}),
    Form("platform/carriers/", CarrierSerializer, {"name": "mts", **ADDRESS}, True),
    Form(
        "platform/phone-numbers/",
        NewPoolNumberSerializer,
        {"number": "84957654321", "carrier": "mtt"},
        True,
    ),
    Form("platform/routes/", RouteSerializer, {"name": "x", "trunks": ["carrier:mtt"]}, True),
    Form(
        "platform/filters/",
        PlatformFilterSerializer,
        {"name": "x", "called": ["7809.*"]},
        True,
    ),
]


def text_fields(form: Form) -> Iterator[tuple[str, bool]]:
    """Names of the form's text fields; whether it is a list of texts."""
    for name, field in form.serializer().get_fields().items():
        if field.read_only:
            continue
        if isinstance(field, serializers.CharField | serializers.ChoiceField):
            yield name, False
        elif isinstance(field, TextsField):
            yield name, True


FIELDS = [(form, name, is_list) for form in FORMS for name, is_list in text_fields(form)]


@pytest.fixture(autouse=True)
def _base(make_number, admin_client):
    """A number, an extension and a trunk that good bodies lean on."""
    make_number(OWN_NUMBER, tenant="acme")
    assert admin_client.post("extensions/", {"number": "200"}).status_code == 201
    assert admin_client.post("trunks/", {"name": "base", **ADDRESS}).status_code == 201


@pytest.fixture
def path_of(admin_client):
    """`path_of(form)`: its address; entries are of a list made here."""

    def path_of(form: Form) -> str:
        if "{list}" not in form.path:
            return form.path
        made = admin_client.post("number-lists/", {"name": "base"}).json()
        return form.path.format(list=made["id"])

    return path_of


def saved(tenant: Any) -> dict[str, Any]:
    """All rows of the company's schema and of the operator's tables."""
    with platform_scope():
        rows = {model: _rows(model) for model in apps.get_app_config("carriers").get_models()}
    with tenant_scope(tenant):
        rows |= {model: _rows(model) for model in apps.get_app_config("telephony").get_models()}
    return rows


def _rows(model: Any) -> list[Any]:
    hidden = {"requested", "asked_at", "revision", "updated_at"}  # of what was saved and removed
    fields = [f.attname for f in model._meta.concrete_fields if f.attname not in hidden]
    return list(model.objects.order_by("pk").values_list(*fields))


def told(tenant: Any) -> list[str]:
    """Every text that the node is told of the company and of the operator's side."""
    with tenant_scope(tenant):
        own = wanted(config_snapshot(), moment=0)
    shared = platform_wanted(platform_snapshot(tenant.node))
    found: list[str] = []
    for each in (own, shared):
        found += [*each.facts, *each.facts.values()]
        for rows in each.rows.values():
            for key, columns in rows.items():
                found += [key, *map(str, columns.values())]
    return found


def test_every_list_of_texts_is_among_the_fields() -> None:
    """Else the tests below would send nothing of interest."""
    known = {(form.path, name) for form, name, _is_list in FIELDS}
    assert {
        ("routes/", "called"),
        ("routes/", "tags"),
        ("trunks/", "addresses"),
        ("trunks/", "secret"),
        ("override-rules/", "target"),
        ("platform/filters/", "calling"),
        ("platform/carriers/", "caller_template"),
        ("outside-settings/", "default_number"),
    } <= known


@pytest.mark.parametrize(
    ("form", "field", "is_list"), FIELDS, ids=[f"{each[0].path}{each[1]}" for each in FIELDS]
)
def test_text_is_refused_at_its_field_or_harmless_on_the_node(
    form, field, is_list, path_of, admin_client, operator_client, tenant
):
    client = operator_client if form.is_operators else admin_client
    path = path_of(form)
    before = saved(tenant)
    made = []
    for index, (what, text) in enumerate(texts_for(field)):
        body = {**another(form.body, index), field: [text] if is_list else text}
        response = getattr(client, form.method)(path, body)
        if response.status_code == 201:
            made.append(f"{path}{response.json()['id']}/?force=true")
        elif response.status_code >= 400:
            assert response.status_code in {400, 409}, (what, response.content)
            named = {name.partition(".")[0] for name in field_codes(response)}
            assert named == {field}, (what, response.content)
    for text in told(tenant):
        assert not [mark for mark in DANGEROUS if mark in text], text
    for address in made:
        assert client.delete(address).status_code == 204
    if form.method == "post":
        assert saved(tenant) == before


def texts_for(field: str) -> list[tuple[str, str]]:
    return [*CORPUS.items(), *(PATTERNS.items() if field in LANGUAGES else ())]


def another(body: dict[str, Any], index: int) -> dict[str, Any]:
    """The body with a name and number of its own."""
    unique = {"name": f"{body.get('name')}{index}", "number": f"8495765{index:04}"}
    return body | {field: value for field, value in unique.items() if field in body}
