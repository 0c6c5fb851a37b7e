"""Flows to begin with: the library's templates, filled with what the company has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from telephony.flow.templates import KEYS, Template, filled, template
from telephony.models import (
    Extension,
    Flow,
    InternalNumber,
    NumberList,
    Queue,
    RedirectNumber,
    Schedule,
    VoicemailBox,
)
from telephony.services.flow_documents import Document, document_read
from telephony.services.flows import FlowValues, flow_create
from telephony.services.number_lists import number_list_create
from telephony.services.problems import invalid
from telephony.services.schedules import schedule_create
from telephony.services.voicemail_boxes import voicemail_box_create
from tenants.context import current_tenant

TITLES: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "office_hours": (
        gettext_lazy("Office hours, menu, group, voicemail"),
        gettext_lazy("By day a menu leads to two groups; at night a message is left."),
    ),
    "black_list": (
        gettext_lazy("Black list and layers"),
        gettext_lazy("Layers by caller, day and time: black list, lunch, work, duty, night."),
    ),
    "sample": (
        gettext_lazy("Menu with dialling of employees"),
        gettext_lazy("Greeting, menu, two groups, extensions by digits, and the chief."),
    ),
    "duty": (
        gettext_lazy("Duty around the clock"),
        gettext_lazy(
            "By day a group, at night the people on duty one after another, then a mobile."
        ),
    ),
}
NAMES: Mapping[str, str | Promise] = {
    "name_hours": gettext_lazy("Working hours"),
    "name_menu": gettext_lazy("Main menu"),
    "name_sales": gettext_lazy("Sales"),
    "name_support": gettext_lazy("Support"),
    "name_closed": gettext_lazy("We are closed"),
    "name_box": gettext_lazy("Voicemail"),
    "name_black": gettext_lazy("Black list"),
    "name_lunch": gettext_lazy("Lunch"),
    "name_work": gettext_lazy("Working day"),
    "name_duty": gettext_lazy("On duty"),
    "name_night": gettext_lazy("Night"),
    "name_day": gettext_lazy("Day"),
    "name_first": gettext_lazy("First on duty"),
    "name_second": gettext_lazy("Second on duty"),
    "name_mobile": gettext_lazy("Mobile on duty"),
    "name_greeting": gettext_lazy("Greeting"),
    "name_dial": gettext_lazy("Dialling of an extension"),
    "name_wait": gettext_lazy("Please wait"),
    "name_chief": gettext_lazy("Chief"),
    "name_end": gettext_lazy("End"),
    "text_menu_direct": gettext_lazy(
        "For sales press 1, for support press 2, or dial an extension."
    ),
    "text_menu_dial": gettext_lazy(
        "For sales press 1, for support press 2, to dial an extension press 3."
    ),
    "text_wrong": gettext_lazy("There is no such choice."),
    "text_closed": gettext_lazy("We are closed now. Please call during working hours."),
    "text_greeting": gettext_lazy("Hello! Thank you for calling."),
    "text_dial": gettext_lazy("Dial the extension."),
    "text_wait": gettext_lazy("Please wait, we are connecting you."),
    "text_night": gettext_lazy("We are closed now. Your call goes to whoever is on duty."),
}


@dataclass(frozen=True, slots=True)
class FlowTemplate:
    """A template as it is offered."""

    key: str
    name: str
    description: str
    document: Document


def flow_templates() -> list[FlowTemplate]:
    """All templates, filled with the company's first things of each kind."""
    things = _things()
    return [
        FlowTemplate(key, str(name), str(description), _filled(template(key), things))
        for key in KEYS
        for name, description in [TITLES[key]]
    ]


@transaction.atomic
def flow_from_template(values: FlowValues, key: str, *, by: str) -> Flow:
    """A new flow that begins as a template."""
    if key not in KEYS:
        raise invalid("template_unknown", _("There is no such template."), field="template")
    found = template(key)
    _missing_make(set(found.placeholders.values()))
    return flow_create(values, by=by, document=document_read(_filled(found, _things())))


def _missing_make(kinds: set[str]) -> None:
    """Make what the company has none of and anybody would make alike, so that the flow can be published as it is:
    working hours, an empty black list, a mailbox of the first group. Who answers is for the company to say."""
    if "schedule" in kinds and not Schedule.objects.exists():
        hours = {"days": [1, 2, 3, 4, 5], "from": 9 * 60, "to": 18 * 60}
        name = _said("name_hours")
        schedule_create(
            {"name": name, "country": _COUNTRY, "periods": [{"name": name, "ranges": [hours]}]}
        )
    if "list" in kinds and not _black_lists().exists():
        number_list_create({"name": _said("name_black")})
    if "box" in kinds and not _boxes():
        groups = InternalNumber.objects.filter(kind=InternalNumber.Kind.QUEUE).order_by("number")
        for number in groups.filter(voicemail_box__isnull=True)[:1]:
            voicemail_box_create({"number": number.number})


def _filled(found: Template, things: Mapping[str, list[str]]) -> Document:
    """Different placeholders of a kind get different things as long as there are any; what nothing is there for is
    left open, and the editor asks for it."""
    left = {kind: list(keys) for kind, keys in things.items()}
    values = {}
    for name, kind in found.placeholders.items():
        if kind in {"name", "text"}:
            values[name] = _said(name)
        elif left.get(kind):
            keys = left[kind]
            values[name] = keys.pop(0) if len(keys) > 1 else keys[0]
    return filled(found, values)


def _said(name: str) -> str:
    """Words in the company's language, whoever makes the flow: callers hear them."""
    with translation.override(current_tenant().language):
        return str(NAMES.get(name, ""))


def _things() -> dict[str, list[str]]:
    """What the company has of each kind, by the number or key that documents name."""
    extensions = Extension.objects.values_list("internal_number__number", flat=True)
    queues = Queue.objects.values_list("internal_number__number", flat=True)
    return {
        "extension": list(extensions[:_MOST]),
        "queue": list(queues[:_MOST]),
        "schedule": _keys(Schedule.objects.all()[:_MOST]),
        "list": _keys(_black_lists()[:_MOST]),
        "redirect": _keys(RedirectNumber.objects.all()[:_MOST]),
        "box": _boxes(),
    }


_MOST = 10
_COUNTRY = "RU"


def _black_lists() -> QuerySet[NumberList]:
    """Lists that are black by their name in some language: any other may be of the best customers."""
    return NumberList.objects.filter(name__in=_in_all_languages("name_black"))


def _in_all_languages(name: str) -> set[str]:
    """A template's word in each language of the product."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(str(NAMES[name]))
    return found


def _boxes() -> list[str]:
    """Numbers of the groups for whom messages may be left: what callers say to the company is not for one person."""
    boxes = VoicemailBox.objects.filter(
        is_enabled=True, internal_number__kind=InternalNumber.Kind.QUEUE
    )
    return list(boxes.values_list("internal_number__number", flat=True)[:_MOST])


def _keys(rows: Iterable[Schedule | NumberList | RedirectNumber]) -> list[str]:
    return [each.key for each in rows]
