"""Engines that are programs of this machine: found by their files, fed by stdin."""

import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from shutil import which

from telephony.sound.programs import ProgramError, output_of
from telephony.speech.engine import Account, SpeechError, Voice

SPEAK_SECONDS = 20
_MARKUP = re.compile(r"[<>&]")  # programs that understand SSML must not find any


def plain(text: str) -> str:
    """Text that is read out and never understood as markup or commands; one line."""
    flat = unicodedata.normalize("NFC", _MARKUP.sub(" ", text))
    return " ".join("".join(c if c.isprintable() else " " for c in flat).split())


def spoken_by(command: Sequence[str], text: str, *, env: Mapping[str, str] | None = None) -> bytes:
    """What a program that reads text and writes a WAV says."""
    said = plain(text)
    if not any(each.isalnum() for each in said):
        raise SpeechError("there is nothing to say")
    try:
        sound = output_of(
            command, seconds=SPEAK_SECONDS, given=said.encode(), env={**os.environ, **(env or {})}
        )
    except ProgramError as error:
        raise SpeechError(str(error)) from error
    if len(sound) <= 44:  # a WAV's head
        raise SpeechError("the engine said nothing")
    return sound


class RHVoice:
    """RHVoice (statistical parametric, Olga Yakovleva and others): the voices of Debian that may be used commercially,
    unpacked by the installation into a folder of their own (`speech` of the software folder)."""

    name = "rhvoice"
    # Of 18 Russian voices 13 are CC BY-NC-ND: they are not installed (docs/speech.md).
    names: Mapping[str, tuple[str, str]] = {
        "anna": ("Анна", "ru"),
        "irina": ("Ирина", "ru"),
        "elena": ("Елена", "ru"),
        "aleksandr": ("Александр", "ru"),
        "slt": ("SLT", "en"),
    }

    def __init__(self, root: Path | None = None) -> None:
        self._root = root or Path(os.environ.get("VPBX_SPEECH_ROOT", "/nonexistent"))

    def voices(self, _account: Account) -> list[Voice]:
        """Those that are installed."""
        return [
            Voice(f"{self.name}:{voice}", shown, language, self.name)
            for voice, (shown, language) in self.names.items()
            if (self._root / "usr/share/RHVoice/voices" / voice).is_dir()
        ]

    def speak(self, text: str, *, voice: str, rate: float, account: Account) -> bytes:
        """0.2 s for a phrase of 5 s, 20 ms of it the start."""
        if voice not in self.names:
            raise SpeechError(f"no voice {voice!r}")
        data = {
            "RHVOICE_DATA_PATH": str(self._root / "usr/share/RHVoice"),
            "RHVOICE_CONFIG_PATH": str(self._root / "etc/RHVoice"),
        }
        options = ["-p", voice, "-r", str(round(100 * rate)), "-o", "-"]
        return _with_length(spoken_by([*self._program(), *options], text, env=data))

    def _program(self) -> list[str]:
        """By the loader and libraries beside it: the machine's own are older."""
        libraries = next(iter(self._root.glob("usr/lib/*-linux-gnu")), self._root)
        loader = next(iter(libraries.glob("ld-linux-*.so.*")), libraries)
        program = self._root / "usr/bin/RHVoice-test"
        paths = f"{libraries}:{libraries / 'pulseaudio'}"
        return [str(loader), "--library-path", paths, str(program)]


class Festival:
    """Festival with festvox-ru, from Debian's main archive: one man's voice. Where RHVoice cannot be had."""

    name = "festival"

    def voices(self, _account: Account) -> list[Voice]:
        """The one voice, where both packages are installed."""
        is_there = _program("text2wave") and Path("/usr/share/festival/voices/russian").is_dir()
        return [Voice("festival:msu_ru", "Николай", "ru", self.name)] if is_there else []

    def speak(self, text: str, *, voice: str, rate: float, account: Account) -> bytes:
        """0.75 s for a phrase of 5 s."""
        if voice != "msu_ru":
            raise SpeechError(f"no voice {voice!r}")
        settings = [
            "(voice_msu_ru_nsh_clunits)",
            f"(Parameter.set 'Duration_Stretch {1 / rate:.2f})",
        ]
        evals = [part for each in settings for part in ("-eval", each)]
        return spoken_by(["text2wave", *evals, "-"], text)


class Espeak:
    """espeak-ng, from Debian's main archive. The last resort: listeners make mistakes."""

    name = "espeak"
    names = {"ru": "eSpeak", "en": "eSpeak"}

    def voices(self, _account: Account) -> list[Voice]:
        """A Russian and an English one, where it is installed."""
        if not _program("espeak-ng"):
            return []
        return [
            Voice(f"espeak:{language}", shown, language, self.name, is_last_resort=True)
            for language, shown in self.names.items()
        ]

    def speak(self, text: str, *, voice: str, rate: float, account: Account) -> bytes:
        """0.03 s for a phrase of 5 s."""
        if voice not in self.names:
            raise SpeechError(f"no voice {voice!r}")
        pace = str(round(160 * rate))  # words a minute
        return spoken_by(["espeak-ng", "-v", voice, "-s", pace, "--stdin", "--stdout"], text)


def _with_length(wav: bytes) -> bytes:
    """A WAV that was written to a pipe, with its lengths said in its head (44 bytes, the usual one)."""
    whole, samples = len(wav) - 8, len(wav) - 44
    return (
        wav[:4] + whole.to_bytes(4, "little") + wav[8:40] + samples.to_bytes(4, "little") + wav[44:]
    )


@cache
def _program(name: str) -> bool:
    return which(name) is not None
