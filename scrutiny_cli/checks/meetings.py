"""Meetings: dates and times, printed deadlines, moves and members."""

from collections.abc import Iterator
from datetime import date, time
from itertools import pairwise
from typing import get_args

from scrutiny_cli.checks.context import Context
from scrutiny_cli.documents import Path
from scrutiny_cli.domain.committees import SeatRole
from scrutiny_cli.domain.dates import clock, full_date, long_date
from scrutiny_cli.domain.notice import Deadline, deadlines
from scrutiny_cli.domain.working_days import WorkingDays
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.placing import Finding

# A meeting that starts outside these times is most likely a mistake between am and pm.
EARLIEST, LATEST = time(7), time(21)
DEADLINE_WORDS = {
    "publication": "publication",
    "public_questions": "public questions",
    "council_questions": "members' questions",
}


def days(context: Context) -> Iterator[Finding]:
    """A meeting is on a working day, at a time at which committees meet."""
    for entry, meeting in context.each("meetings"):
        why = WorkingDays.of(context.register.rules_of(meeting)).why_not(meeting.date)
        if meeting.stands and why:
            message = f"{full_date(meeting.date)} is not a working day ({why})"
            yield entry.finding(("date",), "closed-day", message, "check the date")
        times: list[tuple[Path, time | None]] = [(("time",), meeting.time)]
        times += [(("stated", i, "time"), stated.time) for i, stated in enumerate(meeting.stated)]
        for path, moment in times:
            if moment and not EARLIEST <= moment <= LATEST:
                message = f"{clock(moment)} is an hour at which committees do not meet"
                hint = "check am and pm"
                yield entry.finding(path, "implausible-time", message, hint)
        one_day = meeting.ended_on == meeting.date
        if one_day and meeting.time and meeting.ended_at and meeting.ended_at <= meeting.time:
            message = f"it ends at {clock(meeting.ended_at)}, before it begins"
            yield entry.finding(("ended_at",), "implausible-time", message, "check am and pm")


def clashes(context: Context) -> Iterator[Finding]:
    """A committee has one meeting a day."""
    register = context.register
    for committee in (*register.committees.values(), None):
        standing = [m for m in register.meetings_of(committee) if m.stands]
        for meeting, next_meeting in pairwise(standing):
            if meeting.date == next_meeting.date:
                entry = context.entries["meetings", next_meeting.id]
                message = f"{meeting.id} is on the same day"
                hint = "mark one as cancelled, or as superseded with `superseded_by:`"
                yield entry.finding(("date",), "meeting-clash", message, hint)


def moved(context: Context) -> Iterator[Finding]:
    """A moved meeting names the meeting that replaces it."""
    for entry, meeting in context.each("meetings"):
        if meeting.status == "superseded" and not meeting.superseded_by:
            message = "it is superseded, but does not say by which meeting"
            yield entry.finding(("status",), "moved-meeting", message, "add `superseded_by:`")
        if meeting.superseded_by and meeting.status != "superseded":
            message = f"it names its successor, but its status is {meeting.status}"
            hint = "write `status: superseded`"
            yield entry.finding(("superseded_by",), "moved-meeting", message, hint)


def stated_deadlines(context: Context) -> Iterator[Finding]:
    """Printed deadlines and times agree with the rules and the record."""
    for entry, meeting in context.each("meetings"):
        if not meeting.stated:
            continue
        rules = context.register.rules_of(meeting)
        computed = deadlines(meeting.date, rules)
        calendar = WorkingDays.of(rules)
        for index, stated in enumerate(meeting.stated):
            for deadline in computed:
                fault = _stated(entry, index, deadline, calendar, getattr(stated, deadline.name))
                if fault:
                    yield fault
            plausible = stated.time and EARLIEST <= stated.time <= LATEST
            if plausible and meeting.time and stated.time != meeting.time:
                where = f" ({stated.source})" if stated.source else ""
                message = f"printed as {clock(stated.time)}{where}; the meeting is at {clock(meeting.time)}"
                hint = "correct the record; if the paper contradicts itself, accept the warning"
                yield entry.finding(("stated", index, "time"), "time-differs", message, hint)


def _stated(
    entry: PlacedRecord, index: int, deadline: Deadline, calendar: WorkingDays, day: date | None
) -> Finding | None:
    if day is None:
        return None
    path: Path = ("stated", index, deadline.name)
    why = calendar.why_not(day)
    latest = full_date(deadline.day)
    word = DEADLINE_WORDS[deadline.name]
    if why:
        message = f"the deadline for {word} is printed as {full_date(day)}, which is not a working day ({why})"
        hint = f"the latest working day is {latest}"
        return entry.finding(path, "deadline-not-working-day", message, hint)
    late = day > deadline.day if deadline.name == "publication" else day != deadline.day
    if late:
        message = f"the deadline for {word} is printed as {long_date(day)}; the rule gives {latest}"
        hint = "`scrutiny meeting deadlines` shows how it is counted"
        return entry.finding(path, "deadline-differs", message, hint)
    return None


def publication(context: Context) -> Iterator[Finding]:
    """A late agenda or supplement gives the reason that the law requires."""
    for entry, meeting in context.each("meetings"):
        rules = context.register.rules_of(meeting)
        if not rules.statutory:
            continue
        latest = deadlines(meeting.date, rules)[0].day
        late = meeting.published_on and meeting.published_on > latest
        if late and not meeting.late_reason:
            message = f"published after {full_date(latest)}, with no reason given"
            hint = "add `late_reason:`, the chair's grounds of urgency, which the minutes must give"
            yield entry.finding(("published_on",), "late-publication", message, hint)
        by_name = {item.name: item for item in meeting.items}
        for index, supplement in enumerate(meeting.supplements):
            named = [by_name[name] for name in supplement.items if name in by_name]
            reason = meeting.late_reason or (named and all(item.late_reason for item in named))
            late = supplement.published_on and supplement.published_on > latest
            if late and not reason and not supplement.comes_after(by_name):
                message = f"the supplement came after {full_date(latest)}, with no reason given"
                hint = "add `late_reason:` to its items: why the chair takes them as urgent"
                path: Path = ("supplements", index, "published_on")
                yield entry.finding(path, "late-publication", message, hint)


def members(context: Context) -> Iterator[Finding]:
    """Each person listed as a member holds a seat on that date, or is a substitute."""
    people = context.register.people
    for entry, meeting in context.each("meetings"):
        committee = context.register.committee_of(meeting)
        if committee is None:
            continue
        seated = {seat.holder for seat in committee.seats if seat.held_on(meeting.date)}
        seated |= {substitute.person for substitute in meeting.substitutes}
        counted: list[tuple[Path, str | None]] = [
            (("attendance", i), a.person)
            for i, a in enumerate(meeting.attendance)
            if a.as_ in get_args(SeatRole)
        ]
        counted += [(("apologies", i), a.person) for i, a in enumerate(meeting.apologies)]
        for path, name in counted:
            if name in people and name not in seated:
                message = f"{people[name].name} holds no seat on {long_date(meeting.date)}"
                hint = "correct the seats of the committee, or the capacity given with `as:`"
                yield entry.finding(path, "not-a-member", message, hint)
        listed_by_name = [
            ((kind, i), person.name)
            for kind in ("attendance", "apologies", "substitutes")
            for i, person in enumerate(getattr(meeting, kind))
        ]
        for path, name in listed_by_name:
            if name:
                message = f"{name} is not in records/people/"
                hint = "add a record in records/people/; if the paper is wrong, accept the warning"
                yield entry.finding(path, "unlisted-person", message, hint)
