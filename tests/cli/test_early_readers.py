"""A reader that stops early: `| head`, a pager that is quit, a pipe that is closed. Every command and format."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.early_readers import READERS
from tests.commands import WRITERS, Line, lines
from tests.exempt_register import canary, files
from tests.repositories import Repository
from tests.sample import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="needs fork, and pipes as POSIX has them"),
]

AT = ("--as-of", "2021-11-16")
MEETING, ITEM = "cyp-2021-10-12", "bromyard"
# A line for each command that writes records.
WRITES: tuple[Line, ...] = (
    (*("init", "new", "--council", "C", "--committee", "Health Committee"),
     *("--member", "Ann Example", "--meeting", "2027-01-19")),
    ("meeting", "new", "2021-12-14"),
    ("action", "add", "--action", "Ask again.", "--meeting", MEETING, "--owner", "Clerk",
     "--due", "2021-12-01"),
    ("action", "update", "act-open", "--note", "Asked."),
    ("action", "complete", "act-open", "--evidence", "A letter."),
    ("action", "report", "act-done", "--meeting", "2021-11-23", "--accepted"),
    ("action", "move", "act-open", "--to", "2021-12-24", "--why", "Illness."),
    ("recommendation", "add", "--meeting", MEETING, "--text", "Think.", "--to", "executive"),
    ("recommendation", "notify", "rec-second", "--on", "2021-11-10"),
    ("recommendation", "respond", "rec-open", "--by", "Cabinet", "--decision", "agreed", "--on", "2021-11-02"),
    ("measure", "record", "visits", "--period", "2021-11", "--value", "94"),
    (*("question", "add", "--meeting", "2021-11-23", "--kind", "public", "--question", "Why?"),
     *("--name", "E. Elm")),
    ("decision", "add", "--title", "A lease", "--maker", "Cabinet", "--due", "May 2022"),
    ("call-in", "add", "--decision", "lease", "--caller", "ash", "--grounds", "Nobody was asked."),
    ("minutes", "start", "2021-12-07", "--number", "40"),
    ("import", "actions", "log.csv", "--yes"),
    ("import", "recommendations", "tracker.csv", "--yes"), ("import", "responses", "tracker.csv", "--yes"),
    ("import", "programme", "programme.csv", "--yes"),
    ("import", "committees", "mg.xml", "--from", "modern-gov", "--yes"),
    ("import", "people", "mg.xml", "--from", "modern-gov", "--yes"),
    ("import", "meetings", "mg.xml", "--from", "modern-gov", "--yes"),
    ("report", "new", MEETING, ITEM),
    ("upgrade",),
)  # fmt: skip
ASIDE: tuple[Line, ...] = (
    (), ("--help",), ("--version",), ("check", "--help"),
    ("meeting", "--help"), ("check", "--explain", "tab"), ("check", "--strict"),
    ("overdue", "--fail"), ("action", "list", "--output", "/dev/stdout"), ("no-such-command",),
    ("export", "actions", "--format", "csv", "--output", "-"),
    ("tracker", "build", "actions", "--format", "csv", "--output", "-"),
)  # fmt: skip
TRACKER = "Recommendation,Response,Meeting\nThink.,Agreed,2021-11-23\n"
ANSWER = (
    "<a><committee><committeeid>1</committeeid><committeetitle>"
    "Children and Young People Scrutiny Committee</committeetitle></committee>"
    "<councillor><councillorid>2</councillorid><fullusername>Pat Box</fullusername></councillor>"
    "<meeting><meetingid>3</meetingid><meetingdate>2026-01-01</meetingdate></meeting></a>"
)
PROGRAMME = "Topic,Lead\nBuses,Ann\n"
LOG = "Action,Owner,Due\nSend the figures.,Clerk,2021-12-01\n"


class Runner:
    """The process that runs the commands: see `early_readers`."""

    def __init__(self) -> None:
        kept = {
            n: v for n, v in os.environ.items() if not n.startswith(("SCRUTINY", "PYTHONUNBUF"))
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.early_readers"],
            cwd=ROOT, env={**kept, "SHELL": "/bin/bash"}, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def __call__(self, line: Line, folder: Path, reader: str) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        asked = {"arguments": line, "folder": str(folder), "reader": reader}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    made = Runner()
    yield made
    made.close()


@pytest.fixture(scope="module", params=["sound", "faulty"])
def register(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with a record of every kind; the faulty one has an error in it too."""
    repository = Repository(tmp_path_factory.mktemp(request.param) / "register")
    repository.commit("2021-10-01", files(canary))
    more = {
        "records/people/elm.yaml": "name: E. Elm\n",
        "records/actions/done.yaml": "{id: act-done, action: Do it., completed: 2021-11-01}\n",
        "records/meetings/cyp-2021-12-07.yaml": "date: 2021-12-07\nitems: [{id: a, title: A}]\n",
        "log.csv": LOG,
        "tracker.csv": TRACKER,
        "programme.csv": PROGRAMME,
        "mg.xml": ANSWER,
    }
    if request.param == "faulty":
        more["records/actions/wrong.yaml"] = "action: Go there.\nmeeting: nowhere\n"
    repository.commit("2021-11-02", more)
    return repository.folder


def expected(line: Line, register: Path) -> set[int]:
    """The exit codes that a line may end with, whoever reads what it writes."""
    faulty = (register / "records/actions/wrong.yaml").exists()
    if {"no-such-command", "701", "rec-opem"} & set(line):
        return {1, 2} if faulty else {2}
    if line[:1] == ("check",) and not {"--help", "--explain"} & set(line):
        return {1} if faulty or "--strict" in line else {0}
    if line[:2] == ("overdue", "--fail"):
        return {1}
    return {0, 1} if faulty else {0}


def asked(line: Line) -> Line:
    """A line with the day, and with standard output as the place of a document if it takes it."""
    tables = line[:1] == ("export",) and {"csv", "parquet"} & set(line)
    several = line[:2] in (("tracker", "build"), ("site", "build")) or tables
    one = {"build", "export", "calendar"} & set(line[:2]) and not several
    named = "recommendations" in line and line[0] != "import"
    to_here = ("--output", "-") if one or named else ()
    timeless = (
        not line
        or line[0] in ("check", "schema", "upgrade", "no-such-command")
        or line[0][0] == "-"
    )
    quiet = ("--quiet",) if line[:1] == ("site",) else ()  # the second time it writes less
    return (*line, *to_here, *quiet, *(() if timeless or "--help" in line else AT))


@pytest.mark.parametrize("line", [*lines(), *ASIDE], ids=" ".join)
def test_an_early_reader_changes_neither_exit_code_nor_messages(
    line: Line, register: Path, runner: Runner
) -> None:
    line = asked(line)
    patient, head, closed = (runner(line, register, reader) for reader in READERS)
    assert patient["code"] in expected(line, register), patient
    assert head == patient
    assert closed == patient


@pytest.mark.parametrize("line", WRITES, ids=" ".join)
def test_an_early_reader_changes_nothing_that_is_written(
    line: Line, register: Path, runner: Runner, tmp_path: Path
) -> None:
    written = []
    for reader in READERS:
        folder = tmp_path / "register"
        shutil.copytree(register, folder)
        answer = runner(asked(line), folder, reader)
        assert answer["code"] in ({0, 1} if "faulty" in str(register) else {0}), answer
        files = {
            path.relative_to(folder): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and ".git" not in path.parts
        }
        written.append((answer, files))
        shutil.rmtree(folder)
    assert written[1] == written[0]
    assert written[2] == written[0]


def test_every_command_is_among_them() -> None:
    assert {
        command for command in WRITERS if not any(w[: len(command)] == command for w in WRITES)
    } == set()


@pytest.mark.parametrize(
    ("line", "code"), [("export --format json --output -", 0), ("check --strict --format sarif", 1)]
)
@pytest.mark.parametrize(
    "unbuffered", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["buffered", "unbuffered"]
)
def test_a_shell_sees_the_same_exit_code(
    line: str, code: int, unbuffered: dict[str, str], tmp_path: Path
) -> None:
    repository = Repository(tmp_path / "register")
    repository.write(files(canary))
    script = f'{{ "{sys.executable}" -m scrutiny_cli {line}; echo $? >&3; }} 3>code | head -c 1'
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        ["sh", "-c", script], cwd=repository.folder, env={**kept, **unbuffered},
        capture_output=True, check=True,
    )  # fmt: skip
    assert (repository.folder / "code").read_text() == f"{code}\n"
    assert b"rror" not in done.stderr.replace(b"no errors", b"")
