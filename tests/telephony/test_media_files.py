"""Sound files: what is taken, what becomes of it, who hears it, where it is used."""

import json
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from telephony import keys
from telephony.asterisk.sounds import Sounds, sound_names
from telephony.models import MediaFile
from telephony.redis_clients import live_redis
from telephony.selectors.config_snapshot import config_snapshot
from telephony.services.media_conversion import media_convert, media_resume
from telephony.services.media_store import sound_open
from telephony.sound.probe import MAX_BYTES
from tenants.context import tenant_scope
from tests.support.clients import field_codes, tenant_site
from tests.support.people import ADMIN, person
from tests.support.sounds import SUFFIXES, sound_bytes, video_bytes


@pytest.fixture(autouse=True)
def storage(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def upload(client, content: bytes, name: str = "Greeting", path: str = "media-files/", **values):
    file = SimpleUploadedFile(values.pop("file_name", "sound.wav"), content)
    return client.post(path, {"name": name, "file": file, **values}, format="multipart")


def converted(made) -> MediaFile:
    """What the worker makes of an upload."""
    assert made.status_code in {200, 201}, made.content
    media = MediaFile.objects.get(pk=made.json()["id"])
    media_convert(str(media.pk), upload=media.upload)
    media.refresh_from_db()
    return media


@pytest.mark.parametrize("kind", sorted(SUFFIXES))
def test_each_kind_of_sound_becomes_one_that_the_node_plays(admin_client, enqueued, kind):
    made = upload(admin_client, sound_bytes(kind), file_name=f"whatever.{kind}")
    assert (made.status_code, made.json()["state"]) == (201, "converting"), made.content
    job = next(job for job in enqueued.jobs if job.name == "telephony.media_convert")
    assert (job.queue, job.schema) == ("media", "t_acme")

    media_convert(**job.kwargs)

    shown = admin_client.get(f"media-files/{made.json()['id']}/").json()
    assert (shown["state"], shown["progress"], shown["is_playable"]) == ("ready", 100, True)
    assert shown["seconds"] == pytest.approx(2, abs=0.15)
    assert len(shown["peaks"]) == 400
    assert max(shown["peaks"]) == 100
    media = MediaFile.objects.get()
    for suffix, rate in (("alaw", 8_000), ("g722", 8_000)):
        with sound_open(media.content, suffix) as file:
            assert len(file.read()) == pytest.approx(2 * rate, rel=0.08)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_sound"),
        (b"MZ not a sound at all" * 100, "not_sound"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "not_sound"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "not_sound"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_sound"),
    ],
)
def test_what_is_no_sound_is_refused_by_its_content(admin_client, storage, content, code):
    refused = upload(admin_client, content or b"\x00", file_name="song.mp3")
    assert (refused.status_code, field_codes(refused)) == (400, {"file": [code]})
    assert not MediaFile.objects.exists()
    assert not list(storage.rglob("*.*"))


def test_a_film_without_sound_and_a_file_too_large_are_refused(admin_client):
    silent = upload(admin_client, video_bytes(), file_name="song.mp3")
    large = upload(admin_client, sound_bytes() + b"\0" * MAX_BYTES)
    assert field_codes(silent) == {"file": ["no_audio"]}
    assert field_codes(large) == {"file": ["file_too_large"]}
    assert "10" in large.json()["message"]


def test_more_than_an_hour_is_refused(admin_client, monkeypatch):
    refused = upload(admin_client, sound_bytes("mp3", seconds=10, bitrate="8k") * 370)
    assert field_codes(refused) == {"file": ["too_long"]}
    monkeypatch.setattr("telephony.sound.convert.MAX_SECONDS", 1)
    media = converted(upload(admin_client, sound_bytes("webm")))  # does not say how long it is
    assert (media.state, media.error) == ("failed", "too_long")


def test_a_recording_with_the_microphone_off_fails_in_words(admin_client):
    media = converted(upload(admin_client, sound_bytes(gain=-90)))
    assert (media.state, media.content) == ("failed", "")
    told = admin_client.get(f"media-files/{media.pk}/").json()
    assert "microphone" in told["error"]
    assert not config_snapshot().media


def test_quiet_and_loud_files_become_equally_loud(admin_client):
    loud = converted(upload(admin_client, sound_bytes(gain=12), "Loud"))
    quiet = converted(upload(admin_client, sound_bytes(gain=-20), "Quiet"))
    heights = []
    for media in (loud, quiet):
        with sound_open(media.content, "alaw") as file:
            samples = sorted(byte ^ 0x55 & 0x7F for byte in file.read())
        heights.append(samples[len(samples) // 2])
    assert abs(heights[0] - heights[1]) <= 4


def test_a_page_hears_the_whole_and_any_part(admin_client):
    media = converted(upload(admin_client, sound_bytes()))
    path = f"media-files/{media.pk}/audio/"
    whole = admin_client.get(path)
    content = b"".join(whole.streaming_content)
    assert (whole.status_code, whole["Content-Type"], whole["Accept-Ranges"]) == (
        200, "audio/mpeg", "bytes",
    )  # fmt: skip
    assert int(whole["Content-Length"]) == len(content)
    for asked, part, told in (
        ("bytes=0-99", content[:100], "0-99"),
        ("bytes=100-", content[100:], f"100-{len(content) - 1}"),
        ("bytes=-50", content[-50:], f"{len(content) - 50}-{len(content) - 1}"),
    ):
        answer = admin_client.get(path, HTTP_RANGE=asked)
        assert (answer.status_code, answer.content) == (206, part)
        assert answer["Content-Range"] == f"bytes {told}/{len(content)}"
    assert admin_client.get(path, HTTP_RANGE="bytes=999999-").status_code == 416
    more_than_python_reads = "9" * 5000
    assert admin_client.get(path, HTTP_RANGE=f"bytes={more_than_python_reads}-").status_code == 200


def test_others_hear_nothing(admin_client, user_client, other_tenant):
    media = converted(upload(admin_client, sound_bytes()))
    with tenant_scope(other_tenant):
        stranger = tenant_site(other_tenant).signed_in(person(other_tenant, ADMIN))
    for path in ("audio/", "original/", ""):
        assert stranger.get(f"media-files/{media.pk}/{path}").status_code == 404
        assert user_client.get(f"media-files/{media.pk}/{path}").status_code == 403


def test_the_node_is_told_of_what_is_ready_alone(admin_client, tmp_path):
    converting = upload(admin_client, sound_bytes(), "Later")
    media = converted(upload(admin_client, sound_bytes(frequency=700)))
    (told,) = config_snapshot().media
    assert (told.key, told.name) == (media.key, media.content)
    node = Sounds(tmp_path / "node")
    (tmp_path / "node").mkdir()
    change = node.apply("acme", sound_names(config_snapshot()), opened=sound_open)
    assert change == ([media.content], [], [])
    assert node.held("acme") == {media.content}
    assert converting.json()["is_playable"] is False


def test_a_file_is_replaced_in_place_and_goes_on_being_heard(admin_client, storage, enqueued):
    media = converted(upload(admin_client, sound_bytes()))
    before = media.content
    answer = upload(
        admin_client, sound_bytes("webm", frequency=900), path=f"media-files/{media.pk}/replace/",
        source="microphone",
    )  # fmt: skip
    assert answer.json()["state"] == "converting"
    assert answer.json()["is_playable"]
    assert config_snapshot().media[0].name == before

    after = converted(answer)

    assert after.content != before
    assert (after.key, after.source) == (media.key, "microphone")
    assert config_snapshot().media[0].name == after.content
    assert enqueued.jobs  # what waits for the commit is done now
    assert [path.name for path in (storage / "acme/originals").iterdir()] == [f"{media.key}-2"]


def test_pages_are_told_how_far_it_is(admin_client, enqueued, monkeypatch):
    monkeypatch.setattr("telephony.services.media_conversion.TELL_SECONDS", 0)
    made = upload(admin_client, sound_bytes("mp3", seconds=240))
    with live_redis().pubsub(ignore_subscribe_messages=True) as heard:
        heard.subscribe(keys.tenant_channel("acme"))
        heard.get_message(timeout=20)
        converted(made)
        assert enqueued.jobs
        told = []
        while not told or told[-1].get("state") != "ready":
            told.append(json.loads(heard.get_message(timeout=20)["data"]))
    media = [each for each in told if each["type"] == "media"]
    assert {each["id"] for each in media} == {made.json()["id"]}
    percents = [each["progress"] for each in media]
    assert percents == sorted(percents)
    assert len(set(percents)) > 3
    assert (media[-1]["state"], media[-1]["progress"]) == ("ready", 100)


def test_a_bad_replacement_leaves_the_old_sound(admin_client):
    media = converted(upload(admin_client, sound_bytes()))
    after = converted(
        upload(admin_client, sound_bytes(gain=-90), path=f"media-files/{media.pk}/replace/")
    )
    assert (after.state, after.error, after.content) == ("failed", "silent", media.content)


def test_a_conversion_that_was_overtaken_changes_nothing(admin_client):
    made = upload(admin_client, sound_bytes())
    upload(
        admin_client, sound_bytes(frequency=900), path=f"media-files/{made.json()['id']}/replace/"
    )
    media_convert(made.json()["id"], upload=1)
    assert MediaFile.objects.get().state == "converting"


def test_two_languages_of_one_announcement(admin_client):
    main = converted(upload(admin_client, sound_bytes(), language="ru"))
    made = upload(
        admin_client, sound_bytes(frequency=900), "English", language="en", variant_of=str(main.pk)
    )
    variant = converted(made)
    again = upload(admin_client, sound_bytes(), "Again", language="en", variant_of=str(main.pk))
    (told,) = config_snapshot().media
    assert told.languages == (("en", variant.content),)
    assert field_codes(again) == {"language": ["language_taken"]}
    listed = admin_client.get("media-files/").json()["results"]
    assert [row["id"] for row in listed] == [str(main.pk)]
    assert [row["language"] for row in listed[0]["variants"]] == ["en"]


def test_names_are_unique_and_two_files_of_one_content_share_it(admin_client, storage):
    first = converted(upload(admin_client, sound_bytes()))
    taken = upload(admin_client, sound_bytes(), "Greeting")
    assert (taken.status_code, taken.json()["code"]) == (409, "media_name_taken")
    second = converted(upload(admin_client, sound_bytes(), "Second"))
    assert first.content == second.content
    assert admin_client.delete(f"media-files/{first.pk}/").status_code == 204
    assert default_storage.exists(f"acme/sounds/{second.content}.alaw")


def test_what_is_used_is_deleted_with_a_replacement(admin_client, enqueued):
    media = converted(upload(admin_client, sound_bytes()))
    other = converted(upload(admin_client, sound_bytes(frequency=900), "Other"))
    made = admin_client.post("media-packages/", {"name": "Wait", "files": [str(media.pk)]})
    assert made.status_code == 201, made.content
    refused = admin_client.delete(f"media-files/{media.pk}/")
    assert (refused.status_code, refused.json()["extra"]["usages"][0]["kind"]) == (
        409,
        "media_package",
    )
    assert admin_client.get("media-files/?search=Greeting").json()["results"][0]["used_by"]
    done = admin_client.delete(f"media-files/{media.pk}/?replace_with={other.pk}")
    assert done.status_code == 204
    package = admin_client.get(f"media-packages/{made.json()['id']}/").json()
    assert package["files"] == [str(other.pk)]
    assert enqueued.jobs
    assert not default_storage.exists(f"acme/sounds/{media.content}.alaw")


def test_lost_conversions_are_sent_again_and_begun_ones_given_up(admin_client, enqueued):
    lost = upload(admin_client, sound_bytes()).json()["id"]
    begun = upload(admin_client, sound_bytes(), "Begun").json()["id"]
    enqueued.jobs.clear()
    assert media_resume() == 0
    MediaFile.objects.update(updated_at="2020-01-01T00:00:00Z")
    MediaFile.objects.filter(pk=begun).update(progress=30)
    assert media_resume() == 1
    assert [job.kwargs["media_id"] for job in enqueued.jobs] == [lost]
    assert MediaFile.objects.get(pk=begun).error == "interrupted"


def test_the_original_comes_back_as_it_was(admin_client):
    content = sound_bytes("mp3")
    made = upload(admin_client, content, file_name="../../evil\u202e name.mp3").json()
    answer = admin_client.get(f"media-files/{made['id']}/original/")
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"].startswith("attachment")
