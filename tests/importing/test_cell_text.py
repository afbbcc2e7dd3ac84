"""What the words of a cell say: days, dated entries, what is removed from them."""

from __future__ import annotations

from datetime import date

import pytest

from scrutiny_cli.importing.cell_text import cleaned, day_of, entries
from scrutiny_cli.importing.spreadsheets import Cell


@pytest.mark.parametrize(
    ("words", "day", "either"),
    [
        ("2021-09-01", date(2021, 9, 1), False),
        ("1st Sept 2021", date(2021, 9, 1), False),
        ("Wednesday 1 September 2021", date(2021, 9, 1), False),
        ("by 1 September 2021", date(2021, 9, 1), False),
        ("01/09/2021", date(2021, 9, 1), True),
        ("1.9.21", date(2021, 9, 1), True),
        ("09/09/2021", date(2021, 9, 9), False),
        ("13-09-2021", date(2021, 9, 13), False),
        ("01-Sep-21", date(2021, 9, 1), False),
        ("09/13/2021", None, False),
        ("31/06/2021", None, False),
        ("Thursday 1 September 2021", None, False),
        ("September 2021", None, False),
        ("1 September", None, False),
        ("44440", None, False),
        ("ASAP", None, False),
    ],
)
def test_cell_is_read_as_a_day_with_the_day_before_the_month(
    words: str, day: date | None, either: bool
) -> None:
    found = day_of(Cell(words))
    assert (found.day if found else None) == day
    assert (found.either if found else False) == either


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In progress.", [(None, "In progress.")]),
        ("Two lines\nof words", [(None, "Two lines\nof words")]),
        ("Note: no date", [(None, "Note: no date")]),
        (
            "2021-09-07: Asked.\n  By letter.\n2021-10-12: Again.",
            [(date(2021, 9, 7), "Asked.\nBy letter."), (date(2021, 10, 12), "Again.")],
        ),
        (
            "12/10/2021 - Again\n07/09/2021 - Asked",
            [(date(2021, 9, 7), "Asked"), (date(2021, 10, 12), "Again")],
        ),
        (
            "Begun\n12 October 2021: Asked",
            [(None, "Begun"), (date(2021, 10, 12), "Asked")],
        ),
    ],
)
def test_progress_cell_is_split_into_dated_entries_oldest_first(
    text: str, expected: list[tuple[date | None, str]]
) -> None:
    assert [(day.day if day else None, words) for day, words in entries(text)] == expected


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\u202eb\u200bc", "abc"),
        ("one\r\ntwo\vthree\tfour ", "one\ntwo\nthree four"),
        ("\x1b[31mred", "[31mred"),
        (" \u00a0x\u2028y\n\n\n\nz", "x\ny\n\nz"),
        ("=1+1", "=1+1"),
    ],
)
def test_characters_that_no_record_may_hold_are_removed(typed: str, kept: str) -> None:
    assert cleaned(typed)[0] == kept
