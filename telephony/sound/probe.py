"""What kind of sound file somebody has sent: found in its content, whatever its name says."""

import json
from dataclasses import dataclass
from pathlib import Path

from telephony.sound.programs import CONTAINERS, ProgramError, guarded, output_of

MAX_SECONDS = 3_600
MAX_BYTES = 10 * 1024 * 1024  # 001
PROBE_SECONDS = 10


class UnusableSoundError(Exception):
    """The file cannot be played to callers.

    Codes: `not_sound` (none of the kinds that are taken), `no_audio` (no sound inside), `too_long`, `silent`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Probe:
    """A file that can be converted. `seconds` is 0 where the file does not say (what a browser records)."""

    container: str  # one of CONTAINERS
    codec: str
    seconds: float


def probe(source: Path) -> Probe:
    """Look into a file. Raises UnusableSoundError."""
    command = ["ffprobe", "-v", "error", "-show_entries"]
    command += ["format=format_name,duration:stream=codec_type,codec_name", "-of", "json"]
    try:
        told = json.loads(output_of([*command, *guarded(source)], seconds=PROBE_SECONDS))
    except (ProgramError, ValueError):
        raise UnusableSoundError("not_sound") from None
    names = told.get("format", {}).get("format_name", "").split(",")
    container = next((name for name in CONTAINERS if name in names), None)
    if container is None:
        raise UnusableSoundError("not_sound")
    streams = [each for each in told.get("streams", []) if each.get("codec_type") == "audio"]
    if not streams:
        raise UnusableSoundError("no_audio")
    seconds = float(told["format"].get("duration") or 0)
    if seconds > MAX_SECONDS:
        raise UnusableSoundError("too_long")
    return Probe(container, streams[0].get("codec_name", ""), seconds)
