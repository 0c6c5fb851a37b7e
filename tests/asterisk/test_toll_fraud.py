"""Ways to call at somebody else's cost, tried on a real node: phones that send calls elsewhere, rows and numbers of a
company that would lead a carrier astray. None of them leaves the node."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from compose.provider.behaviour import reject
from telephony.asterisk.snapshot import QueueConfig
from telephony.dialling.config import CallClass, OwnNumber, RedirectConfig, RouteConfig, TrunkConfig
from tests.asterisk.companies import secret
from tests.asterisk.outgoing import ABROAD, FAR, caller, publish, rights
from tests.asterisk.outside import CALLER, account, carrier, number, own
from tests.asterisk.wire import Wire

LOCAL = (CallClass.INTERNAL, CallClass.LOCAL)
BANK = "+74955005550"


class Crook(Wire):
    """A registered phone that answers each call with 302, and the address `sends_to`."""

    sends_to = ""

    def _ok(self, request: str) -> None:
        if not request.startswith("INVITE"):
            super()._ok(request)
            return
        wanted = ("via:", "from:", "call-id:", "cseq:")
        kept = [line for line in request.split("\r\n") if line.lower().startswith(wanted)]
        to = next(line for line in request.split("\r\n") if line.lower().startswith("to:"))
        contact = f"Contact: <{self.sends_to}>"
        lines = ["SIP/2.0 302 Moved", *kept, f"{to};tag=crook", contact, "Content-Length: 0"]
        self.socket.sendto(("\r\n".join(lines) + "\r\n\r\n").encode(), (self.host, self.port))


@pytest.fixture
def crook(node) -> Iterator[Crook]:
    """acme's 201."""
    made = Crook("acme+201", secret("acme", "201"), port=node.settings.sip_port)
    node.unregistered.add("acme+201")
    yield made
    made.close()


@pytest.mark.parametrize(
    "user",
    [
        "PJSIP%2Fcarrier.north%2Fsip%3A442079460958%40{provider}",
        "Local%2F%2B442079460958%40routes-try",
        "Local%2F201%40globex-internal",
        "PJSIP%2Fglobex%2B201",
        "442079460958",
    ],
)
def test_a_phone_that_sends_its_call_elsewhere_is_busy(node, provider, phones, crook, user):
    publish(node, provider, caller(rights=rights(classes=LOCAL), ceiling=LOCAL))
    address = provider.address.replace(":", "%3A")
    crook.sends_to = f"sip:{user.format(provider=address)}@127.0.0.1"
    crook.request("REGISTER", headers="Expires: 60")
    stranger = phones("globex+201")
    since = stranger.mark()

    call = phones("acme+200").call("201")
    answering = threading.Thread(target=crook.receive, args=("INVITE",))
    answering.start()

    assert call.outcome() == 486
    answering.join()
    assert provider.requests("INVITE") == []
    stranger.never("incoming", seconds=0.1, since=since)


def test_a_phone_of_a_group_sends_the_groups_callers_nowhere(node, provider, phones, crook):
    config = caller(rights=rights(classes=LOCAL), ceiling=LOCAL)
    group = QueueConfig("500", "Sales", members=("201",), wait_seconds=2)
    publish(node, provider, replace(config, queues=(group,)))
    address = provider.address.replace(":", "%3A")
    crook.sends_to = f"sip:PJSIP%2Fcarrier.north%2Fsip%3A442079460958%40{address}@127.0.0.1"
    crook.request("REGISTER", headers="Expires: 60")
    node.online("acme+201")

    call = phones("acme+200").call("500")
    answering = threading.Thread(target=crook.receive, args=("INVITE",))
    answering.start()

    assert call.outcome() == 480
    answering.join()
    assert provider.requests("INVITE") == []


def test_a_row_of_a_company_does_not_say_what_a_carrier_is_told(node, provider, phones):
    row = RouteConfig(
        "x",
        called=(FAR[1:],),
        called_template="810442079460958",
        caller_template="8{number:1}",
        trunks=("carrier:north",),
    )
    publish(node, provider, caller(rights=rights(classes=LOCAL), ceiling=LOCAL, routes=(row,)))
    call = phones("acme+200").call(FAR)
    there = provider.taken(FAR)
    assert (there.called, there.shown) == (FAR[1:], number("acme")[1:])
    call.hang_up()


def test_a_number_that_a_company_brought_along_is_shown_by_no_carrier(node, provider, phones):
    off = TrunkConfig("own", is_enabled=False, addresses=("192.0.2.1",))
    numbers = (own("acme", "internal:201"), OwnNumber(BANK, "trunk:own", "internal:201"))
    config = caller(numbers=numbers, trunks=(off,), default_number=BANK)
    publish(node, provider, config)
    since = node.mark()
    call = phones("acme+200").call(FAR)
    assert node.event("x-refused", since=since, reason="no_carrier")
    call.hang_up()
    assert provider.requests("INVITE") == []


def test_a_number_that_is_somebody_elses_by_now_is_neither_shown_nor_reached(
    node, provider, phones
):
    """acme's own configuration has not come through yet."""
    acme, globex = caller("acme"), caller("globex")
    given = replace(
        globex, outside=replace(globex.outside, numbers=(*globex.outside.numbers, own("acme", "")))
    )
    publish(node, provider, acme, given)
    node.apply(replace(acme, revision=acme.revision + 1))
    taken_away = replace(acme, outside=replace(acme.outside, numbers=()))
    publish(node, provider, taken_away, given)
    node.apply(replace(acme, revision=acme.revision + 5))
    since = node.mark()

    call = phones("acme+200").call(FAR)
    assert node.event("x-refused", since=since, reason="no_carrier")
    call.hang_up()
    call = phones("acme+202").call(number("acme"))
    assert node.event("x-result", since=since, number=number("acme"))
    call.hang_up()
    assert provider.requests("INVITE") == []
    assert "own" not in {
        event["extra"].get("kind") for event in node.events(since) if event["eventtype"] == "x-dial"
    }


def test_an_internal_row_leads_to_no_carrier(node, provider, phones):
    row = RouteConfig("x", called=(".*",), trunks=("carrier:north",), is_internal=True)
    config = caller(rights=rights(classes=()), ceiling=(), is_restricted=True, routes=(row,))
    publish(node, provider, config)
    assert phones("acme+200").call("90077").outcome() == 404
    assert provider.requests("INVITE") == []


def test_a_device_that_nobody_owns_calls_for_nobody(node, provider, phones):
    """Though it is named as an extension that may call everywhere."""
    config = caller()
    devices = tuple(
        replace(each, extension="") if each.name == "200" else each for each in config.devices
    )
    publish(node, provider, replace(config, devices=devices))
    since = node.mark()
    call = phones("acme+200").call(ABROAD)
    assert node.event("x-refused", since=since, reason="class")
    call.hang_up()
    assert provider.requests("INVITE") == []


def test_a_carrier_believes_no_caller_that_a_line_of_the_company_brought(
    node, provider, new_provider
):
    """A company calls its own number from its own server, as a bank."""
    server = new_provider("127.0.0.3")
    line = account(server, "acme-line")
    config = caller(
        numbers=(own("acme", "redirect:r1"), own("acme", "redirect:r1", 2, line="trunk:own")),
        redirects=(RedirectConfig("r1", FAR),),
        trunks=(line,),
    )
    publish(node, provider, config, carriers=(carrier(provider, may_pass_foreign=True),))
    server.registered("acme-line")
    node.registered("acme-trunk-own")

    first = server.call(number("acme", 2), caller=BANK, account="acme-line")
    there = provider.taken(FAR)
    assert "+" + there.shown == number("acme")
    first.hang_up()

    target = f"127.0.0.1:{node.settings.sip_port}"
    second = provider.call(number("acme"), caller=CALLER, target=target)
    assert "+" + provider.taken(FAR, count=2).shown == CALLER  # one that a carrier brought
    second.hang_up()


# ---------------------------------------------------------------- and yet help is reached


def test_help_is_reached_by_whatever_line_there_is(node, provider, phones):
    publish(node, provider, caller())
    call = phones("acme+200").call("112").confirmed()
    assert provider.taken("112")
    call.hang_up()


@pytest.mark.parametrize("status", [403, 404, 484, 603])
def test_help_is_asked_for_by_the_next_line_whatever_the_first_one_says(
    node, provider, new_provider, phones, status
):
    other = new_provider("127.0.0.2")
    other.trust("127.0.0.1")
    other.behave("112", reject(status))
    lines = (carrier(other, "first"), carrier(provider, "second"))
    publish(
        node,
        provider,
        caller(),
        carriers=lines,
        default_carrier="second",
        emergency_lines=("carrier:first",),
    )
    call = phones("acme+200").call("112").confirmed()
    assert provider.taken("112")
    call.hang_up()


def test_a_call_that_was_passed_on_too_often_ends(node, provider, ring):
    """A circle by way of another exchange has no end of its own: each time round is counted in Diversion (RFC 5806)."""
    config = caller(numbers=(own("acme", "redirect:r1"),), redirects=(RedirectConfig("r1", FAR),))
    publish(node, provider, config, carriers=(carrier(provider, may_pass_foreign=True),))

    def diverted(times):
        header = f'"a, b;(c" <sip:+74990000000@far>;reason=unconditional;counter={times}'
        return ring(number("acme"), headers=(("Diversion", header),))

    first = diverted(3)
    assert "counter=4" in provider.taken(FAR).invite.first("diversion")
    first.hang_up()
    since = node.mark()
    last = diverted(11)
    assert node.event("x-refused", since=since, reason="loop")
    assert last.refused() >= 400
