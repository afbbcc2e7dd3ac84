"""Standard streams that are closed or full, and places that are no place for a document."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.registers import BASE, write_tree

MEETING = "records/meetings/cyp-2021-11-23.yaml"
posix = pytest.mark.skipif(os.name != "posix", reason="a POSIX shell closes the streams")


def in_shell(line: str, folder: Path) -> tuple[int, str]:
    """Run a line of shell with ``$S`` as the tool; its exit code and what it said."""
    done = subprocess.run(
        ["sh", "-c", f'S="{sys.executable} -m scrutiny_cli"; {line}'],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return done.returncode, done.stdout + done.stderr


@posix
@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("$S action add --meeting 2021-11-23 <&-", 2, "--action is missing"),
        ("$S init new <&-", 2, "--council is missing"),
        ("$S meeting list >&-", 3, "standard output is closed"),
        ("$S --version >&-", 3, "standard output is closed"),
        ("$S --version <&- 2>&-", 0, "scrutiny "),
        ("$S meeting list 2>&-", 0, "Tue 23 Nov 2021"),
        ("mkdir gone && cd gone && rmdir ../gone && $S check", 3, "no longer there"),
    ],
)
def test_a_closed_stream_is_said_in_words(tmp_path: Path, line: str, code: int, says: str) -> None:
    found, told = in_shell(line, write_tree(tmp_path, BASE))
    assert (found, says in told, "Traceback" in told) == (code, True, False), told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
@pytest.mark.parametrize("command", ["--version", "--help", "check --help", "meeting list"])
def test_a_full_disk_is_said_in_words(tmp_path: Path, command: str) -> None:
    code, told = in_shell(f"$S {command} >/dev/full", write_tree(tmp_path, BASE))
    assert code == 3
    assert "the output cannot be written: No space left on device" in told


@pytest.mark.parametrize(
    "command",
    [
        ("check", "--format", "json", "--output", MEETING),
        ("meeting", "list", "--format", "json", "--output", "records/meetings/new.yml"),
        ("export", "--format", "json", "--output", "scrutiny.toml"),
        ("agenda", "build", "2021-11-23", "--format", "markdown", "--output", MEETING),
    ],
)
def test_no_document_is_written_over_a_record(tmp_path: Path, command: tuple[str, ...]) -> None:
    root = write_tree(tmp_path, BASE)
    told = scrutiny(*command, cwd=root, env={"SCRUTINY_AS_OF": "2021-11-01"})
    assert told.code == 3
    assert "is where a register keeps its own; nothing was written" in told.err
    assert (root / MEETING).read_text(encoding="utf-8") == BASE[MEETING]
    assert {file.name for file in root.iterdir()} == {"records"}
    assert not (root / "records/meetings/new.yml").exists()
