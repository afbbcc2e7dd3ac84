"""The tables of a sheet: where their headings are, which rows are actions, what the others are."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from scrutiny_cli.domain.dates import days_in
from scrutiny_cli.importing import headings
from scrutiny_cli.importing.headings import ColumnHeading
from scrutiny_cli.importing.model import READ, CellPlace, Left, Remark, SourceRow, Value
from scrutiny_cli.importing.spreadsheets import Cell, Merge, Row, Sheet
from scrutiny_cli.importing.words import DITTO, cleaned, day_of, day_within, is_blank
from scrutiny_cli.wording import listed, shorten

_TOLD = re.compile(
    r"(?:reported )?(?:as )?(?:complete|completed|closed|done)(?: actions?| items?)?"
    r"|actions? (?:reported )?(?:complete|completed|closed)"
)
_TOTAL = re.compile(
    r"(?:grand |sub ?)?totals?\b|(?:number|count|sum) of\b|actions? (?:open|closed|total)\b",
    re.IGNORECASE,
)
# A heading between rows that names the meeting of the rows below it.
_SECTION = re.compile(
    r"(?:(?:outstanding |new |open )?(?:actions?|matters|items)(?: arising| agreed| logged| raised)?"
    r"(?: from| of| at| on)?|meeting|committee|scrutiny committee|arising from|from)?"
    r"(?: the)?(?: (?:scrutiny |committee )*(?:meeting|committee))?"
    r"(?: (?:held|dated|date))?(?: (?:on|of|from))?:?",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:from|arising|agreed)\b", re.IGNORECASE)
_FORMULA = "{}: a formula whose value the file does not hold; open it in Excel and save it"
# A number stands for its own row; the other cells stand for every row they are merged over.
_OWN_ROW = ("id", "number")
_REPEATED = ("meeting", "owner", "directorate", "due", "committee")


@dataclass
class Found:
    """What a sheet holds: actions, rows left out, remarks, and the rows outside of any table."""

    lines: list[SourceRow] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    outside: list[Row] = field(default_factory=list)
    beside: list[Row] = field(default_factory=list)
    """Those of them that say nothing of any action."""
    unknown: dict[str, int] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)
    tables: int = 0


def is_told(name: str) -> bool:
    """Whether a tab's name says that its actions are completed and reported."""
    return bool(_TOLD.fullmatch(headings.plain(name)))


class _Merged:
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


def find(sheet: Sheet, asked: Mapping[str, str]) -> Found:
    """The actions of a sheet with everything else in it."""
    return _TableReader(sheet, asked).found


class _TableReader:
    """Reads a sheet from the top: headings begin a table, and the rows below belong to it."""

    def __init__(self, sheet: Sheet, asked: Mapping[str, str]) -> None:
        self._sheet = sheet
        self._asked = asked
        self._merged = _Merged(sheet)
        self._columns: dict[int, ColumnHeading] = {}
        self._computed: set[int] = set()
        self._exported = False
        self._day: date | None = None
        self._told = is_told(sheet.name)
        self._above: dict[str, Cell] = {}
        self.found = Found()
        rows = iter(enumerate(sheet.rows))
        for index, row in rows:
            heads, depth = self._heads(index)
            if heads:
                self._begin(heads)
                for _ in range(depth - 1):
                    next(rows, None)
            elif self._exported:
                self._take(row)
            elif self._columns:
                self._row(row, before_heads=bool(self._heads(index + 1)[0]))
            else:
                self._outside(row)
        self._say_hidden()

    # ------------------------------------------------------------------------------ headings

    def _heads(self, index: int) -> tuple[dict[int, ColumnHeading], int]:
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
        fields = {heading.field for heading in best.values()} - {None}
        return (best, depth) if "action" in fields and len(fields) > 1 else ({}, 1)

    def _single(self, row: Row) -> dict[int, ColumnHeading]:
        found = {}
        for column, cell in sorted(row.cells.items()):
            if words := cleaned(cell.text)[0]:
                found[column] = headings.read(words, self._asked)
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
                    found[column] = headings.read(above, self._asked)
                    joined += found[column].field is not None
                continue
            filled += 1
            whole = headings.read(f"{above} {below}", self._asked)
            alone = headings.read(below, self._asked)
            found[column] = whole if whole.field or not alone.field else alone
            fits += found[column].field is not None
            joined += bool(above) and whole.field is not None
        # Where the upper row adds nothing it is a title above the headings.
        return found, bool(joined) and 2 * fits > filled

    def _begin(self, heads: dict[int, ColumnHeading]) -> None:
        self.found.tables += 1
        known: set[str] = set()
        self._exported = {"ID", "EVIDENCE", "STATE"} <= {h.words.upper() for h in heads.values()}
        self._columns, self._computed = {}, set()
        for column, head in sorted(heads.items()):
            if self._exported and head.words in headings.COMPUTED:
                self._computed.add(column)
                continue
            if head.field in known and head.field not in ("progress", "owner", "notes"):
                self._columns[column] = ColumnHeading(head.words, None)
            else:
                self._columns[column] = head
                known |= {head.field} if head.field else set()
        self.found.headings += [head.words for head in heads.values()]
        self._above = {}

    def _column(self, name: str) -> int:
        return next(column for column, head in self._columns.items() if head.field == name)

    # ---------------------------------------------------------------------------------- rows

    def _outside(self, row: Row) -> None:
        """A row above the first table: a title, or words that say what the marks mean."""
        self.found.outside.append(row)
        words = self._words(row)
        if len(set(words)) == 1 and _FROM.search(words[0]):
            self._day = self._section(words[0])
        if self._day is None:
            self.found.beside.append(row)

    def _row(self, row: Row, *, before_heads: bool) -> None:
        column = self._column("action")
        words = self._words(row)
        said = " | ".join(dict.fromkeys(words))
        action = cleaned(row.text(column))[0]
        merge = self._merged.over(row.number, column)
        whole = bool(merge and merge.left < merge.right)
        one = len(set(words)) == 1
        if not words and not any(cell.unknown for cell in row.cells.values()):
            self._leave(row, "its cells hold no words, only a comment", self._comments(row))
        elif _TOTAL.match(words[0] if words else "") and (not action or action == words[0]):
            self._leave(row, "a row of totals", said)
        elif (cell := row.cells.get(column)) and cell.unknown:
            self._leave(row, _FORMULA.format(f"`{self._columns[column].words}`"), said)
        elif one and (day := self._section(words[0])):
            self._day = day
            self.found.outside.append(row)
        elif one and (whole or before_heads or not action) and not words[0].isdecimal():
            self._day = None
            self._leave(row, "a heading, or words beside the table", said)
            self.found.outside.append(row)
        elif not action and merge and merge.top < row.number and self.found.lines:
            self._continue(row)
        elif is_blank(action):
            self._leave(row, f"no words under the heading `{self._columns[column].words}`", said)
        else:
            self._take(row)
            if one:
                self._remark(row, f"it says only `{shorten(action, 50)}`: is it a heading?")

    def _take(self, row: Row) -> None:
        self.found.lines.append(
            SourceRow(
                CellPlace(self._sheet.name, row.number),
                tuple(self._values(row)),
                heading_day=self._day,
                told=self._told,
                hidden=row.hidden,
                exported=self._exported,
            )
        )

    def _leave(self, row: Row, why: str, said: str) -> None:
        self.found.left.append(Left(CellPlace(self._sheet.name, row.number), why, said))

    def _continue(self, row: Row) -> None:
        """A further row of the action above, whose cell goes down to here."""
        last = self.found.lines[-1]
        more = tuple(self._values(row, alone=True))
        self.found.lines[-1] = replace(last, values=(*last.values, *more))

    def _values(self, row: Row, *, alone: bool = False) -> Iterator[Value]:
        """The cells of a row under their headings; unless ``alone``, with those merged from above."""
        for column in sorted({*self._columns, *row.cells} - self._computed):
            words, name, on = self._columns.get(column, ColumnHeading("", None))
            own = alone or name in _OWN_ROW
            cell = row.cells.get(column, Cell()) if own else self._merged.cell(row, column)
            if name in _REPEATED:
                if cleaned(cell.text)[0].casefold() in DITTO:
                    cell = self._above.get(name, cell)
                self._above[name] = cell
            if not self._exported:
                cell = self._clean(row, words, cell)
            if cell.text or cell.comment or cell.unknown:
                if name is None and cell.text:
                    self.found.unknown[words] = self.found.unknown.get(words, 0) + 1
                yield Value(name, words, cell, on)

    def _clean(self, row: Row, heading: str, cell: Cell) -> Cell:
        text, taken = cleaned(cell.text)
        comment, more = cleaned(cell.comment or "")
        named = f"`{heading}`" if heading else "a cell"
        if names := dict.fromkeys((*taken, *more)):
            self._remark(row, f"{named}: {_unseen(names)} taken out")
        if cell.unknown:
            self._remark(row, _FORMULA.format(named))
        if cell.partly:
            self._remark(row, f"{named}: the words that are struck through were kept too")
        return replace(cell, text=text, comment=comment or None)

    def _remark(self, row: Row, text: str) -> None:
        self.found.remarks.append(Remark(READ, CellPlace(self._sheet.name, row.number), text))

    # --------------------------------------------------------------------------------- words

    def _words(self, row: Row) -> list[str]:
        texts = (cleaned(cell.text)[0] for _, cell in sorted(row.cells.items()))
        return [text for text in texts if text]

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
        hidden = [line.place.row for line in self.found.lines if line.hidden]
        if hidden:
            some = listed([str(row) for row in hidden[:6]] + ["others"] * (len(hidden) > 6))
            self._say(f"hidden in the sheet, and read all the same: row {some}")
        columns = [
            head.words
            for column, head in self._columns.items()
            if column in self._sheet.hidden_columns
        ]
        if columns and self.found.lines:
            self._say(f"hidden columns were read too: {listed(columns)}")

    def _say(self, text: str) -> None:
        self.found.remarks.append(Remark(READ, CellPlace(self._sheet.name, 0), text))


def _unseen(names: Iterable[str]) -> str:
    return f"characters that nobody can see ({listed(list(names))})"


def _score(heads: Mapping[int, ColumnHeading]) -> int:
    return len({head.field for head in heads.values()} - {None})


def _without_date(text: str) -> str:
    for found in reversed(days_in(text)):
        text = text[: found.start] + text[found.end :]
    return text
