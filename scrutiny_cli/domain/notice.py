"""The deadlines before a meeting, counted in clear days.

Notice of a meeting is five clear days (Local Government Act 1972 s.100B(3), as amended by
SI 2002/715). Clear days exclude both the day of publication and the day of the meeting (*R v
Swansea City Council ex p Elitestone* 1993). Councils count working days only, by their own
convention. A deadline is always a working day.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal, NamedTuple, cast

from scrutiny_cli.domain.committees import Rules, gives
from scrutiny_cli.domain.meetings import (
    QUESTION_ITEMS,
    Meeting,
    QuestionKind,
    notice_of,
    rule_name,
    takes_questions,
)
from scrutiny_cli.domain.working_days import WorkingDays

DeadlineName = Literal[
    "publication",
    "public_questions",
    "council_questions",
    "petitions",
    "statements",
    "speakers",
    "deputations",
    "answers",
]
LEAST_NOTICE = {"England": 5, "Wales": 3}
"""The clear days of notice that the law requires in each nation."""
DEADLINES: tuple[DeadlineName, ...] = ("publication", "public_questions", "council_questions")
OTHER_DEADLINES: tuple[DeadlineName, ...] = ("petitions", "statements", "speakers", "deputations")
"""The deadlines of what else the public brings, which there are only where a rule gives them."""


class NotCounted(NamedTuple):
    """A day that does not count as a clear day, and why."""

    day: date
    why: str


@dataclass(frozen=True)
class Deadline:
    """A deadline and how it was counted.

    ``clear_days`` are the working days strictly between it and the meeting, earliest first.
    ``not_counted`` are the other days between them, each with the reason.
    """

    name: DeadlineName
    day: date
    at: time | None
    clear_days: tuple[date, ...]
    not_counted: tuple[NotCounted, ...]

    @property
    def moment(self) -> date | datetime:
        """The deadline, with its time if it has one."""
        return datetime.combine(self.day, self.at) if self.at else self.day


def count_back(
    name: DeadlineName,
    meeting: date,
    clear_days: int,
    calendar: WorkingDays,
    at: time | None = None,
) -> Deadline:
    """The latest working day with ``clear_days`` working days between it and the meeting."""
    counted: list[date] = []
    not_counted: list[NotCounted] = []
    for day in calendar.before(meeting):
        why = calendar.why_not(day)
        if why:
            not_counted.append(NotCounted(day, why))
        elif len(counted) == clear_days:
            return Deadline(name, day, at, tuple(reversed(counted)), tuple(reversed(not_counted)))
        else:
            counted.append(day)
    raise ValueError(f"no working day before {meeting}")


def deadlines(meeting: date, rules: Rules) -> tuple[Deadline, Deadline, Deadline]:
    """The three deadlines of a meeting: publication, public questions and members' questions."""
    calendar = WorkingDays.of(rules)
    public, council = rules.public_questions, rules.council_questions
    return (
        count_back("publication", meeting, rules.publication.clear_days, calendar),
        count_back("public_questions", meeting, public.clear_days, calendar, public.at),
        count_back("council_questions", meeting, council.clear_days, calendar, council.at),
    )


def deadlines_of(day: date, rules: Rules, meeting: Meeting | None = None) -> list[Deadline]:
    """The deadlines of a meeting, without those for questions that it does not take."""
    publication, *_ = deadlines(day, rules)
    notice = [publication] if gives(rules, "publication") else []
    taken = (kind for kind in QUESTION_ITEMS if takes_questions(kind, rules, meeting))
    return [*notice, *(d for kind in taken if (d := closing(kind, day, rules)))]


def closing(kind: QuestionKind, meeting: date, rules: Rules) -> Deadline | None:
    """The deadline for questions of a kind to a meeting on a date, if a rule gives one."""
    notice = notice_of(kind, rules)
    if notice is None:
        return None
    name: DeadlineName = cast("DeadlineName", rule_name(kind))
    return count_back(name, meeting, notice.clear_days, WorkingDays.of(rules), notice.at)


def clear_days_between(first: date, meeting: date, calendar: WorkingDays) -> int:
    """The number of working days strictly between two dates."""
    count = 0
    for day in calendar.before(meeting):
        if day <= first:
            break
        count += calendar.works(day)
    return count
