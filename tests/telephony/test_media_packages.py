"""Packages of music: files in order or shuffled, one with the star."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from telephony.asterisk.facts_media import music_of, music_rows
from telephony.asterisk.tables import MUSIC_FILES_TABLE
from telephony.models import MediaFile, MediaPackage
from telephony.selectors.config_snapshot import config_snapshot
from telephony.services.queues import queue_create
from tests.support.clients import field_codes


@pytest.fixture
def files(tenant) -> list[MediaFile]:
    """Three sounds that are ready."""
    return [
        MediaFile.objects.create(name=f"Song {index}", state="ready", content=f"{index:032x}")
        for index in range(3)
    ]


def create(client, name="Music", **values) -> dict:
    made = client.post("media-packages/", {"name": name, **values})
    assert made.status_code == 201, made.content
    return made.json()


def test_the_first_package_has_the_star_and_only_one_has_it(admin_client, files):
    first = create(admin_client, files=[str(files[1].pk), str(files[0].pk)])
    second = create(admin_client, "Second")
    assert (first["is_default"], second["is_default"]) == (True, False)
    moved = admin_client.patch(f"media-packages/{second['id']}/", {"is_default": True})
    assert moved.json()["is_default"]
    assert [p.name for p in MediaPackage.objects.filter(is_default=True)] == ["Second"]
    taken = admin_client.patch(f"media-packages/{second['id']}/", {"is_default": False})
    assert not taken.json()["is_default"]


def test_the_node_plays_the_files_in_order_and_the_star_under_a_name_of_its_own(
    admin_client, files
):
    made = create(admin_client, files=[str(files[2].pk), str(files[0].pk)], order="random")
    config = config_snapshot()
    played = (files[2].content, files[0].content)
    assert {music.key: (music.files, music.is_random) for music in config.music} == {
        made["key"]: (played, True),
        "default": (played, True),
    }
    assert music_of(config) == "acme-default"
    rows = music_rows(config)
    assert rows["musiconhold"]["acme-default"]["sort"] == "random"
    assert [row["entry"] for row in rows[MUSIC_FILES_TABLE].values()][:2] == [
        f"company/acme/{content}" for content in played
    ]


def test_a_package_without_playable_files_leaves_the_nodes_own_music(admin_client, files):
    MediaFile.objects.update(content="")
    create(admin_client, files=[str(files[0].pk)])
    config = config_snapshot()
    assert music_of(config) == "default"
    assert music_rows(config)["musiconhold"] == {}


def test_what_a_form_may_not_say(admin_client, files):
    unknown = admin_client.post(
        "media-packages/", {"name": "", "order": "loud", "files": [str(files[0].pk)] * 2}
    )
    assert field_codes(unknown) == {
        "name": ["required"],
        "order": ["invalid_choice"],
        "files.1": ["repeated"],
    }
    create(admin_client)
    again = admin_client.post("media-packages/", {"name": "Music"})
    assert (again.status_code, again.json()["code"]) == (409, "package_name_taken")


def test_the_star_goes_to_the_replacement(admin_client):
    first, second = create(admin_client), create(admin_client, "Second")
    done = admin_client.delete(f"media-packages/{first['id']}/?replace_with={second['id']}")
    assert done.status_code == 204
    assert MediaPackage.objects.get().is_default


@pytest.mark.parametrize(("path", "budget"), [("media-files/", 7), ("media-packages/", 4)])
def test_a_list_costs_the_same_however_long_it_is(admin_client, files, path, budget):
    def grow(count: int, start: int) -> None:
        for number in range(start, start + count):
            made = create(admin_client, f"P{number}", files=[str(each.pk) for each in files])
            media = MediaFile.objects.create(name=f"S{number}")
            MediaFile.objects.create(name="v", variant_of=media, language="en")
            queue_create({"number": str(number), "name": "G", "music": made["id"]})

    grow(2, 500)
    with CaptureQueriesContext(connection) as few:
        assert admin_client.get(path).status_code == 200
    grow(6, 600)
    with CaptureQueriesContext(connection) as many:
        assert len(admin_client.get(path).json()["results"]) >= 8
    assert len(many) == len(few)
    statements = [each["sql"] for each in many if "telephony_" in each["sql"]]
    assert len(statements) <= budget, "\n".join(statements)
