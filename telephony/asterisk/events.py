"""AMI channel events into live calls: who talks with whom, and in which state.

Pure: messages and the clock come in, values go out. A call is the set of channels that share a
LinkedID; when a transfer joins two calls Asterisk gives the younger one's channels the older
LinkedID, and they move with it. Asterisk 22 names the owner of a channel in `Tenantid`.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping

from telephony.asterisk import names
from telephony.asterisk.line_calls import line_of_channel
from telephony.asterisk.live_calls import (
    Call,
    CallView,
    Leg,
    LiveState,
    channel_for_company,
    moment,
)

Message = Mapping[str, str]

# What a person sits behind. Local, Surrogate, AsyncGoto and the like are plumbing.
_TECHNOLOGIES = frozenset({"PJSIP"})
_NOBODY = frozenset({"", "s", "<unknown>"})
# Channels whose end is remembered, against a list that was taken a moment earlier.
_ENDED_KEPT = 1000


class LiveCalls:
    """All calls of one node. Every method answers with the ids of the calls that may look different
    now.
    """

    def __init__(self) -> None:
        self._legs: dict[str, Leg] = {}
        self._calls: dict[str, Call] = {}
        self._ended: deque[str] = deque(maxlen=_ENDED_KEPT)
        self._handlers: dict[str, Callable[[Message, float], set[str]]] = {
            "Newchannel": self._seen,
            "Newstate": self._seen,
            "NewCallerid": self._seen,
            "NewConnectedLine": self._seen,
            "NewAccountCode": self._seen,
            "Rename": self._renamed,
            "BridgeEnter": self._seen,
            "BridgeLeave": self._seen,
            "Hold": self._held,
            "Unhold": self._held,
            "BlindTransfer": self._blind_transferred,
            "Hangup": self._ended_leg,
        }

    def __len__(self) -> int:
        return len(self._calls)

    @property
    def leg_count(self) -> int:
        """Channels that people sit behind."""
        return len(self._legs)

    def ids(self) -> set[str]:
        return set(self._calls)

    def view(self, call_id: str) -> CallView | None:
        """The call as it stands, or None when it is over."""
        call = self._calls.get(call_id)
        return call.view() if call else None

    def feed(self, message: Message, now: float) -> set[str]:
        """Take one AMI event; what is not about a person's channel changes nothing."""
        handler = self._handlers.get(message.get("Event", ""))
        return handler(message, now) if handler else set()

    def resync(self, channels: Iterable[Message], now: float) -> set[str]:
        """Make the state equal to a list of CoreShowChannel events, keeping what is known of those
        that go on.
        """
        before = self.ids()
        alive = [message for message in channels if message["Uniqueid"] not in self._ended]
        for uniqueid in set(self._legs) - {message["Uniqueid"] for message in alive}:
            self._remove(self._legs[uniqueid])
        for message in sorted(alive, key=lambda message: message.get("Duration", ""), reverse=True):
            self._seen(message, now - duration_seconds(message.get("Duration", "")), is_listed=True)
        return before | self.ids()

    def remember(self, view: CallView) -> None:
        """Restore what a list of channels cannot tell about a call known before a restart."""
        call = self._calls.get(view["id"])
        if call is None:
            return
        call.dialled = view["to"]["number"]
        call.answered_at = moment(view["answered_at"])
        call.started_at = moment(view["started_at"]) or call.started_at
        held = {leg["channel"] for leg in view["legs"] if leg["state"] == LiveState.HELD}
        for leg in call.legs.values():
            leg.is_held = channel_for_company(leg.channel) in held

    def _seen(self, message: Message, now: float, is_listed: bool = False) -> set[str]:
        uniqueid = message["Uniqueid"]
        leg = self._legs.get(uniqueid)
        if leg is None:
            is_new = is_listed or message["Event"] == "Newchannel"
            if not is_new or message["Channel"].partition("/")[0] not in _TECHNOLOGIES:
                return set()
            leg = self._add(message, now)
        changed = {leg.call_id} | self._move(leg, message["Linkedid"])
        _describe(leg, message)
        if leg.is_up and leg.answered_at is None:
            leg.answered_at = now
            call = self._calls[leg.call_id]
            if leg is not call.caller and call.answered_at is None and not is_listed:
                call.answered_at = now
        return changed

    def _add(self, message: Message, now: float) -> Leg:
        leg = Leg(message["Uniqueid"], message["Linkedid"], message["Channel"], created_at=now)
        self._legs[leg.uniqueid] = leg
        call = self._calls.setdefault(leg.call_id, Call(leg.call_id, started_at=now))
        if not call.legs and message.get("Exten", "") not in _NOBODY:
            call.dialled = message["Exten"]
        call.legs[leg.uniqueid] = leg
        return leg

    def _move(self, leg: Leg, call_id: str) -> set[str]:
        """Follow a changed LinkedID: the leg joins the older call, which is now about what the
        younger one dialled.
        """
        old = self._calls[leg.call_id]
        if call_id == old.id:
            return set()
        new = self._calls.setdefault(
            call_id, Call(call_id, old.started_at, old.dialled, old.answered_at)
        )
        if old.started_at >= new.started_at:
            new.dialled = old.dialled or new.dialled
        self._detach(leg)
        leg.call_id = call_id
        new.legs[leg.uniqueid] = leg
        return {old.id, new.id}

    def _renamed(self, message: Message, _now: float) -> set[str]:
        leg = self._legs.get(message["Uniqueid"])
        if leg is None:
            return set()
        leg.channel = message["Newname"]
        return {leg.call_id}

    def _held(self, message: Message, now: float) -> set[str]:
        changed = self._seen(message, now)
        if leg := self._legs.get(message["Uniqueid"]):
            leg.is_held = message["Event"] == "Hold"
        return changed

    def _blind_transferred(self, message: Message, _now: float) -> set[str]:
        leg = self._legs.get(message.get("TransfererUniqueid", ""))
        if leg is None or message.get("Result") != "Success":
            return set()
        self._calls[leg.call_id].dialled = message.get("Extension", "")
        return {leg.call_id}

    def _ended_leg(self, message: Message, _now: float) -> set[str]:
        self._ended.append(message["Uniqueid"])
        leg = self._legs.get(message["Uniqueid"])
        if leg is None:
            return set()
        self._remove(leg)
        return {leg.call_id}

    def _remove(self, leg: Leg) -> None:
        del self._legs[leg.uniqueid]
        self._detach(leg)

    def _detach(self, leg: Leg) -> None:
        call = self._calls[leg.call_id]
        del call.legs[leg.uniqueid]
        if not call.legs:
            del self._calls[call.id]


def _describe(leg: Leg, message: Message) -> None:
    """Copy what the event says of the channel; an empty tenant or number never overwrites a known
    one.
    """
    leg.channel_state = int(message.get("ChannelState") or leg.channel_state)
    leg.tenant = message.get("Tenantid") or message.get("TenantID") or leg.tenant
    number, name = message.get("CallerIDNum", ""), message.get("CallerIDName", "")
    if leg.is_outside:
        leg.line = names.line_of(line_of_channel(message)) or leg.line
        if not number.removeprefix("+").isdecimal():
            number, name = "", ""  # a hidden caller, a name in the place of a number
    if number not in _NOBODY:
        leg.number = number
    if name not in _NOBODY:
        leg.name = name


def duration_seconds(text: str) -> int:
    """Seconds in the `hh:mm:ss` of a CoreShowChannel event."""
    seconds = 0
    for part in text.split(":"):
        seconds = seconds * 60 + (int(part) if part.isdigit() else 0)
    return seconds
