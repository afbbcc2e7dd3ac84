"""A copy of the tool, changed as a contributor would change it, and what its commands then give."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.programs import captured
from tests.sample import ROOT


def copy_tool(folder: Path) -> Path:
    """Copy the package and the templates into a folder, and return the folder."""
    for name in ("scrutiny_cli", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def insert(copy: Path, module: str, before: str, text: str) -> None:
    """Insert a text into a module of the copy, after the only place that has the words before it."""
    path = copy / "scrutiny_cli" / module
    source = path.read_text(encoding="utf-8")
    assert source.count(before) == 1, f"{module} has {before!r} {source.count(before)} times"
    path.write_text(source.replace(before, before + text), encoding="utf-8")


def run_copy(
    copy: Path,
    *arguments: str | Path,
    environment: Mapping[str, str] | None = None,
    tool: bool = True,
) -> subprocess.CompletedProcess[str]:
    """Run a command of the copy, or Python with its modules."""
    program = ("-m", "scrutiny_cli") if tool else ()
    return captured(
        [sys.executable, *program, *map(str, arguments)],
        cwd=copy,
        env={**os.environ, "PYTHONUTF8": "1", **(environment or {})},
    )
