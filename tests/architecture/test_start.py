"""A command that only tells what there is to type loads nothing it does not need."""

import json
import re
import subprocess
import sys

from typer.main import get_command

from scrutiny_cli.cli.app import tree

HEAVY = (
    *("ruamel", "yaml", "jinja2", "markupsafe", "pydantic", "pydantic_core", "holidays"),
    *("mdformat", "nh3", "filelock", "openpyxl", "icalendar"),
    *(f"scrutiny_cli.{part}" for part in ("domain", "render", "reports", "register", "workspace")),
    *(
        f"scrutiny_cli.{part}"
        for part in ("documents", "edits", "store", "history", "saving", "since")
    ),
)
# The kinds are data alone: their models are loaded when they are first used.
LIGHT = {
    *("scrutiny_cli.domain", "scrutiny_cli.domain.kinds"),
    *("scrutiny_cli.render", "scrutiny_cli.render.formats"),
}
DRIVER = """
import contextlib, io, json, sys
told = io.StringIO()
from scrutiny_cli.__main__ import command
codes = []
for line in json.loads(sys.argv[1]):
    sys.argv = ["scrutiny", *line]
    with contextlib.redirect_stdout(told):
        codes.append(command())
print(json.dumps({"codes": codes, "told": told.getvalue(), "modules": sorted(sys.modules)}))
"""


def loaded_by(*lines: list[str]) -> tuple[str, set[str]]:
    """What some command lines say, one after another in a new Python, and what they import."""
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, json.dumps(lines)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    found = json.loads(done.stdout)
    assert not any(found["codes"])
    return found["told"], set(found["modules"])


def heavy(modules: set[str]) -> set[str]:
    return {name for name in modules - LIGHT if name.startswith(tuple(HEAVY))}


def test_the_version_is_told_without_even_the_command_tree() -> None:
    told, modules = loaded_by(["--version"])
    assert re.fullmatch(r"scrutiny \d+\.\d+\S*\n", told)
    assert heavy(modules) == set()
    assert not {name for name in modules if name.startswith(("typer", "rich", "scrutiny_cli.cli"))}


def test_help_loads_no_record_and_no_renderer() -> None:
    lines = [["--help"], *([*path, "--help"] for path in commands())]
    told, modules = loaded_by(*lines)
    assert "agenda build" in told
    assert heavy(modules) == set()


def commands() -> list[list[str]]:
    """Every command and group of the command line, as it is typed."""
    found: list[list[str]] = []

    def walk(command: object, path: list[str]) -> None:
        for name, below in getattr(command, "commands", {}).items():
            found.append([*path, name])
            walk(below, [*path, name])

    walk(get_command(tree()), [])
    assert ["agenda", "build"] in found
    return found
