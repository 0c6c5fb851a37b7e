"""What becomes of a call in flows, in words. Codes and extras are those of `telephony.flow.simulate`."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from telephony.calls.reasons import reason_words
from telephony.flow.call import Outcome
from telephony.flow.references import Thing
from telephony.flow.schedule import CLOSED
from telephony.flow.simulate import Step
from telephony.selectors.flow_names import FlowNames

Words = Mapping[str, str | Promise]
_UNTOLD = frozenset(("skipped", "forwards"))  # no sentence names them
REASONS: Words = {
    "started": gettext_lazy("The call comes in here."),
    "forwarded": gettext_lazy("The call is led on at once."),
    "answered": gettext_lazy("%(who)s answers."),
    "busy": gettext_lazy("Busy: %(who)s."),
    "no_answer": gettext_lazy("No answer: %(who)s."),
    "unreachable": gettext_lazy("Not to be reached: %(who)s."),
    "declined": gettext_lazy("The call is declined: %(who)s."),
    "refused": gettext_lazy("%(who)s is not called: %(why)s"),
    "ended_by_rule": gettext_lazy("Rule “%(rule)s” ends the call."),
    "nobody": gettext_lazy("Nothing is chosen here."),
    "plan": gettext_lazy("Calls to %(who)s begin in a flow."),
    "played": gettext_lazy("The caller hears it to the end."),
    "silent": gettext_lazy("There is nothing to hear."),
    "key_pressed": gettext_lazy("The caller presses %(key)s."),
    "nothing_pressed": gettext_lazy("Nothing is pressed within %(seconds)s s."),
    "keys_wrong": gettext_lazy("No right key in %(attempts)s attempts."),
    "nothing_dialled": gettext_lazy("Nothing is dialled within %(seconds)s s."),
    "number_unknown": gettext_lazy("Nobody has the number %(number)s."),
    "number_dialled": gettext_lazy("The caller dials %(number)s."),
    "period": gettext_lazy("Schedule “%(schedule)s”: %(period)s."),
    "period_by_hand": gettext_lazy("Schedule “%(schedule)s”, switched by hand: %(period)s."),
    "schedule_missing": gettext_lazy("No schedule is chosen: closed."),
    "listed": gettext_lazy("The caller is on the list “%(list)s”."),
    "not_listed": gettext_lazy("The caller is on none of the lists."),
    "caller_matches": gettext_lazy("The caller's number matches %(pattern)s."),
    "caller_matches_none": gettext_lazy("The caller's number matches nothing here."),
    "message_left": gettext_lazy("A message is left for %(box)s."),
    "box_missing": gettext_lazy("Nobody has this mailbox."),
    "assigned": gettext_lazy("The call is marked."),
    "came_back": gettext_lazy("The call has come back from the flow “%(flow)s”."),
    "went_back": gettext_lazy("The call goes back to where it came from."),
    "hung_up": gettext_lazy("The call ends here."),
    "layer_taken": gettext_lazy("Level %(level)s: this layer is meant."),
    "layer_named": gettext_lazy("Level %(level)s: the layer “%(layer)s” is meant."),
    "no_layer": gettext_lazy("Level %(level)s: no layer is meant."),
}
OUTCOMES: Words = {
    "answered": gettext_lazy("%(who)s answers."),
    "message": gettext_lazy("A message is left for %(box)s."),
    "waiting": gettext_lazy("The call waits without an end: %(who)s."),
    "hung_up": gettext_lazy("The call ends: %(cause)s."),
    "goodbye": gettext_lazy("Nothing is chosen: the caller hears a goodbye, and the call ends."),
    "unlinked": gettext_lazy("Nothing follows the exit “%(exit)s”: the call ends."),
    "no_layer": gettext_lazy("No layer of level %(level)s is meant: the call ends."),
    "back": gettext_lazy("There is nothing to go back to: the call ends."),
    "loop": gettext_lazy("The call goes round in a circle and is ended."),
    "missing": gettext_lazy("There is nothing at this place: the call ends."),
    "asked": gettext_lazy("“%(element)s” asks the caller what to do."),
}
CAUSES: Words = {
    "normal": gettext_lazy("hung up"),
    "busy": gettext_lazy("busy"),
    "declined": gettext_lazy("declined"),
    "unavailable": gettext_lazy("unavailable"),
    "unknown": gettext_lazy("no such number"),
}
EXITS: Words = {
    "next": gettext_lazy("Next"),
    "answered": gettext_lazy("Answered and ended"),
    "busy": gettext_lazy("Busy"),
    "no_answer": gettext_lazy("No answer"),
    "unreachable": gettext_lazy("Unreachable"),
    "declined": gettext_lazy("Declined"),
    "otherwise": gettext_lazy("Otherwise"),
    "timeout": gettext_lazy("Time is up"),
    "wrong": gettext_lazy("Wrong key"),
    "unknown": gettext_lazy("No such number"),
    "closed": gettext_lazy("Closed"),
    "listed": gettext_lazy("On the list"),
    "not_listed": gettext_lazy("Not on the list"),
    "match": gettext_lazy("Matches"),
    "no_match": gettext_lazy("Does not match"),
    "forward": gettext_lazy("Forward"),
}


def step_words(step: Step, names: FlowNames) -> str:
    """Why the call left an element as it did."""
    code, extra = step.reason, step.extra
    if code == "period" and extra.get("by_hand"):
        code = "period_by_hand"
    elif "refused" in extra:
        code = "refused"
    elif "rule" in extra:
        code = "ended_by_rule"
    if code == "layer_taken" and (layer := names.element(step.flow, step.exit)):
        code, extra = "layer_named", {**extra, "layer": layer}
    return _forwarded(extra, names) + _filled(REASONS.get(code, code), extra, names)


def outcome_words(outcome: Outcome, names: FlowNames) -> str:
    """What became of the call, in one sentence."""
    code = outcome.code
    if code == "unlinked" and outcome.extra.get("goodbye"):
        code = "goodbye"
    said = {"flow": outcome.flow, "element": outcome.element, **outcome.extra}
    said["element"] = names.element(outcome.flow, outcome.element) or _("The menu")
    if "exit" in outcome.extra:
        way = str(outcome.extra["exit"])
        said["exit"] = names.period_exit(outcome.flow, outcome.element, way) or way
    return _forwarded(outcome.extra, names) + _filled(OUTCOMES.get(code, code), said, names)


def _forwarded(extra: Mapping[str, Any], names: FlowNames) -> str:
    """Who sent the call on to whom before that, and which rule led it where, in a sentence each."""
    told = (_forward(*each, names=names) for each in extra.get("forwards", ()))
    return "".join(f"{sentence} " for sentence in told)


def _forward(who: str, to: str, rule: str = "", *, names: FlowNames) -> str:
    said = {"who": names.number(who), "onward": names.number(to), "rule": rule}
    if rule:
        return _("Rule “%(rule)s” leads %(who)s to %(onward)s.") % said
    return _("%(who)s forwards calls to %(onward)s.") % said


def exit_words(exit_name: str) -> str:
    """What people call an exit; a key of the phone is called by itself."""
    return str(EXITS.get(exit_name, exit_name))


def _filled(sentence: str | Promise, extra: Mapping[str, Any], names: FlowNames) -> str:
    said = {key: str(value) for key, value in extra.items() if key not in _UNTOLD}
    said["who"] = _who(extra, names)
    if "refused" in extra:
        said["why"] = reason_words(str(extra["refused"]))
    if "box" in extra:
        said["box"] = names.number(str(extra["box"]))
    if "list" in extra:
        said["list"] = names.thing(Thing.LIST, str(extra["list"]))
    if "schedule" in extra:
        said["schedule"] = names.schedule(str(extra["schedule"]))
        said["period"] = _period(extra, names)
    if isinstance(extra.get("flow"), int):
        said["flow"] = names.flow(extra["flow"])
    if "cause" in extra:
        said["cause"] = str(CAUSES.get(str(extra["cause"]), extra["cause"]))
    if "exit" in extra:
        said["exit"] = exit_words(str(extra["exit"]))
    try:
        return str(sentence) % said
    except KeyError:
        return str(sentence)


def _who(extra: Mapping[str, Any], names: FlowNames) -> str:
    """Whoever is rung: a group, with the member who answers; a redirect number; a number."""
    number = names.number(str(extra["number"])) if extra.get("number") else ""
    if extra.get("queue"):
        group = names.number(str(extra["queue"]))
        return f"{group} ({number})" if number else group
    if extra.get("redirect"):
        return names.thing(Thing.REDIRECT, str(extra["redirect"]))
    return number


def _period(extra: Mapping[str, Any], names: FlowNames) -> str:
    period = str(extra.get("period", ""))
    return names.period(str(extra["schedule"]), period) or (
        _("Closed") if period == CLOSED else period
    )
