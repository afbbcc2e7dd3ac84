"""Spreadsheets are read as they are shown."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from scrutiny_cli.importing.spreadsheets import Cell, Merge, read
from scrutiny_cli.importing.spreadsheets.colours import colour_word
from tests.spreadsheets import MAIN, SHEET, as_bytes, beside, changed, first, only

# What names a part of shared texts; openpyxl writes each text where it stands.
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHARED = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}.sharedStrings+xml"/></Types>'
    )
}


def test_dates_are_read_as_far_as_they_are_shown() -> None:
    book, sheet = first("Log")
    for row, (value, shown) in enumerate(
        (
            (date(2021, 9, 1), "dd/mm/yyyy"),
            (date(2021, 9, 1), "mmm-yy"),
            (date(2021, 9, 1), "yyyy"),
            (date(2021, 9, 1), '[$-809]d "of" mmmm yyyy;@'),
            (44440.5, "dd/mm/yyyy hh:mm"),
            (44440, "General"),
            (44440, "#,##0"),
            (0.5, "hh:mm"),
            (44440.5, "hh:mm"),
            (59, "dd/mm/yyyy"),
            (date(9999, 12, 31), "dd/mm/yyyy"),
        ),
        1,
    ):
        cell: Any = sheet.cell(row, 1)
        cell.value, cell.number_format = value, shown
    read_ = [row.cells[0] for row in only(as_bytes(book)).rows]
    first_of = date(2021, 9, 1)
    assert [(cell.text, cell.day) for cell in read_] == [
        ("2021-09-01", first_of),
        ("September 2021", None),
        ("2021", None),
        ("2021-09-01", first_of),
        ("2021-09-01 12:00", first_of),
        ("44440", None),
        ("44,440", None),
        ("12:00", None),
        ("12:00", None),
        ("1900-02-28", date(1900, 2, 28)),
        # No register holds a day of that year.
        ("9999-12-31", None),
    ]


def test_calendar_of_1904_gives_the_same_days() -> None:
    raw = as_bytes(first("Log")[0])
    book: Any = load_workbook(io.BytesIO(raw))
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = date(2021, 9, 1)
    assert only(as_bytes(book)).rows[0].cells[0].day == date(2021, 9, 1)


def test_shared_texts_may_come_in_runs_and_escapes() -> None:
    """As Excel itself writes them: in one part, each a text or several runs of it."""
    strings = (
        f"<sst {MAIN}><si><t>Action</t></si><si><t>Owner</t></si>"
        "<si><r><rPr><strike/></rPr><t>Old </t></r><r><t>new</t></r><rPh sb='0' eb='3'><t>nyoo</t></rPh></si>"
        "<si><r><rPr><strike val='1'/></rPr><t>Done</t></r></si><si><t>a_x000D_\nb_x005F_x0041_</t></si></sst>"
    )
    cells = "".join(f'<c r="{"ABCDE"[n]}1" t="s"><v>{n}</v></c>' for n in range(5))
    sheet = f'<worksheet {MAIN}><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    (row,) = only(changed({SHEET: sheet, "xl/sharedStrings.xml": strings, **SHARED})).rows
    assert list(row.cells.values()) == [
        Cell("Action"),
        Cell("Owner"),
        Cell("Old new", partly=True),
        Cell("Done", struck=True),
        Cell("a\r\nb_x0041_"),
    ]


def test_cell_struck_through_in_part_is_known_as_such() -> None:
    book, sheet = first("Log")
    runs: list[str | TextBlock] = [TextBlock(InlineFont(strike=True), "1 Sept "), "1 Oct"]
    sheet["A1"] = CellRichText(runs)
    cell = only(as_bytes(book)).rows[0].cells[0]
    assert (cell.text, cell.struck, cell.partly) == ("1 Sept 1 Oct", False, True)


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        (Color(rgb="FF92D050"), "green"),
        (Color(theme=9, tint=0.6), "green"),
        (Color(theme=4, tint=-0.25), "blue"),
        (Color(theme=0, tint=-0.15), "grey"),
        (Color(indexed=13), "yellow"),
        (Color(rgb="FFFFC000"), "orange"),
        (Color(rgb="FFFFFFFF"), None),
        # Neither colour of the pattern was chosen.
        (Color(rgb="00000000"), None),
        (Color(auto=True), None),
    ],
)
def test_fills_have_the_words_people_use(colour: Color, expected: str | None) -> None:
    book, sheet = first("Log")
    sheet["A1"] = "Do it"
    sheet["A1"].fill = PatternFill("solid", fgColor=colour)
    found = only(as_bytes(book)).rows[0].cells[0].fill
    assert (colour_word(found) if found else None) == expected


def test_odd_numbers_and_places_are_read() -> None:
    content = (
        '<row r="2"><c r="A2"><v>1e999</v></c><c r="B2" t="e"><v>#REF!</v></c>'
        '<c r="C2" t="b"><v>1</v></c><c r="D2" t="d"><v>2021-09-01</v></c>'
        '<c r="E2"><v>4.0</v></c><c><v>0.1</v></c></row>'
        '<row r="99999999"><c r="XFD99999999"><v>1</v></c></row>'
    )
    _, usual, last = only(beside("", content)).rows
    words = [cell.text for cell in usual.cells.values()]
    assert words == ["inf", "#REF!", "TRUE", "2021-09-01", "4", "0.1"]
    assert (last.number, list(last.cells)) == (99_999_999, [16_383])


def test_value_that_openpyxl_cannot_give_is_named() -> None:
    book, sheet = first("Log")
    sheet["A1"] = "Action"
    sheet["A2"] = 9e9
    sheet["A2"].number_format = "dd/mm/yyyy"
    found = read("log.xlsx", as_bytes(book))
    assert found.sheets[0].rows[1].text(0) == "#VALUE!"
    (remark,) = found.remarks
    assert remark.startswith("Cell A2 is marked as a date but the serial value 9000000000")


def test_hidden_merged_and_computed_cells_are_known_as_such() -> None:
    book, sheet = first("Log")
    sheet.append(["Action", "Owner", "=A1", None])
    sheet.append(["Do it"])
    sheet.merge_cells("A2:B3")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet["D1"].comment = Comment(
        "[Threaded comment]\n\nYour version.\n\nComment:\n  On leave", "Ann"
    )
    book.create_sheet("Old").sheet_state = "hidden"
    shown, hidden = read("log.xlsx", as_bytes(book)).sheets
    assert [bool(cell.missing) for cell in shown.rows[0].cells.values()] == [
        False,
        False,
        True,
        False,
    ]
    assert shown.rows[0].cells[3].comment == "On leave"
    assert [row.hidden for row in shown.rows] == [False, True]
    assert shown.merges == (Merge(2, 0, 3, 1),)
    assert shown.hidden_columns == {1}
    assert (shown.hidden, hidden.hidden) == (False, True)
