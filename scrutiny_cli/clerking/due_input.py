"""A due date as it is typed: a date, words, or a meeting."""

from datetime import date
from typing import Any

from scrutiny_cli.clerking.blocking import require_readable
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import full_date, long_date, read_due
from scrutiny_cli.domain.due import means_next_meeting
from scrutiny_cli.errors import UsageError
from scrutiny_cli.workspace.loading import Loaded


def read(
    typed: str | None, loaded: Loaded, committee: Committee | None, after: date
) -> tuple[Any, tuple[str, ...]]:
    """Return what a record holds for a due date, and a remark where it was read in some way.

    The id of a meeting names that meeting; "next meeting" is the committee's first after a date.
    """
    if typed is None:
        return None, ()
    register = loaded.register
    if typed.strip() in register.meetings:
        return {"meeting": typed.strip()}, ()
    if read_due(typed).precision == "words":  # it may be the id of a meeting that cannot be read
        require_readable(loaded, "meetings", "committees")
    if not means_next_meeting(typed):
        return typed, ()
    meeting = register.next_meeting(committee, after) if committee else None
    if meeting is None:
        whose = f" of {committee.name}" if committee else ""
        raise UsageError(
            f"{typed!r}: no meeting{whose} after {long_date(after)} is in the register",
            "plan it with `scrutiny meeting new`, or name a date",
        )
    return {"meeting": meeting.id}, (f"{typed}: {full_date(meeting.date)}, {meeting.id}",)


def words(due: Any) -> str:
    """Return a due date of a record as a message names it."""
    meeting = due.get("meeting") if isinstance(due, dict) else None
    return f"by the meeting {meeting}" if meeting else str(due)
