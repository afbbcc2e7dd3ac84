"""The words of a cell, the same in every format; each format escapes them in its own way."""

from datetime import date, datetime, time
from decimal import Decimal

from scrutiny_cli.domain.dates import clock, long_date, short_date
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.render.chart import sparkline
from scrutiny_cli.reports.model import Aside, Cell, InPack, PageLink, Prose, Rag, Ref, Trend


def words(cell: Cell, *, brief: bool = False) -> str:
    """Return a cell as plain words; Markdown in it stays. Dates are ``brief`` in a table."""
    spelt = short_date if brief else long_date
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{clock(cell.time())} on {spelt(cell.date())}"
    if isinstance(cell, date):
        return spelt(cell)
    if isinstance(cell, time):
        return clock(cell)
    if isinstance(cell, Prose):
        return cell.markdown
    if isinstance(cell, Rag):
        return f"{cell.word}: {cell.detail}" if cell.detail else cell.word
    if isinstance(cell, Mark):
        return f"{cell.word}: {', '.join(cell.fields)}" if cell.fields else cell.word
    if isinstance(cell, InPack):
        return cell.words
    if isinstance(cell, Ref):
        return cell.id
    if isinstance(cell, PageLink | Aside):
        return cell.words or ""
    if isinstance(cell, Trend):
        return sparkline(cell)
    if isinstance(cell, tuple):
        return "; ".join(text for part in cell if (text := words(part, brief=brief)))
    return str(cell) if isinstance(cell, (int, Decimal)) else cell
