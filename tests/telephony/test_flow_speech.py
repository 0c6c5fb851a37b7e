"""Texts of flows become speech while somebody still draws; a publication waits for few of them."""

from typing import Any
from uuid import UUID

import pytest

from telephony.models import Speech
from telephony.services import flow_speech, speech_engines
from telephony.services.flow_speech import draft_speak
from telephony.speech.yandex import Yandex
from tests.support.clients import SiteClient
from tests.support.flow_api import publish, save
from tests.support.flow_documents import document, element
from tests.support.jobs import Enqueued
from tests.support.speech_service import KEY, speech_service

JOB = "telephony.draft_speak"


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def saying(*texts: str, last: str = "hangup", **settings: Any) -> dict[str, Any]:
    """A flow that says these texts one after another."""
    ids = [f"a{index}" for index in range(1, len(texts) + 1)]
    chain = [
        element(
            key,
            "announcement",
            settings={"sound": {"text": text, "voice": "", "rate": 1.0}},
            exits={"next": following},
        )
        for key, text, following in zip(ids, texts, [*ids[1:], "end"], strict=True)
    ]
    return document(
        element("start", "start", exits={"next": ids[0]}),
        *chain,
        element("end", last, settings=settings),
    )


def asked(enqueued: Enqueued) -> list[dict[str, Any]]:
    return [job.kwargs for job in enqueued.jobs if job.name == JOB]


def spoken() -> set[str]:
    return set(Speech.objects.values_list("text", flat=True))


def test_a_saved_draft_is_spoken_in_the_background(admin_client, flow, enqueued):
    save(admin_client, flow, saying("раз", "два", "раз"))
    (job,) = asked(enqueued)
    assert spoken() == set()

    draft_speak(UUID(job["flow_id"]), revision=job["revision"])

    assert spoken() == {"раз", "два"}
    assert publish(admin_client, flow).status_code == 200
    assert Speech.objects.filter(is_published=True).count() == 2


def test_a_draft_without_texts_asks_for_nothing(admin_client, flow, enqueued):
    save(admin_client, flow, document(element("start", "start")))
    assert asked(enqueued) == []


def test_what_was_changed_meanwhile_is_not_spoken(admin_client, flow, enqueued):
    save(admin_client, flow, saying("раз"))
    save(admin_client, flow, saying("раз", "два"))
    first, second = asked(enqueued)

    draft_speak(UUID(first["flow_id"]), revision=first["revision"])
    assert spoken() == set()

    draft_speak(UUID(second["flow_id"]), revision=second["revision"])
    assert spoken() == {"раз", "два"}


def test_a_voice_that_costs_money_is_not_asked_before_the_publication(
    admin_client, flow, enqueued, monkeypatch
):
    with speech_service() as service:
        engine = Yandex(service.url, allows_private=True)
        monkeypatch.setattr(speech_engines, "engines", lambda: {"yandex": engine})
        monkeypatch.setattr("telephony.services.speech.engines", lambda: {"yandex": engine})
        stored = admin_client.patch(
            "speech/settings/", {"service_key": KEY, "service_folder": "b1g"}
        )
        assert stored.status_code == 200
        save(admin_client, flow, saying("раз"))
        (job,) = asked(enqueued)

        draft_speak(UUID(job["flow_id"]), revision=job["revision"])

    assert spoken() == set()


def test_a_publication_waits_for_few_texts_and_keeps_what_it_has_spoken(
    admin_client: SiteClient, flow, monkeypatch
):
    monkeypatch.setattr(flow_speech, "AWAITED_TEXTS", 1)
    save(admin_client, flow, saying("раз", "два", "три"))

    first = publish(admin_client, flow)
    assert (first.status_code, first.json()["code"]) == (409, "speech_pending")
    assert first.json()["extra"]["count"] == 2
    assert len(spoken()) == 1
    assert publish(admin_client, flow).status_code == 409
    assert publish(admin_client, flow).status_code == 200


def test_a_draft_with_errors_is_refused_before_anything_is_spoken(admin_client, flow):
    save(admin_client, flow, saying("раз", last="group", queue=""))

    refused = publish(admin_client, flow)

    assert (refused.status_code, refused.json()["code"]) == (400, "flow_has_errors")
    assert spoken() == set()
