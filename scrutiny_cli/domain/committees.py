"""Committees: their rules, seats, standing items and standing text."""

import re
from datetime import date, time
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from scrutiny_cli.domain.base import (
    CivilDate,
    ClockTime,
    Id,
    Markdown,
    Model,
    Number,
    PastDate,
    Record,
    Several,
    Share,
    Text,
    Whole,
    YesOrNo,
    outlined,
    reader,
    words_for,
)
from scrutiny_cli.domain.dates import earliest
from scrutiny_cli.domain.people import Words

Rating = Literal["red", "amber", "green", "blue", "not rated"]


def _within(first: date | None, last: date | None, day: date) -> bool:
    """Whether a day is in a period, both ends included; an end without a date is open."""
    return (first is None or earliest(first) <= day) and (last is None or day <= last)


class Contact(Model):
    """The person or team to ask about a meeting."""

    name: Text | None = Field(None, description="Name of the clerk or the team.")
    post: Text | None = Field(None, description="Their post.")
    phone: Text | None = Field(None, description="Telephone number, as printed.")
    email: Text | None = Field(None, description="E-mail address.")
    from_: PastDate | None = Field(None, alias="from", description="First date as the contact.")
    until: PastDate | None = Field(None, description="Last date as the contact.")


class NoticeRule(Model):
    """A deadline in clear working days before the meeting."""

    clear_days: Annotated[Whole, Field(ge=0, le=60)] = Field(
        description="Working days strictly between the deadline and the meeting."
    )


class QuestionNotice(NoticeRule):
    """A deadline with a time of day."""

    clear_days: Annotated[Whole, Field(ge=0, le=60)] = Field(
        3, description="Working days strictly between the deadline and the meeting."
    )
    at: ClockTime = Field(time(17), description="The time at which questions close.")
    rule: Text | None = Field(None, description="The rule that sets it, quoted in refusals.")
    taken: YesOrNo = Field(
        True,
        description="`no` if the committee takes no such questions. No document then mentions them.",
    )


class RepresentationNotice(QuestionNotice):
    """When petitions, statements, speakers or deputations must be notified, and what they need."""

    names: Annotated[Whole, Field(ge=1)] | None = Field(
        None, description="How many names one needs, such as signatures of a petition."
    )


class CallInRule(Model):
    """When a decision of the executive may be called in, by how many, and when that is heard."""

    working_days: Annotated[Whole, Field(ge=1, le=60)] = Field(
        5, description="Working days after the decision is published in which it may be called in."
    )
    counts_last_day: YesOrNo = Field(
        True,
        description="`no` if the decision takes effect on the last of these days, and not on the "
        "working day after it.",
    )
    at: ClockTime | None = Field(None, description="The time on the last day, if there is one.")
    callers: Annotated[Whole, Field(ge=1, le=200)] | None = Field(
        None, description="How many must call it in."
    )
    heard_within: Annotated[Whole, Field(ge=1, le=200)] | None = Field(
        None, description="Working days after a call-in arrives in which it must be heard."
    )
    if_not_heard: Text | None = Field(
        None, description="What happens if it is not: `the decision takes effect`."
    )


class DecisionNotice(Model):
    """The notice before decisions of the executive: SI 2012/2089, regulations 5 and 9 to 11."""

    key_decisions: Annotated[Whole, Field(ge=0, le=366)] = Field(
        28, description="Clear days of notice before a key decision."
    )
    private_meetings: Annotated[Whole, Field(ge=0, le=366)] = Field(
        28, description="Clear days of notice before a private meeting."
    )
    further_notice: Annotated[Whole, Field(ge=0, le=366)] = Field(
        5, description="Clear days of the further notice before a private meeting."
    )
    general_exception: Annotated[Whole, Field(ge=0, le=366)] = Field(
        5, description="Clear days of notice by the general exception."
    )
    counted_in: Literal["days", "working days"] = Field(
        "days", description="Whether weekends and bank holidays count, as by law they do."
    )


class ResponseTime(Model):
    """The time that some bodies have to respond to a recommendation. Without a time they have no date."""

    to: Words = Field(description="Who has this time, named as under `to:` in the recommendations.")
    months: Annotated[Whole, Field(ge=1, le=12)] | None = Field(
        None, description="Months, starting with the date of receipt."
    )
    weeks: Annotated[Whole, Field(ge=1, le=52)] | None = Field(
        None, description="Weeks after the date of receipt. That date does not count."
    )
    days: Annotated[Whole, Field(ge=1, le=366)] | None = Field(
        None, description="Days after the date of receipt. That date does not count."
    )

    @model_validator(mode="after")
    def _one_or_neither(self) -> Self:
        if sum(time is not None for time in (self.months, self.weeks, self.days)) > 1:
            raise PydanticCustomError(
                "wrong-shape",
                "write one of `months:`, `weeks:` and `days:`: there is one time to respond",
            )
        return self


class Quorum(Model):
    """How many members a meeting needs. Of several numbers the largest counts."""

    whole: ClassVar[bool] = True
    members: Annotated[Whole, Field(ge=1, le=200)] | None = Field(
        None, description="A number of members."
    )
    fraction: Share | None = Field(
        None, description="A fraction of the members, such as 1/3, rounded up."
    )
    at_least: Annotated[Whole, Field(ge=1, le=200)] | None = Field(
        None, description="The least number, whatever the fraction gives."
    )
    of_bodies: Annotated[Whole, Field(ge=1, le=100)] | None = Field(
        None, description="The number of appointing bodies from which they must come."
    )

    @property
    def stated(self) -> bool:
        """Whether it asks for anything."""
        return any((self.members, self.fraction, self.at_least, self.of_bodies))


class RagRule(Model):
    """The distance from its target within which a measure is amber."""

    amber_within: Number | None = Field(
        None,
        description="The distance from the target, inclusive. Without one, scrutiny's own default of "
        "10 holds for percentages alone.",
    )
    green_within: Number | None = Field(
        None, description="The distance from the target, inclusive, within which it is still green."
    )
    measured_in: Literal["points", "percent"] = Field(
        "points", description="`points` of the unit, or `percent` of the target."
    )


class RatingLegend(Model):
    """One line of the rating legend, as this council prints it."""

    rating: Rating = Field(description="The rating.")
    word: Text = Field(description="The word printed for it.")
    letter: Annotated[Text, Field(max_length=3)] = Field(description="The letter printed for it.")
    means: Markdown = Field(description="What the council means by it.")


Colour = Literal["red", "amber", "green", "blue", "grey"]


class LegendLine(Model):
    """One line of the legend of a document: the council's word for some states, and what it means."""

    state: Words = Field(
        description="The states or ratings that it is for, or a status word of the council's own, which "
        "`printed_status` or `ratings` give."
    )
    word: Text = Field(description="The word printed for it.")
    letter: Annotated[Text, Field(max_length=3)] = Field(description="The letter printed for it.")
    colour: Colour | None = Field(
        None, description="Its colour, if not that of the rating that is worked out."
    )
    means: Markdown | None = Field(None, description="What the council means by it.")


class ChosenColumn(Model):
    """A column of a document: its name, and the heading printed for it."""

    column: Text = Field(
        description="Its name, as the reference lists them, or a heading under `own:` in the records."
    )
    title: Text | None = Field(None, description="The heading, if not the usual one.")

    _bare_column = words_for("column")


class ChosenColumns(Model):
    """The columns of each document, in the order they are printed."""

    recommendations: tuple[ChosenColumn, ...] = Field((), description="Of the tracker.")
    actions: tuple[ChosenColumn, ...] = Field((), description="Of the action log.")
    programme: tuple[ChosenColumn, ...] = Field((), description="Of the work programme.")
    decisions: tuple[ChosenColumn, ...] = Field(
        (), description="Of the decisions to come on the forward plan."
    )
    call_ins: tuple[ChosenColumn, ...] = Field((), description="Of the record of call-ins.")


class Legends(Model):
    """The legend of each document. A state that is not listed keeps the words of scrutiny."""

    recommendations: tuple[LegendLine, ...] = Field((), description="For recommendations.")
    actions: tuple[LegendLine, ...] = Field((), description="For actions of the log.")
    measures: tuple[LegendLine, ...] = Field((), description="For measures.")
    plans: tuple[LegendLine, ...] = Field((), description="For actions of plans.")


# Built without validation, which is slow to set up and which many commands do not need.
DEFAULT_LEGEND = (
    RatingLegend.model_construct(
        rating="red",
        word="Red",
        letter="R",
        means="Behind schedule or well off the target.",
    ),
    RatingLegend.model_construct(
        rating="amber",
        word="Amber",
        letter="A",
        means="Near the target, or a delay is forecast.",
    ),
    RatingLegend.model_construct(rating="green", word="Green", letter="G", means="On track."),
    RatingLegend.model_construct(
        rating="blue",
        word="Complete",
        letter="B",
        means="Done, and its measure achieved.",
    ),
    RatingLegend.model_construct(
        rating="not rated",
        word="Not rated",
        letter="N",
        means="No rating can be given.",
    ),
)

BankHolidays = Literal["England", "Wales", "Scotland", "Northern Ireland", "none"]


_MINUTE_NUMBERS = r"(year|council|meeting|\{number(:0[1-4])?\}/\{yy(yy)?\})"


def _read_minute_numbers(written: str) -> str:
    if not re.fullmatch(_MINUTE_NUMBERS, written):
        raise ValueError("expected year, council, meeting, or a pattern such as {number}/{yy}")
    return written


MinuteNumbers = Annotated[
    str,
    PlainValidator(reader(_read_minute_numbers, "bad-choice")),
    outlined(_MINUTE_NUMBERS, "Write year, council, meeting or {number}/{yy}."),
]
"""How minutes are numbered."""


class Rules(Model):
    """The committee's rules. Each has a default: see ``docs/reference``."""

    publication: NoticeRule = Field(
        NoticeRule.model_construct(clear_days=5),
        description="Notice of the agenda: five clear days (Local Government Act 1972 s.100B(3)).",
    )
    public_questions: QuestionNotice = Field(
        QuestionNotice.model_construct(), description="When questions from the public close."
    )
    council_questions: QuestionNotice = Field(
        QuestionNotice.model_construct(),
        description="When questions from members of the council close.",
    )
    petitions: RepresentationNotice | None = Field(
        None, description="When petitions close. Without it the committee takes none."
    )
    statements: RepresentationNotice | None = Field(
        None, description="When statements close. Without it the committee takes none."
    )
    speakers: RepresentationNotice | None = Field(
        None, description="When speakers must register. Without it the committee takes none."
    )
    deputations: RepresentationNotice | None = Field(
        None, description="When deputations must register. Without it the committee takes none."
    )
    answers: NoticeRule = Field(
        NoticeRule.model_construct(clear_days=1),
        description="When an answer must be published, so that the questioner can prepare a "
        "supplementary question.",
    )
    call_in: CallInRule | None = Field(
        None, description="When decisions of the executive may be called in. There is no default."
    )
    decision_notice: DecisionNotice | None = Field(
        DecisionNotice.model_construct(),
        description="Notice of key decisions and of private meetings of the executive, which the law "
        "of England asks for.",
    )
    bank_holidays: BankHolidays = Field(
        "England", description="The nation whose bank holidays are not working days."
    )
    closed_days: tuple[CivilDate, ...] = Field(
        (), description="Dates the council is closed, besides weekends and bank holidays."
    )
    response_months: Annotated[Whole, Field(ge=1, le=12)] = Field(
        2,
        description="Months the executive or the council has to respond, starting with the date of "
        "receipt (Local Government Act 2000 s.9FE).",
    )
    response_times: tuple[ResponseTime, ...] = Field(
        (),
        description="How long others have to respond, such as 28 days for an NHS body (SI 2013/218 "
        "reg. 22). Others not listed have no deadline. For the executive or the council it takes "
        "the place of `response_months`.",
    )
    statutory: YesOrNo = Field(
        True,
        description="`no` for a body that no Act binds, such as an internal board. It then has only "
        "the deadlines that its rules give, and needs no reason for urgency.",
    )
    minute_numbers: MinuteNumbers = Field(
        "year",
        description="`year` if minute numbers run on through the municipal year, `council` if they do so "
        "over all committees of the council, `meeting` if they begin at 1 at each meeting. `{number}/{yy}` "
        "has the year behind numbers that run on: 23/22; `{number:02}/{yy}` is 01/22.",
    )
    resolved_heading: Text | None = Field(
        None, description="The heading over what the committee resolved, if not RESOLVED."
    )
    quorum: Quorum = Field(
        Quorum.model_construct(),
        description="How many members a meeting needs to resolve anything.",
    )
    remote_counts: YesOrNo | None = Field(
        None,
        description="Whether members who attend from afar count for the quorum. Without it they do in "
        "Wales and where no Act binds, and not in England.",
    )
    review_months: Annotated[Whole, Field(ge=1, le=60)] | None = Field(
        None,
        description="Months after which a recommendation that is not yet achieved comes back.",
    )
    due_soon_days: Annotated[Whole, Field(ge=0, le=366)] = Field(
        14, description="An open action is due soon when it has fewer days to go than this."
    )
    long_overdue_days: Annotated[Whole, Field(ge=1, le=3660)] = Field(
        60, description="An action is long overdue when it is overdue by this many days or more."
    )
    rag: RagRule = Field(RagRule.model_construct(), description="When a measure is amber.")
    suppress_below: Annotated[Whole, Field(ge=2, le=100)] | None = Field(
        None,
        description="Counts below this are never shown, only that they are `fewer than` it.",
    )
    ratings: tuple[RatingLegend, ...] = Field(
        DEFAULT_LEGEND, description="The legend, as printed here."
    )
    legends: Legends = Field(
        Legends.model_construct(),
        description="A legend for each document, where one is not enough.",
    )
    columns: ChosenColumns = Field(
        ChosenColumns.model_construct(),
        description="The columns of documents, in every format, if not the usual ones.",
    )
    judged_by: Literal["computed", "officers"] = Field(
        "computed",
        description="`officers` if the rating or status that officers or members give an action or a "
        "recommendation comes first, with the state that is worked out beside it.",
    )


def gives(rules: Rules, deadline: str) -> bool:
    """Whether there is a deadline of a name: for a body that no Act binds, only if its rules give it."""
    return rules.statutory or deadline in rules.model_fields_set


SeatRole = Literal["chairperson", "vice-chairperson", "member", "co-optee"]


def _read_voting(value: Any) -> bool | str:
    """Read `voting`: yes, no, or the subjects on which the holder votes."""
    if not isinstance(value, str) or not value:
        raise PydanticCustomError("wrong-shape", "write yes, no, or the matters voted on")
    return {"yes": True, "true": True, "no": False, "false": False}.get(value.lower(), value)


Voting = Annotated[
    bool | str,
    PlainValidator(_read_voting),
    WithJsonSchema({"type": ["boolean", "string", "number"], "minLength": 1}),
]


class Seat(Model):
    """A seat on the committee and its holder. Without a holder it is vacant."""

    holder: Id | None = Field(None, description="Id of the person. Leave it out for a vacancy.")
    role: SeatRole = Field("member", description="The role that goes with the seat.")
    group: Text | None = Field(None, description="The political group that the seat belongs to.")
    represents: Text | None = Field(None, description="The body that a co-optee represents.")
    appointed_by: Text | None = Field(
        None, description="The body that appoints the member, in a committee of several councils."
    )
    printed_role: Text | None = Field(
        None, description="The role as agenda and minutes print it, where that differs."
    )
    voting: Voting | None = Field(
        None,
        description="`yes`, `no`, or the subjects the holder votes on. Leave it out if not stated.",
    )
    from_: PastDate | None = Field(None, alias="from", description="First date in the seat.")
    until: PastDate | None = Field(None, description="Last date in the seat.")
    created_by: Text | None = Field(None, description="What created it, such as a resolution.")

    def held_on(self, day: date) -> bool:
        """Whether the seat exists, in this form, on a day (both ends included)."""
        return _within(self.from_, self.until, day)


class StandingItem(Model):
    """An item at the start or the end of every agenda."""

    id: Id = Field(description="Name of the item, unique within the committee.")
    title: Text = Field(description="Title as printed.")
    purpose: Markdown | None = Field(None, description="Purpose. Words in braces are filled in.")
    numbered: YesOrNo = Field(True, description="`no` for a heading without a number.")


class StandingItems(Model):
    """The standing items before and after the meeting's own items."""

    opening: tuple[StandingItem, ...] = Field((), description="Before the meeting's own items.")
    closing: tuple[StandingItem, ...] = Field((), description="After them.")


class FrontMatter(Model):
    """A text under a heading, at the front of a document."""

    title: Text = Field(description="Heading.")
    text: Markdown = Field(description="The text under it.")


class ReportHeading(Model):
    """A heading of the reports to the committee, with the standard text under it."""

    title: Text = Field(description="The heading.")
    text: Markdown | None = Field(
        None, description="Standard text, or what the author is asked for."
    )
    holds: Text | None = Field(
        None,
        description="The usual heading that it stands for, if it has another name: what is known under "
        "that is filled in.",
    )

    _bare_title = words_for("title")


class Shared(Model):
    """What a committee may have from its council, and what all committees of a council share."""

    contact: Annotated[tuple[Contact, ...], Several] = Field(
        (), description="Whom to ask about its meetings: one contact, or each with its dates."
    )
    rules: Rules = Field(Rules.model_construct(), description="Its rules, if not the defaults.")
    standing_items: StandingItems = Field(
        StandingItems.model_construct(),
        description="The items at the start and the end of every agenda.",
    )
    programme_text: tuple[FrontMatter, ...] = Field(
        (),
        description="Text to print before the work programme, under its headings: how topics are "
        "chosen, say.",
    )
    forms_of_scrutiny: Words = Field(
        (), description="The forms of scrutiny that the programme's footnote lists."
    )
    report_headings: tuple[ReportHeading, ...] = Field(
        (), description="The headings of officers' reports, if they are not the usual ones."
    )
    standing_text: dict[Text, Markdown] = Field(
        {},
        description="Text to print after the agenda, in Markdown, under its headings.",
    )


class Committee(Record, Shared):
    """A committee or a board: its members, its rules and its standing items.

    What it does not state it has from its council, if the council has a record.
    """

    name: Text = Field(description="Full name.")
    council: Text = Field(
        "",
        description="The council it belongs to, by id or by name. You can leave it out if the register "
        "has one council.",
    )
    code: Text | None = Field(None, description="Its short name in trackers of several committees.")
    seats: tuple[Seat, ...] = Field((), description="Its seats, in the order they are printed.")

    def contact_on(self, day: date) -> Contact | None:
        """The contact on a day."""
        return next((c for c in self.contact if _within(c.from_, c.until, day)), None)
