"""Findings about flows and schedules in words. The codes are those of `telephony.flow`."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from telephony.services.number_words import taken_words

THINGS: Mapping[str, str | Promise] = {
    "extension": gettext_lazy("Choose an employee."),
    "queue": gettext_lazy("Choose a group."),
    "box": gettext_lazy("Choose a mailbox."),
    "schedule": gettext_lazy("Choose a schedule."),
    "media": gettext_lazy("Choose a file."),
    "music": gettext_lazy("Choose a package of music."),
    "sound": gettext_lazy("Choose a file, or write a text."),
    "list": gettext_lazy("Choose a number list."),
    "redirect": gettext_lazy("Choose where the call goes outside."),
    "number": gettext_lazy("Choose where the call goes outside."),
    "pattern": gettext_lazy("Write at least one pattern."),
    "flow": gettext_lazy("Choose a flow."),
    "start": gettext_lazy("The flow has no such beginning."),
    "outside_number": gettext_lazy("The company does not have the number %(key)s."),
}
THINGS_GONE: Mapping[str, str | Promise] = {
    "extension": gettext_lazy("No employee has the number %(key)s."),
    "queue": gettext_lazy("No group has the number %(key)s."),
    "box": gettext_lazy("Nobody with the number %(key)s has a mailbox."),
    "schedule": gettext_lazy("This schedule does not exist any more."),
    "media": gettext_lazy("This file does not exist any more."),
    "music": gettext_lazy("This package of music does not exist any more."),
    "list": gettext_lazy("This number list does not exist any more."),
    "redirect": gettext_lazy("This redirect number does not exist any more."),
    "flow": gettext_lazy("This flow does not exist any more."),
}
# What `%(...)s` stands for is the `extra` of the finding.
PROBLEMS: Mapping[str, str | Promise] = {
    # of the shape of a document
    "too_large": gettext_lazy("The flow is too large."),
    "format_unknown": gettext_lazy("This format of call flows is not known here."),
    "id_invalid": gettext_lazy(
        "“%(value)s” cannot be an id: it has small Latin letters and digits, at most 16, begins with a letter, and is "
        "none of a, e, h, i, o, s, t, fax, failed and level1, level2..."
    ),
    "id_repeated": gettext_lazy("Two elements have the same id."),
    "kind_unknown": gettext_lazy("There is no such kind of element: “%(value)s”."),
    "field_unknown": gettext_lazy("Nothing is known of this field."),
    "wrong_type": gettext_lazy("A value of another kind is expected here."),
    "too_long": gettext_lazy("At most %(most)s characters."),
    "too_many": gettext_lazy("At most %(most)s entries."),
    "characters_forbidden": gettext_lazy("Invisible control characters are not allowed here."),
    "choice_unknown": gettext_lazy("There is no such choice."),
    "out_of_range": gettext_lazy("A number from %(least)s to %(most)s is expected."),
    "key_invalid": gettext_lazy("This does not name a thing of the company."),
    "key_repeated": gettext_lazy("Two periods have the same key."),
    "color_invalid": gettext_lazy("This is no colour."),
    "number_invalid": gettext_lazy("This is no number."),
    "number_not_here": gettext_lazy("This element cannot have a number of its own."),
    "voice_invalid": gettext_lazy("This is no voice."),
    "sound_ambiguous": gettext_lazy("Choose either a file or a text."),
    "pattern_invalid": gettext_lazy("This pattern cannot be read."),
    "exit_unknown": gettext_lazy("The element has no such exit."),
    "number_ambiguous": gettext_lazy("Choose either a number or a redirect number."),
    "target_invalid": gettext_lazy("The exit leads to something that is no element."),
    "day_invalid": gettext_lazy("Choose days of the week."),
    "range_invalid": gettext_lazy(
        "The range of time begins and ends at the same moment, or is none."
    ),
    "date_invalid": gettext_lazy("This is no date."),
    "date_repeated": gettext_lazy("This date is in the list twice."),
    "period_unknown": gettext_lazy("The schedule has no such period."),
    # of the scheme
    "start_missing": gettext_lazy(
        "No call gets into the flow: add a start, or give an element a number."
    ),
    "unreachable": gettext_lazy(
        "No call gets here; the element is left out when the flow is published."
    ),
    "target_missing": gettext_lazy("The exit leads to an element that does not exist."),
    "level_missing": gettext_lazy("Level %(level)s has no layers: the call ends there."),
    "menu_without_exits": gettext_lazy("No key of the menu leads anywhere."),
    "no_answer_without_timeout": gettext_lazy(
        "“No answer” is never reached without a time to ring."
    ),
    "period_unlinked": gettext_lazy(
        "A period of the schedule leads nowhere: callers are hung up on then."
    ),
    "exit_unused": gettext_lazy("The schedule has no such period any more."),
    "number_taken": gettext_lazy("The number %(number)s is in use."),
    "number_repeated": gettext_lazy("The number %(number)s is in this flow twice."),
    "number_elsewhere": gettext_lazy(
        "The number %(number)s leads elsewhere now; publishing brings it here."
    ),
    "loop_without_wait": gettext_lazy("The call goes round here without ever waiting."),
    "loop_of_flows": gettext_lazy("The flow calls itself by way of other flows."),
    "shadowed_layer": gettext_lazy("The layers above take every call: this one never gets any."),
    # of publishing
    "number_in_use": gettext_lazy(
        "Something still leads to the number %(number)s, which this version gives up: %(places)s."
    ),
    "entry_missing": gettext_lazy(
        "Calls are led to an element that is not here any more: %(places)s."
    ),
    "speech_failed": gettext_lazy("This text could not be spoken: %(said)s"),
}


def problem_words(code: str, extra: Mapping[str, Any]) -> str:
    """A finding in one sentence, in the language of whoever asks."""
    if code == "number_taken":
        return taken_words(str(extra["number"]))
    sentence = str(_sentence(code, extra))
    try:
        return sentence % extra
    except (KeyError, ValueError, TypeError):
        return sentence


def _sentence(code: str, extra: Mapping[str, Any]) -> str | Promise:
    if code != "thing_missing":
        return PROBLEMS.get(code, code)
    what = str(extra.get("what", ""))
    table = THINGS_GONE if extra.get("key") else THINGS
    return table.get(what) or THINGS.get(what) or PROBLEMS["key_invalid"]
