"""How many messages the companies of this process's node have: counted on its disk, and told to its calls.

Calls count by themselves who begins to speak (AstDB `voicemails/<code>`, see telephony/asterisk/voicemail_rows.py), so
that the bound holds while this worker is away. Here the count is set right: callers who said nothing left nothing, and
messages are deleted. Who is speaking at that moment is not counted until the next time.
"""

import logging
from collections import Counter
from collections.abc import Mapping

from telephony.asterisk.mailboxes import Mailboxes, Signature
from telephony.asterisk.voicemail_rows import HELD_FAMILY
from telephony.services.node_link import NodeUnavailableError, node_link

logger = logging.getLogger(__name__)

Place = tuple[str, str]  # code of the company, number of the box

_counted: dict[Place, tuple[Signature, int]] = {}  # what this process has seen


def voicemail_room_tell(mailboxes: Mailboxes, signatures: Mapping[Place, Signature]) -> None:
    """Tell the calls of the node how many messages each company has. Boxes that have not changed are not read."""
    held: Counter[str] = Counter()
    for place, signature in signatures.items():
        if _counted.get(place, ((), 0))[0] != signature:
            _counted[place] = (signature, mailboxes.count(*place))
        held[place[0]] += _counted[place][1]
    for gone in _counted.keys() - signatures.keys():
        del _counted[gone]
    try:
        node_link().family_apply(HELD_FAMILY, {code: str(held[code]) for code in held})
    except NodeUnavailableError as error:
        logger.info("not told how many voice messages there are: %s", error)
