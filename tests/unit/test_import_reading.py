"""Spreadsheets are read as they are shown; a hostile one ends in words, in bounded time and memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import IO, Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from scrutiny_cli.importing.words import cleaned
from scrutiny_cli.spreadsheets import Cell, Sheet, Unreadable, read
from scrutiny_cli.spreadsheets.model import column_name
from scrutiny_cli.spreadsheets.parts import MOST_UNPACKED
from scrutiny_cli.spreadsheets.styles import colour_word
from tests.inside import scrutiny
from tests.registers import BASE, write_tree
from tests.spreadsheets import BOOKS, as_bytes, first

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
Part = bytes | str | Callable[[IO[bytes]], None]


def only(raw: bytes, name: str = "log.xlsx") -> Sheet:
    (sheet,) = read(name, raw).sheets
    return sheet


def changed(parts: Mapping[str, Part], raw: bytes | None = None) -> bytes:
    """A small action log with some parts of its zip file replaced or added."""
    book, sheet = first("Log")
    sheet.append(["Action", "Owner"])
    sheet.append(["Do it", "Ann"])
    old, made = io.BytesIO(raw or as_bytes(book)), io.BytesIO()
    with (
        zipfile.ZipFile(old) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as after,
    ):
        whole: dict[str, Part] = {name: before.read(name) for name in before.namelist()}
        for name, part in {**whole, **parts}.items():
            if callable(part):
                with after.open(name, "w", force_zip64=True) as handle:
                    part(handle)
            else:
                after.writestr(name, part)
    return made.getvalue()


def rows(content: str) -> str:
    """A sheet of XML with a heading and some rows."""
    heads = "".join(
        f'<c r="{at}1" t="inlineStr"><is><t>{words}</t></is></c>'
        for at, words in (("A", "Action"), ("B", "Owner"))
    )
    return f'<worksheet {MAIN}><sheetData><row r="1">{heads}</row>{content}</sheetData></worksheet>'


# ---------------------------------------------------------------------------------- what it reads


@pytest.mark.parametrize("book", [name for name, (file, _) in BOOKS.items() if "xlsx" in file])
def test_it_reads_what_openpyxl_reads(book: str) -> None:
    raw = BOOKS[book][1]()
    told: Any = load_workbook(io.BytesIO(raw), data_only=True)
    for sheet in read("log.xlsx", raw).sheets:
        page = told[sheet.name]
        expected = {
            (cell.row, cell.column - 1): cell
            for row in page.iter_rows()
            for cell in row
            if cell.value is not None
        }
        found = {
            (row.number, column): cell
            for row in sheet.rows
            for column, cell in row.cells.items()
            if cell.text
        }
        assert found.keys() == expected.keys()
        for place, cell in found.items():
            value = expected[place].value
            day = value.date() if hasattr(value, "date") else None
            assert cell.text == (day.isoformat() if day else str(value))
            assert cell.day == day
            assert cell.struck == bool(expected[place].font.strike)
            assert cell.comment == (
                expected[place].comment.text if expected[place].comment else None
            )
        spans = {(m.top, m.left + 1, m.bottom, m.right + 1) for m in sheet.merges}
        assert spans == {(m.min_row, m.min_col, m.max_row, m.max_col) for m in page.merged_cells}
        hidden = {row.number for row in sheet.rows if row.hidden}
        assert hidden == {number for number, row in page.row_dimensions.items() if row.hidden}


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
            (59, "dd/mm/yyyy"),
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
        ("44440", None),
        ("0.5", None),
        ("1900-02-28", date(1900, 2, 28)),
    ]


def test_the_calendar_of_old_macs() -> None:
    raw = as_bytes(first("Log")[0])
    book: Any = load_workbook(io.BytesIO(raw))
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = date(2021, 9, 1)
    assert only(as_bytes(book)).rows[0].cells[0].day == date(2021, 9, 1)


def test_shared_texts_in_runs_and_escapes() -> None:
    """As Excel itself writes them: in one part, each a text or several runs of it."""
    strings = (
        f"<sst {MAIN}><si><t>Action</t></si><si><t>Owner</t></si>"
        "<si><r><rPr><strike/></rPr><t>Old </t></r><r><t>new</t></r><rPh><t>nyoo</t></rPh></si>"
        "<si><r><rPr><strike val='1'/></rPr><t>Done</t></r></si><si><t>a_x000D_\nb_x0041_</t></si></sst>"
    )
    cells = "".join(f'<c r="{"ABCDE"[n]}1" t="s"><v>{n}</v></c>' for n in range(5))
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="rId9" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        "</Relationships>"
    )
    raw = changed(
        {
            SHEET: f'<worksheet {MAIN}><sheetData><row r="1">{cells}</row></sheetData></worksheet>',
            "xl/sharedStrings.xml": strings,
            "xl/_rels/workbook.xml.rels": relations,
        }
    )
    (row,) = only(raw).rows
    assert list(row.cells.values()) == [
        Cell("Action"),
        Cell("Owner"),
        Cell("Old new", partly=True),
        Cell("Done", struck=True),
        Cell("a\r\nbA"),
    ]


def test_words_struck_in_part() -> None:
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
    ],
)
def test_fills_have_the_words_people_use(colour: Color, expected: str | None) -> None:
    book, sheet = first("Log")
    sheet["A1"] = "Do it"
    sheet["A1"].fill = PatternFill("solid", fgColor=colour)
    found = only(as_bytes(book)).rows[0].cells[0].fill
    assert (colour_word(found) if found else None) == expected


def test_columns_are_named_as_excel_names_them() -> None:
    assert [column_name(n) for n in (0, 25, 26, 701, 702, 16383)] == [
        *("A", "Z", "AA", "ZZ", "AAA", "XFD"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_in_every_usual_form(encoding: str, separator: str) -> None:
    lines = [["Action", "Owner"], ["Café – “visit”, twice; or more", "Zoë"], ["a\nb", "x"]]
    text = "\r\n".join(separator.join(f'"{part}"' for part in line) for line in lines)
    book = read("log.csv", text.encode(encoding))
    assert [[c.text for c in row.cells.values()] for row in book.sheets[0].rows] == lines
    assert bool(book.remarks) == (encoding == "cp1252")


def test_csv_that_names_its_separator() -> None:
    sheet = only(b"sep=;\r\nAction;Owner\r\nA, b, c, d;Ann\r\n", "log.csv")
    assert [row.text(0) for row in sheet.rows] == ["Action", "A, b, c, d"]
    assert sheet.rows[1].number == 3


# ----------------------------------------------------------------------------------- hostile files

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + f'<!ENTITY z SYSTEM "file:///etc/passwd">]><worksheet {MAIN}><sheetData><row r="1">'
    '<c t="inlineStr"><is><t>&j;&z;</t></is></c></row></sheetData></worksheet>'
)


def swollen() -> bytes:
    """A workbook whose first part says of itself that it unpacks to far more than is allowed."""
    raw = changed({})
    at = raw.index(b"PK\x01\x02") + 24
    return raw[:at] + (MOST_UNPACKED + 1).to_bytes(4, "little") + raw[at + 4 :]


def archive(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a bomb": ("x.xlsx", swollen, "unpacks to more than 300 MB"),
    "a text": ("x.xlsx", lambda: b"no zip at all", "this is no workbook of Excel"),
    "empty": ("x.xlsx", lambda: b"", "the file is empty"),
    "old": ("x.xls", lambda: OLE, "Excel's old form (.xls)"),
    "locked": (
        "x.xlsx",
        lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
        "locked with a password",
    ),
    "of LibreOffice": (
        "x.ods",
        lambda: archive(mimetype="application/vnd.oasis.opendocument", content_xml="<a/>"),
        "a spreadsheet of LibreOffice (.ods)",
    ),
    "binary workbook": ("x.xlsb", lambda: archive(xl__workbook_bin="x"), "(.xlsb)"),
    "of Word": ("x.docx", lambda: archive(word__document_xml="x"), "a document of Word"),
    "another zip": ("x.zip", lambda: archive(readme_txt="x"), "no workbook of Excel"),
    "a PDF": ("x.csv", lambda: b"%PDF-1.7", "this is a PDF"),
    "a page": ("x.xls", lambda: b"<html><table></table></html>", "this is a web page or XML"),
    "cut short": ("x.xlsx", lambda: changed({})[:-200], "the file is damaged"),
    "broken XML": ("x.xlsx", lambda: changed({SHEET: "<worksheet><a>"}), "damaged in its part"),
    "too deep": ("x.xlsx", lambda: changed({SHEET: "<a>" * 10_000}), "damaged in its part"),
    "laughs": ("x.xlsx", lambda: changed({SHEET: LAUGHS}), "declares a document type"),
    "laughs of styles": (
        "x.xlsx",
        lambda: changed({"xl/styles.xml": LAUGHS}),
        "declares a document type",
    ),
    "noise": ("x.csv", lambda: bytes(range(256)) * 99, "neither a workbook of Excel nor a CSV"),
    "half a UTF-16": ("x.csv", lambda: b"\xff\xfea\x00b", "neither a workbook of Excel nor a CSV"),
    "a giant field": ("x.csv", lambda: b'a,b\n"' + b"x" * 200_000, "no CSV that can be read"),
    "too many cells": ("x.csv", lambda: b"a,b\n" * 75_001, "more than 150,000 cells"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_action_log_is_refused_in_words(what: str) -> None:
    name, make, words = REFUSED[what]
    with pytest.raises(Unreadable) as told:
        read(name, make())
    assert words in str(told.value)
    assert told.value.hint
    assert told.value.exit_code == 3


def million(handle: IO[bytes]) -> None:
    """Every row of a sheet formatted, as happens when somebody fills whole columns."""
    handle.write(rows('<row r="2"><c r="A2" t="inlineStr"><is><t>Do it</t></is></c></row>')
                 .removesuffix("</sheetData></worksheet>").encode())  # fmt: skip
    for start in range(3, 1_048_577, 1000):
        numbers = range(start, min(start + 1000, 1_048_577))
        handle.write(b"".join(b'<row r="%d" s="1" customFormat="1"/>' % n for n in numbers))
    handle.write(b"</sheetData></worksheet>")


def test_a_million_formatted_rows_are_passed_over() -> None:
    assert [row.number for row in only(changed({SHEET: million})).rows] == [1, 2]


def test_merges_and_links_over_the_whole_sheet_cost_nothing() -> None:
    content = rows('<row r="2"><c r="A2" t="inlineStr"><is><t>Do it</t></is></c></row>')
    merges = '<mergeCell ref="A3:XFD1048576"/>' * 2000 + '<mergeCell ref="?"/>'
    links = '<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>'
    content = content.replace(
        "</worksheet>", f"<mergeCells>{merges}</mergeCells>{links}</worksheet>"
    )
    assert len(only(changed({SHEET: content})).rows) == 2


def test_numbers_and_places_that_are_none() -> None:
    content = rows(
        '<row r="99999999999999"><c r="ZZZZZZ9" s="999" t="s"><v>-7</v></c><c t="s"><v>9</v></c>'
        '<c t="n"><v>1e999</v></c><c t="n"><v>nan</v></c><c t="e"><v>#REF!</v></c>'
        '<c t="b"><v>1</v></c><c t="d"><v>2021-09-01</v></c><c t="d"><v>soon</v></c></row>'
    )
    *_, last = only(changed({SHEET: content})).rows
    assert [cell.text for cell in last.cells.values()] == [
        *("1e999", "nan", "#REF!", "TRUE", "2021-09-01", "soon"),
    ]


def test_16384_columns() -> None:
    cells = "".join(
        f'<c r="{column_name(n)}2" t="inlineStr"><is><t>x</t></is></c>' for n in range(16_384)
    )
    assert len(only(changed({SHEET: rows(f'<row r="2">{cells}</row>')})).rows[1].cells) == 16_384


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
def test_what_no_record_may_hold_is_taken_out(typed: str, kept: str) -> None:
    assert cleaned(typed)[0] == kept


def test_every_hostile_cell_passes_check(tmp_path: Path) -> None:
    write_tree(tmp_path, BASE)
    book, sheet = first("Log")
    sheet.append(["No", "Action", "Owner", "Due", "Progress", "Odd"])
    for n, words in enumerate(
        ("=cmd|' /C calc'!A0", "- dash", "# hash", "{a: b}", "yes", "a: b", "'quoted\"", "*x", "~"),
        1,
    ):
        sheet.append([n, f"{words} {n}", words, words, words, words])
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.data_type = "s" if isinstance(cell.value, str) else "n"
    (tmp_path / "log.xlsx").write_bytes(as_bytes(book))
    told = scrutiny("import", "actions", "log.xlsx", "--yes", cwd=tmp_path)
    assert "9 new actions written" in told.err
    assert scrutiny("check", cwd=tmp_path).code == 0
    told = scrutiny("import", "actions", "log.xlsx", "--yes", cwd=tmp_path)
    assert told.err.splitlines()[-1] == "nothing to change"
