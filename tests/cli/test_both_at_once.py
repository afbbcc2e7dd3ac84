"""A record file that somebody else changes while a command is on its way."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from scrutiny_cli.files.store import LOCKS
from tests.registers import BASE, write_tree

LOG = "records/actions/act-1.yaml"
ACTION = "number: 1\naction: Do it.\nmeeting: cyp-2021-11-23\nowner: Ann\n"
UPDATE = ("action", "update", "1", "--as-of", "2021-11-24")


def overtaken(root: Path, words: tuple[str, ...], others: Callable[[], object]) -> tuple[int, str]:
    """Run a command, change its file when it has read it, and let it write; its code and words.

    What is held before it is the lock. It has read when it makes the list of what git must leave
    alone, for that comes last before it waits.
    """
    folder = root / LOCKS
    folder.mkdir()
    with FileLock(folder / "register.lock"):
        command = subprocess.Popen(
            [sys.executable, "-m", "scrutiny_cli", *words],
            cwd=root,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(1000):
            if (folder / ".gitignore").exists():
                break
            time.sleep(0.01)
        others()
    _, said = command.communicate(timeout=60)
    return command.returncode, said


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_tree(tmp_path, {**BASE, LOG: ACTION})


def test_edit_is_repeated_where_another_changed_its_file_first(root: Path) -> None:
    def others() -> None:
        (root / LOG).write_text(ACTION + "directorate: Children\n")

    code, said = overtaken(root, (*UPDATE, "--note", "Begun."), others)
    assert (code, said) == (0, f"Saved act-1 ({LOG})\n")
    assert (root / LOG).read_text() == (
        f"{ACTION}directorate: Children\nprogress:\n  - on: 2021-11-24\n    note: Begun.\n"
    )


def test_edit_of_a_record_that_another_removed_is_refused(root: Path) -> None:
    code, said = overtaken(root, (*UPDATE, "--note", "Begun."), (root / LOG).unlink)
    assert code == 2
    assert "there is no action '1'" in said
    assert not (root / LOG).exists()


def test_edit_of_several_files_is_repeated_where_another_changed_one_of_them(root: Path) -> None:
    made = "meeting: cyp-2021-11-23\ntext: Do it.\nto: executive\n"
    paths = [f"records/recommendations/{name}.yaml" for name in ("rec-1", "rec-2")]
    write_tree(root, dict.fromkeys(paths, made))

    def others() -> None:
        (root / paths[1]).write_text(f"{made}label: (b)\n")

    words = ("recommendation", "notify", "rec-1", "rec-2", "--on", "2021-11-24")
    code, _ = overtaken(root, words, others)
    assert code == 0
    notice = "notified: 2021-11-24\nreceived: 2021-11-24\n"
    assert [(root / path).read_text() for path in paths] == [
        f"{made}{notice}",
        f"{made}label: (b)\n{notice}",
    ]


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (("meeting", "new", "2022-01-11"), "records/meetings/cyp-2022-01-11.yaml"),
        (("report", "new", "2021-11-23", "minutes"), "records/papers/2021-11-23/minutes.md"),
        (
            ("question", "add", "--meeting", "2021-11-23", "--name", "X", "--question", "Why?"),
            "records/questions/q-2021-11-23-pq1.yaml",
        ),
    ],
)
def test_new_file_waits_for_the_lock_and_replaces_none_that_another_wrote(
    words: tuple[str, ...], path: str, root: Path
) -> None:
    def others() -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("mine\n")

    code, said = overtaken(root, (*words, "--as-of", "2021-11-15"), others)
    assert code in (1, 2)
    assert path in said
    assert (root / path).read_text() == "mine\n"


def test_number_that_another_gave_meanwhile_in_another_file_is_not_given_again(root: Path) -> None:
    other = "- {id: act-2, number: 2, action: Ask., meeting: cyp-2021-11-23}\n"

    def others() -> None:
        (root / "records/actions/other.yaml").write_text(other)

    words = ("action", "add", "--meeting", "2021-11-23", "--action", "Go.", "--owner", "Ann")
    code, said = overtaken(root, (*words, "--due", "ongoing", "--as-of", "2021-11-24"), others)
    assert (code, said.split(" (")[0]) == (0, "Saved act-3"), said


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of its own")
def test_edit_with_answers_from_a_terminal_is_not_repeated(root: Path) -> None:
    import pty

    keyboard, terminal = pty.openpty()
    folder = root / LOCKS
    folder.mkdir()
    with FileLock(folder / "register.lock"):
        command = subprocess.Popen(
            [sys.executable, "-m", "scrutiny_cli", *UPDATE],
            cwd=root,
            stdin=terminal,
            stdout=terminal,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        os.write(keyboard, b"Begun.\n")
        for _ in range(1000):
            if (folder / ".gitignore").exists():
                break
            time.sleep(0.01)
        (root / LOG).write_text(ACTION + "directorate: Children\n")
    _, said = command.communicate(timeout=60)
    os.close(keyboard)
    os.close(terminal)
    assert command.returncode == 3
    assert "has changed since it was read; nothing was written\n  run the command again" in said
    assert (root / LOG).read_text() == ACTION + "directorate: Children\n"
