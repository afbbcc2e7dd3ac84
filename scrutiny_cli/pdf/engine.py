"""HTML to a tagged PDF: the only module that knows WeasyPrint, so that another engine can take its place."""

import contextlib
import io
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from scrutiny_cli.errors import ScrutinyError, lacking

EXTRA = "pdf"
PRODUCER = b"WeasyPrint"
"""How a PDF names this engine as the program that made it."""
PANGO = (
    "install it (on Debian and Ubuntu: `apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0`, on macOS: `brew install pango`); the page “Make the agenda pack” says more"
)
SCHEME = "given:"
"""What the addresses of the files that a page may use begin with."""
MOST_PIXELS = 60_000_000
"""A picture of A3 at 600 dots an inch has as many."""
DECORATION = "decoration"
"""The words of a picture that is not to be read out."""
_SVG = "{http://www.w3.org/2000/svg}svg"
_TABLE = "laid-out-table-"
_STYLE = """
caption { break-after: avoid }
img { max-width: 100%; max-height: 24cm; image-rendering: pixelated }
.unseen { clip-path: none; position: static; width: auto; height: auto; font-size: 1pt; color: #fff }
"""


class LaidOut(NamedTuple):
    """A document as laid out: its bytes, and how many tables and rows of them begin on each page."""

    content: bytes
    begun: tuple[tuple[int, int], ...]


def lay_out(
    html: str, style: str = "", files: Mapping[str, bytes] = MappingProxyType({})
) -> LaidOut:
    """Return a page of HTML as a PDF with tags.

    ``style`` is CSS added to its own. ``files`` are the only ones that the page can use, by name after
    :data:`SCHEME`. Nothing else is opened or fetched.
    """
    weasyprint: Any = _weasyprint()
    page = weasyprint.HTML(string=html, base_url=SCHEME, url_fetcher=_fetcher(files))
    tables, rows = _name_tables(page.etree_element)
    for picture in page.etree_element.iter(_SVG):
        if picture.get("aria-hidden") == "true":
            SubElement(picture, f"{_SVG.removesuffix('svg')}title").text = DECORATION
    # A sheet of its own would count for less than those of the page.
    SubElement(page.etree_element, "style").text = _STYLE + style
    laid_out = page.render()
    begun = []
    for sheet in laid_out.pages:  # what goes on from the page before is named again
        begun.append((len(tables & set(sheet.anchors)), len(rows & set(sheet.anchors))))
        tables -= set(sheet.anchors)
        rows -= set(sheet.anchors)
    return LaidOut(laid_out.write_pdf(pdf_variant="pdf/ua-1"), tuple(begun))


def _name_tables(page: Element) -> tuple[set[str], set[str]]:
    """Give an id to each table, and to each row that no page repeats; the layout says where they begin."""
    tables, rows = set(), set()
    for number, table in enumerate(page.iter("table")):
        heads = {row for head in table.iter("thead") for row in head.iter("tr")}
        table.set("id", f"{_TABLE}{number}")
        tables.add(f"{_TABLE}{number}")
        for index, row in enumerate(row for row in table.iter("tr") if row not in heads):
            row.set("id", row.get("id", f"{_TABLE}{number}-{index}"))
            rows.add(row.get("id", ""))
    return tables, rows


def check_picture(content: bytes) -> str | None:
    """Return why a picture cannot be used, or none if it can."""
    _weasyprint()
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                return f"has {width} by {height} dots, more than a page can show"
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return "is damaged, or is not a PNG or JPEG picture"
    return None


def _weasyprint() -> Any:
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints where it misses Pango
            import weasyprint  # type: ignore[import-untyped]  # it has no types
    except ModuleNotFoundError as fault:
        if fault.name != "weasyprint":
            raise
        raise lacking("PDF files", "weasyprint", EXTRA) from None
    except OSError:
        raise ScrutinyError("PDF files need Pango, which is not on this computer", PANGO) from None
    return weasyprint


def _fetcher(files: Mapping[str, bytes]) -> Any:
    """Return what hands WeasyPrint the given files and refuses all other addresses."""
    from weasyprint.urls import (  # type: ignore[import-untyped]  # it has no types
        URLFetcher,
        URLFetcherResponse,
    )

    class GivenFiles(URLFetcher):  # type: ignore[misc]  # it has no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            content = files.get(url.removeprefix(SCHEME))
            if content is None or not url.startswith(SCHEME):
                raise ValueError("a page uses only what it is given")
            return URLFetcherResponse(url, content)

    return GivenFiles()
