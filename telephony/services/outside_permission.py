"""Refuses at save what the node would refuse in the call: legs to outside numbers that whoever they are made for may
not call (toll fraud begins with such a forwarding).

Ways to reach a person and forwardings are made for that person; redirect numbers and override rules for nobody: there
the operator's ceiling alone counts.
"""

from collections.abc import Iterable
from functools import cached_property

from telephony.calls.reasons import reason_words
from telephony.dialling.authorize import authorize_outbound
from telephony.dialling.caller_id import home_of, shown_number
from telephony.dialling.classes import call_class
from telephony.dialling.company import Company
from telephony.dialling.config import CallClass, Purpose
from telephony.dialling.way import World
from telephony.models import Extension, ReachEntry
from telephony.selectors.outside_world import company_of_decisions, world_get
from telephony.services.problems import Problems, invalid

TARGETS = ("forward_always_to", "forward_busy_to", "forward_timeout_to")


def reach_numbers(entries: Iterable[ReachEntry]) -> frozenset[str]:
    """Outside numbers that entries lead to."""
    fields = ("outside_number", *TARGETS)
    found = (getattr(entry, field) for entry in entries for field in fields)
    return frozenset(number for number in found if number.startswith("+"))


def reach_permit(
    extension: Extension,
    entries: Iterable[tuple[str, ReachEntry]],
    problems: Problems,
    *,
    known: frozenset[str],
) -> None:
    """Note entries, each with its place in the form, that lead to outside numbers forbidden to the extension.

    Numbers in `known` were there before: they stay, and the node refuses the call, if rights have been taken away
    since.
    """
    permit = _Permit(extension.number)
    for place, entry in entries:
        part = problems.inside(place)
        for field in ("outside_number", *TARGETS):
            number = getattr(entry, field)
            if number.startswith("+") and number not in known:
                purpose = Purpose.FORWARD if field in TARGETS else Purpose.REACH
                part.take(field, permit.check, number, purpose)


def leg_permit(number: str, purpose: Purpose) -> None:
    """Refuse an outside number (E.164) that the company may not call, as the place where a rule leads."""
    _Permit("").check(number, purpose)


class _Permit:
    """The one rule for legs made for an extension ("": for nobody); what it needs is read when it is first asked."""

    def __init__(self, extension: str) -> None:
        self._extension = extension

    @cached_property
    def _company(self) -> Company:
        return company_of_decisions()

    @cached_property
    def _world(self) -> World:
        return world_get()

    def check(self, number: str, purpose: Purpose) -> None:
        """Refuse a leg to `number`. Blocks and restrictions pass: they may be over when a call comes; so do the
        company's own numbers: a call to them stays inside."""
        if self._company.own(number):
            return
        plan = self._world.plan
        shown = shown_number(self._company, self._extension)
        home = home_of(self._company, plan, shown)
        reason = authorize_outbound(
            purpose=purpose,
            number=number,
            shown=shown,
            call_class=call_class(plan.find(number), home),
            permitted=self._permitted(),
            filters=self._world.platform.filters,
        )
        if reason:
            raise invalid("outside_not_permitted", reason_words(reason), reason=reason)

    def _permitted(self) -> set[CallClass]:
        ceiling = set(self._company.outside.ceiling)
        if not self._extension:
            return ceiling
        return ceiling & set(self._company.rights(self._extension).classes)
