"""Rows and facts of voicemail: boxes of persons and groups. Pure.

    voicemail/<n>         language:greeting    of the box of this number; key of the sound that asks for a message
    own-box/<person>/<i>  a box that the phones of this number open without a PIN, i from 1: theirs, then their groups'
    voicemails            messages that all boxes may hold together; absent means any number

A box is `<number>@<code>` to Asterisk, and its messages lie in spool/voicemail/<code>/<number>. How many messages a
company has is kept outside of its facts, which are compared: `voicemails/<code>`, counted up by the dialplan with each
caller who begins to speak, and set to what lies there by the worker of the node (`services/voicemail_room.py`).
"""

from collections.abc import Mapping, Sequence

from telephony.asterisk.snapshot import MailboxConfig, TenantConfig
from telephony.asterisk.tables import VOICEMAIL_TABLE, row
from telephony.asterisk.text import ident, number

UNCHANGEABLE = "-"  # before a PIN: its owner cannot change it by phone
NO_PIN = "none"  # which no telephone can send
BOX_MESSAGES_MAX = 200  # new and old ones together
HELD_FAMILY = "voicemails"  # AstDB: code -> messages that a company has

# Internal number of a person -> numbers of the boxes that are theirs.
OwnBoxes = Mapping[str, Sequence[str]]


def voicemail_facts(config: TenantConfig) -> dict[str, str]:
    """What the dialplan must know of the boxes of a tenant."""
    result = {f"voicemail/{number(box.number)}": _packed(box) for box in config.mailboxes}
    for person, boxes in own_boxes(config).items():
        for index, box_number in enumerate(boxes, 1):
            result[f"own-box/{number(person)}/{index}"] = number(box_number)
    if result and config.max_voicemails:
        result["voicemails"] = str(int(config.max_voicemails))
    return result


def _packed(mailbox: MailboxConfig) -> str:
    language = ident(mailbox.language) if mailbox.language else ""
    greeting = ident(mailbox.greeting) if mailbox.greeting else ""
    return f"{language}:{greeting}"


def voicemail_rows(config: TenantConfig) -> dict[str, dict[str, dict[str, str]]]:
    """The boxes of a tenant."""
    return {
        VOICEMAIL_TABLE: {
            mailbox_key(config.code, mailbox.number): row(
                VOICEMAIL_TABLE,
                mailbox=number(mailbox.number),
                context=config.code,
                password=UNCHANGEABLE + (number(mailbox.pin) if mailbox.pin else NO_PIN),
                language=mailbox.language or config.language,
                tz=ident(config.timezone),
            )
            for mailbox in config.mailboxes
        }
    }


def mailbox_key(code: str, raw: str) -> str:
    """Id of a box's row: `acme-200`."""
    return f"{code}-{number(raw)}"


def own_boxes(config: TenantConfig) -> OwnBoxes:
    """The boxes of each person who has any: their own first, then those of the groups that they are in."""
    boxes = {mailbox.number for mailbox in config.mailboxes}
    found = {each.number: [each.number] for each in config.extensions if each.number in boxes}
    for queue in config.queues:
        if queue.number in boxes:
            for member in queue.members:
                found.setdefault(member, []).append(queue.number)
    return found


def lamp_boxes(code: str, boxes: Sequence[str]) -> str:
    """The boxes whose messages the lamp of a phone tells together, as Asterisk names them: `200@acme,500@acme`."""
    return ",".join(f"{number(box)}@{code}" for box in boxes)
