"""The registers under ``tests/cases``: a wrong one gives just the faults expected, a right one none.

Where a message changes on purpose, write what is expected again and read the difference:
``scrutiny check > expected.txt`` in that folder.
"""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from scrutiny_cli.documents import parsers, reference
from scrutiny_cli.documents.problems import CODES, Problem
from scrutiny_cli.render import problems as faults
from scrutiny_cli.workspace.loading import load
from tests.registers import as_json, run, write_tree

CASES = Path(__file__).parents[1] / "cases"
INVALID = sorted(folder.name for folder in (CASES / "invalid").iterdir())
VALID = sorted(folder.name for folder in (CASES / "valid").iterdir())
EVERY = [
    *(CASES / "invalid" / name for name in INVALID),
    *(CASES / "valid" / name for name in VALID),
]

PERSON = "records/people/ash.yaml"
UTF8 = "save the file again with the encoding UTF-8 (in Excel and Notepad: `UTF-8`)"
SPLIT = "(split it into several files, or put a document under papers/)"
SPLIT_UP = "(split it into several files)"
PASTED = "is not allowed in a record (delete it; it was most likely pasted from elsewhere)"

# Bytes that git or an editor would spoil, or that are too many to keep: code, file, bytes, line.
BYTES: list[tuple[str, str, bytes, str]] = [
    (
        "file-too-large",
        PERSON,
        b"name: " + b"x" * 2_000_000,
        f"1:1: error[file-too-large] the file has more than 1 MB, the most that a record file may have {SPLIT}",
    ),
    (
        "too-many-values",
        PERSON,
        b"- a\n" * 50_000,
        f"50000:3: error[too-many-values] the file holds more than 50,000 values {SPLIT_UP}",
    ),
    (
        "not-utf8",
        PERSON,
        "id: ash\nname: Zoë\n".encode("windows-1252"),
        f"2:9: error[not-utf8] byte 0xeb is not UTF-8 ({UTF8})",
    ),
    (
        "not-utf8",
        PERSON,
        b"name: \xc3\xa9\xc3",
        f"1:8: error[not-utf8] byte 0xc3 is not UTF-8 ({UTF8})",
    ),
    (
        "not-utf8",
        PERSON,
        "name: Zoë\n".encode("utf-16"),
        "1:1: error[not-utf8] the file is UTF-16 (save it again as UTF-8)",
    ),
    (
        "not-utf8",
        "scrutiny.toml",
        b'output = "caf\xe9"',
        "1:1: error[not-utf8] the file is not UTF-8 (save it again as UTF-8)",
    ),
    (
        "forbidden-character",
        PERSON,
        b"name: \x1b[31mRowan",
        f"1:7: error[forbidden-character] an escape character {PASTED}",
    ),
    (
        "forbidden-character",
        PERSON,
        b"name: Rowan\x00",
        f"1:12: error[forbidden-character] a NUL {PASTED}",
    ),
    (
        "forbidden-character",
        PERSON,
        b"id: ash\rname: Rowan\r",
        f"1:8: error[forbidden-character] a carriage return without a line feed {PASTED}",
    ),
    (
        "forbidden-character",
        PERSON,
        "name: Rowan\nnotes: \ufeffAsh".encode(),
        f"2:8: error[forbidden-character] a byte order mark inside the text {PASTED}",
    ),
    (
        "forbidden-character",
        PERSON,
        "name: Rowan\u2028Ash".encode(),
        f"1:12: error[forbidden-character] a line separator (U+2028) {PASTED}",
    ),
]


def lines(problems: Sequence[Problem]) -> list[str]:
    return cut(faults.to_text(problems))


def cut(text: str) -> list[str]:
    """The lines of a text, without the words that a parser chose."""
    return [re.sub(r"(?<=\[invalid-yaml\]).*", "", line) for line in text.splitlines()]


def spots(problems: Sequence[Problem]) -> list[tuple[str, int, int, int, int, str]]:
    """Code and place of each fault; of broken YAML the end is the parser's own matter."""
    return [
        (d.path, d.line, d.column, *((0, 0) if d.code == "invalid-yaml" else end), d.code)
        for d in problems
        for end in [(d.end_line, d.end_column)]
    ]


@pytest.mark.parametrize("code", INVALID)
def test_invalid_register_gives_exactly_the_expected_lines(code: str) -> None:
    loaded = load(CASES / "invalid" / code)
    expected = (CASES / "invalid" / code / "expected.txt").read_text(encoding="utf-8")
    assert lines(loaded.diagnostics) == cut(expected)
    assert {fault.code for fault in loaded.diagnostics} == {code}


@pytest.mark.parametrize("name", VALID)
def test_valid_register_gives_no_lines(name: str) -> None:
    assert lines(load(CASES / "valid" / name).diagnostics) == []


@pytest.mark.parametrize(
    ("code", "file", "raw", "line"),
    BYTES,
    ids=[f"{code}-{n}" for n, (code, *_) in enumerate(BYTES)],
)
def test_bytes_that_no_file_in_git_can_hold_are_reported(
    code: str, file: str, raw: bytes, line: str, tmp_path: Path
) -> None:
    write_tree(tmp_path, {"records/people/beech.yaml": "name: Jo Beech\n", file: raw})
    loaded = load(tmp_path)
    assert lines(loaded.diagnostics) == [f"{file}:{line}"]
    assert {fault.code for fault in loaded.diagnostics} == {code}
    assert ("people", "beech") in loaded.entries


@pytest.mark.skipif(os.name != "posix", reason="needs links and named pipes as POSIX has them")
def test_folders_links_and_pipes_named_like_records_cannot_be_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("name: Secret\n", encoding="utf-8")
    root = write_tree(tmp_path / "register", {"records/people/ash.yaml": "name: Rowan Ash\n"})
    people = root / "records" / "people"
    os.mkfifo(people / "fifo.yaml")
    (people / "folder.yaml").mkdir()
    (people / "inside.yaml").symlink_to(people / "ash.yaml")
    (people / "loop.yaml").symlink_to("loop.yaml")
    (people / "nowhere.yaml").symlink_to("nothing.yaml")
    (people / "outside.yaml").symlink_to(outside)
    loaded = load(root)
    no_file = "this is not a file that can be read (put a text file here or remove it)"
    words = {
        "fifo": no_file,
        "folder": no_file,
        "loop": "the file cannot be read: Too many levels of symbolic links (check who may read it)",
        "nowhere": "the file cannot be read: No such file or directory (check who may read it)",
        "outside": "this is a link to a file outside the register (put the file itself here)",
    }
    assert lines(loaded.diagnostics) == [
        f"records/people/{name}.yaml:1:1: error[unreadable-file] {why}"
        for name, why in words.items()
    ]
    assert set(loaded.entries) == {("people", "ash"), ("people", "inside")}


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    built = {code for code, *_ in BYTES} | {"unreadable-file"}
    assert set(INVALID) | built == set(CODES)


@pytest.mark.skipif(parsers.usual is reference.PARSER, reason="the C parser is not installed")
@pytest.mark.parametrize("folder", EVERY, ids=lambda folder: folder.name)
def test_both_parsers_find_the_same_problems_in_the_same_places(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = load(folder)
    monkeypatch.setattr(parsers, "usual", reference.PARSER)
    pure = load(folder)
    assert spots(pure.diagnostics) == spots(fast.diagnostics)
    assert [entry.record for entry in pure.entries.values()] == [
        entry.record for entry in fast.entries.values()
    ]


def test_check_prints_the_lines_and_fails() -> None:
    folder = CASES / "invalid" / "unknown-key"
    done = run("check", cwd=folder)
    assert done.stdout == (folder / "expected.txt").read_text(encoding="utf-8")
    assert done.stderr == "no records in 3 files: 10 errors, no warnings\n"
    assert done.returncode == 1


@pytest.mark.parametrize(("options", "exit_code"), [([], 0), (["--strict"], 1)])
def test_warnings_fail_only_with_strict(options: list[str], exit_code: int) -> None:
    done = run("check", "--root", CASES / "invalid" / "late-publication", *options)
    assert done.returncode == exit_code
    assert done.stdout.count("warning[late-publication]") == 3


@pytest.mark.parametrize("code", INVALID)
def test_json_has_the_same_problems(code: str) -> None:
    loaded = load(CASES / "invalid" / code)
    output = json.loads(as_json(loaded))
    assert output["schema"] == "scrutiny/1"
    assert output["errors"] + output["warnings"] == len(output["diagnostics"])
    assert [(d["path"], d["line"], d["column"], d["code"]) for d in output["diagnostics"]] == [
        (d.path, d.line, d.column, d.code) for d in loaded.diagnostics
    ]


def test_public_register_has_nothing_that_arises_from_an_exempt_item() -> None:
    loaded = load(CASES / "valid" / "private-register")
    shown = loaded.public
    assert "SECRET" in repr(loaded.register)
    assert "SECRET" not in repr(shown)
    assert set(shown.actions) == {"A-2021-004"}
    assert set(shown.recommendations) == {"R-2021-38"}
    assert set(shown.responses) == {"X-2021-03"}


@pytest.mark.parametrize("broken", ["[SECRET]", "{SECRET: SECRET}", "'SECRET 31 June 2021'"])
def test_no_problem_quotes_exempt_text(broken: str, tmp_path: Path) -> None:
    folder = CASES / "valid" / "private-register"
    files = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.*")
    }
    words = re.compile(r"SECRET[^,\]}\n]*")
    loaded = load(write_tree(tmp_path, {k: words.sub(broken, v) for k, v in files.items()}))
    assert loaded.diagnostics
    assert "SECRET" not in faults.to_text(loaded.diagnostics)
    assert "SECRET" not in as_json(loaded)
