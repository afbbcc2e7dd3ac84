"""Times the tool on a large register beside a plain reading of the same files and beside its peers.

`make bench` runs it. Every time is the median of some runs of a whole command, run in turn with the
yardstick it is divided by, so that the figures can be held against those of another machine:

- ``P`` is a Python that starts and ends;
- ``L`` is one process in which PyYAML's C loader reads the same files, and nothing else is done.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.peers import peers
from bench.registers import change, make
from bench.timing import Measured, in_turn

ROOT = Path(__file__).parent.parent.parent
LOAD = """
import sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).rglob("*.yaml")):
    with open(path, "rb") as file:
        try:
            yaml.load(file.read(), Loader=yaml.CSafeLoader)
        except ValueError:  # a day that does not exist
            pass
"""
ACTIONS = 10_000
AS_OF = "2013-01-15"


@dataclass(frozen=True)
class Line:
    """One line of the table: a command, its yardstick, and what is promised of it."""

    what: str
    measured: Measured
    yardstick: Measured
    unit: str
    limit: float | None = None
    megabytes: float | None = None

    @property
    def ratio(self) -> float:
        return self.measured.median / self.yardstick.median

    @property
    def held(self) -> bool:
        within = self.limit is None or self.ratio <= self.limit
        light = self.megabytes is None or self.measured.megabytes <= self.megabytes
        return within and light and not self.measured.failed

    def __str__(self) -> str:
        promised = f"at most {self.limit:g} {self.unit}" if self.limit else ""
        if self.megabytes:
            promised += f", {self.megabytes:g} MB"
        verdict = "" if self.limit is None else ("yes" if self.held else "NO")
        note = f" (ended with {self.measured.code})" if self.measured.failed else ""
        return (
            f"| {self.what}{note} | {self.measured.median:.3f} s | {self.ratio:.2f} {self.unit} "
            f"| {self.measured.megabytes:.0f} MB | {promised} | {verdict} |"
        )


def scrutiny(name: str, *words: str, expect: int = 0) -> Measured:
    return Measured(name, (sys.executable, "-m", "scrutiny_cli", *words), expect)


def loading(root: Path) -> Measured:
    return Measured("L", (sys.executable, "-c", LOAD, str(root / "records")))


def starting(runs: int) -> list[Line]:
    """Start-up, and a question asked of the sample register."""
    bare = Measured("P", (sys.executable, "-c", "pass"))
    version = scrutiny("--version", "--version")
    help_ = scrutiny("--help", "--help")
    overdue = scrutiny("overdue", "overdue", "--root", str(ROOT), "--as-of", "2021-11-15")
    in_turn((bare, version, help_, overdue), runs, ROOT)
    return [
        Line("`python -c pass`", bare, bare, "P"),
        Line("`scrutiny --version`", version, bare, "P", 2.5),
        Line("`scrutiny --help`", help_, bare, "P", 9),
        Line("`scrutiny overdue`, sample register", overdue, bare, "P", 30),
    ]


def checking(work: Path, runs: int) -> list[Line]:
    """`check` of large registers: one record a file, many a file, with faults, and five times more."""
    clean, lists, faulty, large = (work / name for name in ("clean", "lists", "faulty", "large"))
    make(clean, ACTIONS)
    make(lists, ACTIONS, files=100)
    make(faulty, ACTIONS, faulty=1000)
    make(large, 5 * ACTIONS)
    if hasattr(os, "sync"):
        os.sync()  # nothing is to be written to the disk any more while something is timed
    lines = []
    load, one = loading(clean), scrutiny("check", "check", "--root", str(clean))
    wrong = scrutiny("check", "check", "--root", str(faulty), expect=1)
    in_turn((load, one, wrong), runs, work)
    lines.append(Line("PyYAML's C loader on 10,000 files", load, load, "L"))
    lines.append(Line("`check`, 10,000 files", one, load, "L", 0.8, 100))
    lines.append(Line("`check`, 1,000 of the 10,000 with a fault", wrong, one, "x", 1.5))
    load, many = loading(lists), scrutiny("check", "check", "--root", str(lists))
    in_turn((load, many), runs, work)
    lines.append(Line("`check`, 10,000 records in 100 files", many, load, "L", 0.8))
    five = scrutiny("check", "check", "--root", str(large))
    small = scrutiny("check", "check", "--root", str(clean))
    in_turn((small, five), max(runs // 2, 1), work)
    lines.append(Line("`check`, 50,000 files", five, small, "x", 5.3))
    return lines


def using(work: Path, runs: int) -> list[Line]:
    """A document of the large register, what changed in it, and an edit of one record."""
    clean = work / "clean"
    _commit(clean, "All")
    change(clean, 50)
    _commit(clean, "Fifty changed")
    common = ("--root", str(clean), "--as-of", AS_OF)
    load = loading(clean)
    build = ("tracker", "build", "actions", "--format", "html", "--output", str(work / "t.html"))
    tracker = scrutiny("tracker", *build, *common)
    changes = scrutiny("changes", "changes", "--since", "HEAD~1", *common)
    note = ("action", "update", "A-000123", "--note", "Done in part.", "--dry-run")
    edit = scrutiny("edit", *note, *common)
    in_turn((load, tracker, changes, edit), runs, work)
    return [
        Line("`tracker build` in HTML, 10,000 actions", tracker, load, "L", 3),
        Line("`changes`, 50 of 10,000 records changed", changes, load, "L", 0.5),
        Line("`action update`, one of 10,000", edit, load, "L"),
    ]


def comparing(work: Path, runs: int) -> list[Line]:
    """The peers on the same files."""
    several = list(peers(work / "clean", work, ACTIONS))
    load = loading(work / "clean")
    in_turn((load, *several), runs, work)
    return [Line(f"peer: {one.name}", one, load, "L") for one in several]


def _commit(root: Path, message: str) -> None:
    author = ("-c", "user.name=Bench", "-c", "user.email=bench@example.gov.uk")
    for words in (("init", "-q"), ("add", "-A"), (*author, "commit", "-q", "-m", message)):
        subprocess.run(("git", *words), cwd=root, check=True)


def table(lines: Sequence[Line]) -> str:
    head = "| what | median | ratio | most memory | promised | held |\n|---|---|---|---|---|---|\n"
    return head + "".join(f"{line}\n" for line in lines)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--runs", type=int, default=7, help="runs of each command (default 7)")
    options.add_argument("--no-peers", action="store_true", help="leave the peers out")
    told = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        lines = starting(3 * told.runs)
        lines += checking(work, told.runs)
        lines += using(work, told.runs)
        lines += [] if told.no_peers else comparing(work, 1)
    print(table(lines))
    lost = [line.what for line in lines if line.limit is not None and not line.held]
    print(f"not held: {'; '.join(lost)}" if lost else "all that is promised is held")
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
