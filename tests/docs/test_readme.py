"""What the README promises of the commands, and of `make demo`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from scrutiny_cli.cli.app import tree
from tests.docs.pages import page
from tests.needs import program
from tests.programs import captured
from tests.sample import ROOT

# Lines for a shell that no test types: they install, or run the tests themselves. The install job of
# CI runs the first as a clerk would.
NOT_RUN = {
    "make demo",  # below
    "make test",
    "pipx install .",
    "python3 -m venv .venv",
    ".venv/bin/python -m pip install .",
    ".venv/bin/scrutiny --version",
    "py -m venv .venv",
    r".venv\Scripts\python -m pip install .",
    r".venv\Scripts\scrutiny --version",
}


def leaves(command: Any, name: str) -> Iterator[tuple[str, str]]:
    """Each command of the tree with the beginning of its help."""
    below = getattr(command, "commands", None)
    if below is None:
        yield name, " ".join((command.help or "").split("\n\n")[0].split())
        return
    for word, sub in below.items():
        yield from leaves(sub, f"{name} {word}")


def test_the_table_of_commands_is_the_tree() -> None:
    rows = re.findall(r"^\| `(scrutiny [^`]+)` \| (.+) \|$", page("README.md").text, re.MULTILINE)
    live = list(leaves(typer.main.get_command(tree()), "scrutiny"))
    assert [name for name, _ in rows] == [name for name, _ in live], "run `make docs`"
    for (name, words), (_, help_) in zip(rows, live, strict=True):
        assert help_.startswith(words), f"{name}: run `make docs`"
        assert words.endswith("."), name


def test_every_line_for_a_shell_is_known() -> None:
    lines = {
        line
        for block in page("README.md").blocks
        if block.language in ("sh", "powershell")
        for line in block.text.splitlines()
    }
    assert lines == NOT_RUN


@pytest.mark.skipif(os.name != "posix", reason="other systems have no make")
def test_make_demo_does_what_the_readme_says(tmp_path: Path) -> None:
    """Run in a copy whose `.venv` is this very environment, so that nothing is installed."""
    files = (
        "Makefile",
        "pyproject.toml",
        "scrutiny.toml",
        "requirements-pdf.lock",
        "tools/demo-pack.sh",
        "tools/demo.py",
        "tools/debian.sh",
    )
    for name in (*files, "scrutiny_cli/starter/requirements.lock"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("records", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    bin_ = tmp_path / ".venv" / "bin"
    bin_.mkdir(parents=True)
    for name, words in (("python", ""), ("scrutiny", "-m scrutiny_cli")):
        (bin_ / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n')
        (bin_ / name).chmod(0o755)
    (tmp_path / ".venv" / ".runtime").touch()
    done = captured([program("make", "install make"), "demo"], cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) <= 60
    assert "due date moved from 2 November 2021" in done.stdout
    assert "Next meeting" in done.stdout
    pages = re.findall(r"\S+/build/[\w-]+\.html", done.stdout)
    assert len(pages) == 6
    assert all(Path(name).is_file() for name in pages)
    log = (tmp_path / "build/action-log-after.html").read_text(encoding="utf-8")
    assert "NEW" in log
    assert "UPDATED" in log
    pack = tmp_path / "build/pack-cyp-2021-11-23.pdf"
    assert pack.is_file() or "Without the agenda pack" in done.stdout


def test_the_package_runs_as_a_module() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "scrutiny_cli", "--version"], capture_output=True, check=True
    )
    assert told.stdout.startswith(b"scrutiny ")
