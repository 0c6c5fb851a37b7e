"""The button "test this trunk", against a simulated provider that speaks real SIP."""

import socket
import time

import pytest

from telephony.services.line_test import ANSWER_SECONDS
from tests.provider.fixtures import provider, running_provider
from tests.realtime.servers import free_port

__all__ = ["provider", "running_provider"]


@pytest.fixture
def tried(admin_client, provider, settings):
    """`tried(**fields of a trunk)`: what the button says, as (key, ok, words) of each step."""
    settings.LOCAL_LINES = ["127.0.0.0/8"]
    good = {
        "name": "own",
        "addresses": [provider.address],
        "registers": True,
        "login": "acme-line",
        "secret": provider.secret("acme-line"),
        "domain": provider.host,
    }

    def press(**values):
        made = admin_client.post("trunks/", {**good, **values})
        assert made.status_code == 201, made.content
        answer = admin_client.post(f"trunks/{made.json()['id']}/test/")
        assert answer.status_code == 200, answer.content
        body = answer.json()
        steps = [(step["key"], step["ok"], step["text"]) for step in body["steps"]]
        assert body["ok"] == all(is_good for _key, is_good, _text in steps)
        assert all(step["seconds"] < 3 for step in body["steps"])
        return steps

    return press


def test_a_provider_that_takes_us_answers_every_step(tried, provider):
    assert tried() == [
        ("resolve", True, "127.0.0.1 is at 127.0.0.1."),
        ("options", True, "The server answers: 200 OK."),
        ("register", True, "The server takes login and password."),
    ]
    [_challenged, taken] = provider.requests("REGISTER")
    assert taken.message.first("authorization")


def test_trying_leaves_the_nodes_own_registration_as_it_is(tried, provider):
    """No contact is told to the registrar, so calls go on to where they went."""
    tried()
    assert provider.exchange.registrar.contact("acme-line") is None
    assert not any(each.message.first("contact") for each in provider.requests("REGISTER"))


def test_a_line_by_address_is_only_asked_whether_it_is_there(tried, provider):
    steps = tried(registers=False, login="", secret="")
    assert [key for key, _ok, _text in steps] == ["resolve", "options"]
    assert not provider.requests("REGISTER")


@pytest.mark.parametrize("field", ["login", "secret"])
def test_a_wrong_login_or_password_is_told(tried, field):
    *_others, (key, is_good, words) = tried(**{field: "wrong"})
    assert (key, is_good) == ("register", False)
    assert words == "The server refuses login or password: 403 Forbidden."


@pytest.mark.parametrize("transport", ["udp", "tcp", "tls"])
def test_a_server_that_is_not_there_is_told(tried, transport):
    steps = tried(addresses=[f"127.0.0.1:{free_port()}"], transport=transport)
    assert steps[-1] == ("options", False, "The server does not answer.")


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_a_company_does_not_learn_whether_anybody_listens_at_a_port(
    admin_client, settings, transport
):
    """Where nobody does, the system says so at once; where a service is that knows no SIP, nobody says anything."""
    settings.LOCAL_LINES = ["127.0.0.0/8"]
    body = {"name": "own", "addresses": [f"127.0.0.1:{free_port()}"], "transport": transport}
    made = admin_client.post("trunks/", body).json()
    began = time.monotonic()
    step = admin_client.post(f"trunks/{made['id']}/test/").json()["steps"][-1]
    assert (step["key"], step["seconds"]) == ("options", ANSWER_SECONDS)
    assert time.monotonic() - began >= ANSWER_SECONDS


@pytest.mark.parametrize("transport", ["tcp", "tls"])
def test_a_server_that_accepts_and_says_nothing_is_told_in_time(tried, transport):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        port = deaf.getsockname()[1]
        steps = tried(addresses=[f"127.0.0.1:{port}"], transport=transport)
    assert steps[-1] == ("options", False, "The server does not answer.")


def test_a_server_that_falls_silent_is_told(tried, provider):
    provider.fall_silent()
    assert tried()[-1] == ("options", False, "The server does not answer.")


def test_a_name_that_leads_nowhere_is_told(tried):
    assert tried(addresses=["no.such.host.invalid"]) == [
        ("resolve", False, "The name no.such.host.invalid leads nowhere.")
    ]


def test_a_name_that_leads_to_this_host_is_not_asked(tried, provider, monkeypatch, settings):
    """Whoever may edit lines shall not knock at what stands beside us."""
    settings.LOCAL_LINES = []
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest, **more: real("127.0.0.1", *rest, **more)
    )
    steps = tried(addresses=[f"sip.example.org:{provider.address.rpartition(':')[2]}"])
    assert [(key, is_good) for key, is_good, _text in steps] == [("resolve", False)]
    assert not provider.requests()


def test_a_line_that_only_takes_calls_is_fine(tried):
    [(key, is_good, _words)] = tried(
        addresses=[], sources=["198.51.100.7"], registers=False, login="", secret=""
    )
    assert (key, is_good) == ("resolve", True)
