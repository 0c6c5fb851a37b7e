"""Text to speech: real voices speak, a service is asked over real HTTP, the same text is spoken once."""

import threading
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from telephony.models import MediaFile, Speech, SpeechSettings
from telephony.selectors.config_snapshot import config_snapshot
from telephony.services import speech, speech_engines
from telephony.services.media_conversion import media_convert
from telephony.services.media_store import sound_open
from telephony.services.speech import speech_ensure, speech_get, speech_sweep
from telephony.services.speech_engines import voices
from telephony.sound.probe import probe
from telephony.speech.engine import Account, SpeechError
from telephony.speech.outside_http import is_outside
from telephony.speech.programs import Espeak, Festival, RHVoice, paced, plain, readable
from telephony.speech.yandex import Yandex
from tenants.context import tenant_scope
from tenants.errors import BusinessError
from tenants.models import Tenant
from tests.support.clients import field_codes
from tests.support.speech_service import KEY, SpeechService, speech_service

GREETING = "Здравствуйте! Вы позвонили в компанию «Ромашка». Нажмите один."
RUSSIAN = ("anna", "irina", "elena", "aleksandr")
NASTY = (
    "<speak>раз</speak> & два",
    "$(id) `id`; раз",
    "-o /tmp/x раз",
    "\x1b[2J раз",
    "раз\n\nдва",
    "'раз\" \\",
    '(quit) ("system" раз)',
)


@pytest.fixture(autouse=True)
def storage(request, settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def service(monkeypatch) -> SpeechService:
    """The service that speaks for money, as an engine of the installation beside the real ones."""
    with speech_service() as running:
        engine = Yandex(running.url, allows_private=True)
        known = {**speech_engines.engines(), "yandex": engine}
        monkeypatch.setattr(speech_engines, "engines", lambda: known)
        yield running


@pytest.mark.parametrize("voice", RUSSIAN)
def test_russian_voices_of_the_installation_speak(tmp_path, voice):
    sound = RHVoice().speak(GREETING, voice=voice, rate=1.0, account=Account())
    path = tmp_path / "said.wav"
    path.write_bytes(sound)
    assert 2.5 < probe(path).seconds < 7  # as long as a person needs
    faster = RHVoice().speak(GREETING, voice=voice, rate=2.0, account=Account())
    assert len(faster) == pytest.approx(len(sound) / 2, rel=0.2)
    longer = RHVoice().speak(GREETING * 2, voice=voice, rate=1.0, account=Account())
    assert len(longer) == pytest.approx(len(sound) * 2, rel=0.25)


@pytest.mark.parametrize(("engine", "voice"), [(Festival(), "msu_ru"), (Espeak(), "ru")])
def test_what_speaks_where_rhvoice_cannot_be_had(tmp_path, engine, voice):
    """To be run with VPBX_SPEECH_ROOT as `compose/local/voices.sh` leaves it then."""
    if not engine.voices(Account()):
        pytest.skip(f"{engine.name} is not installed here")
    (path := tmp_path / "said.wav").write_bytes(
        engine.speak(GREETING, voice=voice, rate=1.0, account=Account())
    )
    usual = probe(path).seconds
    assert 2.5 < usual < 7
    path.write_bytes(engine.speak(GREETING, voice=voice, rate=2.0, account=Account()))
    assert probe(path).seconds == pytest.approx(usual / 2, rel=0.2)
    for nasty in NASTY:
        assert engine.speak(nasty, voice=voice, rate=1.0, account=Account())[:4] == b"RIFF"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Компания «Ромашка». Нажмите — один!", "Компания Ромашка Нажмите один!"),
        ("(quit) раз… два, три. . .", "quit раз два, три."),
        ("Рабо\u0301чии\u0306 кое-что 12:30", "Рабочий кое-что 12: 30"),
    ],
)
def test_festival_is_given_words_alone(text, words):
    assert readable(text) == words


@pytest.mark.parametrize("rate", [0.5, 2.0])
def test_a_pace_that_an_engine_does_not_know_is_set_afterwards(tmp_path, rate):
    sound = RHVoice().speak(GREETING, voice="anna", rate=1.0, account=Account())
    (path := tmp_path / "said.wav").write_bytes(paced(sound, rate))
    assert probe(path).seconds == pytest.approx(len(sound) / 48_000 / rate, rel=0.05)


def test_a_voice_of_last_resort_is_marked_and_comes_last(admin_client, tmp_path, monkeypatch):
    program = tmp_path / "usr/bin/espeak-ng"
    program.parent.mkdir(parents=True)
    program.touch()
    known = {"espeak": Espeak(tmp_path), "rhvoice": RHVoice()}
    monkeypatch.setattr(speech_engines, "engines", lambda: known)
    listed = admin_client.get("speech/voices/").json()
    assert [each["engine"] for each in listed if each["is_last_resort"]] == ["espeak", "espeak"]
    assert [each["engine"] for each in listed][-3:] == ["rhvoice", "espeak", "espeak"]
    assert speech_get("раз").voice == "rhvoice:anna"


def test_the_voices_of_the_installation_come_first(admin_client):
    listed = admin_client.get("speech/voices/").json()
    assert {f"rhvoice:{voice}" for voice in RUSSIAN} <= {each["id"] for each in listed}
    assert (listed[0]["engine"], listed[0]["is_last_resort"]) == ("rhvoice", False)
    assert not any(each["engine"] == "yandex" for each in listed)


@pytest.mark.parametrize("nasty", NASTY)
def test_texts_are_read_out_and_never_understood(tenant, tmp_path, nasty):
    assert "<" not in plain(nasty)
    sound = RHVoice().speak(nasty, voice="anna", rate=1.0, account=Account())
    assert sound[:4] == b"RIFF"
    assert len(sound) > 10_000


def test_a_text_is_heard_at_once_and_spoken_once(admin_client, storage):
    first = admin_client.post("speech/preview/", {"text": GREETING, "voice": "rhvoice:irina"})
    assert (first.status_code, first["Content-Type"]) == (200, "audio/mpeg"), first.content
    sound = b"".join(first.streaming_content)
    (path := storage / "heard").write_bytes(sound)
    assert probe(path).container == "mp3"
    made = Speech.objects.get()
    again = admin_client.post("speech/preview/", {"text": GREETING, "voice": "rhvoice:irina"})
    assert b"".join(again.streaming_content) == sound
    assert Speech.objects.get() == made
    assert not config_snapshot().media  # nobody has published it


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"text": ""}, "text", "required"),
        ({"text": "?!..."}, "text", "required"),
        ({"text": "а" * 1001}, "text", "too_long"),
        ({"text": "раз", "rate": 5}, "rate", "rate_invalid"),
        ({"text": "раз", "voice": "rhvoice:../../x"}, "voice", "voice_unknown"),
        ({"text": "раз", "voice": "yandex:alena"}, "voice", "voice_unknown"),
    ],
)
def test_what_cannot_be_spoken_is_refused(admin_client, values, field, code):
    for path in ("speech/preview/", "media-files/speech/"):
        refused = admin_client.post(path, {"name": "Spoken", **values})
        assert (refused.status_code, field_codes(refused)) == (400, {field: [code]}), path


def test_nobody_listens_without_rest(admin_client, user_client, monkeypatch):
    monkeypatch.setattr("telephony.services.speech_settings.LISTENS_A_MINUTE", 5)
    for _number in range(5):
        assert admin_client.post("speech/preview/", {"text": "раз"}).status_code == 200
    refused = admin_client.post("speech/preview/", {"text": "раз"})
    assert (refused.status_code, refused.json()["code"]) == (429, "too_often")
    assert user_client.post("speech/preview/", {"text": "раз"}).status_code == 403


def test_what_a_flow_says_is_on_the_node_under_its_key(tenant):
    key = speech_ensure(GREETING)
    assert speech_ensure(GREETING) == key
    assert speech_ensure(GREETING, rate=1.25) != key
    told = {media.key: media.name for media in config_snapshot().media}
    assert len(told) == 2
    with sound_open(told[key], "alaw") as file:
        assert len(file.read()) > 2 * 8_000


def test_the_usual_voice_speaks_texts_that_name_none(admin_client):
    done = admin_client.patch("speech/settings/", {"voice": "rhvoice:elena"})
    assert done.json()["voice"] == "rhvoice:elena"
    assert speech_get("раз").voice == "rhvoice:elena"
    assert admin_client.get("speech/voices/").json()[0]["id"] == "rhvoice:elena"
    refused = admin_client.patch("speech/settings/", {"voice": "rhvoice:pavel"})
    assert field_codes(refused) == {"voice": ["voice_unknown"]}


@pytest.mark.parametrize(
    ("language", "text", "voice"),
    [("ru", "раз", "anna"), ("ru", "One", "anna"), ("en", "One", "slt"), ("en", "раз", "anna")],
)
def test_the_first_voice_is_one_of_the_company_that_can_read_the_text(
    tenant, language, text, voice
):
    Tenant.objects.filter(pk=tenant.pk).update(language=language)
    with tenant_scope(Tenant.objects.get(pk=tenant.pk)):
        assert speech_get(text).voice == f"rhvoice:{voice}"
        assert voices()[0].language == language


def test_texts_that_nobody_says_are_forgotten(tenant, enqueued):
    said, listened = speech_ensure("раз"), speech_get("два")
    assert speech_sweep() == 0
    Speech.objects.update(used_at=timezone.now() - timezone.timedelta(days=40))
    assert speech_sweep() == 2
    assert not Speech.objects.filter(pk__in=[said, listened.pk]).exists()
    assert enqueued.jobs


def test_a_file_says_a_text_and_another_one_later(admin_client):
    made = admin_client.post(
        "media-files/speech/", {"name": "Night", "text": GREETING, "voice": "rhvoice:aleksandr"}
    )
    assert (made.status_code, made.json()["state"], made.json()["source"]) == (
        201,
        "converting",
        "speech",
    )
    media = MediaFile.objects.get()
    media_convert(str(media.pk), upload=1)
    media.refresh_from_db()
    assert media.state == "ready", media.error
    before = media.content
    changed = admin_client.post(
        f"media-files/{media.pk}/replace/", {"text": "Мы закрыты.", "rate": 1.2}
    )
    assert changed.json()["is_playable"], changed.content
    media_convert(str(media.pk), upload=2)
    media.refresh_from_db()
    assert (media.state, media.text, media.rate, media.voice) == (
        "ready", "Мы закрыты.", 1.2, "rhvoice:aleksandr",
    )  # fmt: skip
    assert media.content != before


def test_a_service_speaks_by_the_companys_own_key(admin_client, service):
    stored = admin_client.patch("speech/settings/", {"service_key": KEY, "service_folder": "b1g"})
    assert stored.json()["has_service_key"] is True
    assert KEY not in stored.content.decode()
    assert "yandex:alena" in {each["id"] for each in admin_client.get("speech/voices/").json()}

    heard = admin_client.post(
        "speech/preview/", {"text": "раз", "voice": "yandex:alena", "rate": 1.5}
    )

    assert heard.status_code == 200, heard.content
    asked = service.asked[1]  # the first word tried the key
    assert (asked["text"], asked["voice"], asked["lang"]) == ("раз", "alena", "ru-RU")
    assert (asked["speed"], asked["folderId"]) == ("1.5", "b1g")
    admin_client.post("speech/preview/", {"text": "раз", "voice": "yandex:alena", "rate": 1.5})
    assert len(service.asked) == 2


def test_a_key_that_the_service_does_not_take_is_not_kept(admin_client, service):
    refused = admin_client.patch("speech/settings/", {"service_key": "wrong"})
    assert (refused.status_code, field_codes(refused)) == (
        400,
        {"service_key": ["service_refused"]},
    )
    assert "Unknown api key" in refused.json()["message"]
    assert admin_client.get("speech/settings/").json()["has_service_key"] is False


@pytest.mark.parametrize("nasty", ["ключ", "a\r\nX: y", "a b", "😀", "a" * 201])
def test_a_key_that_no_header_could_hold_is_refused(admin_client, service, nasty):
    for field in ("service_key", "service_folder"):
        refused = admin_client.patch("speech/settings/", {field: nasty})
        assert (refused.status_code, list(field_codes(refused))) == (400, [field])
    assert service.asked == []


def test_the_key_lies_encrypted(admin_client, service):
    admin_client.patch("speech/settings/", {"service_key": KEY})
    with connection.cursor() as cursor:
        cursor.execute("SELECT service_key FROM telephony_speechsettings")
        assert KEY not in cursor.fetchone()[0]
    assert SpeechSettings.objects.get().service_key == KEY
    admin_client.patch("speech/settings/", {"service_key": ""})
    assert admin_client.get("speech/settings/").json()["has_service_key"] is False


@pytest.mark.parametrize(
    "answer",
    [
        (200, b"", {}),
        (200, b"<html>not a sound</html>", {}),
        (302, b"", {"Location": "http://127.0.0.1:1/"}),
        (500, b"\xff not JSON", {}),
        (403, b'{"error_message": "no money"}', {}),
    ],
)
def test_a_service_that_does_not_speak_is_told_of_and_nothing_is_kept(
    admin_client, service, storage, answer
):
    admin_client.patch("speech/settings/", {"service_key": KEY})
    service.answer = answer
    refused = admin_client.post("speech/preview/", {"text": "раз", "voice": "yandex:alena"})
    assert (refused.status_code, refused.json()["code"]) == (503, "speech_failed")
    assert len(service.asked) == 2  # no redirection was followed
    assert not Speech.objects.exists()


def test_a_wrong_key_is_refused_in_words_that_do_not_hold_it(tenant):
    with (
        speech_service() as service,
        pytest.raises(SpeechError, match="HTTP 401: Unknown api key") as told,
    ):
        Yandex(service.url, allows_private=True).speak(
            "раз", voice="alena", rate=1.0, account=Account("wrong-key")
        )
    assert "wrong-key" not in str(told.value)


def test_private_addresses_are_never_asked(tenant):
    with speech_service() as service:
        for host in ("127.0.0.1", "localhost"):
            url = service.url.replace("127.0.0.1", host)
            with pytest.raises(SpeechError, match="not outside"):
                Yandex(url).speak("раз", voice="alena", rate=1.0, account=Account(KEY))
    assert service.asked == []
    inside = (
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fe80::1",
        "::ffff:10.0.0.1",
        "0.0.0.0",
    )
    assert not any(is_outside(host) for host in inside)
    assert is_outside("93.184.216.34")


def test_more_texts_than_may_be_computed_at_once_wait_and_then_give_up(tenant, monkeypatch):
    speech_get("раз")
    monkeypatch.setattr(speech, "AT_ONCE", threading.BoundedSemaphore(1))
    monkeypatch.setattr(speech, "PATIENCE_SECONDS", 0.05)
    with speech.AT_ONCE:
        assert speech_get("раз").text == "раз"  # known, nothing to compute
        with pytest.raises(BusinessError) as told:
            speech_get("два")
    assert told.value.status == 503
    assert speech_get("два").text == "два"


def test_without_any_engine_publishing_says_so(tenant, monkeypatch):
    monkeypatch.setattr(speech_engines, "engines", dict)
    with pytest.raises(BusinessError) as told:
        speech_ensure("раз")
    assert (told.value.code, told.value.status) == ("speech_failed", 503)
