"""Use case of minutes: start those of a meeting."""

from scrutiny_cli.clerking.blocking import require_readable
from scrutiny_cli.clerking.proposed import Proposed, changed, without_blanks
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.minutes import first_number, skeleton, spelt
from scrutiny_cli.edits import Change, Set
from scrutiny_cli.errors import UsageError
from scrutiny_cli.wording import listed
from scrutiny_cli.workspace.loading import Loaded


def start(loaded: Loaded, meeting: Meeting, committee: Committee, number: int | None) -> Proposed:
    """Propose attendance and numbered minutes, with everyone who holds a seat and every item.

    ``number`` is that of the first minute; without one it follows the last of the year.
    """
    register = loaded.register
    if meeting.minutes:
        raise UsageError(f"{meeting.id} has minutes already", "go on with them in its record")
    needs = ("committees",) if number else ("committees", "meetings")
    require_readable(loaded, *needs)
    rule = committee.rules.minute_numbers
    earlier = [m for m in register.numbered_with(committee) if m.date < meeting.date]
    first = first_number(meeting, earlier, rule)
    if number is None and first.missing:
        names = listed([m.id for m in first.missing])
        raise UsageError(
            f"the first number is not known: the register has no minutes of {names}",
            "give it with --number",
        )
    begun = skeleton(meeting, committee.seats, register.items_of(meeting), number or first.number)
    if not begun.minutes:
        raise UsageError(f"{meeting.id} has no items to be minuted", "add its `items:` first")
    changes: list[Change] = []
    if not meeting.attendance and begun.attendance:
        there = [{"person": person, "as": capacity} for person, capacity in begun.attendance]
        changes += [Set(("attendance",), there), Set(("attendance_checked",), "no")]
    pattern = rule if "{" in rule else "{number}/{yy}" if "/" in str(first.number) else None
    minutes = [
        without_blanks(
            number=str(spelt(n, meeting, pattern)) if pattern else n, item=name, title=title
        )
        for n, name, title in begun.minutes
    ]
    changes.append(Set(("minutes",), minutes))
    remark = f"minutes {begun.minutes[0][0]} to {begun.minutes[-1][0]}, to be written"
    return changed("meetings", meeting.id, *changes, needs=needs, remarks=(remark,))
