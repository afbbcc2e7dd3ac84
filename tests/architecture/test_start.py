"""A command that only tells how to use it loads nothing it does not need."""

import ast
import json
import re
import sys

from typer.main import get_command

from scrutiny_cli.cli.app import tree
from tests.architecture.test_floors import imports, trees
from tests.programs import captured
from tests.sample import ROOT

HEAVY = (
    *("ruamel", "yaml", "jinja2", "markupsafe", "pydantic", "pydantic_core", "holidays"),
    *("mdformat", "nh3", "filelock", "openpyxl", "icalendar", "rich"),
    *("pikepdf", "weasyprint", "PIL"),
)
# What the command line needs of the tool's own packages to say how to use it.
LIGHT = (
    "scrutiny_cli.__main__",
    "scrutiny_cli.cli",
    "scrutiny_cli.errors",
    "scrutiny_cli.wording",
    "scrutiny_cli.clerking.retrying",
    "scrutiny_cli.domain.kinds",
    "scrutiny_cli.render.formats",
)
DRIVER = """
import contextlib, io, json, sys
told = io.StringIO()
from scrutiny_cli.__main__ import command
codes = []
for line in json.loads(sys.argv[1]):
    sys.argv = ["scrutiny", *line]
    with contextlib.redirect_stdout(told):
        codes.append(command())
loaded = [name for name, module in sys.modules.items() if type(module).__name__ != "_LazyModule"]
print(json.dumps({"codes": codes, "told": told.getvalue(), "modules": loaded}))
"""


def loaded_by(*lines: list[str]) -> tuple[str, set[str]]:
    """What some command lines say, one after another in a new Python, and what they import."""
    done = captured([sys.executable, "-c", DRIVER, json.dumps(lines)], check=True)
    found = json.loads(done.stdout)
    assert not any(found["codes"])
    return found["told"], set(found["modules"])


def heavy(modules: set[str]) -> set[str]:
    """Return the heavy libraries that were loaded, and the tool's own modules that need not be."""
    own = {
        name
        for name in modules
        if name.startswith("scrutiny_cli.") and not name.startswith(LIGHT) and not is_empty(name)
    }
    return own | {name for name in modules if name.split(".")[0] in HEAVY}


def is_empty(name: str) -> bool:
    """Whether a module is a package with nothing but a docstring."""
    init = ROOT / name.replace(".", "/") / "__init__.py"
    return init.is_file() and len(ast.parse(init.read_text(encoding="utf-8")).body) == 1


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


# Imports within functions are for extras and for what costs a noticeable time and is rarely needed.
LATE = {
    *("openpyxl", "psutil", "markdown_it", "mdformat", "nh3", "rich"),
    *("pikepdf", "weasyprint", "PIL"),
    *("zoneinfo", "importlib", "unicodedata", "hashlib"),
    # The start of the tool itself; and problem codes, whose package loads YAML.
    *("scrutiny_cli.cli", "scrutiny_cli.cli.app", "scrutiny_cli.documents.problems"),
}


def test_imports_are_at_the_top_but_for_extras_and_slow_libraries() -> None:
    late = [
        module if module.startswith("scrutiny_cli") else module.split(".")[0]
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for module in imports(node)
    ]
    assert set(late) == LATE
    assert len(late) <= 40
