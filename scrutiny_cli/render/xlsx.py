"""An Excel workbook in which text stays text; the same records give the same bytes.

Excel takes a cell as text if the file says so; only cells written as formulas, links or dates are such.
Values that a record spells have the number format of text as well, so that they stay text when edited.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # it has no types

from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.exporting.package import SCHEMA, ExportPackage
from scrutiny_cli.exporting.sheets import ExportSheet, Value, sheets
from scrutiny_cli.render.archive import without_times
from scrutiny_cli.render.colours import COLOURS
from scrutiny_cli.render.formats import Exported, ExportFile
from scrutiny_cli.reports.model import Rag
from scrutiny_cli.reports.trackers import actions, recommendations
from scrutiny_cli.wording import count, incomplete

MOST = 32_767
"""A cell of Excel holds no more characters."""
CUT = " […] The rest is too long for a cell; it is in the JSON and SQLite exports."
HEAD, COMPUTED_HEAD = ("#FFFFFF", "#0C2D4A"), ("#0B0C0C", "#D2E2F1")
# Widths in characters: a column is as wide as its words, within these.
NARROWEST, WIDEST = 9, 48
# Room for the arrow of the filter beside a heading's longest word.
ARROW = 4
# So many characters still can be read side by side on A4; a wider sheet goes over several pages.
ACROSS = 190
# Older versions of Excel show no longer text in a cell that has the number format of text.
SHOWN_AS_TEXT = 255
A4 = 9
EVERYWHERE = "A1:XFD1048576"
FONT = "Calibri"
PRIVATE = "NOT FOR PUBLICATION"
# With what a formula begins, or in some program something like it.
FORMULA = "=+-@\t"


def export(package: ExportPackage) -> Exported:
    """Return the records of an export as one workbook, after a sheet that says what it is."""
    found = sheets(package)
    cut = sum(
        isinstance(value, str) and len(value) > MOST
        for sheet in found
        for row in sheet.rows
        for value in row
    )
    book = _Book(package)
    book.about(found, cut)
    for sheet in found:
        book.add(sheet)
    words = f"{count(cut, 'text')} too long for an Excel cell; the first sheet says more"
    return Exported((ExportFile("", "", book.content()),), (words,) if cut else ())


class _Book:
    """A workbook being written, sheet after sheet and row after row."""

    def __init__(self, package: ExportPackage) -> None:
        self.package = package
        self.file = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.file, {"constant_memory": True})
        self.book.set_properties(
            {
                "title": _title(package),
                "author": "scrutiny",
                "subject": f"As at {long_date(package.at.as_of)}, revision {package.at.revision}",
                "created": datetime.combine(package.at.as_of, time()),
            }
        )
        self.styles = {name: self.book.add_format(style) for name, style in cell_styles()}

    def about(self, sheets: Sequence[ExportSheet], cut: int) -> None:
        """Write the first sheet: what the workbook is, what is in it and what its colours mean."""
        page = self._page("About", (0, 0), [26, 60, 44, 44])
        for number, line in enumerate(_about(self.package, sheets, cut)):
            for place, (style, value) in enumerate(line):
                self._write(page, number, place, value, style)

    def add(self, sheet: ExportSheet) -> None:
        """Write a sheet of records: headings that stay in sight, filters, and a row for each record."""
        page = self._page(sheet.title, (1, 1), _widths(sheet))
        page.repeat_rows(0)
        page.repeat_columns(0)
        for place, heading in enumerate(sheet.columns):
            style = "computed" if heading.computed else "head"
            self._write(page, 0, place, heading.title, style)
        for number, row in enumerate(sheet.rows, 1):
            for place, value in enumerate(row):
                self._write(page, number, place, value)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)

    def content(self) -> bytes:
        """Return the workbook as a file, with no trace of when and where it was made."""
        self.book.close()
        return without_times(self.file)

    def _page(self, title: str, frozen: tuple[int, int], widths: Sequence[int]) -> Any:
        """Return a new sheet with columns of some widths, set up to be printed on A4."""
        page = self.book.add_worksheet(title)
        for place, width in enumerate(widths):
            page.set_column(place, place, width)
        page.freeze_panes(*frozen)
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(-(-sum(widths) // ACROSS), 0)
        page.set_header(f"&L&A&R{' '.join(_marks(self.package))}")
        day, revision = long_date(self.package.at.as_of), self.package.at.revision
        page.set_footer(f"&LAs at {day}, revision {revision}&RPage &P of &N")
        # Excel warns of numbers and years that are text; here they are meant to be.
        page.ignore_errors({"number_stored_as_text": EVERYWHERE, "two_digit_text_year": EVERYWHERE})
        return page

    def _write(
        self, page: Any, row: int, column: int, value: Value, style: str | None = None
    ) -> None:
        """Write a cell; text is text whatever it looks like. No style: that of the value's type."""
        if value is None or value == "":
            return
        if isinstance(value, Rag):
            page.write_string(row, column, value.word, self.styles[style or value.shade])
        elif isinstance(value, date):
            page.write_datetime(row, column, value, self.styles[style or "date"])
        elif isinstance(value, int):
            page.write_number(row, column, value, self.styles[style or "number"])
        else:
            text = value if len(value) <= MOST else value[: MOST - len(CUT)] + CUT
            page.write_string(row, column, text, self.styles[style or style_of(value)])


def style_of(text: str) -> str:
    """Return the style of a text in a record."""
    if len(text) <= SHOWN_AS_TEXT:
        return "text"
    return "quoted" if text[0] in FORMULA else "long"


def cell_styles() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the styles of cells, as XlsxWriter takes them."""
    base = {"font_name": FONT, "font_size": 11, "valign": "top", "text_wrap": True}
    yield "text", {**base, "num_format": "@"}
    yield "long", base
    yield "quoted", {**base, "quote_prefix": True}
    yield "date", {**base, "num_format": "d mmm yyyy", "align": "left"}
    yield "rows", {**base, "align": "left"}
    yield "number", {**base, "text_wrap": False, "align": "right"}
    bold = {**base, "bold": True, "font_color": COLOURS["not rated"][0]}
    yield "label", bold
    yield "title", {**bold, "font_size": 16, "text_wrap": False}
    yield "loud", {**bold, "font_color": COLOURS["red"][0], "text_wrap": False}
    for name, (ink, paper) in {"head": HEAD, "computed": COMPUTED_HEAD, **COLOURS}.items():
        yield name, {**base, "bold": True, "font_color": ink, "bg_color": paper, "pattern": 1}


def _widths(sheet: ExportSheet) -> list[int]:
    """Return the width of each column, in characters."""
    found = []
    for position, heading in enumerate(sheet.columns):
        words = max(map(len, heading.title.split())) + ARROW
        longest = max(
            (len(line) for row in sheet.rows for line in _lines(row[position])), default=0
        )
        found.append(max(NARROWEST, words, min(longest + 2, WIDEST)))
    return found


def _lines(value: Value) -> Sequence[str]:
    if isinstance(value, Rag):
        return (value.word,)
    if isinstance(value, date):
        return ("30 Sep 2021",)
    return "" if value is None else str(value)[:MOST].split("\n")


def _title(package: ExportPackage) -> str:
    return " ".join(("Scrutiny register", *(f"of {name}" for name in (package.council,) if name)))


def _marks(package: ExportPackage) -> list[str]:
    """Return what must be printed on every page."""
    return [PRIVATE] * package.at.private + ["DRAFT"] * package.at.draft


Line = list[tuple[str, Value]]


def _about(package: ExportPackage, sheets: Sequence[ExportSheet], cut: int) -> Iterator[Line]:
    """Yield the rows of the first sheet: each cell with its style."""
    yield [("title", _title(package))]
    for mark in _marks(package):
        yield [("loud", mark)]
    if missing := incomplete(package.at.register.unread):
        yield [("loud", f"INCOMPLETE: {missing}")]
    facts: list[tuple[str, Value]] = [
        ("As at", package.at.as_of),
        ("Revision of the records", package.at.revision),
        ("Schema", SCHEMA),
        *(("Left out", words) for words in package.at.filters),
    ]
    if cut:
        facts.append(("Cut short", f"{count(cut, 'text')} too long for a cell, marked where cut"))
    for label, value in facts:
        yield [("label", label), ("date" if isinstance(value, date) else "text", value)]
    yield []
    yield [
        ("head", "Headings like this"),
        ("text", "What the records say, spelt as they spell it."),
    ]
    yield [
        ("computed", "Headings like this"),
        ("text", "Worked out for the day, or its place."),
    ]
    yield []
    yield [("head", "Sheet"), ("head", "A row is"), ("head", "Rows")]
    for sheet in sheets:
        yield [("label", sheet.title), ("text", sheet.holds), ("rows", len(sheet.rows))]
    yield []
    yield [
        *(("head", title) for title in ("Rating", "In the council's words")),
        *(("head", title) for title in ("Of an action", "Of a recommendation")),
    ]
    for rag, means in package.legend:
        yield [
            (rag.rating, f"{rag.word} ({rag.letter})"),
            ("text", means),
            ("text", actions.MEANS.get(rag.rating)),
            ("text", recommendations.MEANS.get(rag.rating)),
        ]
