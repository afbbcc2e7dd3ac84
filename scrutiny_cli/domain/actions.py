"""Actions: what somebody agreed to do at a meeting, and by when."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

from scrutiny_cli.domain.base import (
    PAST_HINT,
    PAST_OUTLINE,
    AsPrinted,
    CommitteeRecord,
    Id,
    Markdown,
    Model,
    Note,
    OwnColumns,
    PastDate,
    Text,
    Whole,
    YesOrNo,
    outlined,
    words_for,
)
from scrutiny_cli.domain.dates import parse_past
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.people import Owners


class Moved(Model):
    """A change of a due date. The record keeps every one."""

    from_: Due = Field(alias="from", description="The due date before.")
    to: Due = Field(description="The due date after.")
    on: PastDate | None = Field(None, description="The date of the change.")
    why: Markdown | None = Field(None, description="The reason given.")


class Withdrawn(Model):
    """Why something is no longer owed."""

    on: PastDate | None = Field(None, description="The date it was withdrawn.")
    reason: Markdown | None = Field(None, description="The reason.")

    _bare_words = words_for("reason")


def _read_done(value: Any) -> Any:
    """Read ``completed``: a date, or ``yes`` if the date is not known."""
    if isinstance(value, str):
        if value.strip().lower() in {"yes", "true"}:
            return True
        if value.strip().lower() in {"no", "false"}:
            return None
        try:
            return parse_past(value)
        except ValueError as fault:
            context = {"why": str(fault), "hint": f"{PAST_HINT}; or `yes`"}
            raise PydanticCustomError("bad-date", "{why}", context) from None
    raise PydanticCustomError("bad-date", "expected a date, or `yes`")


Done = Annotated[
    Any,
    PlainValidator(_read_done),
    outlined(
        rf"({PAST_OUTLINE}|[Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])",
        "Write the day it was done, or yes where nobody wrote it down.",
        type=["string", "boolean", "integer"],
    ),
]
"""A date, ``True`` for something done on an unknown date, or ``None`` if it is not done."""


class Judged(Model):
    """What officers or members say of an action or a recommendation on a date."""

    on: PastDate | None = Field(None, description="The date.")
    rating: Text = Field(description="A word, letter or state of the council's legend.")
    by: Text | None = Field(None, description="Who says so: officers, members, a name.")
    why: Markdown | None = Field(None, description="The reason.")


AS_PRINTED = "as printed"
"""Who judges by a status that a paper prints."""


def judged_on(record: Any, day: date) -> Judged | None:
    """What officers or members last said of a record by a day; without ratings, its printed status."""
    known = [given for given in record.ratings if given.on is None or given.on <= day]
    if not known:
        status = record.printed_status
        return Judged.model_construct(rating=status, by=AS_PRINTED) if status else None
    latest: Judged = max(enumerate(known), key=lambda at: (at[1].on or date.min, at[0]))[1]
    return latest


class Action(CommitteeRecord, OwnColumns):
    """An action on the action log."""

    number: Whole | None = Field(None, ge=1, description="The number printed on the log.")
    meeting: Id | None = Field(None, description="The meeting that agreed it.")
    item: Id | None = Field(None, description="The agenda item under which it was agreed.")
    minute: AsPrinted | None = Field(None, ge=1, description="The minute that records it.")
    action: Markdown = Field(description="What must be done.")
    owner: Owners = Field((), description="Who must do it: words, a person, post, team or body.")
    directorate: Text | None = Field(None, description="The owner's directorate.")
    due: Due | None = Field(None, description="A date, or words.")
    progress: tuple[Note, ...] = Field((), description="Dated entries, oldest first.")
    completed: Done = Field(None, description="The date it was done, or `yes`.")
    evidence: Text | None = Field(None, description="Evidence: a path under records/, or words.")
    reported: Id | None = Field(None, description="The meeting to which it was reported.")
    accepted: YesOrNo | None = Field(
        None, description="`yes` if the committee was satisfied, `no` if it sent the action back."
    )
    withdrawn: Withdrawn | None = Field(None, description="Why it is no longer owed.")
    moved: tuple[Moved, ...] = Field((), description="Each change of the due date.")
    ratings: tuple[Judged, ...] = Field((), description="What officers or members say, by date.")
    added: PastDate | None = Field(None, description="The date it was added to the log.")
    printed_status: Text | None = Field(
        None,
        description="The status word as the paper prints it. scrutiny works out the state itself.",
    )

    def before(self, move: Moved) -> dict[str, Any]:
        """The fields that were different before a move."""
        return {"due": move.from_}

    def logged_by(self, day: date) -> bool:
        """Whether it was on the log by a day. Without ``added`` it always was."""
        return self.added is None or self.added <= day
