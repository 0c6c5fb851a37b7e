"""A file is played. Pure."""

from telephony.flow.compilers.base import Place, compile_settings
from telephony.flow.elements import Announcement
from telephony.flow.steps import Run, Step


@compile_settings.register
def _(settings: Announcement, place: Place) -> tuple[Step, ...]:
    answers = "1" if settings.answers else "0"
    return (Run("flow-announcement", (place.sound("sound"), str(settings.repeats), answers)),)
