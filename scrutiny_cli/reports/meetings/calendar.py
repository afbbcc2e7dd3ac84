"""Meetings and deadlines as events for a calendar."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import full_date
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.notice import DeadlineName, deadlines_of
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.decisions.call_ins import call_ins_of
from scrutiny_cli.reports.decisions.decisions import decisions_of
from scrutiny_cli.reports.meetings.deadlines import WORDS
from scrutiny_cli.reports.meetings.meeting_list import status_words
from scrutiny_cli.reports.standpoint import Standpoint

LONDON = ZoneInfo("Europe/London")
# Records do not say how long a meeting is planned to last; a calendar wants an end.
USUAL_LENGTH = timedelta(hours=2)
NOTICE = timedelta(days=2)
"""How long before a deadline a calendar reminds its reader."""
MOST_SHORT = 6
"""The id of a committee that has no more letters is its short name."""
SHORT: dict[DeadlineName, str] = {
    "publication": "agenda: publish by today",
    "public_questions": "questions from the public close",
    "council_questions": "questions from councillors close",
}


@dataclass(frozen=True)
class Event:
    """An event: whole days where ``start`` is a date, else moments in London time.

    ``uid`` stays the same for ever, so that a calendar that reads the file again moves the event
    instead of doubling it. A moment without an ``end`` is a deadline. ``busy`` says whether it
    takes up the time of whoever looks at it. ``remind`` is how long before it a calendar says so.
    """

    uid: str
    start: date | datetime
    end: datetime | None
    summary: str
    place: str | None = None
    description: str | None = None
    cancelled: bool = False
    busy: bool = True
    remind: timedelta | None = None


def events(at: Standpoint, *, past: bool = False) -> Iterator[Event]:
    """The meetings of the committees to come with their deadlines, and the last days for call-ins.

    On demand those that are past too. If a meeting does not take place, neither do its deadlines.
    """
    for committee in at.committees:
        for meeting in at.register.meetings_of(committee):
            if meeting.date < at.as_of and not past:
                continue
            yield _meeting(at.register, committee, meeting)
            yield from _deadlines(committee, meeting)

    if at.committees:
        yield from _decisions(at, at.committees[0])


def _decisions(at: Standpoint, committee: Committee) -> Iterator[Event]:
    """The last moment to call in each decision, and the last day to hear each call-in."""
    ends = [
        (f"decision.{one.record.id}", one.call_in_by, f"Last day to call in: {one.title}")
        for one in decisions_of(at)
    ]
    ends += [
        (f"call-in.{one.record.id}", one.hear_by, f"Call-in to be heard by today: {one.title}")
        for one in call_ins_of(at)
        if one.waiting
    ]
    for name, day, summary in ends:
        if day:
            start = day.replace(tzinfo=LONDON) if isinstance(day, datetime) else day
            yield Event(_uid(committee, name), start, None, summary, busy=False, remind=NOTICE)


def _uid(committee: Committee, name: str) -> str:
    """An identity that no other council's register has: RFC 5545, section 3.8.4.7."""
    council = hashlib.blake2b(committee.council.encode(), digest_size=5).hexdigest()
    return f"{name}@{council}.scrutiny"


def _meeting(register: Register, committee: Committee, meeting: Meeting) -> Event:
    start: date | datetime = meeting.date
    end = None
    if meeting.time:
        start = datetime.combine(meeting.date, meeting.time, LONDON)
        end = start + USUAL_LENGTH
        same_day = meeting.ended_on == meeting.date
        if same_day and meeting.ended_at and meeting.ended_at > meeting.time:
            end = datetime.combine(meeting.date, meeting.ended_at, LONDON)
    status = status_words(register, meeting)
    head = "" if meeting.stands else f"{status[:1].upper()}{status[1:]}: "
    return Event(
        uid=_uid(committee, meeting.id),
        start=start,
        end=end,
        summary=f"{head}{committee.name}",
        place=", ".join(part for part in (meeting.room, meeting.place) if part) or None,
        description=f"{committee.council}. Status: {status}.",
        cancelled=not meeting.stands,
        busy=meeting.stands,
    )


def _deadlines(committee: Committee, meeting: Meeting) -> Iterator[Event]:
    head = "" if meeting.stands else "No longer: "
    name = committee.id.upper() if len(committee.id) <= MOST_SHORT else committee.name
    for deadline in deadlines_of(meeting.date, committee.rules, meeting):
        start: date | datetime = deadline.day
        if deadline.at:
            start = datetime.combine(deadline.day, deadline.at, LONDON)
        short = SHORT.get(deadline.name) or f"{WORDS[deadline.name].lower()}: last day"
        yield Event(
            uid=_uid(committee, f"{meeting.id}.{deadline.name}"),
            start=start,
            end=None,
            summary=f"{head}{name} {short}",
            description=f"For the meeting of {committee.name} on {full_date(meeting.date)}.",
            cancelled=not meeting.stands,
            busy=False,
            remind=NOTICE if meeting.stands else None,
        )
