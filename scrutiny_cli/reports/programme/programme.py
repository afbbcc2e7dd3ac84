"""The work programme: meeting by meeting, and the lists of what has no meeting, in both printed forms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import ClassVar, Literal, NamedTuple

from scrutiny_cli.domain.base import Note
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import clock, full_date, long_date, on_date
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.municipal_year import first_day, last_day, municipal_year
from scrutiny_cli.domain.notice import (
    DEADLINES,
    OTHER_DEADLINES,
    Deadline,
    DeadlineName,
    deadlines_of,
)
from scrutiny_cli.domain.programme import (
    PROGRAMME_LISTS,
    ProgrammeList,
    Topic,
    TopicMove,
    deferrals,
    is_deferral,
    list_of,
    namesakes,
    on_agenda,
    year_of,
)
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.chosen import Chooser
from scrutiny_cli.reports.common import notes
from scrutiny_cli.reports.decisions.call_ins import ListedCallIn, call_ins_of
from scrutiny_cli.reports.decisions.decisions import ListedDecision, decisions_of
from scrutiny_cli.reports.fields import ITSELF, ExportColumn, Field, Fields, shown
from scrutiny_cli.reports.meetings.deadlines import WORDS, moment
from scrutiny_cli.reports.model import (
    Block,
    Cell,
    Column,
    Listing,
    Prose,
    Ref,
    Report,
    Row,
    Section,
    Table,
    facts,
)
from scrutiny_cli.reports.standpoint import Listed, Standpoint
from scrutiny_cli.wording import capital, listed

Form = Literal["position", "description"]
TITLES: dict[ProgrammeList, str] = {
    "to schedule": "To be scheduled and prioritised, or removed",
    "workshop": "Workshops and seminars",
    "task and finish": "Task and finish groups",
    "briefing note": "Briefing notes",
    "annual report": "Annual reports",
    "proposed": "Proposed",
}
"""The lists of what has no meeting, in the order in which they are printed."""


@dataclass(frozen=True)
class ListedTopic(Listed[Topic]):
    """A topic of the work programme; ``names`` are the ids of this topic in other years."""

    listed_as: ClassVar[str] = "programme"
    names: frozenset[str] = frozenset()

    @property
    def year(self) -> str | None:
        """The municipal year of its programme."""
        return year_of(self.record, self.at.register.meetings)

    @property
    def list(self) -> ProgrammeList | None:
        """The list it is on, if it is at no meeting."""
        return list_of(self.record, self.at.register.meetings)

    @property
    def deferrals(self) -> int:
        """How often it was deferred."""
        return deferrals(self.record, self.at.register.meetings)

    @property
    def target(self) -> str | None:
        """Its target date, in the words of its record."""
        return self.at.register.due_words(self.record.target)

    @property
    def types(self) -> str:
        """The type of scrutiny as the paper prints it, or the types one after the other."""
        return self.record.printed_type or ", ".join(self.record.types)

    @property
    def place(self) -> str:
        """The date of its meeting, or the name of its list."""
        return long_date(self.meeting.date) if self.meeting else self.list or ""

    @property
    def moves(self) -> tuple[Prose, ...]:
        """Every move: from where, where to unless it still is there, when and why."""
        here, moved = (self.record.meeting, self.record.list), self.record.moved
        return tuple(
            Prose(_move(self.at.register, move, last=move is moved[-1] and move.to in here))
            for move in moved
        )

    @property
    def position(self) -> tuple[Prose | str, ...]:
        """Where it comes from, if it was moved, its dated entries, and decisions on the forward plan."""
        return (*self.moves, *notes(self.record.position, self.at.as_of), *self.on_forward_plan)

    @property
    def decisions(self) -> tuple[ListedDecision, ...]:
        """The decisions of the executive that it looks at."""
        return tuple(one for one in decisions_of(self.at) if one.record.topic == self.record.id)

    @property
    def on_forward_plan(self) -> tuple[str, ...]:
        """Where each of those decisions is."""
        return tuple(one.in_a_line for one in self.decisions)

    @property
    def origin(self) -> tuple[Prose, ...]:
        """Where the topic comes from, who suggested it, and what it is about."""
        record = self.record
        suggested = f"Suggested by {record.suggested_by}." if record.suggested_by else None
        texts = (record.origin, suggested, record.description)
        return tuple(Prose(text) for text in texts if text)

    @property
    def described(self) -> tuple[Prose | str, ...]:
        """What it is about, and its position."""
        about = (Prose(self.record.description),) if self.record.description else self.origin
        return (*about, *self.position)


def _move(register: Register, move: TopicMove, *, last: bool) -> str:
    verb = "Deferred" if is_deferral(move, register.meetings) else "Moved"
    to = "" if last else f" to {_place(register, move.to)}"
    day = f" {on_date(move.on)}" if move.on else ""
    # Where no reason is given, what became of the meeting may be one.
    before = register.meetings.get(move.from_)
    gone = before is not None and not before.stands
    why = move.why or ("That meeting did not take place." if gone else "")
    return f"{verb} from {_place(register, move.from_)}{to}{day}. {why}".strip()


def _place(register: Register, name: str) -> str:
    """A meeting or list as it is called in a sentence."""
    meeting = register.meetings.get(name)
    if meeting:
        return f"the meeting of {long_date(meeting.date)}"
    return f"the list “{name}”" if name in PROGRAMME_LISTS else name


TOPIC = Fields(
    ListedTopic,
    *("id", "committee", "year"),
    Field("topic", "Item"),
    Field("description", markdown=True),
    Field("types", "Type of scrutiny", "record.types", "types"),
    *("printed_type", Field("origin", value="record.origin", cell="record.origin", markdown=True)),
    "suggested_by",
    Field("leads", "Lead officer(s)"),
    Field(
        "position",
        "Current position",
        "record.position",
        lambda t: notes(t.record.position, t.at.as_of),
        of=Fields(Note, "on", "note"),
    ),
    Field(
        "meeting", "Meeting or list", "meeting.id", lambda t: t.meeting.id if t.meeting else t.list
    ),
    Field("date", value="meeting.date"),
    Field(
        "decisions",
        value=lambda t: [one.record.id for one in t.decisions],
        needs="decisions",
        type=list[str],
    ),
    "list",
    Field("target", "Target date"),
    Field(
        "on_agenda",
        value=lambda t: on_agenda(t.names, t.meeting) if t.meeting else None,
        type=bool | None,
    ),
    Field("moved", cell="moves", of=Fields(TopicMove, "from", "to", "on", "why")),
    Field(
        "on_list",
        value="list",
        json=False,
        export=ExportColumn("The list it is on, if it is not at a meeting."),
    ),
    Field(
        "municipal_year",
        value="year",
        json=False,
        export=ExportColumn("The year of its programme."),
    ),
    Field(
        "deferrals",
        "Deferred",
        cell=lambda t: t.deferrals or None,
        export=ExportColumn("How often it was deferred.", title="Deferred (times)"),
    ),
    "yearly",
    Field("same_as", value=lambda t: sorted(t.names - {t.record.id}), type=list[str]),
    "review",
    shown("place", "Meeting or list"),
    shown("origin_chosen", "Origin", "origin"),
    shown("named", "Topic", lambda t: (t.record.topic, Ref(t.record.id))),
    shown(
        "with_type",
        "Item [type of scrutiny]",
        lambda t: (t.record.topic, f"[{t.types}]" if t.types else None),
    ),
    shown("where_from", "Origin", "origin"),
    shown("position_now", "Current position", "position"),
    shown("described", "Description"),
    shown(
        "with_description",
        "Topic",
        lambda t: (
            t.record.topic,
            Prose(t.record.description) if t.target and t.record.description else None,
        ),
    ),
)
CHOOSER = Chooser("programme", TOPIC)
PLACED = TOPIC.columns("sheet", "place")
SHEET = TOPIC.columns(
    *(
        "sheet",
        "id",
        "topic",
        "types",
        "meeting",
        "date",
        "target",
        "origin",
        "description",
        "leads",
    ),
    *("position", "moved", "year"),
)
OVERVIEW = TOPIC.columns(
    "overview", "named", "types", "place", "leads", "deferrals", narrow=("deferrals",)
)
BY_POSITION = TOPIC.columns("programme", "with_type", "where_from", "leads", "position_now")
BY_DESCRIPTION = TOPIC.columns(
    *("programme", "topic", "described", "leads", "types"),
    leads="Report Author",
    types="Form of Scrutiny*",
)
ON_LIST = TOPIC.columns("programme", "topic", "where_from", "leads", "position_now", topic="Topic")
NOTES = TOPIC.columns("programme", "with_description", "target", "leads", "position_now")
TOPICS = Fields(list, Field("programme", value=ITSELF, of=TOPIC))


def topics_of(at: Standpoint, committee: Committee) -> list[ListedTopic]:
    """A committee's topics of every year, in the order of the records."""
    names = namesakes(at.register.programme)
    return [
        ListedTopic(at, topic, names[topic.id])
        for topic in at.register.programme.values()
        if at.register.belongs(topic, committee)
    ]


def years(at: Standpoint, committee: Committee) -> list[str]:
    """The municipal years of which there is a programme, earliest first.

    Lists that name no year make a programme of the year that the day is in.
    """
    topics = topics_of(at, committee)
    return sorted({topic.year or municipal_year(at.as_of) for topic in topics})


def overview(at: Standpoint, *, year: str | None = None) -> Report:
    """The topics of some committees as a list: of one year, or of all."""
    topics = [
        topic
        for committee in at.committees
        for topic in topics_of(at, committee)
        if year is None or topic.year in (year, None)
    ]
    table = TOPIC.table("Work programme", OVERVIEW, topics, empty="No topics.")
    return at.report(
        "topics",
        "Work programme",
        (Section("topics", None, (table,)),),
        TOPICS.write(topics),
        filters=(f"Municipal year {year}",) if year else (),
        sheet=TOPIC.table("Work programme", SHEET, topics),
    )


@dataclass(frozen=True)
class Year:
    """A committee's programme of one municipal year, in one of the printed forms."""

    at: Standpoint
    committee: Committee
    year: str
    form: Form = "position"

    @cached_property
    def topics(self) -> list[ListedTopic]:
        """The topics of the year in the order of the records.

        A topic that is on a list and names no year is on that list every year.
        """
        topics = topics_of(self.at, self.committee)
        return [topic for topic in topics if topic.year in (self.year, None)]

    @cached_property
    def by_meeting(self) -> dict[str, list[ListedTopic]]:
        """The topics of each meeting."""
        meetings: dict[str, list[ListedTopic]] = {}
        for topic in self.topics:
            if topic.meeting:
                meetings.setdefault(topic.meeting.id, []).append(topic)
        return meetings

    @cached_property
    def meetings(self) -> list["ProgrammeMeeting"]:
        """The meetings with a topic, and those of the year that are still to come."""
        first = max(first_day(self.year), self.at.as_of)
        return [ProgrammeMeeting(self, meeting) for meeting in self._from(first, self.by_meeting)]

    @property
    def dates(self) -> list[Meeting]:
        """The meetings above, and those of the year that have no topic; none before the first with one."""
        with_topic = [self.at.register.meetings[name].date for name in self.by_meeting]
        first = max(first_day(self.year), min(with_topic, default=first_day(self.year)))
        return self._from(first, {meeting.record.id for meeting in self.meetings})

    def _from(self, first: date, names: Iterable[str]) -> list[Meeting]:
        """The meetings of some names, and those that take place from a day to the end of the year."""
        return [
            meeting
            for meeting in self.at.register.meetings_of(self.committee)
            if meeting.id in names
            or (meeting.stands and first <= meeting.date <= last_day(self.year))
        ]

    def on(self, name: ProgrammeList) -> list[ListedTopic]:
        """The topics of a list."""
        return [topic for topic in self.topics if topic.list == name]

    @property
    def lists(self) -> list["ListOfTopics"]:
        """The lists of what has no meeting."""
        return [ListOfTopics(name, self.on(name)) for name in TITLES]


@dataclass(frozen=True)
class ProgrammeMeeting:
    """A meeting of the programme with its topics."""

    programme: Year
    record: Meeting

    @property
    def topics(self) -> list[ListedTopic]:
        """Its topics."""
        return self.programme.by_meeting.get(self.record.id, [])

    @cached_property
    def deadlines(self) -> dict[DeadlineName, Deadline]:
        """Its deadlines by name."""
        rules = self.programme.committee.rules
        return {d.name: d for d in deadlines_of(self.record.date, rules, self.record)}

    @property
    def in_place_of(self) -> list[Meeting]:
        """The meetings whose place it took."""
        meetings = self.programme.at.register.meetings.values()
        return [meeting for meeting in meetings if self.record.id in meeting.superseded_by]

    @property
    def call_ins(self) -> list[ListedCallIn]:
        """The call-ins that it hears and that no topic of it is for."""
        topics = {topic.record.id for topic in self.topics}
        return [
            one
            for one in call_ins_of(self.programme.at)
            if one.record.meeting == self.record.id
            and not (one.decision and one.decision.record.topic in topics)
        ]

    @property
    def notes(self) -> list[ListedTopic]:
        """The briefing notes that are wanted by its date."""
        due_day = self.programme.at.register.due_day
        return [
            topic
            for topic in self.programme.on("briefing note")
            if topic.record.target and due_day(topic.record.target) == self.record.date
        ]


class ListOfTopics(NamedTuple):
    """A list of what has no meeting."""

    name: ProgrammeList
    topics: list[ListedTopic]


PROGRAMME = Fields(
    Year,
    "year",
    *("committee", "form"),
    Field(
        "meetings",
        of=Fields(
            ProgrammeMeeting,
            Field("meeting", value="record.id"),
            *("date", "time", "focus"),
            Field("in_place_of", value=lambda m: [p.id for p in m.in_place_of], type=list[str]),
            *(Field[ProgrammeMeeting](name, value=f"deadlines.{name}.day") for name in DEADLINES),
            *(
                Field[ProgrammeMeeting](
                    name, value=f"deadlines.{name}.day", needs=f"deadlines.{name}"
                )
                for name in OTHER_DEADLINES
            ),
            Field("topics", of=TOPIC),
        ),
    ),
    Field("lists", of=Fields(ListOfTopics, Field("list", value="name"), Field("topics", of=TOPIC))),
)
PROGRAMME_JSON = Fields(Year, Field("programme", value=ITSELF, of=PROGRAMME))


def report(year: Year) -> Report:
    """The work programme of a year, in one of the printed forms."""
    position = year.form == "position"
    # The older form prints a briefing note under the meeting that it is for.
    noted = {t.record.id for m in year.meetings for t in m.notes} if not position else set()
    lists = {
        name: list_section(year, name, shown)
        for name, topics in year.lists
        # The older form prints the lists that hold something.
        if (shown := [t for t in topics if t.record.id not in noted]) or position
    }
    annual = lists.pop("annual report", None) if position else None
    texts = year.committee.programme_text if position else ()
    dates = Listing(tuple(date_words(year, meeting) for meeting in year.dates))
    return made(
        year,
        (
            *(
                Section(f"text-{n}", part.title, (Prose(part.text),))
                for n, part in enumerate(texts, 1)
            ),
            annual,
            Section("dates", "Meeting dates", (dates,)) if position and year.dates else None,
            *map(_meeting, year.meetings),
            *lists.values(),
            None if position else _footnote(year),
        ),
    )


def made(year: Year, parts: Iterable[Section | None]) -> Report:
    """The work programme of a year with these parts."""
    return year.at.report(
        "programme",
        f"Work programme {year.year}",
        parts,
        PROGRAMME_JSON.write(year),
        subtitle=year.committee.name,
        sheet=_sheet(year),
    )


def _sheet(year: Year) -> Table:
    """All topics of the year in one table: with the columns chosen, behind when they come."""
    chosen = CHOOSER.columns(year.committee.rules)
    columns = (*PLACED, *chosen) if chosen else SHEET
    return CHOOSER.table("Work programme", columns, year.topics)


def date_words(year: Year, meeting: Meeting) -> str:
    """A meeting's date with its focus; if it does not take place, what became of it."""
    day = full_date(meeting.date) + (f": {meeting.focus}" if meeting.focus else "")
    if meeting.stands:
        return day
    known = year.at.register.meetings
    later = [long_date(known[name].date) for name in meeting.superseded_by if name in known]
    return f"{day} ({f'moved to {listed(later)}' if later else meeting.status})"


def _meeting(meeting: ProgrammeMeeting) -> Section:
    record, form = meeting.record, meeting.programme.form
    due = {name: moment(deadline) for name, deadline in meeting.deadlines.items()}
    public, council = due.get("public_questions"), due.get("council_questions")
    before = [f"the meeting planned for {long_date(m.date)}" for m in meeting.in_place_of]
    same = public == council
    head = facts(
        ("Focus", record.focus),
        ("Takes the place of", listed(before)),
        ("Publication deadline", due.get("publication")),
        ("Questions deadline", public if same or not public else f"{public} (the public)"),
        ("Questions from members", None if same else council),
        *((WORDS[name], due.get(name)) for name in OTHER_DEADLINES),
        ("Status", None if record.stands else record.status),
    )
    lines = list(map(CHOOSER.row, meeting.topics))
    if form == "description":
        lines += map(_note, meeting.notes)
    columns = _columns(meeting.programme)
    # A call-in fills no column of the council's own.
    blank: Row = {column.key: None for column in columns}
    lines += ({**blank, **_call_in(call_in)} for call_in in meeting.call_ins)
    caption = f"Items of {long_date(record.date)}"
    table = Table(caption, columns, tuple(lines), as_printed=True, anchored=True)
    begins = f", {clock(record.time)}" if record.time else ""
    return Section(record.id, f"{full_date(record.date)}{begins}", (head, table))


def _call_in(call_in: ListedCallIn) -> Row:
    """A call-in under the meeting that hears it."""
    cells: dict[str, Cell] = {**dict.fromkeys(TOPIC.fields), "id": call_in.record.id}
    by = f"Called in by {call_in.callers_words}." if call_in.callers_words else None
    title, grounds = f"Call-in: {call_in.title}", call_in.record.grounds
    about = tuple(part for part in (by, Prose(grounds) if grounds else None) if part)
    return {
        **cells,
        "topic": title,
        "with_type": title,
        "types": "Call-in",
        "leads": call_in.lead,
        "where_from": by,
        "position_now": (capital(call_in.state),),
        "described": about,
    }


def _columns(year: Year) -> tuple[Column, ...]:
    chosen = CHOOSER.columns(year.committee.rules)
    return chosen or (BY_POSITION if year.form == "position" else BY_DESCRIPTION)


def _note(topic: ListedTopic) -> Row:
    """A briefing note under its meeting: its subject is where an item has its description."""
    described: Cell = (topic.record.topic, *topic.described)
    return {**CHOOSER.row(topic), "topic": "Briefing note", "described": described}


def list_section(year: Year, name: ProgrammeList, topics: list[ListedTopic]) -> Section:
    """A list of what has no meeting, as papers print it."""
    if name == "annual report" and topics and year.form == "position":
        reports = tuple(_annual(year, topic) for topic in topics)
        block: Block = Listing(reports, ordered=True)
    else:
        columns = NOTES if name == "briefing note" else ON_LIST
        if (
            CHOOSER.columns(year.committee.rules)
            or year.form == "description"
            or name == "to schedule"
        ):
            columns = _columns(year)
        block = CHOOSER.table(TITLES[name], columns, topics, as_printed=True)
    allocate = year.form == "description" and name == "to schedule"
    title = f"Business to allocate in {year.year}" if allocate else TITLES[name]
    return Section(name.replace(" ", "-"), title, (block,))


def _annual(year: Year, topic: ListedTopic) -> str:
    """A report that comes every year, and where it is this year."""
    others = topic.names - {topic.record.id}
    places = [other.place for other in year.topics if other.record.id in others]
    return f"{topic.record.topic} ({listed(places)})" if places else topic.record.topic


def _footnote(year: Year) -> Section:
    used = dict.fromkeys(kind for topic in year.topics for kind in topic.record.types)
    kinds = year.committee.forms_of_scrutiny or used
    words = f"* Forms of scrutiny: {'; '.join(kinds) or 'none given'}."
    return Section("forms", None, (Prose(words.replace("*", "\\*", 1)),))
