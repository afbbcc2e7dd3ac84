"""The deadlines of meetings, each with its working."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from scrutiny_cli.domain.committees import Committee, Rules
from scrutiny_cli.domain.dates import clock, full_date
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.notice import (
    DEADLINES,
    OTHER_DEADLINES,
    Deadline,
    DeadlineName,
    NotCounted,
    clear_days_between,
    deadlines_of,
)
from scrutiny_cli.domain.working_days import WorkingDays
from scrutiny_cli.reports.fields import ITSELF, Field, Fields, shown
from scrutiny_cli.reports.model import Block, Notice, Report, Section, facts
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.wording import count, listed

WORDS = {
    "publication": "Publication of the agenda",
    "public_questions": "Questions from the public",
    "council_questions": "Questions from members",
    "petitions": "Petitions",
    "statements": "Statements",
    "speakers": "Registration of speakers",
    "deputations": "Registration of deputations",
}
STATUTE = "Local Government Act 1972, section 100B"


class Subject(NamedTuple):
    """A meeting of the register, or just a day asked about, with the rules that hold for it."""

    committee: Committee | None
    day: date
    meeting: Meeting | None = None

    @property
    def rules(self) -> Rules:
        """The committee's rules."""
        return self.committee.rules if self.committee else Rules()

    @property
    def deadlines(self) -> list[Deadline]:
        """The deadlines that it has."""
        return deadlines_of(self.day, self.rules, self.meeting)


def moment(deadline: Deadline) -> str:
    """A deadline in words: ``5.00 pm on Wednesday 17 November 2021``."""
    day = full_date(deadline.day)
    return f"{clock(deadline.at)} on {day}" if deadline.at else day


def why_so_early(deadline: Deadline, calendar: WorkingDays) -> str | None:
    """Why a later day that leaves as many clear days was passed over, if there is one."""
    if not deadline.clear_days:
        return None
    # A weekend needs no explaining.
    skipped = [
        (day, why)
        for day, why in deadline.not_counted
        if day < deadline.clear_days[0] and day.weekday() < 5
    ]
    if not skipped:
        return None
    day, why = skipped[-1]
    needed = len(deadline.clear_days)
    return (
        f"{full_date(day)} would leave {needed} clear days too, but it is not a working day "
        f"({why}), and a deadline is always a working day; so it is {full_date(deadline.day)}."
    )


def warnings(subject: Subject, as_of: date) -> list[str]:
    """What a clerk should know of a meeting's date and deadlines."""
    calendar = WorkingDays.of(subject.rules)
    counted = subject.deadlines
    remarks = []
    if subject.meeting and not subject.meeting.stands:
        remarks.append(f"The meeting is {subject.meeting.status}: its deadlines do not apply.")
    why = calendar.why_not(subject.day)
    if why:
        remarks.append(f"{full_date(subject.day)} is not a working day ({why}).")
    for stated in subject.meeting.stated if subject.meeting else ():
        for deadline in counted:
            day = getattr(stated, deadline.name)
            if day and (why := calendar.why_not(day)):
                remarks.append(
                    f"{WORDS[deadline.name]} is printed as {full_date(day)}, which is not a working "
                    f"day ({why}); the latest working day is {full_date(deadline.day)}."
                )
    if counted and as_of < subject.day:
        remarks += _passed(subject, counted, calendar, as_of)
    return list(dict.fromkeys(remarks))


def _passed(
    subject: Subject, counted: list[Deadline], calendar: WorkingDays, as_of: date
) -> list[str]:
    """Which deadlines of a meeting still to come have gone by."""
    remarks = []
    published = subject.meeting and subject.meeting.published_on
    if as_of > counted[0].day and counted[0].name == "publication" and not published:
        left = clear_days_between(as_of, subject.day, calendar)
        rest = f"published on {full_date(as_of)} it would leave {_days(left)}"
        if left >= subject.rules.publication.clear_days:
            rest = f"{full_date(as_of)} is not a working day ({calendar.why_not(as_of)})"
        last = full_date(counted[0].day)
        remarks.append(f"The last day to publish the agenda was {last}; {rest}.")
    remarks += [
        f"{WORDS[deadline.name]} closed on {full_date(deadline.day)}."
        for deadline in counted
        if deadline.name != "publication" and as_of > deadline.day
    ]
    return remarks


def _days(number: int) -> str:
    return f"{number or 'no'} clear working day{'' if number == 1 else 's'}"


@dataclass(frozen=True)
class Countdown:
    """A meeting or a date with its deadlines, and what has to be known of them on a day."""

    subject: Subject
    as_of: date

    @cached_property
    def deadlines(self) -> dict[DeadlineName, Deadline]:
        """Its deadlines by name."""
        return {deadline.name: deadline for deadline in self.subject.deadlines}

    @property
    def warnings(self) -> list[str]:
        """What a clerk should know of its date and deadlines."""
        return warnings(self.subject, self.as_of)


WORKING = Fields(
    Deadline,
    Field("deadline", value="name", cell=lambda d: WORDS[d.name]),
    shown("moment", "Not later than", moment),
    Field("clear_days", "Clear days between", cell=lambda d: _counted(d.clear_days)),
    Field("not_counted", of=Fields(NotCounted, Field("date", value="day"), "why")),
)
COUNTED = WORKING.columns("deadlines", "deadline", "moment", "clear_days")
COUNTDOWN = Fields(
    Countdown,
    Field(
        "meeting",
        value="subject.meeting.id",
        cell=lambda c: (
            c.subject.meeting.id if c.subject.meeting else "not a meeting in the register"
        ),
    ),
    Field("committee", value="subject.committee"),
    Field("date", value="subject.day"),
    Field("time", value="subject.meeting.time"),
    *(Field[Countdown](name, WORDS[name], f"deadlines.{name}.moment") for name in DEADLINES),
    *(
        Field[Countdown](name, WORDS[name], f"deadlines.{name}.moment", needs=f"deadlines.{name}")
        for name in OTHER_DEADLINES
    ),
    Field("working", value="subject.deadlines", of=WORKING),
    "warnings",
)
WHOSE = COUNTDOWN.columns("whose", "meeting", "committee")
MEETINGS = Fields(list, Field("meetings", value=ITSELF, of=COUNTDOWN))


def report(at: Standpoint, subjects: list[Subject]) -> Report:
    """The deadlines of some meetings, in the order given."""
    counted = [Countdown(subject, at.as_of) for subject in subjects]
    sections = map(_section, counted)
    return at.report("deadlines", "Deadlines", sections, MEETINGS.write(counted), filters=())


def _section(counted: Countdown) -> Section:
    subject, meeting = counted.subject, counted.subject.meeting
    begins = f", {clock(meeting.time)}" if meeting and meeting.time else ""
    calendar = WorkingDays.of(subject.rules)
    deadlines = list(counted.deadlines.values())
    explained = [text for d in deadlines if (text := why_so_early(d, calendar))]
    passed_over = facts(("Not counted", _passed_over(deadlines[0]) if deadlines else ""))
    blocks: tuple[Block, ...] = (
        COUNTDOWN.facts(WHOSE, counted),
        WORKING.table("Deadlines", COUNTED, deadlines),
        *([passed_over] if passed_over.columns else []),
        *(Notice("note", text) for text in dict.fromkeys(explained)),
        *(Notice("warning", text) for text in counted.warnings),
    )
    key = meeting.id if meeting else subject.day.isoformat()
    return Section(key, f"{full_date(subject.day)}{begins}", blocks)


def _passed_over(deadline: Deadline) -> str:
    """The days that did not count, weekends together."""
    weekend = tuple(day for day, _ in deadline.not_counted if day.weekday() >= 5)
    others = [f"{full_date(d)} ({why})" for d, why in deadline.not_counted if d.weekday() < 5]
    return "; ".join([f"{_run(weekend)} (weekend)"] * bool(weekend) + others)


def _counted(days: tuple[date, ...]) -> str:
    """How many clear days and which: ``5 days: 16, 17, 18, 19 and 22 November``; or ``no days``."""
    return f"{count(len(days), 'day')}: {_run(days)}" if days else "no days"


def _run(days: tuple[date, ...]) -> str:
    """Days in a row, each month named once: ``16, 17, 18, 19 and 22 November``."""
    months: dict[str, list[str]] = {}
    for day in days:
        months.setdefault(full_date(day).split(" ")[2], []).append(str(day.day))
    return "; ".join(f"{listed(numbers)} {month}" for month, numbers in months.items())
