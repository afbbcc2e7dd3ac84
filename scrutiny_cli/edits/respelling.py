"""A text in the place of another, in the same manner of writing where that can hold it."""

from collections.abc import Iterator

from scrutiny_cli.edits import spelling
from scrutiny_cli.edits.nodes import Node, content_column, header_end, line_start, next_line
from scrutiny_cli.edits.rendering import YamlStyle, new_text
from scrutiny_cli.edits.spelling import Room, Spelled


def respelled(source: str, node: Node, text: str, look: YamlStyle) -> Iterator[Spelled]:
    """Ways to write a text where a value stands, the best first; the last holds everything."""
    if node.style in ("|", ">"):
        yield from _as_block(source, node, text)
    yield from _in_line(source, node, text, look)
    yield Spelled(spelling.double(text))


def _in_line(source: str, node: Node, text: str, look: YamlStyle) -> Iterator[Spelled]:
    if "\n" in text:
        if node.style != '"' and not node.in_flow:
            yield new_text(text, room_of(source, node, look), look, 0)
        return
    encoded = _encoded(node, text)
    if encoded is None:
        yield Spelled(spelling.quoted(text, look.quote))
        return
    if (broken := _broken(source, node, encoded, look.ending)) is not None:
        yield Spelled(broken)
    yield Spelled(encoded)


def room_of(source: str, node: Node, look: YamlStyle) -> Room:
    """Where the lines of a text may stand in the place of a value."""
    column = content_column(source, node) if node.style in ("|", ">") else None
    if column is None:
        holder = node.parent
        column = node.indent + (look.gap if holder and holder.is_list else look.step)
    return Room(node.in_flow, node.indent, column)


def _encoded(node: Node, text: str) -> str | None:
    """A text of one line in the quotes of the value it replaces, or plain as that is."""
    if node.style == "'":
        return spelling.single(text)
    if node.style == '"':
        return spelling.double(text)
    return spelling.plain(text, flow=node.in_flow)


def _broken(source: str, node: Node, encoded: str, ending: str) -> str | None:
    """A text over several lines, where the text before was so; its unchanged lines stay."""
    raw = source[node.start : node.end].split("\n")
    lines = [line.strip(" \r") for line in raw]
    indents = {len(line) - len(line.lstrip(" ")) for line in raw[1:]}
    if len(indents) != 1 or not all(lines) or any(line.endswith("\\") for line in lines):
        return None
    indent = indents.pop()
    start = node.start - line_start(source, node.start)
    width = max(start + len(lines[0]), *(indent + len(line) for line in lines[1:]))
    _, written = spelling.rewrap(lines, encoded, width - max(start, indent))
    return (ending + " " * indent).join(written)


def _as_block(source: str, node: Node, text: str) -> Iterator[Spelled]:
    header = source[node.start : header_end(source, node)]
    room = room_of(source, node, YamlStyle())
    found = _refolded(source, node, text, room, header) if node.style == ">" else None
    for spelled in (found, spelling.literal(text, room, header)):
        if spelled is None:
            continue
        if node.end == len(source):  # without a line ending below, the last line has none either
            yield Spelled(header, spelled.body)
        yield spelled


def _refolded(source: str, node: Node, text: str, room: Room, header: str) -> Spelled | None:
    old = _paragraphs(source, node, room.column)
    longest = max((len(line) for lines in old for line in lines), default=0)
    width = longest if any(len(lines) > 1 for lines in old) else None

    def broken(paragraph: str) -> list[str]:
        choices = [spelling.rewrap(lines, paragraph, width) for lines in old]
        return max(choices, key=lambda choice: choice[0], default=(0, [paragraph]))[1]

    return spelling.folded(text, room, header, broken)


def _paragraphs(source: str, node: Node, column: int) -> list[list[str]]:
    """The lines of a folded text, one list for each paragraph."""
    first = next_line(source, header_end(source, node))
    lines = [line.rstrip("\r")[column:] for line in source[first : node.end].split("\n")]
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip(" ") and not line.startswith(" "):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]
