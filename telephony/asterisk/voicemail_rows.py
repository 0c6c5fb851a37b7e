"""Rows and facts of voicemail: boxes of persons and groups. Pure.

    voicemail/<n>    language:greeting    of the box of this internal number; key of the sound that asks for a message

A box is `<number>@<code>` to Asterisk, and its messages lie in spool/voicemail/<code>/<number>.
"""

from telephony.asterisk.snapshot import MailboxConfig, TenantConfig
from telephony.asterisk.tables import VOICEMAIL_TABLE, row
from telephony.asterisk.text import ident, number

UNCHANGEABLE = "-"  # before a PIN: its owner cannot change it by phone
NO_PIN = "none"  # which no telephone can send


def voicemail_facts(mailbox: MailboxConfig) -> dict[str, str]:
    """What the dialplan must know of a box."""
    language = ident(mailbox.language) if mailbox.language else ""
    greeting = ident(mailbox.greeting) if mailbox.greeting else ""
    return {f"voicemail/{number(mailbox.number)}": f"{language}:{greeting}"}


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


def mailbox_of(config: TenantConfig, extension: str) -> str:
    """The box whose lamp a phone of this extension shows, as Asterisk names it: `200@acme`; empty: none."""
    has_box = any(mailbox.number == extension for mailbox in config.mailboxes)
    return f"{number(extension)}@{config.code}" if has_box else ""
