"""Entries of mappings and lists: where a new one goes, and what goes with an old one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from scrutiny_cli.edits import spelling
from scrutiny_cli.edits.nodes import Node, header_end, line_end, line_start, next_line, skip
from scrutiny_cli.edits.splices import Splice, replaced
from scrutiny_cli.edits.style import YamlStyle, gap_of

_COMMENT = re.compile(r" *#")


def added(
    text: str, node: Node, key: str | None, value: Any, style: YamlStyle, *, spaced: bool = False
) -> Iterator[list[Splice]]:
    """Ways to add a key, or an item where there is none, to a mapping or list.

    ``spaced`` puts an empty line before it even if the list does not say so itself.
    """
    if not node.is_block:
        yield from _added_in_flow(text, node, key, value, style)
        return
    at = _tail(text, node)
    closed = _closed(text, node)
    blank = style.ending if _spaced(text, node, otherwise=spaced) else ""
    for manner in (style, style.without_blocks()):
        lines = "".join(style.ending + line for line in _lines(text, node, key, value, manner))
        yield [Splice(at, at, blank + lines)]
        yield [Splice(at, at, lines), *closed]


def _closed(text: str, node: Node) -> list[Splice]:
    """What keeps a block of text as it reads when the file no longer ends with its last line."""
    while node.entries:
        node = node.entries[-1].value
    if node.style not in ("|", ">") or node.end < len(text):
        return []
    end = header_end(text, node)
    header = text[node.start : end].replace("+", "").replace("-", "")
    return [Splice(node.start, end, header + "-")]


def _lines(text: str, node: Node, key: str | None, value: Any, style: YamlStyle) -> Sequence[str]:
    style = style.beside(node)
    if key is not None:
        return spelling.mapping_lines({key: value}, node.column, style)
    return spelling.list_lines([value], node.column, replace(style, gap=gap_of(text, node)))


def _spaced(text: str, node: Node, *, otherwise: bool) -> bool:
    """Whether the last two items of a list have an empty line between them."""
    if not node.is_list:
        return False
    if len(node.entries) < 2:
        return otherwise
    gap = text[line_end(text, node.entries[-2].end) : node.entries[-1].lead]
    return bool(re.search(r"\n *\r?\n", gap))


def _tail(text: str, node: Node) -> int:
    """The end of the last line that belongs to a mapping or list written in lines.

    Comments right below belong to it if they are indented as it is, and deeper than what follows.
    """
    end = line_end(text, node.end)
    following = skip(text, end)
    below = following - line_start(text, following) if following < len(text) else -1
    if text[following : following + 3] in ("---", "...") and not below:
        below = -1
    while end < len(text):
        start = next_line(text, end)
        comment = _COMMENT.match(text, start)
        if not comment or comment.end() - 1 - start < max(node.column, below + 1):
            break
        end = line_end(text, start)
    return end


def _added_in_flow(
    text: str, node: Node, key: str | None, value: Any, style: YamlStyle
) -> Iterator[list[Splice]]:
    style = style.beside(node)
    new = spelling.flow(value, style) if key is None else spelling.flow_pair(key, value, style)
    if not node.style:  # a pair without braces of its own
        yield [Splice(node.start, node.end, f"{{{text[node.start : node.end]}, {new}}}")]
    elif not node.entries:
        hollow = not text[node.start + 1 : node.end - 1].strip(" ")
        end = node.end - 1 if hollow else node.start + 1
        yield [Splice(node.start + 1, end, new)]
    else:
        yield _after_last(text, node, new, style)


def _after_last(text: str, node: Node, new: str, style: YamlStyle) -> list[Splice]:
    """A new entry in brackets: on the last one's line, or on its own where the others have theirs."""
    last = node.entries[-1]
    comma = skip(text, last.end)
    closed = text[comma : comma + 1] == ","
    at = comma + 1 if closed else last.end
    start = line_start(text, last.lead)
    if "\n" not in text[at : node.end] or text[start : last.lead].strip(" "):
        return [Splice(at, at, f" {new}," if closed else f", {new}")]
    below = line_end(text, at)
    line = style.ending + " " * (last.lead - start) + new + ("," if closed else "")
    return [*([] if closed else [Splice(at, at, ",")]), Splice(below, below, line)]


def removed(text: str, node: Node, index: int, style: YamlStyle) -> Iterator[list[Splice]]:
    """Ways to take a key or an item away."""
    if len(node.entries) == 1:
        yield from _emptied(text, node)
        yield from replaced(text, node, [] if node.is_list else {}, style)
        return
    if not node.is_block:
        yield _removed_in_flow(text, node, index)
        return
    lead = node.entries[index].lead
    if text[line_start(text, lead) : lead].strip(" "):
        yield [_first_of_line(text, node)]
        return
    lines = Splice(line_start(text, lead), next_line(text, node.entries[index].end), "")
    yield [_unended(text, _with_gap(text, node, index, lines))]
    yield [_unended(text, lines)]
    yield [lines]
    yield [_without_blanks_below(text, lines)]


def _emptied(text: str, node: Node) -> Iterator[list[Splice]]:
    """Brackets without their only entry, where there are comments in them to be kept."""
    lead, end = node.entries[0].lead, node.entries[0].end
    if node.style in ("[", "{") and "#" in text[node.start : lead] + text[end : node.end]:
        comma = skip(text, end)
        yield [Splice(lead, comma + 1 if text[comma] == "," else end, "")]


def _first_of_line(text: str, node: Node) -> Splice:
    """The first entry of a mapping that begins on the line of a dash."""
    first, second = node.entries[:2]
    below = line_end(text, first.end)
    if "#" not in text[below : second.lead]:
        return Splice(first.lead, second.lead, "")
    dash = first.lead
    while text[dash - 1] == " ":
        dash -= 1
    return Splice(dash, below, "")


def _unended(text: str, lines: Splice) -> Splice:
    """Lines to be taken away so that a file whose last line has no ending stays such a file."""
    if lines.end < len(text) or text.endswith("\n") or not lines.start:
        return lines
    return lines._replace(start=line_end(text, lines.start - 1))


def _with_gap(text: str, node: Node, index: int, lines: Splice) -> Splice:
    """Lines with the empty lines on one side, if they are between empty lines.

    With the last item of a list, or at the end of the file, the empty lines above go.
    """
    before = node.entries[index - 1].end if index else node.after or 0
    above = re.search(r"(?:(?<=\n) *\r?\n)+\Z", text[before : lines.start])
    if above is None and lines.start:
        return lines
    closed = _without_blanks_below(text, lines)
    if closed != lines or above is None:
        return closed
    at_end = (node.is_list and index == len(node.entries) - 1) or lines.end == len(text)
    return lines._replace(start=before + above.start()) if at_end else lines


def _without_blanks_below(text: str, lines: Splice) -> Splice:
    below = re.match(r"(?: *\r?\n)*", text[lines.end :])
    return lines._replace(end=lines.end + (below.end() if below else 0))


def _removed_in_flow(text: str, node: Node, index: int) -> list[Splice]:
    gone = node.entries[index]
    comma = skip(text, gone.end)
    end = comma + 1 if text[comma : comma + 1] == "," else gone.end
    is_last = index == len(node.entries) - 1
    before = node.entries[index - 1].end
    joint = skip(text, before)  # the comma before the last entry, which goes with it
    cut = [Splice(joint, joint + 1, "")] if is_last and end == gone.end else []
    if _stands_alone(text, gone.lead, end):
        return [*cut, Splice(line_start(text, gone.lead), next_line(text, end), "")]
    if is_last:
        if "#" in text[before : gone.lead]:
            return [*cut, Splice(gone.lead, end, "")]
        return [Splice(before, gone.end, "")]
    following = node.entries[index + 1].lead
    return [Splice(gone.lead, end if "#" in text[end:following] else following, "")]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether an entry has its lines for itself, but for a comment."""
    before = text[line_start(text, start) : start]
    return not before.strip(" ") and bool(re.match(r" *(#[^\n]*)?\r?\n", text[end:]))
