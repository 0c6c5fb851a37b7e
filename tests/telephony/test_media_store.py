"""Sounds that are kept elsewhere: a real S3 service, as the settings name one by VPBX_S3_BUCKET."""

from collections.abc import Iterator

import boto3
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from moto.server import ThreadedMotoServer

from telephony.models import MediaFile
from telephony.services.media_conversion import media_convert
from telephony.services.media_store import sound_open
from tests.support.sounds import sound_bytes

ACCESS = {"access_key": "key", "secret_key": "secret"}


@pytest.fixture
def bucket(settings, monkeypatch) -> Iterator[str]:
    """A bucket of a service on this machine, where sounds are kept."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    client = boto3.client("s3", endpoint_url=url, region_name="us-east-1", **keys)
    client.create_bucket(Bucket="sounds")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": "sounds",
                "endpoint_url": url,
                "signature_version": "s3v4",
                **ACCESS,
            },
        },
    }
    yield url
    server.stop()


def test_a_sound_is_kept_converted_heard_and_removed_in_a_bucket(admin_client, bucket, enqueued):
    content = sound_bytes()
    made = admin_client.post(
        "media-files/",
        {"name": "Far", "file": SimpleUploadedFile("far.wav", content)},
        format="multipart",
    )
    assert made.status_code == 201, made.content
    media_convert(made.json()["id"], upload=1)
    media = MediaFile.objects.get()
    assert media.state == "ready", media.error
    names = sorted(default_storage.listdir("acme/sounds")[1])
    assert names == [f"{media.content}.{suffix}" for suffix in ("alaw", "g722", "mp3")]

    part = admin_client.get(f"media-files/{media.pk}/audio/", HTTP_RANGE="bytes=10-19")
    with sound_open(media.content, "mp3") as file:
        assert part.content == file.read()[10:20]
    original = admin_client.get(f"media-files/{media.pk}/original/")
    assert b"".join(original.streaming_content) == content

    assert admin_client.delete(f"media-files/{media.pk}/").status_code == 204
    assert enqueued.jobs
    assert default_storage.listdir("acme/sounds")[1] == []


def test_addresses_are_signed_as_new_services_demand(bucket):
    assert "X-Amz-Signature" in default_storage.url("acme/sounds/x.mp3")
