"""What a workbook is looked at for before openpyxl sees it: a small file must not ask for the world.

openpyxl makes an object of every cell, also of each one in a merge or under a link. So what a part
would cost is counted first, and whatever refers to it again pays for it again.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import IO, Any
from xml.parsers import expat

from scrutiny_cli.importing.spreadsheets.model import MOST_CELLS, Unreadable

MOST_PARTS = 2_000
MOST_IN_A_PART = 16_000_000
"""How many bytes a part may unpack to; a hundred thousand cells have some six million."""
MOST_ACROSS = 16_384
"""How many cells a row has in Excel."""
CHUNK = 1 << 16
LONGEST_TAG = 4 * CHUNK
# What an element costs openpyxl in time or memory, measured in cells; what is not named costs as
# much as a format.
_COST = {"c": 1, "v": 0, "f": 0, "is": 0, "t": 0, "si": 1, "row": 3, "mergeCell": 4, "sheet": 300}
_FORMAT = 2
_BYTES = 256
"""How many bytes cost as much as a cell."""
# Elements whose `ref` openpyxl takes apart into cells.
_SPREADING = {"mergeCell", "hyperlink", "comment"}
_SPAN = re.compile(
    r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?", re.IGNORECASE
)
# Excel allows these 255 characters; openpyxl reads them in a time that grows with their square.
_SHORT = {f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer")}
_SHORTEST = 255
_BAD_ZIP = (zipfile.BadZipFile, struct.error, ValueError, OSError, EOFError, RuntimeError)
SAVE_AGAIN = "open it in Excel, save it as a new workbook of the kind Excel Workbook, and try again"
_OTHERS = {
    "content.xml": ("a spreadsheet of LibreOffice (.ods)", "save it there as .xlsx, and try again"),
    "xl/workbook.bin": ("a binary workbook (.xlsb)", "save it as .xlsx, and try again"),
}


def damaged(part: str) -> Unreadable:
    """What to say of a part that cannot be read."""
    return Unreadable(f"the file is damaged in its part {part}", SAVE_AGAIN)


def _too_large(what: str) -> Unreadable:
    return Unreadable(
        f"the file {what}, far more than an action log holds",
        "copy the rows with words into a new workbook, and save that",
    )


def opened(raw: bytes) -> "ZipPackage":
    """A workbook's parts, looked at; raise :class:`Unreadable` with what to do instead."""
    if raw.count(b"PK\x01\x02") > MOST_PARTS:
        raise _too_large(f"has more than {MOST_PARTS:,} parts")
    try:
        package = ZipPackage(io.BytesIO(raw))
    except _BAD_ZIP:
        raise Unreadable("the file is damaged: its end is missing", SAVE_AGAIN) from None
    names = package.namelist()
    for name, (kind, hint) in _OTHERS.items():
        if name in names:
            raise Unreadable(f"this is {kind}", hint)
    if "[Content_Types].xml" not in names:
        raise Unreadable("this is a zip file, not an Excel workbook", SAVE_AGAIN)
    if any(info.flag_bits & 1 for info in package.infolist()):
        raise Unreadable("the file is locked with a password", "save it without a password")
    for name in names:
        package.look(name)
    return package


class ZipPackage(zipfile.ZipFile):
    """A workbook's zip file that returns only the XML it has checked.

    ``formulas`` are the cells of each part that have a formula; ``words_drawn`` says whether there
    are words in a text box or shape.
    """

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file)
        self.formulas: dict[str, set[str]] = {}
        self.words_drawn = False
        self._costs: dict[str, int] = {}
        self._left = MOST_CELLS

    def look(self, name: str) -> None:
        """Count what a part would cost; what is no whole XML, such as a picture, is not returned."""
        # Only these are unpacked bit by bit.
        if self.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            return
        scan = _Seen(name)
        try:
            with super().open(name) as part:
                while chunk := part.read(CHUNK):
                    scan.take(chunk)
            scan.take(b"", last=True)
        except (*_BAD_ZIP, zlib.error, LookupError, expat.ExpatError):
            return
        self.formulas[name] = scan.formulas
        self.words_drawn |= scan.has_words and name.startswith("xl/drawings/drawing")
        self._costs[name] = scan.cost

    # What openpyxl reads from a zip file goes through here.
    def open(self, name: Any, *_: Any, **__: Any) -> IO[bytes]:
        """A part for reading; too much in all is refused."""
        if name not in self._costs:
            raise damaged(name) if name.endswith((".xml", ".rels")) else OSError(name)
        self._left -= self._costs[name]
        if self._left < 0:
            raise _too_large(f"has more than {MOST_CELLS:,} cells, rows and formats")
        return super().open(name)


class _Seen:
    """The contents of a part, as it is read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._bytes = self._elements = 0
        self._place = self._element = ""
        self._length = self._across = 0
        self.formulas: set[str] = set()
        self.has_words = False
        parser = self._parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._text

    @property
    def cost(self) -> int:
        """What the part costs, measured in cells."""
        return self._elements + self._bytes // _BYTES

    def take(self, chunk: bytes, *, last: bool = False) -> None:
        self._bytes += len(chunk)
        if self._bytes > MOST_IN_A_PART:
            raise _too_large(f"unpacks to more than {MOST_IN_A_PART // 1_000_000} MB in a part")
        self._parser.Parse(chunk, last)
        # A tag that goes on and on would be gone over again with every chunk.
        if self._bytes - self._parser.CurrentByteIndex > LONGEST_TAG:
            raise damaged(self._name)

    def _refuse(self, *_: object) -> None:
        raise Unreadable(
            f"the file declares a document type in its part {self._name}, which no workbook of "
            "Excel does; such a file can be made to do harm",
            "ask the sender for the workbook itself",
        )

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = self._element = tag.rpartition(":")[2]
        self._length = 0
        self._elements += _COST.get(name, _FORMAT) + attributes.get("sqref", "").count(" ")
        if name == "row":
            self._across = 0
        elif name == "c":
            self._across += 1
            if self._across > MOST_ACROSS:
                raise damaged(self._name)
            # A formula that comes to no words has none to show.
            self._place = "" if attributes.get("t") == "str" else attributes.get("r", "")
        elif name == "t":
            self.has_words = True
        elif name == "f":
            self.formulas.add(self._place)
        elif name in _SPREADING:
            self._elements += _area(attributes.get("ref", ""))
        elif len(attributes.get("formatCode", "")) > _SHORTEST:
            raise damaged(self._name)
        if self._elements > MOST_CELLS:
            raise _too_large(f"has more than {MOST_CELLS:,} cells, rows and formats")

    def _text(self, text: str) -> None:
        if self._element in _SHORT:
            self._length += len(text)
            if self._length > _SHORTEST:
                raise damaged(self._name)


def _area(reference: str) -> int:
    """How many cells a reference means; too many where it means whole rows or columns."""
    span = _SPAN.fullmatch(reference)
    if not span:
        return MOST_CELLS
    left, top, right, bottom = span.groups()
    if right is None:
        return 1
    return (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: str) -> int:
    return sum((ord(x) - 64) * 26**n for n, x in enumerate(reversed(letters.upper())))
