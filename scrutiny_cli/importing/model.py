"""What is read from a spreadsheet, and what it comes to beside the register."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from scrutiny_cli.edits import Change
from scrutiny_cli.importing.spreadsheets import Cell


class CellPlace(NamedTuple):
    """A row of a sheet, as Excel numbers it."""

    sheet: str
    row: int


class Value(NamedTuple):
    """A cell under a heading: the field it means (none if nobody knows), the heading, the cell.

    ``on`` is the day that the heading itself names: `Update 12 October 2021`.
    """

    field: str | None
    heading: str
    cell: Cell
    on: date | None = None


@dataclass(frozen=True)
class SourceRow:
    """One action as a sheet has it, merged cells and section headings told."""

    place: CellPlace
    values: tuple[Value, ...]
    heading_day: date | None = None
    told: bool = False
    """Whether it stands on a tab of what is completed and has been reported."""
    hidden: bool = False
    exported: bool = False
    """Whether the table is the register's own export."""

    def of(self, name: str) -> list[Value]:
        """The cells of a field that have words, in order."""
        return [value for value in self.values if value.field == name and value.cell.text]


class Left(NamedTuple):
    """A row that was left out, why, and its words."""

    place: CellPlace
    why: str
    words: str


class Remark(NamedTuple):
    """Something to look at; ``kind`` says under which heading it is told."""

    kind: str
    place: CellPlace | None
    text: str


DISAGREES = "The sheet and the register disagree; the register was left as it is"
WORDS = "Kept as words"
READ = "How it was read"
UNTOLD = "untold"
"""A remark that is gathered over all rows: completed and reported, and nobody says where."""


@dataclass(frozen=True)
class ImportOptions:
    """What the command line says beside the file."""

    as_of: date
    committee: str | None = None
    sheets: tuple[str, ...] = ()
    meeting: str | None = None
    reported: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    done_fills: tuple[str, ...] = ()
    new_meetings: bool = False


class New(NamedTuple):
    """An action to be put on the log."""

    place: CellPlace
    id: str
    data: dict[str, Any]


class Changed(NamedTuple):
    """An action of the register that the sheet says more of: what, as edits and in words.

    ``said`` is all that the sheet says of it.
    """

    place: CellPlace
    id: str
    changes: tuple[Change, ...]
    told: tuple[str, ...]
    said: Mapping[str, Any]


class Same(NamedTuple):
    """An action of the register of which the sheet says nothing new."""

    place: CellPlace
    id: str


@dataclass(frozen=True)
class Proposal:
    """What an import comes to."""

    new: tuple[New, ...] = ()
    changed: tuple[Changed, ...] = ()
    same: tuple[Same, ...] = ()
    left: tuple[Left, ...] = ()
    remarks: tuple[Remark, ...] = ()
    meetings: tuple[dict[str, Any], ...] = ()
    """The records of meetings that the sheet names and the register does not hold."""
    words: Mapping[CellPlace, str] = field(default_factory=dict)
    """The words of the action in each row."""

    def without(self, faults: Mapping[str, str]) -> "Proposal":
        """The proposal without what ``check`` would refuse: id of an action to the reason."""
        tried: list[New | Changed] = [*self.new, *self.changed]
        refused = [one for one in tried if one.id in faults]
        left = [
            Left(one.place, f"the register cannot hold it: {faults[one.id]}", self.words[one.place])
            for one in refused
        ]
        return Proposal(
            tuple(one for one in self.new if one.id not in faults),
            tuple(one for one in self.changed if one.id not in faults),
            self.same,
            tuple(sorted((*self.left, *left))),
            self.remarks,
            self.meetings,
            self.words,
        )
