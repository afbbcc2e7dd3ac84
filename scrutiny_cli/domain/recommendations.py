"""The committee's recommendations, and the responses to them."""

from typing import Annotated, Any, Literal

from pydantic import Field

from scrutiny_cli.domain.actions import Done, Judged, Moved, Withdrawn
from scrutiny_cli.domain.base import (
    AsPrinted,
    CivilDate,
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
    words_for,
)
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.people import Owners, Words

RecommendationKind = Literal["recommendation", "request", "resolution", "work programme"]
Decision = Literal["agreed", "partially agreed", "not agreed", "noted"]


class Recommendation(CommitteeRecord, OwnColumns):
    """A recommendation, request or resolution that somebody must respond to or note."""

    label: Text | None = Field(None, description="Its printed label, such as (a) or bullet 1.")
    meeting: Id = Field(description="The meeting that made it.")
    review: Id | None = Field(None, description="The review whose report made it.")
    item: Id | None = Field(None, description="The agenda item, by id.")
    item_title: Text | None = Field(None, description="The item's title, if it has no agenda here.")
    minute: AsPrinted | None = Field(None, ge=1, description="The minute that records it.")
    lead_in: Markdown | None = Field(
        None,
        description="Words that introduce it and those below it, such as `supports the plan, but:`.",
    )
    text: Markdown = Field(description="Words of the recommendation.")
    to: Words = Field(
        (),
        description="Who receives it: executive, council, committee, officers, or a partner by name.",
    )
    lead: Owners = Field((), description="Who leads on carrying it out.")
    considered: PastDate | None = Field(
        None, description="The date on which the executive considered it."
    )
    to_inferred: YesOrNo = Field(False, description="`yes` if the paper does not say to whom.")
    kind: RecommendationKind = Field("recommendation", description="The kind of decision.")
    parent: Id | None = Field(None, description="The recommendation this is a part of.")
    by: Due | None = Field(None, description="A date in the recommendation itself.")
    notified: CivilDate | None = Field(None, description="The date of the written notice.")
    received: CivilDate | None = Field(None, description="The date of receipt.")
    completed: Done = Field(None, description="The date it was carried out, or `yes`.")
    evidence: Text | None = Field(None, description="Evidence that it is done.")
    reported: Id | None = Field(None, description="The meeting to which it was reported.")
    accepted: YesOrNo | None = Field(
        None, description="`yes` if the committee was satisfied, `no` if it sent it back."
    )
    withdrawn: Withdrawn | None = Field(None, description="Why it is no longer pursued.")
    superseded_by: Annotated[tuple[Id, ...], Several] = Field(
        (),
        description="The recommendations that replace it. It is withdrawn from the date of their "
        "meeting, unless `withdrawn:` gives another.",
    )
    progress: tuple[Note, ...] = Field((), description="Dated entries, oldest first.")
    ratings: tuple[Judged, ...] = Field((), description="What officers or members say, by date.")
    printed_status: Text | None = Field(
        None,
        description="The status word as the paper prints it. scrutiny works out the state itself.",
    )


class ResponseAction(Model):
    """An action that the executive says it will take."""

    action: Markdown = Field(description="What will be done.")
    owner: Owners = Field((), description="Who will do it.")
    due: Due | None = Field(None, description="By when.")
    success: Markdown | None = Field(None, description="The target or success criteria.")
    progress: tuple[Note, ...] = Field((), description="Dated entries, oldest first.")
    completed: Done = Field(None, description="The date it was done, or `yes`.")
    evidence: Text | None = Field(None, description="Evidence that it is done.")
    moved: tuple[Moved, ...] = Field((), description="Each change of the due date.")
    printed_status: Text | None = Field(
        None,
        description="The status word as the paper prints it. scrutiny works out the state itself.",
    )
    for_: Annotated[tuple[Id, ...], Several] = Field(
        (),
        alias="for",
        description="The recommendations it serves. The default is all that the response does not refuse.",
    )

    def before(self, move: Moved) -> dict[str, Any]:
        """The fields that were different before a move."""
        return {"due": move.from_}


class Alignment(Model):
    """The reason for linking a response to recommendations that it does not name."""

    inferred: Text = Field(description="Why the clerk made a link that is not stated.")

    _bare_words = words_for("inferred")


class Link(Model):
    """A paper or a page that a response cites."""

    words: Text = Field(description="What it is, such as the decision and its date.")
    url: Text | None = Field(None, description="Its address.")

    _bare_words = words_for("words")


class Response(CommitteeRecord):
    """One response. It may cover several recommendations, with exceptions, or only part of one."""

    to: Annotated[tuple[Id, ...], Several] = Field(description="The recommendations it is about.")
    by: Text | None = Field(None, description="Who responds: Cabinet, a partner, an officer.")
    on: PastDate | None = Field(None, description="The date of the response.")
    decision: Decision | None = Field(None, description="The decision.")
    except_: dict[Id, Decision] = Field(
        {}, alias="except", description="Recommendations with a different decision."
    )
    part: Text | None = Field(None, description="The part it is about, if more is owed.")
    text: Markdown | None = Field(None, description="The response.")
    published_on: PastDate | None = Field(None, description="The date it was published.")
    links: Annotated[tuple[Link, ...], Several] = Field(
        (), description="The decision or other papers that it cites."
    )
    alignment: Alignment | None = Field(
        None,
        description="If the paper does not show which recommendations it responds to: why these.",
    )
    actions: tuple[ResponseAction, ...] = Field((), description="What will be done.")
