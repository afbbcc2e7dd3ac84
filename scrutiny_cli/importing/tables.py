"""The tables of a sheet: where their headings are, which rows are records, what the others are."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import NamedTuple

from scrutiny_cli.domain.dates import days_in
from scrutiny_cli.domain.municipal_year import read_year
from scrutiny_cli.exempt.naming import mentions_exempt
from scrutiny_cli.importing import headings
from scrutiny_cli.importing.cell_text import DITTO, cleaned, day_of, day_within, is_blank, is_error
from scrutiny_cli.importing.headings import ColumnHeading, KnownHeadings
from scrutiny_cli.importing.model import READ, CellPlace, Remark, RowLeftOut, SourceCell, SourceRow
from scrutiny_cli.importing.phrases import programme_list
from scrutiny_cli.importing.spreadsheets import Cell, Merge, Row, Sheet
from scrutiny_cli.wording import listed, shorten, with_article

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
# Columns in which 0 may be meant.
_MAY_BE_NOUGHT = frozenset(
    (
        "completed",
        "accepted",
        "withdrawn",
        "moved",
        "status",
        "notes",
        "source",
        "decision",
        "success",
    )
)
# The words before the day in a title such as `Meeting date: 15 July 2019 – 1.00 p.m.`
_BEFORE_DAY = re.compile(
    r"(?:(?:date of )?(?:the )?(?:scrutiny |committee |panel )*meeting(?: date| held| of| on)*\s*[:–-]?\s*)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?",
    re.IGNORECASE,
)
_CONTINUED = re.compile(r"\bcont(?:inued|'d|d)?\b\.?", re.IGNORECASE)


class Title(NamedTuple):
    """A title between rows, and the day of the meeting that it names."""

    words: str = ""
    day: date | None = None


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
    context: "TableContext | None" = None
    """What holds for the table that follows in the same document."""


def is_tab_of_reported(name: str) -> bool:
    """Whether a tab's name says that its actions are completed and reported."""
    return bool(_REPORTED.fullmatch(headings.plain(name)))


class TableContext(NamedTuple):
    """What the tables before in the same document say of the rows below: title, year, exempt, headings."""

    title: Title
    year: str
    marked: str | None
    columns: dict[int, ColumnHeading]


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

    def cell(self, row: Row, column: int) -> tuple[Cell, int]:
        """A cell, or the one that stands for it from above, and the row that holds it."""
        merge = self.over(row.number, column)
        if merge and merge.top < row.number and column == merge.left:
            above = self._rows.get(merge.top)
            return (above.cells.get(column, Cell()) if above else Cell()), merge.top
        return row.cells.get(column, Cell()), row.number

    def heading(self, row: Row, column: int) -> str:
        """The words over a column: of its own cell, or of one merged over it from the left."""
        merge = self.over(row.number, column)
        return row.text(merge.left if merge and merge.top == row.number else column)


def read_sheet(
    sheet: Sheet, known: KnownHeadings, before: TableContext | None = None
) -> SheetContents:
    """The records of a sheet with everything else in it."""
    return _SheetReader(sheet, known, before).contents


class _SheetReader:
    """Reads a sheet from the top: headings begin a table, and the rows below belong to it."""

    def __init__(self, sheet: Sheet, known: KnownHeadings, before: TableContext | None) -> None:
        self._sheet = sheet
        self._known = known
        self._merged = _MergedCells(sheet)
        self._columns: dict[int, ColumnHeading] = {}
        self._computed: set[int] = set()
        self._exported = False
        self._title = Title()
        self._continues = False
        """Whether a row without words of its own may go on with the record above."""
        self._exempt_sheet = next(filter(mentions_exempt, (sheet.name, *sheet.margins)), None)
        self._exempt = self._exempt_sheet
        self._reported = is_tab_of_reported(sheet.name)
        self._year = _year_in(sheet.name)
        self._above: dict[str, tuple[Cell, int]] = {}
        self._before: dict[int, ColumnHeading] = {}
        if before:
            self._title, self._year, self._before = before.title, before.year, before.columns
            self._exempt = self._exempt_sheet = self._exempt_sheet or before.marked
        self.contents = SheetContents()
        self._meaning = cache(known.read)
        self._headings = cache(self._headings_at)
        rows = iter(enumerate(sheet.rows))
        for index, row in rows:
            found, depth = self._headings(index)
            if row.prose:
                self._prose(row)
            elif found:
                self._begin(found)
                for _ in range(depth - 1):
                    next(rows, None)
            elif self._exported:
                self._exported_row(row)
            elif self._columns or self._goes_on(row):
                self._row(index, row)
            else:
                self._outside(row)
        self._say_hidden()
        columns = self._columns or self._before
        self.contents.context = TableContext(self._title, self._year, self._exempt_sheet, columns)

    # ------------------------------------------------------------------------------ headings

    def _headings_at(self, index: int) -> tuple[dict[int, ColumnHeading], int]:
        """The headings that begin at a row, and over how many rows they go; none if there are none."""
        rows = self._sheet.rows
        if index >= len(rows) or rows[index].prose:
            return {}, 1
        first = self._single(rows[index])
        best, depth = first, 1
        following = rows[index + 1] if index + 1 < len(rows) else None
        if following and not following.prose and following.number == rows[index].number + 1:
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
            if heading.field in known and heading.field not in self._known.target.several:
                self._columns[column] = ColumnHeading(heading.words, None)
            else:
                self._columns[column] = heading
                known |= {heading.field} if heading.field else set()
        self.contents.headings += [heading.words for heading in found.values()]
        self._above = {}
        self._continues = False

    def _column(self, name: str) -> int:
        return next(column for column, heading in self._columns.items() if heading.field == name)

    # ---------------------------------------------------------------------------------- rows

    def _goes_on(self, row: Row) -> bool:
        """Whether a table without headings goes on with those of the table before in the document."""
        across = set(self._before)
        if not across or len(row.cells) < min(2, len(across)) or not set(row.cells) <= across:
            return False
        self._columns, self._before = self._before, {}
        self.contents.tables += 1
        self._say("it has no headings; those of the table before were taken")
        return True

    def _prose(self, row: Row) -> None:
        """A paragraph: an entry of a list below its title, a title, or words beside the tables."""
        cell = row.cells[0]
        if not cell.text:
            self._remark(row, cell.doubt or cell.comment or cell.missing or cell.link or "")
        elif row.listed and self._known.subject == "topic" and programme_list(self._title.words):
            words = cell.text.partition(" ")[2]
            value = self._cleaned(
                row, SourceCell(self._known.subject, "", replace(cell, text=words))
            )
            self._add((value,), row)
        else:
            self._outside(row)
            if cell.doubt or cell.comment:
                said = "; ".join(filter(None, (cell.doubt, cell.comment)))
                self._remark(row, f"`{shorten(cell.text)}`: {said}")

    def _outside(self, row: Row) -> None:
        """A row above the first table: a title, or words that say what the marks mean."""
        self.contents.outside.append(row)
        words = self._words(row)
        self._year = next(filter(None, map(_year_in, words)), self._year)
        self._exempt_sheet = self._exempt_sheet or next(filter(mentions_exempt, words), None)
        self._exempt = self._exempt_sheet
        title = self._title_of(row, words) if words else None
        if title and (self._known.target.titled or _FROM.search(words[0])):
            self._title = title
            self._say_beside(row, words)
        if not title or title is not self._title:
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
            self._leave_out(row, f"a note, not {with_article(self._known.target.noun)}", quoted)
        elif missing := self._missing(cell):
            self._leave_out(row, f"{heading}: {missing}", quoted)
        elif self._continues and is_blank(subject) and self._is_part(row):
            self._continue(row)
        elif title := self._title_of(row, words):
            self._begin_section(row, title)
            self._say_beside(row, words)
        elif (
            alone
            and not first.isdecimal()
            and (whole or not subject or self._headings(index + 1)[0])
        ):
            self._begin_section(row, Title())
            self._leave_out(row, "a heading, or words beside the table", quoted)
        elif not subject and merge and merge.top < row.number and self.contents.rows:
            self._continue(row)
        elif is_blank(subject) or subject == "0":
            self._leave_out(row, f"no words under the heading {heading}", quoted)
        else:
            self._take(row)
            if alone and not programme_list(self._title.words):
                self._remark(row, f"it says only `{shorten(subject, 50)}`: is it a heading?")

    def _begin_section(self, row: Row, title: Title) -> None:
        """A heading between rows: it may name the meeting of those below, or say that they are exempt."""
        self._title = title
        self._continues = False
        self._exempt = self._exempt_sheet or next(filter(mentions_exempt, self._words(row)), None)
        self.contents.outside.append(row)

    def _say_beside(self, row: Row, words: list[str]) -> None:
        """Name the words beside a title, such as its deadlines, which say nothing of any record."""
        first, *beside = dict.fromkeys(words)
        if beside:
            self._remark(row, f"beside the heading `{shorten(first)}`: `{' | '.join(beside)}`")

    def _title_of(self, row: Row, words: list[str]) -> Title | None:
        """The title that a row is: a day alone, or where titles head the rows below, what begins with one."""
        several = dict.fromkeys(words)
        if len(several) == 1 and (day := self._section(words[0])):
            return Title(words[0], day)
        if not self._known.target.titled or len(several) > 2:  # a title, and words beside it
            return None
        if self._columns and (
            self._columns.get(self._first(row), _NOTHING).field == "meeting"
            or cleaned(row.text(self._column(self._known.subject)))[0] not in ("", words[0])
        ):
            return None
        if _CONTINUED.search(words[0]) and self._title.words:
            return self._title
        flat = " ".join(words[0].split())
        days = days_in(flat)
        if days and _BEFORE_DAY.fullmatch(flat[: days[0].start]):
            return Title(flat, days[0].day)
        return Title(flat) if programme_list(flat) and len(several) == 1 else None

    def _is_part(self, row: Row) -> bool:
        """Whether all of a row's own words are of a further thing of the record above."""
        columns = (column for column, cell in row.cells.items() if cell.text.strip())
        fields = {self._columns.get(column, _NOTHING).field for column in columns}
        return bool(fields) and fields <= self._known.parts

    def _take(self, row: Row) -> None:
        self._add(tuple(self._values(row)), row)
        self._continues = bool(self._known.parts)

    def _add(self, values: tuple[SourceCell, ...], row: Row) -> None:
        self.contents.rows.append(
            SourceRow(
                CellPlace(self._sheet.name, row.number),
                values,
                heading_day=self._title.day,
                heading=self._title.words,
                year=self._year,
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
        self.contents.rows[-1] = replace(
            last, values=(*last.values, *more), breaks=(*last.breaks, len(last.values))
        )

    def _values(self, row: Row, *, alone: bool = False) -> Iterator[SourceCell]:
        """The cells of a row under their headings; unless ``alone``, with those merged from above."""
        for column in sorted({*self._columns, *row.cells} - self._computed):
            words, name, on = self._columns.get(column, ColumnHeading("", None))
            own = (alone and name not in self._known.target.carried) or name in self._known.own
            cell, origin = row.cells.get(column, Cell()), row.number
            if not own:
                cell, origin = self._merged.cell(row, column)
            if name in self._known.target.repeated and not self._exported:
                if cleaned(cell.text)[0].casefold() in DITTO:
                    cell, origin = self._above.get(name, (cell, origin))
                self._above[name] = cell, origin
            value = self._read(row, SourceCell(name, words, cell, on, origin))
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
        if (
            not missing
            and cell.text.strip() == "0"
            and value.field
            and value.field not in _MAY_BE_NOUGHT
        ):
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


_NOTHING = ColumnHeading("", None)
_YEARS = re.compile(r"\b20\d\d\s?[/-]\s?(?:20)?\d\d\b", re.ASCII)


def _year_in(words: str) -> str:
    """The municipal year that a title names, or none."""
    for written in _YEARS.findall(words):
        with suppress(ValueError):
            return read_year(written)
    return ""


def _invisible(names: Iterable[str]) -> str:
    return f"invisible characters ({listed(list(names))})"


def _score(found: Mapping[int, ColumnHeading]) -> int:
    return len({heading.field for heading in found.values()} - {None})


def _without_date(text: str) -> str:
    for day in reversed(days_in(text)):
        text = text[: day.start] + text[day.end :]
    return text
