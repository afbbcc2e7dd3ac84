"""Officers' PDFs: opened within limits, and left with nothing but pages, words and links."""

import io
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from scrutiny_cli.errors import ScrutinyError, lacking
from scrutiny_cli.pdf import engine, tags
from scrutiny_cli.wording import count

if TYPE_CHECKING:
    from pikepdf import Pdf

MOST_PAGES = 3_000
_MOST_MEMORY = 200_000_000
"""How many bytes one stream may unpack to."""
_PAGE_KEYS = frozenset(
    {
        *("/Type", "/Parent", "/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"),
        *("/Rotate", "/UserUnit", "/Resources", "/Contents", "/Annots", "/StructParents"),
        *("/Group",),
    }
)
_LINK_KEYS = frozenset(
    {
        *("/Type", "/Subtype", "/Rect", "/QuadPoints", "/Border", "/BS", "/C", "/H", "/F", "/P"),
        *("/Contents", "/Dest", "/A", "/StructParent"),
    }
)
_ADDRESSES = ("http://", "https://", "mailto:", "tel:")


class UnusablePaper(Exception):
    """A paper that cannot be put into a pack: what is wrong with it, and what to do."""

    def __init__(self, why: str, hint: str) -> None:
        super().__init__(why)
        self.why, self.hint = why, hint


class OpenedPaper(NamedTuple):
    """A paper as a PDF with tags, and what the clerk should know of it.

    ``barriers`` are what is in the way of a reader who cannot see it.
    """

    pdf: "Pdf"
    barriers: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def library() -> Any:
    """Return pikepdf, set to unpack nothing that is too large."""
    try:
        import pikepdf
        import pikepdf.settings
    except ModuleNotFoundError as fault:
        if fault.name != "pikepdf":
            raise
        raise lacking("PDF files", "pikepdf", "pdf") from None
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=_MOST_MEMORY,
        run_length_max_memory=_MOST_MEMORY,
        png_max_memory=_MOST_MEMORY,
        tiff_max_memory=_MOST_MEMORY,
        dct_max_memory=_MOST_MEMORY,
        max_stream_filters=5,
    )
    return pikepdf


def is_tagged(content: bytes) -> bool:
    """Return whether a PDF has tags. One that cannot be opened passes; `agenda pack` says what it lacks."""
    try:
        pikepdf = library()
    except ScrutinyError:  # the extra is not installed
        return True
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return tags.is_tagged(pdf)
    except _errors(pikepdf):
        return True


def _errors(pikepdf: Any) -> tuple[type[Exception], ...]:
    """What reading a damaged PDF may raise."""
    usual = (ValueError, RuntimeError, AttributeError, LookupError, TypeError)
    return (pikepdf.PdfError, pikepdf.PasswordError, *usual)


def open_pdf(content: bytes, title: str, *, trusted: bool = False) -> OpenedPaper:
    """Return a paper that came as a PDF, cleaned and with its tags put right.

    A ``trusted`` one was made here. Raises :class:`UnusablePaper`.
    """
    pikepdf = library()
    try:
        pdf = pikepdf.open(io.BytesIO(content))
        pages = len(pdf.pages)
    except pikepdf.PasswordError:
        why, hint = "is locked with a password", "ask its author for a copy without one"
        raise UnusablePaper(why, hint) from None
    except _errors(pikepdf):
        raise _damaged() from None
    if not pages:
        raise UnusablePaper("has no pages", "save it again from the program that made it")
    if pages > MOST_PAGES:
        hint = "ask for a shorter version, or publish it beside the pack"
        raise UnusablePaper(f"has {pages:,} pages; a pack takes {MOST_PAGES:,} of a paper", hint)
    try:
        return _prepared(pdf, title, trusted=trusted)
    except _errors(pikepdf):
        raise _damaged() from None


def _damaged() -> UnusablePaper:
    return UnusablePaper(
        "is damaged, or asks for too much memory", "save it again from the program that made it"
    )


def _prepared(pdf: "Pdf", title: str, *, trusted: bool) -> OpenedPaper:
    remarks = []
    if not pdf.allow.extract:
        remarks.append("its author has locked it against copying; ask before you publish it")
    about: Any = pdf.Root.get("/Metadata")
    metadata = about.read_bytes() if about is not None else b""
    claims = trusted or b"pdfuaid" in metadata
    if removed := clean(pdf):
        remarks.append(f"left out: {', '.join(removed)}")
    if not tags.is_tagged(pdf):
        tags.tag_pages(pdf, title)
        return OpenedPaper(pdf, ("it has no tags",), tuple(remarks))
    unread = 0 if claims else tags.mark_decoration(pdf)
    faults = tags.repair(pdf)
    if engine.PRODUCER in metadata and not trusted:
        tags.join_tables(pdf, tags.begun_on_pages(pdf))
    if unread:
        faults[tags.NOT_TAGGED_PART] = unread
    barriers = [
        f"it has {count(number, one)} {without}" for (one, without), number in faults.items()
    ]
    return OpenedPaper(pdf, tuple(barriers), tuple(remarks))


def clean(pdf: "Pdf") -> list[str]:
    """Remove from a PDF all that is not pages, words and links; return in words what that was.

    Scripts, actions, attachments and files elsewhere. What fills in a form, and comments, become part of
    the page as they look.
    """
    from pikepdf import Dictionary, Name, Stream

    names: Any = pdf.Root.get("/Names", {})
    removed = {what for key, what in _IN_NAMES.items() if key in names}
    opens = pdf.Root.get("/OpenAction")  # which may be just the page to begin with
    acts = isinstance(opens, Dictionary) and opens.get("/S") != Name.GoTo
    removed |= {"actions"} if acts or "/AA" in pdf.Root else set()
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    if any(note.get("/Subtype") != Name.Link for note in notes):
        removed.add("form fields, comments or media")
        pdf.flatten_annotations("print")
    for page in pdf.pages:
        removed |= _clean_page(pdf, page.obj)
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            for key in _ELSEWHERE & set(thing.keys()):
                del thing[key]
                removed |= {"files elsewhere"} if key in ("/F", "/Ref") else set()
    return sorted(removed)


_IN_NAMES = {"/JavaScript": "scripts", "/EmbeddedFiles": "attached files"}
_ELSEWHERE = frozenset({"/F", "/Ref", "/OPI", "/AF", "/Metadata"})


def _clean_page(pdf: "Pdf", page: Any) -> set[str]:
    """Leave of a page what a reader sees and its links; return what else there was."""
    from pikepdf import Array, Dictionary, Name

    fonts = page.get("/Resources", Dictionary()).get("/Font", Dictionary())
    if not isinstance(fonts, Dictionary):
        raise TypeError("a pack could not add its own font")
    removed = {"actions"} if "/AA" in page else set()
    for key in set(page.keys()) - _PAGE_KEYS:
        del page[key]
    links = [
        note if note.is_indirect else pdf.make_indirect(note)
        for note in page.get("/Annots", [])
        if note.get("/Subtype") == Name.Link
    ]
    if "/Annots" in page:
        page.Annots = Array(links)
    led_elsewhere = [_clean_link(link) for link in links]
    return removed | ({"links to files or programs"} if any(led_elsewhere) else set())


def _clean_link(link: Any) -> bool:
    """Leave of a link where it leads, if that is a page or the web; return whether it led elsewhere."""
    from pikepdf import Dictionary, Name

    for key in set(link.keys()) - _LINK_KEYS:
        del link[key]
    action = link.get("/A")
    address = ""
    elsewhere = False
    if action is not None:
        del link["/A"]
        address = str(action.get("/URI", ""))
        if action.get("/S") == Name.URI and address.lower().startswith(_ADDRESSES):
            link.A = Dictionary(S=Name.URI, URI=action.URI)
        elif action.get("/S") == Name.GoTo and "/D" in action:
            link.Dest = action.D
        else:
            elsewhere, address = True, ""
    if not link.get("/Contents"):
        link.Contents = address or "Link within the paper"
    return elsewhere


def from_html(
    html: str, title: str, style: str = "", files: Mapping[str, bytes] = MappingProxyType({})
) -> OpenedPaper:
    """Return a page of HTML as a paper, each of its tables whole; ``files`` are its pictures."""
    laid_out = engine.lay_out(html, style, files)
    paper = open_pdf(laid_out.content, title, trusted=True)
    tags.join_tables(paper.pdf, laid_out.begun)
    tags.drop_decoration(paper.pdf, engine.DECORATION)
    return paper
