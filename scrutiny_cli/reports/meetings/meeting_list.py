"""The calendar of meetings, and one meeting on a page."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import clock, full_date, long_date, weekday_date
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.municipal_year import municipal_year
from scrutiny_cli.domain.notice import Deadline, DeadlineName, deadlines_of
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.fields import ITSELF, ExportColumn, Field, Fields, shown
from scrutiny_cli.reports.meetings.agenda import AgendaContext
from scrutiny_cli.reports.meetings.deadlines import WORDS, moment
from scrutiny_cli.reports.model import Agenda, AgendaEntry, Cell, Report, Section
from scrutiny_cli.reports.standpoint import Listed, Standpoint
from scrutiny_cli.wording import listed


def status_words(register: Register, meeting: Meeting) -> str:
    """What became of a meeting: a moved one says where to."""
    if meeting.status != "superseded":
        words = (
            "extraordinary" if meeting.extraordinary else "",
            "no quorum" if meeting.inquorate else "",
        )
        return ", ".join(word for word in (meeting.status, *words) if word)
    after = [register.meetings[name] for name in meeting.superseded_by if name in register.meetings]
    return f"moved to {listed([long_date(m.date) for m in after])}" if after else "moved"


@dataclass(frozen=True)
class ListedMeeting(Listed[Meeting]):
    """A meeting of the calendar."""

    listed_as: ClassVar[str] = "meetings"

    @property
    def body(self) -> Committee:
        """Its committee; if that is unclear, the one the report is about."""
        return self.committee or self.at.committees[0]

    @cached_property
    def deadlines(self) -> dict[DeadlineName, Deadline]:
        """The deadlines it has, by name."""
        rules = self.at.register.rules_of(self.record)
        return {d.name: d for d in deadlines_of(self.record.date, rules, self.record)}

    @property
    def when(self) -> str:
        """Its date, and its time if it has one."""
        day, begins = full_date(self.record.date), self.record.time
        return f"{day}, {clock(begins)}" if begins else day

    @cached_property
    def items(self) -> tuple[AgendaEntry, ...]:
        """The items of its agenda."""
        return AgendaContext(self.at.register, self.body, self.record).entries

    @property
    def where(self) -> str:
        """Its room and place."""
        return ", ".join(part for part in (self.record.room, self.record.place) if part)

    @property
    def municipal_year(self) -> str:
        """The year it falls in."""
        return municipal_year(self.record.date)


def _deadline(name: DeadlineName, title: str, description: str) -> Field[ListedMeeting]:
    """Return the field of a deadline: its date for exports, its moment for people."""

    def cell(meeting: ListedMeeting) -> Cell:
        known = name in meeting.deadlines and meeting.record.stands
        return moment(meeting.deadlines[name]) if known else None

    export = ExportColumn(description, title=title)
    path, needs = f"deadlines.{name}.day", f"deadlines.{name}"
    return Field(name, WORDS[name], path, cell, needs=needs, json=False, export=export)


FALLS_IN = ExportColumn("The year the meeting falls in.")
MEETING = Fields(
    ListedMeeting,
    Field("id", "Meeting"),
    Field("committee", cell="body"),
    Field("date", cell=lambda m: f"{weekday_date(m.record.date)} {m.record.date.year}"),
    "time",
    shown("when", "Date"),
    Field("place", cell="where"),
    "focus",
    Field("status", cell=lambda m: status_words(m.at.register, m.record)),
    Field("status_reason", "Why", markdown=True),
    *("extraordinary", "inquorate", "superseded_by"),
    Field("published_on", "Published"),
    shown("ended_at", "Ended"),
    _deadline("publication", "Publication due (date)", "The last day to publish the agenda."),
    _deadline("public_questions", "Public questions (date)", "The day they close."),
    _deadline("council_questions", "Council questions (date)", "The day members' close."),
    Field("municipal_year", json=False, export=FALLS_IN),
)
ITEM = Fields(AgendaEntry, "number", "title", "state", "pages")
MEETING_IN_FULL = Fields(ListedMeeting, *MEETING.fields.values(), Field("items", of=ITEM))
SHOW = MEETING.columns(
    *("show", "id", "committee", "when", "place", "focus", "status", "status_reason"),
    *("published_on", "ended_at", "publication", "public_questions", "council_questions"),
)
MEETINGS = Fields(list, Field("meetings", value=ITSELF, of=MEETING))
ONE_MEETING = Fields(ListedMeeting, Field("meeting", value=ITSELF, of=MEETING_IN_FULL))


def calendar(at: Standpoint, *, upcoming: bool) -> Report:
    """Every meeting of the committees by date; only those still to come, if asked."""
    meetings = sorted(
        (
            ListedMeeting(at, meeting)
            for committee in at.committees
            for meeting in at.register.meetings_of(committee)
            if not upcoming or meeting.date >= at.as_of
        ),
        key=lambda m: (m.record.date, m.record.id),
    )
    whose = ("committee",) if len(at.committees) > 1 else ()
    columns = MEETING.columns(
        *("list", "id", "date", "time", "status", "focus", *whose), narrow=("id", "date", "time")
    )
    table = MEETING.table("Meetings", columns, meetings, empty="No meetings.")
    sections = (Section("meetings", None, (table,)),)
    filters = ("Only meetings still to come",) if upcoming else ()
    return at.report("meetings", "Meetings", sections, MEETINGS.write(meetings), filters=filters)


def meeting_detail(at: Standpoint, record: Meeting) -> Report:
    """A meeting: when and where, its deadlines, its items."""
    meeting = ListedMeeting(at, record)
    sections = (
        Section("meeting", None, (MEETING.facts(SHOW, meeting),)),
        Section("items", "Agenda", (Agenda(meeting.items),)) if meeting.items else None,
    )
    return at.report("meeting", record.id, sections, ONE_MEETING.write(meeting), filters=())
