"""Papers of every kind as PDFs with tags."""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from html import escape, unescape
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote

from scrutiny_cli.domain.meetings import Paper
from scrutiny_cli.files import programs, store
from scrutiny_cli.pdf import engine, office, opening
from scrutiny_cli.pdf.opening import OpenedPaper, UnusablePaper
from scrutiny_cli.render import pdf, prose
from scrutiny_cli.render.formats import Surface
from scrutiny_cli.reports.model import Report
from scrutiny_cli.wording import listed

MOST_BYTES = 200_000_000
STYLE = """
@page { size: A4; margin: 20mm 18mm 22mm }
html { font: 11pt/1.4 Arial, Helvetica, sans-serif }
h1 { font-size: 18pt } h2 { font-size: 14pt } h3 { font-size: 12pt }
h1, h2, h3 { break-after: avoid }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #505a5f; padding: 3pt 5pt; text-align: left; vertical-align: top }
tr { break-inside: avoid }
"""


@dataclass(frozen=True)
class PaperReader:
    """Reads the papers of a register. ``report`` builds the report that a paper is, by its name."""

    root: Path
    report: Callable[[str], Report]
    surface: Surface
    """Where the register's templates are."""
    converted: Mapping[str, bytes] = field(default_factory=dict)
    """Word and OpenDocument files as PDF."""

    def having_converted(self, papers: Iterable[Paper]) -> "PaperReader":
        """Return a reader that has turned Word and OpenDocument files into PDF, all in one go."""
        program = programs.find_office()
        files = {}
        for paper in papers:
            name = PurePosixPath(paper.file or "")
            if program and name.suffix.lower() in office.SUFFIXES:
                with suppress(UnusablePaper):  # which is raised again where the paper is read
                    files[str(name)] = office.checked(self.content(name), name.suffix.lower())
        return (
            replace(self, converted=programs.to_pdf(program, files)) if program and files else self
        )

    def read(self, paper: Paper, title: str) -> OpenedPaper:
        """Return a paper with its tags; raise :class:`UnusablePaper` where there is none."""
        if paper.report:
            return pdf.lay_out(self.report(paper.report), self.surface)
        if paper.file is None:
            hint = "name it with `file:`, or write `state: to follow`"
            if paper.address:
                hint = (
                    f"save {paper.address} below {store.RECORDS}/papers, and name it with `file:`"
                )
            raise UnusablePaper("has no file", hint)
        name = PurePosixPath(paper.file)
        make = _KINDS.get(name.suffix.lower())
        if make is None:
            known = listed([kind.removeprefix(".").upper() for kind in _KINDS], "or")
            raise UnusablePaper(
                f"is a {name.suffix or 'file'}, of no kind known", f"save it as {known}"
            )
        return make(self, name, title)

    def content(self, name: PurePosixPath) -> bytes:
        """Return the bytes of a file below `records/`."""
        path = self.root / store.RECORDS / name
        if not path.is_file():
            raise UnusablePaper("is missing", f"put it at {store.RECORDS}/{name}")
        return store.content(store.real_path(self.root, path), MOST_BYTES)


def page_of(title: str, words: str) -> OpenedPaper:
    """Return a page with a title and some words."""
    return _page(f"<h1>{escape(title)}</h1>\n<p>{escape(words)}</p>", title)


def _page(body: str, title: str, files: Mapping[str, bytes] = MappingProxyType({})) -> OpenedPaper:
    html = (
        f'<!DOCTYPE html><html lang="en-GB"><head><title>{escape(title)}</title></head>'
        f"<body>{body}</body></html>"
    )
    return opening.from_html(html, title, STYLE, files)


def _pdf(reader: PaperReader, name: PurePosixPath, title: str) -> OpenedPaper:
    return opening.open_pdf(reader.content(name), title)


def _markdown(reader: PaperReader, name: PurePosixPath, title: str) -> OpenedPaper:
    return _page_with_pictures(reader, name, title, prose.paper_to_html(_text(reader, name)))


def _html(reader: PaperReader, name: PurePosixPath, title: str) -> OpenedPaper:
    return _page_with_pictures(reader, name, title, prose.html_of_paper(_text(reader, name)))


def _text(reader: PaperReader, name: PurePosixPath) -> str:
    try:
        return reader.content(name).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnusablePaper("is not UTF-8 text", "save it again as UTF-8") from None


def _page_with_pictures(
    reader: PaperReader, name: PurePosixPath, title: str, body: str
) -> OpenedPaper:
    """Return a paper as pages. Its pictures are files in its folder, or below."""
    files = {}
    for address in _SOURCE.findall(body):
        picture = name.parent / unquote(unescape(address))
        if ":" in address or not name.parent.parts or ".." in picture.parts:
            why = "shows a picture that is not a file beside it"
            raise UnusablePaper(why, "save the picture in the folder of the paper")
        files[address] = _checked_picture(reader, picture)
    names = {address: f"picture-{number}" for number, address in enumerate(files)}
    body = _SOURCE.sub(lambda found: f"{engine.SCHEME}{names[found[0]]}", body)
    if "<h1>" not in body:
        body = f"<h1>{escape(title)}</h1>{body}"
    return _page(body, title, {names[address]: content for address, content in files.items()})


def _checked_picture(reader: PaperReader, name: PurePosixPath) -> bytes:
    content = reader.content(name)
    if fault := engine.check_picture(content):
        raise UnusablePaper(
            f"has a picture, {name.name}, that {fault}", "save it again as PNG or JPEG"
        )
    return content


_SOURCE = re.compile(r'(?<= src=")[^"]*(?=")')


def _office(reader: PaperReader, name: PurePosixPath, title: str) -> OpenedPaper:
    if str(name) not in reader.converted:
        office.checked(reader.content(name), name.suffix.lower())
        if programs.find_office() is None:
            why, hint = "needs LibreOffice, which is not on this computer", "install it"
            raise UnusablePaper(why, f"{hint}, or save the paper as PDF")
        raise UnusablePaper("cannot be read by LibreOffice", "save it as PDF")
    return opening.open_pdf(reader.converted[str(name)], title)


def _picture(reader: PaperReader, name: PurePosixPath, title: str) -> OpenedPaper:
    content = reader.content(name)
    if fault := engine.check_picture(content):
        raise UnusablePaper(fault, "save it again as PNG or JPEG")
    body = f'<h1>{escape(title)}</h1>\n<img alt="{escape(title)}" src="{engine.SCHEME}picture">'
    paper = _page(body, title, {"picture": content})
    return paper._replace(barriers=("it is a picture, whose words cannot be read out",))


_KINDS: dict[str, Callable[[PaperReader, PurePosixPath, str], OpenedPaper]] = {
    ".pdf": _pdf,
    **dict.fromkeys(office.SUFFIXES, _office),
    ".md": _markdown,
    **dict.fromkeys((".html", ".htm"), _html),
    **dict.fromkeys((".png", ".jpg", ".jpeg"), _picture),
}
