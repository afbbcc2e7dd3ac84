"""Meetings: the agenda, who was there, and what was minuted."""

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from scrutiny_cli.domain.base import (
    CivilDate,
    ClockTime,
    CommitteeRecord,
    Id,
    Markdown,
    Model,
    Several,
    Text,
    Whole,
    YesOrNo,
    words_for,
)
from scrutiny_cli.domain.committees import Contact, Rules, StandingItem, StandingItems
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.people import Owners, PersonRef, Words

Status = Literal["scheduled", "published", "held", "cancelled", "superseded"]
Classification = Literal["open", "exempt", "confidential"]


_SUPPLEMENT = re.compile(r"0{0,2}[1-9][0-9]?")


def _read_state(value: Any) -> int | str:
    if isinstance(value, str):
        if value == "to follow":
            return value
        if _SUPPLEMENT.fullmatch(value):
            return int(value)
    raise PydanticCustomError(
        "bad-choice",
        "expected `to follow`, or the number of the supplement the paper came in",
    )


ItemState = Annotated[
    int | str,
    PlainValidator(_read_state),
    WithJsonSchema(
        {
            "anyOf": [
                {"const": "to follow"},
                {"type": "integer", "minimum": 1, "maximum": 99},
                {"type": "string", "pattern": "^[0-9]+$"},
            ]
        }
    ),
]


class Exemption(Model):
    """Why an item or a paper is private: Local Government Act 1972, Schedule 12A."""

    paragraphs: tuple[Annotated[Whole, Field(ge=1, le=7)], ...] = Field(
        (), description="Paragraphs of Schedule 12A, 1 to 7."
    )
    reason: Markdown | None = Field(
        None,
        description="Why the public interest in exemption outweighs that in disclosure.",
    )
    public_title: Text | None = Field(None, description="The title the public agenda shows.")


class Classified:
    """What is open to the public, or exempt, or confidential."""

    classification: Classification
    exempt: Exemption | None

    @property
    def open(self) -> bool:
        """Whether the public may see it."""
        return self.classification == "open" and self.exempt is None


class Paper(Classified, Model):
    """A document that belongs to an item. One of an open item may be exempt by itself."""

    title: Text = Field("", description="Title as it is printed.")
    file: Text | None = Field(
        None, description="Path from the folder `records/`, with forward slashes."
    )
    appendix: Text | None = Field(None, description="Its letter or number as an appendix.")
    pages: Text | None = Field(None, description="Pages in the printed pack: `17-36`.")
    classification: Classification = Field("open", description="open, exempt or confidential.")
    exempt: Exemption | None = Field(None, description="For an exempt paper: why, and its title.")

    _bare_title = words_for("title")


class Item(Classified, Model):
    """An agenda item: a standing item of the committee by name, or one of the meeting's own."""

    standing: Id | None = Field(None, description="Id of the committee's standing item.")
    id: Id | None = Field(None, description="Name of the item, unique within the meeting.")
    title: Text | None = Field(None, description="Title as printed.")
    purpose: Markdown | None = Field(None, description="What the committee is asked to do.")
    numbered: YesOrNo | None = Field(None, description="no for front matter without a number.")
    pages: Text | None = Field(None, description="Pages in the printed pack: `17-36`.")
    scrutiny: Words = Field((), description="Type of scrutiny: performance review, call-in.")
    programme: Id | None = Field(None, description="The work-programme topic it fulfils.")
    classification: Classification = Field("open", description="open, exempt or confidential.")
    decision_type: Text | None = Field(None, description="Not an executive decision, key, non-key.")
    wards: Words = Field((), description="Wards affected.")
    report_by: Words = Field((), description="The posts that wrote the report.")
    papers: tuple[Paper, ...] = Field((), description="The report and its appendices.")
    background_papers: tuple[Paper, ...] = Field(
        (), description="Background papers: Local Government Act 1972 s.100D."
    )
    recommends: tuple[Markdown, ...] = Field((), description="What the report recommends.")
    state: ItemState | None = Field(
        None, description="`to follow`, or the number of the supplement it came in."
    )
    verbal: YesOrNo = Field(False, description="yes for a verbal report, which has no paper.")
    late_reason: Markdown | None = Field(
        None, description="Why the chair takes it as urgent: s.100B(4)(b), minuted."
    )
    exempt: Exemption | None = Field(None, description="For an exempt item: why, and its title.")
    moved_from: Id | None = Field(None, description="The meeting it was moved in from.")
    moved_to: Id | None = Field(None, description="The meeting it was moved to or adjourned to.")

    @property
    def name(self) -> str | None:
        """What other records call it by: its id, or the standing item's."""
        return self.id or self.standing


Mode = Literal["in person", "remote"]


class Attendance(PersonRef):
    """Somebody who was there, in what capacity and how."""

    as_: Text | None = Field(None, alias="as", description="Capacity: chairperson, member.")
    mode: Mode = Field(
        "in person", description="Present means in the room: [2021] EWHC 1093 (Admin)."
    )
    voted: YesOrNo | None = Field(None, description="no for whoever did not vote.")
    arrived_at: ClockTime | None = Field(None, description="When they came, if late.")
    left_at: ClockTime | None = Field(None, description="When they left, if early.")
    left_after_minute: Whole | None = Field(None, description="The minute after which they left.")


class Substitute(PersonRef):
    """Somebody who sits in another's place, or in a vacant seat."""

    for_: Text | None = Field(None, alias="for", description="Id of the member, or `vacancy`.")
    group: Text | None = Field(None, description="The group whose vacancy it is.")


class Interest(PersonRef):
    """An interest that somebody declared: Localism Act 2011 s.31 and the council's code."""

    kind: Text | None = Field(
        None, description="In the code's words: disclosable pecuniary, other registrable."
    )
    item: Id | None = Field(None, description="The agenda item, by id or standing name.")
    interest: Markdown | None = Field(None, description="What the interest is.")
    left: YesOrNo = Field(
        False, description="yes for whoever left the meeting while the item was taken."
    )


class Promise(Model):
    """Something the minutes promise: an action, which should stand on the action log."""

    action: Markdown | None = Field(
        None, description="What was promised; what is on the log is told by the log."
    )
    owner: Owners = Field((), description="Who promised it, if minuted.")
    due: Due | None = Field(None, description="By when, if minuted.")
    logged: Id | None = Field(None, description="The action it became on the log.")
    not_logged: Text | None = Field(None, description="Why it needs no place on the log.")


class Minuted(Model):
    """A recommendation in the minutes, which should stand in the recommendation tracker."""

    text: Markdown | None = Field(
        None, description="What was recommended; what is tracked is told by its own record."
    )
    label: Text | None = Field(None, description="Its label as printed.")
    to: Words = Field((), description="To whom.")
    tracked: Id | None = Field(None, description="The recommendation it became in the tracker.")
    not_tracked: Text | None = Field(None, description="Why it needs no place in the tracker.")


class AgendaRequest(Model):
    """An item the committee resolved to take at a meeting."""

    title: Text = Field(description="What the item is about.")
    meeting: Id = Field(description="The meeting at which it should be taken.")
    item: Id | None = Field(None, description="Id of the item that fulfils it.")
    answered: Text | None = Field(
        None,
        description="How it was met otherwise: as a briefing note, at another meeting.",
    )


class Minute(Model):
    """One minute: its number runs on through the municipal year."""

    number: Whole = Field(ge=1, description="Number in the municipal year.")
    item: Id | None = Field(None, description="The agenda item, by id or standing name.")
    title: Text | None = Field(None, description="Title, where it differs from the item's.")
    text: Markdown | None = Field(None, description="The discussion and outcome.")
    public_summary: Markdown | None = Field(
        None,
        description="For an exempt item: a summary without what is exempt, where its public minute "
        "would be no fair and coherent record (Local Government Act 1972 s.100C(2)).",
    )
    resolved: tuple[Markdown, ...] = Field((), description="What was resolved.")
    vote: Text | None = Field(None, description="How it was carried.")
    promises: tuple[Promise, ...] = Field((), description="Actions promised.")
    recommended: tuple[Minuted, ...] = Field((), description="Recommendations made.")
    requests: tuple[AgendaRequest, ...] = Field(
        (), description="Items the committee resolved to take."
    )
    pages: Text | None = Field(None, description="Pages of an attachment.")
    appendix: Text | None = Field(None, description="Letter or number of its appendix.")


class Adjournment(Model):
    """A break in the meeting."""

    after_minute: Whole | None = Field(None, description="The minute after which it was adjourned.")
    from_: ClockTime | None = Field(None, alias="from", description="When it was adjourned.")
    until: ClockTime | None = Field(None, description="When it was reconvened.")
    resumed_on: CivilDate | None = Field(
        None, description="The day it was reconvened, if not the same day."
    )
    note: Markdown | None = Field(None, description="Why, and what happened.")


class Supplement(Model):
    """Papers published after the agenda."""

    number: Whole | None = Field(None, ge=1, description="Number of the supplement, if it has one.")
    published_on: CivilDate | None = Field(None, description="Day of publication.")
    items: tuple[Id, ...] = Field((), description="The items whose papers it holds.")
    title: Text | None = Field(None, description="Title, if it has one.")


class Stated(Model):
    """Deadlines and times as a paper printed them, beside the computed ones."""

    publication: CivilDate | None = Field(None, description="Publication or despatch date.")
    public_questions: CivilDate | None = Field(None, description="Deadline for public questions.")
    council_questions: CivilDate | None = Field(None, description="Deadline for members'.")
    time: ClockTime | None = Field(None, description="The hour as that paper printed it.")
    source: Text | None = Field(None, description="The paper.")


class FrontMatter(Model):
    """A heading before item 1 that has no number."""

    title: Text = Field(description="Heading.")
    text: Markdown = Field(description="What stands under it.")


QuestionKind = Literal["public", "council"]


class Meeting(CommitteeRecord):
    """A meeting of a committee, planned, published or held."""

    date: CivilDate = Field(description="The day.")
    time: ClockTime | None = Field(None, description="When it begins.")
    place: Text | None = Field(None, description="Building and address.")
    room: Text | None = Field(None, description="The room.")
    focus: Text | None = Field(None, description="Mainstream, improvement and the like.")
    status: Status = Field("scheduled", description="What became of it.")
    superseded_by: Annotated[tuple[Id, ...], Several] = Field(
        (), description="The meeting or meetings that took its place."
    )
    extraordinary: YesOrNo = Field(
        False, description="yes for a meeting called beside the ordinary ones."
    )
    inquorate: YesOrNo = Field(
        False, description="yes where no quorum was there, so that no business was done."
    )
    status_reason: Markdown | None = Field(
        None, description="Why it was cancelled or moved, as its agenda prints it."
    )
    published_on: CivilDate | None = Field(None, description="The day the agenda was published.")
    late_reason: Markdown | None = Field(
        None,
        description="Why the agenda is late: the chair's urgency, minuted (s.100B(4)(b)).",
    )
    contact: Contact | None = Field(None, description="Whom to ask, where not the committee's.")
    stated: Annotated[tuple[Stated, ...], Several] = Field(
        (), description="Deadlines and times as papers printed them."
    )
    no_questions_from: Annotated[tuple[QuestionKind, ...], Several] = Field(
        (), description="Whose questions this meeting does not take: public, council."
    )
    front_matter: tuple[FrontMatter, ...] = Field((), description="Headings before item 1.")
    items: tuple[Item, ...] = Field((), description="The agenda.")
    attendance: tuple[Attendance, ...] = Field((), description="Who was there.")
    in_attendance: tuple[Attendance, ...] = Field(
        (),
        description="Others in attendance: councillors who are no members of it, guests.",
    )
    officers: tuple[Text, ...] = Field((), description="Officers present, by post or name.")
    apologies: tuple[PersonRef, ...] = Field((), description="Who sent apologies.")
    substitutes: tuple[Substitute, ...] = Field((), description="Who sat for whom.")
    interests: tuple[Interest, ...] = Field((), description="Interests that were declared.")
    minutes: tuple[Minute, ...] = Field((), description="What was minuted.")
    adjournments: tuple[Adjournment, ...] = Field((), description="Breaks in the meeting.")
    ended_at: ClockTime | None = Field(None, description="When it ended.")
    supplements: tuple[Supplement, ...] = Field((), description="Papers published later.")
    standing_text: dict[Text, Markdown | None] = Field(
        {},
        description="Standing text of this meeting's own: put in place of the committee's under "
        "the same heading; a heading with nothing after it leaves that part out.",
    )

    @property
    def ended_on(self) -> datetime.date:
        """The day it ended: the last one on which it was reconvened, or its own."""
        resumed = [pause.resumed_on for pause in self.adjournments if pause.resumed_on]
        return max((self.date, *resumed))

    @property
    def stands(self) -> bool:
        """Whether it takes or took place: neither cancelled nor moved."""
        return self.status not in ("cancelled", "superseded")


QUESTION_ITEMS: dict[QuestionKind, str] = {
    "public": "public-questions",
    "council": "council-questions",
}
"""The standing item of each kind of question."""


def takes_questions(kind: QuestionKind, rules: Rules, meeting: Meeting | None = None) -> bool:
    """Whether a committee takes questions of a kind, and this meeting of it too."""
    notice = rules.public_questions if kind == "public" else rules.council_questions
    return notice.taken and not (meeting and kind in meeting.no_questions_from)


def _questions_not_taken(meeting: Meeting, rules: Rules) -> set[str]:
    """The standing items of those questions that are not taken at a meeting."""
    return {
        name for kind, name in QUESTION_ITEMS.items() if not takes_questions(kind, rules, meeting)
    }


def agenda_items(
    meeting: Meeting, standing: StandingItems, rules: Rules
) -> list[tuple[Item, StandingItem | None]]:
    """The items in order, the committee's standing ones among them.

    A meeting that lists no standing item gets the committee's opening and closing items around
    its own, but for those of questions that it does not take; one that lists some has just those,
    where it puts them.
    """
    by_id = {item.id: item for item in (*standing.opening, *standing.closing)}
    own = [(item, by_id.get(item.standing or "")) for item in meeting.items]
    if any(item.standing for item in meeting.items):
        return own
    without = _questions_not_taken(meeting, rules)
    return [
        *((Item(standing=item.id), item) for item in standing.opening if item.id not in without),
        *own,
        *((Item(standing=item.id), item) for item in standing.closing if item.id not in without),
    ]


def standing_left_out(
    meeting: Meeting, standing: StandingItems, rules: Rules
) -> list[StandingItem]:
    """The committee's standing items that are not on the agenda, since it lists others."""
    here = {item.id for _, item in agenda_items(meeting, standing, rules) if item}
    here |= _questions_not_taken(meeting, rules)
    return [item for item in (*standing.opening, *standing.closing) if item.id not in here]
