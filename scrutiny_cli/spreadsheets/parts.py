"""The parts of a workbook, which is a zip file of XML: read as a stream and never past a limit.

No document type is taken, so no entity is ever expanded, and what is unpacked is counted, so that
a small file cannot become a large one.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Literal
from xml.parsers import expat

from scrutiny_cli.spreadsheets.model import Unreadable

MOST_UNPACKED = 300_000_000
"""How many bytes may be unpacked from one workbook: a sheet whose every row was once formatted has
two hundred million of them."""
MOST_ELEMENTS = 3_000_000
MOST_DEPTH = 64
CHUNK = 1 << 18
MOST_WAITING = 1 << 20
# Rows with no cell that holds anything, of which a sheet may have a million. They say by themselves
# which row they are, so the others keep their numbers without them.
_EMPTY = re.compile(rb'<row\b(?=[^<>]*\sr=")[^<>]*(?:/>|(?<!/)>(?:<c\b[^<>]*/>)*</row>)')
SAVE_AGAIN = "open it in Excel, save it as a new .xlsx workbook, and try again"

Event = tuple[Literal["start", "end", "text"], str, Mapping[str, str]]
"""The start of an element with its attributes, its end, or text; names without namespaces."""
_NONE: Mapping[str, str] = {}


class Package:
    """A workbook's parts by name."""

    def __init__(self, raw: bytes) -> None:
        self._left = MOST_UNPACKED
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
            raise Unreadable("the file is damaged: its end is missing", SAVE_AGAIN) from None
        # Some programs begin the names with a stroke, some write them with other capitals.
        self._names = {name.lstrip("/").lower(): name for name in self._zip.namelist()}
        if sum(info.file_size for info in self._zip.infolist()) > MOST_UNPACKED:
            raise too_large(f"unpacks to more than {MOST_UNPACKED // 1_000_000} MB")
        if any(info.flag_bits & 1 for info in self._zip.infolist()):
            raise Unreadable("the file is locked with a password", "save it without a password")

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def events(self, name: str) -> Iterator[Event]:
        """What a part holds, in order; nothing if there is no such part."""
        if name not in self:
            return
        reader = _Reader(name)
        waiting = b""
        try:
            with self._zip.open(self._names[name.lower()]) as part:
                while chunk := part.read(CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise too_large(f"unpacks to more than {MOST_UNPACKED // 1_000_000} MB")
                    waiting = _EMPTY.sub(b"", waiting + chunk)
                    done = _settled(waiting)
                    yield from reader.take(waiting[:done])
                    waiting = waiting[done:]
            yield from reader.take(waiting, last=True)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ):
            raise Unreadable(f"the file is damaged in its part {name}", SAVE_AGAIN) from None

    def related(self, name: str) -> list[tuple[str, str, str]]:
        """What a part leads to: the id, the kind and the name of each part."""
        folder, _, file = name.rpartition("/")
        found = []
        for what, element, attributes in self.events(posixpath.join(folder, f"_rels/{file}.rels")):
            if what == "start" and element == "Relationship":
                if attributes.get("TargetMode") == "External":
                    continue
                target = attributes.get("Target", "")
                path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                kind = attributes.get("Type", "").rpartition("/")[2]
                found.append((attributes.get("Id", ""), kind, path))
        return found


def too_large(what: str) -> Unreadable:
    """What to say of a file that holds far more than any action log."""
    return Unreadable(
        f"the file {what}, far more than an action log holds",
        "copy the rows with words into a new workbook, and save that",
    )


def _settled(waiting: bytes) -> int:
    """How many bytes end before a row that may go on in the next ones."""
    last = waiting.rfind(b"<row")
    if last < 0:
        last = waiting.rfind(b"<")
    return last if last > 0 and len(waiting) - last < MOST_WAITING else len(waiting)


class _Reader:
    """The events of a stream of XML."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._depth = self._elements = 0
        self._found: list[Event] = []
        parser = self._parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def take(self, chunk: bytes, *, last: bool = False) -> list[Event]:
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError:
            raise Unreadable(f"the file is damaged in its part {self._name}", SAVE_AGAIN) from None
        except (ValueError, LookupError):  # an encoding that nobody knows
            raise Unreadable(f"the file is damaged in its part {self._name}", SAVE_AGAIN) from None
        found, self._found = self._found, []
        return found

    def _refuse(self, *_: object) -> None:
        raise Unreadable(
            f"the file declares a document type in its part {self._name}, which no workbook of "
            "Excel does; such a file can be made to do harm",
            "ask whoever sent it for the workbook itself",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise too_large(f"has more than {MOST_ELEMENTS:,} elements in a part")
        if self._depth > MOST_DEPTH:
            raise Unreadable(f"the file is damaged in its part {self._name}", SAVE_AGAIN)
        bare = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        self._found.append(("start", name.rpartition("}")[2], bare if attributes else _NONE))

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._found.append(("end", name.rpartition("}")[2], _NONE))

    def _text(self, text: str) -> None:
        self._found.append(("text", text, _NONE))
