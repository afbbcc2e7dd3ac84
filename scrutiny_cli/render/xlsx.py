"""An Excel workbook: every word of a record is text and stays text, and the same records give the same bytes.

Excel counts as text what its cell says is text; a formula, a link or a date is only what is written as
one. What stands in a cell in a record's own spelling has the number format of text besides, so that it
stays as it is when somebody edits it.
"""

import io
import itertools
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.exporting.package import SCHEMA, ExportPackage
from scrutiny_cli.exporting.sheets import ExportSheet, Value, sheets
from scrutiny_cli.render.formats import Exported, ExportFile
from scrutiny_cli.reports.model import Rag
from scrutiny_cli.reports.trackers import actions, recommendations
from scrutiny_cli.wording import count

MOST = 32_767
"""No cell of Excel holds more characters."""
CUT = " […] The rest has no room in a cell; it stands in the JSON and SQLite exports."
# Text on background, each with enough contrast to be read.
COLOURS = {
    "red": ("651B1B", "F4D7D7"),
    "amber": ("7A3C1C", "FFEE80"),
    "green": ("083D29", "CFE4DC"),
    "blue": ("0C2D4A", "D2E2F1"),
    "not rated": ("0B0C0C", "CECECE"),
}
HEAD, COMPUTED_HEAD = ("FFFFFF", "0C2D4A"), ("0B0C0C", "D2E2F1")
# Widths in characters: a column is as wide as its words, within these.
NARROWEST, WIDEST = 9, 48
# Room for the arrow of the filter beside a heading's longest word.
ARROW = 4
# The points of a line, and of the highest row that Excel knows.
LINE, HIGHEST = 15, 405
# So many characters still can be read side by side on A4; a wider sheet goes over several pages.
ACROSS = 190
# Older versions of Excel show no longer text in a cell that has the number format of text.
SHOWN_AS_TEXT = 255
# A file in a zip archive can be no older.
EPOCH = (1980, 1, 1, 0, 0, 0)
A4 = 9
FONT = "Calibri"
PRIVATE = "NOT FOR PUBLICATION"
# With what a formula begins, or in some program something like it.
FORMULA = "=+-@\t"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
# A row whose height is fixed by hand.
_FIXED = re.compile(rb'(<row [^>]*?) customHeight="1"')
# Excel marks a number or year that is written as text; here it is meant.
_MEANT = (
    b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" twoDigitTextYear="1" '
    b'numberStoredAsText="1"/></ignoredErrors>'
)


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
    words = f"{count(cut, 'text')} too long for a cell of Excel; the first sheet says more"
    return Exported((ExportFile("", "", book.content()),), (words,) if cut else ())


class _Book:
    """A workbook being written, sheet after sheet."""

    def __init__(self, package: ExportPackage) -> None:
        self.package = package
        self.book = openpyxl.Workbook(write_only=True)
        self.ready: dict[str, Any] = {}

    def about(self, sheets: Sequence[ExportSheet], cut: int) -> None:
        """The first sheet: what the workbook is, what is in it and what its colours mean."""
        widths = [26, 60, 44, 44]
        page = self._page("About", "A1", widths)
        for number, line in enumerate(_about(self.package, sheets, cut), 1):
            page.row_dimensions[number].height = _height(
                [value if style == "text" else None for style, value in line],
                widths,
                least=24 if number == 1 else LINE,
            )
            page.append([self._cell(page, style, value) for style, value in line])

    def add(self, sheet: ExportSheet) -> None:
        """A sheet of records: headings that stay in sight, filters, and a row for each record."""
        widths = _widths(sheet)
        page = self._page(sheet.title, "B2", widths)
        page.print_title_rows, page.print_title_cols = "1:1", "A:A"
        titles = [heading.title for heading in sheet.columns]
        page.row_dimensions[1].height = _height(titles, [width - ARROW for width in widths])
        page.append(
            [
                self._cell(page, "computed" if heading.computed else "head", heading.title)
                for heading in sheet.columns
            ]
        )
        for number, row in enumerate(sheet.rows, 2):
            page.row_dimensions[number].height = _height(row, widths)
            page.append([self._shown(page, value) for value in row])
        last = next(letter for n, letter in enumerate(_letters(), 1) if n == len(sheet.columns))
        page.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"

    def content(self) -> bytes:
        """The workbook as a file, with no trace of when and where it was made."""
        day = datetime.combine(self.package.at.as_of, time())
        about = self.book.properties
        about.title, about.creator = _title(self.package), "scrutiny"
        about.subject = (
            f"As at {long_date(self.package.at.as_of)}, revision {self.package.at.revision}"
        )
        about.created = day
        made = io.BytesIO()
        self.book.save(made)
        return _settled(made, day)

    def _page(self, title: str, frozen: str, widths: Sequence[int]) -> Any:
        """A new sheet with columns of some widths, set up to be printed on A4."""
        page = self.book.create_sheet(title)
        for letter, width in zip(_letters(), widths, strict=False):
            page.column_dimensions[letter].width = width
        page.freeze_panes = frozen
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = A4
        page.page_setup.fitToWidth = -(-sum(widths) // ACROSS)
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        day, revision = long_date(self.package.at.as_of), self.package.at.revision
        page.oddHeader.left.text = "&A"
        page.oddHeader.right.text = " ".join(_marks(self.package))
        page.oddFooter.left.text = f"As at {day}, revision {revision}"
        page.oddFooter.right.text = "Page &P of &N"
        return page

    def _shown(self, page: Any, value: Value) -> Any:
        """A cell of a record; nothing where there is nothing."""
        if value is None or value == "":
            return None
        if isinstance(value, Rag):
            return self._cell(page, value.rating, value.word)
        if isinstance(value, date):
            return self._cell(page, "date", value)
        if isinstance(value, int):
            return self._cell(page, "number", value)
        if len(value) <= SHOWN_AS_TEXT:
            return self._cell(page, "text", value)
        return self._cell(page, "quoted" if value[0] in FORMULA else "long", value)

    def _cell(self, page: Any, style: str, value: Value) -> Any:
        """A cell in a style; text is text whatever it looks like."""
        if style not in self.ready:
            self.ready[style] = _styled(page, style)
        made = Cell(page, row=1, column=1, style_array=self.ready[style])
        if not isinstance(value, str):
            made.value = value  # type: ignore[assignment]  # a rating is shown by its word
            return made
        made.value = value if len(value) <= MOST else value[: MOST - len(CUT)] + CUT
        # Setting the value has taken a text that begins with `=` for a formula.
        made.data_type = "s"
        return made


def _styled(page: Any, style: str) -> Any:
    """What a style of ours is in a workbook."""
    cell = WriteOnlyCell(page)
    cell.alignment = Alignment(
        horizontal={"date": "left", "rows": "left", "number": "right"}.get(style),
        vertical="top",
        wrap_text=style not in ("title", "loud", "number"),
    )
    coloured = {"head": HEAD, "computed": COMPUTED_HEAD, **COLOURS}
    if style in coloured:
        ink, paper = coloured[style]
        cell.font = Font(FONT, 11, bold=True, color=ink)
        cell.fill = PatternFill("solid", fgColor=paper)
    elif style in ("title", "loud", "label"):
        ink = COLOURS["red"][0] if style == "loud" else COLOURS["not rated"][0]
        cell.font = Font(FONT, 16 if style == "title" else 11, bold=True, color=ink)
    cell.quotePrefix = style == "quoted"
    cell.number_format = {"text": "@", "date": "d mmm yyyy"}.get(style, "General")
    return cell._style  # type: ignore[attr-defined]  # its stubs leave it out


def _letters() -> Iterator[str]:
    """The names of the columns: A to Z, then AA and on."""
    return map(get_column_letter, itertools.count(1))


def _widths(sheet: ExportSheet) -> list[int]:
    """How wide each column is to be, in characters."""
    found = []
    for position, heading in enumerate(sheet.columns):
        words = max(map(len, heading.title.split())) + ARROW
        longest = max(
            (len(line) for row in sheet.rows for line in _lines(row[position])), default=0
        )
        found.append(max(NARROWEST, words, min(longest + 2, WIDEST)))
    return found


def _height(row: Sequence[Value], widths: Sequence[int], least: int = LINE) -> int:
    """How high a row is to be, in points, for all its words to be seen."""
    lines = (
        sum(-(-len(line) // width) or 1 for line in _lines(value))
        for value, width in zip(row, widths, strict=False)
        if isinstance(value, str)
    )
    return min(max(max(lines, default=1) * LINE, least), HIGHEST)


def _lines(value: Value) -> Sequence[str]:
    if isinstance(value, Rag):
        return (value.word,)
    if isinstance(value, date):
        return ("30 Sep 2021",)
    return "" if value is None else str(value)[:MOST].split("\n")


def _title(package: ExportPackage) -> str:
    return " ".join(("Scrutiny register", *(f"of {name}" for name in (package.council,) if name)))


def _marks(package: ExportPackage) -> list[str]:
    """What must be seen on every page."""
    return [PRIVATE] * package.at.private + ["DRAFT"] * package.at.draft


Line = list[tuple[str, Value]]


def _about(package: ExportPackage, sheets: Sequence[ExportSheet], cut: int) -> Iterator[Line]:
    """The lines of the first sheet: each a row of cells, with the style of each."""
    yield [("title", _title(package))]
    for mark in _marks(package):
        yield [("loud", mark)]
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
        ("text", "Worked out for the day, or where it stands."),
    ]
    yield []
    yield [("head", "ExportSheet"), ("head", "A row is"), ("head", "Rows")]
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


def _settled(made: io.BytesIO, day: datetime) -> bytes:
    """The same archive with the times in it fixed, whenever and on whatever system it was made."""
    settled = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(settled, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(
                    rb"\g<1>" + f"{day:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<2>", content
                )
            elif name.startswith("xl/worksheets/"):
                content = _at_ease(content)
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(member, content)
    return settled.getvalue()


def _at_ease(sheet: bytes) -> bytes:
    """A sheet on which Excel marks no number written as text, and fits rows anew to what is typed.

    A record's words cannot hold a tag: they are escaped.
    """
    end = b"</worksheet>"
    return _FIXED.sub(rb"\1", sheet.removesuffix(end)) + _MEANT + end
