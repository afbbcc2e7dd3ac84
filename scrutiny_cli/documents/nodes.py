"""What the YAML parsers have in common: the limits of a tree of nodes, and the error of a text.

Both parsers give the same nodes: ``id`` (scalar, sequence or mapping), ``value``, ``style``,
``start_mark`` and ``end_mark``. Depth and number are counted while the tree grows, so that no file
can make it too large.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from scrutiny_cli.documents import gate

NOTHING = frozenset({"", "~", "null"})
"""What stands for no value, where it has no quotes."""


class NotYaml(Exception):
    """The text is not YAML from some place on."""

    def __init__(self, problem: str, line: int, column: int) -> None:
        super().__init__(problem)
        self.problem, self.line, self.column = problem, line, column

    @classmethod
    def at_mark(cls, error: Exception) -> "NotYaml":
        """The error of a parser, at the place that it names."""
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or "the text cannot be read"
        return cls(str(problem), getattr(mark, "line", 0), getattr(mark, "column", 0))


class TooManyNodes(Exception):
    """The tree is deeper than a record file may be, or has more values."""


class NodeLimits:
    """The part of a parser that it calls for each node: counts them, and resolves no tags."""

    __slots__ = ()  # those of a parser in C are quicker than a dictionary

    def descend_resolver(self: Any, parent: Any, index: Any) -> None:
        """Count a node that begins."""
        self.depth += 1
        self.values += 1
        if self.depth > gate.MAX_DEPTH + 1 or self.values > gate.MAX_VALUES:
            raise TooManyNodes

    def ascend_resolver(self: Any) -> None:
        """Count a node that ends."""
        self.depth -= 1

    def resolve(self: Any, kind: Any, value: Any, implicit: Any) -> None:
        """Give no node a tag: every scalar is text. Only a scalar has a value already."""
        if value is None and self.depth > gate.MAX_DEPTH:
            raise TooManyNodes


class Parser(NamedTuple):
    """A reader of YAML; it raises :class:`NotYaml` at the first place that is none."""

    events: Callable[[str], Iterator[Any]]
    """Parse a text into events, one at a time."""
    compose: Callable[[str], Any]
    """Parse a text into its root node, None where it holds nothing."""
