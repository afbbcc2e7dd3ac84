"""Actions: what was promised at a meeting, by whom and by when."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

from scrutiny_cli.domain.base import (
    DATE_OUTLINE,
    CivilDate,
    CommitteeRecord,
    Id,
    Markdown,
    Model,
    Note,
    Text,
    Whole,
    YesOrNo,
    outlined,
    words_for,
)
from scrutiny_cli.domain.dates import parse_date
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.people import Owners


class Moved(Model):
    """One change of a due date. Every change stays on the record."""

    from_: Due = Field(alias="from", description="The due date before.")
    to: Due = Field(description="The due date after.")
    on: CivilDate | None = Field(None, description="The day it was changed.")
    why: Markdown | None = Field(None, description="The reason given.")


class Withdrawn(Model):
    """Why something is no longer owed."""

    on: CivilDate | None = Field(None, description="The day it was withdrawn.")
    reason: Markdown | None = Field(None, description="The reason.")

    _bare_words = words_for("reason")


def _read_done(value: Any) -> Any:
    """Read ``completed``: a date, or ``yes`` where nobody wrote down the day."""
    if isinstance(value, str):
        if value.strip().lower() in {"yes", "true"}:
            return True
        if value.strip().lower() in {"no", "false"}:
            return None
        try:
            return parse_date(value)
        except ValueError as fault:
            raise PydanticCustomError("bad-date", "{why}", {"why": str(fault)}) from None
    raise PydanticCustomError("bad-date", "expected a date, or `yes`")


Done = Annotated[
    Any,
    PlainValidator(_read_done),
    outlined(
        rf"({DATE_OUTLINE}|[Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])",
        "Write the day it was done, or yes where nobody wrote it down.",
        type=["string", "boolean"],
    ),
]
"""A day, or ``True`` where it is done and nobody wrote down the day; ``None`` while it is not."""


class Action(CommitteeRecord):
    """An action on the log."""

    number: Whole | None = Field(None, ge=1, description="The number printed on the log.")
    meeting: Id | None = Field(None, description="The meeting it arose from.")
    item: Id | None = Field(None, description="The agenda item it arose from.")
    minute: Whole | None = Field(None, ge=1, description="The minute that records it.")
    action: Markdown = Field(description="What is to be done.")
    owner: Owners = Field((), description="Who owes it: words, a person, post, team or body.")
    directorate: Text | None = Field(None, description="The owner's directorate.")
    due: Due | None = Field(None, description="A date, or words.")
    progress: tuple[Note, ...] = Field((), description="Dated entries, oldest first.")
    completed: Done = Field(None, description="The day it was done, or `yes`.")
    evidence: Text | None = Field(
        None, description="What shows that it is done: a path under records/, or words."
    )
    reported: Id | None = Field(None, description="The meeting at which the committee was told.")
    accepted: YesOrNo | None = Field(
        None, description="yes when the committee was satisfied; no sends it back."
    )
    withdrawn: Withdrawn | None = Field(None, description="Why it is no longer owed.")
    moved: tuple[Moved, ...] = Field((), description="Every change of the due date.")
    added: CivilDate | None = Field(None, description="The day it was put on the log.")
    printed_status: Text | None = Field(
        None,
        description="The status word the paper printed; the state itself is computed.",
    )

    def logged_by(self, day: date) -> bool:
        """Whether it was on the log by a day, as far as anybody wrote down when it was put there."""
        return self.added is None or self.added <= day
