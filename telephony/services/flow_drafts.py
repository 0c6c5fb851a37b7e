"""Drafts of flows: saved by one person at a time, without the calls noticing."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from telephony.models import Flow
from telephony.services.flow_documents import Document, document_empty, document_read
from telephony.services.flow_references import uses_write
from telephony.services.flow_speech import draft_speak_later
from telephony.services.flow_versions import version_published
from telephony.services.writes import row_lock
from tenants.errors import BusinessError


@transaction.atomic
def draft_save(flow: Flow, raw: Any, *, revision: int, by: str) -> Flow:
    """Keep `raw` as the draft. Refused with `draft_changed` when somebody saved since `revision` was read."""
    document = document_read(raw)
    revision_check(flow, revision)
    if document != flow.draft:
        draft_write(flow, document, by=by)
        draft_speak_later(flow, document)
    return flow


@transaction.atomic
def draft_discard(flow: Flow, *, by: str) -> Flow:
    """Bring back what is published, or emptiness when nothing is."""
    row_lock(flow)
    version = version_published(flow)
    document = version.drawing if version else document_empty()
    draft_write(flow, document, by=by, based_on=flow.published_version)
    return flow


def revision_check(flow: Flow, revision: int) -> None:
    """Hold the flow, and refuse whoever has not seen its last draft: `extra` says who saved it and when."""
    row_lock(flow)
    if flow.draft_revision != revision:
        raise BusinessError(
            "draft_changed",
            _("%(name)s has saved this flow meanwhile.") % {"name": flow.draft_by or _("Somebody")},
            by=flow.draft_by,
            at=flow.draft_at.isoformat(),
            revision=flow.draft_revision,
        )


def draft_write(flow: Flow, document: Document, *, by: str, based_on: int | None = None) -> None:
    """Replace the draft of a flow that is held. `based_on` says that it is that version now, without changes."""
    flow.draft = document
    flow.draft_revision += 1
    flow.draft_by, flow.draft_at = by, timezone.now()
    if based_on is not None:
        flow.draft_based_on, flow.clean_revision = based_on, flow.draft_revision
    flow.save(
        update_fields=[
            "draft", "draft_revision", "draft_by", "draft_at", "draft_based_on", "clean_revision",
        ]
    )  # fmt: skip
    uses_write(flow, document, is_published=False)
