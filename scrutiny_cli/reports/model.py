"""What a report is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from itertools import pairwise
from typing import Any, ClassVar, Literal, NamedTuple

from scrutiny_cli.domain.committees import Rating
from scrutiny_cli.domain.marks import Mark


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown from a record."""

    kind_of: ClassVar[str] = "prose"
    markdown: str


@dataclass(frozen=True, slots=True)
class Rag:
    """A rating: its word and letter stand before its colour; ``detail`` says more in words."""

    rating: Rating
    word: str
    letter: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of a record, and the words to show for it, if others."""

    id: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a trend: its period in words and by its last day, its value, how it is shown.

    Without a value it leaves a gap; ``breaks`` says that no line leads to it from before.
    """

    period: str
    day: date
    value: Decimal | None
    shown: str
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """A small picture of how a figure moved; its numbers stand in the same row of the table.

    ``low`` and ``high`` are the ends of the target.
    """

    kind_of: ClassVar[str] = "trend"
    title: str
    points: tuple[Point, ...]
    low: Decimal | None = None
    high: Decimal | None = None
    target: str | None = None


Cell = (
    None
    | str
    | int
    | Decimal
    | date
    | datetime
    | time
    | Prose
    | Rag
    | Mark
    | Ref
    | Trend
    | tuple["Cell", ...]
)
"""What a field or table cell holds; a tuple is several, each on a line of its own."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled facts: date, time, place."""

    kind_of: ClassVar[str] = "facts"
    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of things."""

    kind_of: ClassVar[str] = "listing"
    items_of: tuple[Cell, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and whether its cells name their row."""

    title: str
    heads: bool = False
    narrow: bool = False


class Placed(NamedTuple):
    """A cell in its column; ``rows`` is how many rows it stands for."""

    column: Column
    cell: Cell
    rows: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; each row has a cell for each column.

    In the first ``merged`` columns a cell that repeats the one above stands once for all of them,
    where the format can show it so. A ``banner`` stands above the headings on every printed page.
    """

    kind_of: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    show_caption: bool = False
    empty: str = "None."
    merged: int = 0
    banner: Cell = None

    @property
    def laid_out(self) -> tuple[tuple[Placed, ...], ...]:
        """The rows with their cells placed; a repeated one is left out of the rows below."""
        placed: list[list[Placed]] = [[] for _ in self.rows]
        for position, column in enumerate(self.columns):
            # What repeats in this column repeats in all columns before it too.
            starts = [
                index
                for index, row in enumerate(self.rows)
                if position >= self.merged
                or index == 0
                or row[: position + 1] != self.rows[index - 1][: position + 1]
            ]
            for start, end in pairwise((*starts, len(self.rows))):
                placed[start].append(Placed(column, self.rows[start][position], end - start))
        return tuple(tuple(row) for row in placed)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must not miss."""

    kind_of: ClassVar[str] = "notice"
    kind: Literal["warning", "note"]
    text: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of an agenda item."""

    title: str
    appendix: str | None = None
    pages: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One item of an agenda.

    ``number`` is none for front matter. ``confidence`` says why the public is excluded, for an
    item that is not open; such an entry has nothing else but its title.
    """

    id: str
    number: int | None
    title: str
    purpose: str | None = None
    pages: str | None = None
    report_by: tuple[str, ...] = ()
    details: tuple[tuple[str, Cell], ...] = ()
    recommends: tuple[str, ...] = ()
    papers: tuple[PaperLine, ...] = ()
    state: str | None = None
    confidence: str | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """The numbered items of a meeting."""

    kind_of: ClassVar[str] = "agenda"
    entries: tuple[AgendaEntry, ...]


Block = Prose | Facts | Listing | Table | Notice | Agenda


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document: a key by which templates name it, a heading and its blocks."""

    key: str
    title: str | None
    blocks: tuple[Block, ...]
    level: int = 2


@dataclass(frozen=True)
class Report:
    """A document: what it is, the day it speaks of, the records it was made from, what it says.

    ``council`` is whose document it is, where the public must be told, and stands above the title.
    ``filters`` say in words what was left out; ``data`` are the same facts for machines, in the
    shape that ``--format json`` promises; ``sheet`` is the one flat table for a spreadsheet.
    """

    name: str
    title: str
    as_of: date
    revision: str
    sections: tuple[Section, ...]
    council: str | None = None
    subtitle: str | None = None
    filters: tuple[str, ...] = ()
    draft: bool = False
    private: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)
    sheet: Table | None = None

    @property
    def wide(self) -> bool:
        """Whether a table has so many columns that it wants the long side of the paper."""
        blocks = (block for section in self.sections for block in section.blocks)
        return any(isinstance(block, Table) and len(block.columns) > 5 for block in blocks)

    def section(self, key: str) -> Section | None:
        """The section with a key, if the report has it."""
        return next((section for section in self.sections if section.key == key), None)
