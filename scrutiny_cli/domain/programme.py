"""The work programme, and the reviews that come out of it."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from scrutiny_cli.domain.base import (
    CivilDate,
    CommitteeRecord,
    Id,
    Markdown,
    Model,
    Note,
    Several,
    Text,
)
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.people import Owners, PersonRef, Words

ProgrammeList = Literal[
    "to schedule",
    "briefing note",
    "workshop",
    "task and finish",
    "annual report",
    "proposed",
]

PROGRAMME_LISTS: tuple[ProgrammeList, ...] = get_args(ProgrammeList)


class TopicMove(Model):
    """A topic moved from one meeting or list to another."""

    from_: Text = Field(alias="from", description="Id of a meeting, or name of a list.")
    to: Text = Field(description="Id of a meeting, or name of a list.")
    on: CivilDate | None = Field(None, description="The day of the move.")
    why: Markdown | None = Field(None, description="The reason given.")


class Topic(CommitteeRecord):
    """A topic on the work programme: at a meeting, or on one of the lists beside it."""

    topic: Text = Field(description="What it is about.")
    description: Markdown | None = Field(None, description="What the committee will look at.")
    types: Words = Field((), description="Types of scrutiny: pre-decision scrutiny, call-in.")
    printed_type: Text | None = Field(None, description="The type in the words of the paper.")
    origin: Markdown | None = Field(None, description="Where it came from.")
    suggested_by: Text | None = Field(None, description="Who suggested it.")
    leads: Owners = Field((), description="Lead officers or report authors.")
    position: tuple[Note, ...] = Field((), description="Current position, dated entries.")
    meeting: Id | None = Field(None, description="The meeting it is planned for.")
    list: ProgrammeList | None = Field(None, description="The list it stands on instead.")
    target: Due | None = Field(None, description="When it is wanted, for a list.")
    year: Text | None = Field(None, description="Municipal year of the programme: 2021/22.")
    yearly: bool = Field(False, description="yes for what comes back every municipal year.")
    moved: tuple[TopicMove, ...] = Field((), description="Every move, oldest first.")
    same_as: Annotated[tuple[Id, ...], Several] = Field(
        (), description="The same topic elsewhere, known and meant."
    )
    review: Id | None = Field(None, description="The review that takes it up.")


class TimetableEntry(Model):
    """One step of a review's timetable."""

    activity: Text = Field(description="What happens.")
    when: Due = Field(description="When.")


class Review(CommitteeRecord):
    """A task and finish group or spotlight review, as its scoping document sets it out."""

    title: Text = Field(description="Title of the review.")
    type: Literal["task and finish", "spotlight"] = Field(
        "task and finish",
        description="A group that works for a time, or a single session.",
    )
    chair: PersonRef | None = Field(None, description="Who chairs it.")
    members: tuple[PersonRef, ...] = Field((), description="Its members.")
    membership: Markdown | None = Field(None, description="Membership in words.")
    co_optees: tuple[PersonRef, ...] = Field((), description="Up to two, without a vote.")
    co_optees_sought: Words = Field((), description="Whom the group would co-opt.")
    support_members: tuple[PersonRef, ...] = Field((), description="Support members.")
    support_officers: tuple[Text, ...] = Field((), description="Support officers.")
    cabinet_members: Words = Field((), description="The cabinet members concerned.")
    reason: Markdown | None = Field(None, description="Reason for the review.")
    corporate_plan: Markdown | None = Field(None, description="Links to the corporate plan.")
    summary: Markdown | None = Field(None, description="Summary of the review.")
    scope: tuple[Markdown, ...] = Field((), description="Terms of reference.")
    excluded: tuple[Markdown, ...] = Field((), description="What will not be included.")
    outcomes: tuple[Markdown, ...] = Field((), description="Potential outcomes.")
    key_questions: tuple[Markdown, ...] = Field((), description="Key questions.")
    witnesses: Words = Field((), description="Potential witnesses.")
    consultees: Words = Field((), description="Key stakeholders and consultees.")
    research: tuple[Markdown, ...] = Field((), description="Research required.")
    visits: tuple[Markdown, ...] = Field((), description="Potential visits.")
    publicity: Markdown | None = Field(None, description="Publicity requirements.")
    timetable: tuple[TimetableEntry, ...] = Field((), description="Outline timetable.")
    agreed_at: Id | None = Field(None, description="The meeting that agreed the scope.")
    reports_to: Annotated[tuple[Id, ...], Several] = Field(
        (), description="The meeting it reports to; alternatives allowed."
    )
