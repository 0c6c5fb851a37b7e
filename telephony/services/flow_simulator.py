"""What would become of a call in flows, of a draft or as they are published: told step by step. No call is made."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from telephony.dialling import dialled
from telephony.dialling.decision import Decision
from telephony.flow.call import STATES, Caller, Outcome
from telephony.flow.parse import parse
from telephony.flow.simulate import Step, Trace, simulate
from telephony.flow.world import World
from telephony.models import Flow, NumberListEntry
from telephony.selectors.flow_names import FlowNames
from telephony.selectors.flow_phones import phones_now
from telephony.selectors.flow_snapshot import flow_schemes
from telephony.selectors.flow_world import flow_world
from telephony.services.expression_check import decision_told
from telephony.services.flow_documents import Document, document_read
from telephony.services.flow_entry import NO_FLOW, Entry, Incoming, Schemes, internal_entry
from telephony.services.flow_trace_words import outcome_words, step_words
from telephony.services.problems import Problems, invalid
from tenants.context import current_tenant

UNKEPT = 0  # key of a document that belongs to no flow yet
_SHORT = re.compile(r"[0-9]{3,5}", re.ASCII)
_KEYS = re.compile(r"[0-9*#]{1,20}", re.ASCII)
_SEPARATORS = re.compile(r"[\s().\-]")
ASKED = "asked"  # the call stands at a menu: what follows is for the caller to say


@dataclass(frozen=True, slots=True)
class Question:
    """A call that is asked about. It comes to `number`, or to `start` (empty: the first start) of a flow: the given
    document, else what is published, else the draft. `phones` tells what phones do, by number (`STATES`); what is not
    told is as it is now. `listed` tells of number lists, by key, whether the caller is on them; else they are asked."""

    flow: Flow | None = None
    document: Document | None = None
    start: str = ""
    number: str = ""
    caller: str = ""
    at: datetime | None = None
    keys: Sequence[str] = ()
    phones: Mapping[str, str] = field(default_factory=dict)
    listed: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SimulatedStep:
    """One element that the call came to, and why it left it as it did; `flow` is an id, empty for no kept flow."""

    flow: str
    flow_name: str
    element: str
    kind: str
    name: str
    entered: str
    exit: str
    reason: str
    message: str
    at_seconds: float


@dataclass(frozen=True, slots=True)
class Simulated:
    """The whole way. `key` is the same for what is the same to a caller; the sentence tells it in short."""

    steps: list[SimulatedStep]
    code: str
    message: str
    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with everything that it speaks of read and checked."""

    at: datetime
    world: World
    drafts: Schemes
    caller: Caller
    number: str

    @property
    def incoming(self) -> Incoming | None:
        """The outside number that is called, if one is."""
        rules = self.world.rules
        if rules is None or not self.number.startswith("+"):
            return None
        return Incoming(self.number, caller=self.caller.number, rules=rules)


def flow_simulate(question: Question, *, ends_when_asked: bool = False) -> Simulated:
    """The way of one call. `ends_when_asked`: no further than to where the caller is asked for a key and says none."""
    asked = question_read(question)
    caller = replace(asked.caller, phones=_phones_then(asked))
    entry = entry_of(question, asked, caller.moment, asked.incoming)
    if isinstance(entry, Decision):
        return stopped(entry)
    schemes = {**flow_schemes(), **asked.drafts, **(entry.made or {})}
    trace = trace_of(entry, schemes, asked.world, caller)
    return told(until_asked(trace) if ends_when_asked else trace, FlowNames(schemes))


def _phones_then(asked: Asked) -> dict[str, str]:
    """What phones do: as is said, whatever each phone of that person does now."""
    said = asked.caller.phones
    now = phones_now(asked.world)
    others = {key: state for key, state in now.items() if key.partition("*")[0] not in said}
    return {**others, **said}


def trace_of(
    entry: Entry, schemes: Schemes, world: World, caller: Caller, *, is_brief: bool = False
) -> Trace:
    """The way of a call that comes in at a place; `is_brief` as for `simulate`."""
    return simulate(
        schemes,
        world,
        caller,
        flow=entry.flow,
        element=entry.element,
        number=entry.number,
        is_brief=is_brief,
    )


def question_read(question: Question) -> Asked:
    """Read what a question speaks of; everything that is wrong with it is refused together."""
    at = question.at or timezone.now()
    world = flow_world(at)
    problems = Problems()
    number = problems.take("number", _number, question.number, world) or ""
    who = problems.take("caller", caller_parse, question.caller, world) or ""
    keys = problems.take("keys", _keys, question.keys) or ()
    phones = problems.take("phones", _phones, question.phones) or {}
    if not question.number and question.flow is None and question.document is None:
        problems.add(invalid("required", _("Choose a flow, or a number.")), field="flow")
    problems.raise_any()
    return Asked(
        at=at,
        world=world,
        drafts=drafts_of(question.flow, question.document),
        caller=Caller(
            number=who,
            moment=int(at.timestamp()),
            keys=keys,
            phones=phones,
            listed=lists_of(who, question.listed),
        ),
        number=number,
    )


def entry_of(
    question: Question, asked: Asked, moment: int, incoming: Incoming | None
) -> Entry | Decision:
    """Where the call comes in at a moment, or why it does not. `incoming` is about its number, if that is outside."""
    if incoming is not None:
        return incoming.entry(moment, world=asked.world, drafts=asked.drafts)
    if asked.number:
        return internal_entry(asked.number, world=asked.world, drafts=asked.drafts)
    return Entry(question.flow.key if question.flow else UNKEPT, question.start)


def drafts_of(flow: Flow | None, document: Document | None) -> Schemes:
    """What is looked at instead of what is published."""
    key = flow.key if flow else UNKEPT
    if document is not None:
        return {key: parse(document_read(document)).flow}
    if flow is not None and flow.published_version is None:
        return {key: parse(flow.draft).flow}
    return {}


def lists_of(caller: str, said: Mapping[str, bool]) -> frozenset[str]:
    """Keys of the number lists that have the caller."""
    entries = NumberListEntry.objects.filter(number=caller) if caller.startswith("+") else ()
    found = {each.list_id.hex for each in entries}
    return frozenset(
        (found | {key for key, is_on in said.items() if is_on})
        - {key for key, is_on in said.items() if not is_on}
    )


def told(trace: Trace, names: FlowNames) -> Simulated:
    """The way in words."""
    steps = [_step(step, names) for step in trace.steps if not _is_made(step)]
    schedules = [each.message for each in steps if each.kind == "schedule"]
    is_made = trace.outcome.flow == NO_FLOW and trace.outcome.code == "unlinked"
    # a number that leads into no flow has no exits to speak of: whom the call did not reach tells it all
    message = steps[-1].message if is_made and steps else outcome_words(trace.outcome, names)
    return Simulated(
        steps=steps,
        code=trace.outcome.code,
        message=message,
        key=trace.outcome.key,
        sentence=" ".join([*dict.fromkeys(schedules), message]),
    )


def until_asked(trace: Trace) -> Trace:
    """The way to the first place at which the caller is asked for a key, if nobody presses one."""
    for index, step in enumerate(trace.steps):
        if step.reason in {"nothing_pressed", "nothing_dialled"}:
            outcome = Outcome(
                ASKED, {"exit": f"{step.flow}/{step.element}"}, step.flow, step.element
            )
            steps = trace.steps[: index + 1]
            return replace(trace, steps=steps, outcome=outcome, seconds=step.seconds)
    return trace


def caller_parse(raw: str, world: World) -> str:
    """Who calls: an internal number, E.164, or empty for a hidden number."""
    typed = _SEPARATORS.sub("", raw)
    if not typed or typed in world.numbers:
        return typed
    return _outside(typed)


def _number(raw: str, world: World) -> str:
    """What was called: an internal number, or one of the company's in E.164."""
    typed = _SEPARATORS.sub("", raw)
    if not typed or typed in world.numbers:
        return typed
    if _SHORT.fullmatch(typed):
        raise invalid("internal_number_unknown", _("Nothing has this internal number."))
    return _outside(typed)


def _outside(typed: str) -> str:
    number = dialled.e164(typed[:40], area=current_tenant().area_code)
    if not number:
        raise invalid(
            "outside_number_invalid",
            _("Write the number with digits, for example +7 495 123-45-67."),
        )
    return number


def _keys(raw: Sequence[str]) -> tuple[str, ...]:
    if not all(_KEYS.fullmatch(each) for each in raw):
        raise invalid("keys_invalid", _("Keys are digits, * and #."))
    return tuple(raw)


def _phones(raw: Mapping[str, str]) -> dict[str, str]:
    if not set(raw.values()) <= set(STATES):
        raise invalid(
            "invalid_choice", _("Choose one of: %(values)s.") % {"values": ", ".join(STATES)}
        )
    return dict(raw)


def _is_made(step: Step) -> bool:
    return step.flow == NO_FLOW and step.kind == "start"


def _step(step: Step, names: FlowNames) -> SimulatedStep:
    return SimulatedStep(
        flow=names.flow_id(step.flow),
        flow_name=names.flow(step.flow),
        element=step.element if step.flow != NO_FLOW else "",
        kind=step.kind,
        name=names.element(step.flow, step.element),
        entered=step.entered,
        exit=step.exit,
        reason=step.reason,
        message=step_words(step, names),
        at_seconds=round(step.seconds, 1),
    )


def stopped(decision: Decision) -> Simulated:
    """A call that never comes into a flow."""
    check = decision_told(decision, caller="")
    key = f"{check.result}:{check.reason}"
    return Simulated([], check.result, check.text, key, check.text)
