"""What goes down a pipe is UTF-8, whatever encoding the console has: the same bytes as in a file."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.registers import write_tree

FILES = {
    "records/committees/health.yaml": "name: Pŵyllgor Café Committee\ncouncil: Ynys Môn\n",
    "records/meetings/m.yaml": "id: m\ndate: 2022-01-11\ntime: 2.30 pm\nitems: [{title: Café – “Ŵyn”}]\n",
    "records/actions/a.yaml": "- {id: a, number: 1, meeting: m, action: Café, owner: Siân Ŵyn, due: 2022-02-01}\n",
}
AS_OF = ("--as-of", "2022-03-20")
# Commands whose data a program may read, and what is in it.
COMMANDS: dict[str, tuple[str, ...]] = {
    "calendar": ("calendar", "--as-of", "2022-01-01"),
    "list as JSON": ("action", "list", "--format", "json", *AS_OF),
    "list as text": ("action", "list", *AS_OF),
    "export as CSV": ("export", "actions", "--format", "csv", "--output", "-", *AS_OF),
    "export as JSON": ("export", "actions", "--format", "json", "--output", "-", *AS_OF),
    "tracker as Markdown": (
        *("tracker", "build", "actions", "--format", "markdown", "--output", "-", *AS_OF),
    ),
    "agenda as HTML": ("agenda", "build", "m", "--format", "html", "--output", "-", *AS_OF),
    "overdue as Markdown": ("overdue", "--format", "markdown", *AS_OF),
    "import": ("import", "actions", "log.csv", "--dry-run", *AS_OF),
}


def run_in(encoding: str, root: Path, *args: str) -> bytes:
    """Standard output of a command on a machine whose console has an encoding."""
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "scrutiny_cli", *args]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, check=False, timeout=120
    ).stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_piped_output_is_the_same_in_every_encoding(command: str, tmp_path: Path) -> None:
    write_tree(tmp_path, {**FILES, "log.csv": "No,Action,Owner\n7,Café Ŵyn,Siân\n"})
    expected = run_in("utf-8", tmp_path, *COMMANDS[command])
    assert {"Ŵyn", "Pŵyllgor"} & set(re.findall(r"\w+", expected.decode("utf-8")))
    for encoding in ("cp1252", "ascii", "utf-16"):
        assert run_in(encoding, tmp_path, *COMMANDS[command]) == expected


@pytest.mark.parametrize(
    "command", ["calendar", "list as JSON", "overdue as Markdown", "agenda as HTML"]
)
def test_piped_output_has_the_bytes_of_the_file(command: str, tmp_path: Path) -> None:
    write_tree(tmp_path, FILES)
    args = [arg for arg in COMMANDS[command] if arg not in ("--output", "-")]
    suffix = {"agenda as HTML": ".html", "calendar": ".ics"}.get(command, ".txt")
    run_in("cp1252", tmp_path, *args, "--output", f"out{suffix}")
    assert (
        run_in("cp1252", tmp_path, *COMMANDS[command]) == (tmp_path / f"out{suffix}").read_bytes()
    )
