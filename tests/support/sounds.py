"""Sound files as people upload them, made by ffmpeg."""

import subprocess
from functools import cache

SUFFIXES = {"mp3": "mp3", "wav": "wav", "wma": "asf", "m4a": "ipod", "ogg": "ogg", "webm": "webm"}


@cache
def sound_bytes(
    kind: str = "wav",
    *,
    frequency: int = 440,
    seconds: float = 2,
    gain: float = 0,
    bitrate: str = "",
) -> bytes:
    """A tone as a file of this kind, of which the name says nothing."""
    tone = f"sine=frequency={frequency}:duration={seconds},volume={gain}dB"
    size = ("-ar", "8000", "-b:a", bitrate) if bitrate else ()
    return _made("-f", "lavfi", "-i", tone, *size, *_codec(kind))


@cache
def video_bytes() -> bytes:
    """A film without sound."""
    return _made("-f", "lavfi", "-i", "testsrc=duration=1", "-f", "webm")


def _codec(kind: str) -> tuple[str, ...]:
    if kind == "m4a":  # its index comes last, so it cannot be written to a pipe in the usual way
        return ("-movflags", "frag_keyframe+empty_moov", "-f", "ipod")
    return ("-c:a", "libopus", "-f", "webm") if kind == "webm" else ("-f", SUFFIXES[kind])


def _made(*arguments: str) -> bytes:
    command = ["ffmpeg", "-v", "error", *arguments, "pipe:1"]
    return subprocess.run(command, check=True, capture_output=True).stdout
