"""CSV that spreadsheets open correctly: marked as UTF-8, and without formulas from records."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal

from scrutiny_cli.domain.dates import DateInWords
from scrutiny_cli.exporting.package import ExportPackage
from scrutiny_cli.exporting.sheets import ExportSheet, Value, sheets
from scrutiny_cli.render.formats import PLAIN, Exported, ExportFile, Surface
from scrutiny_cli.render.prose import to_text
from scrutiny_cli.render.show import words
from scrutiny_cli.reports.model import Cell, Prose, Rag, Report
from scrutiny_cli.wording import incomplete

BOM = "\ufeff"
# A text that a spreadsheet may take for a formula; and one that looks as if it had been kept from it.
_CALCULATES = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r])")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def show(cell: Cell) -> str:
    """Return a cell as plain text: dates in ISO form, the words of Markdown, no formulas."""
    # A number calculates nothing, not even with a sign before it.
    return _plain(cell) if isinstance(cell, int | Decimal) else _inert(_plain(cell))


def _plain(cell: Cell) -> str:
    if isinstance(cell, date | time):
        return str(cell) if isinstance(cell, DateInWords) else cell.isoformat()
    if isinstance(cell, Prose):
        return to_text(cell.markdown)
    if isinstance(cell, tuple):
        return "\n".join(text for part in cell if (text := _plain(part)))
    return f"{cell:f}" if isinstance(cell, Decimal) else words(cell)


def _inert(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula: one apostrophe, to be taken off again."""
    return f"'{text}" if _CALCULATES.match(text) else text


def without_apostrophe(field: str) -> str:
    """Return a field of a CSV file without the apostrophe that keeps it from being taken for a formula."""
    return field[1:] if field.startswith("'") and _CALCULATES.match(field) else field


def render(report: Report, surface: Surface = PLAIN) -> str:
    """Return the report's flat table; the byte order mark shows Excel that it is UTF-8."""
    assert report.sheet is not None, f"the report {report.name} has no flat table"
    titles = [column.title for column in report.sheet.columns]
    rows = ([show(cell) for cell in row] for row in report.sheet.grid)
    return _table(titles, rows, report.incomplete)


def export(package: ExportPackage) -> Exported:
    """Return a file for each table of the register."""
    return Exported(
        tuple(
            ExportFile(each.name, each.title, _sheet(each, incomplete(package.at.register.unread)))
            for each in sheets(package, every=True)
        )
    )


def _sheet(sheet: ExportSheet, missing: str | None) -> str:
    """Return a table of the register: values as their records spell them, dates in ISO form."""
    titles = [heading.title for heading in sheet.columns]
    return _table(titles, ([_said(value) for value in row] for row in sheet.rows), missing)


def _said(value: Value) -> str:
    if isinstance(value, Rag):
        return value.word
    if isinstance(value, str):
        return value if _NUMBER.fullmatch(value) else _inert(value)
    return show(value)


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]], missing: str | None) -> str:
    """Return the rows under their titles; a last row says what is ``missing``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_inert(title) for title in titles])
    writer.writerows(rows)
    if missing:
        writer.writerow([f"Incomplete: {missing}", *[""] * (len(titles) - 1)])
    return BOM + out.getvalue()
