"""The importers: what becomes of the rows of a table, for each kind of record that is imported."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.municipal_year import municipal_year
from scrutiny_cli.exempt.redaction import is_withheld
from scrutiny_cli.importing import exported, headings
from scrutiny_cli.importing.cell_text import folded, is_blank
from scrutiny_cli.importing.legend import Legend
from scrutiny_cli.importing.matching import RecordComparer, RecordIndex, alike
from scrutiny_cli.importing.model import (
    FieldDifference,
    ImportOptions,
    ParsedRow,
    Proposal,
    SourceCell,
    SourceRow,
)
from scrutiny_cli.importing.phrases import decision
from scrutiny_cli.importing.proposing import propose
from scrutiny_cli.importing.record_ids import IdAllocator
from scrutiny_cli.importing.rows import RowReader
from scrutiny_cli.importing.spreadsheets import Workbook
from scrutiny_cli.importing.tables import SheetContents
from scrutiny_cli.importing.targets import PROMISES, RECOMMENDATIONS, RESPONSES, TARGETS
from scrutiny_cli.render.prose import to_text
from scrutiny_cli.workspace.loading import Loaded


class Importer:
    """Reads the rows of a table and compares them with the records of the register."""

    def __init__(
        self,
        noun: str,
        loaded: Loaded,
        committee: Committee,
        options: ImportOptions,
        meeting: Meeting | None,
        reported: Meeting | None,
    ) -> None:
        self.noun = noun
        self.target = TARGETS[noun]
        self.headings = headings.known(self.target, loaded.settings.headings.get(noun))
        self.legend = Legend((), options.done_fills)
        self._register = loaded.register
        self._entries = loaded.entries
        self._committee = committee
        self._rows = RowReader(
            *(loaded.register, loaded.exempt_index, committee, self.legend),
            *(options, meeting, reported),
        )
        self._index = RecordIndex(loaded.register, self.target, committee)
        self._comparer = RecordComparer(loaded.register, options.as_of)
        self._ids = IdAllocator(loaded.register.of(self.target.kind), self.target.head)

    def prepare(self, sheets: Iterable[SheetContents]) -> None:
        """Learn what the sheets say of their own marks before any row is read."""
        for sheet in sheets:
            self.legend.learn(sheet.outside)

    def parse(self, row: SourceRow) -> Iterator[ParsedRow]:
        """The records that a row is."""
        yield exported.read(row) if row.exported else self._rows.read(row, self.target)

    def learn(self, rows: Sequence[ParsedRow]) -> None:
        """Look at all rows before the first is compared."""

    def further(self) -> Iterator[ParsedRow]:
        """What the rows hold beside their records, once the ids of these are known."""
        return iter(())

    def match(self, parsed: ParsedRow) -> Any:
        """The record that a row is; why that is not known, in words; ``None`` for a new one."""
        return self._index.match(parsed)

    def is_closed(self, parsed: ParsedRow, record_id: str) -> bool:
        """Whether a record of the register is exempt already."""
        return is_withheld(self._register, parsed.target.kind, record_id)

    def differences(self, parsed: ParsedRow, record: Any) -> FieldDifference:
        """What a row says beyond the record it is."""
        raw = self._entries[parsed.target.kind, record.id].data
        return self._comparer.differences(parsed, record, raw)

    def new_id(self, parsed: ParsedRow) -> str:
        """The id of a new record."""
        return self._ids.allocate(parsed.reference, parsed.data.get("number"))

    @property
    def meetings(self) -> tuple[dict[str, str], ...]:
        """The records of meetings that rows name and the register does not hold."""
        return tuple(self._rows.planned.values())

    def _day_of(self, parsed: ParsedRow) -> str:
        """The day of a row's meeting, as ids have it."""
        return parsed.meeting.date.isoformat() + "-" if parsed.meeting else ""


class TopicImporter(Importer):
    """Reads a work programme: a topic is known by its words, and may have been moved."""

    def learn(self, rows: Sequence[ParsedRow]) -> None:
        """Note where the programme has each topic: what stays there was not moved."""
        self._places = {(folded(row.words), _place(row.data)) for row in rows}

    def match(self, parsed: ParsedRow) -> Any:
        """The topic that a row is: in the same place, or the only one of its words and year."""
        if parsed.reference:
            return self._index.match(parsed)
        topics, place = self._index.worded(parsed), _place(parsed.data)
        here = [t for t in topics if place and _place(vars(t)) == place]
        if here:
            return here[0]
        words = folded(parsed.words)
        free = [
            topic
            for topic in topics
            if (words, _place(vars(topic))) not in self._places
            and self._year(parsed.data) in (None, self._year(vars(topic)))
        ]
        if len(free) > 1:
            return "it may be one of several topics: write which into a column `Id`"
        return free[0] if free else None

    def _year(self, data: dict[str, Any]) -> str | None:
        meeting = self._register.meetings.get(data.get("meeting") or "")
        return data.get("year") or (municipal_year(meeting.date) if meeting else None)

    def new_id(self, parsed: ParsedRow) -> str:
        """The id of a new topic: its words."""
        return parsed.reference or self._ids.named(parsed.words)


def _place(data: Any) -> str:
    return data.get("meeting") or data.get("list") or ""


class ScheduleImporter(Importer):
    """Reads recommendations with the responses to them, and what these say will be done."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._answers: dict[tuple[str, int], list[tuple[SourceRow, ParsedRow]]] = {}
        self._response_ids = IdAllocator(self._register.responses, RESPONSES.head)
        self._responses: dict[str, list[Any]] = {}
        for response in self._register.responses.values():
            for name in response.to:
                self._responses.setdefault(name, []).append(response)

    def parse(self, row: SourceRow) -> Iterator[ParsedRow]:
        """The recommendation of a row; the response to it comes later."""
        acted = any(not is_blank(value.cell.text) for value in row.of("action"))
        promised = set(PROMISES.by_name) if acted else ()
        parsed = self._rows.read(row, RECOMMENDATIONS, without=promised)
        answer = next(iter((*row.of("response"), *row.of("decision"), *row.of("action"))), None)
        if not acted:
            for name in ("owner", "due", "success"):
                for value in row.of(name):
                    parsed.keep(value, "no action is beside it")
        if answer is None:
            for name in ("response_by", "response_on"):
                for value in row.of(name):
                    parsed.keep(value, "no response is beside it")
        else:
            parsed.goes_on = True
            self._answers.setdefault((row.place.sheet, answer.origin), []).append((row, parsed))
        parsed.order()
        yield parsed

    def further(self) -> Iterator[ParsedRow]:
        """The responses: one for each cell, though it may answer several recommendations.

        Where a recommendation is repeated for each thing that will be done, these go together.
        """
        responses: dict[tuple[str, ...], list[ParsedRow]] = {}
        for answered in self._answers.values():
            taken = [(row, parsed) for row, parsed in answered if parsed.id]
            if not taken:
                continue
            to = tuple(dict.fromkeys(str(parsed.id) for _, parsed in taken))
            parsed = self._response(*taken[0], list(to))
            before = responses.setdefault(to, [])
            text = parsed.data.get("text")
            same = next((b for b in before if text in (None, b.data.get("text"))), None)
            if same:
                known = [promise.data for promise in same.promises]
                same.promises += [p for p in parsed.promises if p.data not in known]
                same.notes += [note for note in parsed.notes if note not in same.notes]
                same.order()
            else:
                before.append(parsed)
        for several in responses.values():
            yield from several

    def _response(self, row: SourceRow, about: ParsedRow, to: list[str]) -> ParsedRow:
        parsed = self._rows.read(row, RESPONSES, part=row.values)
        if "committee" in about.data:
            parsed.data["committee"] = about.data["committee"]
        parsed.data["to"], parsed.meeting, parsed.private = to, about.meeting, about.private
        if "decision" not in parsed.data and (words := decision(parsed.words)):
            parsed.data["decision"] = words
        if not parsed.words:
            parsed.data.pop("text", None)
        for cells in _acts(row):
            promise = self._rows.read(row, PROMISES, part=cells)
            parsed.either += promise.either
            parsed.notes += promise.notes
            parsed.remarks += [r for r in promise.remarks if r not in parsed.remarks]
            promise.remarks = []
            parsed.promises.append(promise)
        parsed.words = parsed.words or about.words
        parsed.order()
        return parsed

    def match(self, parsed: ParsedRow) -> Any:
        """The recommendation that a row is, or the response."""
        if parsed.target is RECOMMENDATIONS:
            return super().match(parsed)
        held = list(
            {r.id: r for name in parsed.data["to"] for r in self._responses.get(name, ())}.values()
        )
        text = to_text(parsed.data.get("text", ""))
        same = [r for r in held if alike(text, to_text(r.text or ""))]
        if same or not held:
            return same[0] if same else None
        by = parsed.data.get("by")
        if not text or any(not r.text for r in held):
            return next((r for r in held if not r.text), held[0])
        if by and all(r.by and folded(r.by) != folded(by) for r in held):
            return None
        return (
            f"the register has another response to it ({held[0].id}): if this is one more, say in a "
            "column `Response by` who gives it, or add it with `scrutiny recommendation respond`"
        )

    def new_id(self, parsed: ParsedRow) -> str:
        """The id of a new recommendation or response, with the day of its meeting."""
        ids = self._ids if parsed.target is RECOMMENDATIONS else self._response_ids
        return ids.allocate(parsed.reference, None, parsed.target.head + self._day_of(parsed))


def _acts(row: SourceRow) -> list[list[SourceCell]]:
    """The cells of each thing that a response says will be done; what names none goes on with the last."""
    acts: list[list[SourceCell]] = []
    for part in row.parts:
        if any(v.field == "action" and not is_blank(v.cell.text) for v in part):
            acts.append(list(part))
        elif acts:
            acts[-1] += [value for value in part if value.field in PROMISES.by_name]
    return acts


IMPORTERS = {
    "programme": TopicImporter,
    "recommendations": ScheduleImporter,
    "responses": ScheduleImporter,
}


def propose_import(
    noun: str,
    book: Workbook,
    loaded: Loaded,
    committee: Committee,
    options: ImportOptions,
    *,
    meeting: Meeting | None = None,
    reported: Meeting | None = None,
) -> Proposal:
    """What importing the tables of a workbook would do; nothing is changed.

    ``meeting`` is where the records arose that name none, ``reported`` the meeting at which those on
    a tab of what is reported complete were reported.
    """
    make = IMPORTERS.get(noun, Importer)
    importer = make(noun, loaded, committee, options, meeting, reported)
    return propose(book, importer, options)
