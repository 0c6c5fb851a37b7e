"""How a call ended, as our dialplan and Asterisk say it. Pure."""

from collections.abc import Mapping, Sequence

from telephony.asterisk.cel import CallEvent
from telephony.calls.codes import Result

# Q.850 causes as chan_pjsip makes them of SIP answers. 0, 16 and 127 say only that the ringing was given up.
CAUSES = {
    1: Result.UNREACHABLE,
    2: Result.UNREACHABLE,
    3: Result.UNREACHABLE,
    17: Result.BUSY,
    18: Result.NO_ANSWER,
    19: Result.NO_ANSWER,
    20: Result.UNREACHABLE,
    21: Result.DECLINED,
    22: Result.UNREACHABLE,
    26: Result.ANSWERED_ELSEWHERE,
    27: Result.UNREACHABLE,
}
GIVEN_UP = (0, 16)
INTERWORKING = 127
_VERDICTS = {
    "busy": Result.BUSY,
    "declined": Result.DECLINED,
    "no_answer": Result.NO_ANSWER,
    "unreachable": Result.UNREACHABLE,
    "cancelled": Result.CANCELLED,
    "refused": Result.REFUSED,
    "unknown": Result.REFUSED,
}
VOICEMAIL = "voicemail"
FULL = "FULL"  # status of a box without room
VERDICT_REASONS = {"unknown": "unknown_number", "loop": "forward_loop"}
DIAL_STATUSES = {
    "CANCEL": Result.CANCELLED,
    "BUSY": Result.BUSY,
    "NOANSWER": Result.NO_ANSWER,
    "CHANUNAVAIL": Result.UNREACHABLE,
}
# Of several phones that were not answered, the one that tells most (as the dialplan ranks them).
TELLING = (Result.DECLINED, Result.BUSY)
LINE_FAILED = "line_failed"


def last_said(events: Sequence[CallEvent], kind: str) -> Mapping[str, str] | None:
    """What the last event of a kind says, None when there is none."""
    return next((event.details() for event in reversed(events) if event.kind == kind), None)


def reason_of(said: Mapping[str, str]) -> str:
    """Code of a refusal (`limit_line`), whichever of our events says it: in two words, or in one with a dash."""
    words = filter(None, (said.get("reason", ""), said.get("kind", "")))
    return "_".join(words).replace("-", "_")


def verdict(events: Sequence[CallEvent]) -> tuple[Result, str] | None:
    """Result and reason as the dialplan found them in the end; None when it was not asked."""
    refusal = last_said(events, "x-refused")
    if refusal:
        return Result.REFUSED, reason_of(refusal)
    closing = last_said(events, "x-close")
    if not closing:
        return _to_voicemail(events)
    said = closing.get("result", "")
    result = _VERDICTS.get(said, Result.FAILED)
    last = last_said(events, "x-result") or {}
    reason = VERDICT_REASONS.get(said) or reason_of({"reason": last.get("reason", "")})
    if not reason and result is Result.FAILED and last.get("line"):
        reason = LINE_FAILED
    return result, reason


def _to_voicemail(events: Sequence[CallEvent]) -> tuple[Result, str] | None:
    """What became of a call that ended in a voicemail box: nobody took it, for the reason that was told before; or
    there was no room for a message."""
    reached = last_said(events, "x-dial") or {}
    if reached.get("kind") != VOICEMAIL:
        return None
    said = last_said(events, "x-result") or {}
    reason = reason_of({"reason": said.get("reason", "")}) if said.get("status") == FULL else ""
    return _VERDICTS.get(said.get("result", ""), Result.NO_ANSWER), reason or VOICEMAIL
