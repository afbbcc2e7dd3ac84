"""The house stands as it was drawn: imports go down, each outside thing has one door."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from tests.sample import ROOT

PACKAGE = "scrutiny_cli"
CODE = ROOT / PACKAGE

# The packages from the lowest to the highest; each imports only those before it, or modules at the root.
ORDER = (
    *(
        "documents",
        "domain",
        "edits",
        "files",
        "pdf",
        "word",
        "schema",
        "register",
        "exempt",
        "checks",
    ),
    *(
        "workspace",
        "reports",
        "exporting",
        "render",
        "packs",
        "website",
        "importing",
        "clerking",
        "cli",
    ),
)
# Modules at the root: the start, errors, and words that every package may use.
ROOT_MODULES = ("__main__", "errors", "progress", "wording")

# Each outside library has one home; the longest matching prefix of a module's path counts.
HOMES = {
    "pikepdf": ("pdf/",),
    "docx": ("render/word/",),
    "weasyprint": ("pdf/engine",),
    "PIL": ("pdf/engine",),  # WeasyPrint brings it
    "pydantic": ("domain/", "register/decoding", "checks/", "schema/"),
    "pydantic_core": ("domain/", "register/decoding"),
    "holidays": ("domain/",),
    "ruamel": ("documents/", "edits/spelling"),
    "yaml": ("documents/",),
    "jinja2": ("render/environment",),
    "markupsafe": ("render/html",),
    "markdown_it": ("render/prose",),
    "nh3": ("render/prose",),
    "mdformat": ("render/prose",),
    "rich": ("render/terminal", "render/today", "cli/progress_bar"),
    "typer": ("cli/",),
    "shellingham": ("cli/completion",),  # typer brings it
    "filelock": ("files/saving",),
    "icalendar": ("render/ical",),
    "duckdb": ("render/parquet",),
    "openpyxl": ("importing/spreadsheets/workbooks",),
    "xlsxwriter": ("render/xlsx", "render/workbook"),
    # Doors of the standard library that are kept just as narrow.
    "subprocess": ("files/history", "files/programs"),
    "multiprocessing": ("files/limited",),
    "time": ("cli/progress_bar",),
    "logging": (),
    "socket": (),
    "urllib": (
        "render/ci/sarif",
        "packs/papers",
        "packs/beside",
        "website/preview",
        "reports/trackers/note",
    ),  # how a URI spells a path
    "http": ("website/preview",),
    "sqlite3": ("render/sqlite",),
    "pickle": (),
    "psutil": ("files/limited",),
}
CLOCK = {"now", "today", "utcnow", "fromtimestamp", "localtime", "monotonic", "perf_counter"}


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


def imports(tree: ast.AST) -> Iterator[str]:
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


def test_every_module_is_in_a_known_package() -> None:
    assert {part_of(name) for name in trees()} == {*ORDER, *ROOT_MODULES}


def test_imports_go_down() -> None:
    rank = {part: position for position, part in enumerate(ORDER)}
    up = {
        f"{name} imports {used}"
        for name, tree in trees().items()
        if (part := part_of(name)) in rank
        for used in own(tree) - {part}
        if used in rank and rank[used] > rank[part]
    }
    assert up == set()


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
