"""Planning a meeting: a day that leaves time, and a file to go on with."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scrutiny_cli.cli import console
from scrutiny_cli.cli.editing import headed
from scrutiny_cli.cli.loading import View
from scrutiny_cli.errors import RecordsError, UsageError
from scrutiny_cli.files import store

if TYPE_CHECKING:
    from scrutiny_cli.domain.committees import Committee


def plan(
    seen: View,
    committee: "Committee",
    wanted: date | None,
    *,
    time: str | None,
    place: str | None,
    focus: str | None,
) -> Path:
    """Write the file of a new meeting and return its path; refuse what `check` would refuse."""
    from scrutiny_cli.clerking.meeting_draft import draft, next_free
    from scrutiny_cli.domain.dates import full_date
    from scrutiny_cli.render.problems import line
    from scrutiny_cli.reports.meetings.deadlines import Subject, warnings

    register = seen.loaded.register
    day = wanted or next_free(register, committee, seen.as_of)
    name = f"{committee.id}-{day.isoformat()}"
    if name in register.meetings:
        raise UsageError(
            f"the meeting {name} is there already", f"see `scrutiny meeting show {name}`"
        )
    clash = [m for m in register.meetings_of(committee) if m.stands and m.date == day]
    if clash:
        raise UsageError(
            f"{committee.name} meets on {full_date(day)} already ({clash[0].id})",
            "choose another day, or mark that meeting as cancelled first",
        )
    relative = home(seen, name, day)
    path = seen.loaded.root / relative
    if path.exists():
        raise UsageError(f"{relative} is there already", "look at it, or name another day")
    text = draft(register, committee, day, name, time=time, place=place, focus=focus)
    text = headed(seen.loaded.root, relative, "meetings", text)
    after = seen.loaded.after(relative, text.encode())
    wrong = [fault for fault in after.errors if fault.path == relative]
    if wrong:
        raise RecordsError(f"the meeting would not pass: {line(wrong[0])}", "nothing was written")
    store.write(path, text)
    for warning in warnings(Subject(committee, day), seen.as_of):
        console.say(f"warning: {warning}")
    return path


def home(seen: View, name: str, day: date) -> str:
    """Where the register keeps the file of a meeting: by year, if it does so already."""
    folders = {source.path.split("/")[2] for source in seen.loaded.files.sources}
    year = f"{day.year}/" if any(folder.isdecimal() for folder in folders) else ""
    return f"records/meetings/{year}{name}.yaml"
