"""New values as lines or in brackets, in the manner of the file they go into."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from scrutiny_cli.edits import spelling
from scrutiny_cli.edits.nodes import Node, content_column, walk
from scrutiny_cli.edits.spelling import Room, Spelled

WIDTH = 100

# A file with a line longer than this is not broken into lines by those who write it.
_UNBROKEN = 120


@dataclass(frozen=True)
class YamlStyle:
    """How a file is written.

    ``step`` is how far keys are indented below a key, ``offset`` how far dashes are, ``gap`` the
    way from a dash to what follows it. Where ``folds``, long text is broken into lines.
    ``key_quote`` and ``text_quote`` are the quotes that all keys and texts have there, even those
    that need none. ``cautious`` puts every text that is not plain in double quotes.
    """

    step: int = 2
    offset: int = 2
    gap: int = 2
    quote: str = '"'
    key_quote: str | None = None
    text_quote: str | None = None
    ending: str = "\n"
    folds: bool = True
    cautious: bool = False

    def cautiously(self) -> "YamlStyle":
        """The same look without blocks of text, which not every place can hold."""
        return replace(self, cautious=True)


DEFAULT_STYLE = YamlStyle()


def look_of(text: str, root: Node) -> YamlStyle:
    """How a text is written, and where it does not say, how the house writes."""
    steps, offsets, gaps = Counter[int](), Counter[int](), Counter[int]()
    keys, texts = Counter[str](), Counter[str]()
    for node in walk(root):
        if node.style == ":" and node.parent and node.parent.style == ":":
            steps[node.column - node.parent.column] += 1
        elif node.style == "-" and node.parent and node.parent.style == ":":
            offsets[node.column - node.parent.column] += 1
        elif node.style in ("|", ">") and node.parent and node.parent.style == ":":
            steps[(content_column(text, node) or node.parent.column + 2) - node.parent.column] += 1
        if node.style == "-":
            gaps[gap_of(text, node)] += 1
        if node.is_text and not node.is_missing:
            texts[node.style] += 1
        keys.update(entry.key.style for entry in node.entries if entry.key)
    step = _commonest(steps, _commonest(offsets, 2) or 2)
    return YamlStyle(
        step=step,
        offset=_commonest(offsets, step),
        gap=_commonest(gaps, 2),
        quote="'" if texts["'"] > texts['"'] else '"',
        key_quote=only_quote(keys),
        text_quote=only_quote(texts),
        ending="\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n",
        folds=max(map(len, text.split("\n"))) <= _UNBROKEN,
    )


def _commonest(counted: Counter[int], otherwise: int) -> int:
    return counted.most_common(1)[0][0] if counted else otherwise


def only_quote(styles: Counter[str]) -> str | None:
    """The quotes of several texts that all have the same."""
    used = [style for style, number in styles.items() if number]
    return used[0] if used in (["'"], ['"']) and styles.total() > 1 else None


def gap_of(text: str, node: Node) -> int:
    """The way from a list's dashes to what follows them."""
    for entry in node.entries:
        start = entry.value.start
        if not entry.value.is_missing and "\n" not in text[entry.lead : start]:
            return start - entry.lead
    return 2


def under_key(value: Any, indent: int, look: YamlStyle, used: int) -> Spelled:
    """A value as it follows the colon of a key at a column; ``used`` is the line's length."""
    if isinstance(value, str):
        return new_text(value, Room(False, indent, indent + look.step), look, used)
    if not value:
        return Spelled(flow(value, look))
    if isinstance(value, Mapping):
        return Spelled("", tuple(mapping_lines(value, indent + look.step, look)))
    return Spelled("", tuple(list_lines(value, indent + look.offset, look)))


def under_dash(value: Any, indent: int, look: YamlStyle) -> Spelled:
    """A value as it follows a dash at a column."""
    column = indent + look.gap
    if isinstance(value, str):
        return new_text(value, Room(False, indent, column), look, column)
    if not value:
        return Spelled(flow(value, look))
    write = mapping_lines if isinstance(value, Mapping) else list_lines
    first, *others = write(value, column, look)
    return Spelled(first[column:], tuple(others))


def mapping_lines(value: Mapping[str, Any], column: int, look: YamlStyle) -> list[str]:
    """Keys with their values, in lines that begin at a column."""
    return [line for key, item in value.items() for line in key_lines(key, item, column, look)]


def key_lines(
    key: str, value: Any, column: int, look: YamlStyle, quote: str | None = None
) -> list[str]:
    """A key with its value; the key in quotes if such are given."""
    lead = " " * column + key_text(key, look, in_flow=False) + ":"
    head, body = under_key(value, column, look, len(lead) + 1)
    return [f"{lead} {head}" if head else lead, *body]


def list_lines(value: Sequence[Any], column: int, look: YamlStyle) -> list[str]:
    """Items after dashes at a column."""
    return [
        line for item in value for line in item_lines(under_dash(item, column, look), column, look)
    ]


def item_lines(item: Spelled, column: int, look: YamlStyle) -> list[str]:
    """An item after a dash at a column."""
    return [" " * column + "-" + " " * (look.gap - 1) + item.head, *item.body]


def flow(value: Any, look: YamlStyle) -> str:
    """A value on one line, in brackets where it has parts."""
    if isinstance(value, str):
        bare = None if look.text_quote else spelling.plain(value, flow=True)
        return bare or spelling.quoted(value, look.text_quote or look.quote)
    if isinstance(value, Mapping):
        return "{" + ", ".join(flow_pair(key, item, look) for key, item in value.items()) + "}"
    return "[" + ", ".join(flow(item, look) for item in value) + "]"


def flow_pair(key: str, value: Any, look: YamlStyle) -> str:
    """A key with its value on one line."""
    return f"{key_text(key, look, in_flow=True)}: {flow(value, look)}"


def key_text(key: str, look: YamlStyle, *, in_flow: bool) -> str:
    """A key, in quotes if it needs them or if all the others have them."""
    bare = None if look.key_quote else spelling.plain(key, flow=in_flow)
    return bare or spelling.quoted(key, look.key_quote or look.quote)


def new_text(text: str, room: Room, look: YamlStyle, used: int) -> Spelled:
    """A new text: plain where that is safe, broken into lines where it is long."""
    if look.text_quote and "\n" not in text:
        return Spelled(spelling.quoted(text, look.text_quote))
    bare = spelling.plain(text, flow=False)
    if not look.cautious:
        block = _new_block(text, room, look, used)
        if block is not None:
            return block
        return Spelled(bare or spelling.quoted(text, look.quote))
    return Spelled(bare or spelling.double(text))


def _new_block(text: str, room: Room, look: YamlStyle, used: int) -> Spelled | None:
    if "\n" in text:
        # Spaces at the end of a line are seen by nobody and taken away by many an editor.
        visible = not any(line.endswith(" ") for line in text.split("\n"))
        return spelling.literal(text, room) if visible else None
    if not look.folds or used + len(text) <= WIDTH:
        return None
    broken = partial(spelling.wrap, width=WIDTH - room.column)
    found = spelling.folded(text, room, broken=broken)
    return found if found and len(found.body) > 1 else None
