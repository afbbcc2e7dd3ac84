"""The place of every value of a file, to the character."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scrutiny_cli.documents import Path, parsers

_BLANK = re.compile(r"(?:[ \r\n]+|#[^\n]*)*")
_HEADER = re.compile(r"[|>][-+0-9]*")


@dataclass(slots=True)
class Node:
    """A value: text, a mapping or a list, from ``start`` to ``end`` (exclusive).

    ``style`` is a text's quote or block sign (none where it is plain), the opening bracket of a
    mapping or list in brackets, ``:`` or ``-`` where it is written in lines, and nothing for a
    pair that stands in a list in brackets without braces of its own. ``after`` is the end of the
    colon or dash before the value.
    """

    style: str
    start: int
    end: int
    column: int
    after: int | None = None
    parent: "Node | None" = None
    text: str | None = None
    entries: "list[NodeEntry]" = field(default_factory=list)
    is_list: bool = False

    @property
    def is_text(self) -> bool:
        """Whether this is text, or nothing at all."""
        return self.text is not None

    @property
    def is_missing(self) -> bool:
        """Whether nothing is written where this value belongs."""
        return self.text == "" and not self.style

    @property
    def is_block(self) -> bool:
        """Whether this is a mapping or a list written in lines."""
        return self.style in (":", "-")

    @property
    def in_flow(self) -> bool:
        """Whether this value is between brackets."""
        return self.parent is not None and not self.parent.is_block

    @property
    def indent(self) -> int:
        """The column of what holds this value; its own lines must be further right."""
        return self.parent.column if self.parent else -1


@dataclass(slots=True)
class NodeEntry:
    """A key with its value, or an item of a list; ``lead`` is the place of its first character."""

    lead: int
    key: Node | None
    value: Node

    @property
    def end(self) -> int:
        """The end of what is written."""
        return self.value.end


def read(text: str) -> Node:
    """The root value of a text that documents.parse has accepted."""
    return _NodeReader(text).node(parsers.usual.compose(text), None, None)


def find(root: Node, path: Path) -> tuple[Node, int]:
    """The value at a path, or the last that is there, and how many steps of the path it took."""
    node = root
    for depth, step in enumerate(path):
        at = index(node, step)
        if at < 0:
            return node, depth
        node = node.entries[at].value
    return node, len(path)


def index(node: Node, step: str | int) -> int:
    """Which entry of a mapping or list a step of a path means; below 0 if none."""
    if isinstance(step, int):
        return step if step < len(node.entries) else -1
    keys = (entry.key.text if entry.key else None for entry in node.entries)
    return next((at for at, key in enumerate(keys) if key == step), -1)


def walk(node: Node) -> Iterator[Node]:
    """A value and all that it holds."""
    yield node
    for each in node.entries:
        yield from walk(each.value)


def skip(text: str, at: int) -> int:
    """The next character that is neither white space nor part of a comment."""
    match = _BLANK.match(text, at)
    return match.end() if match else at


def line_start(text: str, at: int) -> int:
    """The beginning of the line at an index."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """The end of the line at an index, before its line ending."""
    end = text.find("\n", at)
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1 : end] == "\r" else end


def next_line(text: str, at: int) -> int:
    """The beginning of the line after the one at an index, or the end of the text."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def header_end(text: str, node: Node) -> int:
    """The end of a block text's sign and indicators: ``|``, ``>2-``."""
    match = _HEADER.match(text, node.start)
    return match.end() if match else node.start


def content_column(text: str, node: Node, end: int | None = None) -> int | None:
    """The column at which a block text's lines begin; nothing where it has none."""
    header = header_end(text, node)
    if digits := re.sub(r"\D", "", text[node.start : header]):
        return max(node.indent, 0) + int(digits)
    for line in text[next_line(text, header) : end or node.end].split("\n"):
        if line.strip(" \r"):
            return len(line) - len(line.lstrip(" "))
    return None


def _block_end(text: str, node: Node, end: int) -> int:
    """The end of a block text's last line, before its line ending.

    The parsers count the blank lines below as well, which belong to the text only if it keeps
    them (``+``) or if they hold more spaces than its indentation.
    """
    header = header_end(text, node)
    first = next_line(text, header)
    if end <= first:
        return header
    last = line_end(text, line_start(text, end - 1)) if text[end - 1] == "\n" else end
    if "+" in text[node.start : header]:
        return last
    column = content_column(text, node, end)
    while column is not None and last >= first:
        start = line_start(text, last)
        if text[start:last].strip(" ") or last - start > column:
            return last
        last = line_end(text, line_start(text, start - 1))
    return header


class _NodeReader:
    """Makes nodes of those of the parser; recursive, for no document is deeper than the gate lets."""

    def __init__(self, text: str) -> None:
        self.text = text

    def node(self, parsed: Any, parent: Node | None, after: int | None) -> Node:
        start, column = parsed.start_mark.index, parsed.start_mark.column
        node = Node("", start, parsed.end_mark.index, column, after, parent)
        if parsed.id == "scalar":
            return self.scalar(parsed, node)
        node.is_list = parsed.id == "sequence"
        if self.text[start : start + 1] == ("[" if node.is_list else "{"):
            node.style = self.text[start]
        elif parent is None or parent.is_block:
            node.style = "-" if node.is_list else ":"
        fill = self.items if node.is_list else self.pairs
        fill(node, parsed.value)
        if node.style not in ("[", "{"):
            node.end = node.entries[-1].end
        return node

    def items(self, node: Node, parsed: list[Any]) -> None:
        for item in parsed:
            lead = self.lead(node)
            after = lead + 1 if node.is_block else None
            node.entries.append(NodeEntry(lead, None, self.node(item, node, after)))

    def pairs(self, node: Node, parsed: list[tuple[Any, Any]]) -> None:
        for name, item in parsed:
            lead = self.lead(node)
            key = self.node(name, node, None)
            colon = skip(self.text, key.end)
            after = colon + 1 if self.text[colon : colon + 1] == ":" else None
            value = self.node(item, node, after)
            if value.is_missing and after is None:
                value.start = value.end = key.end
            node.entries.append(NodeEntry(lead, key, value))

    def lead(self, node: Node) -> int:
        """Where the next entry of a mapping or list begins."""
        if not node.entries:
            return node.start if node.style not in ("[", "{") else skip(self.text, node.start + 1)
        following = skip(self.text, node.entries[-1].end)
        return following if node.is_block else skip(self.text, following + 1)

    def scalar(self, parsed: Any, node: Node) -> Node:
        node.style, node.text = parsed.style or "", parsed.value
        if node.is_missing:  # the parsers disagree about where nothing stands
            node.start = node.end = node.start if node.after is None else node.after
        elif node.style in ("|", ">"):
            node.end = _block_end(self.text, node, node.end)
        return node
