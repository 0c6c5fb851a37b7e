"""Flows as files: written with the names of what they use, read into another company by these names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from telephony.carriers.models import PhoneNumber
from telephony.flow.references import Thing, references, replaced
from telephony.models import (
    Flow,
    InternalNumber,
    MediaFile,
    MediaPackage,
    NumberList,
    RedirectNumber,
    Schedule,
)
from telephony.selectors.numbering import number_labels
from telephony.services.flow_difference import DRAFT, version_get
from telephony.services.flow_documents import Document, document_read
from telephony.services.flows import flow_create, name_free
from telephony.services.problems import invalid
from tenants.context import current_tenant

KIND = "call-flow"
_KEYED: Mapping[Thing, type[Model]] = {
    Thing.SCHEDULE: Schedule,
    Thing.MEDIA: MediaFile,
    Thing.MUSIC: MediaPackage,
    Thing.LIST: NumberList,
    Thing.REDIRECT: RedirectNumber,
}
_NUMBERED = {
    Thing.EXTENSION: InternalNumber.Kind.EXTENSION,
    Thing.QUEUE: InternalNumber.Kind.QUEUE,
    Thing.BOX: None,
}


@dataclass(frozen=True, slots=True)
class Names:
    """Names of the company's things by the key or number with which documents name them, by kind."""

    by_kind: Mapping[Thing, Mapping[str, str]]

    def of(self, kind: Thing, key: str) -> str:
        """Name of a thing; empty when the company has none with this key."""
        return self.by_kind[kind].get(key, "")

    def key(self, kind: Thing, name: str) -> str:
        """Key of the thing with a name; empty when there is none."""
        found = (key for key, each in self.by_kind[kind].items() if name and each == name)
        return next(found, "")


def flow_export(flow: Flow, state: str = DRAFT) -> dict[str, Any]:
    """A flow as a file: a version by its number, or the draft."""
    document = flow.draft if state == DRAFT else version_get(flow, state).drawing
    names = _names()
    things: dict[str, dict[str, str]] = {}
    for each in references(document):
        things.setdefault(each.kind.value, {})[each.key] = names.of(each.kind, each.key)
    return {
        "kind": KIND,
        "name": flow.name,
        "description": flow.description,
        "things": things,
        "document": document,
    }


@transaction.atomic
def flow_import(raw: Mapping[str, Any], *, by: str) -> Flow:
    """A new flow out of such a file, as a draft. What the file names is looked for in this company by key or number,
    then by name; what is not here is left open, and the draft says so at the element."""
    if raw.get("kind") != KIND or not isinstance(raw.get("things", {}), dict):
        raise invalid("document_invalid", _("This is not a file with a call flow."), field="kind")
    document = _settled(document_read(raw.get("document")), raw.get("things", {}))
    name = raw.get("name")
    return flow_create(
        {
            "name": name_free(name.strip() if isinstance(name, str) else ""),
            "description": raw.get("description") or "",
        },
        by=by,
        document=document_read(document),
    )


def _settled(document: Document, things: Mapping[str, Any]) -> Document:
    """The document with everything that it names replaced by what this company has."""
    names = _names()
    changes = []
    for each in {(each.kind, each.key) for each in references(document)}:
        kind, key = each
        if key in names.by_kind[kind]:
            continue
        said = things.get(kind.value)
        name = said.get(key) if isinstance(said, dict) else ""
        changes.append((kind, key, names.key(kind, name) if isinstance(name, str) else ""))
    for kind, key, new in changes:
        document = replaced(document, kind, key, new)
    return _own_numbers_only(document)


def _own_numbers_only(document: Document) -> Document:
    """Without outside numbers of others at its starts."""
    own = set(PhoneNumber.objects.filter(tenant=current_tenant()).values_list("number", flat=True))
    elements = []
    for element in document["elements"]:
        settings = element["settings"]
        if element["kind"] == "start":
            kept = [number for number in settings.get("numbers", []) if number in own]
            settings = {**settings, "numbers": kept}
        elements.append({**element, "settings": settings})
    return {**document, "elements": elements}


def _names() -> Names:
    rows = number_labels()
    by_kind: dict[Thing, Mapping[str, str]] = {
        kind: {number: label for number, holder, label in rows if wanted in (None, holder)}
        for kind, wanted in _NUMBERED.items()
    }
    for kind, model in _KEYED.items():
        pairs: Sequence[tuple[Any, str]] = list(model._default_manager.values_list("pk", "name"))
        by_kind[kind] = {pk.hex: name for pk, name in pairs}
    flows = Flow.objects.values_list("key", "name")
    by_kind[Thing.FLOW] = {str(key): name for key, name in flows}
    return Names(by_kind)
