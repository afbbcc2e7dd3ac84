"""Workbooks of Excel (.xlsx) as sheets: openpyxl reads them, behind the gate."""

import io
import re
import warnings
from collections.abc import Callable, Collection, Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from scrutiny_cli.domain.dates import FIRST_YEAR, LAST_YEAR, MONTH_NAMES
from scrutiny_cli.errors import lacking
from scrutiny_cli.importing.spreadsheets import number_formats
from scrutiny_cli.importing.spreadsheets.colours import NO_COLOUR, THEME, WHITE, tinted
from scrutiny_cli.importing.spreadsheets.gate import (
    MOST_ACROSS,
    SAVE_AGAIN,
    damaged,
    opened,
)
from scrutiny_cli.importing.spreadsheets.model import Cell, Merge, Row, Sheet, Unreadable, Workbook
from scrutiny_cli.wording import shorten

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# Excel writes control characters so; openpyxl leaves them as they are.
_CONTROL = re.compile(r"_x(00[01][0-9A-F])_", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_WORDS_IN_FORMAT = re.compile(r'"[^"]*[A-Za-z]{3}[^"]*"')
_THREADED = re.compile(r"\A\[Threaded comment\].*?Comment:\s*", re.DOTALL)
NEVER_WORKED_OUT = "a formula whose value the file does not hold; open it in Excel and save it"
TEXT_BOXES = "Words in text boxes or shapes were not read: copy them into cells if you need them."
HIDDEN = "the number format hides what the cell holds; it was read even so"
# A fill far to the right of the last words says nothing.
WIDEST = 256
MOST_TOLD = 12


class Style(NamedTuple):
    """What the look of a cell says."""

    struck: bool = False
    fill: str | None = None
    format: str = ""


def workbook(raw: bytes, name: str) -> Workbook:
    """The sheets of a workbook in the order of its tabs; raise :class:`Unreadable`."""
    try:
        from openpyxl.reader.excel import ExcelReader
        from openpyxl.styles.stylesheet import apply_stylesheet
    except ImportError:
        raise lacking(
            "Excel workbooks",
            "openpyxl",
            "office",
            "save the sheet as CSV in Excel, which needs nothing more",
        ) from None
    package = opened(raw)
    # Of some damage openpyxl prints a line.
    with warnings.catch_warnings(record=True) as logged, redirect_stdout(io.StringIO()):
        warnings.simplefilter("always")
        try:
            reader = ExcelReader(io.BytesIO(raw), data_only=True, keep_links=False, rich_text=True)
            reader.archive = package
            # What else `read` looks at is in no log: names, themes, who wrote it.
            reader.read_manifest()
            reader.read_strings()
            reader.read_workbook()
            apply_stylesheet(package, reader.wb)
            reader.read_worksheets()
            parts = {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets()}
        except Unreadable:
            raise
        except Exception:  # noqa: BLE001  # what is damaged ends in any error at all in openpyxl
            raise Unreadable(
                "the workbook is damaged, or is not an Excel workbook", SAVE_AGAIN
            ) from None
    pages = reader.wb.worksheets
    if not pages:
        raise Unreadable("no sheet of the workbook can be read", SAVE_AGAIN)
    sheets = [_sheet(page, package.formulas.get(parts.get(page.title, ""), ())) for page in pages]
    remarks = _remarks([str(warning.message) for warning in logged])
    if package.words_drawn:
        remarks += (TEXT_BOXES,)
    return Workbook(tuple(sheets), remarks, name.rpartition(".")[0] or name)


def _remarks(logged: list[str]) -> tuple[str, ...]:
    """What openpyxl says of cells that it cannot give; what it leaves out else is in no log."""
    cells = [words for words in logged if words.startswith("Cell ")]
    more = len(cells) - MOST_TOLD
    return (*cells[:MOST_TOLD], *([f"The same of {more} more cells."] if more > 0 else []))


def _sheet(page: "Worksheet", formulas: Collection[str]) -> Sheet:
    style = _styles()
    dimensions = page.row_dimensions
    totals = _rows_of_totals(page)
    rows: dict[int, dict[int, Cell]] = {}
    # Its own ways to go over the cells make those between the first and the last, all of them.
    for (row, column), cell in sorted(page._cells.items()):
        if column > MOST_ACROSS:
            raise damaged(page.title)
        found = _cell(cell, style(cell), cell.coordinate in formulas)
        if not found.empty or (found.fill and column <= WIDEST):
            rows.setdefault(row, {})[column - 1] = found
    return Sheet(
        page.title,
        tuple(
            Row(number, cells, number in dimensions and dimensions[number].hidden, number in totals)
            for number, cells in rows.items()
            if not all(cell.empty for cell in cells.values())
        ),
        tuple(
            Merge(top, left - 1, bottom, right - 1)
            for left, top, right, bottom in sorted(one.bounds for one in page.merged_cells.ranges)
        ),
        hidden=page.sheet_state != "visible",
        hidden_columns=frozenset(
            column
            for one in page.column_dimensions.values()
            if one.hidden
            for column in range((one.min or 1) - 1, min(one.max or 0, WIDEST))
        ),
        margins=tuple(_margins(page)),
    )


def _rows_of_totals(page: "Worksheet") -> set[int]:
    """The rows that Excel's own tables say are their totals."""
    from openpyxl.worksheet.cell_range import CellRange

    return {
        CellRange(table.ref).max_row - above
        for table in page.tables.values()
        for above in range(min(table.totalsRowCount or 0, 9))
    }


def _margins(page: "Worksheet") -> Iterator[str]:
    """The words of the printed headers and footers."""
    for margin in (page.oddHeader, page.oddFooter, page.evenHeader, page.evenFooter):
        for part in (margin.left, margin.center, margin.right) if margin else ():
            if part and part.text:
                yield part.text


def _styles() -> Callable[[Any], Style]:
    """The look of a cell, looked up once for all cells that look the same."""
    known: dict[int, Style] = {}

    def style(cell: Any) -> Style:
        number = cell.style_id
        if number not in known:
            try:
                struck = bool(cell.font.strike)
                known[number] = Style(struck, _fill(cell.fill), cell.number_format)
            except IndexError:  # a style of a font or fill that the workbook does not hold
                known[number] = Style()
        return known[number]

    return style


def _fill(fill: Any) -> str | None:
    """The colour of a fill; ``None`` for white, for shades over two colours, for none at all."""
    from openpyxl.styles.colors import COLOR_INDEX

    if fill.tagname != "patternFill" or fill.fill_type in (None, "none", "gray125"):
        return None
    colour = fill.fgColor
    if colour.type == "theme":
        base = THEME[colour.theme] if colour.theme < len(THEME) else WHITE
    elif colour.type == "indexed":
        base = COLOR_INDEX[colour.indexed][-6:] if colour.indexed < len(COLOR_INDEX) else WHITE
    elif colour.type == "rgb" and colour.rgb != NO_COLOUR:
        base = colour.rgb[-6:].upper()
    else:
        return None
    tint = tinted(base, colour.tint)
    return None if tint == WHITE else tint


def _cell(cell: Any, style: Style, formula: bool) -> Cell:
    """A cell as it is shown."""
    comment = _THREADED.sub("", cell.comment.text).strip() if cell.comment else ""
    value = _value(cell.value, style, formula)
    struck = bool(value.text.strip()) and (value.struck or (style.struck and not value.partly))
    link = cell.hyperlink.target if cell.hyperlink else None
    return replace(
        value,
        struck=struck,
        fill=style.fill,
        comment=comment or None,
        link=link if link and link.removeprefix("mailto:") not in value.text else None,
    )


def _value(value: Any, style: Style, formula: bool) -> Cell:
    match value:
        case None:
            return Cell(missing=NEVER_WORKED_OUT if formula else None)
        case list():  # words in several runs
            runs = [
                (str(run), bool(font and font.strike))
                for run in value
                for font in [getattr(run, "font", None)]
            ]
            struck = [mark for words, mark in runs if words.strip()]
            whole = bool(struck) and all(struck)
            return Cell(
                _text("".join(words for words, _ in runs)), struck=whole, partly=any(struck) > whole
            )
        case bool():
            return Cell("TRUE" if value else "FALSE")
        case int() | float():
            return _number(value, style.format)
        case datetime():
            return _moment(value, style.format)
        case date():
            return _moment(datetime.combine(value, time()), style.format)
        case time() if _shows(style.format, "dy"):
            return Cell("0")  # Excel counts the days from 1900; this is none of them
        case time():
            return Cell(f"{value:%H:%M}")
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return Cell(f"{minutes // 60}:{minutes % 60:02}")
    return _words(_text(str(value)), style.format)


def _text(text: str) -> str:
    return _CONTROL.sub(lambda found: chr(int(found[1], 16)), text)


def _words(text: str, code: str) -> Cell:
    """Words with what their format adds to them; hidden ones are read, and that is said."""
    shown = number_formats.shown_text(text, code) if ";" in code or "@" in code else text
    return Cell(text, doubt=HIDDEN) if text.strip() and not shown else Cell(shown or text)


def _number(number: float, code: str) -> Cell:
    """A number as its format shows it."""
    if not isfinite(number):
        return Cell(str(number))
    plain = number_formats.general(Decimal(repr(number)))
    shown = number_formats.shown(number, code)
    if shown is None:
        words = (
            f"the number format `{shorten(code, 40)}` is not understood; the number itself was read"
        )
        return Cell(plain, doubt=words)
    return Cell(plain, doubt=HIDDEN) if number and not shown else Cell(shown)


def _shows(code: str, parts: str) -> bool:
    """Whether a format shows one of these parts of a date."""
    shown = _LITERAL.sub("", code.split(";", maxsplit=1)[0]).lower()
    return any(part in shown for part in parts)


def _moment(moment: datetime, code: str) -> Cell:
    """A date of Excel's as far as its format shows it: a day, a month, a year or an hour."""
    shown = _LITERAL.sub("", code.split(";", maxsplit=1)[0]).lower()
    words = moment.date().isoformat() + (f" {moment:%H:%M}" if moment.time() != time() else "")
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return Cell(words)
    if "d" not in shown and ("y" in shown or "mmm" in shown):
        month = f"{MONTH_NAMES[moment.month - 1]} " if "m" in shown else ""
        return Cell(f"{month}{moment.year}")
    if "d" not in shown and ("h" in shown or "s" in shown):
        return Cell(f"{moment:%H:%M}")
    added = _WORDS_IN_FORMAT.search(code.split(";", maxsplit=1)[0])
    doubt = f"the format adds {added[0]} to the date, which was left out" if added else None
    return Cell(words, day=moment.date(), doubt=doubt)
