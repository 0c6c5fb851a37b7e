"""The provider with a real phone (pjsua2) as its customer: accounts, both directions, sound, re-INVITEs."""

from collections.abc import Iterator

import pytest

from compose.provider.behaviour import RINGS, SILENT, answer, early, reject
from compose.provider.provider import Provider, ProviderError
from tests.asterisk.agents import Agent

LOGIN, NUMBER, OWN_TONE = "acme-line", "74951234567", 440


@pytest.fixture(scope="module")
def registered_phone(running_provider: Provider) -> Iterator[Agent]:
    """A phone that is registered with the provider."""
    running_provider.add_account(LOGIN)
    with Agent("customer", frequency=OWN_TONE) as agent:
        agent.register(
            LOGIN, Provider.secret(LOGIN), host=running_provider.host, port=running_provider.port
        )
        yield agent


@pytest.fixture
def phone(registered_phone: Agent, provider: Provider) -> Agent:
    """The phone, as new."""
    registered_phone.rings()
    registered_phone.forget_events()
    return registered_phone


def test_answers_with_sound_both_ways(provider: Provider, phone: Agent) -> None:
    provider.behave(NUMBER, answer(tone=1150))
    call = phone.call(NUMBER)
    call.confirmed()
    far = provider.taken(f"+{NUMBER}")
    assert (far.called, far.shown, far.account) == (NUMBER, LOGIN, LOGIN)
    call.hears(1150)
    far.hears(OWN_TONE)
    call.do("dtmf", digits="12#")
    far.pressed("12#")
    call.hang_up()
    assert far.ended() == "them"


def test_ends_calls_itself(provider: Provider, phone: Agent) -> None:
    call = phone.call(NUMBER)
    call.confirmed()
    provider.taken(NUMBER).hang_up()
    call.ended()


@pytest.mark.parametrize("status", [403, 404, 408, 480, 484, 486, 500, 502, 503, 603])
def test_rejects(provider: Provider, phone: Agent, status: int) -> None:
    provider.behave(NUMBER, reject(status))
    phone.call(NUMBER)
    phone.wait("state", state="DISCONNECTED", code=status)
    assert provider.taken(NUMBER).status == status


def test_last_digits_say_what_a_number_does(provider: Provider, phone: Agent) -> None:
    phone.call("79990000486")
    phone.wait("state", state="DISCONNECTED", code=486)


def test_rings_without_answer(provider: Provider, phone: Agent) -> None:
    provider.behave(NUMBER, RINGS)
    call = phone.call(NUMBER)
    call.ringing()
    call.hang_up()
    far = provider.taken(NUMBER)
    assert far.ended() == "them"
    assert far.status == 487


def test_takes_a_ringing_call_when_told(provider: Provider, phone: Agent) -> None:
    provider.behave(NUMBER, RINGS)
    call = phone.call(NUMBER)
    call.ringing()
    provider.taken(NUMBER).answer()
    call.confirmed()
    call.hears(620)


def test_says_nothing(provider: Provider, phone: Agent) -> None:
    provider.behave(NUMBER, SILENT)
    phone.call(NUMBER)
    provider.taken(NUMBER)
    phone.never("state", seconds=1, state="EARLY")
    phone.never("state", seconds=0.1, state="DISCONNECTED")
    phone.command("hangup_all")


@pytest.mark.parametrize(("then", "state"), [(200, "CONFIRMED"), (503, "DISCONNECTED")])
def test_early_sound(provider: Provider, phone: Agent, then: int, state: str) -> None:
    provider.behave(NUMBER, early(tone=1450, then=then, seconds=1.5))
    call = phone.call(NUMBER)
    call.hears(1450)
    phone.wait("state", state=state, code=then)


def test_is_full(provider: Provider, phone: Agent) -> None:
    provider.fill(1)
    phone.call(NUMBER).confirmed()
    phone.call("74957654321")
    phone.wait("state", state="DISCONNECTED", code=503)


def test_invites_again(provider: Provider, phone: Agent) -> None:
    call = phone.call(NUMBER)
    call.confirmed()
    far = provider.taken(NUMBER)
    far.hears(OWN_TONE)
    assert far.hold() == 200
    far.hears_nothing()
    assert far.resume() == 200
    far.hears(OWN_TONE)
    assert far.move() == 200
    far.hears(OWN_TONE)
    call.hears(620)
    phone.command("set", policy=180)
    assert far.t38() == 488
    far.hears(OWN_TONE)


def test_changes_the_codec(provider: Provider, running_provider: Provider) -> None:
    with Agent("other", frequency=OWN_TONE) as agent:
        agent.register(
            "globex-line",
            Provider.secret("globex-line"),
            host=provider.host,
            port=provider.port,
            codecs=["PCMA", "PCMU"],
        )
        call = agent.call(NUMBER)
        call.confirmed()
        far = provider.taken(NUMBER)
        assert far.codec() == 200
        far.hears(OWN_TONE)
        call.hears(620)


def test_is_put_on_hold(provider: Provider, phone: Agent) -> None:
    call = phone.call(NUMBER)
    call.confirmed()
    far = provider.taken(NUMBER)
    call.do("hold")
    assert "a=sendonly" in far.request("INVITE").body
    call.do("unhold")
    far.hears(OWN_TONE)


def test_calls_a_customer(provider: Provider, phone: Agent) -> None:
    far = provider.call(
        f"+{NUMBER}",
        caller="+79161234567",
        name="Anna",
        account=LOGIN,
        diversion="+74950000001",
        asserted="+79161234567",
        tone=1150,
    )
    call = phone.incoming()
    assert call.message.startswith(f"INVITE sip:+{NUMBER}@")
    assert f"To: <sip:+{NUMBER}@" in call.message
    assert '"Anna" <sip:+79161234567@' in call.message
    assert "Diversion: <sip:+74950000001@" in call.message
    assert "P-Asserted-Identity: <sip:+79161234567@" in call.message
    far.rings()
    call.answer()
    far.answered()
    call.hears(1150)
    far.hears(OWN_TONE)
    far.hang_up()
    call.ended()


def test_calls_by_the_contact_as_registered(provider: Provider, phone: Agent) -> None:
    contact = provider.registered(LOGIN)
    far = provider.call(f"+{NUMBER}", caller="100", account=LOGIN, ruri="contact")
    call = phone.incoming()
    assert call.message.startswith(f"INVITE {contact.uri} SIP/2.0")
    assert f"To: <sip:+{NUMBER}@" in call.message
    far.hang_up()
    assert far.refused() == 487
    call.ended()


def test_hides_the_caller(provider: Provider, phone: Agent) -> None:
    provider.call(NUMBER, caller="+79161234567", account=LOGIN, anonymous=True)
    message = phone.incoming().message
    assert 'From: "Anonymous" <sip:anonymous@anonymous.invalid>' in message
    assert "Privacy: id" in message


def test_is_refused(provider: Provider, phone: Agent) -> None:
    phone.refuses(486)
    far = provider.call(NUMBER, caller="100", account=LOGIN)
    assert far.refused() == 486


def test_nobody_answers(provider: Provider, new_provider: type[Provider]) -> None:
    silent = new_provider()
    silent.fall_silent()
    far = provider.call(NUMBER, caller="100", target=silent.address, patience=0.5)
    assert far.ended() == "nobody"


def test_keeps_others_out(provider: Provider) -> None:
    with Agent("stranger") as stranger:
        stranger.account(LOGIN, "wrong", host=provider.host, port=provider.port)
        stranger.wait("registration", code=403)
        stranger.call(NUMBER)
        stranger.wait("state", state="DISCONNECTED")
        assert provider.calls(NUMBER) == []


def test_trusts_an_address(provider: Provider) -> None:
    provider.trust("127.0.0.0/8")
    with Agent("stranger") as stranger:
        stranger.account("nobody", "", host=provider.host, port=provider.port, register=False)
        stranger.call(NUMBER).confirmed()
        assert provider.taken(NUMBER).account == ""


def test_registration_ends(provider: Provider) -> None:
    with Agent("short") as agent:
        agent.register(
            "acme1-line", Provider.secret("acme1-line"), host=provider.host, port=provider.port
        )
        provider.registered("acme1-line")
    provider.unregistered("acme1-line")
    with pytest.raises(ValueError, match="not registered"):
        provider.call(NUMBER, account="acme1-line")


def test_tells_what_did_not_happen(provider: Provider) -> None:
    with pytest.raises(ProviderError, match="a call to"):
        provider.taken("70000000000", seconds=0.1)
