"""What is read from a spreadsheet, and what an import of it would do to the register."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.edits import Change
from scrutiny_cli.importing.spreadsheets import Cell
from scrutiny_cli.importing.targets import ImportTarget
from scrutiny_cli.wording import shorten


class CellPlace(NamedTuple):
    """A row of a sheet, as Excel numbers it; row 0 is the whole sheet."""

    sheet: str
    row: int


class SourceCell(NamedTuple):
    """A cell under a heading: the field it means (none if nobody knows), the heading, the cell.

    ``on`` is the day that the heading itself names: `Update 12 October 2021`. ``origin`` is the row
    that holds the cell, which may be merged over rows below.
    """

    field: str | None
    heading: str
    cell: Cell
    on: date | None = None
    origin: int = 0

    @property
    def words(self) -> str:
        """The cell as a sentence names it, without what is in it."""
        return f"`{self.heading}`" if self.heading else "a cell without a heading"


@dataclass(frozen=True)
class SourceRow:
    """One record as a sheet has it, with the cells merged over it and the headings above it."""

    place: CellPlace
    values: tuple[SourceCell, ...]
    heading_day: date | None = None
    heading: str = ""
    """The title above it."""
    breaks: tuple[int, ...] = ()
    """Where among the cells the further rows of the record begin."""
    year: str = ""
    """The municipal year that the title of its sheet names."""
    reported: bool = False
    """Whether its tab holds what is completed and has been reported."""
    hidden: bool = False
    exported: bool = False
    """Whether the table is the register's own export."""
    marked_exempt: str | None = None
    """Where the sheet says that the row is exempt: its words."""

    @property
    def parts(self) -> tuple[tuple[SourceCell, ...], ...]:
        """The cells of each of its rows."""
        starts = (0, *self.breaks)
        ends = (*self.breaks, len(self.values))
        return tuple(self.values[a:b] for a, b in zip(starts, ends, strict=True))

    def of(self, name: str) -> list[SourceCell]:
        """The cells of a field that have words, in order."""
        return [value for value in self.values if value.field == name and value.cell.text]


def note_of(value: SourceCell) -> str:
    """A cell as a line of the notes, under its heading."""
    cell = value.cell
    words = long_date(cell.day) if cell.day and " " not in cell.text else cell.text
    return f"{value.heading}: {words}" if value.heading else words


class RowLeftOut(NamedTuple):
    """A row that was left out, why, and its words."""

    place: CellPlace
    why: str
    words: str


class Remark(NamedTuple):
    """Something to look at; ``kind`` is the heading under which it is printed."""

    kind: str
    place: CellPlace | None
    text: str


DISAGREES = "The spreadsheet and the register differ; the register was not changed"
KEPT = "Kept as text"
READ = "How it was read"


@dataclass(frozen=True)
class ImportOptions:
    """What the command line says beside the file."""

    as_of: date
    sheets: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    done_fills: tuple[str, ...] = ()
    new_meetings: bool = False
    public: bool = False
    """Whether the register is a public one, which holds nothing of exempt items."""


@dataclass
class ParsedRow:
    """What a row says: the fields of a record, notes for what has no field, remarks."""

    place: CellPlace
    words: str
    """The words that the record is known by, plain."""
    target: ImportTarget
    id: str | None = None
    """The record that it is or becomes, once that is decided."""
    data: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    reference: str | None = None
    """A printed reference that could be an id."""
    meeting: Meeting | None = None
    private: bool = False
    """Whether it arises from an exempt item, and is closed with it."""
    meeting_day: date | None = None
    """The day of a meeting that the register does not hold."""
    meeting_note: str | None = None
    """The line of the notes for a meeting that the register does not hold."""
    exported: bool = False
    """Whether the row is of the register's own export, and means the record that it names."""
    refused: str | None = None
    """Why the row may not be imported as an open record: it may be exempt."""
    may_be_private: bool = False
    """Whether it comes in as open, though its meeting has exempt items and it names none."""
    reported_unknown: bool = False
    """Whether it was reported complete, and nothing says at which meeting."""
    unnamed: list[tuple[str, str]] = field(default_factory=list)
    """Heading and words of a reference that is neither a number nor an id."""
    either: list[tuple[str, str, date]] = field(default_factory=list)
    """Heading, figures and day of dates that could be read month first."""
    goes_on: bool = False
    """Whether its row holds more that belongs to the record, as a response does."""
    promises: list["ParsedRow"] = field(default_factory=list)
    """What a response says will be done."""

    @property
    def written(self) -> dict[str, Any]:
        """The data as a record has it: a list of one owner is the owner."""
        data = dict(self.data)
        for name in ("owner", "leads", "to"):
            if name in data:
                data[name] = one_or_several(data[name])
        if self.promises:
            data["actions"] = [promise.written for promise in self.promises]
        return {name: data[name] for name in self.target.order if name in data}

    def keep(self, value: SourceCell, why: str | None = None) -> None:
        """Keep a cell's words in the notes; say why, where it needs saying."""
        self.notes.append(note_of(value))
        if why:
            self.remark(KEPT, f"{value.words} says `{shorten(value.cell.text)}`: {why}")

    def order(self) -> None:
        """Put the fields into the order of a record, the notes last."""
        fields = {name: self.data[name] for name in self.target.order if name in self.data}
        self.data = fields | ({"notes": "\n".join(self.notes)} if self.notes else {})

    def remark(self, kind: str, text: str) -> None:
        """Something to look at in this row."""
        self.remarks.append(Remark(kind, self.place, text))


@dataclass
class FieldDifference:
    """What a row says beyond the record it is."""

    changes: list[Change] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    disputed: bool = False

    def add(self, words: str, *changes: Change) -> None:
        """Note a change, in words and as edits."""
        self.words.append(words)
        self.changes += changes


def one_or_several(values: Any) -> Any:
    """A list of one as the one."""
    return values[0] if isinstance(values, list) and len(values) == 1 else values


class NewRecord(NamedTuple):
    """A record to be added."""

    place: CellPlace
    id: str
    data: dict[str, Any]
    kind: str = "actions"
    words: str = ""


class ChangedRecord(NamedTuple):
    """A record of the register of which the sheet says more: what, as edits and in words.

    ``data`` is all that the sheet says of it.
    """

    place: CellPlace
    id: str
    changes: tuple[Change, ...]
    differences: tuple[str, ...]
    data: Mapping[str, Any]
    kind: str = "actions"
    words: str = ""


class SameRecord(NamedTuple):
    """A record of the register of which the sheet says nothing new."""

    place: CellPlace
    id: str
    kind: str = "actions"


@dataclass(frozen=True)
class Proposal:
    """What an import would do."""

    new: tuple[NewRecord, ...] = ()
    changed: tuple[ChangedRecord, ...] = ()
    same: tuple[SameRecord, ...] = ()
    left_out: tuple[RowLeftOut, ...] = ()
    remarks: tuple[Remark, ...] = ()
    meetings: tuple[dict[str, Any], ...] = ()
    """The records of meetings that the sheet names and the register does not hold."""
    sheets: tuple[str, ...] = ()
    """The names of the sheets, in their order."""
    row: str = "row"
    """What the number of a place is: a row of a sheet, or a record of another system."""

    def without(self, problems: Mapping[tuple[str, str], str]) -> "Proposal":
        """The proposal without what ``check`` would refuse: kind and id of a record to the reason."""
        tried: list[NewRecord | ChangedRecord] = [*self.new, *self.changed]
        refused = [
            RowLeftOut(
                row.place, f"the register cannot hold it: {problems[row.kind, row.id]}", row.words
            )
            for row in tried
            if (row.kind, row.id) in problems
        ]
        return replace(
            self,
            new=tuple(row for row in self.new if (row.kind, row.id) not in problems),
            changed=tuple(row for row in self.changed if (row.kind, row.id) not in problems),
            left_out=tuple(sorted((*self.left_out, *refused))),
        )
