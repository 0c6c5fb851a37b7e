"""Packages of music: files in order or shuffled, one with the star."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from telephony.asterisk.facts_media import music_of, music_rows
from telephony.asterisk.tables import MUSIC_FILES_TABLE
from telephony.models import MediaFile, MediaPackage
from telephony.selectors.config_snapshot import config_snapshot
from telephony.services.queues import queue_create
from tests.support.clients import field_codes
from tests.support.flow_api import draft, published, save
from tests.support.flow_documents import document, element


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


def music(client, flow) -> str:
    """What the draft says that callers hear."""
    return draft(client, flow)["document"]["elements"][1]["settings"]["music"]


@pytest.mark.parametrize("how", ["replace_with", "force"])
def test_flows_play_the_replacement_of_a_package_or_none(admin_client, how):
    first, second = create(admin_client), create(admin_client, "Second")
    flow = admin_client.post("flows/", {"name": "Office"}).json()
    marks = element("marks", "set", settings={"music": first["key"]}, exits={"next": "end"})
    begin = element("start", "start", exits={"next": "marks"}, number="700")
    published(admin_client, flow, document(begin, marks, element("end", "hangup")))
    refused = admin_client.delete(f"media-packages/{first['id']}/")
    assert refused.json()["extra"]["usages"] == [
        {"kind": "flow", "id": flow["id"], "label": "Office"}
    ]
    shown = admin_client.get(f"media-packages/{first['id']}/").json()
    assert [each["kind"] for each in shown["used_by"]] == ["flow"]

    query = f"replace_with={second['id']}" if how == "replace_with" else "force=true"
    assert admin_client.delete(f"media-packages/{first['id']}/?{query}").status_code == 204

    expected = second["key"] if how == "replace_with" else ""
    assert music(admin_client, flow) == expected
    (brought,) = config_snapshot().flows
    assert brought.version == 2
    assert brought.flow.by_id["marks"].settings.music == expected


def test_a_flow_names_no_package_of_another_company(admin_client, other_admin_client):
    theirs = create(other_admin_client, "Theirs")
    flow = admin_client.post("flows/", {"name": "Office"}).json()
    marks = element("marks", "set", settings={"music": theirs["key"]})
    begin = element("start", "start", exits={"next": "marks"}, number="700")
    saved = save(admin_client, flow, document(begin, marks)).json()
    assert [(each["code"], each["field"]) for each in saved["problems"]] == [
        ("thing_missing", "music")
    ]
    assert "does not exist any more" in saved["problems"][0]["message"]
    revision = draft(admin_client, flow)["revision"]
    refused = admin_client.post(f"flows/{flow['id']}/publish/", {"revision": revision})
    assert refused.status_code == 400


def test_an_imported_flow_finds_its_music_by_name(admin_client, other_admin_client):
    ours, theirs = create(admin_client), create(other_admin_client)
    flow = admin_client.post("flows/", {"name": "Office"}).json()
    marks = element("marks", "set", settings={"music": ours["key"]})
    save(admin_client, flow, document(element("start", "start"), marks))
    file = json.loads(admin_client.get(f"flows/{flow['id']}/export/").content)
    assert file["things"] == {"music": {ours["key"]: "Music"}}
    made = other_admin_client.post("flows/import/", file)
    assert music(other_admin_client, made.json()) == theirs["key"]


@pytest.mark.parametrize(("path", "budget"), [("media-files/", 7), ("media-packages/", 5)])
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
