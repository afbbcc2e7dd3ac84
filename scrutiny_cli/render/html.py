"""HTML: one page with its own style and no script."""

from datetime import date, datetime, time
from functools import lru_cache

from markupsafe import Markup, escape

from scrutiny_cli.domain.dates import DateInWords
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.render import environment
from scrutiny_cli.render.chart import draw
from scrutiny_cli.render.formats import PLAIN, Surface
from scrutiny_cli.render.prose import to_html, to_inline_html
from scrutiny_cli.render.show import words
from scrutiny_cli.reports.model import Cell, InPack, Prose, Rag, Ref, Report


def show(cell: Cell) -> Markup:
    """Return a cell as HTML, escaped by its type. Values reach the page only through here."""
    if isinstance(cell, str):
        return escape(cell)
    if isinstance(cell, Prose):
        return Markup(to_inline_html(cell.markdown))
    if isinstance(cell, Rag):
        return _rated(cell)
    if isinstance(cell, Ref):
        return Markup(f'<span class="ref">{escape(words(cell))}</span>')
    if isinstance(cell, InPack):
        return Markup(f'<a href="{escape(cell.address)}">{escape(cell.words)}</a>')
    if isinstance(cell, Mark):
        fields = f" ({', '.join(cell.fields)})" if cell.fields else ""
        tag = f'<span class="mark mark-{escape(cell.word.lower())}">{escape(cell.word)}</span>'
        return Markup(f"{tag}{escape(fields)}")
    if isinstance(cell, tuple):
        return Markup("<br>").join(show(part) for part in cell if part is not None)
    if isinstance(cell, date | time) and not isinstance(cell, DateInWords):
        return Markup(f'<time datetime="{_iso(cell)}">{escape(words(cell))}</time>')
    return escape(words(cell))


@lru_cache(maxsize=4096)
def _rated(rag: Rag) -> Markup:
    """Return a rating: its letter in its colour, its word, and its detail."""
    detail = f": {escape(rag.detail)}" if rag.detail else ""
    return Markup(
        f'<span class="rag rag-{escape(rag.rating.replace(" ", "-"))}">'
        f'<span class="rag-letter" aria-hidden="true">{escape(rag.letter)}</span> '
        f"<strong>{escape(rag.word)}</strong></span>{detail}"
    )


def _iso(moment: date | time) -> str:
    if isinstance(moment, datetime | time):
        return moment.isoformat(timespec="minutes")
    return moment.isoformat()


def prose(markdown: str, base: int = 2) -> Markup:
    """Return Markdown from a record as HTML below a heading of level ``base``."""
    return Markup(to_html(markdown, base=base))


def render(report: Report, surface: Surface = PLAIN) -> str:
    """Return the report as a page."""
    filters: environment.Filters = {"show": show, "prose": prose, "drawn": draw}
    return environment.render(report, "html.j2", surface.templates, filters, autoescape=True) + "\n"
