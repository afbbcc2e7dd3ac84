"""PDFs for tests: made as officers send them, and read again with pypdf, which shares no code with the tool."""

import contextlib
import ctypes.util
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import page
import pikepdf
from pypdf import PdfReader

from scrutiny_cli.pdf import engine
from tests.needs import MISSING, give_up

PANGO = ("pangoft2-1.0", "pango-1.0", "harfbuzz-subset")


def need_pango() -> None:
    """Skip the test where Pango is not installed."""
    if not all(map(ctypes.util.find_library, PANGO)):
        give_up(
            f"Pango{MISSING}install libpangoft2-1.0-0 and libharfbuzz-subset0, or run `make test-system`"
        )


@cache
def paper(title: str, pages: int, body: str = "") -> bytes:
    """Return a tagged paper of so many pages, each with its heading and its number in words."""
    parts = "".join(
        f'<section style="break-before: {"page" if number else "auto"}"><h2>Part {number + 1}</h2>'
        f"<p>Words of page {number + 1} of {title}.</p></section>"
        for number in range(pages)
    )
    html = (
        f'<html lang="en-GB"><head><title>{title}</title></head><body><h1>{title}</h1>{body}{parts}'
    )
    return engine.lay_out(html).content


def claims_and_faults(file: Path) -> tuple[bool, set[str]]:
    """Return whether a PDF says that it keeps to PDF/UA-1, and which of its rules it breaks otherwise."""
    broken = {fault.rule_id for fault in page.validate_pdf(str(file), profile="ua1").failures}
    identification = {rule for rule in broken if rule.startswith("PDFUA1-ID-")}
    return not identification, broken - identification


def everything_in(file: Path) -> bytes:
    """Return all bytes of a PDF, and all that its objects and streams hold when unpacked."""
    held = [file.read_bytes()]
    with pikepdf.open(file) as pdf:
        for thing in pdf.objects:
            held.append(repr(thing).encode("utf-8", "replace"))
            if isinstance(thing, pikepdf.Stream):
                held.append(thing.read_raw_bytes())
                with contextlib.suppress(pikepdf.PdfError):  # a picture
                    held.append(thing.read_bytes())
    return b"\n".join(held)


def outline(reader: PdfReader) -> Iterator[tuple[int, str, int]]:
    """Yield the bookmarks: how deep, their words, and the index of the page they lead to."""

    def below(items: Any, depth: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from below(item, depth + 1)
            else:
                yield depth, item.title, reader.get_destination_page_number(item) or 0

    yield from below(reader.outline, 0)


def links(reader: PdfReader, index: int) -> Iterator[tuple[str, int | str]]:
    """Yield the links of a page: their words, and the index of a page or the address they lead to."""
    places: Mapping[Any, int] = {
        each.indirect_reference.idnum: number
        for number, each in enumerate(reader.pages)
        if each.indirect_reference
    }
    for note in reader.pages[index].get("/Annots", ()):
        link = note.get_object()
        if "/Dest" in link:
            yield str(link["/Contents"]), places[link["/Dest"].get_object()[0].idnum]
        elif "/A" in link:
            yield str(link["/Contents"]), str(link["/A"]["/URI"])


def stamped(reader: PdfReader, index: int) -> str:
    """Return the number stamped at the foot of a page."""
    found: list[str] = []

    def see(text: str, _: Any, place: list[float], *__: Any) -> None:
        if text.strip():
            found.append(text.strip())

    reader.pages[index].extract_text(visitor_text=see)
    return [text for text in found if text.lstrip("P").isdigit()][-1]
