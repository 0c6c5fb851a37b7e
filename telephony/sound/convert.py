"""From any sound to what the node plays without computing, and to what the browser plays; all equally loud.

Loudness is measured after EBU R128 over the whole file and evened by one gain for all of it, with a limiter for what
would be clipped. So the level of a conversation within the file stays as it was recorded; a normaliser that follows
the sound (loudnorm in its dynamic mode) pumps music and takes four times as long. Measured: an hour in 13 s.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from telephony.sound.peaks import peaks
from telephony.sound.probe import MAX_SECONDS, UnusableSoundError
from telephony.sound.programs import ProgramError, ffmpeg, guarded

LOUDNESS_LUFS = -20.5  # as the phrases that Asterisk brings along, so that a call does not jump
MAX_GAIN_DB = 30.0
SILENCE_DB = -60.0  # a file whose loudest sample is below was recorded with the microphone off
CEILING = 0.85  # of full scale: what G.711 carries without being clipped
SUFFIXES = ("alaw", "g722", "mp3")  # two for the node, one for the browser
ALAW_RATE = 8_000  # bytes of the alaw file for a second
CONVERT_SECONDS = 600  # of computing, for each of the two passes
_DECODED_PERCENT = 50
_NAME_LENGTH = 32

_INTEGRATED = re.compile(r"^\s+I:\s+(-?[0-9.]+|-inf) LUFS", re.MULTILINE)
_PEAK = re.compile(r"^\s+Peak:\s+(-?[0-9.]+|-inf) dBFS", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Converted:
    """A sound ready for calls: `<name>.<suffix>` for each of SUFFIXES in the folder; `name` is made of the content."""

    name: str
    seconds: float
    peaks: tuple[int, ...]  # for drawing: how loud each piece is, 0 to 100


def convert(
    source: Path,
    folder: Path,
    *,
    seconds: float = 0,
    on_percent: Callable[[int], None] = lambda _percent: None,
) -> Converted:
    """Convert `source` into `folder`, which is empty; `seconds` is its length where it is known.

    Raises UnusableSoundError.
    """
    plain = folder / "plain.wav"
    try:
        gain = _decode(source, plain, _share(on_percent, seconds, 0, _DECODED_PERCENT))
        length = plain.stat().st_size / 32_000  # 16 kHz, two bytes a sample
        _encode(plain, folder, gain, _share(on_percent, length, _DECODED_PERCENT, 100))
    except ProgramError:
        raise UnusableSoundError("not_sound") from None
    finally:
        plain.unlink(missing_ok=True)
    return _named(folder)


def _decode(source: Path, plain: Path, on_time: Callable[[float], None]) -> float:
    """Write the sound as plain samples, rumble taken off; returns the gain in dB that it needs."""
    measured = "highpass=f=80,ebur128=framelog=verbose:peak=sample"
    command = [*guarded(source), "-map", "0:a:0", "-t", str(MAX_SECONDS + 1), "-af", measured]
    command += ["-ac", "1", "-ar", "16000", "-c:a", "pcm_s16le", "-f", "wav", f"file:{plain}"]
    report = ffmpeg(command, seconds=CONVERT_SECONDS, on_time=on_time)
    if plain.stat().st_size > (MAX_SECONDS + 0.5) * 32_000:
        raise UnusableSoundError("too_long")
    return _gain(_last(_INTEGRATED, report), _last(_PEAK, report))


def _last(pattern: re.Pattern[str], report: str) -> float:
    found = pattern.findall(report)
    return float(found[-1]) if found else float("-inf")


def _gain(loudness: float, peak: float) -> float:
    """The gain for a file of this loudness (LUFS) and this highest sample (dBFS). A sound that is too short to be
    measured (0.4 s) goes by its highest sample."""
    if peak < SILENCE_DB:
        raise UnusableSoundError("silent")
    wanted = LOUDNESS_LUFS - loudness if loudness > -70 else -6.0 - peak
    return min(wanted, MAX_GAIN_DB)


def _encode(plain: Path, folder: Path, gain: float, on_time: Callable[[float], None]) -> None:
    chain = f"volume={gain:.2f}dB,alimiter=limit={CEILING}:level=0:attack=2:release=50"
    graph = f"[0:a]{chain},asplit=3[narrow][wide][page]"
    command = ["-protocol_whitelist", "file", "-i", f"file:{plain}", "-filter_complex", graph]
    command += ["-map", "[narrow]", "-ar", "8000", "-c:a", "pcm_alaw", "-f", "alaw"]
    command += [f"file:{folder / 'alaw'}", "-map", "[wide]", "-c:a", "g722", "-f", "g722"]
    command += [f"file:{folder / 'g722'}", "-map", "[page]", "-c:a", "libmp3lame", "-b:a", "40k"]
    command += ["-map_metadata", "-1", "-f", "mp3", f"file:{folder / 'mp3'}"]
    ffmpeg(command, seconds=CONVERT_SECONDS, on_time=on_time)


def _named(folder: Path) -> Converted:
    """Give the files the name of their content."""
    narrow = (folder / "alaw").read_bytes()
    if not narrow:
        raise UnusableSoundError("no_audio")
    digest = hashlib.sha256(narrow + (folder / "g722").read_bytes()).hexdigest()[:_NAME_LENGTH]
    for suffix in SUFFIXES:
        (folder / suffix).rename(folder / f"{digest}.{suffix}")
    return Converted(digest, round(len(narrow) / ALAW_RATE, 1), peaks(narrow))


def _share(
    on_percent: Callable[[int], None], seconds: float, start: int, end: int
) -> Callable[[float], None]:
    """Turns seconds done into percent of the whole work; each number is told once."""
    told = start

    def on_time(moment: float) -> None:
        nonlocal told
        share = min(1.0, moment / seconds) if seconds else 0.0
        percent = start + int((end - start) * share)
        if percent > told:
            told = percent
            on_percent(percent)

    return on_time
