"""Written questions from the public and from members of the council."""

from datetime import date, time
from typing import Literal

from pydantic import Field

from scrutiny_cli.domain.base import (
    CivilDate,
    ClockTime,
    CommitteeRecord,
    Id,
    Markdown,
    Model,
    Text,
    YesOrNo,
    words_for,
)
from scrutiny_cli.domain.committees import Rules
from scrutiny_cli.domain.meetings import QuestionKind
from scrutiny_cli.domain.notice import Deadline, count_back, deadlines
from scrutiny_cli.domain.working_days import WorkingDays


class Questioner(Model):
    """Who asks. An anonymous questioner's name and address are held elsewhere, never here."""

    name: Text | None = Field(None, description="Name, or initials, as published.")
    place: Text | None = Field(None, description="Town or parish, as published.")
    person: Id | None = Field(None, description="Id of a councillor of the register.")
    anonymous: YesOrNo = Field(False, description="yes prints `Name and address supplied`.")

    _bare_name = words_for("name")


class Received(Model):
    """When a question arrived."""

    on: CivilDate = Field(description="The day.")
    at: ClockTime | None = Field(None, description="The hour, if known.")

    _bare_day = words_for("on")


class Answer(Model):
    """An answer, or one part of it."""

    text: Markdown | None = Field(None, description="The answer.")
    by: Text | None = Field(None, description="Who answers.")
    mode: Literal["written", "oral"] = Field("written", description="How it was given.")
    on: CivilDate | None = Field(None, description="The day it was given.")
    part: Text | None = Field(None, description="The part of the question it answers.")

    _bare_text = words_for("text")


class QuestionRefusal(Model):
    """A refusal and the rule it rests on."""

    rule: Text = Field(description="The rule of the constitution.")
    reason: Markdown | None = Field(None, description="Why, in words that give nothing away.")

    _bare_rule = words_for("rule")


SupplementaryState = Literal["asked", "none", "none recorded", "not asked", "disallowed"]


class Supplementary(Model):
    """The supplementary question; a disallowed one stands without its text."""

    state: SupplementaryState | None = Field(None, description="What became of it.")
    question: Markdown | None = Field(None, description="The question.")
    answer: Answer | None = Field(None, description="The answer.")
    answers: tuple[Answer, ...] = Field((), description="The answers, where there are several.")
    answered_on: CivilDate | None = Field(None, description="The day it was answered.")
    disallowed: QuestionRefusal | None = Field(
        None, description="The rule under which it was disallowed."
    )
    reason: Text | None = Field(None, description="Why it was not asked.")
    owed: Text | None = Field(None, description="A written answer still owed, and by whom.")


class Question(CommitteeRecord):
    """A written question and its answer."""

    meeting: Id = Field(description="The meeting it was put to.")
    kind: QuestionKind = Field("public", description="From the public or a member.")
    ref: Text | None = Field(None, description="Its number as printed: PQ 1, MQ 1.")
    questioner: Questioner | None = Field(None, description="Who asks.")
    to: Text | None = Field(None, description="To whom.")
    received: Received | None = Field(None, description="When it arrived.")
    topic: Text | None = Field(None, description="What it is about, in a few words.")
    question: Markdown | None = Field(None, description="The question.")
    status: Literal["accepted", "refused"] = Field("accepted", description="Accepted or refused.")
    refused: QuestionRefusal | None = Field(
        None, description="The rule under which it was refused."
    )
    answer: Answer | None = Field(None, description="The answer.")
    answers: tuple[Answer, ...] = Field((), description="The answers, where there are several.")
    answered_on: CivilDate | None = Field(None, description="The day it was answered.")
    published_on: CivilDate | None = Field(None, description="The day the answer was published.")
    supplementary: Supplementary | None = Field(None, description="The supplementary question.")
    same_answer_as: Id | None = Field(None, description="The question with the same answer.")


Timing = Literal["in time", "late", "owed", "overdue", "not recorded", "not owed"]
"""How an answer stands to the day by which it must be out."""


def closing(kind: QuestionKind, meeting: date, rules: Rules) -> Deadline:
    """When questions of a kind close for a meeting on a day."""
    _, public, council = deadlines(meeting, rules)
    return public if kind == "public" else council


def answers_due(meeting: date, rules: Rules) -> Deadline:
    """The last day for an answer that leaves time for a supplementary question."""
    calendar = WorkingDays.of(rules)
    return count_back("answers", meeting, rules.answers.clear_days, calendar)


def after_closing(day: date, at: time | None, deadline: Deadline) -> bool:
    """Whether something came in after a deadline.

    What came on the last day at an hour nobody wrote down counts as in time.
    """
    if day != deadline.day or at is None or deadline.at is None:
        return day > deadline.day
    return at > deadline.at


def came_late(question: Question, deadline: Deadline) -> bool | None:
    """Whether a question came in after its deadline; ``None`` where no day is recorded."""
    received = question.received
    return after_closing(received.on, received.at, deadline) if received else None


def answers_of(part: Question | Supplementary) -> tuple[Answer, ...]:
    """The answers, whether the record gives one or several."""
    return (*((part.answer,) if part.answer else ()), *part.answers)


def answered_on(question: Question) -> date | None:
    """The day on which the last part of the answer was given."""
    days = [answer.on for answer in answers_of(question) if answer.on]
    return question.answered_on or max(days, default=None)


def answered_late(question: Question, due: Deadline, meeting: date) -> bool:
    """Whether an answer came after the day it was due; one given orally at the meeting did not."""
    day = answered_on(question)
    if day is None or day <= due.day:
        return False
    days = [(answer, answer.on or question.answered_on) for answer in answers_of(question)]
    after = [answer for answer, given in days if given and given > due.day]
    return day > meeting or not after or any(answer.mode != "oral" for answer in after)


def answer_timing(question: Question, due: Deadline, as_of: date, meeting: date) -> Timing:
    """How the answer to a question stands on a day to the day by which it must be out."""
    if question.status == "refused":
        return "not owed"
    if answered_on(question):
        return "late" if answered_late(question, due, meeting) else "in time"
    if answers_of(question) or question.same_answer_as:
        return "not recorded"
    return "overdue" if as_of > due.day else "owed"


def supplementary_state(question: Question) -> SupplementaryState:
    """What became of the supplementary question: as stated, or as the rest of it shows."""
    asked = question.supplementary
    if asked is None:
        return "none recorded"
    if asked.disallowed:
        return "disallowed"
    return asked.state or ("asked" if asked.question else "none recorded")
