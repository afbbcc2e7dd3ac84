"""A change as the smallest stretches of text to be exchanged."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from scrutiny_cli.edits import spelling
from scrutiny_cli.edits.nodes import (
    Node,
    content_column,
    header_end,
    line_end,
    line_start,
    next_line,
)
from scrutiny_cli.edits.spelling import Spelled
from scrutiny_cli.edits.style import YamlStyle

_NARROW = 72
"""Nobody breaks text into shorter lines than this on purpose."""


class Splice(NamedTuple):
    """A stretch of text and what takes its place."""

    start: int
    end: int
    text: str


def splice(text: str, splices: Iterable[Splice]) -> str:
    """The text with some stretches exchanged."""
    parts: list[str] = []
    at = 0
    for start, end, new in sorted(splices, key=lambda each: each[:2]):
        parts += (text[at:start], new)
        at = end
    return "".join([*parts, text[at:]])


def replaced(text: str, node: Node, value: Any, style: YamlStyle) -> Iterator[list[Splice]]:
    """Yield ways to write a value instead of another, the best first."""
    if node.is_missing and node.after is None and not node.in_flow:
        return  # a key with `?` before it and no colon
    if node.parent and node.parent.is_list and not node.is_missing:
        beside = node.after is not None and "\n" not in text[node.after : node.start]
        style = replace(style, gap=node.start - (node.after or 0) + 1 if beside else 2)
    manners = [style, style.without_blocks()]
    if isinstance(value, str) and node.is_text and not node.is_missing:
        manners = [_as_before(text, node, style), *manners, replace(style, manner='"')]
    for manner in dict.fromkeys(manners):
        yield put(text, node, _spelled(text, node, value, manner), style)


def _as_before(text: str, node: Node, style: YamlStyle) -> YamlStyle:
    """The style for a text in the manner of the one whose place it takes."""
    if node.style not in ("|", ">"):
        return replace(style, manner=node.style or None)
    column = content_column(text, node) or node.indent + style.step
    step = column - node.indent
    lines = text[next_line(text, node.start) : node.end].split("\n")
    width = max(len(line.rstrip("\r")) for line in [*lines, " " * _NARROW])
    return replace(style, manner=node.style, step=step, gap=step, width=width)


def _spelled(text: str, node: Node, value: Any, style: YamlStyle) -> Spelled:
    if node.in_flow or (node.parent is None and not value):
        return Spelled(spelling.flow(value, style))
    if node.parent is None:
        write = spelling.mapping_lines if isinstance(value, dict) else spelling.list_lines
        first, *others = write(value, 0, style)
        return Spelled(first, tuple(others))
    if node.parent.is_list:
        return spelling.under_dash(value, node.indent, style)
    after = node.start if node.after is None else node.after
    return spelling.under_key(value, node.indent, style, after - line_start(text, after) + 1)


def put(text: str, node: Node, new: Spelled, style: YamlStyle) -> list[Splice]:
    """What exchanges a value for another that is written so."""
    body = "".join(style.ending + line for line in new.body)
    if node.is_missing:
        return _fill(text, node, new.head, body)
    if node.style in ("|", ">"):
        end = header_end(text, node)
        return [
            _head(text, node, end, new.head),
            Splice(line_end(text, end), max(node.end, line_end(text, end)), body),
        ]
    if not node.is_block:
        below = line_end(text, node.end)
        return [_head(text, node, node.end, new.head), Splice(below, below, body)]
    lead = node.entries[0].lead
    if node.parent is None or text[line_start(text, lead) : lead].strip(" "):
        return [Splice(lead, line_end(text, node.end), new.head + body)]
    above = line_end(text, line_start(text, lead) - 1)
    while not body and above and not text[line_start(text, above) : above].strip(" "):
        above = line_end(text, line_start(text, above) - 1)
    exchange = Splice(above, line_end(text, node.end), body)
    return [*_fill(text, node, new.head, ""), exchange]


def _fill(text: str, node: Node, head: str, body: str) -> list[Splice]:
    """What writes a value after a colon or a dash that has none."""
    at = node.start if node.after is None else node.after
    if node.in_flow:
        rest = text[at:].lstrip(" ")
        end = len(text) - len(rest) if rest.startswith(",") else at
        return [Splice(at, end, (": " if node.after is None else " ") + head)]
    below = line_end(text, at)
    return [Splice(at, at, f" {head}" if head else ""), Splice(below, below, body)]


def _head(text: str, node: Node, end: int, head: str) -> Splice:
    """The edit that exchanges the part of a value on its key's line."""
    start = node.start
    if not head and node.after is not None and "\n" not in text[node.after : start]:
        start = node.after
    return Splice(start, end, head)
