"""Everything in a text that no record file may hold, each with its place.

Most files hold nothing of the kind and are never looked at here. Parsing events come one at a time,
so that the search ends where a file goes too far, and no alias or tag is ever acted upon.
"""

from typing import Any

from scrutiny_cli.documents import gate, parsers
from scrutiny_cli.documents.gate import Refusal
from scrutiny_cli.documents.invisible import forbidden_escape
from scrutiny_cli.documents.nodes import NOTHING, NotYaml
from scrutiny_cli.documents.problems import START, Span
from scrutiny_cli.wording import shorten


def refusals(text: str) -> tuple[Refusal, ...]:
    """Return why a text is refused; nothing where it can be read."""
    search = _Search(text)
    search.run()
    return tuple(search.found)


class _Holder:
    """An open mapping or list: the lines of its keys, and whether the value of one comes next."""

    __slots__ = ("has_key", "is_list", "lines", "start")

    def __init__(self, start: Span, *, is_list: bool) -> None:
        self.start, self.is_list = start, is_list
        self.lines: dict[str, int] = {}
        self.has_key = False

    @property
    def wants_key(self) -> bool:
        return not self.is_list and not self.has_key


class _Search:
    """Goes through the events of a text, counting as it goes; never recursive."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Refusal] = []
        self.holders: list[_Holder] = []
        self.documents = 0
        self.values = 0
        self.empty = True

    def refuse(self, code: str, span: Span, message: str, hint: str | None = None) -> None:
        if len(self.found) < gate.MAX_PROBLEMS:
            self.found.append(Refusal(code, span, message, hint))

    def run(self) -> None:
        try:
            for event in parsers.usual.events(self.text):
                if not self.take(event, type(event).__name__):
                    return
        except NotYaml as error:
            span = _line_end(self.text, error.line, error.column)
            words = f"this is not valid YAML: {shorten(error.problem, 120)}"
            self.refuse("invalid-yaml", span, words, _advice(error.problem))
        else:
            if self.empty and not self.found:
                hint = "write a record or delete the file"
                self.refuse("empty-file", START, "the file has no record", hint)

    def take(self, event: Any, name: str) -> bool:
        """Take one event; False when nothing after it is worth reading."""
        if name == "ScalarEvent":
            if not self.node(event):
                return False
            self.scalar(event)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            return self.node(event) and self.begin(event, is_list=name[0] == "S")
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self.value(self.holders.pop().start)
        elif name == "AliasEvent":
            self.refuse("alias", _span(event), "an alias repeats another part", "write it out")
            self.value(_span(event))
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
            self.refuse("yaml-directive", _span(event), "there is a line with % above", "delete it")
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
                "tag", _point(event), "there is a tag before this value", "delete it, or use quotes"
            )
        return True

    def begin(self, event: Any, *, is_list: bool) -> bool:
        if len(self.holders) >= gate.MAX_DEPTH:
            self.refuse(
                "too-deep",
                _point(event),
                f"more than {gate.MAX_DEPTH} levels inside each other",
                "no record needs so many; look for a bracket that is never closed",
            )
            return False
        self.holders.append(_Holder(_point(event), is_list=is_list))
        return True

    def scalar(self, event: Any) -> None:
        value, span, plain = event.value, _span(event), not event.style
        if event.style == '"' and (bad := gate.FORBIDDEN.search(value)):
            shown = len(self.found) < gate.MAX_PROBLEMS
            start, end = event.start_mark.index, event.end_mark.index
            self.refuse(
                "forbidden-character",
                (shown and forbidden_escape(self.text, start, end)) or span,
                f"{gate.name_of(bad[0])} is not allowed in a record, escaped or not",
                "delete it",
            )
        holder = self.holders[-1] if self.holders else None
        if holder and holder.wants_key:
            self.key(holder, value, span, plain=plain)
        elif self.holders or not (plain and value in NOTHING):
            self.value(span)

    def key(self, holder: _Holder, name: str, span: Span, *, plain: bool) -> None:
        if plain and name == "<<":
            self.refuse("merge-key", span, "`<<` merges another part in", "write the keys out")
        if plain and name in NOTHING:
            self.refuse("key-not-text", span, "a key has no name", "write the name of the field")
        if name in holder.lines:
            self.refuse(
                "duplicate-key",
                span,
                f"`{shorten(name)}` is already in line {holder.lines[name] + 1}",
                "keep one of the two",
            )
        holder.lines.setdefault(name, span.line)
        holder.has_key = True

    def value(self, span: Span) -> None:
        """Take a value, or what is where a key should be."""
        self.empty = False
        holder = self.holders[-1] if self.holders else None
        if holder and holder.wants_key:
            hint = "write plain text"
            self.refuse("key-not-text", span, "a key is a list or a set of keys", hint)
            holder.has_key = True
        elif holder:
            holder.has_key = False


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


def _advice(problem: str) -> str:
    if "mapping values" in problem:
        return "put text that holds a colon in quotes, and check how far this line is indented"
    if "end of stream" in problem or "quoted scalar" in problem:
        return "a quote or a bracket is opened and never closed"
    return "check the indentation, the dashes and the quotes here and in the line above"
