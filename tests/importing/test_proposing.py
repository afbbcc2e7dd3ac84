"""Which sheets are read, and which rows say the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrutiny_cli.errors import UsageError
from scrutiny_cli.importing.importers import propose_import
from scrutiny_cli.importing.model import ImportOptions, Proposal
from scrutiny_cli.importing.spreadsheets import Sheet, read
from tests.importing.logs import DAY, proposed, sheet
from tests.sample import committee, sample

HEADS = ("Action", "Owner", "Due")


ROW = ("First", "Ann", "1 May 2022")


def texts(found: Proposal) -> list[str]:
    return [remark.text for remark in found.remarks]


def tabs() -> tuple[Sheet, Sheet, Sheet]:
    """A log, a hidden log of last year, a sheet of words."""
    old = replace(sheet(HEADS, ("Second", "Ben", ""), name="Old"), hidden=True)
    return sheet(HEADS, ROW), old, sheet(("Notes of the clerk",), ("To be tidied",), name="Notes")


def test_hidden_sheet_is_read_only_when_named() -> None:
    found = proposed(*tabs())
    assert [new.data["action"] for new in found.new] == ["First"]
    assert texts(found) == [
        "hidden sheets were not read: Old; name one with --sheet to read it",
        "no table of actions in its 2 rows of words",
    ]
    # In any spelling, and once however often it is named.
    found = proposed(*tabs(), sheets=("old", "OLD"))
    assert [new.data["action"] for new in found.new] == ["Second"]
    assert texts(found) == []


def test_unknown_sheet_is_refused_with_the_names_of_the_sheets() -> None:
    with pytest.raises(UsageError, match="there is no sheet 'Quite another'") as refused:
        proposed(*tabs(), sheets=("Quite another",))
    assert refused.value.hint == "the sheets are Log, Old and Notes"


def test_same_words_twice_are_one_action_unless_number_or_meeting_differ() -> None:
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
    (left,) = found.left_out
    assert (left.place.row, left.why) == (3, "it says the same as row 2")
    assert [new.place.row for new in found.new] == [2, 4, 5, 6, 7, 8]
    assert "number 2 is in rows 4 and 8, each with other words" in texts(found)


def test_rows_with_another_separator_are_named_with_their_words() -> None:
    book = read("log.csv", b"Ref,Action,Owner\n1,First,Ann\n2;Second;Ben\n")
    found = proposed(*book.sheets)
    assert [new.data["action"] for new in found.new] == ["First"]
    assert [left.words for left in found.left_out] == ["2;Second;Ben"]


def test_file_without_a_table_says_which_separator_was_taken() -> None:
    book = read("log.csv", b"Agreed step;Lead\nFirst;Ann\n")
    loaded = replace(sample(), register=sample().register.having(actions={}))
    with pytest.raises(UsageError, match="no table of actions was found") as refused:
        propose_import("actions", book, loaded, committee(), ImportOptions(as_of=DAY))
    assert str(refused.value.hint).startswith(
        "the fields were taken to be separated by semicolons; if that is wrong, write the line `sep=,`"
    )
