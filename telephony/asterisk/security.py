"""AMI security events: who was let in, who was refused and why. Pure.

The answers on the wire are alike for an unknown name, a wrong password, a refused network and a
blocked company (asterisk-side design); these events alone know the difference. One refused request makes several of
them, all with its Call-ID.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from telephony.asterisk import names

Message = Mapping[str, str]

_NO_PLACE_TO_REGISTER = frozenset(
    {"registrar_requested_aor_not_found", "registrar_attempt_without_configured_aors"}
)


class Reason(StrEnum):
    """Why a phone is offline, or that it is not."""

    OK = "ok"
    UNKNOWN_NAME = "unknown_name"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a reason, no password
    NETWORK_NOT_ALLOWED = "network_not_allowed"
    BLOCKED = "blocked"


_REASONS = {
    "InvalidAccountID": Reason.UNKNOWN_NAME,
    "ChallengeResponseFailed": Reason.WRONG_PASSWORD,
    "InvalidPassword": Reason.WRONG_PASSWORD,
    "FailedACL": Reason.NETWORK_NOT_ALLOWED,
}
# Stand-ins that Asterisk challenges: for a name it does not know, and for phones of blocked companies.
_STAND_INS = {"<unknown>": Reason.UNKNOWN_NAME, names.BLOCKED: Reason.BLOCKED}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a request came from."""

    address: str
    port: int
    transport: str

    def __str__(self) -> str:
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class SignIn:
    """A request of `account` that was let in, or refused for a reason. `call_id` joins it with other knowledge.

    Without `account`, only the copy of the request knows the name.
    """

    account: str
    reason: Reason
    source: Source
    call_id: str

    @property
    def login(self) -> tuple[str, str] | None:
        """Code and device name of the account, or None when it cannot be one of ours."""
        return names.login_parse(self.account)


def sign_in_parse(message: Message) -> SignIn | None:
    """The sign-in that an AMI event speaks of; None when it speaks of something else, or of nobody."""
    if message.get("Service") != "PJSIP":
        return None
    reason = _reason(message)
    source = source_parse(message.get("RemoteAddress", ""))
    account = message.get("AccountID", "")
    if reason is None or source is None or not account:
        return None
    if account in _STAND_INS:
        account, reason = "", _STAND_INS[account]
    return SignIn(account, reason, source, message.get("SessionID", ""))


def _reason(message: Message) -> Reason | None:
    event = message.get("Event", "")
    if event == "SuccessfulAuth":
        return Reason.OK
    if event == "RequestNotSupported" and message.get("RequestType") in _NO_PLACE_TO_REGISTER:
        return Reason.BLOCKED
    return _REASONS.get(event)


def source_parse(text: str) -> Source | None:
    """The source in `IPV4/UDP/192.0.2.7/5060`."""
    parts = text.split("/")
    if len(parts) != 4 or not parts[3].isdigit():
        return None
    return Source(address=parts[2], port=int(parts[3]), transport=parts[1].lower())
