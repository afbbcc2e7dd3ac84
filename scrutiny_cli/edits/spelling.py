"""Values as YAML, written by ruamel.yaml in the style of the file they go into."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import StringIO
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamStartEvent,
)

from scrutiny_cli.edits.style import DEFAULT_STYLE, YamlStyle

# Without quotes these stand for nothing or for something else, or only one parser takes them.
_QUOTES = ("'", '"')
_NEEDS_QUOTES = re.compile(r"(?:~|null|<<)\Z|[?:]")


class Spelled(NamedTuple):
    """A value as it is written: what follows the colon or the dash, and the lines below it."""

    head: str
    body: tuple[str, ...] = ()


def under_key(value: Any, holder: int, style: YamlStyle, used: int) -> Spelled:
    """Return a value as it follows a key at the column ``holder``; ``used`` is its line so far."""
    events = _Events(style)
    first, *others = _lines(style, events.pair("k", value, holder, used))
    return Spelled(first[3:], _shifted(others, holder))


def under_dash(value: Any, holder: int, style: YamlStyle) -> Spelled:
    """Return a value as it follows a dash at the column ``holder``."""
    first, *others = list_lines([value], holder, style)
    return Spelled(first[holder + style.gap :], tuple(others))


def list_lines(items: Sequence[Any], column: int, style: YamlStyle) -> Sequence[str]:
    """Return items after dashes at a column."""
    events = _Events(style).pair("k", items, column - style.offset, 0)
    return _shifted((line[style.offset :] for line in _lines(style, events)[1:]), column)


def mapping_lines(value: Mapping[str, Any], column: int, style: YamlStyle) -> Sequence[str]:
    """Return keys with their values, in lines that begin at a column."""
    return _shifted(_lines(style, _Events(style).mapping(value, column)), column)


def one_line(text: str) -> str:
    """Return a text as it follows a key, on one line; in quotes where it needs them."""
    return under_key(text, 0, DEFAULT_STYLE.without_blocks(), 0).head


def quoted(text: str) -> str:
    """Return a text in double quotes."""
    return flow(text, replace(DEFAULT_STYLE, manner='"'))


def flow(value: Any, style: YamlStyle = DEFAULT_STYLE) -> str:
    """Return a value on one line, in brackets where it has parts."""
    return _lines(style, _Events(style, in_flow=True).sequence([value], 0))[0][1:-1]


def flow_pair(key: str, value: Any, style: YamlStyle) -> str:
    """Return a key with its value on one line."""
    return _lines(style, _Events(style, in_flow=True).mapping({key: value}, 0))[0][1:-1]


def _shifted(lines: Iterable[str], columns: int) -> tuple[str, ...]:
    return tuple(" " * columns + line if line else "" for line in lines)


def _lines(style: YamlStyle, events: Iterable[Event]) -> list[str]:
    """Return the lines that ruamel.yaml makes of the events of a value, from the left."""
    stream = StringIO()
    document = [StreamStartEvent(), DocumentStartEvent(), *events, DocumentEndEvent()]
    _Writer(style).emit(document, stream)
    return stream.getvalue().split("\n")[:-1]


class _Emitter(Emitter):
    """The emitter of ruamel.yaml, with the quotes of the file."""

    MAX_SIMPLE_KEY_LENGTH = sys.maxsize  # no `? key`: the readers refuse a key that is too long

    def choose_scalar_style(self) -> Any:
        """Return the sign in which a text is written; nothing for plain."""
        event, quote = self.event, self.dumper.quote
        if not event.value or (not event.style and _NEEDS_QUOTES.match(event.value)):
            return event.style if event.style in _QUOTES else quote
        chosen = super().choose_scalar_style()
        if chosen in _QUOTES and not event.style:
            chosen = quote
        hard = self.analysis.multiline or not self.analysis.allow_single_quoted
        return '"' if chosen == "'" and hard else chosen


class _Writer(YAML):
    def __init__(self, style: YamlStyle) -> None:
        super().__init__(pure=True)
        self.Emitter = _Emitter
        self.quote = style.quote
        self.width = sys.maxsize
        self.brace_single_entry_mapping_in_flow_sequence = True
        self.indent(style.step, style.offset + style.gap, style.offset)

    def official_plug_ins(self) -> list[str]:
        """Return no plug-ins: to look for them takes longer than to write a value."""
        return []


class _Events:
    """Makes of values the events that ruamel.yaml writes."""

    def __init__(self, style: YamlStyle, *, in_flow: bool = False) -> None:
        self.style, self.in_flow = style, in_flow

    def mapping(self, value: Mapping[str, Any], column: int) -> Iterator[Event]:
        """Keys with their values, in lines that begin at a column."""
        yield MappingStartEvent(None, None, True, flow_style=self.in_flow)
        for key, item in value.items():
            yield _scalar(key, self.style.key_quote)
            step, offset = self.style.step, self.style.offset
            yield from self.value(item, column + step, column + offset, column + len(key) + 2)
        yield MappingEndEvent()

    def pair(self, key: str, value: Any, column: int, used: int) -> Iterator[Event]:
        """One key whose value begins further right than the key alone would have it."""
        yield MappingStartEvent(None, None, True, flow_style=False)
        yield _scalar(key, None)
        yield from self.value(value, column + self.style.step, column + self.style.offset, used)
        yield MappingEndEvent()

    def sequence(self, items: Sequence[Any], dash: int) -> Iterator[Event]:
        """Items after dashes at a column."""
        yield SequenceStartEvent(None, None, True, flow_style=self.in_flow)
        column = dash + self.style.gap
        for item in items:
            yield from self.value(item, column, column + self.style.offset, column)
        yield SequenceEndEvent()

    def value(self, value: Any, column: int, dash: int, used: int) -> Iterator[Event]:
        """A value whose lines begin at a column, or at ``dash`` where it is a list."""
        if isinstance(value, str):
            yield self.text(value, column, used)
        elif isinstance(value, Mapping):
            yield from self.mapping(value, column)
        else:
            yield from self.sequence(value, dash)

    def text(self, text: str, column: int, used: int) -> Event:
        """A text whose further lines begin at a column, in a line of which some is used."""
        manner = None if self.style.manner == "'" and "\n" in text else self.style.manner
        blocks = self.style.blocks and not self.in_flow
        if manner is None and "\n" in text:
            # Nobody sees spaces at the end of a line, and many an editor removes them.
            ragged = any(line.endswith(" ") for line in text.split("\n"))
            manner = "|" if blocks and not ragged else '"'
        if manner is None:
            manner = self.style.text_quote
        long = used + len(text) > self.style.width and text == text.strip(" ")
        if manner == ">" or (manner is None and blocks and long):
            width = self.style.width - column
            folded = "\n".join(_folded(line, width) for line in text.split("\n"))
            if manner or folded != text:
                return _scalar(folded, ">")
        return _scalar(text, manner)


def _scalar(text: str, manner: str | None) -> Event:
    return ScalarEvent(None, None, (True, True, True), text, style=manner or None)


def _folded(line: str, width: int) -> str:
    """A line with a sign where the emitter is to go on in the next, to keep within a width."""
    if line.startswith(" "):  # it would be broken for good
        return line
    lines: list[str] = []
    for word in re.split(r"(?<! ) (?!\s)", line):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return "\a ".join(lines)
