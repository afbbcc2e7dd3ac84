"""Use case of meetings: plan one, on a date that leaves time, in a file for the clerk to go on with."""

import re
from datetime import date, timedelta

from scrutiny_cli.clerking.blocking import require_readable
from scrutiny_cli.clerking.filing import meeting_file, with_modeline
from scrutiny_cli.clerking.proposed import Proposed
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import ONE_DAY, clock, full_date
from scrutiny_cli.domain.notice import deadlines, deadlines_of
from scrutiny_cli.domain.working_days import WorkingDays
from scrutiny_cli.edits.spelling import one_line
from scrutiny_cli.errors import UsageError
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.meetings.deadlines import WORDS, Subject, moment, warnings
from scrutiny_cli.workspace.loading import Loaded

# A week to gather the papers before the agenda must be out.
PREPARATION = timedelta(days=7)


def plan(
    loaded: Loaded,
    as_of: date,
    committee: Committee,
    day: date | None,
    *,
    time: str | None,
    place: str | None,
    focus: str | None,
) -> Proposed:
    """Propose the file of a new meeting; without a day, on the next one that leaves time."""
    needs = ("meetings", "committees")
    require_readable(loaded, *needs)
    register = loaded.register
    day = day or next_free(register, committee, as_of)
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
    path = meeting_file(loaded, name, day)
    if path in {source.path for source in loaded.files.sources}:
        raise UsageError(f"{path} is there already", "look at it, or name another day")
    text = draft(register, committee, day, name, time=time, place=place, focus=focus)
    remarks = (f"warning: {words}" for words in warnings(Subject(committee, day), as_of))
    return Proposed(
        name,
        files={path: with_modeline(loaded, path, "meetings", text)},
        needs=needs,
        remarks=tuple(remarks),
        remarked=frozenset({"date"}),
    )


def next_free(register: Register, committee: Committee, as_of: date) -> date:
    """The first day after the planned meetings whose deadlines leave time to prepare.

    It is a working day, the weekday of the committee's last meeting if it has had one, and the
    committee does not meet on it already.
    """
    calendar = WorkingDays.of(committee.rules)
    standing = [m.date for m in register.meetings_of(committee) if m.stands]
    day = max([as_of, *standing])
    weekday = standing[-1].weekday() if standing else None
    while True:
        day += ONE_DAY
        if weekday is not None and day.weekday() != weekday:
            continue
        if not calendar.works(day):
            continue
        if deadlines(day, committee.rules)[0].day >= as_of + PREPARATION:
            return day


def draft(
    register: Register,
    committee: Committee,
    day: date,
    name: str,
    *,
    time: str | None,
    place: str | None,
    focus: str | None,
) -> str:
    """The file of a new meeting, with details of the last one and places to fill in."""
    earlier = [m for m in register.meetings_of(committee) if m.stands and m.date < day]
    last_time = next((clock(m.time) for m in reversed(earlier) if m.time), None)
    last_place = next((m.place for m in reversed(earlier) if m.place), None)
    counted = deadlines_of(day, committee.rules)
    lines = [f"# {WORDS[d.name]}: not later than {moment(d)}." for d in counted]
    lines += [f"id: {name}", f"committee: {quoted(committee.id)}", f"date: {day.isoformat()}"]
    for key, value in (
        ("time", time or last_time),
        ("place", place or last_place),
        ("focus", focus),
    ):
        if value:
            lines.append(f"{key}: {quoted(value)}")
    lines += [
        "status: scheduled",
        "# The committee's standing items come by themselves. An item of this meeting:",
        "# items:",
        "#   - id: annual-report",
        "#     title: Annual report",
        "#     purpose: To receive the annual report.",
        "#     report_by: [Director of Children's Services]",
        "#     state: to follow",
    ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A text on one line that YAML takes for nothing else; in quotes where it needs them."""
    # What goes over lines is joined; every other character stays, spaces that stand together too.
    flat = re.sub(r"[ \t]*[\t\r\n]\s*", " ", text.strip())
    return one_line(flat)
