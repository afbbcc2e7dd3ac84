"""A row of a table as the data of a record; what cannot be read is kept as words."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, get_args

from scrutiny_cli.domain.base import ID_PATTERN
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import DASHES, long_date, why_no_day
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.municipal_year import read_year
from scrutiny_cli.domain.recommendations import RecommendationKind
from scrutiny_cli.exempt.marking import ExemptIndex
from scrutiny_cli.exempt.naming import AgendaIndex, cell_says_exempt, is_marked_exempt
from scrutiny_cli.importing import statuses
from scrutiny_cli.importing.cell_text import (
    NO,
    YES,
    Day,
    day_of,
    day_within,
    entries,
    folded,
    is_blank,
    looks_serial,
)
from scrutiny_cli.importing.legend import Legend
from scrutiny_cli.importing.model import (
    KEPT,
    READ,
    ImportOptions,
    ParsedRow,
    SourceCell,
    SourceRow,
    note_of,
)
from scrutiny_cli.importing.phrases import decision, programme_list
from scrutiny_cli.importing.spreadsheets import Cell
from scrutiny_cli.importing.targets import PROGRAMME, RECOMMENDATIONS, ImportTarget
from scrutiny_cli.register.register import Register
from scrutiny_cli.render.prose import from_plain
from scrutiny_cli.wording import shorten

_NUMBER = re.compile(r"(?:action|no\.?|number|#)?\s*0*([1-9]\d{0,8})\.?", re.IGNORECASE | re.ASCII)
_ID = re.compile(ID_PATTERN.strip("^$"), re.ASCII)
_OWNER = re.compile(r"(person|post|team|body): (\S.*)")
_BULLET = re.compile(r"^[•·▪*-]\s+")
IN_PUBLIC = "it arose from an exempt item, of which a public register holds nothing: keep it in a private one"
ADDRESSEES = frozenset(("executive", "council", "committee", "officers"))
# A type of scrutiny behind the topic: `Youth Justice Plan [pre-decision scrutiny]`.
_TYPED = re.compile(r"(?P<topic>[^\[\]]+)\[(?P<type>[^\[\]]+)\](?P<rest>[^\[\]]*)\Z", re.DOTALL)


Cells = Mapping[str, Sequence[SourceCell]]
"""The cells with words by column."""


class RowReader:
    """Reads the rows of a table, with the register they are to go into."""

    def __init__(
        self,
        register: Register,
        index: ExemptIndex,
        committee: Committee,
        legend: Legend,
        options: ImportOptions,
        meeting: Meeting | None,
        reported: Meeting | None,
    ) -> None:
        self._register = register
        self._committee = committee
        self._legend = legend
        self._as_of, self._planning = options.as_of, options.new_meetings
        self._public = options.public
        self._meeting = meeting
        self._reported = reported
        self._agendas = AgendaIndex(register, index)
        self.planned: dict[str, dict[str, str]] = {}
        """The records of meetings that the register does not hold yet, by id."""

    def read(
        self,
        row: SourceRow,
        target: ImportTarget,
        *,
        part: Sequence[SourceCell] | None = None,
        without: Collection[str] = (),
    ) -> ParsedRow:
        """The fields of the record that a row is for, and what is to be said of it.

        With ``part`` it is a part of a record, of these cells alone. The columns in ``without`` are
        left to other records.
        """
        cells = row.values if part is None else part
        by_field: dict[str, list[SourceCell]] = {}
        for value in cells:
            if value.field and value.cell.text:
                by_field.setdefault(value.field, []).append(value)
        subject = target.subject
        words = "\n".join(value.cell.text for value in by_field.get(subject.name, ()))
        parsed = ParsedRow(row.place, words, target, data={subject.field: from_plain(words)})
        if part is None:
            self._names(parsed, by_field)
            committee = self._whose(parsed, by_field)
            self._arose(parsed, row, committee)
        for column in target.columns:
            if column.read and column.name not in without:
                read = getattr(self, f"_{column.read}")
                for value in by_field.get(column.name, ()):
                    if not is_blank(value.cell.text):
                        read(parsed, value, column.field)
        if target is PROGRAMME:
            self._placed(parsed, row, by_field)
        self._marks(parsed, row, cells)
        if part is None:
            self._rest(parsed, row)
            self._confidence(parsed, row)
        parsed.order()
        return parsed

    # --------------------------------------------------------------------- what it is called

    def _names(self, parsed: ParsedRow, cells: Cells) -> None:
        known = self._register.of(parsed.target.kind)
        if label := next(iter(cells.get("label", ())), None):
            parsed.data["label"] = " ".join(label.cell.text.split())
        for value in (*cells.get("id", ()), *cells.get("number", ())):
            text = value.cell.text.translate(DASHES)
            number = _NUMBER.fullmatch(text)
            if value.field == "number" and number and "number" not in parsed.data:
                parsed.data["number"] = number[1]
            elif text in known or _is_reference(text, value.field):
                parsed.reference = parsed.reference or text
                if parsed.reference != text:
                    parsed.keep(value)
            elif not is_blank(text):
                parsed.keep(value)
                parsed.unnamed.append((value.heading, value.cell.text))

    def _whose(self, parsed: ParsedRow, cells: Cells) -> Committee:
        for value in cells.get("committee", ()):
            for committee in self._register.committees.values():
                if folded(value.cell.text) in (committee.id.casefold(), folded(committee.name)):
                    return committee
            parsed.keep(value, "no committee of the register has this name")
        return self._committee

    # ------------------------------------------------------------------------------- meeting

    def _arose(self, parsed: ParsedRow, row: SourceRow, committee: Committee) -> None:
        """The meeting an action arose from: of its own cell, the heading above it, or the option."""
        if len(self._register.committees) > 1:
            parsed.data["committee"] = committee.id
        value = next((v for v in row.of("meeting") if not is_blank(v.cell.text)), None)
        if value and parsed.target is PROGRAMME and programme_list(value.cell.text):
            parsed.data["list"] = programme_list(value.cell.text)
        elif value:
            meeting, day = self.meeting_of(value.cell, committee)
            self._meeting_found(parsed, meeting, day, value)
        elif row.heading_day:
            value = SourceCell("meeting", "Meeting", Cell(long_date(row.heading_day)))
            meeting = self._on(row.heading_day, committee)
            self._meeting_found(parsed, meeting, row.heading_day, value)
        elif self._meeting:
            parsed.meeting = self._meeting
            parsed.data["meeting"] = self._meeting.id

    def _meeting_found(
        self, parsed: ParsedRow, meeting: Meeting | None, day: date | None, value: SourceCell
    ) -> None:
        parsed.meeting_note = note_of(value)
        if meeting:
            parsed.meeting = meeting
            parsed.data["meeting"] = meeting.id
            return
        parsed.meeting_day = day
        parsed.keep(value, None if day else "it names not a meeting in the register and no day")

    def meeting_of(self, cell: Cell, committee: Committee) -> tuple[Meeting | None, date | None]:
        """The meeting that a cell names by id or by its day; and the day it names."""
        if cell.text in self._register.meetings:
            return self._register.meetings[cell.text], None
        day = day_of(cell)
        named = day.day if day else day_within(cell.text)
        return (self._on(named, committee), named) if named else (None, None)

    def _on(self, day: date, committee: Committee) -> Meeting | None:
        """The committee's one meeting on a day; of several the one that takes place."""
        meetings = [m for m in self._register.meetings_of(committee) if m.date == day]
        meetings = [m for m in meetings if m.stands] or meetings
        if not meetings and self._planning:
            return self._planned(day, committee)
        return meetings[0] if len(meetings) == 1 else None

    def _planned(self, day: date, committee: Committee) -> Meeting | None:
        """A meeting to be written for a day that the sheet names; none if its id is taken."""
        name = f"{committee.id}-{day.isoformat()}"
        if name in self._register.meetings:
            return None
        status = "held" if day < self._as_of else "scheduled"
        record = {"id": name, "committee": committee.id, "date": day.isoformat(), "status": status}
        self.planned[name] = record
        return Meeting.model_validate(record)

    def _placed(self, parsed: ParsedRow, row: SourceRow, cells: Cells) -> None:
        """Where a topic is on the programme: its list, its year; and its type behind its title."""
        if typed := _TYPED.fullmatch(parsed.words):
            parsed.words = typed["topic"].strip()
            kept = parsed.data.setdefault("printed_type", " ".join(typed["type"].split()))
            if kept != " ".join(typed["type"].split()):
                parsed.notes.append(f"[{typed['type']}]")
            if rest := typed["rest"].strip():
                about = (parsed.data.get("description"), from_plain(rest))
                parsed.data["description"] = "\n".join(filter(None, about))
        parsed.data["topic"] = " ".join(parsed.words.split())
        list_ = programme_list(row.heading) if row.heading and not row.heading_day else None
        if "meeting" not in parsed.data and not parsed.meeting_day and not cells.get("meeting"):
            if list_:
                parsed.data.setdefault("list", list_)
            if row.year:
                parsed.data.setdefault("year", row.year)

    def _item(self, parsed: ParsedRow, value: SourceCell, _: str) -> None:
        match = self._agendas.find(parsed.meeting, value.cell.text)
        if match.item and match.item.name:
            parsed.data["item"] = match.item.name
            parsed.private = match.private
            return
        titled = parsed.target is RECOMMENDATIONS and not (match.private or match.unclear)
        if titled and "item_title" not in parsed.data:
            parsed.data["item_title"] = " ".join(value.cell.text.split())
        else:
            parsed.keep(value)
        if match.private:
            parsed.refused = "its item is exempt and has no id: give the item one, `id: ...`"
        elif match.unclear:
            parsed.refused = f"{value.words}: {match.unclear}: write the item's title or id"

    def _minute(self, parsed: ParsedRow, value: SourceCell, _: str) -> None:
        number = _NUMBER.fullmatch(value.cell.text)
        private = parsed.meeting is not None and self._agendas.has_private(parsed.meeting)
        known = {str(minute.number) for minute in parsed.meeting.minutes} if parsed.meeting else ()
        if private and not (number and number[1] in known):
            words = f"{value.words}: `{shorten(value.cell.text)}` is not the number of a minute"
            parsed.refused = f"{words} of that meeting, which has exempt items: correct it"
        if number and parsed.meeting:  # without it nobody knows whose it is
            parsed.data["minute"] = number[1]
            parsed.private |= self._agendas.is_private_minute(parsed.meeting, number[1])
        else:
            parsed.keep(value)

    # --------------------------------------------------------------------- who, and by when

    def _owner(self, parsed: ParsedRow, value: SourceCell, name: str) -> None:
        parts = re.split(r"[;\n]", value.cell.text)
        owners = [_BULLET.sub("", part.strip()) for part in parts if not is_blank(part)]
        if owners:
            parsed.data.setdefault(name, []).extend(map(self._one_owner, owners))

    def _one_owner(self, words: str) -> Any:
        kind = _OWNER.fullmatch(words)
        if kind and (kind[1] != "person" or kind[2] in self._register.people):
            return {kind[1]: kind[2]}
        return words

    def _text(self, parsed: ParsedRow, value: SourceCell, name: str) -> None:
        if name in parsed.data:
            parsed.keep(value)
        else:
            parsed.data[name] = " ".join(value.cell.text.split())

    _type = _text

    def _markdown(self, parsed: ParsedRow, value: SourceCell, name: str) -> None:
        words = from_plain(value.cell.text)
        parsed.data[name] = f"{parsed.data[name]}\n{words}" if name in parsed.data else words

    def _words(self, parsed: ParsedRow, value: SourceCell, name: str) -> None:
        parts = re.split(r"[;\n]", value.cell.text)
        words = [_BULLET.sub("", part.strip()) for part in parts if not is_blank(part)]
        addressees = [word.casefold() if word.casefold() in ADDRESSEES else word for word in words]
        parsed.data.setdefault(name, []).extend(addressees)

    def _choice(self, parsed: ParsedRow, value: SourceCell, name: str) -> None:
        """A kind of decision: one of those that a record can have, or words for the notes."""
        words = folded(value.cell.text)
        if words in get_args(RecommendationKind):
            parsed.data[name] = words
        else:
            parsed.keep(value)

    def _decision(self, parsed: ParsedRow, value: SourceCell, name: str) -> None:
        words = decision(value.cell.text)
        if words and name not in parsed.data:
            parsed.data[name] = words
        if folded(value.cell.text) != words:
            parsed.keep(value, None if words else "it is not one of agreed, not agreed and noted")

    def _year(self, parsed: ParsedRow, value: SourceCell, name: str) -> None:
        try:
            parsed.data[name] = read_year(value.cell.text)
        except ValueError:
            parsed.keep(value)

    def _due(self, parsed: ParsedRow, value: SourceCell, name: str) -> None:
        if name in parsed.data:
            parsed.keep(value, "the row has another due date too")
            return
        cell, day = value.cell, day_of(value.cell)
        if day:
            parsed.data[name] = day.day.isoformat()
            self._ambiguous(parsed, value, day)
        elif serial := looks_serial(cell.text):
            why = f"if Excel means {long_date(serial)} by it, show the column as dates there"
            parsed.keep(value, f"it is kept in the notes; {why} and save it again")
        elif reason := why_no_day(cell.text):
            parsed.keep(value, f"{reason}. It is kept in the notes: which day is meant?")
        else:
            parsed.data[name] = cell.text

    def _ambiguous(self, parsed: ParsedRow, value: SourceCell, day: Day) -> None:
        if day.either:
            parsed.either.append((value.heading, value.cell.text, day.day))
        if value.cell.day and " " in value.cell.text:
            parsed.remark(READ, f"{value.words}: the time in {value.cell.text} was left out")

    # ------------------------------------------------------------------- how far, and whether

    def _progress(self, parsed: ParsedRow, value: SourceCell, name: str) -> None:
        notes = parsed.data.setdefault(name, [])
        for day, words in entries(value.cell.text):
            on = day.day if day else value.on
            notes.append(({"on": on.isoformat()} if on else {}) | {"note": from_plain(words)})
            if day and day.either:
                parsed.either.append((value.heading, day.written, day.day))

    def _completed(self, parsed: ParsedRow, value: SourceCell, _: str) -> None:
        day, words = day_of(value.cell), folded(value.cell.text)
        if day:
            parsed.data["completed"] = day.day.isoformat()
            self._ambiguous(parsed, value, day)
        elif words in YES:
            parsed.data.setdefault("completed", "yes")
        elif words not in NO:
            status = self._state(parsed, value)
            why = "it is neither a day nor yes, so the action counts as open"
            lost = status.what == "completed" and status.rest not in (
                "",
                parsed.data.get("evidence"),
            )
            if lost or not status.what:
                parsed.keep(value, None if status.what or status.why else why)

    def _reported_at(self, parsed: ParsedRow, value: SourceCell, _: str) -> None:
        """The column `Reported complete`: a meeting or its day, or a status word."""
        committee = (
            self._register.committees.get(parsed.data.get("committee", "")) or self._committee
        )
        meeting, day = self.meeting_of(value.cell, committee)
        words = folded(value.cell.text)
        if meeting:
            parsed.data["reported"] = meeting.id
            parsed.data.setdefault("completed", "yes")
        elif day:
            parsed.data.setdefault("completed", "yes")
            parsed.keep(value, "the register has no meeting on that day")
        elif words in YES:
            parsed.data.setdefault("completed", "yes")
            self._reported_by_option(parsed)
        elif words not in NO:
            self._status(parsed, value, "")

    def _reported_by_option(self, parsed: ParsedRow) -> None:
        if "reported" in parsed.data:
            return
        if self._reported:
            parsed.data["reported"] = self._reported.id
        else:
            parsed.reported_unknown = True

    def _status(self, parsed: ParsedRow, value: SourceCell, _: str) -> None:
        self._state(parsed, value)
        if "printed_status" in parsed.data:
            parsed.keep(value)
        else:
            parsed.data["printed_status"] = " ".join(value.cell.text.split())

    def _state(self, parsed: ParsedRow, value: SourceCell) -> statuses.StatusReading:
        """Take from a status that the action is done or withdrawn, with the day and the words after it."""
        status = statuses.read_status(value.cell.text, self._as_of)
        if status.why:
            parsed.remark(KEPT, f"{value.words} says `{shorten(value.cell.text)}`: {status.why}")
        day = status.day.day.isoformat() if status.day else None
        if status.day:
            self._ambiguous(parsed, value, status.day)
        if status.what == "completed":
            if parsed.data.get("completed", "yes") == "yes":
                parsed.data["completed"] = day or "yes"
            if status.rest:
                parsed.data.setdefault("evidence", status.rest)
        elif status.what:
            reason = from_plain(status.rest)
            parsed.data["withdrawn"] = {"on": day, "reason": reason} if day else reason
        return status

    def _accepted(self, parsed: ParsedRow, value: SourceCell, _: str) -> None:
        words = folded(value.cell.text)
        if words in YES or words in NO:
            parsed.data["accepted"] = "yes" if words in YES else "no"
        else:
            parsed.keep(value)

    def _withdrawn(self, parsed: ParsedRow, value: SourceCell, _: str) -> None:
        if self._state(parsed, value).what != "withdrawn":
            why = "the action counts as open until the record says why"
            parsed.keep(value, None if folded(value.cell.text) in NO else why)

    def _day(self, parsed: ParsedRow, value: SourceCell, name: str) -> None:
        day = day_of(value.cell)
        if day and name not in parsed.data:
            parsed.data[name] = day.day.isoformat()
            self._ambiguous(parsed, value, day)
        else:
            parsed.keep(value)

    def _marks(self, parsed: ParsedRow, row: SourceRow, cells: Sequence[SourceCell]) -> None:
        """Take from the look of a row that it is done: struck through, filled, on a tab of its own."""
        subject = parsed.target.subject.name
        own = [value.cell for value in cells if value.field == subject]
        fill = own[0].fill if own else None
        struck = any(cell.struck for cell in own if cell.text)
        if not parsed.target.has("completed"):
            if struck:
                parsed.remark(KEPT, "its words are struck through; they were kept")
            return
        done = struck or row.reported or (fill and self._legend.says_done(fill))
        if done and "withdrawn" not in parsed.data:
            parsed.data.setdefault("completed", "yes")
        if row.reported:
            self._reported_by_option(parsed)

    def _rest(self, parsed: ParsedRow, row: SourceRow) -> None:
        """What has no field of its own goes into the notes: nothing is lost."""
        known = {
            "notes",
            *parsed.target.by_name,
            *(n for each in parsed.target.also for n in each.by_name),
        }
        notes = [value.cell.text for value in row.of("notes")]
        rest = [v for v in row.values if v.field not in known and v.cell.text]
        extra = [note_of(value) for value in (*rest, *row.of("moved"))]
        parsed.notes = [*notes, *parsed.notes, *extra, *notes_beside(row)]

    # ----------------------------------------------------------------------------- confidence

    def _confidence(self, parsed: ParsedRow, row: SourceRow) -> None:
        """Refuse what may be exempt and would come in as open."""
        if parsed.private:
            parsed.refused = IN_PUBLIC if self._public else None
            return
        sentences = {c.name for t in (parsed.target, *parsed.target.also) for c in t.sentences}
        published = (parsed.words, *(v.cell.text for v in row.values if v.field in sentences))
        if marked := row.marked_exempt or self._marked(row, sentences):
            how = "add the item's title or id in a column `Agenda item`"
            if not parsed.target.has("item"):
                how = "nothing exempt can be on it"
            parsed.refused = (
                f"`{shorten(marked)}` says that it is exempt, and it names no exempt item of the "
                f"register: {how}"
            )
        elif parsed.refused or "item" in parsed.data:
            return
        elif any(map(self._agendas.mentions_private_title, published)):
            parsed.refused = "its words hold the title of an exempt item" + (
                ": name the agenda item that it arose from in a column `Agenda item`"
                if parsed.target.has("item")
                else ""
            )
        elif parsed.meeting and "minute" not in parsed.data and parsed.target.has("item"):
            parsed.may_be_private = self._agendas.has_private(parsed.meeting)

    def _marked(self, row: SourceRow, sentences: Collection[str]) -> str | None:
        """The cell that says that a row is exempt."""
        for value in row.values:
            text = value.cell.text
            if value.field in sentences:
                marked = is_marked_exempt(text)
            else:
                marked = not is_blank(text) and cell_says_exempt(value.heading, text)
            if marked:
                return f"{value.heading}: {text}" if value.heading else text
        return None


def _is_reference(text: str, field: str | None) -> bool:
    """Whether words could be an id; a printed reference has a figure in it, `TBC` has none."""
    printed = field == "number" and not re.search(r"\d", text)
    return bool(_ID.fullmatch(text)) and len(text) <= 100 and not printed


def notes_beside(row: SourceRow) -> list[str]:
    """The comments and links of a row's cells as lines of the notes."""
    comments = [
        f"Comment on {value.heading or 'a cell'}: {value.cell.comment}"
        for value in row.values
        if value.cell.comment
    ]
    links = [
        f"Link on {value.heading or 'a cell'}: {value.cell.link}"
        for value in row.values
        if value.cell.link
    ]
    return comments + links
