"""Decisions of the executive, the notices before them, and call-ins.

A key decision needs notice of 28 clear days, and so does a private meeting, with a further notice five
clear days before it: SI 2012/2089, regulations 5 and 9. The exceptions are in regulations 5(6), 10 and 11.
Those days are not working days, unless the council's rules say so. A call-in stops a decision that has
been made and not implemented: Local Government Act 2000 s.9F. How that is done is the council's own rule.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import Field

from scrutiny_cli.domain.actions import Moved, Withdrawn
from scrutiny_cli.domain.base import (
    CivilDate,
    Id,
    Markdown,
    Model,
    OwnColumns,
    Record,
    Text,
    Whole,
    YesOrNo,
    words_for,
)
from scrutiny_cli.domain.committees import CallInRule, Contact, DecisionNotice
from scrutiny_cli.domain.dates import ONE_DAY
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.meetings import Classification, Classified, Exemption, Paper
from scrutiny_cli.domain.people import PersonRef, Words
from scrutiny_cli.domain.questions import Received
from scrutiny_cli.domain.working_days import WorkingDays

UrgencyRule = Literal["general exception", "special urgency"]
Outcome = Literal[
    "upheld", "referred back", "referred to council", "withdrawn", "no further action"
]


class Urgency(Model):
    """Why a key decision had less notice: SI 2012/2089 regulation 10 or 11."""

    rule: UrgencyRule = Field(
        description="`general exception`: a notice five clear days before. `special urgency`: less "
        "than that, and the chair agreed."
    )
    notice_on: CivilDate | None = Field(
        None, description="The date the chair was informed and the notice was published."
    )
    agreed_by: Text | None = Field(None, description="Who agreed that it is urgent.")
    agreed_on: CivilDate | None = Field(None, description="The date they agreed.")
    reason: Markdown | None = Field(None, description="Why it is urgent, as the notice says.")

    _bare_rule = words_for("rule")


class Representation(Model):
    """A representation that the meeting should be open to the public, and the response."""

    text: Markdown = Field(description="What was said.")
    by: Text | None = Field(None, description="Who said it, if that is published.")
    response: Markdown | None = Field(None, description="The statement of response.")

    _bare_text = words_for("text")


class PrivateNotice(Model):
    """The notice that a meeting will be private: SI 2012/2089 regulation 5.

    What it says is public from the date it was published. Without that date nothing of it is shown
    but its paragraphs.
    """

    paragraphs: tuple[Annotated[Whole, Field(ge=1, le=18)], ...] = Field(
        (), description="Paragraphs of Schedule 12A to the Local Government Act 1972."
    )
    public_title: Text | None = Field(None, description="The title the public notice shows.")
    reasons: Markdown | None = Field(
        None, description="The statement of reasons, as the notice publishes it."
    )
    published_on: CivilDate | None = Field(
        None, description="The date of the first notice. From then on its words are public."
    )
    again_on: CivilDate | None = Field(None, description="The date of the further notice.")
    representations: tuple[Representation, ...] = Field(
        (), description="Representations received, each with its response."
    )
    agreed_by: Text | None = Field(
        None, description="Who agreed that the meeting is urgent, if the notice was shorter."
    )


class ExecutiveDecision(Classified, Record, OwnColumns):
    """A decision of the executive, from its notice on the forward plan to what became of it."""

    committee: Id | None = Field(
        None, description="The committee that may call it in, if that is one of several."
    )
    ref: Text | None = Field(None, description="Its number, as printed.")
    title: Text | None = Field(None, description="What is to be decided, as printed.")
    description: Markdown | None = Field(None, description="More about it.")
    maker: Text | None = Field(None, description="Who decides: a body, a member or a post.")
    key: YesOrNo = Field(False, description="`yes` for a key decision.")
    why_key: Text | None = Field(None, description="What makes it one: the money, the wards.")
    classification: Classification = Field("open", description="open, exempt or confidential.")
    exempt: Exemption | None = Field(
        None, description="For an exempt decision: why, and its title."
    )
    private: PrivateNotice | None = Field(
        None,
        description="The notice that it will be taken in private. The decision is then exempt, "
        "unless the record says `classification: open`.",
    )
    notice_published: CivilDate | None = Field(
        None, description="The date it was first on the notice of key decisions."
    )
    due: Due | None = Field(None, description="When it will be taken: a date or a month.")
    moved: tuple[Moved, ...] = Field((), description="Each change of that date, oldest first.")
    urgency: Urgency | None = Field(
        None, description="`general exception` or `special urgency`, if the notice was shorter."
    )
    lead: Words = Field((), description="The lead member.")
    contact: Contact | None = Field(None, description="The officer to ask.")
    wards: Words = Field((), description="Wards affected.")
    consultation: Markdown | None = Field(None, description="Who is consulted, and how.")
    papers: tuple[Paper, ...] = Field((), description="The documents for the decision.")
    other_committees: Words = Field((), description="Other committees that look at it.")
    topic: Id | None = Field(None, description="The work-programme topic that looks at it.")
    taken_on: CivilDate | None = Field(None, description="The date it was taken.")
    decided: Markdown | None = Field(None, description="What was decided.")
    reasons: Markdown | None = Field(None, description="The reasons for it.")
    published_on: CivilDate | None = Field(
        None, description="The date it was published. The time for a call-in starts with it."
    )
    subject_to_call_in: YesOrNo = Field(
        True, description="`no` if it cannot be called in, such as an urgent decision."
    )
    no_call_in_because: Markdown | None = Field(
        None, description="Why it cannot be called in, and who agreed."
    )
    effective_from: CivilDate | None = Field(
        None, description="The date it takes effect, if not by the rule for call-ins."
    )
    implemented_on: CivilDate | None = Field(None, description="The date it was implemented.")
    withdrawn: Withdrawn | None = Field(None, description="Why it will not be taken.")

    @property
    def open(self) -> bool:
        """Whether the public may see all of it."""
        if self.classification != "open" or self.exempt:
            return False
        return self.private is None or "classification" in self.model_fields_set

    @property
    def called(self) -> str:
        """Its title, or the one for the public."""
        public = (part.public_title for part in (self.exempt, self.private) if part)
        return self.title or next(filter(None, public), None) or "Untitled decision"

    def before(self, move: Moved) -> dict[str, Any]:
        """The fields that were different before a move."""
        return {"due": move.from_}


class Ruling(Model):
    """Who decided whether a call-in is valid, and why."""

    by: Text | None = Field(None, description="Who decided it.")
    on: CivilDate | None = Field(None, description="The date.")
    why: Markdown | None = Field(None, description="Why.")

    _bare_words = words_for("why")


class CallIn(Record, OwnColumns):
    """A call-in of a decision: who asked for it, why, and what the committee decided."""

    committee: Id | None = Field(None, description="The committee, if its meeting is not known.")
    decision: Id = Field(description="The decision that is called in.")
    received: Received | None = Field(None, description="When it arrived: a date, and a time.")
    callers: tuple[PersonRef, ...] = Field(
        (), description="Who called it in: ids of people, or `{name: ...}`."
    )
    signed_by: Whole | None = Field(
        None, ge=1, description="How many signed it, if not each is named."
    )
    grounds: Markdown | None = Field(None, description="Why it was called in.")
    alternative: Markdown | None = Field(None, description="What the callers propose instead.")
    valid: Ruling | None = Field(None, description="Who found it valid, and why.")
    refused: Ruling | None = Field(None, description="Who found it not valid, and why.")
    meeting: Id | None = Field(None, description="The meeting that hears it.")
    outcome: Outcome | None = Field(
        None,
        description="What the committee decided. `upheld` means that the decision was upheld.",
    )
    printed_outcome: Text | None = Field(None, description="The outcome as the paper prints it.")
    then: Markdown | None = Field(None, description="What happened afterwards.")

    @property
    def number_of_callers(self) -> int:
        """How many called it in."""
        return self.signed_by or len(self.callers)


@dataclass(frozen=True)
class CallInWindow:
    """The time in which a decision may be called in, and when it takes effect without a call-in.

    ``counted`` are the working days of the council's rule, the last one too if that does not count.
    """

    published: date
    last: date
    at: time | None
    effective: date
    counted: tuple[date, ...]

    def holds(self, received: Received) -> bool:
        """Whether something that arrived then came in time. Without a time, the last day does."""
        if received.on != self.last or self.at is None or received.at is None:
            return self.published <= received.on <= self.last
        return received.at <= self.at


def working_days_after(day: date, number: int, calendar: WorkingDays) -> tuple[date, ...]:
    """The first working days after a date, so many of them."""
    days: list[date] = []
    while len(days) < number:
        day += ONE_DAY
        if calendar.works(day):
            days.append(day)
    return tuple(days)


def call_in_window(published: date, rule: CallInRule, calendar: WorkingDays) -> CallInWindow:
    """The time for call-ins of a decision that was published on a date.

    A last day that does not count is the day on which the decision takes effect.
    """
    days = (published, *working_days_after(published, rule.working_days + 1, calendar))
    last = rule.working_days if rule.counts_last_day else rule.working_days - 1
    return CallInWindow(published, days[last], rule.at, days[last + 1], days[1:-1])


def hear_by(received: date, rule: CallInRule, calendar: WorkingDays) -> date | None:
    """The last day to hear a call-in that arrived on a date, if the rule has one."""
    if rule.heard_within is None:
        return None
    return working_days_after(received, rule.heard_within, calendar)[-1]


def clear_days(first: date, last: date, notice: DecisionNotice, calendar: WorkingDays) -> int:
    """The days strictly between two dates, counted as a notice counts them; 0 if there are none."""
    if notice.counted_in == "days":
        return max((last - first).days - 1, 0)
    return len([n for n in range(1, (last - first).days) if calendar.works(first + n * ONE_DAY)])


def earliest_after(first: date, number: int, notice: DecisionNotice, calendar: WorkingDays) -> date:
    """The first date that leaves so many clear days after a notice."""
    if notice.counted_in == "days":
        return first + (number + 1) * ONE_DAY
    return ([first, *working_days_after(first, number, calendar)][-1]) + ONE_DAY


DecisionState = Literal[
    "to come",
    "date passed",
    "withdrawn",
    "taken",
    "may be called in",
    "called in",
    "referred back",
    "referred to council",
    "in effect",
    "implemented",
]


def decision_state(
    decision: ExecutiveDecision,
    effective: date | None,
    outcomes: tuple[Outcome | None, ...],
    as_of: date,
) -> DecisionState:
    """The state of a decision on a date; ``outcomes`` are those of its valid call-ins, in order."""
    due = decision.due.day if decision.due else None
    asked = [outcome for outcome in outcomes if outcome != "withdrawn"]
    outcome = asked[-1] if asked else "no further action"
    if decision.withdrawn:
        return "withdrawn"
    if decision.implemented_on:
        return "implemented"
    if decision.taken_on is None and decision.published_on is None:
        return "date passed" if due and due < as_of else "to come"
    if outcome is None:
        return "called in"
    if outcome == "referred back":
        return "referred back"
    if outcome == "referred to council":
        return "referred to council"
    if asked or (effective and effective <= as_of):
        return "in effect"
    return "may be called in" if decision.subject_to_call_in and effective else "taken"
