"""Why calls are refused or fail, in words. The codes are those that the node writes (asterisk-templates), that call
history keeps, and that decisions give (telephony.dialling)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

REASONS: Mapping[str, str | Promise] = {
    "unknown_number": gettext_lazy("There is no such number."),
    "no_carrier": gettext_lazy("No line leads to this number."),
    "line_failed": gettext_lazy("No line took the call."),
    "loop": gettext_lazy("Override rules send the call in a circle."),
    "forward_loop": gettext_lazy("Forwarding sends the call in a circle."),
    "override": gettext_lazy("An override rule ends the call."),
    "no_target": gettext_lazy("The number leads nowhere."),
    "restricted": gettext_lazy("The operator has stopped the company's calls with the outside."),
    "filtered": gettext_lazy("A filter of the operator refuses the call."),
    "listed": gettext_lazy("The caller is on a list of those who are not let in."),
    "foreign_number": gettext_lazy("The number does not belong to the company on this line."),
    "blocked_administrative": gettext_lazy("The operator has blocked the company."),
    "blocked_voluntary": gettext_lazy("The company has blocked its calls."),
    "class_internal": gettext_lazy("Calls inside the company are not allowed here."),
    "class_local": gettext_lazy("Local calls are not allowed here."),
    "class_regional_mobile": gettext_lazy("Calls to mobiles of the region are not allowed here."),
    "class_mobile": gettext_lazy("Calls to mobiles of other regions are not allowed here."),
    "class_long_distance": gettext_lazy("Long-distance calls are not allowed here."),
    "class_international": gettext_lazy("International calls are not allowed here."),
    "limit_calls": gettext_lazy("The company has as many calls at once as it may."),
    "limit_in": gettext_lazy("The company has as many incoming calls at once as it may."),
    "limit_out": gettext_lazy("The company has as many outgoing calls at once as it may."),
    "limit_private": gettext_lazy("The company has as many calls by private routes as it may."),
    "limit_line": gettext_lazy("The line carries as many calls at once as it may."),
    "limit_number": gettext_lazy("The number has as many calls at once as it may."),
    "limit_extension": gettext_lazy("The extension has as many calls at once as it may."),
    "limit_device": gettext_lazy("The device has as many calls at once as it may."),
    "limit_group": gettext_lazy("The group has as many calls at once as it may."),
    "limit_queue": gettext_lazy("As many callers wait for the group as may."),
    "limit_box": gettext_lazy("The voicemail box holds as many messages as it may."),
    "limit_voicemails": gettext_lazy("The company has as many voice messages as it may."),
    "pin_wrong": gettext_lazy("There is no voicemail box with this number."),
    "pin_closed": gettext_lazy("Wrong PINs were tried too often; the box is closed for an hour."),
    "voicemail": gettext_lazy("Nobody took the call, and it was led to a voicemail box."),
    "limit_redirect": gettext_lazy("The redirect number has as many calls at once as it may."),
}


def reason_words(reason: str) -> str:
    """Why a call is refused, ends or fails; "" for none. Decisions write a dash where history has an underscore."""
    return str(REASONS.get(reason.replace("-", "_"), reason)) if reason else ""
