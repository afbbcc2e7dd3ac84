"""Word and OpenDocument files, looked at before LibreOffice opens them.

LibreOffice shows pictures and texts from elsewhere on the disk or the web where a document names them.
Such a document is refused, so that nothing of them gets into a pack.
"""

import io
import zipfile
import zlib
from xml.parsers import expat

from scrutiny_cli.pdf.opening import UnusablePaper

SUFFIXES = (".docx", ".odt")
MOST_PARTS = 5_000
MOST_BYTES = 150_000_000
"""How much a document may unpack to."""
_TEMPLATE = "settings.xml.rels"
"""It names the template of a Word file, often one on the author's computer; nothing needs it."""
# Fields of Word that bring in something from elsewhere.
_FETCHING = [
    *(["INCLUDE"], ["INCLUDETEXT"], ["INCLUDEPICTURE"], ["IMPORT"]),
    *(["LINK"], ["DDE"], ["DDEAUTO"]),
]
_BAD_ZIP = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError, KeyError)
ELSEWHERE = (
    "shows something that is not in the file itself",
    "put its pictures and texts into the document (in Word: cut, and paste as picture or text)",
)


def checked(content: bytes, suffix: str) -> bytes:
    """Return a document as LibreOffice may open it; raise :class:`UnusablePaper` where it may not."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _checked(package, suffix)
    except (*_BAD_ZIP, expat.ExpatError):
        raise UnusablePaper(
            "is damaged, or locked with a password", "save it again, without a password"
        ) from None


def _checked(package: zipfile.ZipFile, suffix: str) -> bytes:
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise UnusablePaper("unpacks to more than a paper has", "save it as PDF")
    package.getinfo("word/document.xml" if suffix == ".docx" else "content.xml")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in parts:
            if part.filename.endswith(_TEMPLATE):
                continue
            data = package.read(part)  # never more than the size that it gives
            if part.filename.endswith((".xml", ".rels")) and _fetches(data, suffix):
                raise UnusablePaper(*ELSEWHERE)
            copy.writestr(part, data)
    return written.getvalue()


def _fetches(data: bytes, suffix: str) -> bool:
    """Return whether a part of a document names something elsewhere, to be shown in it."""
    fields = [""]
    element = ""
    outside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal element, outside
        element = name.rpartition(" ")[2]
        named = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if suffix == ".odt":
            outside |= element != "a" and _leads_out(named.get("href", ""))
        elif element == "Relationship":
            kind = named.get("Type", "").rpartition("/")[2]
            outside |= kind == "aFChunk"
            outside |= named.get("TargetMode") == "External" and kind != "hyperlink"
        elif element == "imagedata":
            outside |= "src" in named
        elif element == "fldSimple":
            fields.append(named.get("instr", ""))
        elif named.get("fldCharType") == "begin":
            fields.append("")

    def text(words: str) -> None:
        if element == "instrText":  # the words of a field may be in several
            fields[-1] += words

    def refuse(*_: object) -> None:
        raise expat.ExpatError

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(data, True)  # the last piece
    return outside or any(field.upper().split()[:1] in _FETCHING for field in fields)


def _leads_out(address: str) -> bool:
    """Return whether an address in an OpenDocument file leads out of the file."""
    scheme = address.partition("/")[0]
    return ":" in scheme or address.startswith(("/", "..", "\\"))
