"""Notices that somebody had Asterisk read its dialplan anew, and has every version of a call flow run again.

A `dialplan reload` makes no event (`module reload` does). It empties what was only added over AMI, so a context that
is in no file tells of it by being gone. The versions of flows are in files, and come back with the reload; what a file
that could not be read left out is added here.
"""

import logging

from telephony.asterisk.ami import AmiSession
from telephony.asterisk.files import NodePaths
from telephony.asterisk.running_flows import flows_mend

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
_MARK = "since-reload"  # the context that is in no file


class Reloads:
    """Looks after one node."""

    def __init__(self, node: NodePaths) -> None:
        self._node = node
        self._is_unfinished = True  # whoever looked before may have died over it

    async def look(self, ami: AmiSession) -> list[str]:
        """Mend what a reload left out, if there was one since the last look; names of the versions that lacked."""
        if await _is_marked(ami) and not self._is_unfinished:
            return []
        self._is_unfinished = True
        await _mark(ami)  # first: a reload while this goes on takes the mark away again
        mended = await flows_mend(ami, self._node)
        self._is_unfinished = False
        for name in mended:
            log.warning("%s was not running, added again", name)
        return mended


async def _is_marked(ami: AmiSession) -> bool:
    answer = await ami.action("Getvar", Variable=f"DIALPLAN_EXISTS({_MARK},s,1)")
    return answer.get("Value") == "1"


async def _mark(ami: AmiSession) -> None:
    await ami.action(
        "DialplanExtensionAdd",
        Context=_MARK,
        Extension="s",
        Priority="1",
        Application="Hangup",
        Replace="yes",
    )
