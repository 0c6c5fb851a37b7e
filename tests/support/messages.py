"""The Russian catalogue, compiled when it is older than its text."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command


def compile_if_stale() -> None:
    """What the installation does at its start; the compiled file is not part of the repository."""
    for folder in settings.LOCALE_PATHS:
        for text in Path(folder).glob("*/LC_MESSAGES/*.po"):
            compiled = text.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime < text.stat().st_mtime:
                call_command("compilemessages", locale=[text.parts[-3]], verbosity=0)
