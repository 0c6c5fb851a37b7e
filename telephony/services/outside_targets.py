"""Where calls from outside lead: an internal number, a redirect number, or nowhere; and the company's own numbers."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from telephony.carriers.models import PhoneNumber
from telephony.models import InternalNumber, RedirectNumber
from telephony.services.phone_numbers import local_number
from telephony.services.problems import invalid
from tenants.context import current_tenant

INTERNAL = "internal"
REDIRECT = "redirect"


@dataclass(frozen=True, slots=True)
class Target:
    """At most one of the two is set."""

    internal_number: InternalNumber | None = None
    redirect: RedirectNumber | None = None


def target_parse(raw: str) -> Target:
    """What `internal:500`, `redirect:<id>` or the empty string means in this company."""
    kind, _colon, value = raw.strip().partition(":")
    if not kind:
        return Target()
    if kind == INTERNAL:
        return Target(internal_number=_internal(value))
    if kind == REDIRECT:
        return Target(redirect=_redirect(value))
    raise invalid("target_invalid", _("Choose an internal number, a redirect number, or nothing."))


def _internal(number: str) -> InternalNumber:
    found = InternalNumber.objects.filter(number=number[:8].replace("\x00", "")).first()
    if found is None:
        raise invalid(
            "internal_number_unknown", _("Nothing has this internal number."), number=number
        )
    return found


def _redirect(raw_id: str) -> RedirectNumber:
    try:
        found = RedirectNumber.objects.filter(pk=UUID(raw_id)).first()
    except ValueError:
        found = None
    if found is None:
        raise invalid("does_not_exist", _("This does not exist any more; reload the page."))
    return found


def own_number_parse(raw: str) -> str:
    """One of the company's own outside numbers, or none; nobody may show a number that is not theirs."""
    if not raw.strip():
        return ""
    number = local_number(raw)
    if not PhoneNumber.objects.filter(tenant=current_tenant(), number=number).exists():
        raise invalid(
            "number_not_owned", _("The company does not have this number."), number=number
        )
    return number
