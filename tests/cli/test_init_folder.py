"""`scrutiny init`: the folder it writes in, the questions it asks, the steps it names."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrutiny_cli.cli.console import typed
from scrutiny_cli.workspace.loading import load
from tests.cli.test_init import ANSWERS, AS_OF, init, posix, tree
from tests.inside import scrutiny
from tests.needs import ordinary_user
from tests.programs import captured
from tests.registers import BASE, write_tree
from tests.repositories import ALONE

# ------------------------------------------------------------------------------ the folder


@pytest.mark.parametrize(
    ("there", "words"),
    [
        ({"notes.txt": "x"}, "is not empty: it holds notes.txt"),
        ({"a": "", "b": "", "c": "", "d": "", "e": ""}, "it holds a, b, c and 2 more"),
        (BASE, "holds a register already"),
        ({"scrutiny.toml": ""}, "is not empty: it holds scrutiny.toml"),
    ],
)
def test_a_folder_that_is_not_empty_is_left_alone(
    there: dict[str, str], words: str, tmp_path: Path
) -> None:
    write_tree(tmp_path, there)
    told = init(tmp_path)
    assert told.code == 2
    assert words in told.err
    assert tree(tmp_path) == set(there)


def test_what_file_managers_and_git_leave_counts_as_nothing(tmp_path: Path) -> None:
    write_tree(tmp_path, {".git/HEAD": "ref: refs/heads/main\n", "desktop.ini": ""})
    told = init(tmp_path)
    assert told.code == 0
    assert (tmp_path / ".github/workflows/records.yml").exists()


def test_a_file_or_a_folder_below_one_is_no_folder(tmp_path: Path) -> None:
    write_tree(tmp_path, {"file": "mine"})
    for name in ("file", "file/below"):
        told = init(tmp_path / name)
        assert told.code == 2
        assert f"{tmp_path / 'file'} is a file" in told.err
    assert (tmp_path / "file").read_text() == "mine"


@posix
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    for name, to in (("link", "real"), ("dangling", "nowhere")):
        (tmp_path / name).symlink_to(tmp_path / to)
        told = init(tmp_path / name)
        assert told.code == 2
        assert "is a link" in told.err
    assert tree(tmp_path) == set()


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder in which nothing may be written."""
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)


@posix
@ordinary_user
def test_a_folder_that_is_closed_is_said(closed: Path) -> None:
    for folder in (closed, closed / "new"):
        told = init(folder)
        assert told.code == 3
        assert f"you may not write in {closed}" in told.err
    assert list(closed.iterdir()) == []


@posix
def test_what_fails_halfway_leaves_nothing(tmp_path: Path) -> None:
    """A name that the file system refuses only when the files are written."""
    told = init(tmp_path / "new" / ("x" * 300))
    assert told.code == 3
    assert "cannot be" in told.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs the /proc of Linux")
def test_where_no_folder_can_be_made_it_is_said() -> None:
    """Even to those to whom nothing is closed."""
    told = init("/proc/new")
    assert told.code == 3
    # Root may write everywhere, and so is refused by the system itself.
    open_to_all = os.access("/proc", os.W_OK)
    why = "/proc/new cannot be written: " if open_to_all else "you may not write in /proc"
    assert why in told.err
    assert "choose another folder" in told.err


def test_inside_another_repository_the_files_for_its_host_are_left_out(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    told = init(tmp_path / "council")
    assert told.code == 0
    assert f"{tmp_path / 'council'} is part of the repository in {tmp_path}: " in told.err
    assert not {".github/workflows/records.yml", ".pre-commit-config.yaml"} & tree(
        tmp_path / "council"
    )


@pytest.mark.parametrize(
    ("path", "there", "windows"),
    [
        ("register", "register", "register"),
        ("my register", "'my register'", '"my register"'),
        ("St Mary's", "'St Mary'\"'\"'s'", '"St Mary\'s"'),
        ("a$b", "'a$b'", "'a$b'"),
    ],
)
def test_a_folder_is_named_as_it_can_be_typed(path: str, there: str, windows: str) -> None:
    assert typed(path, windows=False) == there
    assert typed(path, windows=True) == windows


@posix
@pytest.mark.parametrize("folder", ["St Mary's $HOME; records", "-n"])
def test_the_steps_work_as_they_are_printed(folder: str, tmp_path: Path) -> None:
    answers = [part for pair in ANSWERS.items() for part in pair]
    told = scrutiny("init", *answers, "--as-of", AS_OF, "--", folder, cwd=tmp_path)
    steps = [line.split(". ", 1)[1] for line in told.err.splitlines() if line.startswith("  ")]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = captured(["sh", "-e"], input="\n".join([*steps, "ls build/*.html"]), cwd=tmp_path, env={**os.environ, "PATH": path})  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("build/agenda-hs-2027-01-19.html\n")


# ------------------------------------------------------------------------------- on a terminal


def on_a_terminal(folder: Path, lines: list[str], *args: str) -> tuple[int, str]:
    """Type lines into `scrutiny init` on a terminal; its exit code and all that is seen."""
    import pty

    ours, theirs = pty.openpty()
    env = {n: v for n, v in os.environ.items() if not n.startswith("SCRUTINY_")} | ALONE
    process = subprocess.Popen(
        [sys.executable, "-m", "scrutiny_cli", "init", str(folder), "--as-of", AS_OF, *args],
        stdin=theirs, stdout=theirs, stderr=theirs, env={**env, "TERM": "dumb"},
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, "".join(f"{line}\n" for line in lines).encode())
    seen = b""
    while True:
        try:
            more = os.read(ours, 4096)
        except OSError:  # what Linux says once the other side is closed
            break
        if not more:
            break
        seen += more
    os.close(ours)
    return process.wait(timeout=60), seen.decode("utf-8").replace("\r\n", "\n")


@posix
def test_on_a_terminal_it_asks_until_it_can_go_on(tmp_path: Path) -> None:
    lines = [
        *("", "  Exampleshire Council "),
        "Health: #1 Scrutiny",
        *("", ", ,", "Cllr Bo Ash, Bo Ash", "Cllr Bo Ash, Ann Elm"),
        *("tomorrow", "31/11/2026", "16 January 2027", "n", "20/10/2026", "n", "19/1/2027"),
    ]
    code, seen = on_a_terminal(tmp_path / "new", lines)
    assert code == 0, seen
    for words in (
        "The council's name?",
        "There is nothing in it.",
        "Bo Ash is named twice; if they are two",
        "Not a date this register reads: write 19 January 2027, 19/01/2027 or 2027-01-19.",
        "November 2026 has 30 days, not 31",
        "Saturday 16 January 2027 is not a working day (Saturday).\nUse that date anyway? [y/N]",
        "Tuesday 20 October 2026 is past.\nUse that date anyway? [y/N]",
        "Next:\n  1. cd ",
    ):
        assert words in seen
    assert "warning" not in seen
    register = load(tmp_path / "new").register
    (committee,) = register.committees.values()
    assert (committee.council, committee.name) == ("Exampleshire Council", "Health: #1 Scrutiny")
    assert [p.full_name for p in register.people.values()] == ["Cllr Bo Ash", "Ann Elm"]
    assert list(register.meetings) == ["h1s-2027-01-19"]


@posix
def test_who_stops_answering_leaves_nothing_behind(tmp_path: Path) -> None:
    code, seen = on_a_terminal(tmp_path / "new", ["Exampleshire", "\x04"])
    assert code == 130
    assert "stopped; nothing was changed" in seen
    assert list(tmp_path.iterdir()) == []
