"""The lines on which each value of a file stands, worked out from the parser's events alone."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from scrutiny_cli.documents import Path, parsers


class Extent(NamedTuple):
    """From the line of the key (or of the dash) to the value's last line."""

    first: int
    last: int
    style: str


def lines_of(raw: bytes) -> list[str]:
    """A file's lines without their endings and without its byte order mark."""
    return re.split("\r?\n", raw.decode("utf-8-sig"))


def extents(raw: bytes) -> dict[Path, Extent]:
    """Every path of a file with the lines it covers; the style of a mapping or list is its sign."""
    text = raw.decode("utf-8-sig")
    found: dict[Path, Extent] = {}
    stream = iter(
        event
        for event in parsers.usual.events(text)
        if type(event).__name__.startswith(("Scalar", "Mapping", "Sequence"))
    )
    _value(next(stream), stream, (), None, found, lines_of(raw))
    return found


def _value(
    event: Any,
    stream: Iterator[Any],
    path: Path,
    lead: int | None,
    found: dict[Path, Extent],
    lines: list[str],
) -> int:
    start, end = event.start_mark, event.end_mark
    style, last = event_style(event, lines), int(end.line)
    if style in ("|", ">"):
        last = end.line - (end.column == 0)
        kept = re.match("[|>][-0-9]*[+]", lines[start.line][start.column :])
        while not kept and last > start.line and not lines[last]:
            last -= 1
    elif style == "empty":
        last = start.line if lead is None else lead
    elif type(event).__name__ != "ScalarEvent":
        last = _entries(event, stream, path, found, lines)
    first = start.line if lead is None else lead
    found[path] = Extent(first, last, style)
    return last


def _entries(
    event: Any, stream: Iterator[Any], path: Path, found: dict[Path, Extent], lines: list[str]
) -> int:
    last, index = int(event.start_mark.line), 0
    is_list = type(event).__name__ == "SequenceStartEvent"
    for each in stream:
        if type(each).__name__.endswith("EndEvent"):
            return int(each.end_mark.line) if event_style(event, lines) in "[{" else last
        if is_list:
            dash = _dash(event, each, lines)
            last = _value(each, stream, (*path, index), dash, found, lines)
            index += 1
        else:
            below = (*path, each.value)
            last = _value(next(stream), stream, below, each.start_mark.line, found, lines)
    raise AssertionError("the stream ends in the middle")


def _dash(opening: Any, item: Any, lines: list[str]) -> int | None:
    """The line of the dash before an item, which may stand above it."""
    if event_style(opening, lines) == "[":
        return None
    column, line = opening.start_mark.column, item.start_mark.line
    while line > opening.start_mark.line and lines[line][: column + 1].strip() != "-":
        line -= 1
    return int(line)


def event_style(event: Any, lines: list[str]) -> str:
    """A quote, a sign of a block or a bracket; ``plain``, ``lines`` or ``empty`` otherwise."""
    if type(event).__name__ == "ScalarEvent":
        return str(event.style or ("plain" if event.value else "empty"))
    start = event.start_mark
    sign = lines[start.line][start.column : start.column + 1]
    return sign if sign in ("[", "{") else "lines"
