"""One cell of a table holds what a record says in a way that can be read back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.documents import parse
from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain.actions import Action
from scrutiny_cli.exporting import moves
from scrutiny_cli.exporting.cells import cell
from scrutiny_cli.exporting.shape import fields

PROGRESS = next(field for field in fields(Action) if field.name == "progress")
MOVED = next(field for field in fields(Action) if field.name == "moved")
OWNER = next(field for field in fields(Action) if field.name == "owner")
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from(" \n")
)
NOTE = st.fixed_dictionaries(
    {"note": WORDS.filter(lambda text: text.strip("\n ") != "")},
    optional={"on": st.sampled_from(["2021-10-12", "12 October 2021"]), "by": st.just("Jo Beech")},
)
OWNERS = st.one_of(
    WORDS.filter(lambda text: text.strip("\n ") != ""),
    st.fixed_dictionaries(
        {}, optional={"person": st.just("ash"), "post": WORDS.filter(bool)}
    ).filter(bool),
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ([{"on": "2021-10-12", "note": "In progress."}], "2021-10-12: In progress."),
        ([{"note": "Begun."}, {"note": "Done."}], "Begun.\nDone."),
        ([{"on": "2021-10-12", "note": "One.\n\nTwo."}], "2021-10-12: One.\n  \n  Two."),
        ([{"note": "12/10/2021 - Sent."}], '{note: 12/10/2021 - Sent.}'),
        ([{"note": "Paragraph 3: sent."}], "Paragraph 3: sent."),
        (
            [{"on": "2021-10-12", "note": "Sent.", "by": "Jo"}],
            "{on: 2021-10-12, note: Sent., by: Jo}",
        ),
    ],
)  # fmt: skip
def test_progress_notes_are_lines_of_a_cell(raw: list[dict[str, str]], text: str) -> None:
    assert cell(PROGRESS, raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Clerk", "Clerk"),
        ({"post": "Clerk"}, "post: Clerk"),
        (["Clerk", {"team": "Legal"}], "Clerk\nteam: Legal"),
        ("post: Clerk", '{text: "post: Clerk"}'),
        (["{x}"], '{text: "{x}"}'),
        (["Clerk:\nin turn"], "Clerk:\n  in turn"),
    ],
)
def test_owners_are_lines_of_a_cell(raw: Any, text: str) -> None:
    assert cell(OWNER, raw) == text


def entries(text: str) -> list[str]:
    """The entries of a cell: a line that is indented goes on with the one above."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith("  ") and lines:
            lines[-1] += "\n" + line[2:]
        else:
            lines.append(line)
    return lines


def in_braces(entry: str) -> Any:
    document = parse(Source("cell", entry.encode()))
    assert not document.refusals
    return document.data


def note_of(entry: str) -> dict[str, str]:
    if entry.startswith("{"):
        loaded: dict[str, str] = in_braces(entry)
        return loaded
    for on in ("2021-10-12", "12 October 2021"):
        if entry.startswith(f"{on}: "):
            return {"on": on, "note": entry.removeprefix(f"{on}: ")}
    return {"note": entry}


def owner_of(entry: str) -> Any:
    if entry.startswith("{"):
        loaded = in_braces(entry)
        return loaded["text"] if loaded.keys() == {"text"} else loaded
    key, _, rest = entry.partition(": ")
    return {key: rest} if key in ("person", "post") else entry


@given(st.lists(NOTE, min_size=1, max_size=4))
def test_notes_can_be_read_back_from_their_cell(raw: list[dict[str, str]]) -> None:
    text = cell(PROGRESS, raw)
    assert [note_of(entry) for entry in entries(text or "")] == raw


@given(st.lists(OWNERS, min_size=1, max_size=4))
def test_owners_can_be_read_back_from_their_cell(raw: list[Any]) -> None:
    text = cell(OWNER, raw)
    assert [owner_of(entry) for entry in entries(text or "")] == raw


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ({"from": "2021-10-01", "to": "2021-12-01"}, "from 2021-10-01 to 2021-12-01"),
        (
            {"from": {"words": "Nov 2020"}, "to": "1 May 2021", "on": "2021-01-05", "why": "Late."},
            "from Nov 2020 to 1 May 2021, on 2021-01-05 (Late.)",
        ),
        (
            {"from": {"every": "quarter"}, "to": "ongoing"},
            "{from: {every: quarter}, to: ongoing}",
        ),
        # What could be read in two ways stays as the record writes it.
        (
            {"from": "May to June 2021", "to": "July 2021"},
            "{from: May to June 2021, to: July 2021}",
        ),
        ({"from": "May", "to": "June", "why": "A\nB"}, '{from: May, to: June, why: "A\\nB"}'),
    ],
)
def test_move_of_a_due_date_is_words_or_braces(raw: dict[str, Any], text: str) -> None:
    assert cell(MOVED, [raw]) == text
    assert (moves.read(text) is None) is text.startswith("{")


LINE = st.text(st.sampled_from("ab to(),1 on from2021-05-04"), min_size=1).filter(str.strip)


@given(st.fixed_dictionaries({"from": LINE, "to": LINE}, optional={"on": LINE, "why": LINE}))
def test_move_in_words_reads_back_as_itself(raw: dict[str, str]) -> None:
    words = moves.in_words(raw)
    assert words is None or moves.read(words) == raw
