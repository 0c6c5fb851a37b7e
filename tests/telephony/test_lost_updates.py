"""Two people change one thing at once: what the second did not touch stays as the first has left it."""

import pytest

from telephony.models import Device, Extension, NumberList, OverrideRule, Route
from telephony.services.devices import device_block, device_update
from telephony.services.extensions import extension_update
from telephony.services.number_lists import (
    number_list_create,
    number_list_entry_create,
    number_list_update,
)
from telephony.services.override_rules import override_rule_create, override_rule_update
from telephony.services.platform.carriers import carrier_create, carrier_update
from telephony.services.redirect_numbers import redirect_number_create, redirect_number_update
from telephony.services.routes import route_create, route_update, routes_reorder
from telephony.services.trunks import trunk_create
from tenants.errors import BusinessError
from tenants.services.audit import SYSTEM


def test_a_list_that_is_renamed_keeps_the_entries_that_came_meanwhile(tenant):
    """The node compares revisions: one that went back would hide an entry for ever."""
    numbers = number_list_create({"name": "Blocked"})
    stale = NumberList.objects.get(pk=numbers.pk)
    number_list_entry_create(numbers, {"number": "89161234567"})
    number_list_update(stale, {"name": "Not let in"})
    now = NumberList.objects.get()
    assert (now.name, now.size, now.revision) == ("Not let in", 1, 2)


def test_a_right_that_was_taken_away_does_not_come_back(make_extension):
    extension = make_extension("200")
    stale = Extension.objects.get(pk=extension.pk)
    extension_update(extension, {"call_classes": ["local"]})
    extension_update(stale, {"display_name": "Anna"})
    now = Extension.objects.get()
    assert (now.display_name, now.call_classes) == ("Anna", ["local"])


def test_a_block_of_a_device_stays(make_device):
    device = make_device("desk")
    stale = Device.objects.get(pk=device.pk)
    device_block(device, is_blocked=True)
    device_update(stale, {"title": "Desk"})
    assert Device.objects.get().is_blocked


@pytest.fixture
def line(tenant) -> str:
    return trunk_create({"name": "mts", "addresses": ["192.0.2.1"]}).line


def test_an_order_stays(line):
    first, second = (route_create({"name": name, "trunks": [line]}) for name in "AB")
    stale = Route.objects.get(pk=first.pk)
    routes_reorder([second.pk, first.pk])
    route_update(stale, {"comment": "x"})
    assert list(Route.objects.values_list("name", flat=True)) == ["B", "A"]


def test_rules_and_redirect_numbers_take_only_what_was_named(tenant):
    rule = override_rule_create({"name": "Night", "called": "500"})
    stale = OverrideRule.objects.get(pk=rule.pk)
    override_rule_update(rule, {"is_enabled": False})
    override_rule_update(stale, {"comment": "x"})
    assert not OverrideRule.objects.get().is_enabled
    redirect = redirect_number_create({"name": "Lawyer", "number": "89161234567"})
    stale_redirect = type(redirect).objects.get(pk=redirect.pk)
    redirect_number_update(redirect, {"number": "89031234567"})
    redirect_number_update(stale_redirect, {"comment": "x"})
    assert type(redirect).objects.get().number == "+79031234567"


def test_two_halves_of_what_is_refused_together_do_not_pass_one_after_the_other(line):
    pbx = trunk_create({"name": "pbx", "addresses": ["198.51.100.9"], "is_internal": True})
    route = route_create({"name": "A", "trunks": [pbx.line]})
    stale = Route.objects.get(pk=route.pk)
    route_update(route, {"is_internal": True})
    with pytest.raises(BusinessError, match="line_not_internal"):
        route_update(stale, {"trunks": [line]})


def test_what_was_deleted_meanwhile_is_not_found(line):
    route = route_create({"name": "A", "trunks": [line]})
    stale = Route.objects.get(pk=route.pk)
    route.delete()
    with pytest.raises(BusinessError, match="not_found"):
        route_update(stale, {"comment": "x"})


def test_a_carrier_keeps_the_password_that_was_set_meanwhile(db):
    carrier = carrier_create(
        {"name": "mtt", "addresses": ["192.0.2.1"], "login": "x", "secret": "old"}, actor=SYSTEM
    )
    stale = type(carrier).objects.get()
    carrier_update(carrier, {"secret": "new"}, actor=SYSTEM)
    carrier_update(stale, {"title": "x"}, actor=SYSTEM)
    assert type(carrier).objects.get().secret == "new"
