"""The next free day for a meeting, and the file a clerk goes on with."""

import re
from datetime import date, timedelta

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import clock
from scrutiny_cli.domain.notice import deadlines, deadlines_of
from scrutiny_cli.domain.working_days import ONE_DAY, WorkingDays
from scrutiny_cli.edits.spelling import double, plain
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.meetings.deadlines import WORDS, moment

# A week to gather the papers before the agenda must be out.
PREPARATION = timedelta(days=7)


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
    """The file of a new meeting, with what the last one tells and what is to be filled in."""
    held = [m for m in register.meetings_of(committee) if m.stands and m.date < day]
    last_time = next((clock(m.time) for m in reversed(held) if m.time), None)
    last_place = next((m.place for m in reversed(held) if m.place), None)
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
    return plain(flat, flow=False) or double(flat)
