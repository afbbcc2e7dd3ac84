"""A document as an Excel workbook: the columns as printed, and the ids of its records in the last one.

A sheet that goes out to officers can so come back: ``import`` knows each row by its id.
"""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

import xlsxwriter  # type: ignore[import-untyped]  # it has no types

from scrutiny_cli.domain.dates import DateInWords, long_date
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.render.archive import without_times
from scrutiny_cli.render.formats import PLAIN, Surface
from scrutiny_cli.render.prose import to_text
from scrutiny_cli.render.show import words
from scrutiny_cli.render.xlsx import (
    A4,
    ARROW,
    EVERYWHERE,
    MOST,
    NARROWEST,
    PRIVATE,
    WIDEST,
    cell_styles,
    style_of,
)
from scrutiny_cli.reports.model import Cell, Prose, Rag, Ref, Report, Row, Section, Table, is_empty
from scrutiny_cli.wording import shorten, visible

ID = "ID"
WORKED_OUT = ("State (worked out)", "Changes (worked out)", ID)
"""The last columns of a sheet that can come back; ``import`` does not take in what is worked out."""
AS_PRINTED = " (as printed)"
PART = "Part"
"""The column that says which part of the document a row is in, where a sheet holds several."""
MOST_SHEETS = 4
LONGEST_NAME = 31
LONGEST_PROPERTY = 255
LONGEST_MARGIN = 90
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


class TableInPart(NamedTuple):
    """A table, and the titles of the parts that it is in."""

    titles: tuple[str, ...]
    table: Table


def render(report: Report, surface: Surface = PLAIN) -> bytes:
    """Return a report as a workbook: a sheet for each of its tables, or one for tables that are alike."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    marks = [PRIVATE] * report.private + ["DRAFT"] * report.draft
    book.set_properties(
        {
            "title": shorten(": ".join((*marks, report.title)), LONGEST_PROPERTY),
            "author": shorten(report.council or "scrutiny", LONGEST_PROPERTY),
            "created": datetime.combine(report.as_of, time()),
        }
    )
    styles = {name: book.add_format(style) for name, style in cell_styles()}
    names: list[str] = []
    for title, columns, rows in _sheets(report):
        page = book.add_worksheet(_name(title, names))
        widths = [_width(index, column, rows) for index, column in enumerate(columns)]
        for index, width in enumerate(widths):
            page.set_column(index, index, width)
        _set_up(page, report, marks)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        for index, column in enumerate(columns):
            page.write_string(0, index, column, styles["head"])
        for number, row in enumerate(rows, 1):
            for index, cell in enumerate(row):
                _write(page, number, index, cell, styles)
        page.autofilter(0, 0, len(rows), len(columns) - 1)
    _about(book.add_worksheet(_name("About", names)), report, marks, styles)
    book.close()
    return without_times(file)


def _sheets(report: Report) -> Iterator[tuple[str, list[str], list[list[Cell]]]]:
    """Yield each sheet: its name, its headings, its rows."""
    placed = [each for section in report.sections for each in _tables(section, ())]
    apart = len(placed) <= MOST_SHEETS
    groups: dict[object, list[TableInPart]] = {}
    for number, each in enumerate(placed):
        alike = tuple((column.key, column.title) for column in each.table.columns)
        groups.setdefault(number if apart else alike, []).append(each)
    for group in groups.values():
        first = group[0]
        several = len(group) > 1
        title = report.title if several else (*first.titles, first.table.caption)[0]
        comes_back = all("id" in row for each in group for row in each.table.rows)
        titles = [column.title for column in first.table.columns]
        heads = [*([PART] if several else []), *titles, *(WORKED_OUT if comes_back else ())]
        rows: list[list[Cell]] = []
        for each in group:
            part: list[Cell] = [" – ".join(each.titles)] if several else []
            for row in each.table.rows:
                cells = [row[column.key] for column in first.table.columns]
                rows.append([*part, *(_apart(cells, row) if comes_back else cells)])
        kept = [
            index
            for index, head in enumerate(heads)
            if head not in WORKED_OUT or any(not is_empty(row[index]) for row in rows)
        ]
        yield title, [heads[index] for index in kept], [[row[i] for i in kept] for row in rows]


def _apart(cells: Sequence[Cell], row: Row) -> list[Cell]:
    """Return cells with only what a person may change, then what is worked out, then the id.

    A day that is moved comes as it is now, and as a date.
    """
    own: list[Cell] = []
    states: list[Cell] = []
    marks: list[Cell] = []
    for cell in cells:
        if cell and cell is row.get("status_chosen"):
            # The council chose this column: it stays whole, as the council prints it.
            whole = [part for part in _parts(cell) if not is_empty(part)]
            own.append(whole[0] if len(whole) == 1 else tuple(whole))
            continue
        parts = [
            part.removesuffix(AS_PRINTED) if isinstance(part, str) else part
            for part in _parts(cell)
        ]
        states += (part for part in parts if isinstance(part, Rag))
        marks += (part for part in parts if isinstance(part, Mark))
        kept = tuple(part for part in parts if not isinstance(part, Rag | Mark | Ref))
        if len(kept) > 0 and cell is row.get("due_and_moves"):
            marks += kept[1:]
            day = row.get("due_date")
            kept = (day,) if isinstance(day, date) and long_date(day) == kept[0] else kept[:1]
        own.append(kept[0] if len(kept) == 1 else kept)
    return [*own, tuple(states), tuple(marks), row["id"]]


def _tables(section: Section, above: tuple[str, ...]) -> Iterator[TableInPart]:
    titles = (*above, section.title) if section.title else above
    for block in section.blocks if section.on_paper is None else ():
        if isinstance(block, Section):
            yield from _tables(block, titles)
        elif isinstance(block, Table):
            yield TableInPart(titles, block)


def _name(title: str, taken: list[str]) -> str:
    """Return the name of a sheet as Excel allows it, unlike the others."""
    base = _NOT_IN_NAMES.sub(" ", visible(title)).strip(" '")[:LONGEST_NAME].strip(" '") or "Sheet"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        name = f"{base[: LONGEST_NAME - 4]} {number}"
    taken.append(name.casefold())
    return name


def _set_up(page: Any, report: Report, marks: Sequence[str]) -> None:
    """Set a sheet up to be printed on A4, with what it is on every page."""
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_header(f"&L{_coded(report.title)}&R{' '.join(marks)}")
    page.set_footer(f"&LAs at {long_date(report.as_of)}&RPage &P of &N")
    page.ignore_errors({"number_stored_as_text": EVERYWHERE, "two_digit_text_year": EVERYWHERE})


def _coded(text: str) -> str:
    return visible(shorten(text, LONGEST_MARGIN)).replace("&", "&&")


def _write(page: Any, row: int, column: int, cell: Cell, styles: dict[str, Any]) -> None:
    """Write a cell; text is text whatever it looks like, and a rating has its colour."""
    if isinstance(cell, date) and not isinstance(cell, datetime | DateInWords):
        page.write_datetime(row, column, cell, styles["date"])
    elif isinstance(cell, int):
        page.write_number(row, column, cell, styles["number"])
    elif text := _text(cell)[:MOST]:
        rating = next((part.shade for part in _parts(cell) if isinstance(part, Rag)), None)
        page.write_string(row, column, text, styles[rating or style_of(text)])


def _parts(cell: Cell) -> Iterator[Cell]:
    if isinstance(cell, tuple):
        for part in cell:
            yield from _parts(part)
    else:
        yield cell


def _text(cell: Cell) -> str:
    """Return a cell in words, each of its parts on a line; what is new is marked in words."""
    return "\n".join(
        to_text(part.markdown)
        if isinstance(part, Prose)
        else part.id
        if isinstance(part, Ref)
        else words(part, brief=True)
        for part in _parts(cell)
        if not is_empty(part)
    )


def _width(index: int, title: str, rows: Sequence[Sequence[Cell]]) -> int:
    """Return the width of a column, in characters."""
    lines = [line for row in rows for line in _text(row[index])[:MOST].split("\n")]
    longest = max(map(len, lines), default=0)
    return max(NARROWEST, max(map(len, title.split())) + ARROW, min(longest + 2, WIDEST))


def _about(page: Any, report: Report, marks: Sequence[str], styles: dict[str, Any]) -> None:
    """Write the last sheet: what the workbook is, and what was left out of it."""
    page.set_column(0, 0, 100)
    _set_up(page, report, marks)
    lines = [
        ("title", ", ".join(filter(None, (report.title, report.subtitle)))),
        *(("loud", mark) for mark in marks),
        *([("loud", f"INCOMPLETE: {report.incomplete}")] if report.incomplete else []),
        ("text", f"As at {long_date(report.as_of)}"),
        *(("text", f"{words}.") for words in report.filters),
        *(("text", each.on_paper) for each in report.sections if each.on_paper),
    ]
    for number, (style, text) in enumerate(lines):
        page.write_string(number, 0, text, styles[style])
