"""Engines that are programs of this machine: found by their files, fed by stdin.

The installation unpacks one of them into a folder of its own (`speech` of the software folder), with all that it needs;
those that somebody has installed into the machine itself are used as well.
"""

import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import which

from telephony.sound.programs import ProgramError, output_of
from telephony.speech.engine import Account, SpeechError, Voice

SPEAK_SECONDS = 20
WAV_HEAD_BYTES = 44
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
    if len(sound) <= WAV_HEAD_BYTES:
        raise SpeechError("the engine said nothing")
    return _with_length(sound)


def speech_root() -> Path:
    """The folder that the installation unpacks an engine into."""
    return Path(os.environ.get("VPBX_SPEECH_ROOT", "/nonexistent"))


def _libraries(root: Path) -> Path:
    return next(iter(root.glob("usr/lib/*-linux-gnu")), root)


def _unpacked(root: Path, name: str) -> list[str]:
    """A program of that folder, by the loader and libraries beside it: the machine's own are older."""
    libraries = _libraries(root)
    loader = next(iter(libraries.glob("ld-linux-*.so.*")), libraries)
    paths = f"{libraries}:{libraries / 'pulseaudio'}"
    return [str(loader), "--library-path", paths, str(root / "usr/bin" / name)]


class RHVoice:
    """RHVoice (statistical parametric, Olga Yakovleva and others): the voices of Debian that may be used commercially,
    unpacked."""

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
        self._root = root or speech_root()

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
        return spoken_by([*_unpacked(self._root, "RHVoice-test"), *options], text, env=data)


class Festival:
    """Festival with festvox-ru, from Debian's main archive: one man's voice. Where RHVoice cannot be had."""

    name = "festival"

    def __init__(self, root: Path | None = None, *, machine: Path = Path("/")) -> None:
        self._root, self._machine = root or speech_root(), machine

    def voices(self, _account: Account) -> list[Voice]:
        """The one voice, where both packages are."""
        return [Voice("festival:msu_ru", "Николай", "ru", self.name)] if self._home() else []

    def speak(self, text: str, *, voice: str, rate: float, account: Account) -> bytes:
        """1.3 s for a phrase of 5 s, most of it the start. Festival's own pace does nothing to a voice that is made of
        recorded pieces."""
        home = self._home()
        if voice != "msu_ru" or home is None:
            raise SpeechError(f"no voice {voice!r}")
        program = _unpacked(home, "festival") if home == self._root else [str(home / _FESTIVAL)]
        data = str(home / "usr/share/festival")
        # its script text2wave, which would look for its files where they would be installed
        arguments = '(set! argv \'("-eval" "(voice_msu_ru_nsh_clunits)" "-"))'
        where = ["--datadir", data, "--libdir", data, "-b", arguments]
        command = [*program, *where, str(home / "usr/bin/text2wave")]
        return paced(spoken_by(command, readable(text)), rate)

    def _home(self) -> Path | None:
        """Where it is: unpacked, or installed into the machine."""
        return next((each for each in (self._root, self._machine) if _has_festival(each)), None)


_FESTIVAL = "usr/bin/festival"
_STRESS = "\u0301"  # over a vowel
# Words with what ends them.
_READABLE = re.compile(r"[а-яёА-ЯЁa-zA-Z0-9]+(?:-[а-яёА-ЯЁa-zA-Z0-9]+)*[.,!?;:]?")


def readable(text: str) -> str:
    """What festvox-ru has rules for; anything else ends it: quotation marks, accents, a full stop by itself."""
    written = unicodedata.normalize("NFC", text).replace(_STRESS, "")
    return " ".join(_READABLE.findall(written))


def _has_festival(home: Path) -> bool:
    voice = home / "usr/share/festival/voices/russian/msu_ru_nsh_clunits"
    return voice.is_dir() and (home / _FESTIVAL).is_file()


def paced(wav: bytes, rate: float) -> bytes:
    """The sound at another pace and the same pitch."""
    if rate == 1:
        return wav
    change = ["-filter:a", f"atempo={rate:.2f}", "-bitexact", "-f", "wav"]  # with the usual head
    command = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-i", "pipe:0", *change, "pipe:1"]
    try:
        return _with_length(output_of(command, seconds=SPEAK_SECONDS, given=wav))
    except ProgramError as error:
        raise SpeechError(str(error)) from error


class Espeak:
    """espeak-ng, from Debian's main archive. The last resort: listeners make mistakes."""

    name = "espeak"
    names = {"ru": "eSpeak", "en": "eSpeak"}

    def __init__(self, root: Path | None = None) -> None:
        self._root = root or speech_root()

    def voices(self, _account: Account) -> list[Voice]:
        """A Russian and an English one, where it is."""
        if not self._program():
            return []
        return [
            Voice(f"espeak:{language}", shown, language, self.name, is_last_resort=True)
            for language, shown in self.names.items()
        ]

    def speak(self, text: str, *, voice: str, rate: float, account: Account) -> bytes:
        """0.03 s for a phrase of 5 s."""
        program = self._program()
        if voice not in self.names or not program:
            raise SpeechError(f"no voice {voice!r}")
        pace = str(round(160 * rate))  # words a minute
        env = {"ESPEAK_DATA_PATH": str(_libraries(self._root))} if len(program) > 1 else {}
        return spoken_by([*program, "-v", voice, "-s", pace, "--stdin", "--stdout"], text, env=env)

    def _program(self) -> list[str]:
        """Unpacked, or installed into the machine."""
        if (self._root / "usr/bin/espeak-ng").is_file():
            return _unpacked(self._root, "espeak-ng")
        installed = which("espeak-ng")
        return [installed] if installed else []


def _with_length(wav: bytes) -> bytes:
    """A WAV that was written to a pipe, with its lengths said in its head, the usual one."""
    whole, samples = len(wav) - 8, len(wav) - WAV_HEAD_BYTES
    head = wav[:4] + whole.to_bytes(4, "little") + wav[8:40] + samples.to_bytes(4, "little")
    return head + wav[WAV_HEAD_BYTES:]
