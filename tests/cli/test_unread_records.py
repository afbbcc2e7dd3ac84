"""A record that cannot be read: no answer of any command, in any format, looks whole.

What is not refused says on its face what is missing, and ends with 1. `tests/soak/unread.py` tries every
file of the sample register.
"""

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrutiny_cli.domain.kinds import KINDS
from tests.commands import Line, leaves, lines
from tests.exempt_register import canary, files
from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree
from tests.repositories import Repository

AT = ("--as-of", "2021-11-16")
WORDS = "cannot be read in full"
# The file of each kind, with a key misspelt in its first record.
WHOLE = {name: text for name, text in files(canary).items() if name.endswith(".yaml")}
OPTIONS = leaves()
ASKED = [line for line in lines() if line[0] != "schema"]


def answers(line: Line, root: Path, *, private: bool) -> tuple[Told, Iterator[str]]:
    """What a command says, and the text of everything that it gave, file by file."""
    command = line[:2] if line[:2] in OPTIONS else line[:1]
    options = ["--draft"] if "draft" in OPTIONS[command] else []
    options += ["--private"] if private and "private" in OPTIONS[command] else []
    out = root / "out"
    shutil.rmtree(out, ignore_errors=True)
    target = ("--output", str(out)) if command[-1] in ("build", "export") else ()
    told = scrutiny(*line, *options, *target, *AT, "--root", root)
    return told, _texts(told, out)


def _texts(told: Told, out: Path) -> Iterator[str]:
    if told.raw:
        yield told.out
    for path in sorted(out.rglob("*")) if out.is_dir() else [out] if out.is_file() else []:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as book:
                yield "".join(book.read(name).decode() for name in book.namelist())
        elif path.is_file():
            yield path.read_text(encoding="utf-8", errors="replace")


def assert_not_whole(line: Line, root: Path, broken: str, *, private: bool = True) -> None:
    """Assert that an answer is refused, or says that a file is missing from it."""
    told, given = answers(line, root, private=private)
    where = f"{' '.join(line)} without {broken}: {told.everything[:1500]}"
    assert told.code == 1, where
    texts = list(given)
    assert texts or broken in told.err, where
    for text in texts:
        if line[-1] == "json" and text.startswith("{"):
            assert broken in json.loads(text)["incomplete"], where
        elif line[0] == "check":
            assert broken in text, where
        else:
            assert (WORDS in text and broken in text) or "What changed is not shown" in text, where


def misspelt(text: str) -> str:
    """The text of a record file with a key that no record has."""
    first, rest = text.split("\n", 1)
    return f"{first}\n  zz: x\n{rest}" if first.startswith("- ") else f"zz: x\n{text}"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A register with a record of every kind, in git, and a change since then."""
    repository = Repository(tmp_path_factory.mktemp("unread"))
    repository.commit("2021-10-01", {"records/people/x.yaml": "name: X\n"})
    repository.commit("2021-11-15", WHOLE)
    return repository


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_looks_whole_while_a_record_cannot_be_read(
    kind: str, register: Repository
) -> None:
    broken = next(name for name in WHOLE if name.startswith(f"records/{kind}/"))
    path = register.root / broken
    path.write_text(misspelt(WHOLE[broken]), encoding="utf-8")
    try:
        for position, line in enumerate(ASKED):
            assert_not_whole(line, register.root, broken, private=line[-1] != "parquet")
            if position % 3 == len(kind) % 3:
                assert_not_whole(line, register.root, broken, private=False)
    finally:
        path.write_text(WHOLE[broken], encoding="utf-8")


SMALL: dict[str, str | bytes] = {
    **BASE,
    "records/actions/a.yaml": "- {id: act-1, number: 1, action: Ask, owner: Clerk, due: 2021-09-01}\n",
}
# A file, or what is in its place, in which records may be that nobody sees.
UNSEEN: dict[str, tuple[str, str | bytes]] = {
    "misspelt key": ("records/actions/b.yaml", "action: Go\nownr: Clerk\n"),
    "no YAML": ("records/actions/b.yaml", "action: Go: now\n"),
    "no text": ("records/actions/b.yaml", b"action: \xff\n"),
    "no record": ("records/actions/b.yaml", "just words\n"),
    "nothing": ("records/actions/b.yaml", ""),
    "same id": ("records/actions/b.yaml", "- {id: act-1, action: Another}\n"),
    "too large": ("records/actions/b.yaml", b"#" * 1_100_000),
    "another ending": ("records/actions/b.yaml.txt", "action: Go\n"),
    "no such kind": ("records/acitons/b.yaml", "action: Go\n"),
    "no kind": ("records/b.yaml", "action: Go\n"),
    "a folder with the name of a file": ("records/actions/b.yaml/x.txt", "action: Go\n"),
}
ANSWERS: tuple[Line, ...] = (
    ("action", "list"),
    ("overdue", "--format", "json"),
    ("meeting", "list", "--format", "json"),
    ("export", "actions", "--draft", "--format", "csv", "--output", "-"),
    ("check", "records/meetings", "--format", "json"),
)


@pytest.mark.parametrize("way", UNSEEN)
def test_answers_name_whatever_may_hide_a_record(way: str, tmp_path: Path) -> None:
    path, content = UNSEEN[way]
    name = path.removesuffix("/x.txt")
    root = write_tree(tmp_path, {**SMALL, path: content})
    for line in ANSWERS:
        told = scrutiny(*line, *AT, cwd=root)
        assert (told.code, name in told.out) == (1, True), told.everything
        if line[-1] == "json":
            assert json.loads(told.out)["incomplete"] == [name]


def test_link_to_a_folder_may_hide_records(tmp_path: Path) -> None:
    root = write_tree(tmp_path / "register", SMALL)
    write_tree(tmp_path / "elsewhere", {"b.yaml": "action: Go\n"})
    try:
        (root / "records/questions").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    except OSError:  # Windows may forbid links
        pytest.skip("this system allows no links")
    told = scrutiny("meeting", "list", *AT, "--root", root)
    assert (told.code, "records/questions cannot be read in full" in told.out) == (1, True)


BROKEN = "records/actions/b.yaml"
MISSING = (
    f"{BROKEN} cannot be read in full, so records may be missing here. "
    "`scrutiny check` says what to correct."
)


def told_without(*words: str, tmp_path: Path, files: dict[str, str | bytes] | None = None) -> Told:
    """What a command says of a register with one action file that cannot be read."""
    broken = {BROKEN: "action: Go\nownr: Clerk\n"} if files is None else files
    return scrutiny(*words, *AT, "--root", write_tree(tmp_path, {**BASE, **broken}))


def test_nothing_is_said_to_be_absent_while_a_record_cannot_be_read(tmp_path: Path) -> None:
    told = told_without("action", "list", tmp_path=tmp_path)
    assert f"Incomplete: {MISSING}" in " ".join(told.out.split())
    assert "No actions in what can be read." in told.out
    told = told_without("overdue", "--fail", tmp_path=tmp_path)
    assert told.code == 1
    assert "in what can be read." in told.out
    page = ("tracker", "build", "recommendations", "--draft", "--format", "html", "--output", "-")
    told = told_without(*page, tmp_path=tmp_path)
    assert told.code == 1
    assert "<strong>Incomplete:</strong> records/actions/b.yaml cannot" in told.out
    assert "No recommendations in what can be read." in told.out


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        (("action", "show", "7"), "there is no action '7'"),
        (("meeting", "show", "2021-10-01"), "no meeting is on 2021-10-01"),
        (("meeting", "show", "nosuch"), "there is no meeting 'nosuch'"),
        (("meeting", "list", "--committee", "nosuch"), "there is no committee 'nosuch'"),
        (("overdue", "--chaser", "Ann"), "'Ann' has nothing overdue"),
        (("programme", "build", "--draft"), "has no work programme"),
        (("plan", "build", "--draft"), "no plan is in the register"),
        (("calendar",), "no calendar is made"),
    ],
)
def test_what_is_not_found_may_be_in_the_file_that_cannot_be_read(
    words: tuple[str, ...], claim: str, tmp_path: Path
) -> None:
    told = told_without(*words, tmp_path=tmp_path)
    assert (told.code, told.out) == (1, "")
    assert claim in told.err
    assert told.err.rstrip().endswith(MISSING)


def test_no_meeting_is_said_to_be_planned_while_a_meeting_cannot_be_read(tmp_path: Path) -> None:
    path = "records/meetings/cyp-2021-11-23.yaml"
    told = told_without("meeting", "deadlines", tmp_path=tmp_path, files={path: "tme: 2 pm\n"})
    assert told.code == 1
    assert f"{path} cannot be read in full" in " ".join(told.out.split())
    assert "no meeting is planned from 2021-11-16 on in what can be read" in told.err


def test_edit_that_needs_nothing_of_the_unread_file_ends_well(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**SMALL, "records/people/b.yaml": "nmae: X\n"})
    told = scrutiny("action", "update", "act-1", "--note", "Asked.", *AT, "--root", root)
    assert told.code == 0, told.err


def test_file_unread_since_before_is_named_beside_the_new_problems(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("2021-09-01", {**BASE, BROKEN: "action: Go\nownr: Clerk\n"})
    since = ("check", "--changed-since", "HEAD", "--root", str(repository.root))
    told = scrutiny(*since)
    assert (told.code, told.out) == (0, "")
    assert told.err.endswith(f"; 1 problem was there before. Incomplete: {MISSING}\n")
    assert json.loads(scrutiny(*since, "--format", "json").out)["incomplete"] == [BROKEN]
