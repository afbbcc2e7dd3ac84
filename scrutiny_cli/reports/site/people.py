"""The members in the public site: their seats, attendance, interests and questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from scrutiny_cli.domain.committees import Committee, Seat
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.municipal_year import municipal_year
from scrutiny_cli.domain.people import Person
from scrutiny_cli.domain.questions import Question
from scrutiny_cli.reports.fields import Fields, shown
from scrutiny_cli.reports.meetings.agenda import AgendaContext
from scrutiny_cli.reports.meetings.roles import role_and_vote
from scrutiny_cli.reports.model import Cell, PageLink, Prose, Report, Section
from scrutiny_cli.reports.site import addresses
from scrutiny_cli.reports.site.histories import meeting_link
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.wording import capital


@dataclass(frozen=True)
class HeldSeat:
    """A seat of a committee, seen from a standpoint."""

    at: Standpoint
    committee: Committee
    record: Seat

    @property
    def now(self) -> bool:
        """Whether it is held on the day."""
        return self.record.held_on(self.at.as_of)

    @property
    def link(self) -> Cell:
        """Its holder, with a link to their page."""
        person = self.at.register.people.get(self.record.holder or "")
        if person is None:
            return self.record.holder or "Vacancy"
        return PageLink(person.full_name, page=addresses.page_of("people", person.id))


SEAT = Fields(
    HeldSeat,
    shown("link", "Name"),
    shown("committee", "Committee", "committee.name"),
    shown("role", "Role", lambda s: role_and_vote(s.record)),
    shown("group", "Group", lambda s: s.record.group or s.record.represents),
    shown("from_", "From", "record.from_"),
    shown("until", "Until", "record.until"),
)


class Presence(NamedTuple):
    """Somebody at a meeting: there, remote, or with apologies."""

    at: Standpoint
    meeting: Meeting
    how: str


PRESENCE = Fields(
    Presence,
    shown("meeting", "Meeting", lambda p: meeting_link(p.at, p.meeting.id)),
    shown("how", "Attendance"),
)


class YearOfMeetings(NamedTuple):
    """How often somebody was at the meetings of a municipal year."""

    year: str
    there: int
    apologies: int


YEAR = Fields(
    YearOfMeetings,
    shown("year", "Year"),
    shown("there", "Present"),
    shown("apologies", "Apologies"),
)


class DeclaredInterest(NamedTuple):
    """An interest that somebody declared at a meeting."""

    at: Standpoint
    meeting: Meeting
    item: str | None
    words: Cell


INTEREST = Fields(
    DeclaredInterest,
    shown("meeting", "Meeting", lambda i: meeting_link(i.at, i.meeting.id)),
    shown("item", "Item"),
    shown("words", "Interest"),
)


class AskedQuestion(NamedTuple):
    """A question that a member asked."""

    at: Standpoint
    record: Question


QUESTION = Fields(
    AskedQuestion,
    shown("meeting", "Meeting", lambda q: meeting_link(q.at, q.record.meeting)),
    shown("topic", "Question", lambda q: q.record.topic or Prose(q.record.question or "")),
)


def seats(at: Standpoint) -> Iterator[HeldSeat]:
    """Yield every seat of the committees, in the order of their records."""
    for committee in at.committees:
        for seat in committee.seats:
            if seat.from_ is None or seat.from_ <= at.as_of:
                yield HeldSeat(at, committee, seat)


def holders(at: Standpoint) -> list[Person]:
    """Return everybody who holds or held a seat, by id."""
    names = {seat.record.holder for seat in seats(at)}
    return [person for name, person in sorted(at.register.people.items()) if name in names]


def members(at: Standpoint) -> Report:
    """Return the members of each committee: those of today, and those of earlier years."""
    known = list(seats(at))
    sections: list[Section] = []
    for committee in at.committees:
        own = [seat for seat in known if seat.committee is committee]
        now, before = ([s for s in own if s.now is held] for held in (True, False))
        columns = SEAT.columns("now", "link", "role", "group")
        past = SEAT.columns("before", "link", "role", "group", "from_", "until")
        table = SEAT.table(
            f"Members of {committee.name}", columns, now, empty="No members on record."
        )
        sections.append(Section(committee.id, committee.name, (table,)))
        if before:
            earlier = SEAT.table(f"Earlier members of {committee.name}", past, before)
            sections.append(
                Section(f"{committee.id}-before", "Earlier members", (earlier,), level=3)
            )
    return at.report("site-members", "Members", sections, {})


def member(at: Standpoint, person: Person) -> Report:
    """Return the page of a member."""
    own = [seat for seat in seats(at) if seat.record.holder == person.id]
    columns = SEAT.columns("own", "committee", "role", "group", "from_", "until")
    presence = list(_presence(at, person))
    interests = list(_interests(at, person))
    questions = [
        AskedQuestion(at, question)
        for question in at.register.questions.values()
        if question.questioner and question.questioner.person == person.id
    ]
    sections = (
        Section("seats", "Seats", (SEAT.table("Seats", columns, own),)),
        _attendance(presence),
        _table(
            "interests", "Interests declared", INTEREST, ("meeting", "item", "words"), interests
        ),
        _table("questions", "Questions asked", QUESTION, ("meeting", "topic"), questions),
    )
    return at.report("site-member", person.full_name, sections, {}, filters=())


def _table(
    key: str,
    title: str,
    fields: Fields[Any],
    columns: tuple[str, ...],
    rows: Sequence[Any],
) -> Section | None:
    table = fields.table(title, fields.columns(key, *columns), rows)
    return Section(key, title, (table,)) if rows else None


def _attendance(presence: list[Presence]) -> Section | None:
    if not presence:
        return None
    years: dict[str, list[Presence]] = {}
    for each in presence:
        years.setdefault(municipal_year(each.meeting.date), []).append(each)
    counted = [
        YearOfMeetings(
            year, sum(p.how != APOLOGIES for p in own), sum(p.how == APOLOGIES for p in own)
        )
        for year, own in years.items()
    ]
    return Section(
        "attendance",
        "Attendance",
        (
            YEAR.table(
                "Attendance by year", YEAR.columns("years", "year", "there", "apologies"), counted
            ),
            PRESENCE.table(
                "Attendance by meeting", PRESENCE.columns("each", "meeting", "how"), presence
            ),
        ),
    )


APOLOGIES = "Apologies"


def _presence(at: Standpoint, person: Person) -> Iterator[Presence]:
    """Yield the meetings somebody was at, or sent apologies to, the latest first."""
    for meeting in sorted(at.register.meetings.values(), key=_day, reverse=True):
        for there in (*meeting.attendance, *meeting.in_attendance):
            if there.person == person.id:
                capacity = capital(there.as_ or "member")
                yield Presence(
                    at, meeting, capacity if there.mode == "in person" else f"{capacity}, remote"
                )
                break
        else:
            if any(absent.person == person.id for absent in meeting.apologies):
                yield Presence(at, meeting, APOLOGIES)


def _day(meeting: Meeting) -> tuple[date, str]:
    return (meeting.date, meeting.id)


def _interests(at: Standpoint, person: Person) -> Iterator[DeclaredInterest]:
    for meeting in sorted(at.register.meetings.values(), key=_day, reverse=True):
        for interest in meeting.interests:
            if interest.person == person.id:
                yield DeclaredInterest(
                    at,
                    meeting,
                    _item(at, meeting, interest.item),
                    _words(interest.kind, interest.interest),
                )


def _words(kind: str | None, interest: str | None) -> Cell:
    return (capital(kind) if kind else None, Prose(interest) if interest else None)


def _item(at: Standpoint, meeting: Meeting, name: str | None) -> str | None:
    """Return the title of the item that an interest is in."""
    committee = at.register.committee_of(meeting)
    if committee is None or name is None:
        return None
    shown_items = AgendaContext(at.register, committee, meeting).shown
    return next((entry.title for item, entry in shown_items if item.name == name), None)
