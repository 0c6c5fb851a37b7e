"""Sounds of a company on its node: brought there, played to calls, replaced, taken away; music on hold."""

import os
import time
from dataclasses import replace
from functools import cache
from statistics import correlation

import pytest
from botocore.exceptions import EndpointConnectionError

from compose.provider.g711 import CODECS
from compose.provider.sound import RATE, loudness
from telephony.asterisk.apply import drift
from telephony.asterisk.fact_store import FactStore
from telephony.asterisk.snapshot import MediaConfig, MusicConfig
from telephony.asterisk.sounds import KEPT_SECONDS, SoundChange, Sounds, sound_names
from telephony.sound.convert import convert
from telephony.sound.programs import ffmpeg
from telephony.speech.engine import Account
from telephony.speech.programs import RHVoice
from tests.asterisk.companies import company
from tests.asterisk.sounds import ALAW

LOW, HIGH = 500, 1300
KEY = "0f" * 16
LIKENESS, TIMES = 0.97, 4  # of as many announcements one has to be heard well


@pytest.fixture(scope="module")
def tones(tmp_path_factory):
    """Ten seconds of a tone as an uploaded file becomes a sound: `tones(500)` is its name, kept in `tones.folder`."""
    folder = tmp_path_factory.mktemp("kept")

    class Tones:
        @cache  # noqa: B019 - lives as long as the module's tests
        def __call__(self, frequency, *, seconds=10):
            source = folder / f"{frequency}.wav"
            wave = f"sine=frequency={frequency}:duration={seconds}"
            ffmpeg(["-f", "lavfi", "-i", wave, str(source)], seconds=10)
            return convert(source, folder).name

        def spoken(self, text):
            source = folder / "spoken.wav"
            source.write_bytes(RHVoice().speak(text, voice="anna", rate=1.0, account=Account()))
            return convert(source, folder).name

        def open(self, name, suffix):
            return (folder / f"{name}.{suffix}").open("rb")

    return Tones()


@pytest.fixture
def sounds(node):
    return Sounds(node.paths.sounds)


@pytest.fixture
def publish(node, sounds, tones):
    """Publish acme with these sounds, as the worker does: files first."""

    def published(**values):
        config = replace(company("acme"), **values)
        sounds.apply("acme", sound_names(config), opened=tones.open)
        node.apply(config)
        return config

    return published


@pytest.fixture
def announce(node):
    """`announce(login)` calls a phone and plays it what the fact of KEY names, as a flow's announcement does."""
    steps = (f"1,Playback(${{DB(t/acme/media/{KEY})}})", "2,Hangup()")
    for step in steps:
        node.command(f"dialplan add extension s,{step} into media-test replace")

    def call(login):
        channel, place = f"PJSIP/{login}", {"Context": "media-test", "Exten": "s", "Priority": "1"}
        place["Async"] = "false"  # panoramisk must be told
        node.with_ami(lambda ami: ami.action("Originate", Channel=channel, **place))

    yield call
    node.command("dialplan remove context media-test")


def test_a_call_hears_an_uploaded_sound(phones, publish, tones, announce):
    publish(media=(MediaConfig(KEY, tones(LOW)),))
    phone = phones("acme+200").answers()

    announce("acme+200")

    phone.incoming().confirmed().hears(LOW)


@pytest.mark.parametrize(
    ("codec", "played"), [("PCMA", "alaw"), ("PCMU", "alaw"), ("G722", "g722")]
)
def test_each_call_is_played_the_file_that_costs_it_least(
    node, phones, publish, tones, announce, codec, played
):
    publish(media=(MediaConfig(KEY, tones(LOW)),))
    phones.forget("acme+201")
    phone = phones("acme+201", codecs=[codec]).answers()

    announce("acme+201")

    phone.incoming().confirmed().hears(LOW)
    (channel,) = node.channels()
    assert f"WriteFormat: {played}\n" in node.command(f"core show channel {channel}")
    phones.forget("acme+201")


def test_a_sound_that_is_replaced_while_it_is_played_goes_on(phones, publish, tones, announce):
    publish(media=(MediaConfig(KEY, tones(LOW)),))
    phone = phones("acme+200").answers()
    announce("acme+200")
    first = phone.incoming().confirmed()
    first.hears(LOW)

    publish(media=(MediaConfig(KEY, tones(HIGH)),))

    first.hears(LOW)
    first.hang_up()
    since = phone.mark()
    announce("acme+200")
    phone.incoming(since=since).confirmed().hears(HIGH)


def test_a_call_is_played_the_variant_in_its_language(node, phones, publish, tones):
    publish(media=(MediaConfig(KEY, tones(LOW), (("en", tones(HIGH)),)),))
    facts = node.with_ami(lambda ami: FactStore(ami, "t/acme").read())
    assert facts[f"media/{KEY}"] == f"company/acme/{tones(LOW)}"
    assert facts[f"media/{KEY}/en"] == f"company/acme/{tones(HIGH)}"


def test_an_unwanted_sound_stays_for_an_hour_and_comes_back_unharmed(tmp_path, tones):
    sounds = Sounds(tmp_path)
    name = tones(LOW)
    nothing = SoundChange([], [], [])
    assert sounds.apply("acme", [name], opened=tones.open) == SoundChange([name], [], [])
    assert sounds.apply("acme", [name], opened=tones.open) == nothing
    assert sounds.apply("acme", [], opened=tones.open) == nothing
    assert sounds.held("acme") == {name}
    mark = tmp_path / "acme" / f"{name}.unused"
    aged(mark, KEPT_SECONDS - 60)
    assert sounds.apply("acme", [name], opened=tones.open) == nothing
    assert not mark.exists()

    sounds.apply("acme", [], opened=tones.open)
    aged(mark, KEPT_SECONDS + 1)

    assert sounds.apply("acme", [], opened=tones.open).gone == [name]
    assert list(tmp_path.iterdir()) == []


def test_a_sound_that_is_lost_keeps_no_other_from_the_node(tmp_path, tones):
    sounds, lost, kept = Sounds(tmp_path), "00" * 16, tones(LOW)
    change = sounds.apply("acme", [lost, kept], opened=tones.open)
    assert change == SoundChange([kept], [], [lost])
    assert sounds.held("acme") == {kept}
    assert sounds.apply("acme", [lost, kept], opened=tones.open) == SoundChange([], [], [lost])


def test_storage_that_is_away_is_asked_once(tmp_path, tones):
    sounds, asked = Sounds(tmp_path), []

    def away(name, suffix):
        asked.append(name)
        raise EndpointConnectionError(endpoint_url="http://storage")

    wanted = sorted([tones(LOW), tones(HIGH)])
    assert sounds.apply("acme", wanted, opened=away) == SoundChange([], [], wanted)
    assert asked == wanted[:1]
    assert sounds.apply("acme", wanted, opened=tones.open).came == wanted


def test_sounds_of_companies_stay_apart(tmp_path, tones):
    sounds = Sounds(tmp_path)
    for code in ("acme", "acme1"):
        sounds.apply(code, [tones(LOW)], opened=tones.open)
    sounds.apply("acme", [], opened=tones.open)
    aged(tmp_path / "acme" / f"{tones(LOW)}.unused", KEPT_SECONDS + 1)
    sounds.apply("acme", [], opened=tones.open)
    assert (sounds.held("acme"), sounds.held("acme1")) == (frozenset(), {tones(LOW)})


@pytest.mark.parametrize("nasty", ["../../etc/x", "${SHELL(id)}", "a;b", "", "a b"])
def test_no_name_leads_out_of_the_companys_folder(tmp_path, tones, nasty):
    sounds = Sounds(tmp_path / "sounds")
    (tmp_path / "sounds").mkdir()
    with pytest.raises(ValueError, match="not the name of a sound"):
        sounds.apply("acme", [nasty], opened=tones.open)
    assert [path.name for path in tmp_path.iterdir()] == ["sounds"]


def test_a_sound_that_is_missing_is_drift_and_is_brought_again(node, publish, sounds, tones):
    config = publish(
        media=(MediaConfig(KEY, tones(LOW)),), music=(MusicConfig("default", (tones(HIGH),)),)
    )
    check = lambda: node.with_ami(lambda ami: drift(config, node=node.paths, ami=ami))  # noqa: E731
    assert not check()
    for name in (tones(LOW), tones(HIGH)):
        (node.paths.sounds / "acme" / f"{name}.g722").unlink()
        assert check()
        sounds.apply("acme", sound_names(config), opened=tones.open)
        assert not check()


def test_who_is_put_on_hold_hears_the_companys_music_at_once(node, phones, publish, tones):
    anna, boris = phones("acme+200"), phones("acme+201").answers()

    def talking():
        """Both sides of a call that stands; a hold before that may cross what the node still tells the phone."""
        since = boris.mark()
        call = anna.call("201").confirmed()
        call.hears(boris.frequency)
        return call, boris.incoming(since=since)

    call, other = talking()
    other.do("hold")
    call.hears_something()  # the node's own music
    other.do("unhold")
    call.hears(boris.frequency)
    call.hang_up()

    for tone in (LOW, HIGH):
        publish(music=(MusicConfig("default", (tones(tone),)),))  # nothing is reloaded
        call, other = talking()
        other.do("hold")
        call.hears(tone)
        call.hang_up()


def test_files_of_a_package_follow_one_another(node, phones, publish, tones):
    short, other = tones(LOW, seconds=2), tones(HIGH, seconds=2)
    publish(music=(MusicConfig("feed", (short, other)),))
    node.command("dialplan add extension s,1,Answer() into media-test replace")
    node.command("dialplan add extension s,2,MusicOnHold(acme-feed) into media-test replace")
    phone = phones("acme+200").answers()
    channel, place = "PJSIP/acme+200", {"Context": "media-test", "Exten": "s", "Priority": "1"}
    node.with_ami(lambda ami: ami.action("Originate", Channel=channel, Async="false", **place))
    call = phone.incoming().confirmed()
    call.hears(LOW)
    call.hears(HIGH)
    call.hears(LOW)  # and again from the beginning
    node.command("dialplan remove context media-test")


def test_a_company_that_is_gone_leaves_no_music(node, publish, tones):
    publish(music=(MusicConfig("default", (tones(LOW),)),))
    report = node.apply(replace(company("acme"), is_disabled=True, revision=2))
    assert report.leftovers == ()
    assert sound_names(replace(company("acme"), is_disabled=True)) == frozenset()


def test_a_call_hears_the_words_of_a_text_as_they_were_spoken(phones, publish, tones, announce):
    name = tones.spoken("Здравствуйте! Вы позвонили в компанию «Ромашка». Оставайтесь на линии.")
    publish(media=(MediaConfig(KEY, name),))
    phone = phones("acme+200").answers()
    with tones.open(name, "alaw") as file:
        spoken = outline(CODECS[ALAW].decode(file.read()))

    found = []
    while not found or (max(found) <= LIKENESS and len(found) < TIMES):
        since = phone.mark()
        announce("acme+200")
        call = phone.incoming(since=since)
        call.ended()
        heard = phone.command("heard", call=call.number, since=0)["samples"]
        found.append(best_likeness(heard, spoken))
    assert max(found) > LIKENESS, found


def best_likeness(heard, spoken):
    """How much some two seconds of it are like what was spoken; a busy machine brings a packet late now and then."""
    starts = range(0, len(heard) - 2 * RATE, RATE // 2)
    return max(likeness(outline(heard[start : start + 2 * RATE]), spoken) for start in starts)


def likeness(heard, spoken):
    """How much what was heard is like some part of what was spoken: 1 is the same."""
    places = range(len(spoken) - len(heard))
    assert len(places) > 50
    return max(correlation(heard, spoken[start : start + len(heard)]) for start in places)


def outline(samples):
    """How loud each hundredth of a second is."""
    return [loudness(samples[start : start + 80]) for start in range(0, len(samples) - 79, 80)]


def aged(mark, seconds):
    """Let a file look as old as this."""
    moment = time.time() - seconds
    os.utime(mark, (moment, moment))
