"""Where sounds are kept: Django's storage, a folder for each company, on this machine or elsewhere (S3) by settings.

<code>/sounds/<content>.<suffix>     what conversion made; named by its content, so never changed
<code>/originals/<id>-<upload>       what was uploaded, as it came
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage

from telephony.models import MediaFile, Speech
from telephony.sound.convert import SUFFIXES, Converted
from tenants.context import current_tenant


def sound_name(code: str, content: str, suffix: str) -> str:
    """A converted sound's name in storage."""
    return f"{code}/sounds/{content}.{suffix}"


def sound_open(content: str, suffix: str) -> IO[bytes]:
    """A converted sound of the current company."""
    opened: IO[bytes] = default_storage.open(sound_name(current_tenant().code, content, suffix))
    return opened


def sound_size(content: str, suffix: str) -> int:
    """Its length in bytes."""
    size: int = default_storage.size(sound_name(current_tenant().code, content, suffix))
    return size


def sounds_keep(folder: Path, converted: Converted) -> None:
    """Put what was converted into storage; what is there under its name is the same."""
    code = current_tenant().code
    for suffix in SUFFIXES:
        name = sound_name(code, converted.name, suffix)
        if not default_storage.exists(name):
            with (folder / f"{converted.name}.{suffix}").open("rb") as file:
                default_storage.save(name, File(file))


def sounds_drop(content: str) -> None:
    """Take a sound away unless another file or a spoken text has the same content."""
    if not content or any(
        model.objects.filter(content=content).exists() for model in (MediaFile, Speech)
    ):
        return
    for suffix in SUFFIXES:
        default_storage.delete(sound_name(current_tenant().code, content, suffix))


def sound_files() -> frozenset[str]:
    """Names of all files of converted sounds of the current company: <content>.<suffix>."""
    try:
        _folders, files = default_storage.listdir(f"{current_tenant().code}/sounds")
    except FileNotFoundError:
        return frozenset()
    return frozenset(files)


def original_keep(media: MediaFile, source: IO[bytes]) -> str:
    """Put what was uploaded into storage; its name there."""
    name = f"{current_tenant().code}/originals/{media.key}-{media.upload}"
    kept: str = default_storage.save(name, File(source))
    return kept


def original_drop(name: str) -> None:
    """Take an upload away."""
    if name:
        default_storage.delete(name)


@contextmanager
def work_folder() -> Iterator[Path]:
    """An empty folder to convert in, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="sound-") as folder:
        yield Path(folder)


def as_file(source: IO[bytes], path: Path) -> Path:
    """`source` as a file of the disk, for programs."""
    source.seek(0)
    with path.open("wb") as file:
        shutil.copyfileobj(source, file, 1 << 20)
    return path
