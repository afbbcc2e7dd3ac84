"""Committees: their rules, seats, standing items and standing text."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from scrutiny_cli.domain.base import (
    CivilDate,
    ClockTime,
    Figure,
    Id,
    Markdown,
    Model,
    Number,
    Record,
    Text,
    Whole,
    YesOrNo,
)
from scrutiny_cli.domain.people import Words

Rating = Literal["red", "amber", "green", "blue", "not rated"]


class Contact(Model):
    """Whom to ask about a meeting."""

    name: Text | None = Field(None, description="Name of the clerk or the team.")
    post: Text | None = Field(None, description="Their post.")
    phone: Text | None = Field(None, description="Telephone number, as printed.")
    email: Text | None = Field(None, description="E-mail address.")


class NoticeRule(Model):
    """A deadline counted back from the meeting in clear working days."""

    clear_days: Annotated[Whole, Field(ge=0, le=60)] = Field(
        description="Working days strictly between the deadline and the meeting."
    )


class QuestionNotice(NoticeRule):
    """A deadline with an hour."""

    clear_days: Annotated[Whole, Field(ge=0, le=60)] = Field(
        3, description="Working days strictly between the deadline and the meeting."
    )
    at: ClockTime = Field(time(17), description="The hour at which questions close.")
    rule: Text | None = Field(
        None, description="The rule of the constitution that sets it, as refusals cite it."
    )
    taken: YesOrNo = Field(
        True, description="Whether they are taken; with `no` nothing speaks of them."
    )


class ResponseTime(Model):
    """How long some of those to whom recommendations go have to respond; neither means no date."""

    to: Words = Field(description="Whose time it is, named as under `to:` of the recommendations.")
    months: Annotated[Whole, Field(ge=1, le=12)] | None = Field(
        None, description="Months, beginning with the day of receipt."
    )
    days: Annotated[Whole, Field(ge=1, le=366)] | None = Field(
        None, description="Days after the day of receipt, which is not counted."
    )

    @model_validator(mode="after")
    def _one_or_neither(self) -> Self:
        if self.months and self.days:
            raise PydanticCustomError(
                "wrong-shape", "write `months:` or `days:`, not both: there is one time to respond"
            )
        return self


class RagRule(Model):
    """How far from its target a measure is still amber."""

    amber_within: Number = Field(
        Figure("10", Decimal(10)),
        description="The distance from the target, inclusive.",
    )
    measured_in: Literal["points", "percent"] = Field(
        "points", description="`points` of the unit, or `percent` of the target."
    )


class RatingLegend(Model):
    """One line of the legend as this council prints it."""

    rating: Rating = Field(description="Which rating.")
    word: Text = Field(description="The word printed for it.")
    letter: Annotated[Text, Field(max_length=3)] = Field(description="The letter printed for it.")
    means: Markdown = Field(description="What the council means by it.")


# Made without a check of what stands here: the checks are costly to set up, and many commands need none.
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


class Rules(Model):
    """The committee's rules. Each is a setting with a default; see ``docs/reference``."""

    publication: NoticeRule = Field(
        NoticeRule.model_construct(clear_days=5),
        description="Notice of the agenda: five clear days, Local Government Act 1972 s.100B(3).",
    )
    public_questions: QuestionNotice = Field(
        QuestionNotice.model_construct(), description="When questions from the public close."
    )
    council_questions: QuestionNotice = Field(
        QuestionNotice.model_construct(),
        description="When questions from members of the council close.",
    )
    answers: NoticeRule = Field(
        NoticeRule.model_construct(clear_days=1),
        description="When an answer must be out, so that its questioner can frame a "
        "supplementary question.",
    )
    bank_holidays: BankHolidays = Field(
        "England", description="Whose bank holidays are no working days."
    )
    closed_days: tuple[CivilDate, ...] = Field(
        (), description="Days the council is closed beside weekends and bank holidays."
    )
    response_months: Annotated[Whole, Field(ge=1, le=12)] = Field(
        2,
        description="Months the executive or the council has to respond, beginning with the day of "
        "receipt (Local Government Act 2000 s.9FE).",
    )
    response_times: tuple[ResponseTime, ...] = Field(
        (),
        description="How long others have to respond, such as 28 days for an NHS body (SI 2013/218 "
        "reg. 22). Whoever stands in no line has no such date.",
    )
    due_soon_days: Annotated[Whole, Field(ge=0, le=366)] = Field(
        14, description="An open action with fewer days to go than this is due soon."
    )
    long_overdue_days: Annotated[Whole, Field(ge=1, le=3660)] = Field(
        60, description="An action overdue for so many days or more is long overdue."
    )
    rag: RagRule = Field(RagRule.model_construct(), description="When a measure is amber.")
    suppress_below: Annotated[Whole, Field(ge=2, le=100)] | None = Field(
        None,
        description="Counts below this are shown to nobody but as `fewer than` it.",
    )
    ratings: tuple[RatingLegend, ...] = Field(
        DEFAULT_LEGEND, description="The legend as this council prints it."
    )


SeatRole = Literal["chairperson", "vice-chairperson", "member", "co-optee"]


def _read_voting(value: Any) -> bool | str:
    """Read `voting`: yes, no, or the matters on which the holder votes."""
    if not isinstance(value, str) or not value:
        raise PydanticCustomError("wrong-shape", "write yes, no, or the matters voted on")
    return {"yes": True, "true": True, "no": False, "false": False}.get(value.lower(), value)


Voting = Annotated[
    bool | str,
    PlainValidator(_read_voting),
    WithJsonSchema({"type": ["boolean", "string", "number"], "minLength": 1}),
]


class Seat(Model):
    """A place on the committee and who holds it; without a holder it is a vacancy."""

    holder: Id | None = Field(None, description="Id of the person; none means a vacancy.")
    role: SeatRole = Field("member", description="The role that goes with the seat.")
    group: Text | None = Field(None, description="The political group whose seat it is.")
    represents: Text | None = Field(None, description="Whom a co-optee represents.")
    printed_role: Text | None = Field(
        None, description="The role in the words of agenda and minutes, where they differ."
    )
    voting: Voting | None = Field(
        None,
        description="yes, no, or the matters the holder votes on; blank where unstated.",
    )
    from_: CivilDate | None = Field(None, alias="from", description="First day in the seat.")
    until: CivilDate | None = Field(None, description="Last day in the seat.")
    created_by: Text | None = Field(None, description="What created the seat: a resolution.")

    def held_on(self, day: date) -> bool:
        """Whether the seat exists, in this form, on a day (both ends included)."""
        return (self.from_ is None or self.from_ <= day) and (
            self.until is None or day <= self.until
        )


class StandingItem(Model):
    """An item that every agenda opens or closes with."""

    id: Id = Field(description="Name of the item, unique within the committee.")
    title: Text = Field(description="Title as printed.")
    purpose: Markdown | None = Field(
        None,
        description="Purpose; may hold words in braces that the register fills in.",
    )
    numbered: YesOrNo = Field(True, description="no for front matter without a number.")


class StandingItems(Model):
    """The standing items before and after the meeting's own."""

    opening: tuple[StandingItem, ...] = Field((), description="Before the meeting's own items.")
    closing: tuple[StandingItem, ...] = Field((), description="After them.")


class Committee(Record):
    """A committee (or a board): who sits on it, its rules, and what its agendas always hold."""

    name: Text = Field(description="Full name.")
    council: Text = Field(description="The council it belongs to.")
    contact: Contact | None = Field(None, description="Whom to ask about its meetings.")
    rules: Rules = Field(
        Rules.model_construct(), description="Its rules, where they differ from the defaults."
    )
    seats: tuple[Seat, ...] = Field((), description="Its seats, in the order they are printed.")
    standing_items: StandingItems = Field(
        StandingItems.model_construct(), description="The items every agenda opens and closes with."
    )
    standing_text: dict[Text, Markdown] = Field(
        {},
        description="The council's own Markdown after the agenda, under its headings.",
    )
