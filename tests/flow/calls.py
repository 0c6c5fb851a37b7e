"""Calls into flows of a company, simulated, and short ways to write them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from telephony.flow.call import Caller
from telephony.flow.graph import Flow
from telephony.flow.simulate import simulate
from tests.flow.company import WORLD, element, flow, start

MONDAY = "2026-11-16 10:00"
STRANGER = "+79161234567"


def at(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Moscow")).timestamp())


def call(flows, *, when=MONDAY, number=STRANGER, world=WORLD, entry="", called="", **caller):
    """The trace of a call into a flow, or into the first of several."""
    known = {1: flows} if isinstance(flows, Flow) else flows
    asked = Caller(number=number, moment=at(when), **caller)
    return simulate(known, world, asked, flow=1, element=entry, number=called)


def led(kind, exits, *, stays=True, world=WORLD, others=(), settings=None, **caller):
    """The exit that a call takes of one element whose `exits` all lead on, with the reason."""
    ends = [element(f"z{index}", "hangup") for index in range(len(exits))]
    links = {name: f"z{index}" for index, name in enumerate(exits)}
    given = flow(start("a1"), element("a1", kind, exits=links, **(settings or {})), *ends)
    trace = call({1: given, **dict(others)}, stays=stays, world=world, **caller)
    step = next(each for each in trace.steps if each.element == "a1")
    return step.exit, step.reason


RINGING = ("answered", "busy", "no_answer", "unreachable", "declined")
