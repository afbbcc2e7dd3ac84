"""What would become of each row of a workbook: the one loop of all imports."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from scrutiny_cli import progress
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.errors import UsageError
from scrutiny_cli.importing import headings
from scrutiny_cli.importing.cell_text import folded
from scrutiny_cli.importing.headings import KnownHeadings
from scrutiny_cli.importing.legend import Legend, unexplained
from scrutiny_cli.importing.model import (
    KEPT,
    READ,
    CellPlace,
    ChangedRecord,
    FieldDifference,
    ImportOptions,
    NewRecord,
    ParsedRow,
    Proposal,
    Remark,
    RowLeftOut,
    SameRecord,
    SourceRow,
)
from scrutiny_cli.importing.spreadsheets import Sheet, Workbook
from scrutiny_cli.importing.spreadsheets.colours import colour_word
from scrutiny_cli.importing.tables import SheetContents, read_sheet
from scrutiny_cli.importing.targets import SAME_BY, ImportTarget
from scrutiny_cli.wording import count, did_you_mean, listed, shorten

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_MOST = 12


class RecordImporter(Protocol):
    """Reads the rows of one kind of record and compares them with the register."""

    noun: str
    target: ImportTarget
    headings: KnownHeadings
    legend: Legend

    def prepare(self, sheets: Sequence[SheetContents]) -> None:
        """Learn what the sheets say of their own marks before any row is read."""

    def parse(self, row: SourceRow) -> Iterable[ParsedRow]:
        """The records that a row is."""

    def learn(self, rows: Sequence[ParsedRow]) -> None:
        """Look at all rows before the first is compared."""

    def further(self) -> Iterable[ParsedRow]:
        """What the rows hold beside their records, once the ids of these are known."""

    def match(self, parsed: ParsedRow) -> Any:
        """The record that a row is; why that is not known, in words; ``None`` for a new one."""

    def is_closed(self, parsed: ParsedRow, record_id: str) -> bool:
        """Whether a record of the register is exempt already."""

    def differences(self, parsed: ParsedRow, record: Any) -> FieldDifference:
        """What a row says beyond the record it is."""

    def new_id(self, parsed: ParsedRow) -> str:
        """The id of a new record."""

    @property
    def meetings(self) -> tuple[dict[str, str], ...]:
        """The records of meetings that rows name and the register does not hold."""


def propose(book: Workbook, importer: RecordImporter, options: ImportOptions) -> Proposal:
    """What importing a workbook would do.

    Raises ``UsageError`` where there is no table of such records, or an option names what is not
    there.
    """
    chosen, skipped = _chosen(book, options.sheets)
    known = importer.headings.having(options.columns)
    contents: dict[str, SheetContents] = {}
    context = None
    for chosen_sheet in chosen:
        read = contents[chosen_sheet.name] = read_sheet(chosen_sheet, known, context)
        context = read.context if book.flows else None
    _require_table(book, contents, importer)
    _require_headings(contents, options)
    if any(row.exported for sheet in contents.values() for row in sheet.rows):
        # Other sheets of an export have actions too, but none of the log.
        contents = {n: c for n, c in contents.items() if any(row.exported for row in c.rows)}
    sheets = list(contents.values())
    importer.prepare(sheets)
    builder = ProposalBuilder(importer, tuple(contents))
    rows = [row for sheet in sheets for row in sheet.rows]
    tracked = progress.tracked(rows, "Comparing the rows", len(rows))
    records = [parsed for row in tracked for parsed in importer.parse(row)]
    importer.learn(records)
    for parsed in records:
        builder.take(parsed)
    for parsed in importer.further():
        builder.take(parsed)
    builder.left_out += [row for sheet in sheets for row in sheet.left_out]
    builder.remarks += [Remark(READ, None, text) for text in book.remarks]
    builder.remarks += [remark for sheet in sheets for remark in sheet.remarks]
    if skipped:
        text = f"hidden sheets were not read: {listed(skipped)}; name one with --sheet to read it"
        builder.remarks.append(Remark(READ, None, text))
    for name, sheet in contents.items():
        builder.remarks += _of_sheet(name, sheet, importer)
    return builder.proposal()


def _chosen(book: Workbook, names: Sequence[str]) -> tuple[list[Sheet], list[str]]:
    """The sheets to read, and the names of those left alone; hidden ones are read when named."""
    known = {sheet.name.casefold(): sheet for sheet in book.sheets}
    for name in names:
        if name.casefold() not in known:
            titles = [sheet.name for sheet in book.sheets]
            hint = did_you_mean(name, titles) or f"the sheets are {listed(titles)}"
            raise UsageError(f"there is no sheet {name!r}", hint)
    if names:
        named = [known[name.casefold()] for name in names]
        return list({sheet.name: sheet for sheet in named}.values()), []
    shown = [sheet for sheet in book.sheets if not sheet.hidden]
    return shown, [sheet.name for sheet in book.sheets if sheet.hidden and sheet.rows]


def _require_table(
    book: Workbook, contents: Mapping[str, SheetContents], importer: RecordImporter
) -> None:
    if any(sheet.tables for sheet in contents.values()):
        return
    noun, subject = importer.target.noun, importer.target.subject.name
    owner = "leads" if importer.target.has("leads") else "owner"
    hint = f'name the headings: --column "Agreed step={subject}" --column "Lead={owner}"'
    if book.separator:
        sign = _SEPARATORS.get(book.separator, f"`{book.separator}`")
        other = "," if book.separator == ";" else ";"
        hint = (
            f"the fields were taken to be separated by {sign}; if that is wrong, write the line "
            f"`sep={other}` above all others. If it is right, {hint}"
        )
    raise UsageError(
        f"no table of {noun}s was found: no row has a heading for the {noun} and for one thing more "
        f"({importer.target.hints})",
        hint,
    )


def _require_headings(contents: Mapping[str, SheetContents], options: ImportOptions) -> None:
    known = list(dict.fromkeys(h for sheet in contents.values() for h in sheet.headings))
    plain = {headings.plain(heading) for heading in known}
    for heading in options.columns:
        if headings.plain(heading) not in plain:
            hint = did_you_mean(heading, known) or f"the headings are {listed(known)}"
            raise UsageError(f"--column: there is no heading {heading!r}", hint)


def _of_sheet(name: str, sheet: SheetContents, importer: RecordImporter) -> list[Remark]:
    """What is to be said of a whole sheet: titles, unknown headings, unexplained fills."""
    place, remarks, noun = CellPlace(name, 0), [], importer.target.noun
    if not sheet.tables and sheet.outside:
        rows = count(len(sheet.outside), "row")
        remarks.append(Remark(READ, place, f"no table of {noun}s in its {rows} of words"))
    elif sheet.unrelated:
        cells = [cell for row in sheet.unrelated for cell in row.cells.values()]
        words = " | ".join(cell.text or cell.comment or "" for cell in cells)
        text = f"above the table, and part of no {noun}: `{shorten(words, 150)}`"
        remarks.append(Remark(READ, place, text))
    if sheet.unknown:
        remarks.append(Remark(KEPT, place, _unknown(sheet.unknown)))
    if comments := _comments(sheet, importer):
        remarks.append(Remark(KEPT, place, comments))
    if not importer.target.has("completed"):
        return remarks
    for fill, rows_ in unexplained(
        sheet.rows, importer.target.subject.name, importer.legend
    ).items():
        word = colour_word(fill)
        numbers = listed([str(row.place.row) for row in rows_[:6]] + ["more"] * (len(rows_) > 6))
        text = f"filled {word} (#{fill}): row {numbers}; if it means done, add --done-fill {word}"
        remarks.append(Remark(READ, place, text))
    return remarks


def _comments(sheet: SheetContents, importer: RecordImporter) -> str | None:
    """That a column of comments is in no document, where nothing else could be the progress."""
    known = {headings.plain(heading): heading for heading in sheet.headings}
    column = next(
        (known[words] for words in ("comments", "comment", "remarks") if words in known), ""
    )
    cells = sum(v.heading == column for row in sheet.rows for v in row.of("notes"))
    field = "position" if importer.target.has("position") else "progress"
    if not cells or any(row.of(field) for row in sheet.rows):
        return None
    return (
        f"`{column}` ({count(cells, 'cell')}) was kept in the notes, which documents do not show; if it "
        f'is the progress: --column "{column}={field}"'
    )


def _unknown(cells: Mapping[str, int]) -> str:
    """The headings that nobody knows, and how to say what one means."""
    some = [
        f"`{heading}` ({count(number, 'cell')})"
        if heading
        else count(number, "cell") + " without one"
        for heading, number in list(cells.items())[:_MOST]
    ]
    more = [f"{len(cells) - _MOST} more"] if len(cells) > _MOST else []
    named = next((heading for heading in cells if heading), None)
    hint = f'; if one is known by another name: --column "{named}=FIELD"' if named else ""
    return f"unknown headings, kept in the notes: {listed([*some, *more])}{hint}"


class ProposalBuilder:
    """Takes rows one by one, each compared with the register and the rows before it."""

    def __init__(self, importer: RecordImporter, sheets: tuple[str, ...]) -> None:
        self._importer = importer
        self._sheets = sheets
        self._row_of: dict[tuple[str, str], ParsedRow] = {}
        self._new_by_words: dict[tuple[str, str, str], list[ParsedRow]] = {}
        self._taken: list[ParsedRow] = []
        self.new: list[NewRecord] = []
        self.changed: list[ChangedRecord] = []
        self.same: list[SameRecord] = []
        self.left_out: list[RowLeftOut] = []
        self.remarks: list[Remark] = []

    def take(self, parsed: ParsedRow) -> None:
        """Decide what becomes of a row."""
        record = self._importer.match(parsed)
        known = record is not None and not isinstance(record, str)
        closed = known and self._importer.is_closed(parsed, record.id)
        if parsed.refused and not closed:
            self._leave_out(parsed, parsed.refused)
        elif isinstance(record, str):
            self._leave_out(parsed, record)
        elif record is None:
            self._add(parsed)
        elif first := self._row_of.get((parsed.target.kind, record.id)):
            row = _row(first.place, parsed.place)
            self._repeat(parsed, first, f"{row} is {record.id} already")
        else:
            parsed.id = record.id
            self._row_of[parsed.target.kind, record.id] = parsed
            self._compare(parsed, record)

    def _leave_out(self, parsed: ParsedRow, why: str) -> None:
        self.left_out.append(RowLeftOut(parsed.place, why, parsed.words))

    def _repeat(self, parsed: ParsedRow, first: ParsedRow, why: str) -> None:
        """Leave out a row whose record was in one before, unless it holds more that goes with it."""
        if not parsed.goes_on:
            self._leave_out(parsed, why)
            return
        parsed.id = first.id
        more = [name for name, value in parsed.data.items() if first.data.get(name) != value]
        if more:
            self.remarks.append(
                Remark(KEPT, parsed.place, f"{why}; not taken again: {listed(more)}")
            )

    def _compare(self, parsed: ParsedRow, record: Any) -> None:
        difference = self._importer.differences(parsed, record)
        self._note(parsed)
        kind, place = parsed.target.kind, parsed.place
        if difference.changes:
            changes, words = tuple(difference.changes), tuple(difference.words)
            self.changed.append(
                ChangedRecord(place, record.id, changes, words, parsed.data, kind, parsed.words)
            )
        else:
            self.same.append(SameRecord(place, record.id, kind))

    def _add(self, parsed: ParsedRow) -> None:
        if twin := self._twin(parsed):
            self._repeat(parsed, twin, f"it says the same as {_row(twin.place, parsed.place)}")
            return
        if parsed.target.needs_meeting and "meeting" not in parsed.data:
            self._leave_out(
                parsed,
                f"it names no meeting of the register, which every {parsed.target.noun} needs: name it "
                "with --meeting, or add --new-meetings to add those that the sheet names",
            )
            return
        parsed.id = name = self._importer.new_id(parsed)
        data = {"id": name, **parsed.written}
        self.new.append(NewRecord(parsed.place, name, data, parsed.target.kind, parsed.words))
        self._new_by_words.setdefault(self._words(parsed), []).append(parsed)
        self._note(parsed)

    def _words(self, parsed: ParsedRow) -> tuple[str, str, str]:
        # Many responses say just the same of different recommendations.
        kind = parsed.target.kind
        return kind, folded(parsed.words), str(parsed.data["to"]) if kind == "responses" else ""

    def _twin(self, parsed: ParsedRow) -> ParsedRow | None:
        """A row before with the same words, of the same meeting and number."""
        for other in self._new_by_words.get(self._words(parsed), ()):
            named = parsed.reference and other.reference and parsed.reference != other.reference
            if named or other.meeting_day != parsed.meeting_day:
                continue
            if all(
                other.data.get(key, value) == value == parsed.data.get(key, value)
                for key in SAME_BY
                for value in (parsed.data.get(key) or other.data.get(key),)
            ):
                return other
        return None

    def _note(self, parsed: ParsedRow) -> None:
        """Keep a row for what is to be said of it."""
        self._taken.append(parsed)
        self.remarks += parsed.remarks

    def proposal(self) -> Proposal:
        """All of it, in the order of the rows, with the meetings that it needs."""
        needed = [record.data for record in self.new] + [record.data for record in self.changed]
        names = {data.get(key) for data in needed for key in ("meeting", "reported")}
        return Proposal(
            tuple(self.new),
            tuple(self.changed),
            tuple(self.same),
            tuple(self.left_out),
            (*self.remarks, *self._gathered()),
            tuple(meeting for meeting in self._importer.meetings if meeting["id"] in names),
            self._sheets,
        )

    # ----------------------------------------------------------- what concerns several rows

    def _gathered(self) -> list[Remark]:
        return [
            *self._without_meeting(),
            *self._reported_unknown(),
            *self._may_be_private(),
            *self._unnamed(),
            *self._day_first(),
            *self._numbers(),
        ]

    def _without_meeting(self) -> list[Remark]:
        by_day: dict[date, int] = {}
        noun = self._importer.target.noun
        for row in self._taken:
            if row.meeting_day:
                by_day[row.meeting_day] = by_day.get(row.meeting_day, 0) + 1
        remarks = [
            Remark(
                KEPT,
                None,
                f"the register has no meeting on {long_date(day)}, so {count(rows, noun)} kept its "
                "date in the notes",
            )
            for day, rows in sorted(by_day.items())
        ]
        how = "--new-meetings writes those meetings too; or `scrutiny meeting new DATE` and import again"
        return [*remarks, Remark(KEPT, None, how)] if remarks else []

    def _reported_unknown(self) -> list[Remark]:
        rows = sum(row.reported_unknown for row in self._taken)
        text = (
            f"{count(rows, 'row')} reported complete, and nothing says at which meeting: they stay on the "
            "log as completed until --reported names it"
        )
        return [Remark(KEPT, None, text)] if rows else []

    def _may_be_private(self) -> list[Remark]:
        rows = [row.place for row in self._taken if row.may_be_private]
        if not rows:
            return []
        numbers = [str(place.row) for place in rows[:_MOST]] + ["more"] * (len(rows) > _MOST)
        text = (
            f"row {listed(numbers)}: the meeting had exempt items, and no agenda item is named, so the "
            f"{self._importer.target.noun} is open; if it arose from an exempt item, name that in a column "
            "`Agenda item`"
        )
        return [Remark(READ, CellPlace(rows[0].sheet, 0), text)]

    def _unnamed(self) -> list[Remark]:
        by_heading: dict[tuple[str, str], list[str]] = {}
        for row in self._taken:
            for heading, written in row.unnamed:
                by_heading.setdefault((row.place.sheet, heading), []).append(written)
        remarks = []
        for (sheet, heading), words in by_heading.items():
            others = f" and {len(words) - 1} more" if len(words) > 1 else ""
            text = (
                f"`{heading}`: `{shorten(words[0], 50)}`{others}: not a number (figures only) and not an "
                "id (letters, figures, `.`, `_` and `-`), so kept in the notes"
            )
            remarks.append(Remark(KEPT, CellPlace(sheet, 0), text))
        return remarks

    def _day_first(self) -> list[Remark]:
        by_heading: dict[tuple[str, str], dict[str, date]] = {}
        for row in self._taken:
            for heading, written, day in row.either:
                by_heading.setdefault((row.place.sheet, heading), {})[written] = day
        remarks = []
        for (sheet, heading), days in by_heading.items():
            some = [f"{written} as {long_date(day)}" for written, day in list(days.items())[:_MOST]]
            more = [f"{len(days) - _MOST} more"] if len(days) > _MOST else []
            text = f"`{heading}`, figures read day first: {listed([*some, *more])}"
            remarks.append(Remark(READ, CellPlace(sheet, 0), text))
        return remarks

    def _numbers(self) -> list[Remark]:
        rows: dict[tuple[str, str], list[CellPlace]] = {}
        for record in self.new:
            if "number" in record.data:
                key = (record.data["number"], record.data.get("meeting", ""))
                rows.setdefault(key, []).append(record.place)
        return [
            Remark(
                READ,
                CellPlace(places[0].sheet, 0),
                f"number {number} is in rows {listed([str(place.row) for place in places])}, each with "
                "other words",
            )
            for (number, _), places in rows.items()
            if len(places) > 1
        ]


def _row(place: CellPlace, seen_from: CellPlace) -> str:
    return f"row {place.row}" + (f" of `{place.sheet}`" if place.sheet != seen_from.sheet else "")
