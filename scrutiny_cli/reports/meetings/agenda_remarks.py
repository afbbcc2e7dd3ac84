"""What a clerk is told when an agenda is built: what is late, has fallen away, or has no date."""

from datetime import date

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import full_date
from scrutiny_cli.domain.meetings import Meeting, standing_left_out
from scrutiny_cli.domain.notice import clear_days_between, deadlines
from scrutiny_cli.domain.working_days import WorkingDays
from scrutiny_cli.reports.meetings.agenda import UNKNOWN_DAY, Setting, items
from scrutiny_cli.reports.meetings.deadlines import STATUTE
from scrutiny_cli.wording import count, listed


def late(setting: Setting, as_of: date) -> list[str]:
    """What to say where the agenda cannot be, or was not, published in time; empty if it can be.

    An agenda that has been published is judged by its own date, one that has not by ``as_of``.
    """
    meeting, rules = setting.meeting, setting.committee.rules
    latest = deadlines(meeting.date, rules)[0]
    day = meeting.published_on or as_of
    if day <= latest.day or not meeting.stands:
        return []
    left = clear_days_between(day, meeting.date, WorkingDays.of(rules))
    when = f"published on {full_date(day)}" if meeting.published_on else f"on {full_date(day)}"
    opening = (
        f"Too late: {when}, {count(left, 'clear working day')} remain before the meeting; "
        f"{rules.publication.clear_days} are needed, and the last day was {full_date(latest.day)}."
    )
    law = (
        f"{STATUTE}(4): an item may then be taken only if the meeting was convened at shorter "
        "notice and the agenda was open to the public from that time, or if the chair, for special "
        "circumstances that the minutes must give, takes it as a matter of urgency. "
    )
    own = [item for item in meeting.items if item.open and not item.standing]
    if meeting.late_reason or (own and all(item.late_reason for item in own)):
        return [opening, f"{law}Agenda and minutes print what is written in `late_reason:`."]
    todo = "Write the circumstances in `late_reason:` of the meeting or item, or move the meeting."
    return [opening, f"{law}{todo}"]


def left_out(meeting: Meeting, committee: Committee) -> str | None:
    """What to say where standing items are not on an agenda because it lists others."""
    others = standing_left_out(meeting, committee.standing_items, committee.rules)
    missing = [item.title for item in others]
    if not missing or not meeting.stands:
        return None
    return (
        f"not on this agenda: {listed(missing)}. A meeting that lists a standing item has just "
        "those it lists: add these with `standing:`, or take out the ones it lists to have all."
    )


def undated(setting: Setting) -> str | None:
    """What to say where an agenda names the meeting before, and the register has none."""
    meeting, committee = setting.meeting, setting.committee
    if not meeting.stands or setting.register.minutes_due(committee, meeting):
        return None
    purposes = [item.purpose or (known and known.purpose) or "" for item, known in items(setting)]
    if not any("{previous_meeting}" in purpose for purpose in purposes):
        return None
    return (
        f"{{previous_meeting}} is printed as “{UNKNOWN_DAY}”: the register has no meeting of "
        f"{committee.name} before this one. Add a record of the last one (its `date:` is enough), "
        "or give the item a `purpose:` of its own."
    )
