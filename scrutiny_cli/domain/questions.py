"""Written questions from the public and from members of the council, petitions, statements and speakers."""

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
    PastDate,
    Text,
    Whole,
    YesOrNo,
    words_for,
)
from scrutiny_cli.domain.committees import Rules
from scrutiny_cli.domain.dates import earliest
from scrutiny_cli.domain.meetings import QuestionKind
from scrutiny_cli.domain.notice import Deadline, count_back
from scrutiny_cli.domain.working_days import WorkingDays


class Questioner(Model):
    """The person who asks. Never record an anonymous questioner's name and address here."""

    name: Text | None = Field(None, description="Name or initials, as published.")
    place: Text | None = Field(None, description="Town or parish, as published.")
    person: Id | None = Field(None, description="Id of a councillor in the register.")
    anonymous: YesOrNo = Field(False, description="`yes` to print `Name and address supplied`.")

    _bare_name = words_for("name")


class Received(Model):
    """When a question arrived."""

    on: CivilDate = Field(description="The date.")
    at: ClockTime | None = Field(None, description="The time, if known.")

    _bare_day = words_for("on")


class Answer(Model):
    """An answer, or one part of it."""

    text: Markdown | None = Field(None, description="The answer.")
    by: Text | None = Field(None, description="Who answered.")
    mode: Literal["written", "oral"] = Field("written", description="How it was given.")
    on: PastDate | None = Field(None, description="The date of the answer.")
    part: Text | None = Field(None, description="The part of the question that it answers.")

    _bare_text = words_for("text")


class QuestionRefusal(Model):
    """A refusal and the rule that it relies on."""

    rule: Text = Field(description="The rule of the constitution.")
    reason: Markdown | None = Field(None, description="The reason, without quoting the question.")

    _bare_rule = words_for("rule")


SupplementaryState = Literal["asked", "none", "none recorded", "not asked", "disallowed"]


class Supplementary(Model):
    """The supplementary question. A disallowed one has no text."""

    state: SupplementaryState | None = Field(None, description="The outcome.")
    question: Markdown | None = Field(None, description="The question.")
    answer: Answer | None = Field(None, description="The answer.")
    answers: tuple[Answer, ...] = Field((), description="The answers, if there are several.")
    answered_on: PastDate | None = Field(None, description="The date it was answered.")
    disallowed: QuestionRefusal | None = Field(None, description="The rule that disallowed it.")
    reason: Text | None = Field(None, description="Why it was not asked.")
    owed: Text | None = Field(None, description="The written answer still owed, and who owes it.")


class Question(CommitteeRecord):
    """A written question and its answer, or a petition, statement, speaker or deputation."""

    meeting: Id = Field(description="The meeting it was put to.")
    kind: QuestionKind = Field(
        "public",
        description="A question from the public or from a member of the council, or a petition, "
        "statement, speaker or deputation.",
    )
    ref: Text | None = Field(None, description="Its number as printed, such as PQ 1 or MQ 1.")
    questioner: Questioner | None = Field(None, description="Who asks, or who brings it.")
    lead: Text | None = Field(
        None, description="The lead petitioner or spokesperson, if that is another person."
    )
    names: Whole | None = Field(
        None, ge=1, description="How many names it has: signatures, or people in a deputation."
    )
    to: Text | None = Field(None, description="Who should answer.")
    received: Received | None = Field(None, description="When it arrived.")
    topic: Text | None = Field(None, description="Its topic, in a few words.")
    question: Markdown | None = Field(None, description="The question.")
    status: Literal["accepted", "refused"] = Field("accepted", description="Accepted or refused.")
    refused: QuestionRefusal | None = Field(None, description="The rule for refusing it.")
    answer: Answer | None = Field(None, description="The answer.")
    answers: tuple[Answer, ...] = Field((), description="The answers, if there are several.")
    answered_on: PastDate | None = Field(None, description="The date it was answered.")
    published_on: CivilDate | None = Field(None, description="The date the answer was published.")
    resolved: Markdown | None = Field(None, description="What was resolved about it.")
    supplementary: Supplementary | None = Field(None, description="The supplementary question.")
    same_answer_as: Id | None = Field(None, description="The question with the same answer.")


ANSWERED: tuple[QuestionKind, ...] = ("public", "council")
"""The kinds that have a written answer before the meeting, and a supplementary question at it."""

Timing = Literal["in time", "late", "owed", "overdue", "not recorded", "not owed"]
"""Whether an answer met the deadline for answers."""


def number_of_names(question: Question) -> str | None:
    """How many names a petition or a deputation has: ``1,204 names``."""
    number = question.names
    return f"{number:,} name{'' if number == 1 else 's'}" if number else None


def answers_due(meeting: date, rules: Rules) -> Deadline:
    """The deadline for answers, which leaves time for a supplementary question."""
    calendar = WorkingDays.of(rules)
    return count_back("answers", meeting, rules.answers.clear_days, calendar)


def after_closing(day: date, at: time | None, deadline: Deadline) -> bool:
    """Whether something arrived after a deadline.

    Without a time of arrival, the last day is in time.
    """
    if day != deadline.day or at is None or deadline.at is None:
        return day > deadline.day
    return at > deadline.at


def came_late(question: Question, deadline: Deadline) -> bool | None:
    """Whether a question arrived after its deadline, or ``None`` if no date is recorded."""
    received = question.received
    return after_closing(received.on, received.at, deadline) if received else None


def answers_of(part: Question | Supplementary) -> tuple[Answer, ...]:
    """The answers to a question, in both fields."""
    return (*((part.answer,) if part.answer else ()), *part.answers)


def answered_on(question: Question) -> date | None:
    """The date of the last part of the answer."""
    days = [answer.on for answer in answers_of(question) if answer.on]
    return question.answered_on or max(days, default=None)


def answered_late(question: Question, due: Deadline, meeting: date) -> bool:
    """Whether an answer was late. An oral answer at the meeting is not."""
    day = answered_on(question)
    if day is None or earliest(day) <= due.day:
        return False
    dated = [(answer, answer.on or question.answered_on) for answer in answers_of(question)]
    after = [answer for answer, answer_day in dated if answer_day and answer_day > due.day]
    return day > meeting or not after or any(answer.mode != "oral" for answer in after)


def answer_timing(question: Question, due: Deadline, as_of: date, meeting: date) -> Timing:
    """Whether the answer to a question met its deadline, on a date."""
    if question.status == "refused":
        return "not owed"
    if answered_on(question):
        return "late" if answered_late(question, due, meeting) else "in time"
    if answers_of(question) or question.same_answer_as:
        return "not recorded"
    return "overdue" if as_of > due.day else "owed"


def supplementary_state(question: Question) -> SupplementaryState:
    """The outcome of the supplementary question: as recorded, or as its other fields show."""
    supplementary = question.supplementary
    if supplementary is None:
        return "none recorded"
    if supplementary.disallowed:
        return "disallowed"
    return supplementary.state or ("asked" if supplementary.question else "none recorded")
