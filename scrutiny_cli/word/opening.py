"""A Word file's parts as trees, looked at before anything else sees them."""

import io
import struct
import zipfile
import zlib
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from scrutiny_cli.errors import ScrutinyError

MOST_PARTS = 5_000
MOST_BYTES = 50_000_000
"""How much the parts with words may unpack to."""
MOST_ELEMENTS = 1_000_000
DEEPEST = 256
"""How deep elements may lie in each other; Word writes some twenty levels, and fifty in nested tables."""
SAVE_AGAIN = "open it in Word, save it as a new Word Document (.docx), and try again"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# A RuntimeError is also a way of packing that zipfile does not know, a LookupError a part that is not there.
_BAD_ZIP = (
    *(zipfile.BadZipFile, zlib.error, struct.error, ValueError, OSError, EOFError),
    *(RuntimeError, LookupError),
)
_OTHERS = {
    "content.xml": ("a document of LibreOffice (.odt)", "save it there as .docx, and try again"),
    "xl/workbook.xml": ("an Excel workbook, whatever its name says", "save it as .xlsx"),
}
# What namespaces are called here; Word writes either the transitional or the strict ones.
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PREFIXES = {
    _W: "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    _R: "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:schemas-microsoft-com:vml": "v",
    "http://www.w3.org/XML/1998/namespace": "xml",
}


class UnreadableWord(ScrutinyError):
    """The file is not a Word document that can be read; the hint says what to do in Word."""


class PartLink(NamedTuple):
    """What a part refers to: its kind, its name or address, and whether it is outside the file."""

    kind: str
    target: str
    outside: bool


class Package:
    """The parts of a Word file as trees, with short names: ``w:p``, ``w:val``."""

    def __init__(self, raw: bytes) -> None:
        self._left = MOST_BYTES
        self._zip = _opened(raw)
        self.names = frozenset(self._zip.namelist())
        if any(name.lower().endswith("vbaproject.bin") for name in self.names):
            raise UnreadableWord(
                "the document holds macros", "save it in Word as a Word Document (.docx)"
            )

    def tree(self, name: str) -> Element | None:
        """Return a part, or ``None`` if the file has none of that name."""
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as part:
                data = part.read(self._left + 1)
        except _BAD_ZIP:
            raise damaged(name) from None
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableWord(
                f"the file unpacks to more than {MOST_BYTES // 1_000_000} MB of words, far more than "
                "a document holds",
                "copy the words into a new document, and save that",
            )
        parser = XMLParser(target=_Builder(name))
        try:
            parser.feed(data)
            root: Element = parser.close()
        except (ParseError, ValueError, LookupError):
            raise damaged(name) from None
        return root

    def relations(self, name: str) -> dict[str, PartLink]:
        """Return the relations of a part by their ids; those of the file itself for an empty name."""
        folder, _, file = name.rpartition("/")
        tree = self.tree(f"{folder}/_rels/{file}.rels".lstrip("/"))
        return {
            each.get("Id", ""): PartLink(
                each.get("Type", "").rpartition("/")[2],
                target
                if (outside := each.get("TargetMode") == "External")
                else _within(folder, target),
                outside,
            )
            for each in (() if tree is None else tree)
            for target in [each.get("Target", "")]
        }


def _within(folder: str, target: str) -> str:
    """Return the name of a part that a part in a folder refers to."""
    return target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")


def damaged(part: str) -> UnreadableWord:
    """Return what to say of a part that cannot be read."""
    return UnreadableWord(f"the file is damaged in its part {part}", SAVE_AGAIN)


def _opened(raw: bytes) -> zipfile.ZipFile:
    if raw.startswith(_OLE):
        if _ENCRYPTED in raw:
            raise UnreadableWord(
                "the file is locked with a password",
                "open it in Word, remove the password (File, Info, Protect Document), and save it",
            )
        raise UnreadableWord("this is a document in Word's old form (.doc)", SAVE_AGAIN)
    if not raw.startswith(b"PK"):
        kind = "a PDF" if raw.startswith(b"%PDF") else "not a Word document"
        raise UnreadableWord(f"this is {kind}, whatever its name says", SAVE_AGAIN)
    if raw.count(b"PK\x01\x02") > MOST_PARTS:
        raise UnreadableWord(f"the file has more than {MOST_PARTS:,} parts", SAVE_AGAIN)
    try:
        package = zipfile.ZipFile(io.BytesIO(raw))
    except _BAD_ZIP:
        raise UnreadableWord("the file is damaged: its end is missing", SAVE_AGAIN) from None
    names = package.namelist()
    if not any(name.startswith("word/") for name in names):
        kind, hint = next(
            (words for name, words in _OTHERS.items() if name in names),
            ("a zip file, not a Word document", SAVE_AGAIN),
        )
        raise UnreadableWord(f"this is {kind}", hint)
    if any(info.flag_bits & 1 for info in package.infolist()):
        raise UnreadableWord("the file is locked with a password", "save it without a password")
    return package


class _Builder(TreeBuilder):
    """Builds a tree with short names, within limits."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self._part = part
        self._names: dict[str, str] = {}
        self._depth = self._elements = 0

    def doctype(self, *_: object) -> None:
        """Refuse a document type: no Word file has one."""
        raise UnreadableWord(
            f"the file declares a document type in its part {self._part}, which no document of Word "
            "does; such a file can be made to do harm",
            "ask the sender for the document itself",
        )

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Begin an element."""
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST or self._elements > MOST_ELEMENTS:
            raise UnreadableWord(
                "the file is nested deeper, or has more parts, than a document of Word does",
                "copy the words into a new document, and save that",
            )
        short = self._short
        return super().start(short(tag), {short(key): value for key, value in attrs.items()})

    def end(self, tag: str, /) -> Element:
        """End an element."""
        self._depth -= 1
        return super().end(self._short(tag))

    def _short(self, name: str) -> str:
        known = self._names.get(name)
        if known is None:
            space, _, local = name.rpartition("}")
            prefix = _PREFIXES.get(space[1:], "other")
            known = f"{prefix}:{local}" if space else local
            self._names[name] = known
        return known
