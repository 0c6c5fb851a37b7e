"""Things that flows use, when they go or change their number."""

from telephony.flow.references import Thing, replaced
from telephony.models import Flow, FlowUse, FlowVersion
from telephony.services.flow_drafts import draft_write
from telephony.services.flow_versions import version_add, version_published
from telephony.services.writes import config_write


@config_write()
def uses_replace(kind: Thing, old: str, new: str) -> None:
    """Let all flows use `new` in the place of `old`; with an empty `new` their elements use nothing there.

    Versions never change: a published flow gets a new one, which differs in this alone.
    """
    using = FlowUse.objects.filter(kind=kind.value, key=old).values("flow")
    for flow in Flow.objects.select_for_update().filter(pk__in=using).order_by("key"):
        _replace(flow, kind, old, new)


def _replace(flow: Flow, kind: Thing, old: str, new: str) -> None:
    had_changes = flow.has_changes
    version = version_published(flow)
    if version is not None:
        changed = replaced(version.document, kind, old, new)
        if changed != version.document:
            version = _version_with(
                flow, version, changed, replaced(version.drawing, kind, old, new)
            )
    draft = replaced(flow.draft, kind, old, new)
    if version is not None and not had_changes:
        draft_write(flow, draft, by=flow.draft_by, based_on=version.version)
    elif draft != flow.draft:
        draft_write(flow, draft, by=flow.draft_by)


def _version_with(
    flow: Flow, version: FlowVersion, document: dict[str, object], drawing: dict[str, object]
) -> FlowVersion:
    return version_add(
        flow, drawing, before=version, document=document, by="", sounds=version.sounds
    )
