"""A hostile spreadsheet ends in words, in bounded time and memory; odd ones are read as far as they go."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

import pytest
from openpyxl.utils import get_column_letter

from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.importing.spreadsheets import Unreadable, read
from scrutiny_cli.importing.spreadsheets.gate import MOST_IN_A_PART
from tests.inside import scrutiny
from tests.registers import BASE, write_tree
from tests.spreadsheets import MAIN, RELATED, SHEET, as_bytes, beside, changed, first, only, page

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + f'<!ENTITY z SYSTEM "file:///etc/passwd">]><worksheet {MAIN}><sheetData><row r="1">'
    '<c t="inlineStr"><is><t>&j;&z;</t></is></c></row></sheetData></worksheet>'
)


def swollen(handle: IO[bytes]) -> None:
    """A part of some kilobytes that unpacks to more than is allowed."""
    handle.write(page("").encode())
    for _ in range(MOST_IN_A_PART // 1_000_000 + 1):
        handle.write(b" " * 1_000_000)


def million(handle: IO[bytes]) -> None:
    """Every row of a sheet formatted, as happens when somebody fills whole columns."""
    handle.write(page("").removesuffix("</sheetData></worksheet>").encode())
    for start in range(3, 1_048_577, 1000):
        numbers = range(start, min(start + 1000, 1_048_577))
        handle.write(b"".join(b'<row r="%d" s="1" customFormat="1"/>' % n for n in numbers))
    handle.write(b"</sheetData></worksheet>")


def repeated() -> bytes:
    """One large sheet under two hundred tabs."""
    tabs = "".join(f'<sheet name="{n}" sheetId="{n + 1}" r:id="rId1"/>' for n in range(200))
    main = f"<workbook {MAIN} {RELATED}><sheets>{tabs}</sheets></workbook>"
    cells = "".join(f'<row r="{n}"><c r="A{n}"/></row>' for n in range(2, 10_000))
    return changed({SHEET: page(cells), "xl/workbook.xml": main})


def archive(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
# How the list of parts at the end of a zip file tells of each, up to the flags.
MEMBER = b"PK\x01\x02\x14\x03\x14\x00\x00"
TOO_MANY = "more than 150,000 cells, rows and formats"
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a bomb": ("x.xlsx", lambda: changed({SHEET: swollen}), "unpacks to more than 16 MB"),
    "a text": ("x.xlsx", lambda: b"no zip at all", "this is not an Excel workbook"),
    "empty": ("x.xlsx", lambda: b"", "the file is empty"),
    "old": ("x.xls", lambda: OLE, "Excel's old form (.xls)"),
    "locked": (
        "x.xlsx",
        lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
        "locked with a password",
    ),
    "locked in its parts": (
        "x.xlsx",
        lambda: changed({}).replace(MEMBER, MEMBER[:-1] + b"\x01"),
        "the file is locked with a password",
    ),
    "of no encoding": (
        "x.csv",
        lambda: b"Action,Owner\nCaf\x81,Ann\n",
        "not an Excel workbook or a CSV file",
    ),
    "of half an encoding": (
        "x.csv",
        lambda: b"\xef\xbb\xbfAction\xff",
        "not an Excel workbook or a CSV file",
    ),
    "beyond the last column": (
        "x.xlsx",
        lambda: changed({SHEET: page('<row r="2"><c r="ZZZ2"><v>1</v></c></row>')}),
        "damaged in its part",
    ),
    "of LibreOffice": (
        "x.ods",
        lambda: archive(mimetype="application/vnd.oasis.opendocument", content_xml="<a/>"),
        "a spreadsheet of LibreOffice (.ods)",
    ),
    "binary workbook": ("x.xlsb", lambda: archive(xl__workbook_bin="x"), "(.xlsb)"),
    "another zip": ("x.zip", lambda: archive(readme_txt="x"), "not an Excel workbook"),
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
    "a million rows": ("x.xlsx", lambda: changed({SHEET: million}), TOO_MANY),
    "a merge of the whole sheet": (
        "x.xlsx",
        lambda: beside('<mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>'),
        TOO_MANY,
    ),
    "a merge of whole columns": (
        "x.xlsx",
        lambda: beside('<mergeCells><mergeCell ref="A:XFD"/></mergeCells>'),
        TOO_MANY,
    ),
    "a link of the whole sheet": (
        "x.xlsx",
        lambda: beside('<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>'),
        TOO_MANY,
    ),
    "a sheet under many tabs": ("x.xlsx", repeated, TOO_MANY),
    "a tag without end": ("x.xlsx", partial(beside, "", f'<row x="{"x" * 500_000}"/>'), "damaged"),
    "a header without end": (
        "x.xlsx",
        partial(beside, f"<headerFooter><oddHeader>{'&amp;C' * 999}</oddHeader></headerFooter>"),
        "damaged",
    ),
    "a format without end": (
        "x.xlsx",
        partial(beside, f'<numFmt formatCode="{"[" * 999}"/>'),
        "damaged",
    ),
    "validation of many ranges": (
        "x.xlsx",
        partial(beside, f'<dataValidation sqref="{"A1 " * 60_000}"/>' * 3),
        TOO_MANY,
    ),
    "many parts": (
        "x.xlsx",
        lambda: changed({f"xl/{n}.xml": "" for n in range(2_000)}),
        "more than 2,000 parts",
    ),
    "packed in another way": ("x.xlsx", lambda: changed({}, way=zipfile.ZIP_BZIP2), "damaged"),
    "no sheets": (
        "x.xlsx",
        lambda: changed({"xl/workbook.xml": f"<workbook {MAIN}><sheets/></workbook>"}),
        "no sheet of the workbook can be read",
    ),
    **{
        f"a cell {cell[:30]}": (
            "x.xlsx",
            partial(beside, "", f'<row r="2">{cell}</row>'),
            "damaged",
        )
        for cell in (
            '<c r="ZZZZZZ9"/>',
            "<c/>" * 16_385,
            '<c r="B2" s="999"/>',
            '<c r="B2" t="s"><v>9</v></c>',
            '<c r="B2"><v>many</v></c>',
            '<c r="B2" t="d"><v>soon</v></c>',
        )
    },
    "noise": ("x.csv", lambda: bytes(range(256)) * 99, "not an Excel workbook or a CSV file"),
    "half a UTF-16": ("x.csv", lambda: b"\xff\xfea\x00b", "not an Excel workbook or a CSV file"),
    "a giant field": ("x.csv", lambda: b'a,b\n"' + b"x" * 200_000, "not a CSV that can be read"),
    "too many cells": ("x.csv", lambda: (b"x," * 15_000 + b"\n") * 11, "more than 150,000 cells"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_file_that_is_not_a_spreadsheet_is_refused_in_words(what: str) -> None:
    name, make, words = REFUSED[what]
    with pytest.raises(Unreadable) as told:
        read(name, make())
    assert words in str(told.value)
    assert told.value.hint
    assert told.value.exit_code == 3


def test_missing_openpyxl_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = changed({})
    for name in [name for name in sys.modules if name.split(".")[0] == "openpyxl"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ScrutinyError) as told:
        read("log.xlsx", raw)
    assert str(told.value) == "Excel workbooks need the package openpyxl"
    assert ' -m pip install "openpyxl' in (told.value.hint or "")
    assert "CSV" in (told.value.hint or "")
    assert read("log.csv", b"Action,Owner\n").sheets


def test_widest_row_of_excel_is_read() -> None:
    cells = "".join(
        f'<c r="{get_column_letter(n + 1)}2" t="inlineStr"><is><t>x</t></is></c>'
        for n in range(16_384)
    )
    assert len(only(changed({SHEET: page(f'<row r="2">{cells}</row>')})).rows[1].cells) == 16_384


def test_hostile_cells_become_records_that_pass_check(tmp_path: Path) -> None:
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
    assert "Saved 9 new actions" in told.err
    assert scrutiny("check", cwd=tmp_path).code == 0
    told = scrutiny("import", "actions", "log.xlsx", "--yes", cwd=tmp_path)
    assert told.err.splitlines()[-1] == "nothing to change"
