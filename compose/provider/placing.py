"""A call to a customer as it leaves the provider: where it goes, and how its INVITE is written."""

import secrets
from dataclasses import dataclass

from compose.provider import sdp
from compose.provider.registrar import Registrar
from compose.provider.sip import Message
from compose.provider.transactions import Address, Port


@dataclass(frozen=True, slots=True)
class Placed:
    """How a call to a customer is made. Numbers are written as they are here.

    `ruri` is what stands in the request line: the number, the account's name, or the contact word
    for word; `line` keeps the contact's parameters; `to` is number or ruri, `to_name` the display
    name before it. `asserted` is the caller's number in P-Asserted-Identity, `patience` the seconds
    to wait for any answer.
    """

    number: str
    caller: str = ""
    name: str = ""
    account: str = ""
    target: str = ""  # host:port, instead of an account
    ruri: str = "number"
    line: bool = True
    to: str = "number"
    to_name: str = ""
    anonymous: bool = False
    asserted: str = ""
    diversion: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    codecs: tuple[int, ...] = (8, 0)
    offer: bool = True  # False: the node has to offer
    tone: int = 850
    patience: float = 10


def destination(wanted: Placed, registrar: Registrar) -> tuple[str, Address]:
    """Request line and socket of the call; ValueError: the account is not registered."""
    if wanted.target:
        host, _, port = wanted.target.partition(":")
        return f"sip:{wanted.number}@{host}:{port}", (host, int(port))
    contact = registrar.contact(wanted.account)
    if contact is None:
        raise ValueError(f"account {wanted.account} is not registered")
    uri = contact.uri if wanted.line else contact.uri.partition(";")[0]
    users = {"number": wanted.number, "account": wanted.account}
    if wanted.ruri in users:
        uri = _with_user(uri, users[wanted.ruri])
    return uri, contact.source


def invitation(wanted: Placed, uri: str, *, port: Port, media_port: int) -> Message:
    """The INVITE to an address, with an offer of sound when it is wanted."""
    host, own_port = port.address
    body = ""
    if wanted.offer:
        body = sdp.offer(sdp.own(host, media_port, wanted.codecs), 0)
    to = uri if wanted.to == "ruri" else _with_user(uri, wanted.number).partition(";")[0]
    headers = [port.via(), ("Max-Forwards", "70"), *_identity(wanted, f"{host}:{own_port}")]
    to_name = f'"{wanted.to_name}" ' if wanted.to_name else ""
    headers += [("To", f"{to_name}<{to}>"), ("Call-ID", secrets.token_hex(8)), ("CSeq", "1 INVITE")]
    headers += [("Contact", f"<sip:provider@{host}:{own_port}>"), *wanted.headers]
    return Message(
        f"INVITE {uri} SIP/2.0", tuple((name.lower(), value) for name, value in headers), body
    )


def _identity(wanted: Placed, address: str) -> list[tuple[str, str]]:
    """Who calls, and what else is said of him."""
    tag = f";tag={secrets.token_hex(4)}"
    if wanted.anonymous:
        headers = [("From", f'"Anonymous" <sip:anonymous@anonymous.invalid>{tag}')]
        headers.append(("Privacy", "id"))
    else:
        name = f'"{wanted.name}" ' if wanted.name else ""
        headers = [("From", f"{name}<sip:{wanted.caller}@{address}>{tag}")]
    if wanted.asserted:
        headers.append(("P-Asserted-Identity", f"<sip:{wanted.asserted}@{address}>"))
    if wanted.diversion:
        headers.append(("Diversion", f"<sip:{wanted.diversion}@{address}>;reason=unconditional"))
    return headers


def _with_user(uri: str, user: str) -> str:
    """An address with another user; parameters stay."""
    return f"sip:{user}@{uri.removeprefix('sip:').rpartition('@')[2]}"
