"""How a text is written in YAML: plain, in quotes, or as a block of lines."""

import re
from collections.abc import Callable
from typing import NamedTuple

from scrutiny_cli.documents import parsers
from scrutiny_cli.documents.nodes import NotYaml

# What the parsers read as nothing when it stands without quotes.
_NOTHING = frozenset({"", "~", "null"})
# Signs that YAML keeps for itself, and those on which the parsers differ.
_RESERVED = re.compile(r"[,\[\]{}#&*!|>'\"%@`?:]|[-.]{3}(?: |$)|<<$")
_SKELETON = ["StreamStartEvent", "DocumentStartEvent", "SequenceStartEvent", "ScalarEvent"]


class Spelled(NamedTuple):
    """A text as it is written: what follows the colon or the dash, and the lines below it."""

    head: str
    body: tuple[str, ...] = ()


class Room(NamedTuple):
    """Where a text is to be written.

    ``indent`` is the column of what holds it, ``column`` the one at which lines of its own begin.
    """

    flow: bool
    indent: int
    column: int


def plain(text: str, *, flow: bool) -> str | None:
    """The text without quotes, if it reads as the same text."""
    if text in _NOTHING or "\n" in text or text.endswith(":") or _RESERVED.match(text):
        return None
    if flow and text.startswith("-"):
        return None
    try:
        found = list(parsers.usual.events(f"[{text}]" if flow else f"- {text}\n"))
    except NotYaml:
        return None
    if [type(event).__name__ for event in found[:4]] != _SKELETON or len(found) != 7:
        return None
    scalar = found[3]
    return text if scalar.value == text and not scalar.style else None


def single(text: str) -> str | None:
    """The text in single quotes, if it stands on one line."""
    return None if "\n" in text else "'" + text.replace("'", "''") + "'"


def double(text: str) -> str:
    """The text in double quotes, which hold everything."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def quoted(text: str, quote: str) -> str:
    """The text in the quotes asked for, or in double quotes where those cannot hold it."""
    return (single(text) if quote == "'" else None) or double(text)


def literal(text: str, room: Room, header: str = "|") -> Spelled | None:
    """The text as lines after ``|``, each as it is."""
    body = text.rstrip("\n")
    if room.flow or not body:
        return None
    extra = [""] * (len(text) - len(body) - 1)
    lines = [*body.split("\n"), *extra]
    return Spelled(_header("|", text, lines, room, header), _indented(lines, room))


def folded(
    text: str,
    room: Room,
    header: str = ">",
    broken: Callable[[str], list[str]] = lambda paragraph: [paragraph],
) -> Spelled | None:
    """The text as paragraphs after ``>``, each broken into lines as ``broken`` says."""
    body = text.strip("\n")
    parts = re.split(r"(\n+)", body)
    if room.flow or not body or any(part.endswith(" ") for part in parts):
        return None
    lines = [""] * (len(text) - len(text.lstrip("\n")))
    for index in range(0, len(parts), 2):
        paragraph, following = parts[index], parts[index + 2 : index + 3]
        indented = paragraph.startswith(" ")
        lines += [paragraph] if indented else broken(paragraph)
        if following:  # a line break beside an indented line stays one, any other needs two
            kept = indented or following[0].startswith(" ")
            lines += [""] * (len(parts[index + 1]) - kept)
    lines += [""] * (len(text) - len(text.rstrip("\n")) - 1)
    return Spelled(_header(">", text, lines, room, header), _indented(lines, room))


def _header(sign: str, text: str, lines: list[str], room: Room, old: str) -> str:
    """The sign with its indicators, as the old header has them where they still serve."""
    trailing = len(text) - len(text.rstrip("\n"))
    chomp = "-" if not trailing else "+" if trailing > 1 or "+" in old else ""
    spaced = next((line for line in lines if line), "").startswith(" ")
    explicit = spaced or any(character.isdigit() for character in old)
    digit = str(room.column - max(room.indent, 0)) if explicit else ""
    same = old[:1] == sign and sorted(old[1:]) == sorted(digit + chomp)
    return old if same else sign + digit + chomp


def _indented(lines: list[str], room: Room) -> tuple[str, ...]:
    return tuple(" " * room.column + line if line else "" for line in lines)


def wrap(text: str, width: int | None) -> list[str]:
    """The text broken at single spaces so that its lines keep within a width where they can."""
    if width is None:
        return [text]
    lines: list[str] = []
    for word in re.split(r"(?<! ) (?! )", text):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def rewrap(lines: list[str], text: str, width: int | None) -> tuple[int, list[str]]:
    """A broken text's lines when it becomes another, and how many of them are the old ones."""
    first, rest = 0, text
    while first < len(lines) and rest.startswith(lines[first] + " "):
        rest = rest[len(lines[first]) + 1 :]
        first += 1
    last = 0
    while last < len(lines) - first and rest.endswith(" " + lines[-1 - last]):
        rest = rest[: -len(lines[-1 - last]) - 1]
        last += 1
    if last < len(lines) - first and rest == lines[-1 - last]:
        between, last = [], last + 1
    else:
        between = wrap(rest, width)
    return first + last, [*lines[:first], *between, *lines[len(lines) - last :]]
