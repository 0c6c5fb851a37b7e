"""Sounds of companies on the node's disk. A file is named by its content, so that one that is being played is never
written: a sound that is replaced is another file, and the old one goes when no call can be about to play it.
"""

import logging
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from telephony.asterisk import names
from telephony.asterisk.files import whole_file
from telephony.asterisk.snapshot import TenantConfig
from telephony.asterisk.text import ident

logger = logging.getLogger(__name__)

# What the node plays without computing: G.711 as it is, and wideband for phones that have it. Asterisk itself takes the
# one that costs the call least: alaw for G.711 of both kinds, g722 for G.722 (tests/asterisk/test_media.py).
SUFFIXES = ("alaw", "g722")
KEPT_SECONDS = 3_600  # after its last use: nobody listens to one announcement for longer
_UNUSED = ".unused"  # suffix of an empty file: since when the sound beside it is not wanted

# (name, suffix) -> the sound, from wherever all of them are kept
Opener = Callable[[str, str], IO[bytes]]


class SoundChange(NamedTuple):
    """Names of sounds that came, that went, and that are wanted but not to be had."""

    came: list[str]
    gone: list[str]
    lacking: list[str]


def sound_names(config: TenantConfig) -> frozenset[str]:
    """Names of all sounds that the company's configuration plays; of a disabled company none."""
    return frozenset() if config.is_disabled else frozenset(_named(config))


class Sounds:
    """The sounds that the node holds."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def apply(self, code: str, wanted: Iterable[str], *, opened: Opener) -> SoundChange:
        """Fetch what the company's folder lacks, and remove what has not been wanted for an hour.

        Sounds go ahead of the facts that name them. One that is not to be had is left out: callers hear silence in its
        place, and everything else of the company reaches the node.
        """
        folder, sounds = self._root / ident(code), {names.sound_name(each) for each in wanted}
        if not sounds and not folder.exists():
            return SoundChange([], [], [])
        folder.mkdir(exist_ok=True)
        missing = sorted(sounds - self.held(code))
        unused = {path.stem for path in folder.glob(f"*{_UNUSED}")}
        came = _fetched(folder, missing, opened)
        for name in sounds & unused:
            (folder / f"{name}{_UNUSED}").unlink(missing_ok=True)
        gone = [name for name in sorted(_present(folder) - sounds) if _is_over(folder, name)]
        for name in gone:
            _remove(folder, name)
        if not any(folder.iterdir()):
            folder.rmdir()
        return SoundChange(came, gone, [name for name in missing if name not in came])

    def held(self, code: str) -> frozenset[str]:
        """Names of the sounds that the node can play for a company."""
        return _whole(self._root / ident(code))


def _named(config: TenantConfig) -> Iterator[str]:
    for media in config.media:
        yield media.name
        yield from (name for _language, name in media.languages)
    for music in config.music:
        yield from music.files


def _present(folder: Path) -> set[str]:
    """Names of which there is anything."""
    return {path.stem for path in folder.iterdir() if not path.name.startswith(".")}


def _whole(folder: Path) -> frozenset[str]:
    """Names of which there is everything."""
    files = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    stems = {name.partition(".")[0] for name in files}
    return frozenset(
        stem for stem in stems if all(f"{stem}.{suffix}" in files for suffix in SUFFIXES)
    )


def _is_over(folder: Path, name: str) -> bool:
    """Whether a sound has not been wanted for long enough; notes since when it is not."""
    mark = folder / f"{name}{_UNUSED}"
    if not mark.exists():
        mark.touch()
    return mark.stat().st_mtime + KEPT_SECONDS <= time.time()


def _remove(folder: Path, name: str) -> None:
    for path in folder.glob(f"{name}.*"):
        path.unlink()


def _fetched(folder: Path, missing: Iterable[str], opened: Opener) -> list[str]:
    """Bring sounds, as far as they are to be had; names of those that came."""
    came: list[str] = []
    for name in missing:
        try:
            _fetch(folder, name, opened)
        except OSError as error:
            logger.warning("sound %s/%s is not to be had: %r", folder.name, name, error)
        except Exception as error:  # noqa: BLE001 - each service of storage has errors of its own
            # It is away, which takes it long to say: the configuration does not wait for that at each sound.
            logger.warning("sounds of %s are not to be had: %r", folder.name, error)
            break
        else:
            came.append(name)
    return came


def _fetch(folder: Path, name: str, opened: Opener) -> None:
    for suffix in SUFFIXES:
        with opened(name, suffix) as source, whole_file(folder / f"{name}.{suffix}") as file:
            shutil.copyfileobj(source, file, 1 << 20)


def missing_sounds(named: Iterable[str], held: Iterable[str], *, code: str) -> list[str]:
    """Which of the sounds that are named (`names.sound`) are not there."""
    return sorted(set(named) - {names.sound(code, each) for each in held})
