"""What a report is made of."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from itertools import pairwise
from typing import Any, ClassVar, Literal, NamedTuple

from scrutiny_cli.domain.committees import Rating
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.wording import incomplete, listed


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown from a record."""

    kind_of: ClassVar[str] = "prose"
    markdown: str


@dataclass(frozen=True, slots=True)
class Rag:
    """A rating: its word and letter come before its colour; ``detail`` says more in words."""

    rating: Rating
    word: str
    letter: str
    detail: str | None = None
    colour: Rating | None = None

    @property
    def shade(self) -> Rating:
        """The colour it is shown in: the legend's, or that of the rating."""
        return self.colour or self.rating


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of a record: shown in the terminal and in data, and not on a page."""

    id: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """Words that lead to a record on a page: this one, or the one with a name beside it.

    What leads to these words finds them by their ``id``.
    """

    words: str
    anchor: str = ""
    page: str = ""
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """Words in small print; none if there are none. Links lead to them by their ``id``."""

    words: str | None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class InPack:
    """Words that lead to a part of the pack that they are in, or to a file beside their page."""

    words: str
    address: str


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
    """A small picture of how a figure moved; its numbers are in the same row of the table.

    ``low`` and ``high`` are the ends of the target; ``others`` are figures from elsewhere.
    """

    kind_of: ClassVar[str] = "trend"
    title: str
    points: tuple[Point, ...]
    low: Decimal | None = None
    high: Decimal | None = None
    target: str | None = None
    others: tuple[Point, ...] = ()


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
    | InPack
    | PageLink
    | Aside
    | Trend
    | tuple["Cell", ...]
)
"""What a field or table cell holds; a tuple is several, each on a line of its own."""


Row = Mapping[str, Cell]
"""Cells by the key of their field, also of fields that are not a column of the table."""
EMPTY: tuple[Cell, ...] = (None, "", ())
MOST_UPRIGHT, MOST_COLUMNS = 6, 9
"""So many columns fit side by side on an upright sheet, and on one that lies on its side."""


def is_empty(cell: Cell) -> bool:
    """Whether a cell shows nothing."""
    if isinstance(cell, tuple):
        return all(map(is_empty, cell))
    return cell.words in EMPTY if isinstance(cell, Aside) else cell in EMPTY


@dataclass(frozen=True, slots=True)
class Column:
    """A column or a labelled fact: its title, and the key of its cell in a row.

    ``heads`` says that its cells name their row. The key is made from the title if none is given.
    """

    title: str
    heads: bool = False
    narrow: bool = False
    key: str = ""

    def __post_init__(self) -> None:
        if not self.key:
            words = re.sub(r"\W+", "_", self.title.lower()).strip("_")
            object.__setattr__(self, "key", words)


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled facts, such as date, time and place: those of ``cells`` that have a column."""

    kind_of: ClassVar[str] = "facts"
    columns: tuple[Column, ...]
    cells: Row


def facts(*rows: tuple[str, Cell]) -> Facts:
    """Return facts with these labels; one without a value is left out."""
    columns: list[Column] = []
    cells: dict[str, Cell] = {}
    for label, cell in rows:
        column = Column(label)
        if column.key in cells:  # another label of the same letters
            column = Column(label, key=f"{column.key}_{len(cells)}")
        cells[column.key] = cell
        if cell not in EMPTY:
            columns.append(column)
    return Facts(tuple(columns), cells)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of things, below each other or ``inline``; ``lettered`` ones begin with a letter of their own."""

    kind_of: ClassVar[str] = "listing"
    items_of: tuple[Cell, ...]
    ordered: bool = False
    inline: bool = False
    lettered: bool = False


class Count(NamedTuple):
    """How many there are of something, and the rating whose colour it has."""

    number: int
    words: str
    rating: Rating = "not rated"


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of what the document lists: as tiles, or as a ``bar`` of their shares."""

    kind_of: ClassVar[str] = "tally"
    title: str
    counts: tuple[Count, ...]
    bar: bool = False

    @property
    def total(self) -> int:
        """The sum of the counts."""
        return sum(count.number for count in self.counts)

    @property
    def words(self) -> str:
        """The counts in words."""
        return listed([f"{count.number} {count.words}" for count in self.counts]) or "none"


class Placed(NamedTuple):
    """A cell in its column; ``rows`` is how many rows it spans."""

    column: Column
    cell: Cell
    rows: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; each row has a cell for each column, by the column's key.

    In the first ``merged`` columns a cell that repeats the one above is shown once for all of them,
    if the format can do so. A ``banner`` is above the headings on every printed page. A table
    ``as_printed`` keeps a column that is empty in every row. One that is ``continued`` has the columns of
    the table before it, and a row that is ``anchored`` can be linked to by the id of its record.
    """

    kind_of: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    show_caption: bool = False
    empty: str = "None."
    merged: int = 0
    banner: Cell = None
    as_printed: bool = False
    continued: bool = False
    anchored: bool = False

    @property
    def grid(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells of the columns, row by row."""
        return tuple(tuple(row[column.key] for column in self.columns) for row in self.rows)

    @property
    def filled(self) -> "Table":
        """The table without the columns that are empty in every row."""
        if self.as_printed or not self.rows:
            return self
        kept = [
            position
            for position, column in enumerate(self.columns)
            if column.heads or not all(is_empty(row[column.key]) for row in self.rows)
        ]
        merged = sum(position < self.merged for position in kept)
        return replace(self, columns=tuple(self.columns[i] for i in kept), merged=merged)

    @property
    def scrolls(self) -> bool:
        """Whether it has too many columns to be read without scrolling sideways."""
        return len(self.columns) > MOST_COLUMNS

    @property
    def laid_out(self) -> tuple[tuple[Placed, ...], ...]:
        """The rows with their cells placed; a repeated one is left out of the rows below."""
        grid = self.grid
        placed: list[list[Placed]] = [[] for _ in grid]
        for position, column in enumerate(self.columns):
            # What repeats in this column repeats in all columns before it too.
            starts = [
                index
                for index, cells in enumerate(grid)
                if position >= self.merged
                or index == 0
                or cells[: position + 1] != grid[index - 1][: position + 1]
            ]
            for start, end in pairwise((*starts, len(grid))):
                placed[start].append(Placed(column, grid[start][position], end - start))
        return tuple(tuple(row) for row in placed)


def rows(columns: Sequence[Column], grid: Iterable[Sequence[Cell]]) -> tuple[Row, ...]:
    """Return rows of cells that are given in the order of their columns."""
    keys = [column.key for column in columns]
    return tuple(dict(zip(keys, cells, strict=True)) for cells in grid)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must not miss."""

    kind_of: ClassVar[str] = "notice"
    kind: Literal["warning", "note"]
    text: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of an agenda item; ``link`` leads to it in the pack that the agenda is part of."""

    title: str
    appendix: str | None = None
    pages: str | None = None
    file: str | None = None
    link: InPack | None = None


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One item of an agenda.

    ``number`` is none for front matter. ``confidence`` says why the public is excluded, for an
    item that is not open; such an entry has nothing else but its title. ``related`` leads to what came
    of it on other pages.
    """

    id: str
    number: int | str | None
    title: str
    purpose: str | None = None
    pages: str | None = None
    report_by: tuple[str, ...] = ()
    details: Facts = field(default_factory=facts)
    recommends: tuple[str, ...] = ()
    papers: tuple[PaperLine, ...] = ()
    state: str | None = None
    confidence: str | None = None
    link: InPack | None = None
    related: tuple[PageLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """The numbered items of a meeting."""

    kind_of: ClassVar[str] = "agenda"
    entries: tuple[AgendaEntry, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document: a key by which templates name it, a heading and its blocks.

    ``aside`` is a remark after the heading. ``record`` is the id by which it can be linked to. A ``folded``
    part shows its blocks when its heading is pressed, and in print, unless other words are ``on_paper``.
    The words of one that is ``run_in`` are on the line of its heading.
    """

    kind_of: ClassVar[str] = "section"
    key: str
    title: str | None
    blocks: tuple["Block", ...]
    level: int = 2
    aside: "Cell" = None
    record: str | None = None
    folded: bool = False
    on_paper: str | None = None
    run_in: bool = False

    @property
    def every_block(self) -> Iterator["Block"]:
        """Its blocks, and those of the parts below it."""
        for block in self.blocks:
            if isinstance(block, Section):
                yield from block.every_block
            else:
                yield block


Block = Prose | Facts | Listing | Tally | Table | Notice | Agenda | Section


@dataclass(frozen=True)
class Report:
    """A document: what it is, its as-at date, the records it was made from, what it says.

    ``council`` and ``subtitle``, the committee, are whose document it is; they are printed above the title.
    ``filters`` say in words what was left out, ``unread`` are the files that could not be read;
    ``data`` are the same facts for machines, in the shape that ``--format json`` promises;
    ``sheet`` is the one flat table for a spreadsheet.
    """

    name: str
    title: str
    as_of: date
    revision: str
    sections: tuple[Section, ...]
    council: str | None = None
    subtitle: str | None = None
    filters: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    draft: bool = False
    private: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)
    sheet: Table | None = None

    @property
    def incomplete(self) -> str | None:
        """Why records may be missing from it, in words, or ``None`` if every record was read."""
        return incomplete(self.unread)

    @property
    def wide(self) -> bool:
        """Whether a table has so many columns that it wants the long side of the paper."""
        return any(
            isinstance(block, Table) and MOST_UPRIGHT < len(block.filled.columns) <= MOST_COLUMNS
            for section in self.sections
            if section.on_paper is None
            for block in section.every_block
        )

    def section(self, key: str) -> Section | None:
        """The section with a key, if the report has it."""
        return next((section for section in self.sections if section.key == key), None)
