"""The work programme and the reviews that result from it."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from scrutiny_cli.domain.base import (
    CommitteeRecord,
    Id,
    Markdown,
    Model,
    Note,
    OwnColumns,
    PastDate,
    Several,
    Text,
    YesOrNo,
)
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.municipal_year import municipal_year, read_year
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

# The part of a title that changes from year to year.
_YEARS = re.compile(r"\b(?:19|20)\d{2}(?:\s*[/-]\s*\d{2,4})?\b", re.ASCII)
_NOT_A_WORD = re.compile(r"[\W_]+")


def _read_municipal_year(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return read_year(value)
    except ValueError as fault:
        raise PydanticCustomError("bad-value", "{why}", {"why": str(fault)}) from None


MunicipalYear = Annotated[Text, BeforeValidator(_read_municipal_year)]
"""A municipal year: ``2021/22``. ``2021-22`` means the same."""


class TopicMove(Model):
    """A move of a topic from one meeting or list to another."""

    from_: Text = Field(alias="from", description="Id of a meeting, or name of a list.")
    to: Text = Field(description="Id of a meeting, or name of a list.")
    on: PastDate | None = Field(None, description="The date of the move.")
    why: Markdown | None = Field(None, description="The reason given.")


class Topic(CommitteeRecord, OwnColumns):
    """A topic on the work programme: at a meeting, or on one of the lists."""

    topic: Text = Field(description="What it is about.")
    description: Markdown | None = Field(None, description="What the committee will look at.")
    types: Words = Field((), description="Types of scrutiny, such as review or call-in.")
    printed_type: Text | None = Field(None, description="The type as the paper prints it.")
    origin: Markdown | None = Field(None, description="Where it came from.")
    suggested_by: Text | None = Field(None, description="Who suggested it.")
    leads: Owners = Field((), description="Lead officers or report authors.")
    position: tuple[Note, ...] = Field((), description="The current position, in dated entries.")
    meeting: Id | None = Field(None, description="The meeting it is planned for.")
    list: ProgrammeList | None = Field(None, description="Its list, if it is not at a meeting.")
    target: Due | None = Field(None, description="When it is wanted, for a topic on a list.")
    year: MunicipalYear | None = Field(None, description="Its municipal year, such as 2021/22.")
    yearly: YesOrNo = Field(False, description="`yes` if it comes back every municipal year.")
    moved: tuple[TopicMove, ...] = Field((), description="Each move, oldest first.")
    same_as: Annotated[tuple[Id, ...], Several] = Field(
        (), description="The same topic elsewhere on the programme, on purpose."
    )
    twice_because: Markdown | None = Field(None, description="Why it is in two places at once.")
    review: Id | None = Field(None, description="The review that looks at it.")

    def before(self, move: TopicMove) -> dict[str, Any]:
        """The fields that were different before a move."""
        on_list = move.from_ in PROGRAMME_LISTS
        return {
            "list": move.from_ if on_list else None,
            "meeting": None if on_list else move.from_,
        }


def wording(topic: Topic, *, years: bool = True) -> str:
    """A topic's words for comparison, without capitals and punctuation, and perhaps without years."""
    words = topic.topic if years else _YEARS.sub(" ", topic.topic)
    return _NOT_A_WORD.sub(" ", words.casefold()).strip()


def year_of(topic: Topic, meetings: Mapping[str, Meeting]) -> str | None:
    """The municipal year of a topic: its own, or its meeting's, or ``None`` for some on lists."""
    if topic.year:
        return topic.year
    meeting = meetings.get(topic.meeting or "")
    return municipal_year(meeting.date) if meeting else None


def list_of(topic: Topic, meetings: Mapping[str, Meeting]) -> ProgrammeList | None:
    """The list of a topic that is not at a meeting. Without a list it is `to schedule`."""
    if topic.meeting in meetings:
        return None
    return topic.list or "to schedule"


def is_deferral(move: TopicMove, meetings: Mapping[str, Meeting]) -> bool:
    """Whether a move defers a topic: from a meeting to a later one, or to a list."""
    before, after = meetings.get(move.from_), meetings.get(move.to)
    if before is None:
        return False
    return before.date < after.date if after else move.to in PROGRAMME_LISTS


def deferrals(topic: Topic, meetings: Mapping[str, Meeting]) -> int:
    """The number of times that a topic was deferred."""
    return sum(is_deferral(move, meetings) for move in topic.moved)


def namesakes(programme: Mapping[str, Topic]) -> dict[str, frozenset[str]]:
    """For each topic, its own id and those that ``same_as`` joins it to, in either direction."""
    joined = {key: {key, *topic.same_as} for key, topic in programme.items()}
    for key, topic in programme.items():
        for other in topic.same_as:
            joined.setdefault(other, {other}).add(key)
    return {key: frozenset(names) for key, names in joined.items()}


def on_agenda(names: Collection[str], meeting: Meeting) -> bool | None:
    """Whether an item of a meeting covers one of some topics, or ``None`` if that is not known.

    It is not known while an agenda has no items, or if one of its items is not open.
    """
    if any(item.programme in names for item in meeting.items):
        return True
    if not meeting.items or meeting.taken_in_private:
        return None
    return False


ReviewStatus = Literal["proposed", "agreed", "under way", "reported", "closed"]


class TimetableEntry(Model):
    """One step of a review's timetable."""

    activity: Text = Field(description="What happens.")
    when: Due = Field(description="When.")


class Review(CommitteeRecord):
    """A task and finish group or a spotlight review, as in its scoping document."""

    title: Text = Field(description="Title of the review.")
    type: Literal["task and finish", "spotlight"] = Field(
        "task and finish",
        description="A group that works for some time, or a single session.",
    )
    chair: PersonRef | None = Field(None, description="Its chair.")
    members: tuple[PersonRef, ...] = Field((), description="Its members.")
    membership: Markdown | None = Field(None, description="Its membership in words.")
    co_optees: tuple[PersonRef, ...] = Field((), description="Up to two co-optees, without a vote.")
    co_optees_sought: Words = Field((), description="People whom the group would like to co-opt.")
    support_members: tuple[PersonRef, ...] = Field((), description="Support members.")
    support_officers: tuple[Text, ...] = Field((), description="Support officers.")
    cabinet_members: Words = Field((), description="The cabinet members concerned.")
    reason: Markdown | None = Field(None, description="The reason for the review.")
    corporate_plan: Markdown | None = Field(None, description="Links to the corporate plan.")
    summary: Markdown | None = Field(None, description="A summary of the review.")
    scope: tuple[Markdown, ...] = Field((), description="Terms of reference.")
    excluded: tuple[Markdown, ...] = Field((), description="What the review does not include.")
    outcomes: tuple[Markdown, ...] = Field((), description="Potential outcomes.")
    key_questions: tuple[Markdown, ...] = Field((), description="Key questions.")
    witnesses: Words = Field((), description="Potential witnesses.")
    consultees: Words = Field((), description="Key stakeholders and consultees.")
    research: tuple[Markdown, ...] = Field((), description="Research required.")
    visits: tuple[Markdown, ...] = Field((), description="Potential visits.")
    publicity: Markdown | None = Field(None, description="Publicity requirements.")
    timetable: tuple[TimetableEntry, ...] = Field((), description="The outline timetable.")
    agreed_at: Id | None = Field(None, description="The meeting that agreed the scope.")
    reports_to: Annotated[tuple[Id, ...], Several] = Field(
        (), description="The meeting it reports to, or several possible ones."
    )
    held: Annotated[tuple[PastDate, ...], Several] = Field((), description="The dates it met.")
    amended: Markdown | None = Field(
        None, description="What of the scope was amended after it was agreed."
    )
    footnotes: tuple[Markdown, ...] = Field((), description="Footnotes of its scoping document.")
    reported_on: PastDate | None = Field(None, description="The date it reported.")
    status: ReviewStatus | None = Field(
        None, description="Its status, if not clear by its dates. It then holds on every day."
    )


def review_status(review: Review, meetings: Mapping[str, Meeting], as_of: date) -> ReviewStatus:
    """The status of a review on a date: as its record says, or by its dates."""
    if review.status:
        return review.status
    if review.reported_on and review.reported_on <= as_of:
        return "reported"
    if any(day <= as_of for day in review.held):
        return "under way"
    agreed = meetings.get(review.agreed_at or "")
    return "agreed" if agreed and agreed.date <= as_of else "proposed"
