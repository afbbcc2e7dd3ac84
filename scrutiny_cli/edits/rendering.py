"""New values as lines or in brackets, in the manner of the file they go into."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from scrutiny_cli.edits import spelling
from scrutiny_cli.edits.nodes import Node, walk
from scrutiny_cli.edits.spelling import WIDTH, Room, Spelled

# A file with a line longer than this is not broken into lines by those who write it.
_UNBROKEN = 120


@dataclass(frozen=True)
class Look:
    """How a file is written.

    ``step`` is how far keys are indented below a key, ``offset`` how far dashes are, ``gap`` the
    way from a dash to what follows it. Where ``folds``, long text is broken into lines.
    ``cautious`` puts every text that is not plain in double quotes.
    """

    step: int = 2
    offset: int = 2
    gap: int = 2
    quote: str = '"'
    ending: str = "\n"
    folds: bool = True
    cautious: bool = False

    def cautiously(self) -> "Look":
        """The same look without blocks of text, which not every place can hold."""
        return replace(self, cautious=True)


HOUSE = Look()


def look_of(text: str, root: Node) -> Look:
    """How a text is written, and where it does not say, how the house writes."""
    steps, offsets, gaps, quotes = Counter[int](), Counter[int](), Counter[int](), Counter[str]()
    for node in walk(root):
        if node.style == ":" and node.parent and node.parent.style == ":":
            steps[node.column - node.parent.column] += 1
        elif node.style == "-" and node.parent and node.parent.style == ":":
            offsets[node.column - node.parent.column] += 1
        if node.style == "-":
            gaps[gap_of(text, node)] += 1
        if node.style in ("'", '"'):
            quotes[node.style] += 1
    step = _commonest(steps, 2)
    return Look(
        step=step,
        offset=_commonest(offsets, step),
        gap=_commonest(gaps, 2),
        quote=_commonest(quotes, '"'),
        ending="\r\n" if "\r\n" in text else "\n",
        folds=max(map(len, text.split("\n"))) <= _UNBROKEN,
    )


def _commonest[T](counted: "Counter[T]", otherwise: T) -> T:
    return counted.most_common(1)[0][0] if counted else otherwise


def gap_of(text: str, node: Node) -> int:
    """The way from a list's dashes to what follows them."""
    for entry in node.entries:
        start = entry.value.start
        if not entry.value.is_missing and "\n" not in text[entry.lead : start]:
            return start - entry.lead
    return 2
