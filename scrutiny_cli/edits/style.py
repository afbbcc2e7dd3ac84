"""The manner in which a file is written: indentation, quotes, line endings."""

from collections import Counter
from dataclasses import dataclass, replace

from scrutiny_cli.edits.nodes import Node, content_column, walk


@dataclass(frozen=True)
class YamlStyle:
    """How a file is written.

    ``step`` is how far keys are indented below a key, ``offset`` how far dashes are, ``gap`` the
    way from a dash to what follows it. ``key_quote`` and ``text_quote`` are the quotes that all
    keys and texts have, even those that need none. Text that ends beyond ``width`` goes over several
    lines where ``blocks`` may. ``manner`` is the one in which every text is written: a quote, a block
    sign, or nothing for plain; where it is None, each is written as suits it.
    """

    step: int = 2
    offset: int = 2
    gap: int = 2
    quote: str = '"'
    key_quote: str | None = None
    text_quote: str | None = None
    ending: str = "\n"
    width: int = 100
    blocks: bool = True
    manner: str | None = None

    def without_blocks(self) -> "YamlStyle":
        """The same style for a place that can hold no text over several lines."""
        return replace(self, blocks=False)

    def beside(self, node: Node) -> "YamlStyle":
        """The same style with the quotes that all entries of a mapping or list have."""
        values = [entry.value for entry in node.entries]
        return replace(
            self,
            key_quote=_only_quote([entry.key.style for entry in node.entries if entry.key]),
            text_quote=_only_quote([v.style for v in values if v.is_text and not v.is_missing]),
        )


DEFAULT_STYLE = YamlStyle()


def style_of(text: str, root: Node) -> YamlStyle:
    """Return how a text is written; the default style where it does not show it."""
    steps, offsets, gaps = Counter[int](), Counter[int](), Counter[int]()
    quotes = Counter[str]()
    for node in walk(root):
        if node.parent and node.parent.style == ":":
            if node.style == ":":
                steps[node.column - node.parent.column] += 1
            elif node.style == "-":
                offsets[node.column - node.parent.column] += 1
            elif node.style in ("|", ">") and (column := content_column(text, node)):
                steps[column - node.parent.column] += 1
        if node.style == "-":
            gaps[gap_of(text, node)] += 1
        quotes[node.style] += 1
    step = _commonest(steps, _commonest(offsets, 2) or 2)
    return YamlStyle(
        step=step,
        offset=_commonest(offsets, step),
        gap=_commonest(gaps, 2),
        quote="'" if quotes["'"] > quotes['"'] else '"',
        ending="\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n",
    )


def _commonest(counted: Counter[int], otherwise: int) -> int:
    return counted.most_common(1)[0][0] if counted else otherwise


def _only_quote(styles: list[str]) -> str | None:
    """Return the quotes of several texts that all have the same."""
    used = set(styles)
    return used.pop() if len(styles) > 1 and used in ({"'"}, {'"'}) else None


def gap_of(text: str, node: Node) -> int:
    """Return the way from a list's dashes to what follows them."""
    for entry in node.entries:
        start = entry.value.start
        if not entry.value.is_missing and "\n" not in text[entry.lead : start]:
            return start - entry.lead
    return 2
