"""The tables of a sheet: where their headings are, which rows are records, what the others are."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from scrutiny_cli.domain.dates import days_in
from scrutiny_cli.exempt.naming import mentions_exempt
from scrutiny_cli.importing import headings
from scrutiny_cli.importing.cell_text import DITTO, cleaned, day_of, day_within, is_blank, is_error
from scrutiny_cli.importing.headings import ColumnHeading, KnownHeadings
from scrutiny_cli.importing.model import READ, CellPlace, Remark, RowLeftOut, SourceCell, SourceRow
from scrutiny_cli.importing.spreadsheets import Cell, Merge, Row, Sheet
from scrutiny_cli.wording import listed, shorten

_REPORTED = re.compile(
    r"(?:reported )?(?:as )?(?:complete|completed|closed|done)(?: actions?| items?)?"
    r"|actions? (?:reported )?(?:complete|completed|closed)"
)
WORKED_OUT = "(worked out)"
"""How a heading ends of a column that the tool wrote itself, and does not read again."""
_COUNTED = r"(?:open|closed|completed|complete|outstanding|overdue|new|live|all|total|due)"
# The first words of a row that adds others up: `Total`, `Grand total`, `Count`, `Total actions: 4`.
_TOTALS = re.compile(
    rf"(?:(?:grand|overall|running|sub|final)[ -]?)?(?:totals?|sum|count|average)(?: (?:number|no\.?|count))?"
    rf"(?: of)?(?: {_COUNTED})*(?: (?:actions?|items?|rows?|tasks?|recommendations?))?(?: {_COUNTED})*"
    rf"\s*[:=–-]?\s*[\d.,%£ ]*(?:actions?|items?)?"
    rf"|(?:number|no\.?) of (?:{_COUNTED} )*actions?(?: {_COUNTED})*\s*[:=–-]?\s*[\d.,% ]*"
    rf"|actions? (?:open|closed|total)\s*[:=–-]?\s*[\d.,% ]*",
    re.IGNORECASE,
)
# Where a number would stand: the row explains something.
_NOTE = re.compile(r"\W*(?:please note|notes?|n\.?b|key|legend)\W*", re.IGNORECASE)
# A heading between rows that names the meeting of the rows below it.
_SECTION = re.compile(
    r"(?:(?:outstanding |new |open |exempt |confidential )?(?:actions?|matters|items)(?: arising| agreed| logged| raised)?"
    r"(?: from| of| at| on)?|meeting|committee|scrutiny committee|arising from|from)?"
    r"(?: the)?(?: (?:scrutiny |committee )*(?:meeting|committee))?"
    r"(?: (?:held|dated|date))?(?: (?:on|of|from))?:?",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:from|arising|agreed)\b", re.IGNORECASE)
_LINK_TO_NOTHING = "it shows 0, as a link to an empty cell does, and was read as empty"
# Fields in which 0 says nothing.
_NEVER_NOUGHT = frozenset(
    (
        "id",
        "number",
        "action",
        "owner",
        "directorate",
        "due",
        "meeting",
        "item",
        "minute",
        "committee",
    )
) | {"progress", "evidence", "reported", "added"}


@dataclass
class SheetContents:
    """What a sheet holds: records, rows left out, remarks, and the rows outside of any table."""

    rows: list[SourceRow] = field(default_factory=list)
    left_out: list[RowLeftOut] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    outside: list[Row] = field(default_factory=list)
    unrelated: list[Row] = field(default_factory=list)
    """The rows outside that say nothing of any record."""
    unknown: dict[str, int] = field(default_factory=dict)
    """Headings that nobody knows, each with the number of its cells."""
    headings: list[str] = field(default_factory=list)
    tables: int = 0


def is_tab_of_reported(name: str) -> bool:
    """Whether a tab's name says that its actions are completed and reported."""
    return bool(_REPORTED.fullmatch(headings.plain(name)))


class _MergedCells:
    """The cells that stand for others."""

    def __init__(self, sheet: Sheet) -> None:
        self._rows = {row.number: row for row in sheet.rows}
        self._columns: dict[int, list[Merge]] = {}
        for merge in sorted(sheet.merges, key=lambda merge: merge.top):
            for column in range(merge.left, min(merge.right, merge.left + 63) + 1):
                self._columns.setdefault(column, []).append(merge)

    def over(self, row: int, column: int) -> Merge | None:
        """The merge that a cell is in."""
        merges = self._columns.get(column, [])
        position = bisect_right(merges, row, key=lambda merge: merge.top)
        merge = merges[position - 1] if position else None
        return merge if merge and merge.bottom >= row else None

    def cell(self, row: Row, column: int) -> Cell:
        """A cell, or the one that stands for it from above."""
        merge = self.over(row.number, column)
        if merge and merge.top < row.number and column == merge.left:
            above = self._rows.get(merge.top)
            return above.cells.get(column, Cell()) if above else Cell()
        return row.cells.get(column, Cell())

    def heading(self, row: Row, column: int) -> str:
        """The words over a column: of its own cell, or of one merged over it from the left."""
        merge = self.over(row.number, column)
        return row.text(merge.left if merge and merge.top == row.number else column)


def read_sheet(sheet: Sheet, known: KnownHeadings) -> SheetContents:
    """The records of a sheet with everything else in it."""
    return _SheetReader(sheet, known).contents


class _SheetReader:
    """Reads a sheet from the top: headings begin a table, and the rows below belong to it."""

    def __init__(self, sheet: Sheet, known: KnownHeadings) -> None:
        self._sheet = sheet
        self._known = known
        self._merged = _MergedCells(sheet)
        self._columns: dict[int, ColumnHeading] = {}
        self._computed: set[int] = set()
        self._exported = False
        self._day: date | None = None
        self._exempt_sheet = next(filter(mentions_exempt, (sheet.name, *sheet.margins)), None)
        self._exempt = self._exempt_sheet
        self._reported = is_tab_of_reported(sheet.name)
        self._above: dict[str, Cell] = {}
        self.contents = SheetContents()
        self._meaning = cache(known.read)
        self._headings = cache(self._headings_at)
        rows = iter(enumerate(sheet.rows))
        for index, row in rows:
            found, depth = self._headings(index)
            if found:
                self._begin(found)
                for _ in range(depth - 1):
                    next(rows, None)
            elif self._exported:
                self._exported_row(row)
            elif self._columns:
                self._row(index, row)
            else:
                self._outside(row)
        self._say_hidden()

    # ------------------------------------------------------------------------------ headings

    def _headings_at(self, index: int) -> tuple[dict[int, ColumnHeading], int]:
        """The headings that begin at a row, and over how many rows they go; none if there are none."""
        rows = self._sheet.rows
        if index >= len(rows):
            return {}, 1
        first = self._single(rows[index])
        best, depth = first, 1
        following = rows[index + 1] if index + 1 < len(rows) else None
        if following and following.number == rows[index].number + 1:
            both, gained = self._double(rows[index], following)
            if gained and _score(both) > _score(first):
                best, depth = both, 2
        return (best, depth) if self._known.begin_table(best.values()) else ({}, 1)

    def _single(self, row: Row) -> dict[int, ColumnHeading]:
        found = {}
        for column, cell in sorted(row.cells.items()):
            if words := cleaned(cell.text)[0]:
                found[column] = self._meaning(words)
        return found

    def _double(self, upper: Row, lower: Row) -> tuple[dict[int, ColumnHeading], bool]:
        """Headings over two rows, and whether the lower row is one of headings."""
        found: dict[int, ColumnHeading] = {}
        fits = filled = joined = 0
        for column in sorted({*upper.cells, *lower.cells}):
            above = cleaned(self._merged.heading(upper, column))[0]
            below = cleaned(lower.text(column))[0]
            if not below:
                if above and upper.text(column):
                    found[column] = self._meaning(above)
                    joined += found[column].field is not None
                continue
            filled += 1
            alone = self._meaning(below)
            whole = self._meaning(f"{above} {below}") if above else alone
            found[column] = whole if whole.field or not alone.field else alone
            fits += found[column].field is not None
            joined += bool(above) and whole.field is not None
        # Where the upper row adds nothing it is a title above the headings.
        return found, bool(joined) and 2 * fits > filled

    def _begin(self, found: dict[int, ColumnHeading]) -> None:
        self.contents.tables += 1
        known: set[str] = set()
        self._exported = {"ID", "EVIDENCE", "STATE"} <= {h.words.upper() for h in found.values()}
        self._columns, self._computed = {}, set()
        for column, heading in sorted(found.items()):
            computed = self._exported and heading.words in self._known.computed
            if computed or heading.words.endswith(WORKED_OUT):
                self._computed.add(column)
                continue
            if heading.field in known and heading.field not in self._known.several:
                self._columns[column] = ColumnHeading(heading.words, None)
            else:
                self._columns[column] = heading
                known |= {heading.field} if heading.field else set()
        self.contents.headings += [heading.words for heading in found.values()]
        self._above = {}

    def _column(self, name: str) -> int:
        return next(column for column, heading in self._columns.items() if heading.field == name)

    # ---------------------------------------------------------------------------------- rows

    def _outside(self, row: Row) -> None:
        """A row above the first table: a title, or words that say what the marks mean."""
        self.contents.outside.append(row)
        words = self._words(row)
        self._exempt_sheet = self._exempt_sheet or next(filter(mentions_exempt, words), None)
        self._exempt = self._exempt_sheet
        if len(set(words)) == 1 and _FROM.search(words[0]):
            self._day = self._section(words[0])
        if self._day is None:
            self.contents.unrelated.append(row)

    def _exported_row(self, row: Row) -> None:
        """A row of the register's own export, which people may have added sums to."""
        words = self._words(row)
        subject = row.cells.get(self._column(self._known.subject), Cell())
        sums = bool(_TOTALS.fullmatch(words[0] if words else "")) and not re.search(
            r"[A-Za-z]", subject.text
        )
        if row.totals or sums:
            self._leave_out(row, "a row of totals", " | ".join(words))
        elif missing := self._missing(subject):
            self._leave_out(row, missing, " | ".join(words))
        else:
            self._take(row)

    def _row(self, index: int, row: Row) -> None:
        column = self._column(self._known.subject)
        heading = f"`{self._columns[column].words}`"
        words = self._words(row)
        quoted = " | ".join(dict.fromkeys(words))
        subject = cleaned(row.text(column))[0]
        merge = self._merged.over(row.number, column)
        whole = bool(merge and merge.left < merge.right)
        alone = len(set(words)) == 1
        first = words[0] if words else ""
        cell = row.cells.get(column, Cell())
        if not words and not any(part.missing for part in row.cells.values()):
            self._leave_out(row, "its cells hold no words, only a comment", self._comments(row))
        elif row.totals or _TOTALS.fullmatch(first):
            self._leave_out(row, "a row of totals", quoted)
        elif _NOTE.fullmatch(first) and self._first(row) != column:
            self._leave_out(row, "a note, not an action", quoted)
        elif missing := self._missing(cell):
            self._leave_out(row, f"{heading}: {missing}", quoted)
        elif alone and (day := self._section(first)):
            self._begin_section(row, day)
        elif (
            alone
            and not first.isdecimal()
            and (whole or not subject or self._headings(index + 1)[0])
        ):
            self._begin_section(row, None)
            self._leave_out(row, "a heading, or words beside the table", quoted)
        elif not subject and merge and merge.top < row.number and self.contents.rows:
            self._continue(row)
        elif is_blank(subject) or subject == "0":
            self._leave_out(row, f"no words under the heading {heading}", quoted)
        else:
            self._take(row)
            if alone:
                self._remark(row, f"it says only `{shorten(subject, 50)}`: is it a heading?")

    def _begin_section(self, row: Row, day: date | None) -> None:
        """A heading between rows: it may name the meeting of those below, or say that they are exempt."""
        self._day = day
        self._exempt = self._exempt_sheet or next(filter(mentions_exempt, self._words(row)), None)
        self.contents.outside.append(row)

    def _take(self, row: Row) -> None:
        self.contents.rows.append(
            SourceRow(
                CellPlace(self._sheet.name, row.number),
                tuple(self._values(row)),
                heading_day=self._day,
                reported=self._reported,
                hidden=row.hidden,
                exported=self._exported,
                marked_exempt=self._exempt,
            )
        )

    def _leave_out(self, row: Row, why: str, words: str) -> None:
        place = CellPlace(self._sheet.name, row.number)
        self.contents.left_out.append(RowLeftOut(place, why, words))

    def _continue(self, row: Row) -> None:
        """A further row of the record above, whose cell goes down to here."""
        last = self.contents.rows[-1]
        more = tuple(self._values(row, alone=True))
        self.contents.rows[-1] = replace(last, values=(*last.values, *more))

    def _values(self, row: Row, *, alone: bool = False) -> Iterator[SourceCell]:
        """The cells of a row under their headings; unless ``alone``, with those merged from above."""
        for column in sorted({*self._columns, *row.cells} - self._computed):
            words, name, on = self._columns.get(column, ColumnHeading("", None))
            own = alone or name in self._known.own
            cell = row.cells.get(column, Cell()) if own else self._merged.cell(row, column)
            if name in self._known.repeated and not self._exported:
                if cleaned(cell.text)[0].casefold() in DITTO:
                    cell = self._above.get(name, cell)
                self._above[name] = cell
            value = self._read(row, SourceCell(name, words, cell, on))
            if not self._exported:
                value = self._cleaned(row, value)
            if not value.cell.empty:
                if name is None and value.cell.text:
                    self.contents.unknown[words] = self.contents.unknown.get(words, 0) + 1
                yield value

    def _read(self, row: Row, value: SourceCell) -> SourceCell:
        """A cell without words that are none: an error of the spreadsheet, the zero of a link."""
        cell = value.cell
        missing = self._missing(cell)
        if not missing and cell.text.strip() == "0" and value.field in _NEVER_NOUGHT:
            missing = _LINK_TO_NOTHING
        if missing:
            self._remark(row, f"{value.words}: {missing}")
        if cell.doubt:
            self._remark(row, f"{value.words}: {cell.doubt}")
        return value._replace(cell=replace(cell, text="")) if missing else value

    def _cleaned(self, row: Row, value: SourceCell) -> SourceCell:
        """A cell with its words as a record may hold them."""
        cell = value.cell
        text, taken = cleaned(cell.text)
        comment, more = cleaned(cell.comment or "")
        if names := dict.fromkeys((*taken, *more)):
            self._remark(row, f"{value.words}: {_invisible(names)} removed")
        if cell.partly:
            self._remark(row, f"{value.words}: the words that are struck through were kept too")
        return value._replace(cell=replace(cell, text=text, comment=comment or None))

    def _missing(self, cell: Cell) -> str | None:
        """Why a cell has no value that could be read."""
        if is_error(cell.text):
            return f"it shows `{cell.text.strip()}`, an error of the spreadsheet; correct it there"
        return cell.missing

    def _remark(self, row: Row, text: str) -> None:
        self.contents.remarks.append(Remark(READ, CellPlace(self._sheet.name, row.number), text))

    # --------------------------------------------------------------------------------- words

    def _words(self, row: Row) -> list[str]:
        texts = (cleaned(cell.text)[0] for _, cell in sorted(row.cells.items()))
        return [text for text in texts if text]

    def _first(self, row: Row) -> int:
        """The first column with words."""
        return min(column for column, cell in row.cells.items() if cell.text.strip())

    def _comments(self, row: Row) -> str:
        return " | ".join(cell.comment for cell in row.cells.values() if cell.comment)

    def _section(self, words: str) -> date | None:
        """The day of the meeting that a heading names, if it names that and nothing else."""
        flat = " ".join(words.split()).rstrip(".:")
        if day := day_of(Cell(flat)):
            return day.day
        day_in = day_within(flat)
        if day_in is None:
            return None
        rest = re.sub(r"[^A-Za-z: ]|\b(?:st|nd|rd|th)\b", " ", _without_date(flat))
        return day_in if _SECTION.fullmatch(" ".join(rest.split())) else None

    def _say_hidden(self) -> None:
        hidden = [row.place.row for row in self.contents.rows if row.hidden]
        if hidden:
            some = listed([str(row) for row in hidden[:6]] + ["others"] * (len(hidden) > 6))
            self._say(f"hidden in the sheet, and read even so: row {some}")
        columns = [
            heading.words
            for column, heading in self._columns.items()
            if column in self._sheet.hidden_columns
        ]
        if columns and self.contents.rows:
            self._say(f"hidden columns were read too: {listed(columns)}")

    def _say(self, text: str) -> None:
        self.contents.remarks.append(Remark(READ, CellPlace(self._sheet.name, 0), text))


def _invisible(names: Iterable[str]) -> str:
    return f"invisible characters ({listed(list(names))})"


def _score(found: Mapping[int, ColumnHeading]) -> int:
    return len({heading.field for heading in found.values()} - {None})


def _without_date(text: str) -> str:
    for day in reversed(days_in(text)):
        text = text[: day.start] + text[day.end :]
    return text
