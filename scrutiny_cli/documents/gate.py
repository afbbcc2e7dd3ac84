"""The check of a file's bytes before a YAML parser sees them: size, encoding, characters.

No bytes can harm the tool. The parsers count depth and values while they read.
"""

import re
from typing import NamedTuple

from scrutiny_cli.documents.problems import Span
from scrutiny_cli.wording import name_of_character

MAX_BYTES = 1_000_000
MAX_DEPTH = 32
MAX_VALUES = 50_000
MAX_PROBLEMS = 100
BOM = b"\xef\xbb\xbf"

# Most files are made of these alone, and hold nothing to look for: printable ASCII, line feeds.
PLAIN = bytes(range(0x20, 0x7F)) + b"\n"
# Control characters, bidirectional overrides and isolates, line breaks that editors and parsers
# count differently (NEL, U+2028, U+2029, a carriage return alone), a BOM inside, surrogates and
# noncharacters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]|\r(?!\n)"
)
# A directive stands before the first document. Parsers differ about which they take, and about its place.
DIRECTIVE = re.compile(r"(?:[ ]*+(?:#[^\n]*+)?\r?\n)*+(%[^\r\n]*)")
POINTER = ("this is a pointer of Git LFS, not the file itself", "`git lfs pull` fetches the file")
"""The reason why a pointer of Git LFS is refused, and advice."""
_NAMES = {
    "\r": "a carriage return without a line feed",
    "\x1b": "an escape character",
    "\x00": "a NUL",
    "\ufeff": "a byte order mark inside the text",
}


class Refusal(NamedTuple):
    """The reason why a document is refused: its code, place, message and advice."""

    code: str
    span: Span
    message: str
    hint: str | None = None


def name_of(character: str) -> str:
    """Name a character that cannot be shown."""
    return _NAMES.get(character[0]) or name_of_character(character[0])


def place(text: str, index: int, length: int = 1) -> Span:
    """The span of ``length`` characters at an index of the text."""
    line = text.count("\n", 0, index)
    column = index - (text.rfind("\n", 0, index) + 1)
    return Span(line, column, line, column + length)


def is_pointer(raw: bytes) -> bool:
    """Whether a file is a pointer of Git LFS, which is there instead of the file itself."""
    return raw.startswith(b"version https://git-lfs.github.com/spec/")


def decode_bytes(raw: bytes) -> tuple[str | None, Refusal | None]:
    """Return a file's text without its byte order mark, or the reason why its bytes are refused."""
    if len(raw) > MAX_BYTES:
        return None, Refusal(
            "file-too-large",
            Span(0, 0, 0, 0),
            "the file has more than 1 MB, the most that a record file may have",
            "split it into several files, or put a document under papers/",
        )
    if is_pointer(raw):
        return None, Refusal("unreadable-file", Span(0, 0, 0, 0), *POINTER)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, Refusal(
            "not-utf8", Span(0, 0, 0, 1), "the file is UTF-16", "save it again as UTF-8"
        )
    body = raw.removeprefix(BOM)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        before = body[: error.start].decode("utf-8")
        return None, Refusal(
            "not-utf8",
            place(before, len(before)),
            f"byte {body[error.start]:#04x} is not UTF-8",
            "save the file again with the encoding UTF-8 (in Excel and Notepad: `UTF-8`)",
        )
    rare = body.translate(None, PLAIN).decode("utf-8")
    if FORBIDDEN.search(rare) and (match := FORBIDDEN.search(text)):
        return None, Refusal(
            "forbidden-character",
            place(text, match.start()),
            f"{name_of(match[0])} is not allowed in a record",
            "delete it; it was most likely pasted from elsewhere",
        )
    if "\t" in rare:
        return None, Refusal(
            "tab",
            place(text, text.find("\t")),
            "there is a tab here",
            "use spaces: two for each level",
        )
    return _undirected(text)


def _undirected(text: str) -> tuple[str | None, Refusal | None]:
    """Return a text that does not begin with a directive, or the refusal of it."""
    if match := DIRECTIVE.match(text):
        return None, Refusal(
            "yaml-directive",
            place(text, match.start(1), len(match[1])),
            "a line that begins with % is an instruction to YAML programs",
            "delete it, and the --- below it",
        )
    return text, None
