"""Messages in the voicemail boxes of a node, as Asterisk lays them down: spool/voicemail/<code>/<number>/<folder>.

A message is `msg0003.txt`, which comes last and says whose it is, and the sound beside it. Asterisk counts the files of
a folder anew when one goes; what names a message for ever is the `msg_id` in its text.
"""

import re
import shutil
import wave
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from telephony.asterisk import names
from telephony.asterisk.text import TEXT_LENGTH_MAX, text

INBOX, OLD, DELETED = "INBOX", "Old", "Deleted"
FOLDERS = (INBOX, "Urgent", OLD, "Work", "Family", "Friends", DELETED)
_UNREAD = (INBOX, "Urgent")

_CALLER = re.compile(r'(?:"(?P<name>.*)"\s*)?<(?P<number>[^>]*)>|(?P<bare>\+?[0-9]+)')
_NUMBER = re.compile(r"\+?[0-9]{2,20}")
Signature = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LeftMessage:
    """A message in a box. `received_at` is in epoch seconds."""

    key: str
    folder: str
    caller_number: str  # "" when it was hidden
    caller_name: str
    received_at: int
    seconds: float
    path: Path  # its text; the sound has the same name

    @property
    def sound(self) -> Path:
        return self.path.with_suffix(".wav")

    @property
    def is_read(self) -> bool:
        return self.folder not in _UNREAD

    def remove(self) -> None:
        """Take it away. Only of the folder `Deleted`, where Asterisk counts nothing."""
        self.path.unlink(missing_ok=True)
        self.sound.unlink(missing_ok=True)


class Mailboxes:
    """The boxes of one node."""

    def __init__(self, spool: Path) -> None:
        self._root = spool

    def boxes(self) -> Iterator[tuple[str, str]]:
        """Company and number of every box that was ever used."""
        for company in sorted(self._root.glob("*")):
            if names.is_code(company.name):
                for box in sorted(company.glob("*")):
                    if names.is_extension(box.name):
                        yield company.name, box.name

    def signature(self, code: str, number: str) -> Signature:
        """What changes whenever a message comes, goes or moves."""
        found = []
        for folder in FOLDERS:
            try:
                found.append((self._box(code, number) / folder).stat().st_mtime_ns)
            except FileNotFoundError:
                found.append(0)
        return tuple(found)

    def messages(self, code: str, number: str) -> list[LeftMessage]:
        """Everything in a box, the deleted included. What cannot be read (it is being written or moved at this
        moment) is left for another time."""
        found = (
            _message(path, folder)
            for folder in FOLDERS
            for path in sorted((self._box(code, number) / folder).glob("msg*.txt"))
        )
        return [each for each in found if each is not None]

    def count(self, code: str, number: str) -> int:
        """How many messages are in a box, without those that were deleted."""
        folders = (self._box(code, number) / folder for folder in FOLDERS if folder != DELETED)
        return sum(1 for folder in folders for _ in folder.glob("msg*.txt"))

    def rename(self, code: str, moves: Mapping[str, str]) -> None:
        """Boxes whose owners have other numbers (old -> new) keep their messages. All of them leave before any arrives,
        so that two owners may swap their numbers; what came under a new number meanwhile stays beside.

        What was put aside by an attempt that failed is brought on, without whatever came under the old number since.
        """
        for old in moves:
            source, aside = self._box(code, old), self._aside(code, old)
            if source.is_dir() and not aside.exists():
                source.rename(aside)
        for old, new in moves.items():
            if (aside := self._aside(code, old)).is_dir():
                _merge(aside, self._box(code, new))

    def remove(self, code: str, number: str) -> None:
        """Everything in a box, its owner's greetings included."""
        shutil.rmtree(self._box(code, number), ignore_errors=True)

    def _aside(self, code: str, number: str) -> Path:
        return self._box(code, number).with_name(f".{number}")

    def _box(self, code: str, number: str) -> Path:
        if not names.is_code(code) or not names.is_extension(number):
            raise ValueError(f"not a mailbox: {number!r} of {code!r}")
        return self._root / code / number


def _merge(source: Path, target: Path) -> None:
    """Everything of one box into another one, which may have messages: those that come get the next free numbers."""
    for folder in sorted(path for path in source.iterdir() if path.is_dir()):
        there = target / folder.name
        there.mkdir(parents=True, exist_ok=True)
        following = (
            max((int(each.stem[3:]) for each in there.glob("msg[0-9]*.txt")), default=-1) + 1
        )
        for index, text_path in enumerate(sorted(folder.glob("msg*.txt")), following):
            moved = there / f"msg{index:04d}.txt"
            for part in folder.glob(f"{text_path.stem}.*"):
                if part != text_path:
                    part.rename(moved.with_suffix(part.suffix))
            text_path.rename(moved)  # last: with its text a message is there
    for greeting in source.glob("*.*"):
        if greeting.is_file() and not (target / greeting.name).exists():
            target.mkdir(parents=True, exist_ok=True)
            greeting.rename(target / greeting.name)
    shutil.rmtree(source)


def _message(path: Path, folder: str) -> LeftMessage | None:
    try:
        said = _fields(path.read_text("utf-8", "replace"))
        number, name = caller_parse(said.get("callerid", ""))
        return LeftMessage(
            key=said["msg_id"][:64],
            folder=folder,
            caller_number=number,
            caller_name=name,
            received_at=int(said["origtime"]),
            seconds=_seconds(path.with_suffix(".wav")),
            path=path,
        )
    except (OSError, EOFError, KeyError, ValueError, wave.Error):
        return None


def _fields(content: str) -> Mapping[str, str]:
    return dict(
        line.partition("=")[::2] for line in content.splitlines() if "=" in line and line[0] != ";"
    )


def caller_parse(raw: str) -> tuple[str, str]:
    """Number and name in a caller identity as Asterisk writes it; what is no number is none."""
    match = _CALLER.search(raw)
    if match is None:
        return "", ""
    number = match["bare"] or match["number"] or ""
    return (number if _NUMBER.fullmatch(number) else ""), text(match["name"] or "")[
        :TEXT_LENGTH_MAX
    ]


def _seconds(sound: Path) -> float:
    with wave.open(str(sound)) as file:
        return float(file.getnframes() / file.getframerate())
