"""Sounds of a company on its node: brought there, played to calls, replaced, taken away; music on hold."""

from dataclasses import replace

import pytest

from telephony.asterisk.snapshot import MediaConfig
from telephony.asterisk.sounds import Sounds, sound_names
from telephony.sound.convert import convert
from telephony.sound.programs import ffmpeg
from tests.asterisk.companies import company

LOW = 500
KEY = "0f" * 16


@pytest.fixture(scope="module")
def tones(tmp_path_factory):
    """Ten seconds of a tone as an uploaded file becomes a sound: `tones(500)` is its name, kept in `tones.folder`."""
    folder = tmp_path_factory.mktemp("kept")

    class Tones:
        def __call__(self, frequency):
            source = folder / f"{frequency}.wav"
            wave = f"sine=frequency={frequency}:duration=10"
            ffmpeg(["-f", "lavfi", "-i", wave, str(source)], seconds=10)
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
