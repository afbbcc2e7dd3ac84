"""Numbers and words are read as Excel shows them; the expected texts were checked with two other programs."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.importing.spreadsheets.number_formats import general, shown, shown_text
from tests.spreadsheets import as_bytes, first, only

ACCOUNTING = '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-'


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [
        (4, '"CYP/"000', "CYP/004"),
        (1.1, "0.00", "1.10"),
        (1.1, "0.0", "1.1"),
        (0.85, "0%", "85%"),
        (0.125, "0.0%", "12.5%"),
        (1234.5, '"£"#,##0.00', "£1,234.50"),
        (1234.5, "[$£-809]#,##0.00", "£1,234.50"),
        (1234.5, "[$€-2] #,##0.00", "€ 1,234.50"),
        (1234.5, ACCOUNTING, "£1,234.50"),
        (-1234.5, ACCOUNTING, "-£1,234.50"),
        (0, ACCOUNTING, "£-"),
        (3, '0" of 5 done"', "3 of 5 done"),
        (12, "00000", "00012"),
        (1432260176, "00000\\ 000000", "01432 260176"),
        (12, "00\\-00", "00-12"),
        (1234567, "#,##0", "1,234,567"),
        (999, "#,##0", "999"),
        (0.5, "#.##", ".5"),
        (5, "#.##", "5."),
        (2.675, "0.00", "2.68"),
        (1.5, "0", "2"),
        (-5, "#,##0;[Red]-#,##0", "-5"),
        (-5, "#,##0_);(#,##0)", "(5)"),
        (-5, "0", "-5"),
        (0, "0;-0;;@", ""),
        (1, '[=1]"Yes";[=0]"No";0', "Yes"),
        (1500, '[>=1000]"many";0', "many"),
        (7, "General", "7"),
        (7, 'General" days"', "7 days"),
        (7, "@", "7"),
        (1 / 3, "General", "0.333333333"),
        (0.1 + 0.2, "General", "0.3"),
        (100023336956, "General", "100023336956"),
    ],
)
def test_number_is_read_as_its_format_shows_it(number: float, code: str, expected: str) -> None:
    assert shown(number, code) == expected


@pytest.mark.parametrize(
    "code", ["[DBNum1]0", "0.0.0", "#,##0.00 am/pm", "b2yy", "0.00E+00", "# ?/?", "0,"]
)
def test_format_that_is_not_understood_is_not_guessed(code: str) -> None:
    assert shown(3, code) is None


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        ("004", '"CYP/"@', "CYP/004"),
        ("004", "@", "004"),
        ("Ann", '0;-0;0;@" (acting)"', "Ann (acting)"),
        ("Ann", "0;-0;0", "Ann"),
        ("Ann", "General", "Ann"),
        ("Ann", ";;;", None),
    ],
)
def test_words_are_read_as_their_format_shows_them(
    words: str, code: str, expected: str | None
) -> None:
    assert shown_text(words, code) == expected


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_fixed_places_keep_the_value(number: int, places: int) -> None:
    exact = Decimal(number).scaleb(-places)
    text = shown(float(exact), f"0.{'0' * places}" if places else "0")
    assert text is not None
    assert Decimal(text) == exact


@given(st.decimals(-(10**6), 10**6, places=3))
def test_number_without_a_format_is_itself(number: Decimal) -> None:
    assert Decimal(general(abs(number))) == abs(number)


def read_cell(value: Any, code: str) -> Any:
    book, sheet = first("Log")
    sheet["A1"] = value
    sheet["A1"].number_format = code
    return only(as_bytes(book)).rows[0].cells[0]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (4, '"CYP/"000', "CYP/004"),
        ("004", '"CYP/"@', "CYP/004"),
        (timedelta(hours=37, minutes=30), "[h]:mm", "37:30"),
        (time(14, 30), "h:mm AM/PM", "14:30"),
        # Days are counted from 1900; a link to an empty cell gives none of them.
        (0, "dd/mm/yyyy", "0"),
        (True, "General", "TRUE"),
    ],
)
def test_cell_holds_the_words_that_excel_shows(value: Any, code: str, text: str) -> None:
    cell = read_cell(value, code)
    assert (cell.text, cell.doubt) == (text, None)


@pytest.mark.parametrize(
    ("value", "code", "text", "doubt"),
    [
        (5, "[DBNum1]0", "5", "the number format `[DBNum1]0` is not understood; the number itself was read"),
        (5, ";;;", "5", "the number format hides what the cell holds; it was read even so"),
        ("Ann", ";;;", "Ann", "the number format hides what the cell holds; it was read even so"),
        (
            date(2021, 9, 1),
            '"Week of "dd/mm/yyyy',
            "2021-09-01",
            'the format adds "Week of " to the date, which was left out',
        ),
    ],
)  # fmt: skip
def test_cell_that_excel_shows_otherwise_says_so(
    value: Any, code: str, text: str, doubt: str
) -> None:
    cell = read_cell(value, code)
    assert (cell.text, cell.doubt) == (text, doubt)
