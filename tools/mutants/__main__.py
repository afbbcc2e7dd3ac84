"""Mutation testing: changes the code a little, and tells which changes no test has noticed.

`make mutants` runs it. ``python tools/mutants [PART...]`` tries the mutants of the folders and
modules of ``scrutiny_cli`` that are named (``domain``, ``checks/prose``), or of a share of them. It
works in a copy of the tree in ``build/mutants``, where ``verdicts.jsonl`` keeps what became of each
mutant; with ``--keep`` the copy and its coverage are used again, and only what has no verdict yet,
or is ``--again`` wanted, is tried.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import shutil
import sys
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pytest
from hypothesis import Phase, settings

from mutants.covering import AT_IMPORT, Covered, Covering
from mutants.making import Mutant, mutants_of
from mutants.trying import Exchanging, Order, Ordering, Pool, Trials, Verdict, Work, enter, try_anew

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("domain", "edits", "checks")
TESTS = (
    *("tests/unit", "tests/properties", "tests/golden", "tests/cli"),
    "tests/docs/test_reference.py",  # knows every description of a field
)
# What starts programs, or tries hostile input by the thousand, costs more than it finds.
WITHOUT = (
    *("unit/test_history.py", "unit/test_saving.py", "unit/test_since.py"),
    *("unit/test_determinism.py", "unit/test_hostile_random.py", "unit/test_locks.py"),
    *("cli/test_pre_commit.py", "cli/test_action.py", "cli/test_changed_since.py"),
    *("cli/test_ci_formats.py", "cli/test_output.py", "cli/test_completion.py"),
)
# What a mutant of a field, a constant or a pattern is tried with, after the tests of its own subject.
BROAD = (
    *("tests/checks/test_checks.py", "tests/edits/test_applying.py", "tests/domain/test_base.py"),
    "tests/golden",
    *("tests/cli/test_schema.py", "tests/cli/test_export.py", "tests/docs/test_reference.py"),
)
ARGUMENTS = (
    *("-q", "--tb=no", "-p", "no:cacheprovider", "-p", "no:cov"),
    *("-m", "not browser and not editor", "-W", "default"),
    *(f"--ignore=tests/{name}" for name in WITHOUT),
)
# Imported before the first fork, so that no mutant waits for them.
HEAVY = (
    *("pydantic", "ruamel.yaml", "yaml", "jinja2", "typer", "rich.console", "rich.table"),
    *("holidays", "markdown_it", "mdformat", "nh3", "openpyxl", "icalendar", "jsonschema"),
    *("filelock", "hypothesis.strategies", "xml.etree.ElementTree"),
)
TOLD = (
    *("key", "module", "function", "line", "operator", "before", "after"),
    *("status", "by", "tests"),
)


class FewExamples:
    """A plugin of pytest: properties are tried on few examples, and a failing one is not made small."""

    def pytest_collection(self) -> None:
        phases = (Phase.explicit, Phase.generate)
        few = settings(settings.get_profile("house"), max_examples=15, phases=phases)
        settings.register_profile("few", few)
        settings.load_profile("few")


def in_child(work: Callable[[], object]) -> None:
    """Do something in a fork, so that what it imports is imported there only."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:  # noqa: BLE001 (told here, and by the exit code)
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    if status:
        raise SystemExit(f"a step ended with {os.waitstatus_to_exitcode(status)}")


def copied(target: Path) -> None:
    """Copy the tree, with the dates of its files."""
    shutil.rmtree(target, ignore_errors=True)
    names = ".venv", ".git", "node_modules", "build", "dist", ".*_cache", ".hypothesis"
    shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*names), symlinks=True)


def cover(tree: Path, target: Path) -> None:
    """Run the tests once, and note which line each of them runs."""
    enter(tree)
    covering = Covering(tree / "scrutiny_cli", PARTS, target)
    covering.start()
    code = pytest.main([*ARGUMENTS, *TESTS], plugins=[FewExamples(), covering])
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        raise SystemExit(f"the tests could not be run: pytest ended with {code}")


def drawn(tree: Path, options: argparse.Namespace) -> list[Mutant]:
    """The mutants of the parts, or the share of them that the seed draws."""
    package = tree / "scrutiny_cli"
    found: list[Mutant] = []
    for part in options.parts or PARTS:
        at = package / part
        for file in sorted(at.glob("*.py")) if at.is_dir() else [at.with_suffix(".py")]:
            name = file.relative_to(package).with_suffix("").as_posix()
            found += [m for m in mutants_of(file, name) if m.drawn(options.seed) < options.share]
    if options.control:
        found = [replace(m, source=(package / f"{m.module}.py").read_text("utf-8")) for m in found]
    if options.where == "both":
        return found
    return [m for m in found if bool(m.function) is (options.where == "functions")]


class Broadly:
    """The order for what is run at import: what killed near, the subject's own files, the broad ones."""

    def __init__(self, covered: Covered, tree: Path) -> None:
        self.covered = covered
        self.files = sorted(p.relative_to(tree).as_posix() for p in tree.glob("tests/*/test_*.py"))
        self.killers: dict[str, Counter[str]] = defaultdict(Counter)

    def note(self, mutant: Mutant, test: str) -> None:
        for place in (mutant.module, ""):
            self.killers[place][test] += 1

    def time(self, tests: Sequence[str]) -> float:
        seconds = self.covered.seconds.items()
        return 3 + sum(time for test, time in seconds if test.startswith(tuple(tests)))

    def of(self, mutant: Mutant, tests: set[str]) -> list[str]:
        near = [
            test
            for place in (mutant.module, "")
            for test, _ in self.killers[place].most_common(5)
            if test in tests
        ]
        stem = mutant.module.rpartition("/")[2]
        own = [file for file in self.files if stem in file and not file.endswith(WITHOUT)]
        return list(dict.fromkeys([*near, *own, *BROAD]))


class Book:
    """The verdicts, written down as they come."""

    def __init__(self, path: Path, *orders: Ordering) -> None:
        self.path = path
        self.orders = orders
        self.count = Counter[str]()
        self.screen = os.dup(2)

    def rows(self) -> dict[str, dict[str, str]]:
        """The last verdict on each mutant, by its key."""
        if not self.path.exists():
            return {}
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return {row["key"]: row for row in map(json.loads, lines)}

    def note(self, verdict: Verdict) -> None:
        m = verdict.mutant
        if verdict.status == "not exchanged":
            return  # tried anew later
        told = (m.key, m.module, m.function, m.lines[-1], m.operator, m.before, m.after)
        row = dict(zip(TOLD, (*told, verdict.status, verdict.by, verdict.tests), strict=True))
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        if verdict.status == "killed" and "::" in verdict.by:
            for order in self.orders:
                order.note(m, verdict.by)
        self.count[verdict.status] += 1
        if self.count.total() % 100 == 0:
            os.write(self.screen, f"{dict(self.count)}, now in {m.module}\n".encode())


def try_all(
    mutants: Sequence[Mutant], covered: Covered, book: Book, options: argparse.Namespace
) -> None:
    """Try mutants: in place what can be exchanged, the others anew."""
    work, jobs, seed = options.work.resolve(), options.jobs, options.seed
    tree = work / "tree"
    order, broadly = book.orders
    # A function that is called at import may have left functions of its own behind, as a validator.
    at_import = {m.key for m in mutants if AT_IMPORT in covered.contexts(m.module, m.body)}
    inside = [m for m in mutants if m.function and m.key not in at_import]

    def trials(running: Work) -> Trials:
        return Trials(Pool(jobs, work / "scratch"), order, book.note, running)

    def exchanging() -> None:
        enter(tree)
        plugin = Exchanging(inside, tree, covered, trials)
        pytest.main([*ARGUMENTS, *TESTS], plugins=[FewExamples(), plugin])

    before = book.path.stat().st_size if book.path.exists() else 0
    if inside:
        in_child(exchanging)
    with book.path.open("a+", encoding="utf-8") as file:
        file.seek(before)
        tried = {json.loads(line)["key"] for line in file}

    def anew(mutant: Mutant, tests: list[str], changed: bool) -> Callable[[int, int], None]:
        def run(pipe: int, slot: int) -> None:
            copy = work / "slots" / str(slot)
            shutil.copytree(tree / "scrutiny_cli", copy / "scrutiny_cli", dirs_exist_ok=True)
            always = [*ARGUMENTS, *(f"--deselect={test}" for test in covered.unfit)]
            near = [test for test in tests if "::" in test]
            own = [test for test in tests if "::" not in test and test not in BROAD]
            stages = [near, own, *([test] for test in tests if test in BROAD)]
            told = [[*always, *stage] for stage in stages if stage]
            try_anew(mutant if changed else None, copy, told, pipe)

        return run

    # In the order of the draw, so that a run that is stopped leaves a fair sample.
    left = sorted((m for m in mutants if m.key not in tried), key=lambda m: m.drawn(seed))
    tests = set(covered.seconds)
    Trials(Pool(jobs, work / "scratch"), broadly, book.note, anew).run(left, lambda _: tests)


def table(rows: Sequence[dict[str, str]]) -> str:
    """The figures of each module, and of each part in functions and at import."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        part = row["module"].partition("/")[0]
        where = "in functions" if row["function"] else "at import"
        for name in (row["module"], f"{part}, {where}", f"{part}, all", f"all, {where}", "all"):
            counts[name][row["status"]] += 1
            counts[name]["wording"] += row["operator"] == "string"
            counts[name]["wording alive"] += (row["operator"], row["status"]) == ("string", "alive")
    heads = ("mutants", "killed", "timed out", "alive", "alive %", "without wording %")
    lines = [f"{'':26}" + "".join(f"{head:>{max(len(head) + 2, 9)}}" for head in heads)]
    for name, count in sorted(counts.items()):
        killed, late, alive = (count[status] for status in ("killed", "timed out", "alive"))
        total = killed + late + alive
        rest = max(total - count["wording"], 1)
        figures = f"{total:9}{killed:9}{late:11}{alive:9}{100 * alive / total:9.1f}"
        lines.append(f"{name:26}{figures}{100 * (alive - count['wording alive']) / rest:19.1f}")
    return "\n".join(lines)


def options_given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help="domain, edits, checks/prose, ...")
    parser.add_argument("--share", type=float, default=1.0, help="how many of them, from 0 to 1")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--where", choices=("functions", "import", "both"), default="both")
    parser.add_argument("--budget", type=float, default=5.0, help="seconds of tests for a mutant")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "mutants")
    parser.add_argument("--control", action="store_true", help="change nothing: all must survive")
    parser.add_argument("--keep", action="store_true", help="use the copy that stands, and add")
    parser.add_argument("--again", choices=("alive", "timed out", "all"), help="with --keep")
    return parser.parse_args()


def main() -> None:
    options = options_given()
    work: Path = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    tree, coverage = work / "tree", work / "coverage.json"
    verdicts = work / ("controls.jsonl" if options.control else "verdicts.jsonl")
    for name in HEAVY:
        importlib.import_module(name)
    if not options.keep:
        verdicts.unlink(missing_ok=True)
        copied(tree)
        in_child(lambda: cover(tree, coverage))
        for slot in range(options.jobs):
            shutil.rmtree(work / "slots" / str(slot), ignore_errors=True)
            shutil.copytree(tree, work / "slots" / str(slot), symlinks=True)
    covered = Covered(coverage)
    print(f"{len(covered.seconds)} tests. Left out, for they fail or are skipped without a mutant:")
    print("\n".join(f"  {test}" for test in covered.unfit))
    book = Book(verdicts, Order(covered, options.budget), Broadly(covered, tree))
    before = book.rows()
    mutants = drawn(tree, options)
    wanted = {"alive": {"alive"}, "timed out": {"timed out"}}.get(options.again, set())
    todo = [
        mutant
        for mutant in mutants
        if options.again == "all"
        or mutant.key not in before
        or before[mutant.key]["status"] in wanted
    ]
    print(f"{len(todo)} mutants to try", flush=True)
    try_all(todo, covered, book, options)
    rows = book.rows()
    print(table([rows[mutant.key] for mutant in mutants if mutant.key in rows]))


if __name__ == "__main__":
    main()
