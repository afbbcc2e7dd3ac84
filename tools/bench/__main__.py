"""Times the tool on the sample and on large registers, beside yardsticks and beside its peers.

`make bench` runs it. Every figure is the median of some runs of a whole command, run in turn with the
yardstick it is divided by, so that it can be compared with the figures of another machine:

- ``P`` is a Python that starts and ends;
- ``L`` is one process in which PyYAML's C loader reads the same files, and nothing else is done.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import packs, registers
from bench.peers import peers
from bench.timing import Measured, in_turn

ROOT = Path(__file__).parent.parent.parent
LOAD = """
import os, sys, yaml
folders = [sys.argv[1]]
for folder in folders:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir():
            folders.append(entry.path)
        elif entry.name.endswith(".yaml"):
            with open(entry.path, "rb") as file:
                raw = file.read()
            try:
                yaml.load(raw, Loader=yaml.CSafeLoader)
            except ValueError:  # a day that does not exist
                pass
"""
# The same files parsed by this tool in one process, with its second one, and with a pool of the library's.
PARSE = """
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from scrutiny_cli.documents import Document, parse
from scrutiny_cli.files import store
from scrutiny_cli.workspace import reading

def data_of(batch):
    return [parse(source).data for source in batch]

def pooled(sources):
    batches = list(reading._batches(sources))
    with ProcessPoolExecutor(1, get_context("fork")) as pool:
        for batch, found in zip(batches, pool.map(data_of, batches)):
            for source, data in zip(batch, found):
                yield parse(source) if data is None else Document(source, None, data)

sources = store.read(Path(sys.argv[1]), frozenset({"actions", "committees", "meetings"})).sources
for document in {"one": lambda s: map(parse, s), "two": reading.documents, "pool": pooled}[sys.argv[2]](sources):
    document.release()
"""
ACTIONS = 10_000
SAMPLE_DAY = ("--as-of", "2021-11-15")
DAY = ("--as-of", "2013-01-15")
COPIES = 24


@dataclass(frozen=True)
class Line:
    """One line of the table: a command, its yardstick, and the goals for it.

    ``wall`` and ``processor`` are the most that it may take of the yardstick's own time.
    """

    what: str
    measured: Measured
    yardstick: Measured
    unit: str
    wall: float | None = None
    processor: float | None = None
    megabytes: float | None = None
    seconds: float | None = None

    @property
    def ratio(self) -> float:
        return self.measured.seconds / self.yardstick.seconds

    @property
    def processor_ratio(self) -> float:
        return self.measured.processor_seconds / self.yardstick.processor_seconds

    @property
    def goal(self) -> str:
        """The goals in words; empty where there are none."""
        goals = (
            (self.wall, f"{self.unit}"),
            (self.processor, f"{self.unit} of processor"),
            (self.megabytes, "MB"),
            (self.seconds, "s"),
        )
        return ", ".join(f"{most:g} {unit}" for most, unit in goals if most is not None)

    @property
    def met(self) -> bool:
        """Whether the command did its work within its goals."""
        figures = (
            (self.ratio, self.wall),
            (self.processor_ratio, self.processor),
            (self.measured.megabytes, self.megabytes),
            (self.measured.seconds, self.seconds),
        )
        within = all(most is None or figure <= most for figure, most in figures)
        return within and not self.measured.failed

    def __str__(self) -> str:
        verdict = ("yes" if self.met else "NO") if self.goal or self.measured.failed else ""
        note = f" (ended with {self.measured.code})" if self.measured.failed else ""
        return (
            f"| {self.what}{note} | {self.measured.seconds:.3f} s | {self.ratio:.2f} {self.unit} "
            f"| {self.processor_ratio:.2f} {self.unit} | {self.measured.megabytes:.0f} MB "
            f"| {self.goal} | {verdict} |"
        )


def scrutiny(*words: str, expect: int = 0, cores: int | None = None) -> Measured:
    """The tool with some words."""
    command = (sys.executable, "-m", "scrutiny_cli", *words)
    return Measured(" ".join(words), command, expect, cores)


def tab(root: Path, line: str) -> Measured:
    """What a shell asks when somebody completes a line."""
    variables = {
        "_SCRUTINY_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(line.split(" ")) - 1),
        "SCRUTINY_ROOT": str(root),
    }
    return Measured(line, (sys.executable, "-m", "scrutiny_cli"), variables=variables)


def starting() -> Measured:
    """P: a Python that starts and ends."""
    return Measured("P", (sys.executable, "-c", "pass"))


def loading(root: Path, cores: int | None = None) -> Measured:
    """L: PyYAML's C loader on a register's files."""
    return Measured("L", (sys.executable, "-c", LOAD, str(root / "records")), cores=cores)


def parsing(root: Path, way: str) -> Measured:
    """Nothing but the parsing of a register's files, in one of three ways."""
    return Measured(way, (sys.executable, "-c", PARSE, str(root), way))


def timed(lines: Sequence[Line], runs: int, work: Path) -> list[Line]:
    """The lines, after their commands and yardsticks have been run in turn."""
    commands = {id(one): one for line in lines for one in (line.yardstick, line.measured)}
    in_turn(list(commands.values()), runs, work)
    return list(lines)


def sample(work: Path, runs: int) -> list[Line]:
    """Start-up and the everyday commands, on the sample register."""
    root, out = work / "sample", work / "out"
    shutil.copytree(ROOT / "records", root / "records")
    shutil.copy(ROOT / "scrutiny.toml", root / "scrutiny.toml")
    _commit(root, "All")
    actions = root / "records/actions/2021.yaml"
    text = actions.read_text(encoding="utf-8")
    actions.write_text(text.replace("In progress.", "Nearly done."), encoding="utf-8")
    _commit(root, "One changed")
    at = ("--root", str(root), *SAMPLE_DAY)
    into = (*at, "--output", str(out))
    start = starting()
    done = ("complete", "act-4", "--on", "2021-11-02", "--evidence", "The notice", "--dry-run")
    commands = (
        ("`python -c pass`", start, None),
        ("`--version`", scrutiny("--version"), 2.5),
        ("`--help`", scrutiny("--help"), 9),
        ("completing an id", tab(root, "scrutiny action show a"), 8),
        ("`check`", scrutiny("check", "--root", str(root)), 20),
        ("`overdue`", scrutiny("overdue", *at), 18),
        ("`changes`", scrutiny("changes", "--since", "HEAD~1", *at), 18),
        ("`action list`", scrutiny("action", "list", *at), 20),
        ("`action complete`", scrutiny("action", *done, *at), 26),
        ("`agenda build`", scrutiny("agenda", "build", "cyp-2021-11-23", *into), 28),
        ("`tracker build`", scrutiny("tracker", "build", *into), 34),
        ("`plan build`", scrutiny("plan", "build", *into), 34),
        ("`export` to xlsx", scrutiny("export", *at, "--output", str(work / "s.xlsx")), 45),
    )
    lines = [Line(f"sample: {what}", command, start, "P", goal) for what, command, goal in commands]
    return timed(lines, 3 * runs, work)


def clean(work: Path, runs: int) -> list[Line]:
    """`check` of one record a file and of many, with problems and without, and how that grows."""
    one, lists, faulty, large = (work / name for name in ("clean", "lists", "faulty", "large"))
    registers.make(one, ACTIONS)
    registers.make(lists, ACTIONS, files=100)
    registers.make(faulty, ACTIONS, faulty=1000)
    registers.make(large, 5 * ACTIONS)
    _settle()
    load, load_single, load_lists = loading(one), loading(one, 1), loading(lists)
    check = scrutiny("check", "--root", str(one))
    single = scrutiny("check", "--root", str(one), cores=1)
    many = scrutiny("check", "--root", str(lists))
    wrong = scrutiny("check", "--root", str(faulty), expect=1)
    again, five = scrutiny("check", "--root", str(one)), scrutiny("check", "--root", str(large))
    lines = [
        Line("PyYAML's C loader, 10,000 files", load, load, "L"),
        Line("`check`, 10,000 files", check, load, "L", 0.5, 0.85, 100),
        Line("`check`, 10,000 files, one core", single, load_single, "L", 0.85),
        Line("`check`, 1,000 of the 10,000 with an error", wrong, check, "x", 1.5),
        Line("`check`, 10,000 records in 100 files", many, load_lists, "L", 0.8),
    ]
    lines += [
        Line("parsing, in one process", parsing(one, "one"), load, "L"),
        Line("parsing, with the second process", parsing(one, "two"), load, "L"),
        Line("parsing, with a pool of concurrent.futures", parsing(one, "pool"), load, "L"),
    ]
    growing = [Line("`check`, 50,000 files", five, again, "x", 5.3, megabytes=300)]
    return timed(lines, runs, work) + timed(growing, max(runs // 2, 1), work)


def mixed(work: Path, runs: int) -> list[Line]:
    """Many copies of the sample register, with its warnings."""
    root = work / "mixed"
    registers.copies(ROOT, root, COPIES)
    _settle()
    load, load_single = loading(root), loading(root, 1)
    at = ("--root", str(root), *SAMPLE_DAY)
    plans = scrutiny("plan", "build", *at, "--output", str(work / "plans"))
    book = scrutiny("export", *at, "--output", str(work / "m.xlsx"))
    lines = [
        Line("PyYAML's C loader, 24 copies of the sample", load, load, "L"),
        Line(
            "mixed: `check`, 912 warnings", scrutiny("check", "--root", str(root)), load, "L", 0.9
        ),
        Line(
            "mixed: `check`, one core",
            scrutiny("check", "--root", str(root), cores=1),
            load_single,
            "L",
        ),
        Line("mixed: `plan build`", plans, load, "L", 3.6),
        Line("mixed: `export` to xlsx", book, load, "L", 5),
    ]
    return timed(lines[:3], runs, work) + timed(lines[3:], max(runs // 3, 1), work)


def using(work: Path, runs: int) -> list[Line]:
    """Documents, lists, edits and changes of a large register."""
    root, few = work / "used", work / "few"
    registers.make(root, ACTIONS)
    registers.make(few, 500)
    _commit(root, "All")
    registers.change(root, 50)
    _commit(root, "Fifty changed")
    _settle()
    at = ("--root", str(root), *DAY)
    into = (*at, "--output", str(work / "out"))
    start, load = starting(), loading(root)
    note = ("update", "A-000123", "--note", "Done in part.", "--dry-run")
    few_at = ("--root", str(few), *DAY)
    lines = [
        Line(
            "completing an id, 10,000 records",
            tab(root, "scrutiny action show A-0001"),
            start,
            "P",
            20,
        ),
        Line(
            "`changes`, 50 of 10,000 changed",
            scrutiny("changes", "--since", "HEAD~1", *at),
            load,
            "L",
            0.5,
        ),
        Line("`action update`, one of 10,000", scrutiny("action", *note, *at), load, "L"),
        Line("`action list`, 500", scrutiny("action", "list", *few_at), start, "P", 26),
    ]
    long = [
        Line("`action list`, 10,000", scrutiny("action", "list", *at), load, "L", 1.7),
        Line(
            "`tracker build`, 10,000 actions",
            scrutiny("tracker", "build", "actions", *into),
            load,
            "L",
            2.8,
        ),
    ]
    return timed(lines, runs, work) + timed(long, max(runs // 3, 1), work)


def importing(work: Path, runs: int) -> list[Line]:
    """A spreadsheet into a log that is as long as it is."""
    root, log = work / "log", work / "log.csv"
    registers.make(root, ACTIONS, committees=1)
    registers.sheet(log, ACTIONS + 1, ACTIONS)
    _settle()
    load = loading(root)
    words = ("import", "actions", str(log), "--root", str(root), *DAY, "--dry-run")
    line = Line("importing 10,000 rows into a log of 10,000", scrutiny(*words), load, "L", 8)
    return timed([line], max(runs // 3, 1), work)


def packing(work: Path, runs: int) -> list[Line]:
    """Agenda packs: 428 pages from 14 papers, and from twice as many."""
    lines = []
    start, once = starting(), None
    for times in (1, 2):
        root = work / f"papers-{times}"
        packs.make(root, times)
        words = ("agenda", "pack", "--root", str(root), "--as-of", "2021-11-15")
        pack = scrutiny(*words, "--output", str(work / "pack.pdf"))
        if once is None:
            what, once = "`agenda pack`, 428 pages from 14 papers", pack
            lines.append(Line(what, pack, start, "P", megabytes=300, seconds=15))
        else:
            lines.append(Line("`agenda pack`, twice the papers", pack, once, "x", processor=2.2))
    _settle()
    return timed(lines, max(runs // 3, 1), work)


def comparing(work: Path, runs: int) -> list[Line]:
    """The peers, on the same files."""
    root = work / "peers"
    registers.make(root, ACTIONS)
    _settle()
    load = loading(root)
    return timed(
        [Line(f"peer: {peer.name}", peer, load, "L") for peer in peers(root, root, ACTIONS)],
        1,
        work,
    )


PARTS: dict[str, Callable[[Path, int], list[Line]]] = {
    "sample": sample,
    "clean": clean,
    "mixed": mixed,
    "using": using,
    "importing": importing,
    "packing": packing,
    "peers": comparing,
}


def _commit(root: Path, message: str) -> None:
    author = ("-c", "user.name=Bench", "-c", "user.email=bench@example.gov.uk")
    for words in (("init", "-q"), ("add", "-A"), (*author, "commit", "-q", "-m", message)):
        subprocess.run(("git", *words), cwd=root, check=True)


def _settle() -> None:
    """Let nothing be written to the disk any more while something is timed."""
    if hasattr(os, "sync"):
        os.sync()


def table(lines: Sequence[Line]) -> str:
    """The lines as a table in Markdown."""
    head = "| what | median | ratio | processor | most memory | goal | met |\n|---|---|---|---|---|---|---|\n"
    return head + "".join(f"{line}\n" for line in lines)


def main() -> int:
    """Measure what is asked for and print the table; 1 if a goal is not met."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument(
        "parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; default all"
    )
    options.add_argument("--runs", type=int, default=7, help="runs of each command (default 7)")
    given = options.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        options.error(f"no such part: {', '.join(sorted(unknown))}")
    lines: list[Line] = []
    for name in given.parts or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            lines += PARTS[name](Path(folder), given.runs)
    print(table(lines))
    missed = [line.what for line in lines if line.goal and not line.met]
    print(f"not met: {'; '.join(missed)}" if missed else "every goal is met")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
