"""A row of an action log as the data of a record; what cannot be read stays as words."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from scrutiny_cli.domain.base import ID_PATTERN
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import long_date, why_no_day
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.importing import statuses
from scrutiny_cli.importing.legend import Legend, fill_of
from scrutiny_cli.importing.model import (
    READ,
    UNTOLD,
    WORDS,
    CellPlace,
    ImportOptions,
    Remark,
    SourceRow,
    Value,
)
from scrutiny_cli.importing.spreadsheets import Cell
from scrutiny_cli.importing.words import (
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
from scrutiny_cli.register.register import Register
from scrutiny_cli.wording import shorten

_NUMBER = re.compile(r"(?:action|no\.?|number|#)?\s*0*([1-9]\d{0,8})\.?", re.IGNORECASE | re.ASCII)
_OWNER = re.compile(r"(person|post|team|body): (\S.*)")
_BULLET = re.compile(r"^[•·▪*-]\s+")
# The order in which a record's fields stand.
ORDER = (
    *("id", "number", "committee", "meeting", "item", "minute", "action", "owner", "directorate"),
    *("due", "progress", "completed", "evidence", "reported", "accepted", "withdrawn", "added"),
    *("printed_status", "source", "notes"),
)


@dataclass
class Wanted:
    """What a row says: the fields of a record, notes for what has no field, remarks.

    ``reference`` is a printed reference that could be an id. ``meeting_day`` is the day of a
    meeting that the register does not hold, ``meeting_line`` its words as a note.
    """

    place: CellPlace
    words: str
    data: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    reference: str | None = None
    meeting_day: date | None = None
    meeting_line: str | None = None
    exported: bool = False
    """Whether the row is of the register's own export, and means the record that it names."""
    unnamed: list[tuple[str, str]] = field(default_factory=list)
    """Heading and words of a reference that is neither a number nor an id."""
    either: list[tuple[str, str, date]] = field(default_factory=list)
    """Heading, figures and day of dates that could be read month first."""

    def keep(self, value: Value, why: str | None = None) -> None:
        """Keep a cell's words in the notes; say why, where it needs saying."""
        self.notes.append(_noted(value))
        if why:
            self.remark(WORDS, f"`{value.heading}` says `{shorten(value.cell.text)}`: {why}")

    def remark(self, kind: str, text: str) -> None:
        """Something to look at in this row."""
        self.remarks.append(Remark(kind, self.place, text))


def _noted(value: Value) -> str:
    """A cell as a line of the notes, under its heading."""
    cell = value.cell
    words = long_date(cell.day) if cell.day and " " not in cell.text else cell.text
    return f"{value.heading}: {words}" if value.heading else words


class Reader:
    """Reads rows beside a register."""

    def __init__(
        self,
        register: Register,
        committee: Committee,
        legend: Legend,
        asked: ImportOptions,
        meeting: Meeting | None,
        reported: Meeting | None,
    ) -> None:
        self._register = register
        self._committee = committee
        self._legend = legend
        self._as_of, self._planning = asked.as_of, asked.new_meetings
        self._meeting = meeting
        self._reported = reported
        self.planned: dict[str, dict[str, str]] = {}
        """The records of meetings that the register does not hold yet, by id."""

    def read(self, line: SourceRow) -> Wanted:
        """What a row comes to."""
        action = "\n".join(value.cell.text for value in line.of("action"))
        wanted = Wanted(line.place, action, {"action": action})
        self._names(wanted, line)
        committee = self._whose(wanted, line)
        self._arose(wanted, line, committee)
        for name, read in (
            ("item", self._item),
            ("minute", self._minute),
            ("owner", self._owner),
            ("directorate", self._text),
            ("due", self._due),
            ("progress", self._progress),
            ("evidence", self._text),
            ("completed", self._completed),
            ("reported", self._told),
            ("status", self._status),
            ("accepted", self._accepted),
            ("withdrawn", self._withdrawn),
            ("added", self._added),
            ("source", self._text),
        ):
            for value in line.of(name):
                if not is_blank(value.cell.text):
                    read(wanted, value)
        self._marks(wanted, line)
        self._rest(wanted, line)
        ordered = {name: wanted.data[name] for name in ORDER if name in wanted.data}
        wanted.data = ordered | ({"notes": "\n".join(wanted.notes)} if wanted.notes else {})
        return wanted

    # --------------------------------------------------------------------- what it is called

    def _names(self, wanted: Wanted, line: SourceRow) -> None:
        for value in (*line.of("id"), *line.of("number")):
            text = value.cell.text
            number = _NUMBER.fullmatch(text)
            if value.field == "number" and number and "number" not in wanted.data:
                wanted.data["number"] = number[1]
            elif re.fullmatch(ID_PATTERN.strip("^$"), text) and len(text) <= 100:
                wanted.reference = wanted.reference or text
                if wanted.reference != text:
                    wanted.keep(value)
            elif not is_blank(text):
                wanted.keep(value)
                wanted.unnamed.append((value.heading, text))

    def _whose(self, wanted: Wanted, line: SourceRow) -> Committee:
        for value in line.of("committee"):
            for one in self._register.committees.values():
                if folded(value.cell.text) in (one.id.casefold(), folded(one.name)):
                    return one
            wanted.keep(value, "no committee of the register is called so")
        return self._committee

    # ------------------------------------------------------------------------------- meeting

    def _arose(self, wanted: Wanted, line: SourceRow, committee: Committee) -> None:
        """The meeting an action arose from: of its own cell, the heading above it, or the option."""
        if self._register.only_committee is None:
            wanted.data["committee"] = committee.id
        value = next((v for v in line.of("meeting") if not is_blank(v.cell.text)), None)
        if value is None:
            self._from_heading(wanted, line, committee)
            return
        found, day = self.meeting_of(value.cell, committee)
        self._meeting_found(wanted, found, day, value)

    def _from_heading(self, wanted: Wanted, line: SourceRow, committee: Committee) -> None:
        if line.heading_day:
            value = Value("meeting", "Meeting", Cell(long_date(line.heading_day)))
            found = self._on(line.heading_day, committee)
            self._meeting_found(wanted, found, line.heading_day, value)
        elif self._meeting:
            wanted.data["meeting"] = self._meeting.id

    def _meeting_found(
        self, wanted: Wanted, found: Meeting | None, day: date | None, value: Value
    ) -> None:
        wanted.meeting_line = _noted(value)
        if found:
            wanted.data["meeting"] = found.id
            return
        wanted.meeting_day = day
        wanted.keep(value, None if day else "it names no meeting of the register and no day")

    def meeting_of(self, cell: Cell, committee: Committee) -> tuple[Meeting | None, date | None]:
        """The meeting that a cell names by id or by its day; and the day it names."""
        if cell.text in self._register.meetings:
            return self._register.meetings[cell.text], None
        day = day_of(cell)
        named = day.day if day else day_within(cell.text)
        return (self._on(named, committee), named) if named else (None, None)

    def _on(self, day: date, committee: Committee) -> Meeting | None:
        """The committee's one meeting on a day; of several the one that stands."""
        found = [m for m in self._register.meetings_of(committee) if m.date == day]
        found = [m for m in found if m.stands] or found
        if not found and self._planning:
            return self._planned(day, committee)
        return found[0] if len(found) == 1 else None

    def _planned(self, day: date, committee: Committee) -> Meeting | None:
        """A meeting to be written for a day that the sheet names; none if its id is taken."""
        name = f"{committee.id}-{day.isoformat()}"
        if name in self._register.meetings:
            return None
        status = "held" if day < self._as_of else "scheduled"
        record = {"id": name, "committee": committee.id, "date": day.isoformat(), "status": status}
        self.planned[name] = record
        return Meeting.model_validate(record)

    def _item(self, wanted: Wanted, value: Value) -> None:
        meeting = self._register.meetings.get(wanted.data.get("meeting", ""))
        items = [item for item, _ in self._register.items_of(meeting)] if meeting else []
        words = folded(value.cell.text)
        found = [
            i.name for i in items if i.name and words in (i.name.casefold(), folded(i.title or ""))
        ]
        if len(found) == 1:
            wanted.data["item"] = found[0]
        else:
            wanted.keep(value)

    def _minute(self, wanted: Wanted, value: Value) -> None:
        number = _NUMBER.fullmatch(value.cell.text)
        if number and "meeting" in wanted.data:  # without it nobody can tell whose it is
            wanted.data["minute"] = number[1]
        else:
            wanted.keep(value)

    # --------------------------------------------------------------------- who, and by when

    def _owner(self, wanted: Wanted, value: Value) -> None:
        parts = re.split(r"[;\n]", value.cell.text)
        owners = [_BULLET.sub("", part.strip()) for part in parts if not is_blank(part)]
        if owners:
            wanted.data.setdefault("owner", []).extend(map(self._one_owner, owners))

    def _one_owner(self, words: str) -> Any:
        kind = _OWNER.fullmatch(words)
        if kind and (kind[1] != "person" or kind[2] in self._register.people):
            return {kind[1]: kind[2]}
        return words

    def _text(self, wanted: Wanted, value: Value) -> None:
        name = value.field or ""
        if name in wanted.data:
            wanted.keep(value)
        else:
            wanted.data[name] = " ".join(value.cell.text.split())

    def _due(self, wanted: Wanted, value: Value) -> None:
        if "due" in wanted.data:
            wanted.keep(value, "the row has another due date too")
            return
        cell, day = value.cell, day_of(value.cell)
        if day:
            wanted.data["due"] = day.day.isoformat()
            self._ambiguous(wanted, value, day)
        elif serial := looks_serial(cell.text):
            wanted.keep(
                value,
                f"it is kept in the notes; if Excel means {long_date(serial)} by it, show the column as "
                "dates there and save it again",
            )
        elif why := why_no_day(cell.text):
            wanted.keep(value, f"{why}. It is kept in the notes: which day is meant?")
        else:
            wanted.data["due"] = cell.text

    def _ambiguous(self, wanted: Wanted, value: Value, day: Day) -> None:
        if day.either:
            wanted.either.append((value.heading, value.cell.text, day.day))
        if value.cell.day and " " in value.cell.text:
            wanted.remark(READ, f"`{value.heading}`: the hour of {value.cell.text} was left out")

    # ------------------------------------------------------------------- how far, and whether

    def _progress(self, wanted: Wanted, value: Value) -> None:
        noted = wanted.data.setdefault("progress", [])
        for day, words in entries(value.cell.text):
            on = day.day if day else value.on
            noted.append(({"on": on.isoformat()} if on else {}) | {"note": words})
            if day and day.either:
                wanted.either.append((value.heading, day.written, day.day))

    def _completed(self, wanted: Wanted, value: Value) -> None:
        day, words = day_of(value.cell), folded(value.cell.text)
        if day:
            wanted.data["completed"] = day.day.isoformat()
            self._ambiguous(wanted, value, day)
        elif words in YES:
            wanted.data.setdefault("completed", "yes")
        elif words not in NO:
            found = self._said(wanted, value)
            why = "it is neither a day nor yes, so the action counts as open"
            lost = found.what == "completed" and found.rest not in ("", wanted.data.get("evidence"))
            if lost or not found.what:
                wanted.keep(value, None if found.what or found.why else why)

    def _told(self, wanted: Wanted, value: Value) -> None:
        """The column `Reported complete`: a meeting or its day, or a status word."""
        committee = (
            self._register.committees.get(wanted.data.get("committee", "")) or self._committee
        )
        found, day = self.meeting_of(value.cell, committee)
        words = folded(value.cell.text)
        if found:
            wanted.data["reported"] = found.id
            wanted.data.setdefault("completed", "yes")
        elif day:
            wanted.data.setdefault("completed", "yes")
            wanted.keep(value, "the register holds no meeting on that day")
        elif words in YES:
            wanted.data.setdefault("completed", "yes")
            self._told_when(wanted)
        elif words not in NO:
            self._status(wanted, value)

    def _told_when(self, wanted: Wanted) -> None:
        if "reported" in wanted.data:
            return
        if self._reported:
            wanted.data["reported"] = self._reported.id
        else:
            wanted.remark(UNTOLD, "")

    def _status(self, wanted: Wanted, value: Value) -> None:
        self._said(wanted, value)
        if "printed_status" in wanted.data:
            wanted.keep(value)
        else:
            wanted.data["printed_status"] = " ".join(value.cell.text.split())

    def _said(self, wanted: Wanted, value: Value) -> statuses.Said:
        """Take from a status that the action is done or withdrawn, with the day and the words beside it."""
        found = statuses.said(value.cell.text, self._as_of)
        if found.why:
            wanted.remark(
                WORDS, f"`{value.heading}` says `{shorten(value.cell.text)}`: {found.why}"
            )
        day = found.day.day.isoformat() if found.day else None
        if found.day:
            self._ambiguous(wanted, value, found.day)
        if found.what == "completed":
            if wanted.data.get("completed", "yes") == "yes":
                wanted.data["completed"] = day or "yes"
            if found.rest:
                wanted.data.setdefault("evidence", found.rest)
        elif found.what:
            wanted.data["withdrawn"] = {"on": day, "reason": found.rest} if day else found.rest
        return found

    def _accepted(self, wanted: Wanted, value: Value) -> None:
        words = folded(value.cell.text)
        if words in YES or words in NO:
            wanted.data["accepted"] = "yes" if words in YES else "no"
        else:
            wanted.keep(value)

    def _withdrawn(self, wanted: Wanted, value: Value) -> None:
        if self._said(wanted, value).what != "withdrawn":
            why = "the action counts as open until the record says why"
            wanted.keep(value, None if folded(value.cell.text) in NO else why)

    def _added(self, wanted: Wanted, value: Value) -> None:
        day = day_of(value.cell)
        if day and "added" not in wanted.data:
            wanted.data["added"] = day.day.isoformat()
            self._ambiguous(wanted, value, day)
        else:
            wanted.keep(value)

    def _marks(self, wanted: Wanted, line: SourceRow) -> None:
        """What the look of a row says: struck through, filled as done, on the tab of the completed."""
        fill = fill_of(line)
        struck = any(value.cell.struck for value in line.of("action"))
        done = struck or line.told or (fill and self._legend.says_done(fill))
        if done and "withdrawn" not in wanted.data:
            wanted.data.setdefault("completed", "yes")
        if line.told:
            self._told_when(wanted)

    def _rest(self, wanted: Wanted, line: SourceRow) -> None:
        """What has no field of its own, into the notes: nothing is lost."""
        notes = [value.cell.text for value in line.of("notes")]
        rest = [value for value in line.values if value.field is None and value.cell.text]
        extra = [_noted(value) for value in (*rest, *line.of("moved"))]
        noted = [value for value in line.values if value.cell.comment]
        comments = [f"Comment on {v.heading or 'a cell'}: {v.cell.comment}" for v in noted]
        wanted.notes = [*notes, *wanted.notes, *extra, *comments]
