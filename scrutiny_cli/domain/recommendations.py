"""Recommendations of the committee, and the answers of those they were made to."""

from typing import Annotated, Literal

from pydantic import Field

from scrutiny_cli.domain.actions import Done, Moved, Withdrawn
from scrutiny_cli.domain.base import (
    CivilDate,
    CommitteeRecord,
    Id,
    Markdown,
    Model,
    Note,
    Several,
    Text,
    Whole,
    YesOrNo,
    words_for,
)
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.people import Owners, Words

RecommendationKind = Literal["recommendation", "request", "resolution", "work programme"]
Decision = Literal["agreed", "partially agreed", "not agreed", "noted"]


class Recommendation(CommitteeRecord):
    """A recommendation, request or resolution that somebody has to answer or take note of."""

    label: Text | None = Field(None, description="Label as printed: (a), i, 1), bullet 1.")
    meeting: Id = Field(description="The meeting that made it.")
    item: Id | None = Field(None, description="The agenda item, by id.")
    item_title: Text | None = Field(
        None, description="The item's title, where its agenda is not in the register."
    )
    minute: Whole | None = Field(None, ge=1, description="The minute that records it.")
    text: Markdown = Field(description="What is recommended.")
    to: Words = Field(
        (), description="executive, council, committee, officers, or a partner by name."
    )
    to_inferred: YesOrNo = Field(
        False, description="yes where the paper does not say to whom it was addressed."
    )
    kind: RecommendationKind = Field("recommendation", description="What it is.")
    parent: Id | None = Field(None, description="The recommendation this is a part of.")
    by: Due | None = Field(None, description="A date inside the recommendation itself.")
    notified: CivilDate | None = Field(None, description="Written notice to whom it is addressed.")
    received: CivilDate | None = Field(
        None, description="Day of receipt; the two months begin with it."
    )
    completed: Done = Field(None, description="The day what was asked was done, or `yes`.")
    evidence: Text | None = Field(None, description="What shows that it is done.")
    reported: Id | None = Field(None, description="The meeting at which the committee was told.")
    accepted: YesOrNo | None = Field(
        None, description="The committee's verdict on what was done; no sends it back."
    )
    withdrawn: Withdrawn | None = Field(None, description="Why it is no longer pursued.")
    superseded_by: Annotated[tuple[Id, ...], Several] = Field(
        (),
        description="What the committee recommended in its place; it is withdrawn from the day of "
        "that meeting, where `withdrawn:` gives no other.",
    )
    progress: tuple[Note, ...] = Field((), description="Dated entries, oldest first.")
    printed_status: Text | None = Field(
        None,
        description="The status word the paper printed; the state itself is computed.",
    )


class ResponseAction(Model):
    """Something the executive says it will do."""

    action: Markdown = Field(description="What will be done.")
    owner: Owners = Field((), description="Who will do it.")
    due: Due | None = Field(None, description="By when.")
    success: Markdown | None = Field(None, description="Target or success criteria.")
    progress: tuple[Note, ...] = Field((), description="Dated entries, oldest first.")
    completed: Done = Field(None, description="The day it was done, or `yes`.")
    evidence: Text | None = Field(None, description="What shows that it is done.")
    moved: tuple[Moved, ...] = Field((), description="Every change of the due date.")
    for_: Annotated[tuple[Id, ...], Several] = Field(
        (),
        alias="for",
        description="The recommendations it serves; by default all that the reply does not refuse.",
    )


class Alignment(Model):
    """How sure it is that this reply belongs to these recommendations."""

    inferred: Text = Field(description="Why the link is a reading and not a fact.")

    _bare_words = words_for("inferred")


class Response(CommitteeRecord):
    """One reply. It may answer many recommendations, with exceptions, or only part of one."""

    to: Annotated[tuple[Id, ...], Several] = Field(description="The recommendations it answers.")
    by: Text | None = Field(None, description="Who replies: Cabinet, a partner, an officer.")
    on: CivilDate | None = Field(None, description="The day of the reply.")
    decision: Decision | None = Field(
        None, description="agreed, partially agreed, not agreed, noted."
    )
    except_: dict[Id, Decision] = Field(
        {}, alias="except", description="Recommendations it decides otherwise."
    )
    part: Text | None = Field(
        None, description="The part it answers, when a further reply is owed."
    )
    text: Markdown | None = Field(None, description="The reply.")
    published_on: CivilDate | None = Field(None, description="The day it was published.")
    alignment: Alignment | None = Field(
        None,
        description="Where the paper does not show which recommendation it answers: why so.",
    )
    actions: tuple[ResponseAction, ...] = Field((), description="What will be done.")
