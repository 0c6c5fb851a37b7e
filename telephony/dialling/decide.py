"""What becomes of a call: the same way that the node's dialplan takes, told step by step. Pure.

Limits are not decided here, because only a node knows how many calls there are.
"""

from dataclasses import replace

from telephony.dialling import dialled as dial
from telephony.dialling.authorize import FILTERED, RESTRICTED, authorize_outbound, filter_for
from telephony.dialling.caller_id import home_of, shown_number
from telephony.dialling.classes import call_class
from telephony.dialling.company import Company
from telephony.dialling.config import CallClass, Purpose, RouteConfig
from telephony.dialling.decision import Decision, Outcome, Status
from telephony.dialling.dialled import Dialled, Kind
from telephony.dialling.lines import (
    COMPANY,
    attempts_by_lines,
    attempts_by_table,
    attempts_for,
    emergency_lines,
)
from telephony.dialling.overrides import override_for
from telephony.dialling.way import Way, World

HOPS_MAX = 10  # override rules followed by one call
UNKNOWN_NUMBER = "unknown_number"
NO_CARRIER = "no_carrier"
LOOP = "loop"
OVERRIDE = "override"
LISTED = "listed"  # the caller is on a list of numbers that are not let in
NO_TARGET = "no_target"
FOREIGN_NUMBER = "foreign_number"


def decide_outgoing(
    company: Company,
    world: World,
    *,
    extension: str,
    dialled: str,
    purpose: Purpose = Purpose.DIALLED,
    original: str = "",
) -> Decision:
    """What becomes of a call that `extension` makes, or that is made for it, to `dialled`.

    `original` is the outside caller (E.164) of a call that is passed on.
    """
    way = Way(company, world, purpose, extension, original)
    asked = dial.read(dialled, area=company.outside.area)
    if asked.kind == Kind.EMERGENCY:
        return _emergency(way, asked.number)
    way.note("number", Status.PASSED, number=asked.number, what=asked.kind.value)
    if asked.kind == Kind.UNKNOWN:
        return way.refuse(dialled, UNKNOWN_NUMBER)
    if company.block:
        way.note("block", Status.REFUSED, kind=company.block)
        return way.refuse(asked.number, f"blocked-{company.block}")
    return _reach(way, asked)


def decide_leg(
    company: Company, world: World, *, extension: str, number: str, purpose: Purpose
) -> Decision:
    """What becomes of a leg outside to a called number (E.164, a service, help) that no rule leads elsewhere, made for
    `extension`, or for the company when that is empty."""
    way = Way(company, world, purpose, extension)
    asked = dial.read(number)
    if asked.kind == Kind.EMERGENCY:
        return _emergency(way, number)
    return _outside(way, asked)


def _reach(way: Way, asked: Dialled) -> Decision:
    """Overrides first, each time that the call gets a called number; then inside or outside."""
    while way.hops <= HOPS_MAX:
        if asked.kind == Kind.EMERGENCY:
            return _emergency(way, asked.number)
        rule = override_for(
            way.company, called=asked.number, caller=way.caller, moment=way.world.moment
        )
        if rule is None:
            return _reach_as_called(way, asked)
        way.note(
            "override", Status.MATCHED, rule=rule.name, called=asked.number, target=rule.target
        )
        if not rule.target:
            return way.end(Outcome.ENDED, asked.number, OVERRIDE)
        way.hops += 1
        asked = dial.read(rule.target, area=way.company.outside.area)
        way.note("number", Status.PASSED, number=asked.number, what=asked.kind.value)
        if asked.kind == Kind.UNKNOWN:
            return way.refuse(asked.number, UNKNOWN_NUMBER)
    return way.refuse(asked.number, LOOP)


def _reach_as_called(way: Way, asked: Dialled) -> Decision:
    if asked.kind == Kind.INTERNAL:
        return _inside(way, asked.number)
    if own := way.company.own(asked.number):
        if way.hops or not way.is_incoming:
            way.note("on_net", Status.CHOSEN, number=own.number)
        return _target(way, own.number, own.target)
    return _outside(way, asked)


def _inside(way: Way, number: str) -> Decision:
    """A number of the company, or of another PBX of it behind a route marked internal."""
    if number in way.company.internal:
        denied = way.company.rights(number).blocked_list
        if denied and way.original and way.company.is_listed(denied, way.original):
            way.note("list", Status.REFUSED, list=denied, caller=way.original)
            return way.refuse(number, LISTED)
        way.note("target", Status.CHOSEN, target=f"internal:{number}", what="internal")
        return way.end(Outcome.INTERNAL, number)
    shown = shown_number(way.company, way.extension)
    attempts = tuple(attempts_by_table(way, _to_other_pbx(way), number, shown, owner=COMPANY))
    if not attempts:
        return way.refuse(number, UNKNOWN_NUMBER)
    return way.end(
        Outcome.OUTSIDE, number, shown=shown, attempts=attempts, call_class=CallClass.INTERNAL
    )


def _to_other_pbx(way: Way) -> list[RouteConfig]:
    """The company's internal rows, with those of their lines that lead to another PBX of it: nothing is paid there."""
    inner = {f"trunk:{each.name}" for each in way.company.outside.trunks if each.is_internal}
    return [
        replace(route, trunks=tuple(line for line in route.trunks if line in inner))
        for route in way.company.outside.routes
        if route.is_internal
    ]


def _outside(way: Way, asked: Dialled) -> Decision:
    shown = shown_number(way.company, way.extension)
    destination = way.world.plan.find(asked.number)
    klass = CallClass.LOCAL
    if asked.kind == Kind.OUTSIDE:
        klass = call_class(destination, home_of(way.company, way.world.plan, shown))
    region = destination.region if asked.kind == Kind.OUTSIDE else ""
    known = {"shown": shown, "call_class": klass, "region": region}
    refusal = _refusal(way, asked.number, shown, klass)
    way.note(
        "permission",
        Status.REFUSED if refusal else Status.PASSED,
        **{"class": klass.value, "region": region, "reason": refusal},
    )
    if refusal:
        return way.refuse(asked.number, refusal, **known)
    way.note("caller_id", Status.CHOSEN if shown else Status.SKIPPED, number=shown)
    attempts = tuple(attempts_for(way, asked.number, shown))
    if not attempts:
        return way.refuse(asked.number, NO_CARRIER, **known)
    return way.end(Outcome.OUTSIDE, asked.number, attempts=attempts, **known)


def _refusal(way: Way, number: str, shown: str, klass: CallClass) -> str:
    outside = way.company.outside
    permitted = set(outside.ceiling)
    if way.extension:
        permitted &= set(way.company.rights(way.extension).classes)
    return authorize_outbound(
        purpose=way.purpose,
        number=number,
        shown=shown,
        call_class=klass,
        permitted=permitted,
        block=way.company.block,
        is_restricted=outside.is_restricted,
        filters=way.world.platform.filters,
    )


def _emergency(way: Way, number: str) -> Decision:
    """The operator's lines for help in order, the company's own, then whatever line the operator has. Nothing is asked,
    counted or transformed."""
    way.purpose = Purpose.EMERGENCY
    way.note("emergency", Status.MATCHED, number=number)
    shown = shown_number(way.company, way.extension)
    own = [f"trunk:{trunk.name}" for trunk in way.company.outside.trunks if not trunk.is_internal]
    chosen, others = emergency_lines(way.world.platform)
    lines = (*chosen, *own, *others)
    attempts = tuple(attempts_by_lines(way, lines, number, shown))
    if not attempts:
        return way.refuse(number, NO_CARRIER, shown=shown)
    return way.end(Outcome.OUTSIDE, number, shown=shown, attempts=attempts)


def decide_incoming(
    company: Company, world: World, *, called: str, caller: str, line: str = ""
) -> Decision:
    """What becomes of a call from outside to the company's number `called` (E.164) by `line`.

    `caller` is E.164, or "" when it is hidden; a short number means somebody only by a line to another PBX, or anybody
    would pass as a colleague. Without `line` the call is taken to arrive where it should.
    """
    is_somebody = caller.startswith("+") or _is_other_pbx(company, line)
    original = caller if is_somebody else ""
    way = Way(company, world, Purpose.REDIRECT, original=original, is_incoming=True)
    own = company.own(called)
    way.inbound = line or (own.line if own else "")
    inside = called in company.internal and _is_other_pbx(company, line)
    if not inside and not _may_arrive(company, called, line):
        way.note("number", Status.REFUSED, number=called, what="foreign")
        return way.refuse(called, FOREIGN_NUMBER)
    way.note("number", Status.PASSED, number=called, what="internal" if inside else "own")
    refusal = _incoming_refusal(way, called)
    if refusal:
        return way.refuse(called, refusal)
    return _reach(way, Dialled(Kind.INTERNAL if inside else Kind.OUTSIDE, called))


def _is_other_pbx(company: Company, line: str) -> bool:
    """Whether calls by `line` are the company's internal ones."""
    return any(f"trunk:{each.name}" == line and each.is_internal for each in company.outside.trunks)


def _may_arrive(company: Company, called: str, line: str) -> bool:
    """Whether `called` is the company's, and `line` one that its calls come by: carriers are trusted with numbers
    that arrive by carriers, a company's own trunk with all numbers of the company."""
    own = company.own(called)
    by_carrier = line.startswith("carrier:")
    return own is not None and (not by_carrier or own.line.startswith("carrier:"))


def _incoming_refusal(way: Way, called: str) -> str:
    found = filter_for(
        way.world.platform.filters, direction="in", called=called, calling=way.original
    )
    if found:
        way.note("filter", Status.REFUSED, filter=found.name)
        return FILTERED
    for each in way.company.outside.lists:
        if each.blocks_callers and way.original and way.company.is_listed(each.key, way.original):
            way.note("list", Status.REFUSED, list=each.key, caller=way.original)
            return LISTED
    if way.company.outside.is_closed:
        way.note("restriction", Status.REFUSED)
        return RESTRICTED
    if way.company.block:
        way.note("block", Status.REFUSED, kind=way.company.block)
        return f"blocked-{way.company.block}"
    return ""


def _target(way: Way, called: str, target: str) -> Decision:
    """Where an own number leads: inside, into a call flow, to a redirect number, or where unknown numbers go."""
    if not target:
        target = way.company.outside.unknown_target
        way.note("target", Status.SKIPPED, target=target, what="unknown")
    kind, _, value = target.partition(":")
    if kind == "internal":
        return replace(_reach(way, Dialled(Kind.INTERNAL, value)), target=target)
    if kind == "flow":
        way.note("target", Status.CHOSEN, target=target, what="flow")
        return way.end(Outcome.FLOW, called, target=target)
    redirect = next((each for each in way.company.outside.redirects if each.key == value), None)
    if kind != "redirect" or redirect is None:
        reason = NO_TARGET if way.is_incoming else UNKNOWN_NUMBER
        return way.refuse(called, reason, target=target)
    way.note("target", Status.CHOSEN, target=target, what="redirect")
    way.purpose = Purpose.REDIRECT
    way.extension = ""
    return replace(_reach(way, Dialled(Kind.OUTSIDE, redirect.number)), target=target)
