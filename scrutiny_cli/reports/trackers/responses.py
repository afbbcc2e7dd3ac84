"""The schedule of responses: what was recommended, the reply, and what it promises."""

from datetime import date
from typing import Any

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.recommendations import Recommendation, Response, ResponseAction
from scrutiny_cli.domain.state import is_done
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.bodies import labelled, several
from scrutiny_cli.reports.common import Marks, iso, legend, named, notes, owners, rag, rules_for
from scrutiny_cli.reports.model import Cell, Column, Prose, Ref, Report, Section, Table
from scrutiny_cli.reports.trackers.recommendations import (
    EXECUTIVE,
    MEANS,
    chosen,
    state_words,
    text_of,
    whose,
)
from scrutiny_cli.wording import listed


def schedule(
    register: Register,
    committees: list[Committee],
    as_of: date,
    revision: str,
    marks: Marks,
    filters: tuple[str, ...] = (),
) -> Report:
    """The responses, the executive's or others': what was recommended, the reply, and each action it promises."""
    known = {r.id: r for r in chosen(register, committees, as_of)}
    given = [
        response
        for response in register.responses.values()
        if (response.on is None or response.on <= as_of)
        and any(name in known for name in response.to)
    ]
    title = whose(register, given)
    schedule_columns = (
        Column("Recommendation", heads=True),
        Column("Executive Response" if title == EXECUTIVE else "Response"),
        Column("Action"),
        Column("Owner"),
        Column("By When"),
        Column("Target/Success Criteria"),
        Column("Progress"),
    )
    order = {name: position for position, name in enumerate(known)}
    given.sort(key=lambda response: min(order[name] for name in response.to if name in order))
    lines = [
        (line, register.committee_of(known[next(name for name in response.to if name in known)]))
        for response in given
        for line in _schedule_rows(register, response, known, marks, as_of)
    ]
    rows = tuple(line for line, _ in lines)
    waiting = [
        (r, s)
        for r in known.values()
        if (s := register.recommendation_standing(r, as_of)).state
        in ("awaiting notice", "awaiting response", "response overdue")
    ]
    unanswered = tuple(
        (
            named(text_of(r), r.id, marks.get(("recommendations", r.id))),
            listed(list(r.to)),
            rag(register.rules_of(r), s.rag, state_words(s)),
        )
        for r, s in waiting
    )
    unmet = tuple((asked, state, *[None] * 5) for asked, _, state in unanswered)
    columns = (Column("Recommendation", heads=True), Column("Made to"), Column("State"))
    replied = Table(title, schedule_columns, rows, empty="No responses.", merged=2)
    left = Table("Not yet answered", columns, unanswered)
    sheet = Table(title, schedule_columns, (*rows, *unmet))
    answering, asking = [body for _, body in lines], [register.committee_of(r) for r, _ in waiting]
    if several([*answering, *asking]):
        replied, left = labelled(replied, answering), labelled(left, asking)
        sheet = labelled(sheet, [*answering, *asking])
    return Report(
        name="response-schedule",
        title=title,
        subtitle=listed([committee.name for committee in committees]),
        as_of=as_of,
        revision=revision,
        sections=(
            Section("responses", "Responses", (replied,)),
            Section("unanswered", "Not yet answered", (left,)),
            legend(rules_for(register, committees), MEANS),
        ),
        filters=filters,
        data={
            "responses": [_response_data(register, response, as_of) for response in given],
            "unanswered": [{"recommendation": r.id, "state": s.state} for r, s in waiting],
        },
        sheet=sheet,
    )


def _schedule_rows(
    register: Register,
    response: Response,
    known: dict[str, Recommendation],
    marks: Marks,
    as_of: date,
) -> list[tuple[Cell, ...]]:
    asked: Cell = tuple(
        part for name in response.to if name in known for part in (text_of(known[name]), Ref(name))
    )
    exceptions = [
        f"{known[name].label or name}: {decision}"
        for name, decision in response.except_.items()
        if name in known
    ]
    reply: tuple[Cell, ...] = (
        " ".join(
            part
            for part in (
                response.by,
                long_date(response.on) if response.on else None,
            )
            if part
        ),
        _lateness(register, response, known, as_of),
        (response.decision or "").capitalize(),
        f"except {listed(exceptions)}" if exceptions else None,
        f"on {response.part}" if response.part else None,
        Prose(response.text) if response.text else None,
        f"Which recommendation it answers is inferred: {response.alignment.inferred}"
        if response.alignment
        else None,
    )
    head = (
        asked,
        named(
            tuple(part for part in reply if part),
            response.id,
            marks.get(("responses", response.id)),
        ),
    )
    if not response.actions:
        return [(*head, None, None, None, None, None)]
    return [(*head, *_action_cells(register, action, as_of)) for action in response.actions]


def _lateness(
    register: Register, response: Response, known: dict[str, Recommendation], as_of: date
) -> str | None:
    """How late a reply came; where it did not for all it answers alike, for which of them."""
    late = {
        name: str(found)
        for name in response.to
        if name in known
        and (found := register.late_answer(known[name], as_of))
        and found.response.id == response.id
    }
    answered = [name for name in response.to if name in known]
    if len(late) == len(answered) and len(set(late.values())) == 1:
        return late[answered[0]]
    return (
        "; ".join(f"{known[name].label or name}: {words}" for name, words in late.items()) or None
    )


def _action_cells(register: Register, action: ResponseAction, as_of: date) -> tuple[Cell, ...]:
    done: Cell = "Completed" if is_done(action.completed, as_of) else None
    if done and isinstance(action.completed, date):
        done = f"Completed {long_date(action.completed)}"
    entries = notes(action.progress, as_of)
    return (
        Prose(action.action),
        owners(register, action.owner),
        register.due_words(action.due),
        Prose(action.success) if action.success else None,
        (*(entries if isinstance(entries, tuple) else ()), done),
    )


def _response_data(register: Register, response: Response, as_of: date) -> dict[str, Any]:
    return {
        "id": response.id,
        "to": list(response.to),
        "by": response.by,
        "on": iso(response.on),
        "decision": response.decision,
        "except": dict(response.except_),
        "text": response.text,
        "actions": [
            {
                "action": action.action,
                "owners": list(owners(register, action.owner)),
                "due": iso(register.due_day(action.due)),
                "due_words": register.due_words(action.due),
                "success": action.success,
                "completed": is_done(action.completed, as_of),
            }
            for action in response.actions
        ],
    }
