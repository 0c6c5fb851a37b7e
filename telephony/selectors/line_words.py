"""Why a line to the outside does not work, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Keys are those of telephony.realtime: `lines.reason` and `line_probe`; and of `selectors.line_neighbours`.
_WORDS = {
    "wrong_password": gettext_lazy("The provider does not take login or password."),
    "forbidden": gettext_lazy("The provider forbids this account to register."),
    "unknown_account": gettext_lazy("The provider knows no such account."),
    "provider_error": gettext_lazy("The provider cannot register anybody at the moment."),
    "rejected": gettext_lazy("The provider refuses to register this account."),
    "no_answer": gettext_lazy("The server does not answer."),
    "refused": gettext_lazy("Nothing listens at the address and port of the server."),
    "dns": gettext_lazy("The name of the server leads nowhere."),
    "address_of_carrier": gettext_lazy(
        "The operator's line leads to this server. Another one may lead there only if both sign in with a password: "
        "else the server cannot tell whose call it is."
    ),
    "address_taken": gettext_lazy(
        "Somebody else's line leads to this server. Another one may lead there only if both sign in with a password: "
        "else the server cannot tell whose call it is."
    ),
}


def line_error_words(error: str, code: int = 0) -> str:
    """What a line's key of an error and the SIP status of the refusal mean, in the language of whoever reads; empty
    when nothing is wrong."""
    if not error:
        return ""
    words = str(_WORDS.get(error, _WORDS["rejected"]))
    return _("%(words)s (SIP %(status)d)") % {"words": words, "status": code} if code else words
