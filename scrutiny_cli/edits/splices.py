"""A change as the smallest stretches of text to be exchanged."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from scrutiny_cli.edits import rendering
from scrutiny_cli.edits.nodes import Node, header_end, line_end, line_start
from scrutiny_cli.edits.rendering import YamlStyle
from scrutiny_cli.edits.respelling import respelled
from scrutiny_cli.edits.spelling import Spelled


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


def replaced(text: str, node: Node, value: Any, look: YamlStyle) -> Iterator[list[Splice]]:
    """Ways to write a value where another stands."""
    if node.is_missing and node.after is None and not node.in_flow:
        return  # a key with `?` before it and no colon
    if isinstance(value, str) and node.is_text and (node.in_flow or not node.is_missing):
        for spelled in respelled(text, node, value, look):
            yield put(text, node, spelled, look)
        return
    for manner in (look, look.cautiously()):
        yield put(text, node, _rendered(text, node, value, manner), look)


def _rendered(text: str, node: Node, value: Any, look: YamlStyle) -> Spelled:
    if node.in_flow:
        return Spelled(rendering.flow(value, look))
    if node.parent is None:
        if not value:
            return Spelled(rendering.flow(value, look))
        first, *others = (
            rendering.mapping_lines(value, 0, look)
            if isinstance(value, dict)
            else rendering.list_lines(value, 0, look)
        )
        return Spelled(first, tuple(others))
    after = node.start if node.after is None else node.after
    if node.parent.is_list:
        beside = not node.is_missing and "\n" not in text[after : node.start]
        look = replace(look, gap=node.start - after + 1 if beside else 2)
        return rendering.under_dash(value, node.indent, look)
    used = after - line_start(text, after) + 1
    return rendering.under_key(value, node.indent, look, used)


def put(text: str, node: Node, new: Spelled, look: YamlStyle) -> list[Splice]:
    """What exchanges a value for another that is written so."""
    body = "".join(look.ending + line for line in new.body)
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
    """What exchanges the part of a value that stands on its key's line."""
    start = node.start
    if not head and node.after is not None and "\n" not in text[node.after : start]:
        start = node.after
    return Splice(start, end, head)
