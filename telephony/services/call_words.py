"""What becomes of a call, told to people: sentences for the steps of a decision."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from telephony.calls.reasons import reason_words
from telephony.dialling.decision import Status, Step

CLASSES: Mapping[str, str | Promise] = {
    "internal": gettext_lazy("inside the company"),
    "local": gettext_lazy("local"),
    "regional_mobile": gettext_lazy("mobile in the region"),
    "mobile": gettext_lazy("mobile in Russia"),
    "long_distance": gettext_lazy("long distance"),
    "international": gettext_lazy("international"),
}
TITLES: Mapping[str, str | Promise] = {
    "number": gettext_lazy("Number"),
    "emergency": gettext_lazy("Emergency call"),
    "block": gettext_lazy("Blocks"),
    "restriction": gettext_lazy("Restrictions"),
    "override": gettext_lazy("Override rules"),
    "on_net": gettext_lazy("Own number"),
    "permission": gettext_lazy("Permission"),
    "filter": gettext_lazy("Filters"),
    "list": gettext_lazy("Number lists"),
    "caller_id": gettext_lazy("Number shown"),
    "route": gettext_lazy("Route"),
    "line": gettext_lazy("Line"),
    "target": gettext_lazy("Where it leads"),
}
_KINDS: Mapping[str, str | Promise] = {
    "emergency": gettext_lazy("an emergency number"),
    "service": gettext_lazy("a service of the local network"),
    "internal": gettext_lazy("a number inside the company"),
    "outside": gettext_lazy("an outside number"),
    "unknown": gettext_lazy("no number that can be called"),
    "own": gettext_lazy("a number of the company"),
    "foreign": gettext_lazy("not a number of the company on this line"),
}


def step_title(step: Step) -> str:
    """What the step is about."""
    return str(TITLES.get(step.key, step.key))


def step_words(step: Step, *, title_of: Callable[[str], str]) -> str:
    """The step as a sentence; `title_of` gives lines and targets their names."""
    said = {**step.extra}
    if step.key == "filter" and "filter" not in said:  # for companies it has no name
        return reason_words("filtered")
    if step.key == "route" and "route" not in said:
        return _("By a route of the operator.")
    words = (
        _ROUTES.get(said.get("table", ""))
        or _WORDS.get((step.key, step.status))
        or _WORDS.get((step.key, None))
    )
    if "what" in said:
        said["what"] = str(_KINDS.get(said["what"], said["what"]))
    if "class" in said:
        said["class"] = str(CLASSES.get(said["class"], said["class"]))
    if said.get("reason"):
        return reason_words(said["reason"])
    for name in ("line", "target", "list", "route"):
        if said.get(name):
            said[name] = title_of(said[name])
    if words is None:
        return step_title(step)
    return str(words) % {"number": "", "target": "", "list": "", "caller": "", **said}


_ROUTES: Mapping[str, str | Promise] = {  # tables that are none: see dialling.lines
    "number": gettext_lazy("By the line of the number that is shown: %(route)s."),
    "default": gettext_lazy("By the operator's default line: %(route)s."),
}
_WORDS: Mapping[tuple[str, Status | None], str | Promise] = {
    ("number", None): gettext_lazy("%(number)s is %(what)s."),
    ("emergency", None): gettext_lazy("%(number)s: help is always called, and first of all."),
    ("block", Status.REFUSED): gettext_lazy("The company is blocked."),
    ("restriction", Status.REFUSED): gettext_lazy(
        "The operator has stopped the company's calls with the outside."
    ),
    ("override", Status.MATCHED): gettext_lazy(
        "The rule “%(rule)s” sends the call for %(called)s to %(target)s."
    ),
    ("on_net", None): gettext_lazy("%(number)s is the company's own: the call stays inside."),
    ("permission", Status.PASSED): gettext_lazy("The call is %(class)s, and allowed."),
    ("filter", Status.REFUSED): gettext_lazy("The operator's filter “%(filter)s” refuses it."),
    ("list", Status.REFUSED): gettext_lazy("The caller is on the list “%(list)s”."),
    ("caller_id", Status.CHOSEN): gettext_lazy("The call shows %(number)s."),
    ("caller_id", Status.SKIPPED): gettext_lazy("The company has no number to show."),
    ("route", None): gettext_lazy("By the route “%(route)s”."),
    ("line", Status.CHOSEN): gettext_lazy("By the line %(line)s."),
    ("line", Status.SKIPPED): gettext_lazy("The line %(line)s is not there, or switched off."),
    ("target", Status.CHOSEN): gettext_lazy("Leads to %(target)s."),
    ("target", Status.SKIPPED): gettext_lazy(
        "The number leads nowhere itself; the company's usual target counts."
    ),
}


def override_end_words(step: Step) -> str:
    """A rule without a target."""
    return _("The rule “%(rule)s” ends the call for %(called)s.") % step.extra
