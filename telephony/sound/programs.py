"""Running ffmpeg and ffprobe on files of strangers: no shell, no network, no other file, bounded time and memory."""

import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

MEMORY_BYTES = 1_500_000_000  # address space; an hour of any kind takes a tenth of it
REPORT_SECONDS = "0.1"  # between two words of ffmpeg: a few minutes of sound take it one second

# What may be inside. Demuxers that read further files (playlists, lists of pieces) are not among them.
CONTAINERS = ("mp3", "wav", "asf", "mov", "ogg", "matroska")
_GUARD = (
    "-protocol_whitelist", "file",
    "-format_whitelist", "mp3,wav,asf,mov,mp4,m4a,3gp,3g2,mj2,ogg,matroska,webm",
)  # fmt: skip


class ProgramError(Exception):
    """A program failed, or took too long; the text is what it said last."""


def guarded(source: Path) -> list[str]:
    """Arguments that read `source` as a file of a stranger."""
    return [*_GUARD, "-i", f"file:{source}"]


def limited(arguments: Sequence[str], *, seconds: int) -> list[str]:
    """The command with bounds on its memory and on its time of computing; calls on this machine go before it."""
    limits = [f"--as={MEMORY_BYTES}", f"--cpu={seconds}"]
    return ["nice", "-n", "10", "prlimit", *limits, *arguments]


def output_of(
    arguments: Sequence[str], *, seconds: int, given: bytes = b"", env: dict[str, str] | None = None
) -> bytes:
    """What a program wrote, given these bytes to read. Raises ProgramError."""
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
            limited(arguments, seconds=seconds),
            input=given,
            capture_output=True,
            timeout=seconds,
            check=False,
            env=env,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ProgramError(str(error)) from error
    if done.returncode:
        raise ProgramError(done.stderr.decode(errors="replace").strip()[-500:])
    return done.stdout


def ffmpeg(
    arguments: Sequence[str], *, seconds: int, on_time: Callable[[float], None] | None = None
) -> str:
    """Run ffmpeg to its end and return its report; `on_time` hears how many seconds of sound are done."""
    # The report goes to stderr, the progress to stdout; what is not read of one must not block the other.
    command = ["ffmpeg", "-nostdin", "-hide_banner", "-nostats", "-y"]
    command += ["-progress", "pipe:1", "-stats_period", REPORT_SECONDS, *arguments]
    with _running(limited(command, seconds=seconds)) as process:
        report: list[str] = []
        for line in process.stdout or ():
            if line.startswith("out_time_us="):
                moment = line.partition("=")[2].strip()
                if on_time is not None and moment.isdigit():
                    on_time(int(moment) / 1_000_000)
            else:
                report.append(line)
                del report[:-200]
        process.wait()
    if process.returncode:
        raise ProgramError("".join(report).strip()[-500:])
    return "".join(report)


@contextmanager
def _running(command: Sequence[str]) -> Iterator["subprocess.Popen[str]"]:
    try:
        process = subprocess.Popen(  # noqa: S603 - a list of arguments, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise ProgramError(str(error)) from error
    try:
        with process:
            yield process
    except BaseException:
        process.kill()
        raise
