"""Use cases of the action log: add, update, complete, report and move an action."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from scrutiny_cli.clerking import due_input
from scrutiny_cli.clerking.blocking import require_free_id, require_readable
from scrutiny_cli.clerking.filing import next_id
from scrutiny_cli.clerking.proposed import Proposed, changed, one_or_several, without_blanks
from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.edits import Append, Change, Delete, Set
from scrutiny_cli.errors import UsageError
from scrutiny_cli.workspace.loading import Loaded


def add(
    loaded: Loaded,
    as_of: date,
    meeting: Meeting,
    *,
    action: str,
    owners: Sequence[str],
    due: str,
    committee: str | None = None,
    item: str | None = None,
    minute: int | None = None,
    directorate: str | None = None,
    number: int | None = None,
    record_id: str | None = None,
) -> Proposed:
    """Propose a new action, with the next number and id of its committee's log."""
    needs = ("actions", "committees", "meetings")
    require_readable(loaded, *needs)
    register = loaded.register
    body = register.committee_of(meeting)
    when, remarks = due_input.read(due, loaded, body, max(as_of, meeting.date))
    log = [a for a in register.actions.values() if register.committee_of(a) == body]
    following = max((a.number or 0 for a in log), default=0) + 1
    name = record_id or next_id([a.id for a in log], f"act-{following}", register.actions)
    require_free_id(loaded, "actions", name)
    data = without_blanks(
        id=name,
        committee=committee or (meeting.committee if len(register.committees) > 1 else None),
        number=number or following,
        meeting=meeting.id,
        item=item,
        minute=minute,
        action=action,
        owner=one_or_several(owners),
        directorate=directorate,
        due=when,
        added=as_of,
    )
    return Proposed(name, records={"actions": [data]}, needs=needs, remarks=remarks)


def update(
    action: Action,
    on: date,
    *,
    note: str | None = None,
    owners: Sequence[str] | None = None,
    directorate: str | None = None,
) -> Proposed:
    """Propose a progress note, other owners or another directorate."""
    changes: list[Change] = []
    if note:
        changes.append(Append(("progress",), without_blanks(on=on, note=note)))
    if owners:
        changes.append(Set(("owner",), one_or_several(owners)))
    if directorate:
        changes.append(Set(("directorate",), directorate))
    return changed("actions", action.id, *changes)


def complete(loaded: Loaded, action: Action, on: date | None, *, evidence: str) -> Proposed:
    """Propose that an action is completed; ``on`` is None where nobody knows the date."""
    kept = _sent_back(loaded, action) if action.accepted is False else ()
    completed = str(on) if on else "yes"
    return changed(
        "actions",
        action.id,
        *kept,
        Set(("completed",), completed),
        Set(("evidence",), evidence),
    )


def _sent_back(loaded: Loaded, action: Action) -> Iterator[Change]:
    """Turn what was sent back into entries of the progress, and remove the verdict."""
    if action.completed:
        words = f"Completed. Evidence: {action.evidence}" if action.evidence else "Completed."
        on = None if action.completed is True else action.completed
        yield Append(("progress",), without_blanks(on=on, note=words))
    meeting = loaded.register.meetings.get(action.reported or "")
    if action.reported and meeting is None:
        require_readable(loaded, "meetings")
    where = f" at the meeting of {long_date(meeting.date)}" if meeting else ""
    note = f"Sent back by the committee{where}."
    yield Append(("progress",), without_blanks(on=meeting and meeting.date, note=note))
    yield Delete(("accepted",))
    yield Delete(("reported",))


def require_completed(action: Action) -> None:
    """Refuse an action that is not completed."""
    if not action.completed:
        raise UsageError(
            f"action {action.number or action.id} is not completed",
            f"first: scrutiny action complete {action.number or action.id}",
        )


def report(action: Action, meeting: Meeting, *, accepted: bool | None) -> Proposed:
    """Propose that a completed action was reported to a meeting, and whether the committee accepted it."""
    require_completed(action)
    changes: list[Change] = [Set(("reported",), meeting.id)]
    if accepted is not None:
        changes.append(Set(("accepted",), "yes" if accepted else "no"))
    return changed("actions", action.id, *changes)


def move(loaded: Loaded, as_of: date, action: Action, *, to: str, why: str, on: date) -> Proposed:
    """Propose another due date; the old one is kept, with the reason."""
    register = loaded.register
    arose = register.meetings.get(action.meeting or "")
    after = max(as_of, arose.date) if arose else as_of
    new, remarks = due_input.read(to, loaded, register.committee_of(action), after)
    old: Any = loaded.entries["actions", action.id].data.get("due")
    if old == new:
        raise UsageError(f"it is due {due_input.words(new)} already", "name another date")
    entry = without_blanks(**{"from": old or "no date", "to": new, "on": on, "why": why})
    return changed(
        "actions", action.id, Append(("moved",), entry), Set(("due",), new), remarks=remarks
    )
