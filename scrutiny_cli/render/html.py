"""HTML: one page with its own style and no script."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache

from markupsafe import Markup, escape

from scrutiny_cli.domain.dates import DateInWords
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.render import environment
from scrutiny_cli.render.chart import draw
from scrutiny_cli.render.formats import PLAIN, Frame, NavigationLink, Surface
from scrutiny_cli.render.prose import to_html, to_inline_html
from scrutiny_cli.render.show import words
from scrutiny_cli.reports.model import (
    AgendaEntry,
    Aside,
    Cell,
    InPack,
    PageLink,
    Prose,
    Rag,
    Ref,
    Report,
    Row,
)


def show(cell: Cell, *, brief: bool = False) -> Markup:
    """Return a cell as HTML, escaped by its type. Values reach the page only through here.

    Dates are ``brief`` in a table. The id of a record is not shown: it is where links lead to.
    """
    if isinstance(cell, str):
        return escape(cell)
    if isinstance(cell, Prose):
        return Markup(to_inline_html(cell.markdown))
    if isinstance(cell, Rag):
        return _rated(cell)
    if isinstance(cell, Ref):
        return Markup()
    if isinstance(cell, InPack):
        return Markup(f'<a href="{escape(cell.address)}">{escape(cell.words)}</a>')
    if isinstance(cell, PageLink):
        return _linked(cell)
    if isinstance(cell, Aside):
        if not cell.words:
            return Markup()
        return Markup(f'<span class="aside"{_id(cell.id)}>{escape(cell.words)}</span>')
    if isinstance(cell, Mark):
        fields = f": {', '.join(cell.fields)}" if cell.fields else ""
        tag = f'<span class="mark mark-{escape(cell.word.lower())}">{escape(cell.word)}</span>'
        return Markup(f"{tag}{escape(fields)}")
    if isinstance(cell, tuple):
        shown = (show(part, brief=brief) for part in cell)
        return Markup("<br>").join(part for part in shown if part)
    if isinstance(cell, date | time) and not isinstance(cell, DateInWords):
        return Markup(f'<time datetime="{_iso(cell)}">{escape(words(cell, brief=brief))}</time>')
    return escape(words(cell, brief=brief))


def brief(cell: Cell) -> Markup:
    """Return a cell of a table as HTML, with short dates."""
    return show(cell, brief=True)


def _linked(link: PageLink) -> Markup:
    """Return a link to a record: on this page, or on another one."""
    # Behind `./` no words are taken for a scheme.
    page = f"./{link.page}.html" if link.page else ""
    target = f"{page}#{link.anchor}" if link.anchor else page
    return Markup(f'<a href="{escape(target)}"{_id(link.id)}>{escape(link.words)}</a>')


def _id(anchor: str | None) -> Markup:
    return Markup(f' id="{escape(anchor)}"') if anchor else Markup()


def jump(entry: AgendaEntry) -> Markup:
    """Return a link to an item of the agenda on its page."""
    return _linked(PageLink(f"{entry.number}. {entry.title}", entry.id))


def quoted(cell: Cell) -> Markup:
    """Return a cell as the inside of a quoted string of a style sheet."""
    shown = (c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in words(cell))
    return Markup("".join(shown))


@lru_cache(maxsize=4096)
def _rated(rag: Rag) -> Markup:
    """Return a rating: its letter in its colour, its word, and its detail."""
    detail = f": {escape(rag.detail)}" if rag.detail else ""
    return Markup(
        f'<span class="rag rag-{escape(rag.shade.replace(" ", "-"))}">'
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


def head(frame: Frame) -> Markup:
    """Return what the head of a page of a site has: its style, its feed, where a moved meeting is."""
    feed = f' title="What is new" href="{escape(frame.feed)}"'
    parts = (
        '<link rel="stylesheet" href="site.css">',
        f'<link rel="alternate" type="application/atom+xml"{feed}>' if frame.feed else "",
        f'<meta http-equiv="refresh" content="0; url={escape(frame.moved_to)}">'
        if frame.moved_to
        else "",
        f'<script type="application/ld+json">{_inert(frame.event)}</script>' if frame.event else "",
        *(f'<script src="{name}" defer></script>' for name in frame.scripts),
    )
    return Markup("\n".join(part for part in parts if part))


def _inert(data: str) -> str:
    """Return JSON for a script element, which no word of it can end."""
    return data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def linked(link: NavigationLink) -> Markup:
    """Return a link to a part of a site."""
    current = f' aria-current="{escape(link.current)}"' if link.current else ""
    return Markup(f'<a href="{escape(link.address)}"{current}>{escape(link.words)}</a>')


def home(council: str | None, frame: Frame) -> Markup:
    """Return the name of the council as a link to the home page, with its logo if it has one."""
    logo = f'<img src="{escape(frame.logo)}" alt=""> ' if frame.logo else ""
    return Markup(f'<a href="index.html">{logo}{escape(council or "Home")}</a>')


def history(row: Row, frame: Frame) -> Markup:
    """Return a link from a row of a table to the page of its record, if the site has one."""
    page = frame.pages.get(str(row.get("id")))
    return (
        Markup(f' <a class="history" href="{escape(page)}.html">History</a>') if page else Markup()
    )


FILTERS: environment.Filters = {
    "show": show,
    "brief": brief,
    "prose": prose,
    "drawn": draw,
    "quoted": quoted,
    "jump": jump,
    "head": head,
    "linked": linked,
    "home": home,
    "history": history,
}


def render(report: Report, surface: Surface = PLAIN) -> str:
    """Return the report as a page."""
    return render_many([(report, surface.frame)], surface)[0]


def render_many(
    reports: Sequence[tuple[Report, Frame | None]], surface: Surface = PLAIN
) -> list[str]:
    """Return several reports as pages, each in the frame of its site."""
    pages = environment.render_many(reports, "html.j2", surface.templates, FILTERS, autoescape=True)
    return [f"{page}\n" for page in pages]
