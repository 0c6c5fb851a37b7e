"""Files of a node: where they lie, and how they are written so that no reader ever sees half of one."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from telephony.asterisk.text import ident


@dataclass(frozen=True, slots=True)
class NodePaths:
    """The node's folder as seen from outside Asterisk's root (inside it is /node)."""

    root: Path

    @property
    def etc(self) -> Path:
        """Configuration."""
        return self.root / "etc"

    @property
    def database(self) -> Path:
        """Rows of devices, read by Asterisk."""
        return self.root / "db" / "node.sqlite3"

    @property
    def spool(self) -> Path:
        """Folder of the call events that wait to be shipped."""
        return self.root / "log" / "cel-custom"

    @property
    def sounds(self) -> Path:
        """A folder of sounds for each company; beside it lie Asterisk's own, by language."""
        return self.root / "data" / "sounds" / "company"

    def flows(self, code: str) -> Path:
        """Versions of the tenant's call flows that run, read at a restart."""
        return self.etc / "flows" / f"{ident(code)}.conf"

    def tenant(self, code: str) -> Path:
        """Dialplan of one tenant, read at a restart."""
        return self.etc / "tenants" / f"{ident(code)}.conf"


def file_write(path: Path, content: str) -> bool:
    """Put `content` at `path` in one step (temporary file, rename); False when it is there already."""
    wanted = content.encode()
    if path.is_file() and path.read_bytes() == wanted:
        return False
    with whole_file(path) as file:
        file.write(wanted)
    return True


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which has its name once it is whole and on the disk, and never when writing fails."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def file_remove(path: Path) -> bool:
    """Take a file away; False when there was none."""
    if not path.exists():
        return False
    path.unlink()
    return True
