"""A file's YAML as plain data: mappings, lists and text, with a place for every key and value."""

import re
from collections.abc import Iterator
from typing import Any

from scrutiny_cli.documents import gate, parsers
from scrutiny_cli.documents.gate import Refusal
from scrutiny_cli.documents.nodes import NOTHING, NotYaml, TooManyNodes
from scrutiny_cli.documents.problems import START, Span
from scrutiny_cli.documents.refusals import refusals
from scrutiny_cli.documents.source import Source

Path = tuple[str | int, ...]
"""Keys and indexes from the document's root to a value."""

# What may be an anchor, an alias or a tag. Inside a text it is none, and does no harm.
_MARKED = re.compile(r"(?<!\w)(?:&\S|(?<!\*)\*[^\s*]|!)")

_NO_KEY = NOTHING | {"<<"}


class Document:
    """A parsed file: plain data, or the reasons why there is none.

    ``data`` holds ``dict``, ``list``, ``str``, and ``None`` for a key with nothing after it. A
    document that was released keeps its source alone, and is read again when it is needed.
    """

    __slots__ = ("_data", "_root", "_text", "refusals", "source")

    def __init__(
        self, source: Source, text: str | None, data: Any, refusals: tuple[Refusal, ...] = ()
    ) -> None:
        self.source = source
        self.refusals = refusals
        self._text, self._data = text, data
        self._root: Any = None

    @property
    def text(self) -> str | None:
        """The text of the file; none where its bytes are refused."""
        return gate.decode_bytes(self.source.raw)[0] if self._text is None else self._text

    @property
    def data(self) -> Any:
        """The plain data of the file; none where it is refused."""
        if self._data is None and not self.refusals:
            self._data = plain(self._node())
        return self._data

    def release(self) -> None:
        """Keep the source alone: of ten thousand documents few are needed again."""
        self._text = self._data = self._root = None

    def _node(self) -> Any:
        """The root of the nodes that the parser makes of the text."""
        if self._root is None:
            self._root = parsers.usual.compose(self.text or "")
        return self._root

    def span(self, path: Path, *, key: bool = False) -> Span:
        """The place of a value (or its key) in its first line, or of its holder if it is missing.

        A mapping or a list is at its first key or item.
        """
        if self.refusals:
            return START
        name, node = None, self._node()
        for step in path:
            if (found := _below(node, step)) is None:
                key = False
                break
            name, node = found
        if node.id != "scalar" and not (key and name):
            start = node.start_mark
            return Span(start.line, start.column, start.line, start.column + 1)
        if name and not key and not node.value and not node.style:
            # The parsers differ about the place of nothing: it is after the colon.
            end = name.end_mark
            return Span(end.line, end.column + 1, end.line, end.column + 1)
        return self._first_line(name if key and name else node)

    def unquoted(self) -> Iterator[tuple[Path, str, Span]]:
        """Each value that is written without quotes: its path, its text, and its whole place."""
        todo: list[tuple[Path, Any]] = [((), None if self.refusals else self._node())]
        while todo:
            path, node = todo.pop()
            if node is None:
                continue
            if node.id == "sequence":
                todo += [((*path, index), value) for index, value in enumerate(node.value)]
            elif node.id == "mapping":
                todo += [((*path, key.value), value) for key, value in node.value]
            elif node.value and not node.style:
                start, end = node.start_mark, node.end_mark
                yield path, node.value, Span(start.line, start.column, end.line, end.column)

    def _first_line(self, node: Any) -> Span:
        start, end = node.start_mark, node.end_mark
        if start.line == end.line:
            return Span(start.line, start.column, end.line, end.column)
        rest = (self.text or "")[start.index :].partition("\n")[0].rstrip("\r")
        return Span(start.line, start.column, start.line, start.column + max(len(rest), 1))


def _below(node: Any, step: str | int) -> tuple[Any, Any] | None:
    """The key, if any, and the value at a step below a node."""
    if node.id == "sequence" and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    if node.id == "mapping":
        return next((pair for pair in node.value if pair[0].value == step), None)
    return None


def parse(source: Source) -> Document:
    """Read a file's bytes into a document; whatever is wrong with them is in its refusals."""
    text, refusal = gate.decode_bytes(source.raw)
    if text is None:
        return Document(source, None, None, (refusal,) if refusal else ())
    found = refusals(text) if _may_be_marked(text) else ()
    if not found:
        try:
            return Document(source, text, plain(parsers.usual.compose(text)))
        except (NotYaml, TooManyNodes, NotPlain):
            found = refusals(text)
    return Document(source, text, None, found)


def _may_be_marked(text: str) -> bool:
    return ("&" in text or "*" in text or "!" in text) and bool(_MARKED.search(text))


class NotPlain(Exception):
    """There is something among the nodes that no record may hold."""


def plain(node: Any) -> Any:
    """The data of a tree of nodes: mappings, lists, text, and None for nothing."""
    data = None if node is None else _plain(node)
    if data is None:
        raise NotPlain
    return data


def _plain(node: Any) -> Any:
    value = node.value
    kind = node.id
    if kind == "scalar":
        if not node.style:
            return None if value in NOTHING else value
        if node.style == '"' and gate.FORBIDDEN.search(value):
            raise NotPlain
        return value
    if kind == "sequence":
        return [_plain(item) for item in value]
    data = {}
    for key, item in value:
        name = key.value
        if key.id != "scalar" or (name in _NO_KEY and not key.style):
            raise NotPlain
        data[_plain(key) if key.style else name] = _plain(item)
    if len(data) != len(value):
        raise NotPlain
    return data
