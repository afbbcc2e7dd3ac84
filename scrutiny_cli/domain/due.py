"""Due dates, in all the ways that people write them."""

import re
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from scrutiny_cli.domain.base import CivilDate, Id, Model, Text, words_for
from scrutiny_cli.domain.dates import DateReading, Precision, long_date, read_due, why_no_day

Every = Literal[
    "week",
    "fortnight",
    "month",
    "two months",
    "quarter",
    "six months",
    "year",
    "meeting",
]


def _possible(written: str) -> str:
    """Refuse a date that does not exist, such as ``2021-02-30``."""
    if why := why_no_day(written):
        raise PydanticCustomError("bad-date", "{why}", {"why": why})
    return written


When = Annotated[Text, AfterValidator(_possible)]
"""A date, or words about one. Anything written as a date must exist."""


_NEXT_MEETING = re.compile(r"(?:(?:by|at|for) )?(?:the )?next meeting\.?", re.IGNORECASE)


def means_next_meeting(written: str) -> bool:
    """Whether the words mean the committee's next meeting, and nothing else."""
    return bool(_NEXT_MEETING.fullmatch(" ".join(written.split())))


def _in_words(written: str) -> str:
    """A due date as documents print it: a date in full, other words as they were written."""
    reading = read_due(written)
    return long_date(reading.day) if reading.day and reading.precision == "day" else written


class Milestone(Model):
    """One phase of a due date that has several."""

    by: When = Field(description="A date, or words about one.")
    what: Text | None = Field(None, description="What is due by then.")


class Due(Model):
    """When something is due: a date or words, a recurrence, a condition, phases or alternatives.

    Words stay as written; :attr:`day` is the last day they can mean. Something that recurs, is
    ongoing, or waits for an event without a date has no day. It is never overdue and never hidden.
    """

    words: When | None = Field(None, description="A date, or words: `Nov 2020`, `ongoing`.")
    every: Every | None = Field(None, description="How often it recurs.")
    next: CivilDate | None = Field(None, description="The next date, if it recurs.")
    after: Text | None = Field(None, description="It is due once this has happened.")
    by: When | None = Field(None, description="When that event is expected.")
    starts: When | None = Field(None, description="When work starts. This is not a due date.")
    meeting: Id | None = Field(
        None,
        description="Id of the meeting by which it is due. If the meeting moves, so does the due date.",
    )
    milestones: tuple[Milestone, ...] = Field((), description="Phases, each with its date.")
    either: tuple[When, ...] = Field((), description="Alternative dates. The last one counts.")

    _bare_words = words_for("words")

    @cached_property
    def reading(self) -> DateReading:
        """The last day that the due date can mean, and how exact it is."""
        if self.every:
            return DateReading(self.next, "day" if self.next else "ongoing")
        candidates = [text for text in (self.words, self.by) if text]
        candidates += [step.by for step in self.milestones] or list(self.either)
        readings = [read_due(text) for text in candidates]
        dated = [reading for reading in readings if reading.day]
        if dated:
            return max(dated, key=lambda reading: reading.day or date.min)
        if readings:
            return readings[0]
        dateless = self.after or self.starts or self.meeting
        return DateReading(None, "words" if dateless else "ongoing")

    @property
    def day(self) -> date | None:
        """The day after which it is overdue, or ``None``.

        Only the register knows the date of a meeting: see ``Register.due_day``.
        """
        return self.reading.day

    @property
    def precision(self) -> Precision:
        """How exact the day is."""
        return self.reading.precision

    @property
    def unread(self) -> bool:
        """Whether it has words without a day that scrutiny can read, so that it is never overdue."""
        return bool(self.words) and not self.meeting and self.reading == (None, "words")

    def __str__(self) -> str:
        """The due date as a document prints it."""
        if self.words:
            return _in_words(self.words)
        if self.every:
            times = f"every {self.every}"
            return f"{times}, next {long_date(self.next)}" if self.next else times
        if self.meeting:
            return f"by the meeting {self.meeting}"
        if self.after:
            expected = f" (expected {_in_words(self.by)})" if self.by else ""
            return f"after {self.after}{expected}"
        if self.milestones:
            return "; ".join(
                f"{_in_words(step.by)}: {step.what}" if step.what else _in_words(step.by)
                for step in self.milestones
            )
        if self.either:
            return " or ".join(map(_in_words, self.either))
        if self.starts:
            return f"from {_in_words(self.starts)}"
        return _in_words(self.by) if self.by else "ongoing"
