"""The work programme: meeting by meeting, and the lists beside it, in both printed forms."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import clock, full_date, long_date
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.municipal_year import first_day, last_day
from scrutiny_cli.domain.notice import DEADLINES, deadlines_of
from scrutiny_cli.domain.programme import (
    ProgrammeList,
    Topic,
    list_of,
    namesakes,
    year_of,
)
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import notes, owners
from scrutiny_cli.reports.meetings.deadlines import moment
from scrutiny_cli.reports.model import (
    Block,
    Cell,
    Column,
    Listing,
    Prose,
    Report,
    Section,
    Table,
    facts,
)
from scrutiny_cli.reports.programme.topics import (
    data,
    moved_words,
    of_committee,
    place_words,
    sheet,
    type_words,
)
from scrutiny_cli.wording import listed

Form = Literal["position", "description"]

POSITION = ("Item [type of scrutiny]", "Origin", "Lead officer(s)", "Current position")
DESCRIPTION = ("Item", "Description", "Report Author", "Form of Scrutiny*")
_TOPIC = ("Topic", "Origin", "Lead officer(s)", "Current position")
_NOTE = ("Topic", "Target date", "Lead officer(s)", "Current position")
TITLES: dict[ProgrammeList, str] = {
    "to schedule": "To be scheduled and prioritised, or removed",
    "workshop": "Workshops and seminars",
    "task and finish": "Task and finish groups",
    "briefing note": "Briefing notes",
    "annual report": "Annual reports",
    "proposed": "Proposed",
}
"""The lists beside the meetings, in the order in which they are printed."""


@dataclass(frozen=True)
class Year:
    """A committee's programme of one municipal year, with the register around it."""

    register: Register
    committee: Committee
    year: str
    as_of: date

    @cached_property
    def topics(self) -> list[Topic]:
        """The topics of the year in the order of the records.

        What stands on a list and names no year stands on that list every year.
        """
        return [
            topic
            for topic in of_committee(self.register, self.committee)
            if year_of(topic, self.register.meetings) in (self.year, None)
        ]

    @cached_property
    def at(self) -> dict[str, list[Topic]]:
        """The topics of each meeting."""
        found: dict[str, list[Topic]] = {}
        for topic in self.topics:
            if topic.meeting in self.register.meetings:
                found.setdefault(topic.meeting or "", []).append(topic)
        return found

    @property
    def meetings(self) -> list[Meeting]:
        """The meetings with a topic, and those of the year that are still to come."""
        first, last = first_day(self.year), last_day(self.year)
        return [
            meeting
            for meeting in self.register.meetings_of(self.committee)
            if meeting.id in self.at
            or (meeting.stands and max(first, self.as_of) <= meeting.date <= last)
        ]

    @property
    def dates(self) -> list[Meeting]:
        """The meetings above, and those of the year that have no topic; none before the first with one."""
        shown = {meeting.id for meeting in self.meetings}
        first, last = first_day(self.year), last_day(self.year)
        begins = min((self.register.meetings[name].date for name in self.at), default=first)
        return [
            meeting
            for meeting in self.register.meetings_of(self.committee)
            if meeting.id in shown
            or (meeting.stands and max(first, begins) <= meeting.date <= last)
        ]

    def on(self, name: ProgrammeList) -> list[Topic]:
        """The topics of a list."""
        meetings = self.register.meetings
        return [topic for topic in self.topics if list_of(topic, meetings) == name]

    def notes_for(self, meeting: Meeting) -> list[Topic]:
        """The briefing notes that are wanted by the day of a meeting."""
        return [
            topic
            for topic in self.on("briefing note")
            if topic.target and self.register.due_day(topic.target) == meeting.date
        ]


def report(year: Year, revision: str, form: Form) -> Report:
    """The work programme of a year, in one of the printed forms."""
    meetings = year.meetings
    parts = [_dates(year)] if form == "position" and year.dates else []
    parts += [_meeting(year, meeting, form) for meeting in meetings]
    shown = {topic.id for m in meetings for topic in year.notes_for(m)}
    for name in TITLES:
        # The older form prints a briefing note under the meeting that it is for.
        hidden = shown if form == "description" else set()
        topics = [topic for topic in year.on(name) if topic.id not in hidden]
        parts.append(_list(year, name, topics, form))
    if form == "description":
        parts.append(_footnote(year))
    return Report(
        name="programme",
        title=year.committee.name,
        subtitle=f"Work programme {year.year}",
        as_of=year.as_of,
        revision=revision,
        sections=tuple(parts),
        data={"programme": _data(year, meetings, form)},
        sheet=sheet(year.register, year.topics, year.as_of),
    )


def _when(meeting: Meeting) -> str:
    day = full_date(meeting.date)
    return f"{day}, {clock(meeting.time)}" if meeting.time else day


def _dates(year: Year) -> Section:
    return Section("dates", "Meeting dates", (Listing(tuple(_date(year, m) for m in year.dates)),))


def _date(year: Year, meeting: Meeting) -> str:
    """A meeting's day with its focus; of one that is not to be what became of it."""
    day = full_date(meeting.date) + (f": {meeting.focus}" if meeting.focus else "")
    if meeting.stands:
        return day
    known = year.register.meetings
    later = [long_date(known[name].date) for name in meeting.superseded_by if name in known]
    return f"{day} ({f'moved to {listed(later)}' if later else meeting.status})"


def _in_place_of(register: Register, meeting: Meeting) -> list[Meeting]:
    """The meetings whose place this one took."""
    return [m for m in register.meetings.values() if meeting.id in m.superseded_by]


def _meeting(year: Year, meeting: Meeting, form: Form) -> Section:
    register = year.register
    due = {d.name: moment(d) for d in deadlines_of(meeting.date, year.committee.rules, meeting)}
    public, council = due.get("public_questions"), due.get("council_questions")
    before = [
        f"the meeting planned for {long_date(m.date)}" for m in _in_place_of(register, meeting)
    ]
    same = public == council
    head: tuple[tuple[str, Cell], ...] = (
        ("Focus", meeting.focus),
        ("Takes the place of", listed(before)),
        ("Publication deadline", due["publication"]),
        ("Questions deadline", public if same or not public else f"{public} (the public)"),
        ("Questions from members", None if same else council),
        ("Status", None if meeting.stands else meeting.status),
    )
    rows = [_row(year, topic, form) for topic in year.at.get(meeting.id, [])]
    if form == "description":
        rows += [_note_row(year, topic) for topic in year.notes_for(meeting)]
    title = _when(meeting)
    table = Table(f"Items of {long_date(meeting.date)}", _columns(form), tuple(rows))
    blocks = (facts(*head), table)
    return Section(meeting.id, title, blocks)


def _columns(form: Form) -> tuple[Column, ...]:
    return _headed(POSITION if form == "position" else DESCRIPTION)


def _headed(titles: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(Column(title, heads=not index) for index, title in enumerate(titles))


def _item(topic: Topic) -> Cell:
    kind = type_words(topic)
    return (topic.topic, f"[{kind}]") if kind else topic.topic


def _origin(topic: Topic) -> tuple[Cell, ...]:
    suggested = f"Suggested by {topic.suggested_by}." if topic.suggested_by else None
    told = (topic.origin, suggested, topic.description)
    return tuple(Prose(text) for text in told if text)


def _row(year: Year, topic: Topic, form: Form) -> tuple[Cell, ...]:
    leads = owners(year.register, topic.leads)
    position = _position(year.register, topic, year.as_of)
    if form == "position":
        return (_item(topic), _origin(topic), leads, position)
    told = (Prose(topic.description),) if topic.description else _origin(topic)
    return (topic.topic, (*told, *position), leads, type_words(topic))


def _note_row(year: Year, topic: Topic) -> tuple[Cell, ...]:
    """A briefing note under its meeting: the subject stands where an item has its description."""
    _, told, leads, kind = _row(year, topic, "description")
    more = told if isinstance(told, tuple) else (told,)
    return ("Briefing note", (topic.topic, *more), leads, kind)


def _position(register: Register, topic: Topic, as_of: date) -> tuple[Cell, ...]:
    """Where a topic comes from, if it was moved, and its dated entries."""
    moves = tuple(Prose(text) for text in moved_words(register, topic))
    entries = notes(topic.position, as_of)
    return (*moves, *entries)


def _list(year: Year, name: ProgrammeList, topics: list[Topic], form: Form) -> Section:
    title = TITLES[name]
    if form == "description" or name == "to schedule":
        columns, rows = _columns(form), [_row(year, topic, form) for topic in topics]
    elif name == "annual report" and topics:
        return _section(name, Listing(tuple(_annual(year, t) for t in topics), ordered=True))
    elif name == "briefing note":
        columns = _headed(_NOTE)
        rows = [_listed(year, t, year.register.due_words(t.target)) for t in topics]
    else:
        columns = _headed(_TOPIC)
        rows = [_listed(year, topic, _origin(topic)) for topic in topics]
    return _section(name, Table(title, columns, tuple(rows)))


def _section(name: ProgrammeList, block: Block) -> Section:
    return Section(name.replace(" ", "-"), TITLES[name], (block,))


def _listed(year: Year, topic: Topic, second: Cell) -> tuple[Cell, ...]:
    """A row of a list; what its columns have no place for stands under the topic."""
    told = (Prose(topic.description),) if topic.description and isinstance(second, str) else ()
    leads = owners(year.register, topic.leads)
    return ((topic.topic, *told), second, leads, _position(year.register, topic, year.as_of))


def _annual(year: Year, topic: Topic) -> str:
    """A report that comes every year, and where it stands this year."""
    names = namesakes(year.register.programme)[topic.id] - {topic.id}
    places = [place_words(year.register, other) for other in year.topics if other.id in names]
    return f"{topic.topic} ({listed(places)})" if places else topic.topic


def _footnote(year: Year) -> Section:
    kinds = dict.fromkeys(kind for topic in year.topics for kind in topic.types)
    words = f"* Forms of scrutiny: {'; '.join(kinds) or 'none given'}."
    return Section("forms", None, (Prose(words.replace("*", "\\*", 1)),))


def _data(year: Year, meetings: list[Meeting], form: Form) -> dict[str, Any]:
    register = year.register
    return {
        "year": year.year,
        "committee": year.committee.id,
        "form": form,
        "meetings": [
            {
                "meeting": meeting.id,
                "date": meeting.date.isoformat(),
                "time": meeting.time.strftime("%H:%M") if meeting.time else None,
                "focus": meeting.focus,
                "in_place_of": [m.id for m in _in_place_of(register, meeting)],
                **dict.fromkeys(DEADLINES),
                **{deadline.name: deadline.day.isoformat() for deadline in due},
                "topics": data(register, year.at.get(meeting.id, [])),
            }
            for meeting in meetings
            for due in [deadlines_of(meeting.date, year.committee.rules, meeting)]
        ],
        "lists": [{"list": name, "topics": data(register, year.on(name))} for name in TITLES],
    }
