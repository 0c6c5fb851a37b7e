"""How many calls each line to the outside carries now, from AMI channel events. Pure.

A channel of a line is named after its endpoint. Calls that are known by their address alone share an endpoint; their
line is in the account code, which the dialplan sets when it has found the line.
"""

from collections.abc import Iterable, Mapping

from telephony.asterisk import names

Message = Mapping[str, str]


def line_of_channel(message: Message) -> str:
    """Endpoint of the line that a channel of an AMI event belongs to; empty: of none, or it is not known yet."""
    technology, _, rest = message.get("Channel", "").partition("/")
    endpoint = rest.rpartition("-")[0]
    if technology != "PJSIP":
        return ""
    if endpoint == names.SOURCES:
        endpoint = message.get("AccountCode") or message.get("Accountcode") or ""
    return endpoint if names.line_parse(endpoint) else ""


class LineCalls:
    """Calls of all lines of one node. A leg to a line that still rings is a call of it, too."""

    def __init__(self) -> None:
        self._lines: dict[str, str] = {}  # uniqueid of a channel -> endpoint
        self._counts: dict[str, int] = {}
        self._touched: set[str] = set()

    def count(self, endpoint: str) -> int:
        """Calls that the line carries now."""
        return self._counts.get(endpoint, 0)

    def feed(self, message: Message) -> None:
        """Take one AMI event."""
        match message.get("Event"):
            case "Newchannel" | "NewAccountCode":
                self._belongs(message["Uniqueid"], line_of_channel(message))
            case "Rename":
                self._belongs(
                    message["Uniqueid"], line_of_channel({**message, "Channel": message["Newname"]})
                )
            case "Hangup":
                self._belongs(message["Uniqueid"], "")

    def resync(self, channels: Iterable[Message]) -> None:
        """Make it equal to a list of CoreShowChannel events."""
        alive = {message["Uniqueid"]: line_of_channel(message) for message in channels}
        for uniqueid in self._lines.keys() - alive.keys():
            self._belongs(uniqueid, "")
        for uniqueid, endpoint in alive.items():
            self._belongs(uniqueid, endpoint)

    def changed(self) -> set[str]:
        """Lines whose number of calls became different since this was last asked."""
        touched, self._touched = self._touched, set()
        return touched

    def _belongs(self, uniqueid: str, endpoint: str) -> None:
        before = self._lines.pop(uniqueid, "")
        if endpoint:
            self._lines[uniqueid] = endpoint
        if before == endpoint:
            return
        for line, step in ((before, -1), (endpoint, 1)):
            if line:
                self._counts[line] = self._counts.get(line, 0) + step
                if not self._counts[line]:
                    del self._counts[line]
                self._touched.add(line)
