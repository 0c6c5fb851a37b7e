"""From a draft to what calls meet, and back to any version: one transaction, one revision of the configuration."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from telephony.asterisk.snapshot import Part
from telephony.flow.parse import parse
from telephony.flow.paths import entries, pruned_document
from telephony.flow.validate import check_document
from telephony.models import Flow, FlowVersion
from telephony.selectors.config_state import config_state_get
from telephony.selectors.flow_world import flow_world
from telephony.services import text
from telephony.services.call_rules import COMMENT_LIMIT
from telephony.services.flow_documents import Document, document_clean
from telephony.services.flow_drafts import draft_write, revision_check
from telephony.services.flow_entries import entries_read, entries_take, entry_problems
from telephony.services.flow_problems import errors_refuse, problem_said
from telephony.services.flow_speech import texts_prepare, texts_spoken, texts_waiting
from telephony.services.flow_versions import version_add, version_published
from telephony.services.problems import Problems
from telephony.services.writes import config_write, row_lock
from tenants.context import current_tenant
from tenants.services.audit import Actor, audit_write

# What another version of a flow changes; from the first one on, numbers and people may lead into it.
VERSION_PARTS = (Part.FLOWS, Part.MEDIA)


@dataclass(frozen=True, slots=True)
class Author:
    """Who publishes: a name for people, and whom the journal names."""

    name: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class Published:
    """The version that is in force now, and the revision of the configuration that brings it to the node."""

    version: FlowVersion
    config_revision: int


def flow_publish(flow: Flow, *, revision: int, note: str, author: Author) -> Published:
    """Put the draft in force. Refused when somebody saved since `revision` was read, or while it has errors. Nothing
    new is made of a draft that says what is in force: two clicks make one version."""
    problems = Problems()
    said = problems.take("note", text.line, note, COMMENT_LIMIT) or ""
    problems.raise_any()
    _texts_ready(flow)
    with transaction.atomic():
        revision_check(flow, revision)
        version = version_publish(flow, flow.draft, note=said, author=author)
        flow.draft_based_on, flow.clean_revision = version.version, flow.draft_revision
        flow.save(update_fields=["draft_based_on", "clean_revision"])
    return Published(version, config_state_get().requested)


def flow_restore(flow: Flow, version: FlowVersion, *, author: Author) -> Published:
    """Put an earlier version in force again, as a new one unless it says what is in force. A draft with changes stays
    as it is."""
    texts_prepare(parse(version.drawing).flow)
    with transaction.atomic():
        row_lock(flow)
        had_changes, in_force = flow.has_changes, flow.published_version
        made = version_publish(
            flow, version.drawing, note="", author=author, restored_from=version.version
        )
        if not had_changes and made.version != in_force:
            draft_write(flow, version.drawing, by=author.name, based_on=made.version)
    return Published(made, config_state_get().requested)


def _texts_ready(flow: Flow) -> None:
    """Have the draft's texts spoken, unless it has errors anyway."""
    scheme = parse(flow.draft).flow
    if texts_waiting(scheme):
        checked = check_document(flow.draft, flow_world(), flow.key)
        errors_refuse(problem_said(each) for each in checked.problems)
        texts_prepare(scheme)


def version_publish(
    flow: Flow, raw: Document, *, note: str, author: Author, restored_from: int | None = None
) -> FlowVersion:
    """Make a draft the version in force of a flow that is held: its numbers are taken and given up, and the elements
    that no call can reach are left out (001). The version in force stays when it says the same."""
    world = flow_world()
    checked = check_document(raw, world, flow.key)
    drawing = document_clean(raw)
    document = pruned_document(drawing, checked.flow, entries(world, flow.key))
    scheme = parse(document).flow
    spoken = texts_spoken(scheme)
    before = version_published(flow)
    entries_now = entries_read(flow, scheme, before)
    found = [*checked.problems, *spoken.problems, *entry_problems(entries_now)]
    errors_refuse(problem_said(each) for each in found)
    if before and _says(before, drawing, document, spoken.sounds):
        entries_take(entries_now)  # outside numbers may have been led elsewhere since
        return before
    with config_write(*(VERSION_PARTS if before else ())):
        entries_take(entries_now)
        version = version_add(
            flow,
            drawing,
            before=before,
            document=document,
            by=author.name,
            note=note,
            sounds=spoken.sounds,
            restored_from=restored_from,
        )
    _journal(flow, version, author)
    return version


def _says(
    version: FlowVersion, drawing: Document, document: Document, sounds: dict[str, str]
) -> bool:
    """Whether a version is the same to those who draw, to calls, and to the ear."""
    held = (version.drawing, version.document, version.sounds)
    return held == (drawing, document, sounds)


def _journal(flow: Flow, version: FlowVersion, author: Author) -> None:
    said: dict[str, Any] = {"version": version.version}
    if version.restored_from:
        said["restored_from"] = version.restored_from
    audit_write(
        "flow.published", actor=author.actor, tenant=current_tenant(), subject=flow.name, **said
    )
