"""Words that would be lost on the way from the file to the page are named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.documents import parse
from scrutiny_cli.documents.comments import words_in_comments
from scrutiny_cli.documents.source import Source
from scrutiny_cli.edits import render_record
from scrutiny_cli.workspace.loading import load
from tests.registers import BASE, reader, write_tree

ACTION = "records/actions/a.yaml"


def problems(root: Path, action: str, *, private: bool = False) -> list[tuple[str, str | None]]:
    """Code and field of what `check` says of the file of an action."""
    settings = {"scrutiny.toml": 'visibility = "private"\n'} if private else {}
    loaded = load(write_tree(root, {**BASE, ACTION: action, **settings}))
    return [(p.code, p.field) for p in loaded.diagnostics if p.path == ACTION]


@pytest.mark.parametrize("pure", [False, True])
@pytest.mark.parametrize(
    ("line", "lost"),
    [
        ("action: Write about action #1 and report back", True),
        ("action: Write about action # 1", True),
        ("action: Write about action #", True),
        ("action: Ask #urgent", True),
        ("action: Ask  #2", True),
        ("action: Ask\n  about action #2", True),
        ("action: Ask\n  #2 again", True),
        ("action: Ask # a comment", False),
        ("action: Ask # two of them", False),
        ("action: Ask\n#due: 2022-01-01", False),
        ("action: Ask about C#", False),
        ("action: Ask about#2", False),
        ('action: "Ask about #2"', False),
        ("action: 'Ask about #2' # a comment", False),
        ("action: |\n  Ask about #2", False),
        ("action: >-\n  Ask about #2", False),
        ("action: Ask\nnumber: 4 # 2 on the agenda", False),
        ("action: Ask\nnumber: 4 #2", True),
        ("action: Ask\ndue: 2022-02-01 # Tuesday", False),
        ("action: Ask\nowner: [Ann #2, Ben]", None),
        ("action: Ask\nowner:\n  - Ann #2\n  - Ben", True),
        ("action: Ask\nprogress:\n  - {on: 2022-01-01,\n     note: Asked #2\n    }", True),
    ],
)
def test_words_taken_for_a_comment_are_named(
    line: str, lost: bool | None, pure: bool, tmp_path: Path
) -> None:
    with reader(pure=pure):
        found = problems(tmp_path, f"id: a\n{line}\n")
    expected = {True: ["words-in-comment"], False: [], None: ["invalid-yaml"]}[lost]
    assert [code for code, _ in found] == expected


@given(st.text(st.sampled_from("ab1 #:-'\"{}[],&*!|>%@`"), min_size=1, max_size=20))
def test_no_text_that_an_edit_writes_is_taken_for_a_comment(text: str) -> None:
    written = render_record(
        {"id": "a", "action": text, "owner": [text], "progress": [{"note": text}]}
    )
    assert list(words_in_comments(parse(Source("a.yaml", written.encode())))) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("|\n  <<<<<<< HEAD\n  ours\n  =======\n  theirs\n  >>>>>>> main", True),
        ("|\n  Asked.\n  >>>>>>> main", True),
        ("|\n  ||||||| 1a2b", True),
        ("|\n  Heading\n  =======", False),
        ("Use <<<<<<< with care", False),
        ("|\n  <<<<<<<< eight", False),
    ],
)
def test_marks_of_a_merge_inside_a_text_are_named(text: str, marked: bool, tmp_path: Path) -> None:
    found = problems(tmp_path, f"id: a\naction: {text}\n")
    assert found == ([("merge-marks", "action")] if marked else [])


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (r"S:\_Committees\2021", True),
        (r"C:\temp\!old", True),
        (r"C:\temp\(old)\x", True),
        (r"\\server\share\file.docx", True),
        (r"C:\temp\old", False),
        (r"C:\temp\\_x", False),
        (r"\\\server\\\_x", False),
        (r"`S:\_Committees`", False),
        (r"5\*3 is 15", False),
        (r"and\or", False),
    ],
)
def test_path_that_loses_a_backslash_is_named(text: str, lost: bool, tmp_path: Path) -> None:
    found = problems(tmp_path, f"id: a\naction: See {text}\nevidence: File {text}\n")
    assert found == ([("lost-backslash", "action")] if lost else [])


def test_lost_words_of_an_exempt_item_are_not_quoted(tmp_path: Path) -> None:
    meeting = (
        "date: 2021-10-12\nitems:\n"
        "  - id: shut\n    title: Buying #Northwind\n    classification: exempt\n"
        "    purpose: See \\\\server\\Northwind\n"
        "    exempt: {paragraphs: [3], public_title: A contract}\n"
    )
    action = "id: a\nmeeting: m\nitem: shut\naction: Pay #Northwind\n"
    files = {ACTION: action, "records/meetings/m.yaml": meeting}
    loaded = load(
        write_tree(tmp_path, {**BASE, **files, "scrutiny.toml": 'visibility = "private"\n'})
    )
    codes = [problem.code for problem in loaded.diagnostics]
    assert sorted(codes) == ["lost-backslash", "words-in-comment", "words-in-comment"]
    assert "Northwind" not in repr(loaded.diagnostics)
