"""Small registers for tests: a base that is right, files written below a folder, the command run."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from scrutiny_cli.documents import parsers, reference
from scrutiny_cli.documents.problems import Problem
from scrutiny_cli.render import json
from scrutiny_cli.render.ci.checked import Checked
from scrutiny_cli.workspace.loading import Loaded
from tests.programs import captured

BASE: dict[str, str] = {
    "records/committees/cyp.yaml": (
        "name: Children and Young People Scrutiny Committee\n"
        "council: Exampleshire Council\n"
        "seats:\n"
        "  - {holder: ash, role: chairperson, group: Independent, from: 2021-05-21}\n"
        "standing_items:\n"
        "  opening:\n"
        "    - {id: apologies, title: Apologies for absence}\n"
        "    - {id: minutes, title: Minutes}\n"
    ),
    "records/people/ash.yaml": "name: Rowan Ash\ntitle: Councillor\n",
    "records/meetings/cyp-2021-11-23.yaml": "date: 2021-11-23\ntime: 2.30 pm\n",
}
"""A register with nothing wrong in it: one committee, its chairperson, one meeting."""

# What the person who runs the tests has set must not change what a command says.
_OWN = ("SCRUTINY_", "NO_COLOR", "FORCE_COLOR", "COLUMNS")


def write_tree(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder, byte for byte, and give the folder back."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return root


def as_json(loaded: Loaded) -> str:
    """What ``scrutiny check --format json`` tells of a register."""
    return json.problems(
        Checked((), len(loaded.entries), loaded.diagnostics, read=len(loaded.files.sources))
    )


def run(
    *args: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``scrutiny`` with arguments, as a user would; ``env`` adds to the environment."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_OWN)}
    return captured(
        [sys.executable, "-m", "scrutiny_cli", *map(str, args)],
        cwd=cwd,
        env={**inherited, "PYTHONUTF8": "1", **(env or {})},
    )


@contextlib.contextmanager
def reader(*, pure: bool) -> Iterator[None]:
    """Read with the parser that is installed, or with the slow one."""
    with pytest.MonkeyPatch.context() as patch:
        if pure:
            patch.setattr(parsers, "usual", reference.PARSER)
        yield


def inside(fault: Problem, text: str) -> None:
    """Assert that a fault stands inside its file."""
    rows = text.split("\n")
    start, end = (fault.line, fault.column), (fault.end_line, fault.end_column)
    assert (1, 1) <= start <= end
    assert fault.line <= len(rows)
    assert fault.column <= len(rows[fault.line - 1]) + 1
