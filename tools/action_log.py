"""Make the files of the tutorials: action-log.xlsx and responses.docx, of no real committee.

It is kept as clerks keep theirs: a title, notices, dates typed in several ways, a struck-through row, a total,
a tab of what has been reported complete. The same bytes come out wherever and whenever it is made.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

TARGET = Path(__file__).parents[1] / "docs/tutorial/action-log.xlsx"
RESPONSES = TARGET.with_name("responses.docx")
ANSWERED = (
    (
        *("Recommendation", "Executive response", "Action", "Owner", "By when"),
        *("Success criteria", "Progress"),
    ),
    (
        "That the waiting times at the walk-in centre are published each quarter",
        "Agreed. They will be on the website from January.",
        *("Ask the provider for figures by quarter", "Head of Commissioning", "29 October 2021"),
        *("Two years of figures", "12/10/2021: Asked"),
    ),
    ("", "", "Agree how the page looks", "Head of Communications", "End of November 2021", "", ""),
    ("", "", "Publish the first quarter", "Head of Communications", "31/01/2022", "The page", ""),
    (
        "That the clinic stays open on Saturdays",
        "Not agreed: there is no money for it this year.",
        *("", "", "", "", ""),
    ),
)
HEADS = (
    *("Ref", "Meeting date", "Action", "Lead officer", "By when", "Update/progress", "Status"),
    "Priority",
)
SEPTEMBER, OCTOBER = date(2021, 9, 7), date(2021, 10, 12)
LIVE: tuple[tuple[Any, ...], ...] = (
    (
        4,
        SEPTEMBER,
        "Circulate the waiting times at the walk-in centre by quarter",
        "Head of Commissioning",
        "1st Oct 2021",
        "12/10/2021 - First two quarters received",
        "Overdue",
        "High",
    ),
    (
        5,
        SEPTEMBER,
        "Invite the ambulance service to the January meeting",
        "Democratic Services",
        "13/12/2021",
        None,
        "In progress",
        None,
    ),
    (
        6,
        SEPTEMBER,
        "Arrange a visit to the new dental practice in Littleford",
        "Scrutiny Officer",
        "End of December 2021",
        "Dates being sought",
        "In progress",
        None,
    ),
    (
        7,
        OCTOBER,
        "Send members the slides on winter planning",
        "Director of Public Health",
        date(2021, 10, 29),
        "Sent to all members",
        "Completed",
        None,
    ),
    (
        8,
        OCTOBER,
        "Keep members informed of the new hospital wing",
        "Director of Estates",
        "ongoing",
        None,
        None,
        None,
    ),
)
TOLD = (
    3,
    date(2021, 7, 13),
    "Explain how missed appointments are counted",
    "Head of Commissioning",
    date(2021, 9, 1),
    "Note circulated on 27 August",
    "Completed",
)
WIDTHS = (6, 18, 44, 24, 20, 34, 14, 10)


def workbook() -> Workbook:
    """The log: what is live, and what has been reported complete."""
    book = Workbook()
    live: Any = book.active
    live.title = "Live actions"
    live["A1"] = "Exampleshire Council - Health Scrutiny Committee - Action Log"
    live["A1"].font = Font(bold=True, size=14)
    live.merge_cells("A1:H1")
    live["A2"] = "Completed actions move to the next tab once the committee has been told"
    live.merge_cells("A2:H2")
    _rows(live, 4, (HEADS, *LIVE))
    for cell in live[8]:
        cell.font = Font(strike=True)
    live["A11"] = "Total: 5 actions"
    told = book.create_sheet("Reported complete")
    _rows(told, 1, ((*HEADS[:7], "Reported to committee"), (*TOLD, SEPTEMBER)))
    book.properties.creator = "scrutiny"
    book.properties.created = book.properties.modified = datetime(2021, 11, 15)  # noqa: DTZ001  # no zone
    return book


def _rows(sheet: Any, start: int, rows: tuple[tuple[Any, ...], ...]) -> None:
    for number, values in enumerate(rows, start):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(number, column, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(value, date):
                cell.number_format = "dd mmmm yyyy"
            if number == start:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="D9E2F3")
    for column, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEFGH"[column]].width = width


def document() -> bytes:
    """The schedule of responses, with the first recommendation merged over three actions."""
    word = Document()
    word.add_heading("Responses of Cabinet", level=1)
    word.add_paragraph("Meeting of 7 September 2021")
    table = word.add_table(len(ANSWERED), len(ANSWERED[0]), "Table Grid")
    for row, words in zip(table.rows, ANSWERED, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    for column in (0, 1):
        first = table.cell(1, column)
        first.merge(table.cell(3, column)).text = ANSWERED[1][column]
    raw = io.BytesIO()
    word.save(raw)
    return raw.getvalue()


def made() -> bytes:
    """The workbook as a file, without the moment of its making."""
    raw, settled = io.BytesIO(), io.BytesIO()
    workbook().save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(settled, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 0
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:modified [^>]*>)[^<]*", rb"\g<1>2021-11-15T00:00:00Z", content
                )
            new.writestr(member, content)
    return settled.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(made())
    RESPONSES.write_bytes(document())
    sys.stdout.write(f"wrote {TARGET.name} and {RESPONSES.name}\n")
