"""Use cases of recommendations: add one, give notice of some, record the response to some."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from scrutiny_cli.clerking import due_input
from scrutiny_cli.clerking.blocking import require_free_id, require_readable
from scrutiny_cli.clerking.filing import next_id
from scrutiny_cli.clerking.proposed import Proposed, one_or_several, without_blanks
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.recommendations import Recommendation
from scrutiny_cli.edits import Change, Set
from scrutiny_cli.workspace.loading import Loaded

NO_DATE = "no date by which to respond is set (the committee's `response_times:` can give one)"


def add(
    loaded: Loaded,
    as_of: date,
    meeting: Meeting,
    *,
    text: str,
    to: Sequence[str],
    kind: str | None = None,
    label: str | None = None,
    item: str | None = None,
    minute: int | None = None,
    by: str | None = None,
    record_id: str | None = None,
) -> Proposed:
    """Propose a new recommendation of a meeting."""
    needs = ("recommendations", "committees")
    require_readable(loaded, *needs)
    register = loaded.register
    body = register.committee_of(meeting)
    when, remarks = due_input.read(by, loaded, body, max(as_of, meeting.date))
    ids = [r.id for r in register.recommendations.values() if r.meeting == meeting.id]
    first = f"rec-{meeting.date.isoformat()}-1"
    name = record_id or next_id(ids, first, register.recommendations)
    require_free_id(loaded, "recommendations", name)
    data = without_blanks(
        id=name,
        committee=meeting.committee if len(register.committees) > 1 else None,
        label=label,
        meeting=meeting.id,
        item=item,
        minute=minute,
        text=text,
        to=one_or_several(to),
        kind=kind or "recommendation",
        by=when,
    )
    return Proposed(name, records={"recommendations": [data]}, needs=needs, remarks=remarks)


def notify(
    loaded: Loaded, recommendations: Sequence[Recommendation], given: date, received: date
) -> Proposed:
    """Propose that written notice was given; the remarks say when each response is due."""
    require_readable(loaded, "committees")
    changes: Sequence[Change] = (
        Set(("notified",), given.isoformat()),
        Set(("received",), received.isoformat()),
    )
    remarks = []
    for recommendation in recommendations:
        noticed = recommendation.model_copy(update={"notified": given, "received": received})
        due = loaded.register.response_due(noticed)
        words = f"the response is due by {long_date(due)}" if due else NO_DATE
        remarks.append(f"{recommendation.id}: {words}")
    ids = [recommendation.id for recommendation in recommendations]
    return Proposed(
        ", ".join(dict.fromkeys(ids)),
        changes={("recommendations", name): changes for name in ids},
        remarks=tuple(remarks),
    )


class NewPromise(NamedTuple):
    """What a response says will be done: for which recommendations, by whom and by when."""

    action: str
    serves: Sequence[str] = ()
    owner: str | None = None
    due: str | None = None
    success: str | None = None


def respond(
    loaded: Loaded,
    recommendations: Sequence[Recommendation],
    *,
    by: str,
    decision: str,
    on: date,
    text: str | None = None,
    exceptions: Mapping[str, str],
    promises: Sequence[NewPromise] = (),
    record_id: str | None = None,
) -> Proposed:
    """Propose a response to some recommendations, with exceptions and what it promises."""
    require_readable(loaded, "responses")
    register = loaded.register
    meeting = register.meetings.get(recommendations[0].meeting)
    if meeting is None:
        require_readable(loaded, "meetings")
    stem = f"resp-{meeting.date.isoformat()}" if meeting else "resp"
    taken = [name for name in register.responses if name.startswith(f"{stem}-")]
    name = record_id or next_id(taken, f"{stem}-{len(taken) + 1}", register.responses)
    require_free_id(loaded, "responses", name)
    body = register.committee_of(recommendations[0])
    actions = []
    remarks: list[str] = []
    for promise in promises:
        due, remark = due_input.read(promise.due, loaded, body, on)
        remarks += remark
        serves = one_or_several(promise.serves) if promise.serves else None
        actions.append(
            without_blanks(
                action=promise.action,
                **{"for": serves},
                owner=promise.owner,
                due=due,
                success=promise.success,
            )
        )
    data = without_blanks(
        id=name,
        to=one_or_several([recommendation.id for recommendation in recommendations]),
        by=by,
        on=on,
        decision=decision.lower(),
        **{"except": dict(exceptions) or None},
        text=text,
        actions=actions,
    )
    return Proposed(
        name, records={"responses": [data]}, needs=("responses",), remarks=tuple(remarks)
    )
