"""Paths that are given and printed, files that are not what they seem, and what is not committed yet."""

import shutil
from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.registers import BASE, write_tree
from tests.repositories import Repository

ACTION = "records/actions/act-1.yaml"
WRONG = "id: act-1\nmeeting: cyp-2021-11-23\naction: Do it.\nownr: Clerk\n"
RIGHT = WRONG.replace("ownr", "owner")
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12345\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "council" / "reg", {**BASE, ACTION: WRONG})


@pytest.mark.parametrize("where", [".", "..", "records", "records/actions", "../../elsewhere"])
def test_printed_path_leads_to_the_file_from_the_current_folder(register: Path, where: str) -> None:
    here = (register / where).resolve()
    here.mkdir(exist_ok=True)
    printed = scrutiny("check", "--root", register, cwd=here).out.split(":4:1:")[0]
    assert (here / printed).resolve() == (register / ACTION).resolve()
    again = scrutiny("check", "--root", register, printed, cwd=here)
    assert (again.code, again.out.count("unknown-key")) == (1, 1)


def test_saved_file_is_named_from_the_current_folder(register: Path) -> None:
    write_tree(register, {ACTION: RIGHT})
    saved = scrutiny(
        *("action", "complete", "act-1", "--evidence", "Letter", "--on", "2022-01-10"),
        *("--as-of", "2022-01-11", "--root", "reg"),
        cwd=register.parent,
    )
    assert f"Saved act-1 (reg/{ACTION})" in saved.err


def test_refused_edit_names_the_file_from_the_current_folder(register: Path) -> None:
    refused = scrutiny(
        *("action", "add", "--action", "One.", "--owner", "Ann", "--meeting", "2021-11-23"),
        *("--due", "2022-01-10", "--root", "reg"),
        cwd=register.parent,
    )
    assert f"reg/{ACTION}:4:1:" in refused.err


@pytest.mark.parametrize(
    "name", ["notes.yaml", "record/act-1.yaml", "record", "records/actions/notes.txt"]
)
def test_path_outside_the_records_is_not_checked(register: Path, name: str) -> None:
    path = register / name
    if path.suffix:
        write_tree(register, {name: "x: ["})
    else:
        path.mkdir()
    refused = scrutiny("check", path, cwd=register)
    assert (refused.code, refused.out) == (2, "")
    assert "is not a record file" in refused.err


@pytest.mark.parametrize("name", [".", "records", "records/actions", ACTION, "scrutiny.toml"])
def test_part_of_a_register_is_checked(register: Path, name: str) -> None:
    write_tree(register, {"scrutiny.toml": "", ACTION: RIGHT})
    checked = scrutiny("check", name, cwd=register)
    assert (checked.code, checked.out) == (0, "")


def test_register_without_records_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    checked = scrutiny("check", cwd=tmp_path)
    assert "warning[no-records]" in checked.out
    assert scrutiny("check", "--strict", cwd=tmp_path).code == 1


@pytest.mark.parametrize("name", [ACTION, "records/people/ash.yaml"])
def test_pointer_of_git_lfs_is_named(register: Path, name: str) -> None:
    write_tree(register, {ACTION: RIGHT, name: POINTER})
    told = scrutiny("check", cwd=register)
    assert "this is a pointer of Git LFS" in told.out
    assert "git lfs pull" in told.out


@pytest.mark.parametrize("name", ["log.xlsx", "log.csv"])
def test_pointer_of_git_lfs_is_not_imported(register: Path, name: str) -> None:
    write_tree(register, {ACTION: RIGHT, name: POINTER})
    refused = scrutiny("import", "actions", name, cwd=register)
    assert refused.code != 0
    assert "git lfs pull" in refused.err


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
@pytest.mark.parametrize(
    "words",
    [
        ("changes",),
        ("changes", "--since", "HEAD"),
        ("changes", "--since", "2021-11-01"),
        ("check", "--changed-since", "HEAD"),
        ("tracker", "build", "actions", "--since", "HEAD", "-o", "-", "--format", "markdown"),
    ],
)
def test_repository_without_a_commit_says_that_nothing_is_committed(
    register: Path, words: tuple[str, ...]
) -> None:
    write_tree(Repository(register).root, {ACTION: RIGHT})
    told = scrutiny(*words, cwd=register)
    assert "nothing is committed yet" in told.err
    assert "git commit" in told.err


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("action", "show", "act-2"), "actions"),
        (("action", "complete", "act-2", "--evidence", "x"), "actions"),
        (("recommendation", "show", "rec-1"), "recommendations"),
        (("meeting", "show", "cyp-2022-01-25"), "meetings"),
        (("minutes", "build", "cyp-2022-01-25"), "meetings"),
        (("agenda", "build", "cyp-2022-01-25"), "meetings"),
        (("plan", "build", "plan"), "plans"),
        (("measure", "show", "visits"), "measures"),
        (("review", "build", "neets"), "reviews"),
    ],
)
def test_record_that_is_missing_may_be_in_a_file_that_cannot_be_read(
    register: Path, words: tuple[str, ...], kind: str
) -> None:
    lost = f"records/{kind}/lost.yaml"
    write_tree(register, {ACTION: RIGHT, lost: "id: act: 2\n"})
    draft = ("--draft",) if "build" in words else ()
    told = scrutiny(*words, *draft, cwd=register)
    assert told.code == 1
    assert lost in told.err
