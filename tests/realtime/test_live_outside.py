"""Calls with the outside world as the listener writes them to Redis: for the company, and for the operator."""

from typing import Any

import pytest

from compose.provider.behaviour import RINGS, answer
from telephony import keys
from telephony.dialling.config import CallClass, CallerRights, PlatformConfig
from tests.asterisk.companies import company
from tests.asterisk.node import ADDRESS, Node
from tests.asterisk.outside import CALLER, CARRIER, account, carrier, number, outside, own, platform
from tests.provider.fixtures import provider, running_provider
from tests.realtime.servers import ListenerThread, RedisServer, wait_for

__all__ = ["provider", "running_provider"]

FAR = "+74957654321"


@pytest.fixture
def acme(live_node: Node, listener: ListenerThread, provider):
    """acme, with a number at the operator's carrier that leads to 201; `acme(trunk=...)`: at a line of its own."""
    provider.trust("127.0.0.1")

    def publish(*trunks):
        line = "trunk:own" if trunks else CARRIER
        config = outside(
            company("acme"),
            own("acme", "internal:201", line=line),
            trunks=trunks,
            ceiling=tuple(CallClass),
            rights=(CallerRights("200", tuple(CallClass)),),
        )
        lines = (carrier(provider),)
        live_node.publish(platform(config, carriers=lines, default_carrier="north"), config)

    yield publish
    live_node.publish(PlatformConfig(), company("acme"))


@pytest.fixture
def seen(redis: RedisServer):
    """`seen(state="talking")`: the one call, once it is so, as acme sees it and as the operator does."""

    def look(schema: str, wanted: dict[str, Any]) -> dict[str, Any] | None:
        views = list(redis.hash(keys.live_calls(schema)).values())
        is_it = len(views) == 1 and all(views[0][key] == value for key, value in wanted.items())
        return views[0] if is_it else None

    def both(**wanted: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        company_view = wait_for(lambda: look("t_acme", wanted), f"a call like {wanted}")
        lines_apart = {key: value for key, value in wanted.items() if key != "line"}
        return company_view, wait_for(lambda: look(keys.PLATFORM, lines_apart))

    return both


def outside_leg(view: dict[str, Any]) -> dict[str, Any]:
    (leg,) = [leg for leg in view["legs"] if not leg["device"]]
    return leg


def test_a_call_outside_is_seen_with_its_line_and_number(acme, provider, phone, seen):
    acme()
    provider.behave(FAR, answer())
    call = phone("acme+200").call("84957654321")
    own_view, operators = seen(state="talking", direction="out", line="carrier")
    assert own_view["to"] == {"number": FAR, "name": ""}
    assert own_view["answered_by"]["number"] == FAR
    assert (outside_leg(own_view)["line"], outside_leg(own_view)["number"]) == ("carrier", FAR)
    assert "north" not in str(own_view)
    assert operators["line"] == outside_leg(operators)["line"] == "carrier:north"
    call.hang_up()


def test_a_number_that_rings_outside_is_seen_at_once(acme, provider, phone, seen):
    acme()
    provider.behave("112", RINGS)
    call = phone("acme+200").call("112")
    view, _ = seen(direction="out", is_emergency=True)
    assert view["to"]["number"] == "112"
    call.hang_up()


def test_a_call_from_outside_is_seen_with_its_line_and_caller(
    acme, live_node, provider, phone, seen
):
    """The channel of a call that is known by its address alone does not name its line."""
    acme()
    boris = phone("acme+201")
    target = f"{ADDRESS}:{live_node.settings.sip_port}"
    far = provider.call(number("acme"), caller="89161234567", target=target)
    boris.incoming().answer()
    view, operators = seen(state="talking", direction="in", line="carrier")
    assert view["from"] == {"number": CALLER, "name": ""}
    assert view["to"]["number"] == number("acme")
    assert view["answered_by"]["number"] == "201"
    assert operators["line"] == "carrier:north"
    assert "north" not in str(view)
    far.hang_up()


def test_a_hidden_caller_by_an_own_line_has_no_number(acme, live_node, provider, phone, seen):
    acme(account(provider, "acme-line"))
    live_node.registered("acme-trunk-own")
    boris = phone("acme+201")
    far = provider.call(number("acme"), account="acme-line", caller="", anonymous=True)
    boris.incoming()
    view, operators = seen(state="ringing", direction="in")
    assert view["from"] == {"number": "", "name": ""}
    assert view["line"] == operators["line"] == "trunk:own"
    far.hang_up()


def test_a_call_inside_has_no_line(acme, phone, seen):
    acme()
    boris = phone("acme+201")
    call = phone("acme+200").call("201")
    boris.incoming()
    view, _ = seen(state="ringing", direction="internal")
    assert (view["line"], view["is_emergency"]) == ("", False)
    assert {leg["line"] for leg in view["legs"]} == {""}
    call.hang_up()
