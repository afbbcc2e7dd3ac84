"""Written questions from the public and from members of the council."""

from typing import Any, Literal

from pydantic import Field, model_validator

from scrutiny_cli.domain.base import (
    CivilDate,
    ClockTime,
    CommitteeRecord,
    Id,
    Markdown,
    Model,
    Text,
    words_under,
)


class Questioner(Model):
    """Who asks. An anonymous questioner's name and address are held elsewhere, never here."""

    name: Text | None = Field(None, description="Name, or initials, as published.")
    place: Text | None = Field(None, description="Town or parish, as published.")
    person: Id | None = Field(None, description="Id of a councillor of the register.")
    anonymous: bool = Field(False, description="yes prints `Name and address supplied`.")

    @model_validator(mode="before")
    @classmethod
    def _bare_name(cls, value: Any) -> Any:
        return words_under("name")(value)


class Received(Model):
    """When a question arrived."""

    on: CivilDate = Field(description="The day.")
    at: ClockTime | None = Field(None, description="The hour, if known.")

    @model_validator(mode="before")
    @classmethod
    def _bare_day(cls, value: Any) -> Any:
        return words_under("on")(value)


class Answer(Model):
    """An answer, or one part of it."""

    text: Markdown | None = Field(None, description="The answer.")
    by: Text | None = Field(None, description="Who answers.")
    mode: Literal["written", "oral"] = Field("written", description="How it was given.")
    on: CivilDate | None = Field(None, description="The day it was given.")
    part: Text | None = Field(None, description="The part of the question it answers.")

    @model_validator(mode="before")
    @classmethod
    def _bare_text(cls, value: Any) -> Any:
        return words_under("text")(value)


class Refusal(Model):
    """A refusal and the rule it rests on."""

    rule: Text = Field(description="The rule of the constitution.")
    reason: Markdown | None = Field(None, description="Why, in words that give nothing away.")

    @model_validator(mode="before")
    @classmethod
    def _bare_rule(cls, value: Any) -> Any:
        return words_under("rule")(value)


SupplementaryState = Literal["asked", "none", "none recorded", "not asked", "disallowed"]


class Supplementary(Model):
    """The supplementary question; a disallowed one stands without its text."""

    state: SupplementaryState | None = Field(None, description="What became of it.")
    question: Markdown | None = Field(None, description="The question.")
    answer: Answer | None = Field(None, description="The answer.")
    answers: tuple[Answer, ...] = Field((), description="The answers, where there are several.")
    answered_on: CivilDate | None = Field(None, description="The day it was answered.")
    disallowed: Refusal | None = Field(None, description="The rule under which it was disallowed.")
    reason: Text | None = Field(None, description="Why it was not asked.")
    owed: Text | None = Field(None, description="A written answer still owed, and by whom.")


class Question(CommitteeRecord):
    """A written question and its answer."""

    meeting: Id = Field(description="The meeting it was put to.")
    kind: Literal["public", "council"] = Field("public", description="From the public or a member.")
    ref: Text | None = Field(None, description="Its number as printed: PQ 1, MQ 1.")
    questioner: Questioner | None = Field(None, description="Who asks.")
    to: Text | None = Field(None, description="To whom.")
    received: Received | None = Field(None, description="When it arrived.")
    topic: Text | None = Field(None, description="What it is about, in a few words.")
    question: Markdown | None = Field(None, description="The question.")
    status: Literal["accepted", "refused"] = Field("accepted", description="Accepted or refused.")
    refused: Refusal | None = Field(None, description="The rule under which it was refused.")
    answer: Answer | None = Field(None, description="The answer.")
    answers: tuple[Answer, ...] = Field((), description="The answers, where there are several.")
    answered_on: CivilDate | None = Field(None, description="The day it was answered.")
    published_on: CivilDate | None = Field(None, description="The day the answer was published.")
    supplementary: Supplementary | None = Field(None, description="The supplementary question.")
    same_answer_as: Id | None = Field(None, description="The question with the same answer.")
