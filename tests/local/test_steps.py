"""Steps of an installation: done once, done again when their input changed or when they were cut off."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

CLONE = Path(__file__).parents[2]
Shell = Callable[[str], subprocess.CompletedProcess[str]]


@pytest.fixture
def place() -> Iterator[Path]:
    """An empty folder that every user may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def shell(place: Path) -> Shell:
    """Runs shell text with the helpers of `run` and an empty data folder."""

    def run_text(text: str) -> subprocess.CompletedProcess[str]:
        preamble = f'set -euo pipefail; CLONE="{CLONE}"; . "$CLONE/compose/local/common.sh"\n'
        environment = {"PATH": os.environ["PATH"], "VPBX_DATA": str(place / "data")}
        return subprocess.run(
            ["bash", "-c", preamble + text],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run_text


def test_a_step_is_done_once_for_the_same_input(shell: Shell, place: Path) -> None:
    text = f'work() {{ echo done >>"{place}/count"; }}\nstep "$VPBX_DATA" work key1 Work work'
    for _ in range(3):
        assert shell(text).returncode == 0
    assert (place / "count").read_text() == "done\n"
    shell(text.replace("key1", "key2"))
    assert (place / "count").read_text() == "done\ndone\n"


def test_a_step_that_failed_shows_its_output_and_is_done_again(shell: Shell, place: Path) -> None:
    text = f'work() {{ echo the reason; [ -e "{place}/fixed" ]; echo right; }}\nstep "$VPBX_DATA" work key Work work'
    answer = shell(text)
    assert answer.returncode == 1
    assert "the reason" in answer.stderr
    (place / "fixed").touch()
    assert "Work: done" in shell(text).stdout


def test_a_step_that_was_cut_off_is_done_again(shell: Shell) -> None:
    cut = 'work() { sleep 30; }\n(sleep 0.5; kill -9 $$) & step "$VPBX_DATA" work key Work work'
    assert shell(cut).returncode != 0
    again = shell('work() { true; }\nstep "$VPBX_DATA" work key Work work')
    assert "Work: done" in again.stdout


def test_one_failed_job_of_several_ends_the_command(shell: Shell) -> None:
    answer = shell(
        "good() { sleep 0.2; echo finished; }; bad() { return 3; }\nside_by_side bad good\necho not reached"
    )
    assert answer.returncode == 1
    assert answer.stdout == "finished\n"


def test_data_below_a_closed_folder_goes_where_services_reach_it(shell: Shell, place: Path) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    real = Path(shell(f'data_folder "{closed}/.data"').stdout)
    try:
        assert real.parent == Path("/var/lib")
        assert (closed / ".data").readlink() == real
        assert shell(f'data_folder "{closed}/.data"').stdout == str(real)
    finally:
        subprocess.run(["rm", "-rf", real], check=True)


def test_data_in_an_open_folder_stays_there(shell: Shell, place: Path) -> None:
    assert shell(f'data_folder "{place}/d"').stdout == f"{place}/d"


def test_a_fingerprint_tells_content_and_names_but_not_where_the_clone_lies(
    shell: Shell, place: Path
) -> None:
    folder = place / "files"
    folder.mkdir()
    (folder / "a").write_text("1")
    text = f'fingerprint "{folder}" -- word'
    first = shell(text).stdout
    assert shell(text).stdout == first
    (folder / "a").write_text("2")
    second = shell(text).stdout
    (folder / "a").rename(folder / "b")
    assert len({first, second, shell(text).stdout, shell(text + "s").stdout}) == 4
