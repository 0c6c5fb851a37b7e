"""Call flows as a list: made, named, copied, removed."""

from functools import partial
from typing import Any, TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from telephony.flow.parse import parse
from telephony.flow.references import Thing
from telephony.models import Extension, Flow, FlowKey, FlowNumber, NumberTarget, OutsideSettings
from telephony.selectors.usages import flow_own_usages
from telephony.services import text
from telephony.services.call_rules import COMMENT_LIMIT, NAME_LIMIT
from telephony.services.flow_documents import Document, document_empty
from telephony.services.flow_references import uses_write
from telephony.services.flow_uses import uses_replace
from telephony.services.flow_versions import version_published
from telephony.services.numbering import number_release
from telephony.services.problems import Parsers, Problems, fields_parse, too_many
from telephony.services.usages import number_replaced, used_refuse
from telephony.services.writes import config_write, row_lock
from tenants.errors import BusinessError

MAX_FLOWS = 500
_PARSERS: Parsers = {
    "name": partial(text.required_line, limit=NAME_LIMIT),
    "description": partial(text.paragraph, limit=COMMENT_LIMIT),
}


class FlowValues(TypedDict, total=False):
    """What a form may say about a flow."""

    name: str
    description: str


@transaction.atomic
def flow_create(values: FlowValues, *, by: str, document: Document | None = None) -> Flow:
    """Add a flow with a draft, empty unless `document` is given; calls do not meet it before it is published."""
    fields = _fields({"name": "", **values})
    if Flow.objects.count() >= MAX_FLOWS:
        raise too_many(MAX_FLOWS)
    draft = document or document_empty()
    flow = Flow.objects.create(
        key=_key_next(), draft=draft, draft_by=by, draft_at=timezone.now(), **fields
    )
    uses_write(flow, draft, is_published=False)
    return flow


@transaction.atomic
def flow_update(flow: Flow, values: FlowValues) -> Flow:
    """Change what `values` names."""
    fields = _fields(values)
    row_lock(flow)
    for field, value in fields.items():
        setattr(flow, field, value)
    flow.save(update_fields=list(fields))
    return flow


@transaction.atomic
def flow_copy(flow: Flow, *, by: str) -> Flow:
    """Another flow with the draft of this one. Outside and internal numbers stay with the original."""
    return flow_create(
        {"name": name_free(flow.name), "description": flow.description},
        by=by,
        document=_without_numbers(flow.draft),
    )


@config_write()
def flow_delete(flow: Flow, *, replacement: Flow | None = None, force: bool = False) -> None:
    """Remove a flow with its versions and internal numbers. What leads to it leads to the beginning of the
    replacement, with `force` nowhere; otherwise a used flow stays."""
    if replacement is None and not force:
        used_refuse(flow_own_usages(flow))
    start = _first_start(replacement) if replacement else ""
    NumberTarget.objects.filter(flow=flow).update(flow=replacement, element=start)
    OutsideSettings.objects.filter(unknown_flow=flow).update(
        unknown_flow=replacement, unknown_element=start
    )
    Extension.objects.filter(plan_flow=flow).update(plan_flow=replacement, plan_element=start)
    uses_replace(Thing.FLOW, str(flow.key), str(replacement.key) if replacement else "")
    _numbers_give_up(flow, replacement)


def _first_start(flow: Flow) -> str:
    """The element at which calls come into what is published of a flow; they can be led nowhere else."""
    version = version_published(flow)
    entry = parse(version.document).flow.entry() if version else None
    if entry is None:
        raise BusinessError(
            "flow_not_published", _("Publish the call flow first."), field="replace_with"
        )
    return entry.id


def _numbers_give_up(flow: Flow, replacement: Flow | None) -> None:
    """Delete the flow and its internal numbers; what leads to these leads to a number of the replacement, if it has
    one."""
    other = FlowNumber.objects.filter(flow=replacement).select_related("internal_number").first()
    numbers = [each.internal_number for each in flow.numbers.select_related("internal_number")]
    for number in numbers:
        number_replaced(number, replacement=other.internal_number if other else None)
    flow.delete()
    for number in numbers:
        number_release(number)


def name_free(name: str) -> str:
    """The name, or the first of `name (2)`, `name (3)` that no flow has."""
    taken = set(Flow.objects.values_list("name", flat=True))
    number, candidate = 1, name
    while candidate in taken:
        number += 1
        end = f" ({number})"
        candidate = name[: NAME_LIMIT - len(end)] + end
    return candidate


def _without_numbers(document: Document) -> Document:
    elements: list[Document] = []
    for element in document["elements"]:
        settings = element["settings"]
        if element["kind"] == "start":
            settings = {**settings, "numbers": []}
        elements.append({**element, "number": "", "settings": settings})
    return {**document, "elements": elements}


def _key_next() -> int:
    """A key that no flow of the company has ever had."""
    FlowKey.objects.get_or_create(pk=1)
    row = FlowKey.objects.select_for_update().get(pk=1)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def _fields(values: FlowValues) -> dict[str, Any]:
    problems = Problems()
    fields = fields_parse(values, _PARSERS, problems)
    problems.raise_any()
    return fields
