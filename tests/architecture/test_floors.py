"""The house stands as it was drawn: imports go down, each outside thing has one door."""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from tests.sample import ROOT

PACKAGE = "scrutiny_cli"
CODE = ROOT / PACKAGE
TEMPLATES = ROOT / "templates"

# The part of the package, then its floor. A part may import what stands lower or level with it, as
# long as the parts of a floor do not go round in a circle.
FLOORS = {
    **dict.fromkeys(("domain", "diagnostics", "wording", "sources", "errors", "__version__"), 0),
    # `settings` reads text it is handed, and checks need to know whether a register is public.
    **dict.fromkeys(("documents", "edits", "settings", "explain", "identity", "editors"), 1),
    "spreadsheets": 1,
    **dict.fromkeys(("confidence", "faults", "decoding"), 2),
    **dict.fromkeys(("register", "public", "checks", "comparison"), 3),
    **dict.fromkeys(("reports", "schema", "specimens", "exporting", "importing"), 4),
    "render": 5,
    **dict.fromkeys(("reading", "workspace", "since", "partial", "baseline", "glimpse"), 6),
    "cli": 7,
    "__main__": 8,
}
# Files, git, locks and a second process: known to floor 6 and above, and knowing next to nothing themselves.
EDGE = {"store", "history", "saving", "helper"}
EDGE_MAY_KNOW = {name for name, floor in FLOORS.items() if floor <= 1} | EDGE

# Each outside library has one home; the longest matching prefix of a module's path counts.
HOMES = {
    "pydantic": ("domain/", "decoding", "checks/", "schema", "specimens"),
    "pydantic_core": ("domain/", "decoding"),
    "holidays": ("domain/",),
    "ruamel": ("documents/",),
    "yaml": ("documents/",),
    "jinja2": ("render/environment", "render/limits"),
    "markupsafe": ("render/html",),
    "markdown_it": ("render/prose",),
    "nh3": ("render/prose",),
    "mdformat": ("render/prose",),
    "rich": ("render/terminal",),
    "typer": ("cli/",),
    "shellingham": ("cli/completion",),  # typer brings it
    "filelock": ("saving",),
    "icalendar": ("render/ical",),
    "openpyxl": ("render/xlsx", "spreadsheets/workbooks"),
    # Doors of the standard library that are kept just as narrow.
    "subprocess": ("history",),
    "time": (),
    "logging": (),
    "socket": (),
    "urllib": ("render/ci/sarif",),  # how a URI spells a path
    "http": (),
    "sqlite3": ("render/sqlite",),
    "pickle": (),
}
CLOCK = {"now", "today", "utcnow", "fromtimestamp", "localtime", "monotonic", "perf_counter"}
LONGEST = 400


def name_of(path: Path) -> str:
    """A module's path inside the package, without its suffix: ``reports/agenda``."""
    return path.relative_to(CODE).with_suffix("").as_posix()


def part_of(name: str) -> str:
    """The part of the package a module belongs to."""
    return name.split("/", maxsplit=1)[0]


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of the package, parsed."""
    found = {
        name_of(path): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(CODE.rglob("*.py"))
    }
    del found["__init__"]  # it holds the version, which anybody may know
    return found


def imports(tree: ast.Module) -> Iterator[str]:
    """Every module a module imports, anywhere in it: under a condition and in functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            if module == PACKAGE:
                yield from (f"{PACKAGE}.{alias.name}" for alias in node.names)
            else:
                yield module


def own(tree: ast.Module) -> set[str]:
    """The parts of the package that a module imports."""
    return {name.split(".")[1] for name in imports(tree) if name.startswith(f"{PACKAGE}.")}


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_every_module_stands_on_a_floor() -> None:
    assert {part_of(name) for name in trees()} <= FLOORS.keys() | EDGE


def test_imports_go_down() -> None:
    up = []
    for name, tree in trees().items():
        part = part_of(name)
        for used in own(tree) - {part}:
            if part in EDGE:
                fine = used in EDGE_MAY_KNOW
            elif used in EDGE:
                fine = FLOORS[part] >= 6
            else:
                fine = FLOORS[used] <= FLOORS[part]
            if not fine:
                up.append(f"{name} imports {used}")
    assert up == []


def test_no_parts_import_each_other_in_a_circle() -> None:
    graph: defaultdict[str, set[str]] = defaultdict(set)
    for name, tree in trees().items():
        graph[part_of(name)] |= own(tree) - {part_of(name)}
    TopologicalSorter(graph).prepare()


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Even within a part, save where a package gathers what stands in it."""
    known = {name.removesuffix("/__init__") for name in trees()}
    graph = {}
    for name, tree in trees().items():
        if not name.endswith("__init__"):
            used = {
                module.removeprefix(f"{PACKAGE}.").replace(".", "/") for module in imports(tree)
            }
            graph[name] = used & known - {name}
    TopologicalSorter(graph).prepare()


def test_each_outside_library_is_used_at_home_only() -> None:
    elsewhere = []
    for name, tree in trees().items():
        for module in imports(tree):
            library = module.split(".")[0]
            if library == PACKAGE or (library in sys.stdlib_module_names and library not in HOMES):
                continue
            assert library in HOMES, f"{name} imports {library}, which has no home yet"
            if not name.startswith(HOMES[library] or ("nowhere",)):
                elsewhere.append(f"{name} imports {library}")
    assert elsewhere == []


def test_only_the_options_ask_the_clock() -> None:
    asked = {
        f"{name}.{node.func.attr}"
        for name, tree in trees().items()
        for node in calls(tree)
        if isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK
    }
    assert asked == {"cli/options.now"}


def test_the_clock_is_asked_in_one_function() -> None:
    (today,) = (
        node
        for node in ast.walk(trees()["cli/options"])
        if isinstance(node, ast.FunctionDef)
        and any(
            isinstance(call.func, ast.Attribute) and call.func.attr in CLOCK
            for call in ast.walk(node)
            if isinstance(call, ast.Call)
        )
    )
    assert today.name == "today"


def test_only_the_console_speaks() -> None:
    spoke = set()
    for name, tree in trees().items():
        for node in calls(tree):
            words = ast.unparse(node.func)
            if re.fullmatch(
                r"print|input|typer\.(echo|secho)|.*\bstd(out|err)\b.*\.write(lines)?",
                words,
            ):
                spoke.add(name)
    # The version is told before anything, the console too, is loaded.
    assert spoke == {"cli/console", "__main__"}


def test_no_file_is_long() -> None:
    folders = (CODE, ROOT / "tests", ROOT / "tools", TEMPLATES)
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in (".py", ".j2", ".css") and "node_modules" not in path.parts
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
