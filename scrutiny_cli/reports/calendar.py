"""Meetings and deadlines as events for a calendar."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import full_date
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.notice import deadlines
from scrutiny_cli.register import Register
from scrutiny_cli.reports.deadlines import WORDS
from scrutiny_cli.reports.meetings import status_words

LONDON = ZoneInfo("Europe/London")
# Records do not say how long a meeting is planned to last; a calendar wants an end.
USUAL_LENGTH = timedelta(hours=2)


@dataclass(frozen=True)
class Event:
    """An event: whole days where ``start`` is a date, else moments in London time.

    ``uid`` stays the same for ever, so that a calendar that reads the file again moves the event
    instead of doubling it.
    """

    uid: str
    start: date | datetime
    end: datetime | None
    summary: str
    place: str | None = None
    description: str | None = None
    cancelled: bool = False


def events(register: Register, committees: list[Committee]) -> list[Event]:
    """Every meeting of some committees, and the deadlines of those that stand."""
    found = []
    for committee in committees:
        for meeting in register.meetings_of(committee):
            found.append(_meeting(register, committee, meeting))
            if meeting.stands:
                found += _deadlines(committee, meeting)
    return found


def _meeting(register: Register, committee: Committee, meeting: Meeting) -> Event:
    start: date | datetime = meeting.date
    end = None
    if meeting.time:
        start = datetime.combine(meeting.date, meeting.time, LONDON)
        end = start + USUAL_LENGTH
        if meeting.ended_at and meeting.ended_at > meeting.time:
            end = datetime.combine(meeting.date, meeting.ended_at, LONDON)
    status = status_words(register, meeting)
    head = "" if meeting.stands else f"{status[:1].upper()}{status[1:]}: "
    return Event(
        uid=f"{meeting.id}@scrutiny",
        start=start,
        end=end,
        summary=f"{head}{committee.name}",
        place=", ".join(part for part in (meeting.room, meeting.place) if part) or None,
        description=f"{committee.council}. Status: {status}.",
        cancelled=not meeting.stands,
    )


def _deadlines(committee: Committee, meeting: Meeting) -> list[Event]:
    found = []
    for deadline in deadlines(meeting.date, committee.rules):
        start: date | datetime = deadline.day
        if deadline.at:
            start = datetime.combine(deadline.day, deadline.at, LONDON)
        found.append(
            Event(
                uid=f"{meeting.id}.{deadline.name}@scrutiny",
                start=start,
                end=start if isinstance(start, datetime) else None,
                summary=f"Deadline: {WORDS[deadline.name]} ({committee.name})",
                description=f"For the meeting of {full_date(meeting.date)}.",
            )
        )
    return found
