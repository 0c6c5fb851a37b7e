"""What forms say about lines to the outside: the operator's carriers and companies' own trunks alike."""

import re
from dataclasses import dataclass
from functools import partial
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from telephony.asterisk.snapshot import DtmfMode
from telephony.carriers.models import LineTransport, OutsideLine
from telephony.dialling.config import CalledFrom
from telephony.services import text
from telephony.services.call_rules import called_template_parse, caller_template_parse
from telephony.services.choices import choice, subset
from telephony.services.limits import limits_parse, switches_parse
from telephony.services.line_addresses import addresses_parse, is_host, sources_parse
from telephony.services.phone_numbers import outside_number
from telephony.services.problems import Parsers, Problems, invalid

CODECS = ("alaw", "ulaw", "g722", "gsm")
_NAME = re.compile(r"[a-z0-9]{1,24}", re.ASCII)
_AREA = re.compile(r"[348][0-9]{2,4}", re.ASCII)  # geographic codes of Russia
_LOGIN = re.compile(r"[A-Za-z0-9+_.@*#~-]{1,80}", re.ASCII)
_SECRET = re.compile(r"[!-~]{1,128}", re.ASCII)


class LineValues(TypedDict, total=False):
    """What a form may say about any line; what is absent keeps its value. An empty `secret` leaves the old one."""

    name: str
    title: str
    comment: str
    is_enabled: bool
    addresses: list[str]
    sources: list[str]
    transport: str
    registers: bool
    domain: str
    login: str
    secret: str
    number: str
    codecs: list[str]
    dtmf_mode: str
    called_from: str
    local_area: str
    caller_template: str
    called_template: str
    may_pass_foreign: bool
    limits: dict[str, Any]
    switches: dict[str, Any]


def name_parse(raw: str) -> str:
    """The short name by which routes and the node know the line."""
    name = raw.strip().lower()
    if not _NAME.fullmatch(name):
        raise invalid("line_name_invalid", _("1 to 24 small Latin letters and digits."))
    return name


def domain_parse(raw: str) -> str:
    """The domain written into calls, where it is not the server's name; may be empty."""
    domain = raw.strip().lower().removesuffix(".")
    if domain and not is_host(domain):
        raise invalid("domain_invalid", _("Write it like sip.example.org."))
    return domain


def login_parse(raw: str) -> str:
    """The login at the other side; may be empty."""
    login = raw.strip()
    if login and not _LOGIN.fullmatch(login):
        raise invalid(
            "login_invalid", _("Up to 80 Latin letters, digits and the signs + _ . @ * # ~ -.")
        )
    return login


def secret_parse(raw: str) -> str:
    """The other side's password as it gave it; may be empty."""
    if raw and not _SECRET.fullmatch(raw):
        raise invalid(
            "secret_characters", _("Use Latin letters, digits and signs, without spaces.")
        )
    return raw


def number_parse(raw: str) -> str:
    """E.164 of the number for calls that name none of ours; may be empty."""
    return outside_number(raw) if raw.strip() else ""


def area_parse(raw: str) -> str:
    """The code of numbers that come without one: three to five digits, as they follow +7; may be empty."""
    area = raw.strip()
    if area and not _AREA.fullmatch(area):
        raise invalid("area_code_invalid", _("An area code has 3 to 5 digits, for example 495."))
    return area


@dataclass(frozen=True, slots=True)
class Account:
    """Where a line signs in, and as whom; its password was given for this."""

    addresses: frozenset[str]
    domain: str
    login: str

    @classmethod
    def of(cls, line: OutsideLine) -> "Account":
        return cls(frozenset(line.addresses), line.domain, line.login)


def secret_moved_refuse(line: OutsideLine, before: Account, problems: Problems) -> None:
    """Refuse to use the known password elsewhere: another server could guess it from our answers, and whoever may
    edit lines has not seen it."""
    now = Account.of(line)
    is_moved = not now.addresses <= before.addresses or (now.domain, now.login) != (
        before.domain,
        before.login,
    )
    if line.secret and now.login and is_moved:
        problems.add(
            invalid("secret_again", _("Enter the password again: it was for another account.")),
            field="secret",
        )


# The fields of OutsideLine; `secret` is not among them: an empty one leaves the old.
LINE_PARSERS: Parsers = {
    "name": name_parse,
    "title": partial(text.line, limit=80),
    "comment": partial(text.paragraph, limit=500),
    "is_enabled": bool,
    "addresses": addresses_parse,
    "sources": sources_parse,
    "transport": partial(choice, kind=LineTransport),
    "registers": bool,
    "domain": domain_parse,
    "login": login_parse,
    "number": number_parse,
    "codecs": partial(subset, allowed=CODECS),
    "dtmf_mode": partial(choice, kind=DtmfMode),
    "called_from": partial(choice, kind=CalledFrom),
    "local_area": area_parse,
    "caller_template": caller_template_parse,
    "called_template": called_template_parse,
    "may_pass_foreign": bool,
    "limits": limits_parse,
    "switches": switches_parse,
}


def line_check(line: OutsideLine, problems: Problems) -> None:
    """What the fields of a line must say together."""
    if not line.addresses and not line.sources:
        problems.add(invalid("required", _("Say where the other side is.")), field="addresses")
    if line.registers:
        for field in ("addresses", "login", "secret"):
            if not getattr(line, field):
                problems.add(
                    invalid("required", _("Signing in needs server, login and password.")),
                    field=field,
                )
