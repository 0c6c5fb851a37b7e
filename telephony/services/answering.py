"""Who answers an outside number: the way of a call from an unknown caller by the simulator, as a sentence."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from telephony.asterisk.snapshot import QueueAlgorithm
from telephony.models import Extension, Queue
from telephony.services.expression_check import Direction, expression_check
from telephony.services.flow_simulator import Question, SimulatedStep, flow_simulate
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
    """Who answers the company's number (E.164) when a caller from outside dials it: at a moment, everybody being there
    who can be; or now, with the phones that are registered now."""
    check = expression_check(sender="", called=number, at=at, direction=Direction.INCOMING)
    steps = [AnsweringStep(each.text, each.kind, each.id) for each in check.steps]
    if check.result != "connected" or check.lines:
        return Answering(steps, check.text)
    thing = _thing(check.called)
    if thing.nobody:
        return Answering([*steps, thing.step(thing.nobody)], thing.nobody)
    asked = Question(number=number, at=at)
    way = flow_outcome(asked) if at else flow_simulate(asked, ends_when_asked=True)
    if thing.members:
        steps.append(thing.step(thing.members))
    return Answering([*steps, *(_step(each, thing) for each in way.steps)], way.sentence)


@dataclass(frozen=True, slots=True)
class _Thing:
    """What has the internal number that is called. `nobody`: why nobody can ever be reached there, in words; `members`:
    who rings in a group, and how."""

    kind: str = ""
    id: str = ""
    nobody: str = ""
    members: str = ""

    def step(self, text: str) -> AnsweringStep:
        return AnsweringStep(text, self.kind, self.id)


def _thing(number: str) -> _Thing:
    queue = Queue.objects.filter(internal_number__number=number).first()
    if queue is not None:
        return _queue(queue)
    people = Extension.objects.select_related("internal_number", "employee")
    extension = people.filter(internal_number__number=number, plan_flow=None).first()
    return _extension(extension) if extension is not None else _Thing()


def _queue(queue: Queue) -> _Thing:
    members = queue.members.select_related("extension__internal_number", "extension__employee")
    names = [f"{each.extension.number} {each.extension.name}".strip() for each in members]
    said = {"number": queue.number, "name": queue.name, "members": ", ".join(names)}
    if not names:
        nobody = _("Group %(number)s %(name)s has nobody in it.") % said
        return _Thing("queue", str(queue.pk), nobody=nobody)
    if queue.algorithm == QueueAlgorithm.RINGALL:
        words = _("In group %(number)s %(name)s all ring at once: %(members)s.") % said
    else:
        words = _("In group %(number)s %(name)s they ring one after another: %(members)s.") % said
    return _Thing("queue", str(queue.pk), members=words)


def _extension(extension: Extension) -> _Thing:
    thing = _Thing("extension", str(extension.pk))
    if extension.reach_entries.filter(is_enabled=True).exists():
        return thing
    said = {"number": extension.number, "name": extension.name}
    return replace(thing, nobody=_("%(number)s %(name)s has no way to be reached.") % said)


def _step(step: SimulatedStep, thing: _Thing) -> AnsweringStep:
    """A step in a flow, or what becomes of the thing that is called without one."""
    if not step.flow:
        return thing.step(step.message)
    place = " · ".join(part for part in (step.flow_name, step.name) if part)
    return AnsweringStep(f"{place}: {step.message}", "flow", step.flow)
