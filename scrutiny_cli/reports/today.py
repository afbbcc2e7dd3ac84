"""The first screen: the next meeting, what is overdue, what is to be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import clock, full_date, long_date, short_date, weekday_date
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.minutes import UnmetRequest, unmet_requests
from scrutiny_cli.domain.notice import OTHER_DEADLINES, Deadline, deadlines_of
from scrutiny_cli.domain.questions import answers_due
from scrutiny_cli.reports.decisions.call_ins import CALL_IN, may_be_called_in
from scrutiny_cli.reports.decisions.decisions import DECISION, ListedDecision, moment_words
from scrutiny_cli.reports.fields import Field, Fields
from scrutiny_cli.reports.model import Cell, Column, Prose, Report, Section, Table, rows
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers.overdue import OBLIGATION, OVERDUE_RESPONSE, Overdue
from scrutiny_cli.reports.trackers.recommendations import (
    TrackedRecommendation,
    text_of,
    unsent,
)
from scrutiny_cli.wording import count, listed

STEPS = {
    "publication": "publish the agenda",
    "public_questions": "questions from the public close",
    "council_questions": "questions from members close",
    "petitions": "petitions close",
    "statements": "statements close",
    "speakers": "speakers register",
    "deputations": "deputations register",
    "answers": "answers to questions due",
}
ONE_LINE = 58
"""A command is shown after what it is for if both together are no longer than this."""
MOST = 8
"""The first screen shows no more overdue rows than this."""


@dataclass(frozen=True)
class MeetingStep:
    """A deadline of the next meeting, seen from the as-at date."""

    meeting: Meeting
    deadline: Deadline
    as_of: date

    @property
    def state(self) -> str:
        """Whether it is done, past, or how far ahead it is."""
        done = self.meeting.published_on if self.deadline.name == "publication" else None
        if done and done <= self.as_of:
            return f"done, {short_date(done)}"
        days = (self.deadline.day - self.as_of).days
        if days >= 0:
            return _in_days(days)
        late = count(-days, "day")
        return f"missed by {late}" if self.deadline.name == "publication" else f"{late} ago"


@dataclass(frozen=True)
class NextMeeting:
    """The next meeting of a committee with its deadlines."""

    committee: Committee
    meeting: Meeting
    as_of: date

    @property
    def days(self) -> int:
        """In how many days it is."""
        return (self.meeting.date - self.as_of).days

    @property
    def words(self) -> str:
        """When and where it is."""
        begins = clock(self.meeting.time) if self.meeting.time else None
        place = self.meeting.room or (self.meeting.place or "").partition(",")[0]
        return ", ".join(filter(None, (full_date(self.meeting.date), begins, place)))

    @property
    def steps(self) -> list[MeetingStep]:
        """Its deadlines, the earliest first."""
        rules = self.committee.rules
        deadlines = deadlines_of(self.meeting.date, rules, self.meeting)
        if any(deadline.name.endswith("_questions") for deadline in deadlines):
            deadlines.append(answers_due(self.meeting.date, rules))
        in_order = sorted(deadlines, key=lambda deadline: deadline.day)
        return [MeetingStep(self.meeting, deadline, self.as_of) for deadline in in_order]


STEP = Fields(
    MeetingStep,
    Field("deadline", value="deadline.name"),
    Field("due", value="deadline.moment"),
    "state",
)
NEXT_MEETING = Fields(
    NextMeeting,
    Field("meeting", value="meeting.id"),
    "committee",
    Field("date", value="meeting.date"),
    Field("time", value="meeting.time"),
    Field("place", value="meeting.place"),
    "days",
    Field("deadlines", value="steps", of=STEP),
)


@dataclass(frozen=True)
class Today:
    """All that the first screen shows, on a day.

    ``accepted`` counts the warnings that the settings accept.
    """

    at: Standpoint
    owed: Overdue
    errors: int
    warnings: int
    accepted: int

    @cached_property
    def meetings(self) -> list[NextMeeting]:
        """The next meeting of each committee, the earliest first."""
        coming = (
            NextMeeting(committee, meeting, self.at.as_of)
            for committee in self.at.committees
            if (meeting := self.at.register.upcoming_meeting(committee, self.at.as_of))
        )
        return sorted(coming, key=lambda next_: next_.meeting.date)

    @cached_property
    def may_be_called_in(self) -> list[ListedDecision]:
        """The decisions that may be called in on the day."""
        return may_be_called_in(self.at)

    @cached_property
    def unsent(self) -> list[TrackedRecommendation]:
        """The recommendations of which the executive has had no notice."""
        return unsent(self.at)

    @cached_property
    def requests(self) -> list[UnmetRequest]:
        """What the committees asked for at their next meetings and is not on the agenda."""
        wanted = {next_.meeting.id for next_ in self.meetings}
        found = unmet_requests(self.at.register.meetings)
        return [request for request in found if request.target.id in wanted]


TODAY = Fields(
    Today,
    Field("meetings", of=NEXT_MEETING),
    Field("overdue", value="owed.late", of=OBLIGATION),
    Field("responses", value="owed.responses", of=OVERDUE_RESPONSE),
    Field("due_soon", value=lambda t: len(t.owed.soon), type=int),
    Field("unsent", value=lambda t: len(t.unsent), type=int),
    Field("undated", value=lambda t: len(t.owed.undated), type=int),
    Field("call_ins", value="owed.call_ins", of=CALL_IN, needs="owed.call_ins"),
    Field("may_be_called_in", of=DECISION, needs="may_be_called_in"),
    Field("requests", value=lambda t: [r.request.title for r in t.requests], type=list[str]),
    *("errors", "warnings", "accepted"),
)


def first_screen(today: Today) -> Report:
    """The first screen: each section is a table without headings."""
    at = today.at
    sections = [
        *([_next_meeting(at, next_) for next_ in today.meetings] or [_none_planned(at)]),
        _section("overdue", "Overdue", list(_overdue(today))),
        _section("to-do", "To do", list(_to_do(today))),
        _section("records", "Records", [_records(today)]),
    ]
    return at.report("today", full_date(at.as_of), sections, TODAY.write(today), subtitle=at.names)


def _section(key: str, title: str, cells: list[tuple[Cell, ...]]) -> Section | None:
    if not cells:
        return None
    columns = tuple(
        Column(name, narrow=name == "when", key=name) for name in ("when", "what", "where")
    )
    return Section(key, title, (Table(title, columns, rows(columns, cells)),))


def _none_planned(at: Standpoint) -> Section | None:
    words = f"{at.register.absence('none planned')}: scrutiny meeting new"
    return _section("next", "Next meeting", [(None, words, None)])


def _next_meeting(at: Standpoint, next_: NextMeeting) -> Section | None:
    whose = f": {next_.committee.name}" if len(at.committees) > 1 else ""
    cells: list[tuple[Cell, ...]] = [(None, f"{next_.words} ({_in_days(next_.days)}){whose}", None)]
    for moment, same in groupby(next_.steps, key=lambda step: step.deadline.moment):
        together = list(same)
        first = together[0]
        at_hour = f", {clock(moment.time())}" if isinstance(moment, datetime) else ""
        names = [step.deadline.name for step in together]
        what = "questions close" if len(names) > 1 else STEPS[names[0]]
        if any(name in OTHER_DEADLINES for name in names):
            what = listed([STEPS[name] for name in names])
        cells.append((f"{weekday_date(first.deadline.day)}{at_hour}", what, first.state))
    return _section(next_.meeting.id, "Next meeting", cells)


def _overdue(today: Today) -> Iterator[tuple[Cell, ...]]:
    owed = today.owed
    late: list[tuple[int, tuple[Cell, ...]]] = [
        (
            o.standing.days_overdue,
            (
                count(o.standing.days_overdue, "day"),
                Prose(f"{f'{o.number}. ' if o.number else ''}{o.action}"),
                f"{listed(o.owner_names)}{f' ({o.holder})' if o.holder else ''}",
            ),
        )
        for o in owed.actions
    ]
    late += [
        (
            r.standing.days_overdue,
            (count(r.standing.days_overdue, "day"), text_of(r.record), listed(r.record.to)),
        )
        for r in owed.responses
    ]
    late += [
        (c.days_overdue, (count(c.days_overdue, "day"), f"Call-in to be heard: {c.title}", None))
        for c in owed.unheard
    ]
    late.sort(key=lambda row: -row[0])
    yield from (cells for _, cells in late[:MOST])
    rest = [
        (len(late[MOST:]), "more"),
        (len(owed.plan_actions), "in plans"),
        (len(owed.recommendations), "recommended"),
    ]
    if parts := [f"{number} {words}" for number, words in rest if number]:
        yield (None, f"{listed(parts)}: scrutiny overdue", None)


def _to_do(today: Today) -> Iterator[tuple[Cell, ...]]:
    counted = (
        (len(today.owed.soon), "thing", "due soon", "scrutiny overdue"),
        (
            len(today.unsent),
            "recommendation",
            "to the executive not sent yet",
            "scrutiny recommendation list --unsent",
        ),
        (len(today.owed.undated), "action", "without a date", "scrutiny action list --undated"),
    )
    for number, noun, words, command in counted:
        if number:
            text = f"{noun}{'s' * (number > 1)} {words}"
            short = len(text) + len(command) < ONE_LINE
            yield (number, f"{text}: {command}" if short else (text, command), None)
    for call_in in today.owed.call_ins:
        if call_in.hear_by and not call_in.days_overdue:
            words = f"call-in to be heard by {long_date(call_in.hear_by)}: {call_in.title}"
            yield (1, words, None)
    for decision in today.may_be_called_in:
        if decision.call_in_by:
            words = f"decision may be called in until {moment_words(decision.call_in_by)}"
            yield (1, f"{words}: {decision.title}", None)
    for request in today.requests:
        words = f"item asked for on {long_date(request.meeting.date)} is not on the agenda"
        yield (1, f"{words}: {request.request.title}", None)


def _records(today: Today) -> tuple[Cell, ...]:
    accepted = f" ({today.accepted} accepted)" if today.accepted else ""
    words = f"{count(today.errors, 'error')}, {count(today.warnings, 'warning')}{accepted}"
    return (None, f"{words}: scrutiny check", None)


def _in_days(days: int) -> str:
    return f"in {count(days, 'day')}" if days else "today"
