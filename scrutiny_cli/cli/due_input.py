"""A due date typed on the command line: a day or words, or a meeting by whose day it is due."""

from datetime import date
from typing import TYPE_CHECKING, Any

from scrutiny_cli.errors import UsageError

if TYPE_CHECKING:
    from scrutiny_cli.domain.committees import Committee
    from scrutiny_cli.register.register import Register


def written(
    typed: str, register: "Register", body: "Committee | None", after: date
) -> tuple[Any, str | None]:
    """What a record holds for a due date as it was typed, and what has to be said of it.

    The id of a meeting names that meeting; "next meeting" is the committee's first after a day.
    """
    from scrutiny_cli.domain.dates import full_date, long_date
    from scrutiny_cli.domain.due import means_next_meeting

    if typed.strip() in register.meetings:
        return {"meeting": typed.strip()}, None
    if not means_next_meeting(typed):
        return typed, None
    meeting = register.next_meeting(body, after) if body else None
    if meeting is None:
        whose = f" of {body.name}" if body else ""
        raise UsageError(
            f"{typed!r}: no meeting{whose} after {long_date(after)} is in the register",
            "plan it with `scrutiny meeting new`, or name a date",
        )
    return {"meeting": meeting.id}, f"{typed}: {full_date(meeting.date)}, {meeting.id}"


def words(held: Any) -> str:
    """A due date that stands in a record, as a message names it."""
    meeting = held.get("meeting") if isinstance(held, dict) else None
    return f"by the meeting {meeting}" if meeting else str(held)
