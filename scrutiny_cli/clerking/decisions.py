"""Use cases of decisions of the executive: add one to the forward plan, record a call-in."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from scrutiny_cli.clerking import due_input
from scrutiny_cli.clerking.blocking import require_free_id, require_readable
from scrutiny_cli.clerking.filing import next_id
from scrutiny_cli.clerking.proposed import Proposed, without_blanks
from scrutiny_cli.domain.dates import clock, full_date
from scrutiny_cli.domain.decisions import CallIn, ExecutiveDecision
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.questions import Received
from scrutiny_cli.register.called_in import hear_by_of, window_of
from scrutiny_cli.workspace.loading import Loaded


def add_decision(
    loaded: Loaded,
    as_of: date,
    *,
    title: str,
    due: str | None,
    committee: str | None,
    record_id: str | None,
    **known: Any,
) -> Proposed:
    """Propose a new decision; ``known`` are the other fields of its record."""
    needs = ("decisions", "committees")
    require_readable(loaded, *needs)
    register = loaded.register
    body = register.committees.get(committee or "") or register.usual_committee
    when, remarks = due_input.read(due, loaded, body, as_of)
    name = record_id or next_id([], f"decision-{len(register.decisions) + 1}", register.decisions)
    require_free_id(loaded, "decisions", name)
    data = without_blanks(id=name, committee=committee, title=title, due=when, **known)
    return Proposed(name, records={"decisions": [data]}, needs=needs, remarks=remarks)


def add_call_in(
    loaded: Loaded,
    decision: ExecutiveDecision,
    *,
    callers: Sequence[str],
    grounds: str,
    alternative: str | None,
    received: date,
    at: time | None,
    meeting: Meeting | None,
    record_id: str | None,
) -> Proposed:
    """Propose a new call-in; the remarks say whether it came in time, and when it must be heard."""
    needs = ("call-ins", "committees", "decisions")
    require_readable(loaded, *needs)
    register = loaded.register
    name = record_id or next_id([], f"call-in-{len(register.call_ins) + 1}", register.call_ins)
    require_free_id(loaded, "call-ins", name)
    came = {"on": received, "at": clock(at) if at else None}
    data = without_blanks(
        id=name,
        decision=decision.id,
        received={key: value for key, value in came.items() if value},
        callers=[who if who in register.people else {"name": who} for who in callers],
        grounds=grounds,
        alternative=alternative,
        meeting=meeting.id if meeting else None,
    )
    remarks = _when_heard(loaded, decision, Received.model_construct(on=received, at=at))
    return Proposed(name, records={"call-ins": [data]}, needs=needs, remarks=(remarks,))


def _when_heard(loaded: Loaded, decision: ExecutiveDecision, received: Received) -> str:
    """Whether a call-in came in time, and by when it must be heard."""
    register = loaded.register
    window = window_of(register, decision)
    if not decision.subject_to_call_in:
        return "this decision cannot be called in"
    if window is None:
        return "scrutiny cannot tell whether it came in time: it needs the rule `call_in` and `published_on`"
    if not window.holds(received):
        return f"too late: the last day was {full_date(window.last)}"
    call_in = CallIn.model_construct(id="new", decision=decision.id, received=received)
    last = hear_by_of(register, call_in)
    return f"in time; it must be heard by {full_date(last)}" if last else "in time"
