"""What is told about sounds that cannot be played."""

from django.utils.translation import gettext as _

# Why a conversion ended badly without the file being at fault.
SPEECH_FAILED, INTERRUPTED = "speech_failed", "interrupted"


def sound_error(code: str) -> str:
    """A refusal's code (see `telephony.sound.probe`) in words; empty for none."""
    words = {
        "not_sound": _("This is not a sound file: mp3, wav, wma, m4a and ogg can be played."),
        "no_audio": _("There is no sound in this file."),
        "too_long": _("The sound is longer than an hour."),
        "silent": _("Nothing can be heard in this file; was the microphone off?"),
        SPEECH_FAILED: _("The text could not be spoken; try another voice."),
        INTERRUPTED: _("The conversion was interrupted; upload the file again."),
    }
    return words.get(code, "")
