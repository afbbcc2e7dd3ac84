"""Odd sheets: rows that are no actions, headings twice, legends, hidden sheets, rows said twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scrutiny_cli.errors import UsageError
from scrutiny_cli.importing import Proposal
from scrutiny_cli.importing.spreadsheets import Cell, Sheet
from tests.unit.test_import_rows import proposed, sheet

HEADS = ("Action", "Owner", "Due")
ROW = ("First", "Ann", "1 May 2022")


def said(found: Proposal) -> list[str]:
    return [remark.text for remark in found.remarks]


@pytest.mark.parametrize(
    ("cells", "why", "words"),
    [
        (
            ("", Cell("", comment="Ask Ann")),
            "its cells hold no words, only a comment",
            "Ask Ann",
        ),
        (
            (Cell("", unknown=True), "Ben"),
            "`Action`: a formula whose value the file does not hold; open it in Excel and save it",
            "Ben",
        ),
        (("-", "Ben", "2 May 2022"), "no words under the heading `Action`", "- | Ben | 2 May 2022"),
    ],
)
def test_rows_that_are_no_actions(cells: tuple[Any, ...], why: str, words: str) -> None:
    found = proposed(sheet(HEADS, ROW, cells))
    assert [new.data["action"] for new in found.new] == ["First"]
    assert [(left.place.row, left.why, left.words) for left in found.left] == [(3, why, words)]


def test_an_action_alone_in_its_row_is_taken_and_asked_about() -> None:
    found = proposed(sheet(HEADS, ROW, ("Children's homes",), (*ROW[:1], "Ben", "ASAP")))
    assert found.new[1].data["action"] == "Children's homes"
    assert said(found) == ["it says only `Children's homes`: is it a heading?"]


def test_a_cell_that_is_not_whole_is_said() -> None:
    row = ("First", Cell("", unknown=True), Cell("1 May 2022", partly=True))
    found = proposed(sheet(HEADS, row))
    assert found.new[0].data["due"] == "2022-05-01"
    assert said(found) == [
        "`Owner`: a formula whose value the file does not hold; open it in Excel and save it",
        "`Due`: the words that are struck through were kept too",
    ]


def test_the_second_column_of_a_name_goes_to_the_notes() -> None:
    found = proposed(sheet((*HEADS, "Deadline"), (*ROW, "autumn")))
    assert found.new[0].data["due"] == "2022-05-01"
    assert found.new[0].data["notes"] == "Deadline: autumn"


def test_a_title_above_the_table_names_the_meeting() -> None:
    title = ("Actions agreed at the meeting of 5 August 2021",)
    found = proposed(sheet(("Children's scrutiny",), title, HEADS, ROW))
    assert found.new[0].data["meeting"] == "cyp-2021-08-05"
    # Only what says nothing of any action is told.
    assert said(found) == ["above the table, and part of no action: `Children's scrutiny`"]


def test_hidden_columns_are_read_and_said() -> None:
    one = replace(sheet(HEADS, ROW), hidden_columns=frozenset({1, 9}))
    found = proposed(one)
    assert found.new[0].data["owner"] == "Ann"
    assert said(found) == ["hidden columns were read too: Owner"]


def test_headings_over_two_rows_with_a_shaded_cell_between() -> None:
    upper = ("Action", "Responsible", Cell("", fill="D9D9D9"), "Target")
    found = proposed(sheet(upper, ("", "officer", "", "date"), ("First", "Ann", "", "1 May 2022")))
    (new,) = found.new
    assert (new.data["owner"], new.data["due"]) == ("Ann", "2022-05-01")


@pytest.mark.parametrize(
    ("legend", "done"),
    [
        ("Green shading means completed", True),
        ("Completed actions are shaded green", True),
        ("Green: on track", False),
    ],
)
def test_a_line_of_words_says_what_a_fill_means(legend: str, done: bool) -> None:
    found = proposed(sheet((legend,), HEADS, (Cell("First", fill="92D050"), "Ann", "")))
    assert found.new[0].data.get("completed") == ("yes" if done else None)
    assert ("filled green (#92D050): row 3; if it means done, add --done-fill green" in said(found)) is not done  # fmt: skip


def tabs() -> tuple[Sheet, Sheet, Sheet]:
    """A log, a hidden log of last year, a sheet of words."""
    old = replace(sheet(HEADS, ("Second", "Ben", ""), name="Old"), hidden=True)
    return sheet(HEADS, ROW), old, sheet(("Notes of the clerk",), ("To be tidied",), name="Notes")


def test_hidden_sheets_are_read_only_when_they_are_named() -> None:
    found = proposed(*tabs())
    assert [new.data["action"] for new in found.new] == ["First"]
    assert said(found) == [
        "hidden sheets were not read: Old; name one with --sheet to read it",
        "no table of actions in its 2 rows of words",
    ]
    # In any spelling, and once however often it is named.
    found = proposed(*tabs(), sheets=("old", "OLD"))
    assert [new.data["action"] for new in found.new] == ["Second"]
    assert said(found) == []


def test_a_sheet_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UsageError, match="there is no sheet 'Quite another'") as refused:
        proposed(*tabs(), sheets=("Quite another",))
    assert refused.value.hint == "the sheets are Log, Old and Notes"


def test_the_same_words_twice_are_one_action_or_two() -> None:
    found = proposed(
        sheet(
            ("Ref", "Meeting", "Action", "Owner"),
            ("1", "5 August 2021", "Do it", "Ann"),
            ("", "", "do it.", "Ann"),
            ("2", "5 August 2021", "Do it", "Ann"),
            ("", "1 May 2019", "Do it", "Ann"),
            ("A7", "", "Ask again", "Ann"),
            ("A8", "", "Ask again", "Ann"),
            ("2", "5 August 2021", "Do something else", "Ann"),
        )
    )
    (left,) = found.left
    assert (left.place.row, left.why) == (3, "it says the same as row 2")
    assert [new.place.row for new in found.new] == [2, 4, 5, 6, 7, 8]
    assert "number 2 stands in rows 4 and 8, each with other words" in said(found)
