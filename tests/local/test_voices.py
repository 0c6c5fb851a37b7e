"""Voices for text to speech: what is installed speaks, and where it cannot be fetched something else does."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

CLONE = Path(__file__).parents[2]
AWAY = "http://127.0.0.1:9/debian"  # nobody listens there


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder that every user may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name) / "data"


def test_an_archive_out_of_reach_stops_nothing_and_is_asked_again(data):
    steps = f"""
        set -euo pipefail; CLONE="{CLONE}"; HERE=$CLONE/compose/local
        . "$HERE/common.sh"; . "$HERE/install.sh"
        debian_mirror() {{ echo {AWAY}; }}
        install_packages() {{ echo "wanted: $*"; }}
        install_voices; install_other_voice
        ls "$SOFTWARE" "$SOFTWARE/stamps"
    """
    environment = {"PATH": os.environ["PATH"], "VPBX_DATA": str(data)}
    done = subprocess.run(
        ["bash", "-c", steps], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "wanted: voices festival festvox-ru" in done.stdout
    assert not (data / "software" / "stamps" / "voices").exists()
    assert not (data / "software" / "speech").exists()


def test_only_voices_that_may_be_used_commercially_are_here():
    folder = Path(os.environ["VPBX_SPEECH_ROOT"]) / "usr/share/RHVoice/voices"
    assert {each.name for each in folder.iterdir()} == {
        "anna",
        "irina",
        "elena",
        "aleksandr",
        "slt",
    }
