"""Workbooks like those in which clerks keep the action log: one as the committee prints it, five uglier.

All hold the same seven actions, whose words come from the sample register.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import IO, Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from scrutiny_cli.domain.dates import MONTH_NAMES, long_date
from scrutiny_cli.importing.spreadsheets import Sheet, read
from tests.sample import sample

RED, BLUE = Font(color="FF0000"), Font(color="0000FF")
STRUCK = Font(strike=True)
GREEN, GREY, PINK = (PatternFill("solid", fgColor=c) for c in ("92D050", "D9D9D9", "FFC7CE"))


class Row(NamedTuple):
    """An action as a log prints it."""

    number: int
    meeting: date
    action: str
    owner: str
    directorate: str
    progress: str
    due: date
    status: str


@cache
def rows() -> tuple[Row, ...]:
    """The seven actions of the log of 23 November 2021."""
    register = sample().register
    found = []
    for action in register.actions.values():
        due = action.due.day if action.due else None
        assert due
        assert action.number
        assert action.meeting
        found.append(
            Row(
                action.number,
                register.meetings[action.meeting].date,
                action.action,
                "\n".join(register.owner_words(owner) for owner in action.owner),
                action.directorate or "",
                "\n".join(note.note for note in action.progress),
                due,
                action.printed_status or "",
            )
        )
    return tuple(found)


def as_bytes(book: Workbook) -> bytes:
    """The workbook as a file."""
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def first(title: str) -> tuple[Workbook, Worksheet]:
    """A new workbook with one sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return book, sheet


def fill(sheet: Worksheet, row: int, values: Iterable[Any]) -> list[Cell]:
    """Write values into a row from its first cell; give the cells."""
    made = []
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)
        cell.value = value or None
        if isinstance(value, date):
            cell.number_format = "DD MMMM YYYY"
        made.append(cell)
    return made


def short(day: date) -> str:
    """A day as many type it: ``1st Sept 2021``."""
    ending = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day.day, "th")
    month = MONTH_NAMES[day.month - 1]
    return f"{day.day}{ending} {'Sept' if month == 'September' else month[:3]} {day.year}"


PRINTED = (
    *("Action Number", "Meeting Date", "Action", "Owner", "Directorate", "Progress Update"),
    *("Due date", "Reported complete"),
)


@cache
def as_printed() -> bytes:
    """The log as the committee prints it: a title, two notices, eight columns, red and blue text."""
    book, sheet = first("Action log")
    sheet["A1"] = "Children and young people scrutiny committee action log"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.merge_cells("A1:H1")
    sheet["A3"] = (
        "Completed actions go to the tab 'Reported complete' when the committee has been told"
    )
    sheet.merge_cells("A3:D3")
    sheet["E3"] = "Red text: updated since the last meeting. Blue text: new since the last meeting."
    sheet.merge_cells("E3:H3")
    for cell in fill(sheet, 4, PRINTED):
        cell.font, cell.fill = Font(bold=True), GREY
    for number, row in enumerate(rows(), 5):
        for cell in fill(sheet, number, row):
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = BLUE if row.meeting.month == 10 else RED if row.number == 3 else Font()
    fill(book.create_sheet("Reported complete"), 1, PRINTED)
    return as_bytes(book)


@cache
def banded() -> bytes:
    """Bands across the row name the meeting; text dates, blank rows, headings of its own."""
    book, sheet = first("Sheet1")
    sheet["B2"] = "SCRUTINY ACTIONS - WORKING COPY (do not circulate)"
    sheet["B3"] = "Updated by Democratic Services, Nov 2021"
    heads = ("", "Action ref", "What", "Who", "By when", "Update/progress", "Department", "Status")
    fill(sheet, 5, heads)
    at = 6
    for day in sorted({row.meeting for row in rows()}):
        sheet.cell(at, 2, f"Actions from {long_date(day)}").font = Font(bold=True)
        sheet.merge_cells(start_row=at, end_row=at, start_column=2, end_column=8)
        at += 2
        for row in (row for row in rows() if row.meeting == day):
            told = (row.owner, short(row.due), row.progress, row.directorate, row.status)
            fill(sheet, at, ("", f"Action {row.number}", row.action, *told))
            at += 1
        at += 1
    return as_bytes(book)


@cache
def two_headed() -> bytes:
    """Headings over two rows in another order; the meeting merged down over its actions."""
    book, sheet = first("Outstanding actions")
    upper = ("Date of", "Dates", "", "Ref", "Details of", "Lead", "", "Latest")
    lower = (
        "meeting",
        "Target date",
        "RAG",
        "no.",
        "action",
        "officer(s)",
        "Directorate",
        "position",
    )
    fill(sheet, 1, upper)
    fill(sheet, 2, lower)
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("F1:G1")
    at = 3
    for day in sorted({row.meeting for row in rows()}, reverse=True):
        top = at
        for row in (row for row in rows() if row.meeting == day):
            told = (row.action, row.owner, row.directorate, row.progress)
            fill(sheet, at, (day, row.due, row.status, row.number, *told))
            at += 1
        if at - 1 > top:
            for under in range(top + 1, at):
                sheet.cell(under, 1).value = None
            sheet.merge_cells(start_row=top, end_row=at - 1, start_column=1, end_column=1)
    return as_bytes(book)


@cache
def semicolons() -> bytes:
    """A CSV from Excel with semicolons, in Windows-1252, its dates typed in three ways."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Children’s scrutiny – action log", *[""] * 7])
    writer.writerow([])
    writer.writerow(
        (
            *("No.", "Action agreed", "Responsible officer", "Service area", "Meeting date"),
            *("Deadline", "Comments/progress", "Current status"),
        )
    )
    spelt: Sequence[Callable[[date], str]] = (
        lambda day: f"{day:%d/%m/%Y}",
        lambda day: f"{day:%d.%m.%y}",
        short,
    )
    for row in reversed(rows()):
        told = (row.owner, row.directorate, spelt[row.number % 3](row.meeting))
        due = spelt[(row.number + 1) % 3](row.due)
        writer.writerow([row.number, row.action, *told, due, row.progress, row.status])
    return out.getvalue().encode("cp1252")


@cache
def marked() -> bytes:
    """What is done is struck through and shaded on a tab of its own; a legend says what fills mean."""
    book, sheet = first("Live actions")
    sheet["A1"] = "Key"
    sheet["B1"].fill, sheet["C1"] = GREEN, "Completed"
    sheet["D1"].fill, sheet["E1"] = PINK, "Overdue"
    heads = ("No", "Committee date", "Action required", "Lead", "Dept", "Update", "Deadline")
    fill(sheet, 3, heads)
    told = book.create_sheet("Reported complete")
    fill(told, 1, (*heads, "Date reported"))
    at = 4
    for row in rows():
        values: list[Any] = list(row[:7])
        if row.status == "COMPLETED":
            for cell in fill(told, 2, [*values, date(2021, 11, 23)]):
                cell.font, cell.fill = STRUCK, GREEN
            continue
        for cell in fill(sheet, at, values):
            cell.fill = PINK if row.status else PatternFill()
        at += 1
    return as_bytes(book)


@cache
def tired() -> bytes:
    """Hidden, blank, repeated and total rows, comments, line breaks, a second table below the first."""
    book, sheet = first("Log 2021-22")
    heads = (
        *("Ref", "Meeting\ndate", "Action\n(as minuted)", "Owner(s)", "Directorate", "Due"),
        *("Progress", "Priority"),
    )
    fill(sheet, 1, heads)
    at = 2
    for row in rows():
        if row.number == 5:
            at += 1
            fill(sheet, at, ("Total actions: 4",))
            at += 2
            fill(sheet, at, heads)
            at += 1
        due = f"by {long_date(row.due)}" if row.number == 4 else row.due
        told = [
            row.number,
            row.meeting,
            f"\n  {row.action}\u200b \n",
            f"{row.owner}\n",
            row.directorate,
        ]
        for cell in fill(sheet, at, [*told, due, row.progress, "High" if row.number == 1 else ""]):
            if row.status == "COMPLETED":
                cell.font = STRUCK
        if row.number == 2:
            sheet.row_dimensions[at].hidden = True
            sheet.cell(at, 4).comment = Comment("On leave until December", "Clerk")
        if row.number == 6:
            at += 1
            fill(sheet, at, [*told, due, row.progress])  # pasted twice
        at += 1
    fill(sheet, at + 1, (8,))
    fill(sheet, at + 3, ("Total", "", "=COUNTA(C2:C20)"))
    return as_bytes(book)


BOOKS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "as printed": ("action-log.xlsx", as_printed),
    "bands": ("bands.xlsx", banded),
    "two rows of headings": ("two-headed.xlsx", two_headed),
    "CSV with semicolons": ("semicolons.csv", semicolons),
    "struck and filled": ("marked.xlsx", marked),
    "hidden and repeated": ("tired.xlsx", tired),
}


# ------------------------------------------------------------------------------- parts of a workbook

SHEET = "xl/worksheets/sheet1.xml"
RELATED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
Part = bytes | str | Callable[[IO[bytes]], None]


def changed(parts: Mapping[str, Part], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A small action log with some parts of its zip file replaced or added."""
    book, sheet = first("Log")
    sheet.append(["Action", "Owner"])
    sheet.append(["Do it", "Ann"])
    old, made = io.BytesIO(as_bytes(book)), io.BytesIO()
    with (
        zipfile.ZipFile(old) as before,
        zipfile.ZipFile(made, "w", way, compresslevel=1) as after,
    ):
        whole: dict[str, Part] = {name: before.read(name) for name in before.namelist()}
        for name, part in {**whole, **parts}.items():
            if callable(part):
                with after.open(name, "w", force_zip64=True) as handle:
                    part(handle)
            else:
                after.writestr(name, part)
    return made.getvalue()


def page(content: str) -> str:
    """A sheet of XML with a heading and some rows."""
    heads = "".join(
        f'<c r="{at}1" t="inlineStr"><is><t>{words}</t></is></c>'
        for at, words in (("A", "Action"), ("B", "Owner"))
    )
    return f'<worksheet {MAIN}><sheetData><row r="1">{heads}</row>{content}</sheetData></worksheet>'


def beside(more: str, content: str = "") -> bytes:
    """A sheet with something that stands after its rows."""
    return changed({SHEET: page(content).replace("</worksheet>", f"{more}</worksheet>")})


def only(raw: bytes, name: str = "log.xlsx") -> Sheet:
    """The one sheet of a file."""
    (sheet,) = read(name, raw).sheets
    return sheet
