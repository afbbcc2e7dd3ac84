"""A file's YAML as plain data: mappings, lists and text, with a place for every key and value."""

from typing import Any, NamedTuple

from scrutiny_cli.documents import events as reader
from scrutiny_cli.documents import fast, gate
from scrutiny_cli.documents.events import NotYaml, events
from scrutiny_cli.documents.fast import NOTHING
from scrutiny_cli.documents.gate import Refusal
from scrutiny_cli.documents.invisible import forbidden_escape
from scrutiny_cli.documents.problems import START, Span
from scrutiny_cli.documents.source import Source
from scrutiny_cli.wording import shorten

Path = tuple[str | int, ...]
"""Keys and indexes from the document's root to a value."""


class KeyPlace(NamedTuple):
    """Where a key (none in a list) and its value stand."""

    key: Span | None
    value: Span


class Document:
    """A parsed file: plain data, or the reasons why there is none.

    ``data`` holds ``dict``, ``list``, ``str``, and ``None`` for a key with nothing after it. A
    document that was let go of keeps its source alone, and is read again when somebody asks.
    """

    __slots__ = ("_data", "_kept", "_places", "_text", "refusals", "source")

    def __init__(
        self, source: Source, text: str | None, data: Any, refusals: tuple[Refusal, ...] = ()
    ) -> None:
        self.source = source
        self.refusals = refusals
        self._text, self._data, self._kept = text, data, True
        self._places: dict[Path, KeyPlace] | None = None

    @property
    def text(self) -> str | None:
        """The text of the file; none where its bytes are refused."""
        return gate.admit(self.source.raw)[0] if self._text is None else self._text

    @property
    def data(self) -> Any:
        """The plain data of the file; none where it is refused."""
        if not self._kept:
            again = parse(self.source)
            self._text, self._data, self._kept = again._text, again._data, True
        return self._data

    def let_go(self) -> None:
        """Keep the source alone: of ten thousand documents few are looked at again."""
        self._text = self._data = None
        self._kept = False

    @property
    def places(self) -> dict[Path, KeyPlace]:
        """Every path with its place; worked out when the first fault asks for it."""
        if self._places is None:
            builder = _Builder(places={})
            text = self.text
            if text is not None:
                builder.build(text)
            self._places = builder.places or {}
        return self._places

    def span(self, path: Path, *, key: bool = False) -> Span:
        """Where a value stands (or its key); for what is not there, what would hold it."""
        while path not in self.places:
            if not path:
                return START
            path, key = path[:-1], False
        place = self.places[path]
        return place.key if key and place.key else place.value


def parse(source: Source) -> Document:
    """Read a file's bytes into a document; whatever is wrong with them is in its refusals."""
    text, refusal = gate.admit(source.raw)
    if text is None:
        return Document(source, None, None, (refusal,) if refusal else ())
    if fast.available and reader.CParser is not None:
        try:
            return Document(source, text, fast.build(text))
        except fast.NeedsFullParse:
            pass  # the careful builder says what it is
    builder = _Builder(places=None)
    data = builder.build(text)
    return Document(source, text, data, tuple(builder.refusals))


class _Level:
    """One open mapping or list while building."""

    __slots__ = ("data", "first", "is_list", "key", "key_span", "lines", "path")

    def __init__(self, path: Path, *, is_list: bool) -> None:
        self.is_list = is_list
        self.data: Any = [] if is_list else {}
        self.path = path
        self.key: str | None = None
        self.key_span: Span | None = None
        self.lines: dict[str, int] = {}
        self.first: Span | None = None


class _Builder:
    """Builds data from events, counting as it goes; never recursive."""

    def __init__(self, places: dict[Path, KeyPlace] | None) -> None:
        self.places = places
        self.text = ""
        self.refusals: list[Refusal] = []
        self.stack: list[_Level] = []
        self.root: Any = None
        self.rooted = False
        self.documents = 0
        self.values = 0

    def refuse(self, code: str, span: Span, message: str, hint: str | None = None) -> None:
        if len(self.refusals) < gate.MAX_FAULTS:
            self.refusals.append(Refusal(code, span, message, hint))

    def build(self, text: str) -> Any:
        self.text = text
        try:
            for event in events(text):
                if not self.take(event, type(event).__name__):
                    return None
        except NotYaml as fault:
            span = _line_end(text, fault.line, fault.column)
            self.refuse("invalid-yaml", span, _words_for(fault.problem), _advice(fault.problem))
            return None
        if not self.rooted and not self.refusals:
            self.refuse(
                "empty-file", START, "the file holds no record", "write a record or delete the file"
            )
        return None if self.refusals else self.root

    def take(self, event: Any, name: str) -> bool:
        """Take one event; False when nothing after it is worth reading."""
        if name == "ScalarEvent":
            return self.node(event) and self.scalar(event)
        if name in ("MappingStartEvent", "SequenceStartEvent"):
            return self.node(event) and self.open(event, is_list=name[0] == "S")
        if name in ("MappingEndEvent", "SequenceEndEvent"):
            self.close()
        elif name == "AliasEvent":
            self.refuse("alias", _span(event), "an alias repeats another part", "write it out")
            self.put("", _span(event), plain=False)
        elif name == "DocumentStartEvent":
            return self.document(event)
        return True

    def document(self, event: Any) -> bool:
        self.documents += 1
        if self.documents > 1:
            self.refuse(
                "several-documents",
                _span(event),
                "a second document begins here",
                "put the records in one list, or each in a file of its own",
            )
            return False
        if event.version or event.tags:
            self.refuse("yaml-directive", _span(event), "a line with % stands above", "delete it")
        return True

    def node(self, event: Any) -> bool:
        """Count a value and look at its anchor and tag."""
        self.values += 1
        if self.values > gate.MAX_VALUES:
            self.refuse(
                "too-many-values",
                _span(event),
                f"the file holds more than {gate.MAX_VALUES:,} values",
                "split it into several files",
            )
            return False
        if event.anchor:
            self.refuse(
                "anchor", _point(event), "an anchor names this part", "delete it; write values out"
            )
        if event.tag is not None:
            self.refuse(
                "tag", _point(event), "a tag stands before this value", "delete it, or use quotes"
            )
        return True

    def scalar(self, event: Any) -> bool:
        value = event.value
        style = event.style
        level = self.stack[-1] if self.stack else None
        if style == '"' and (bad := gate.FORBIDDEN.search(value)):
            told = len(self.refusals) < gate.MAX_FAULTS
            self.refuse(
                "forbidden-character",
                forbidden_escape(self.text, _span(event)) if told else _span(event),
                f"{gate.name_of(bad[0])} may stand in no record, escaped or not",
                "delete it",
            )
        if level is not None and not level.is_list and level.key is None:
            return self.take_key(level, event, value, plain=not style)
        span = _span(event)
        if level is not None and level.key_span and not level.is_list and not value and not style:
            # Of nothing each parser has its own idea where it stands: it stands after the colon.
            key = level.key_span
            span = Span(key.end_line, key.end_column + 1, key.end_line, key.end_column + 1)
        self.put(value, span, plain=not style)
        return True

    def take_key(self, level: _Level, event: Any, value: str, *, plain: bool) -> bool:
        span = _span(event)
        if plain and value == "<<":
            self.refuse("merge-key", span, "`<<` merges another part in", "write the keys out")
        if plain and value in NOTHING:
            self.refuse("key-not-text", span, "a key has no name", "write the name of the field")
        if value in level.lines:
            self.refuse(
                "duplicate-key",
                span,
                f"`{shorten(value)}` stands already in line {level.lines[value] + 1}",
                "keep one of the two",
            )
        level.lines.setdefault(value, span.line)
        level.key, level.key_span = value, span
        return True

    def put(self, value: Any, span: Span, *, plain: bool) -> None:
        """Put a finished value where it belongs."""
        nothing = plain and value in NOTHING if isinstance(value, str) else False
        if not self.stack:
            self.root, self.rooted = (None if nothing else value), not nothing
            path: Path = ()
            key_span = None
        else:
            level = self.stack[-1]
            if level.is_list:
                path, key_span = (*level.path, len(level.data)), None
                level.data.append(None if nothing else value)
            elif level.key is None:
                self.refuse(
                    "key-not-text", span, "a key is a list or a set of keys", "write plain text"
                )
                level.key = ""
                return
            else:
                path, key_span = (*level.path, level.key), level.key_span
                level.data.setdefault(level.key, None if nothing else value)
                level.key = None
        if self.places is not None:
            self.places.setdefault(path, KeyPlace(key_span, span))

    def open(self, event: Any, *, is_list: bool) -> bool:
        if len(self.stack) >= gate.MAX_DEPTH:
            self.refuse(
                "too-deep",
                _point(event),
                f"more than {gate.MAX_DEPTH} levels inside each other",
                "no record needs so many; look for a bracket that is never closed",
            )
            return False
        path: Path = ()
        if self.stack:
            level = self.stack[-1]
            path = (*level.path, len(level.data) if level.is_list else level.key or "")
        opened = _Level(path, is_list=is_list)
        opened.first = _point(event)
        self.stack.append(opened)
        return True

    def close(self) -> None:
        level = self.stack.pop()
        self.put(level.data, level.first or START, plain=False)


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line, start.column, end.line, end.column)


def _point(event: Any) -> Span:
    start = event.start_mark
    return Span(start.line, start.column, start.line, start.column + 1)


def _line_end(text: str, line: int, column: int) -> Span:
    """From a place to the end of its line, inside the text whatever a parser says."""
    lines = text.split("\n")
    if line >= len(lines):
        line, column = len(lines) - 1, len(lines[-1])
    length = len(lines[line].rstrip("\r"))
    column = min(column, length)
    return Span(line, column, line, max(length, column + 1))


def _words_for(problem: str) -> str:
    return f"this is not valid YAML: {shorten(problem, 120)}"


def _advice(problem: str) -> str:
    if "mapping values" in problem:
        return "put text that holds a colon in quotes, and check how far this line is indented"
    if "end of stream" in problem or "quoted scalar" in problem:
        return "a quote or a bracket is opened and never closed"
    return "check the indentation, the dashes and the quotes here and in the line above"
