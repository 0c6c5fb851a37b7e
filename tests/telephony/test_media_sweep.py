"""What a failure, a race or a backup set apart is brought together: rows of sounds, and their files in storage."""

import os
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from telephony.models import MediaFile, Speech
from telephony.services import media_housekeeping
from telephony.services.media_conversion import media_convert
from telephony.services.media_sweep import UNNAMED_KEPT, sounds_remake, sounds_unnamed_drop
from telephony.services.speech import speech_get
from telephony.sound.convert import SUFFIXES
from tenants.context import current_tenant
from tests.support.sounds import sound_bytes


@pytest.fixture(autouse=True)
def storage(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "acme/sounds"


@pytest.fixture
def media(admin_client) -> MediaFile:
    """An upload that is converted."""
    upload = SimpleUploadedFile("greeting.wav", sound_bytes())
    values = {"name": "Greeting", "file": upload}
    assert admin_client.post("media-files/", values, format="multipart").status_code == 201
    media = MediaFile.objects.get()
    media_convert(str(media.pk), upload=media.upload)
    media.refresh_from_db()
    return media


def files(content: str) -> list[str]:
    return [f"{content}.{suffix}" for suffix in SUFFIXES]


def listed(storage: Path) -> list[str]:
    return sorted(path.name for path in storage.iterdir())


def test_files_of_no_row_go_after_a_day(media, storage):
    refused = speech_get("раз")  # by a publication, whose transaction took the row back
    Speech.objects.all().delete()
    assert sounds_unnamed_drop() == 0
    before = time.time() - UNNAMED_KEPT.total_seconds() - 60
    for path in storage.iterdir():
        os.utime(path, (before, before))
    assert sounds_unnamed_drop() == len(files(refused.content))
    assert listed(storage) == files(media.content)


def test_what_is_lost_is_made_again(media, storage, enqueued):
    said = speech_get("раз")
    for name in (files(media.content)[0], files(said.content)[1]):
        (storage / name).unlink()
    enqueued.jobs.clear()
    assert sounds_remake() == 2
    [job] = [job for job in enqueued.jobs if job.name == "telephony.media_convert"]
    media_convert(**job.kwargs)
    said.refresh_from_db()
    media.refresh_from_db()
    assert media.state == "ready"
    assert listed(storage) == sorted(files(media.content) + files(said.content))
    assert sounds_remake() == 0


def test_a_sound_whose_upload_is_lost_too_stays_as_it_is(media, storage, caplog):
    for path in storage.parent.rglob("*"):
        if path.is_file():
            path.unlink()
    assert sounds_remake() == 0
    assert "its upload too" in caplog.text
    media.refresh_from_db()
    assert media.state == "ready"


def test_trouble_with_one_company_is_none_of_the_others(tenant, other_tenant, monkeypatch, caplog):
    looked = []

    def resume() -> int:
        looked.append(current_tenant().code)
        if looked[-1] == tenant.code:
            raise ConnectionError("storage is away")
        return 0

    monkeypatch.setattr(media_housekeeping, "media_resume", resume)
    media_housekeeping.media_tidy()
    assert {tenant.code, other_tenant.code} <= set(looked)
    assert "sounds of" in caplog.text
