"""Meetings: the agenda, the people there, and the minutes."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from scrutiny_cli.domain.base import (
    AsPrinted,
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
    outlined,
    reader,
    words_for,
)
from scrutiny_cli.domain.committees import (
    Contact,
    FrontMatter,
    QuestionNotice,
    Rules,
    StandingItem,
    StandingItems,
    gives,
)
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.people import Owners, PersonRef, Words

Status = Literal["scheduled", "published", "held", "cancelled", "superseded"]
Classification = Literal["open", "exempt", "confidential"]


_AFTERWARDS = re.compile(
    r"(?:(?:public|council|written|members?['’]?)[ -])?(?:questions|minutes)\b", re.IGNORECASE
)
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

    paragraphs: tuple[Annotated[Whole, Field(ge=1, le=18)], ...] = Field(
        (), description="Paragraphs of Schedule 12A: 1 to 7 in England, 12 to 18 in Wales."
    )
    reason: Markdown | None = Field(
        None,
        description="Why the public interest in exemption outweighs the interest in disclosure.",
    )
    public_title: Text | None = Field(None, description="The title the public agenda shows.")


class Classified:
    """A part that is open to the public, exempt or confidential."""

    classification: Classification
    exempt: Exemption | None

    @property
    def open(self) -> bool:
        """Whether the public may see it."""
        return self.classification == "open" and self.exempt is None


REPORT_TITLES = {
    "action-log": "Action log",
    "recommendation-tracker": "Recommendation tracker",
    "response-schedule": "Schedule of responses",
    "work-programme": "Work programme",
}
"""The reports that can be papers of a meeting, with their titles."""


WEB_ADDRESS = re.compile(r'https?://[^\s<>"]{1,2000}', re.IGNORECASE)


def _read_address(written: str) -> str:
    if not WEB_ADDRESS.fullmatch(written):
        raise ValueError("not a web address that begins with https:// or http://")
    return written


WebAddress = Annotated[
    str,
    PlainValidator(
        reader(_read_address, "bad-value", "write https://www.example.gov.uk/paper.pdf")
    ),
    outlined(WEB_ADDRESS.pattern, "Write a web address, with https:// in front."),
]
"""The address of a page or a file on the web."""


class Paper(Classified, Model):
    """A document for an agenda item. A paper for an open item may be exempt itself."""

    title: Text = Field("", description="Title as printed.")
    file: Text | None = Field(None, description="Its path under `records/`, with forward slashes.")
    address: WebAddress | None = Field(
        None, description="Its web address, if it is published elsewhere."
    )
    report: (
        Literal["action-log", "recommendation-tracker", "response-schedule", "work-programme"]
        | None
    ) = Field(None, description="A report that `agenda pack` builds for the date of the meeting.")
    appendix: Text | None = Field(None, description="Its letter or number as an appendix.")
    pages: Text | None = Field(None, description="Pages in the printed pack: `17-36`.")
    classification: Classification = Field("open", description="open, exempt or confidential.")
    exempt: Exemption | None = Field(None, description="For an exempt paper: why, and its title.")

    _bare_title = words_for("title")

    @property
    def called(self) -> str:
        """Its title, or that of the report that it is."""
        return self.title or REPORT_TITLES.get(self.report or "", "")


class OtherDate(Model):
    """A date of another body that goes with an item of the agenda."""

    on: Due = Field(description="The date, or words for it.")
    body: Text = Field(description="The body: Cabinet, Council, another committee.")
    what: Text | None = Field(None, description="What happens on that date.")


class ReportRecommends(Model):
    """Something that a report recommends to the committee."""

    label: Text | None = Field(None, description="Its label as printed, such as (a).")
    text: Markdown = Field(description="What is recommended.")

    _bare_words = words_for("text")

    @property
    def labelled(self) -> str:
        """Its text behind its printed label, as Markdown."""
        return f"**{self.label}** {self.text}" if self.label else self.text


class Item(Classified, Model):
    """An agenda item: a standing item of the committee, or one of the meeting's own."""

    standing: Id | None = Field(None, description="Id of the committee's standing item.")
    id: Id | None = Field(None, description="Id of the item, unique within the meeting.")
    title: Text | None = Field(None, description="Title as printed.")
    purpose: Markdown | None = Field(None, description="What the committee is asked to do.")
    numbered: YesOrNo | None = Field(None, description="`no` for a heading without a number.")
    number: Annotated[Text, Field(max_length=6)] | None = Field(
        None, description="Number as printed, such as 7a or B2, if not the next one."
    )
    pages: Text | None = Field(None, description="Pages in the printed pack: `17-36`.")
    scrutiny: Words = Field((), description="Type of scrutiny, such as review or call-in.")
    programme: Id | None = Field(None, description="The work-programme topic it covers.")
    call_in: Id | None = Field(None, description="The call-in that it hears.")
    classification: Classification = Field("open", description="open, exempt or confidential.")
    decision_type: Text | None = Field(None, description="Such as key, or not executive.")
    wards: Words = Field((), description="Wards affected.")
    report_by: Words = Field((), description="The posts of the report's authors.")
    papers: tuple[Paper, ...] = Field((), description="The report and its appendices.")
    background_papers: tuple[Paper, ...] = Field(
        (), description="Background papers (Local Government Act 1972 s.100D)."
    )
    recommends: tuple[ReportRecommends, ...] = Field(
        (), description="What the report recommends: texts, or each with its label."
    )
    contact: Contact | None = Field(None, description="Whom to ask about the report.")
    other_dates: tuple[OtherDate, ...] = Field(
        (), description="Dates of other bodies that go with it, such as those of the budget."
    )
    state: ItemState | None = Field(
        None, description="`to follow`, or the number of the supplement that holds the paper."
    )
    verbal: YesOrNo = Field(False, description="`yes` for a verbal report, which has no paper.")
    late_reason: Markdown | None = Field(
        None,
        description="Why the chair takes it as urgent. The minutes must record it (s.100B(4)(b)).",
    )
    exempt: Exemption | None = Field(None, description="For an exempt item: why, and its title.")
    moved_from: Id | None = Field(None, description="The meeting it was moved from.")
    moved_to: Id | None = Field(None, description="The meeting it was moved to or adjourned to.")

    @property
    def name(self) -> str | None:
        """The name by which other records refer to it: its id, or the standing item's."""
        return self.id or self.standing


Mode = Literal["in person", "remote"]


class Attendance(PersonRef):
    """A person who was there, in what capacity and how."""

    as_: Text | None = Field(None, alias="as", description="Capacity: chairperson, member.")
    mode: Mode = Field(
        "in person",
        description="Only people in the room count as present: [2021] EWHC 1093 (Admin).",
    )
    voted: YesOrNo | None = Field(None, description="`no` if they did not vote.")
    arrived_at: ClockTime | None = Field(None, description="When they came, if late.")
    left_at: ClockTime | None = Field(None, description="When they left, if early.")
    left_after_minute: AsPrinted | None = Field(
        None, description="The minute after which they left."
    )


class Substitute(PersonRef):
    """A person who sits in another's place, or in a vacant seat."""

    for_: Text | None = Field(None, alias="for", description="Id of the member, or `vacancy`.")
    group: Text | None = Field(None, description="The group that the vacant seat belongs to.")


class Interest(PersonRef):
    """An interest that somebody declared (Localism Act 2011 s.31 and the council's code)."""

    kind: Text | None = Field(None, description="Its kind, in the words of the code.")
    item: Id | None = Field(None, description="The agenda item, by id or standing name.")
    interest: Markdown | None = Field(None, description="What the interest is.")
    left: YesOrNo = Field(False, description="`yes` if they left the meeting for that item.")


MinutedAs = Literal["action arising", "undertaking", "decision"]


class Promise(Model):
    """An action arising in the minutes, or an undertaking, which should be on the action log."""

    action: Markdown | None = Field(None, description="What was agreed, if it is not on the log.")
    owner: Owners = Field((), description="Who will do it, if minuted.")
    due: Due | None = Field(None, description="By when, if minuted.")
    minuted_as: MinutedAs = Field(
        "action arising",
        description="Where the minutes have it: in their list of actions arising, as an undertaking "
        "in discussion, or in a decision that they print in full.",
    )
    logged: Id | None = Field(None, description="The action it became on the log.")
    not_logged: Text | None = Field(None, description="Why it does not need to be on the log.")


class Minuted(Model):
    """A resolution or a recommendation in the minutes."""

    lead_in: Markdown | None = Field(
        None,
        description="Words that introduce it and those below it, such as `That the committee:`.",
    )
    text: Markdown | None = Field(
        None, description="What was decided. Leave it out if it is on the recommendation tracker."
    )
    label: Text | None = Field(None, description="Its label as printed.")
    to: Words = Field((), description="Who it is addressed to.")
    tracked: Id | None = Field(None, description="The recommendation it became on the tracker.")
    not_tracked: Text | None = Field(None, description="Why it does not need to be on the tracker.")

    _bare_words = words_for("text")


class AgendaRequest(Model):
    """An item that the committee resolved to take at a meeting."""

    title: Text = Field(description="What the item is about.")
    meeting: Id = Field(description="The meeting at which it should be taken.")
    item: Id | None = Field(None, description="Id of the item that takes it.")
    answered: Text | None = Field(
        None,
        description="How else it was met: by a briefing note, or at another meeting.",
    )


class Minute(Model):
    """One minute. Numbers run through the municipal year."""

    number: AsPrinted = Field(
        ge=1, description="Number in the municipal year, such as 36, or 23/22 with its year."
    )
    item: Id | None = Field(None, description="The agenda item, by id or standing name.")
    title: Text | None = Field(None, description="Title, where it differs from the item's.")
    text: Markdown | None = Field(None, description="The discussion and outcome.")
    public_summary: Markdown | None = Field(
        None,
        description="For an exempt item: a summary without the exempt information, if its public "
        "minute would not be a fair and coherent record (Local Government Act 1972 s.100C(2)).",
    )
    resolved: tuple[Minuted, ...] = Field(
        (), description="What was resolved: its text, or the recommendation it became."
    )
    resolved_heading: Text | None = Field(
        None, description="The heading over it, if the minutes do not print RESOLVED."
    )
    vote: Text | None = Field(None, description="How it was carried.")
    promises: tuple[Promise, ...] = Field((), description="Actions arising, and undertakings.")
    recommended: tuple[Minuted, ...] = Field(
        (), description="Recommendations made. They should be on the recommendation tracker."
    )
    requests: tuple[AgendaRequest, ...] = Field((), description="Items the committee will take.")
    pages: Text | None = Field(None, description="Pages of an attachment.")
    appendix: Text | None = Field(None, description="Letter or number of its appendix.")


class Adjournment(Model):
    """A break in the meeting."""

    after_minute: AsPrinted | None = Field(
        None, description="The minute after which it was adjourned."
    )
    from_: ClockTime | None = Field(None, alias="from", description="When it was adjourned.")
    until: ClockTime | None = Field(None, description="When it was reconvened.")
    resumed_on: CivilDate | None = Field(None, description="The date it resumed, if another.")
    note: Markdown | None = Field(None, description="Why, and what happened.")


class Supplement(Model):
    """Papers published after the agenda."""

    number: Whole | None = Field(None, ge=1, description="Number of the supplement, if it has one.")
    published_on: CivilDate | None = Field(None, description="Date of publication.")
    items: tuple[Id, ...] = Field((), description="The items whose papers it holds.")
    title: Text | None = Field(None, description="Title, if it has one.")
    text: Markdown | None = Field(None, description="What it holds, and why it comes later.")

    def comes_after(self, items: Mapping[str | None, "Item"]) -> bool:
        """Whether it holds only minutes, or questions with their answers.

        They are made after the agenda, so they cannot be open for as long as it is.
        """
        if not self.items:
            return bool(self.title and _AFTERWARDS.search(self.title))
        titles = ((items[name].title if name in items else None) or name for name in self.items)
        return all(_AFTERWARDS.match(title) for title in titles)


class Stated(Model):
    """Deadlines and times as a paper prints them."""

    publication: CivilDate | None = Field(None, description="Date of publication or despatch.")
    public_questions: CivilDate | None = Field(None, description="Deadline for public questions.")
    council_questions: CivilDate | None = Field(
        None, description="Deadline for questions by members."
    )
    time: ClockTime | None = Field(None, description="The start time as that paper prints it.")
    source: Text | None = Field(None, description="The paper.")


QuestionKind = Literal["public", "council", "petition", "statement", "speaker", "deputation"]


class Meeting(CommitteeRecord):
    """A meeting of a committee, planned, published or held."""

    date: CivilDate = Field(description="The date.")
    time: ClockTime | None = Field(None, description="When it starts.")
    place: Text | None = Field(None, description="Building and address.")
    room: Text | None = Field(None, description="The room.")
    focus: Text | None = Field(None, description="Such as mainstream or improvement.")
    status: Status = Field("scheduled", description="Its status.")
    superseded_by: Annotated[tuple[Id, ...], Several] = Field(
        (), description="The meeting or meetings that took its place."
    )
    extraordinary: YesOrNo = Field(
        False, description="`yes` for a meeting called in addition to the ordinary ones."
    )
    inquorate: YesOrNo = Field(False, description="`yes` if there was no quorum.")
    status_reason: Markdown | None = Field(
        None, description="Why it was cancelled or moved, as the agenda prints it."
    )
    published_on: CivilDate | None = Field(None, description="The date the agenda was published.")
    late_reason: Markdown | None = Field(
        None,
        description="Why the agenda is late: the chair's reason for urgency, minuted (s.100B(4)(b)).",
    )
    contact: Contact | None = Field(None, description="The contact, if not the committee's.")
    stated: Annotated[tuple[Stated, ...], Several] = Field(
        (), description="Deadlines and times as papers print them."
    )
    no_questions_from: Annotated[tuple[QuestionKind, ...], Several] = Field(
        (),
        description="What this meeting does not take: `public`, `council`, `petition` and so on.",
    )
    no_questions_received: Annotated[tuple[QuestionKind, ...], Several] = Field(
        (),
        description="Questions of which a paper says that there were none: `public`, `council`.",
    )
    front_matter: tuple[FrontMatter, ...] = Field((), description="Headings before item 1.")
    items: tuple[Item, ...] = Field((), description="The agenda.")
    attendance: tuple[Attendance, ...] = Field((), description="Who was there.")
    attendance_checked: YesOrNo | None = Field(
        None,
        description="`no` until the clerk has checked who was there: the minutes are a draft till then.",
    )
    in_attendance: tuple[Attendance, ...] = Field(
        (),
        description="Others in attendance: guests, and councillors who are not members of it.",
    )
    officers: tuple[Text, ...] = Field((), description="Officers present, by post or name.")
    apologies: tuple[PersonRef, ...] = Field((), description="Who sent apologies.")
    substitutes: tuple[Substitute, ...] = Field((), description="Who sat for whom.")
    interests: tuple[Interest, ...] = Field((), description="Interests that were declared.")
    minutes: tuple[Minute, ...] = Field((), description="The minutes.")
    adjournments: tuple[Adjournment, ...] = Field((), description="Breaks in the meeting.")
    ended_at: ClockTime | None = Field(None, description="When it ended.")
    supplements: tuple[Supplement, ...] = Field((), description="Papers published later.")
    standing_text: dict[Text, Markdown | None] = Field(
        {},
        description="Standing text of this meeting, which replaces the committee's text under the "
        "same heading. A heading without text leaves that part out.",
    )

    @property
    def ended_on(self) -> datetime.date:
        """The date it ended: its own, or the last date on which it was reconvened."""
        resumed = [pause.resumed_on for pause in self.adjournments if pause.resumed_on]
        return max((self.date, *resumed))

    @property
    def taken_in_private(self) -> bool:
        """Whether the public is excluded from an item of it."""
        return not all(item.open for item in self.items)

    @property
    def stands(self) -> bool:
        """Whether it takes or took place: it is not cancelled or moved."""
        return self.status not in ("cancelled", "superseded")


QUESTION_ITEMS: dict[QuestionKind, str] = {
    "public": "public-questions",
    "council": "council-questions",
    "petition": "petitions",
    "statement": "statements",
    "speaker": "speakers",
    "deputation": "deputations",
}
"""The standing item for each kind of question, or of what else the public brings."""

REPRESENTATIONS: tuple[QuestionKind, ...] = ("petition", "statement", "speaker", "deputation")
"""What the public brings that is not a question."""
CLOSES: dict[QuestionKind, str] = {
    "public": "questions",
    "council": "questions",
    "petition": "petitions",
    "statement": "statements",
    "speaker": "registration of speakers",
    "deputation": "registration of deputations",
}
"""What closes at the deadline of each kind."""


def rule_name(kind: QuestionKind) -> str:
    """The name of the rule for a kind of question, and of its deadline."""
    return QUESTION_ITEMS[kind].replace("-", "_")


def notice_of(kind: QuestionKind, rules: Rules) -> QuestionNotice | None:
    """The rule for a kind of question, if there is one."""
    notice: QuestionNotice | None = getattr(rules, rule_name(kind))
    return notice


def takes_questions(kind: QuestionKind, rules: Rules, meeting: Meeting | None = None) -> bool:
    """Whether a committee takes questions of a kind, at a meeting or in general."""
    notice = notice_of(kind, rules)
    taken = notice is not None and notice.taken and gives(rules, rule_name(kind))
    return taken and not (meeting and kind in meeting.no_questions_from)


def _questions_not_taken(meeting: Meeting, rules: Rules) -> set[str]:
    """The standing items for questions that a meeting does not take.

    An item of such a name stays where no rule says what it is for.
    """
    return {
        name
        for kind, name in QUESTION_ITEMS.items()
        if not takes_questions(kind, rules, meeting)
        and (notice_of(kind, rules) or kind in meeting.no_questions_from)
    }


def agenda_items(
    meeting: Meeting, standing: StandingItems, rules: Rules
) -> list[tuple[Item, StandingItem | None]]:
    """The items of an agenda in order, with the committee's standing items.

    A meeting that lists no standing item has the committee's items before and after its own. Items
    for questions that it does not take are left out. A meeting that lists some has only those.
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


def agenda_numbers(
    items: Iterable[tuple[Item, StandingItem | None]],
) -> Iterator[int | str | None]:
    """Yield the number of each item of an agenda: its own, or the next; of a heading without one, nothing."""
    number = 0
    for item, standing in items:
        numbered = item.numbered
        if numbered is None:
            numbered = standing.numbered if standing else True
        if item.number:
            # The next item follows a number; 7a comes between two of them.
            number = int(item.number) if item.number.isdecimal() else number
        else:
            number += numbered
        yield item.number or (number if numbered else None)


def standing_left_out(
    meeting: Meeting, standing: StandingItems, rules: Rules
) -> list[StandingItem]:
    """The committee's standing items that are missing from an agenda that lists some of them."""
    listed = {item.id for _, item in agenda_items(meeting, standing, rules) if item}
    listed |= _questions_not_taken(meeting, rules)
    return [item for item in (*standing.opening, *standing.closing) if item.id not in listed]
