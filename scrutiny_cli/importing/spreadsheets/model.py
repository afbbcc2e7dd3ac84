"""Sheets, rows and cells as they were read; nothing here knows what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scrutiny_cli.errors import ScrutinyError

MOST_CELLS = 150_000
"""How many cells with words a file may have; an action log has some hundreds."""


class Unreadable(ScrutinyError):
    """The file is not a spreadsheet that can be read; the hint says what to do in Excel."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words as they are shown, and what marks them.

    ``day`` is the day of a cell that Excel holds as a date and shows with a day in it; one shown
    as month and year has words only. ``struck`` means all its words are struck through, ``partly``
    some of them. ``fill`` is the colour of the cell as six hexadecimal digits.
    """

    text: str = ""
    day: date | None = None
    struck: bool = False
    partly: bool = False
    fill: str | None = None
    comment: str | None = None
    link: str | None = None
    """The address that a click on the cell opens, unless the words show it."""
    missing: str | None = None
    """Why the cell has no value, in words: a formula that was never worked out, an error."""
    doubt: str | None = None
    """What Excel shows otherwise than it was read, in words."""

    @property
    def empty(self) -> bool:
        """Whether the cell holds nothing to read: a fill alone is nothing."""
        return not (self.text.strip() or self.comment or self.link or self.missing or self.doubt)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number as Excel shows it, its cells by column from 0, whether it is hidden.

    ``totals`` is for the row of totals of one of Excel's own tables. ``prose`` is a paragraph of a
    document, outside its tables, and ``listed`` one with a number or bullet.
    """

    number: int
    cells: Mapping[int, Cell]
    hidden: bool = False
    totals: bool = False
    prose: bool = False
    listed: bool = False

    def text(self, column: int) -> str:
        """The words of a cell, or none."""
        cell = self.cells.get(column)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells merged into one; rows are counted from 1, columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """A sheet: the rows that hold a word, in order; ``margins`` are its printed header and footer."""

    name: str
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    margins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """A file's sheets in order, and what is to be said of how it was read.

    ``separator`` is the sign between the fields of a CSV file. In one that ``flows`` each sheet goes
    on where the one before ended, as the tables of a document do.
    """

    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...] = field(default=())
    name: str = ""
    separator: str | None = None
    flows: bool = False
