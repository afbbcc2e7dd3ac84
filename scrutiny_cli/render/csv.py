"""CSV that a spreadsheet opens as it is meant: UTF-8 marked as such, and no formula from a record."""

import csv
import io
from datetime import date, time
from decimal import Decimal

from scrutiny_cli.render.prose import to_text
from scrutiny_cli.render.show import words
from scrutiny_cli.reports.model import Cell, Prose, Report

BOM = "\ufeff"


def show(cell: Cell) -> str:
    """A cell as plain text: dates in ISO form, Markdown as its words, nothing that calculates."""
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, Prose):
        return _inert(to_text(cell.markdown))
    if isinstance(cell, tuple):
        return _inert("\n".join(text for part in cell if (text := show(part))))
    if isinstance(cell, int | Decimal):
        # A number calculates nothing, not even with a sign before it.
        return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
    return _inert(words(cell))


def _inert(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def render(report: Report) -> str:
    """The report's flat table; the byte order mark tells Excel that it is UTF-8."""
    assert report.sheet is not None, f"the report {report.name} has no flat table"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.title for column in report.sheet.columns])
    writer.writerows([show(cell) for cell in row] for row in report.sheet.rows)
    return BOM + out.getvalue()
