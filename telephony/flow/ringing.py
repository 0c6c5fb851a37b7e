"""What becomes of ringing somebody, when it is known what their phones do. Pure."""

from telephony.flow.call import ANSWERS, DECLINES, Caller, Rung
from telephony.flow.settings import ANSWERED, BUSY, DECLINED, NO_ANSWER, UNREACHABLE
from telephony.flow.world import GroupFacts

ANSWER_SECONDS = 5  # until somebody takes the call who does
DECLINE_SECONDS = 3
TALK_SECONDS = 60
FOR_EVER = -1.0

_RESULTS = {ANSWERS: ANSWERED, DECLINES: DECLINED}


def result_of(state: str) -> str:
    """The result of ringing somebody whose phones do this."""
    return _RESULTS.get(state, state)


def seconds_of(result: str, ring_seconds: int) -> float:
    """How long it rings; FOR_EVER when nobody answers and nothing ends it."""
    if result == NO_ANSWER:
        return float(ring_seconds) or FOR_EVER
    return {ANSWERED: ANSWER_SECONDS, DECLINED: DECLINE_SECONDS}.get(result, 0.0)


def group_rung(caller: Caller, number: str, group: GroupFacts) -> Rung:
    """What becomes of a call to a group: as is said of the group, else as its members do. Members who are busy, or do
    not answer, are waited for."""
    if number in caller.phones:
        result = result_of(caller.phones[number])
        return Rung(result, {"queue": number})
    states = {member: caller.phones.get(member, ANSWERS) for member in group.members}
    taker = next((member for member, state in states.items() if state == ANSWERS), "")
    if taker:
        return Rung(ANSWERED, {"queue": number, "number": taker})
    if all(state == UNREACHABLE for state in states.values()):
        return Rung(UNREACHABLE, {"queue": number})
    return Rung(NO_ANSWER, {"queue": number, "busy": all(each == BUSY for each in states.values())})
