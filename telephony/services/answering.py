"""Who answers an outside number now: the way of a call from an unknown caller, as a sentence."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from telephony.asterisk.snapshot import QueueAlgorithm
from telephony.models import Extension, InternalNumber, Queue
from telephony.services.expression_check import Direction, ExpressionCheck, expression_check
from telephony.services.flow_simulator import Question, Simulated, SimulatedStep
from telephony.services.flow_week import flow_outcome


@dataclass(frozen=True, slots=True)
class AnsweringStep:
    """One step, with the thing that it is about: kind queue, extension, override_rule, flow or nothing."""

    text: str
    kind: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Answering:
    """Steps of the way, and the whole in one sentence."""

    steps: list[AnsweringStep]
    sentence: str


def answering(number: str, *, at: datetime | None = None) -> Answering:
    """Who answers the company's number (E.164) at a moment, or now, when a caller from outside dials it."""
    check = expression_check(sender="", called=number, at=at, direction=Direction.INCOMING)
    steps = [AnsweringStep(each.text, each.kind, each.id) for each in check.steps]
    way = _flow_way(check, number, at)
    if way is not None:
        return Answering([*steps, *(_flow_step(each) for each in way.steps)], way.sentence)
    who = _who(check)
    if who is not None:
        steps.append(who)
    return Answering(steps, who.text if who else check.text)


def _flow_way(check: ExpressionCheck, number: str, at: datetime | None) -> Simulated | None:
    """The way through flows, when the call goes into one: by the number's target, by the number of an element, by a
    person's plan."""
    if check.result != "connected" or check.lines:
        return None
    called = InternalNumber.objects.filter(number=check.called)
    in_flow = called.filter(kind=InternalNumber.Kind.FLOW)
    planned = called.exclude(extension__plan_flow=None).filter(extension__isnull=False)
    if not check.target.startswith("flow:") and not (in_flow | planned).exists():
        return None
    return flow_outcome(Question(number=number, at=at))


def _flow_step(step: SimulatedStep) -> AnsweringStep:
    place = " · ".join(part for part in (step.flow_name, step.name) if part)
    return AnsweringStep(f"{place}: {step.message}", "flow" if step.flow else "", step.flow)


def _who(check: ExpressionCheck) -> AnsweringStep | None:
    """Whoever rings in the end, when it is somebody inside."""
    if check.result != "connected" or check.lines:
        return None
    queue = Queue.objects.filter(internal_number__number=check.called).first()
    if queue is not None:
        return AnsweringStep(_queue_words(queue), "queue", str(queue.pk))
    people = Extension.objects.select_related("internal_number", "employee")
    extension = people.filter(internal_number__number=check.called).first()
    if extension is None:
        return None
    return AnsweringStep(_extension_words(extension), "extension", str(extension.pk))


def _queue_words(queue: Queue) -> str:
    members = queue.members.select_related("extension__internal_number", "extension__employee")
    names = [f"{each.extension.number} {each.extension.name}".strip() for each in members]
    if not names:
        return _("Group %(number)s %(name)s has nobody in it.") % {
            "number": queue.number,
            "name": queue.name,
        }
    said = {"number": queue.number, "name": queue.name, "members": ", ".join(names)}
    if queue.algorithm == QueueAlgorithm.RINGALL:
        return _("Group %(number)s %(name)s answers; all ring at once: %(members)s.") % said
    return _("Group %(number)s %(name)s answers; one after another: %(members)s.") % said


def _extension_words(extension: Extension) -> str:
    said = {"number": extension.number, "name": extension.name}
    ways = extension.reach_entries.filter(is_enabled=True)
    if not ways.exists():
        return _("%(number)s %(name)s has no way to be reached.") % said
    onward = [way.forward_always_to for way in ways if way.forward_always_to]
    if len(onward) == len(ways):
        return _("%(number)s %(name)s forwards all calls to %(onward)s.") % {
            **said,
            "onward": ", ".join(dict.fromkeys(onward)),
        }
    return _("%(number)s %(name)s answers.") % said
