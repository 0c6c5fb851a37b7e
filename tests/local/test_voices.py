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


def installed(data: Path, *steps: str) -> str:
    """What the installation of voices says, with these steps of bash after its own are known; and what it leaves."""
    script = f"""
        set -euo pipefail; CLONE="{CLONE}"; HERE=$CLONE/compose/local
        . "$HERE/common.sh"; . "$HERE/install.sh"
        {";".join(steps)}
        install_voices; install_other_voice
        ls -d "$SOFTWARE"/* "$SOFTWARE"/stamps/* "$SOFTWARE"/speech/usr/bin/* || true
    """
    environment = {"PATH": os.environ["PATH"], "VPBX_DATA": str(data)}
    done = subprocess.run(
        ["bash", "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_archive_out_of_reach_stops_nothing_and_is_asked_again(data):
    said = installed(data, f"debian_mirror() {{ echo {AWAY}; }}")
    assert "texts are not spoken" in said
    assert not (data / "software" / "stamps" / "voices").exists()
    assert not (data / "software" / "speech").exists()


@pytest.mark.parametrize("had", ["festival", "espeak-ng"])
def test_where_rhvoice_cannot_be_had_the_next_best_speaks(data, tmp_path, had):
    """An archive that has one package alone: a program that says its name."""
    tree = tmp_path / "tree"
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin" / had).write_text(f"#!/bin/sh\necho {had}\n")
    (tree / "usr/bin" / had).chmod(0o755)
    (tree / "DEBIAN").mkdir()
    control = f"Package: {had}\nVersion: 1\nArchitecture: all\nMaintainer: nobody\nDescription: x\n"
    (tree / "DEBIAN/control").write_text(control)
    package = tmp_path / "one.deb"
    subprocess.run(["dpkg-deb", "--build", str(tree), str(package)], check=True)
    brings = (
        f'[[ "$*" == *"update"* ]] || {{ [[ "$*" == *" {had}"* ]] && cp {package} "$1/archives"; }}'
    )

    said = installed(data, f"voices_apt() {{ {brings}; }}")

    folder = data / "software" / "speech" / "usr" / "bin"
    assert [each.name for each in folder.iterdir()] == [had]
    assert ("nor could festival" in said) == (had == "espeak-ng")
    assert not (data / "software" / "stamps" / "voices").exists()  # RHVoice is asked for again
    again = installed(data, "voices_apt() { false; }")
    assert "texts are not spoken" not in again
    assert [each.name for each in folder.iterdir()] == [had]


def test_only_voices_that_may_be_used_commercially_are_here():
    folder = Path(os.environ["VPBX_SPEECH_ROOT"]) / "usr/share/RHVoice/voices"
    assert {each.name for each in folder.iterdir()} == {
        "anna",
        "irina",
        "elena",
        "aleksandr",
        "slt",
    }
