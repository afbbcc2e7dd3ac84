"""What is late as a document: by owner, with its committee where there are several."""

from datetime import date
from typing import Any

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.bodies import labelled, several
from scrutiny_cli.reports.common import iso, owners, rag
from scrutiny_cli.reports.meetings.deadlines import WORDS, moment
from scrutiny_cli.reports.model import Cell, Column, Notice, Prose, Ref, Report, Section, Table
from scrutiny_cli.reports.trackers.actions import state_words
from scrutiny_cli.reports.trackers.overdue import Late, Owed, holder_note, names
from scrutiny_cli.reports.trackers.recommendations import text_of
from scrutiny_cli.wording import count, listed, times


def summary(late: Late, as_of: date) -> str:
    """One line that says it all."""
    missed = sum(deadline.day < as_of for _, _, deadline in late.deadlines)
    parts = [
        f"{count(len(late.late), 'action')} overdue",
        f"{count(len(late.responses), 'response')} overdue",
        f"{count(missed, 'deadline')} missed",
        f"{count(len(late.soon), 'action')} due soon",
        f"{count(len(late.undated), 'action')} without a date",
    ]
    words = listed(parts)
    return words[:1].upper() + words[1:] + "."


def report(
    register: Register,
    committees: list[Committee],
    as_of: date,
    revision: str,
    late: Late,
    filters: tuple[str, ...] = (),
) -> Report:
    """The summary, then what is late by owner, oldest first."""
    asked = [register.committee_of(recommendation) for recommendation, _ in late.responses]
    mixed = several([*(thing.committee for thing in late.things), *asked])
    sections = [Section("summary", None, (Notice("note", summary(late, as_of)),))]
    for title, key, things in (
        ("Overdue", "overdue", late.late),
        ("Due soon", "due-soon", late.soon),
        ("Without a date", "undated", late.undated),
    ):
        if things:
            sections.append(Section(key, title, _by_owner(register, things, as_of, mixed=mixed)))
    if late.responses:
        table = _response_table(register, late)
        table = labelled(table, asked) if mixed else table
        sections.append(Section("responses", "Responses overdue", (table,)))
    if late.deadlines:
        rows = tuple(
            (WORDS[d.name], moment(d), m.id, "missed" if d.day < as_of else "to come")
            for _, m, d in late.deadlines
        )
        columns = (
            Column("Deadline", heads=True),
            Column("Not later than"),
            Column("Meeting"),
            Column("State"),
        )
        table = Table("Deadlines", columns, rows)
        bodies = [body for body, *_ in late.deadlines]
        table = labelled(table, bodies) if several(bodies) else table
        sections.append(Section("deadlines", "Deadlines of the next meeting", (table,)))
    return Report(
        name="overdue",
        title="What is overdue",
        subtitle=listed([committee.name for committee in committees]),
        as_of=as_of,
        revision=revision,
        sections=tuple(sections),
        filters=filters,
        data=data(register, late, as_of),
    )


def _by_owner(
    register: Register, things: tuple[Owed, ...], as_of: date, *, mixed: bool
) -> tuple[Table, ...]:
    """A table for each owner, the owner of the oldest first."""
    groups: dict[str, list[Owed]] = {}
    for thing in things:
        groups.setdefault(listed(names(register, thing)), []).append(thing)
    tables = [
        (_owner_table(register, owner, held, as_of), [thing.committee for thing in held])
        for owner, held in groups.items()
    ]
    return tuple(labelled(table, bodies) if mixed else table for table, bodies in tables)


def _owner_table(register: Register, owner: str, things: list[Owed], as_of: date) -> Table:
    note = holder_note(register, things[0], as_of)
    columns = (
        Column("Action", heads=True, narrow=True),
        Column("What"),
        Column("Due", narrow=True),
        Column("State"),
    )
    rows = tuple(
        (
            thing.number or "promised",
            Prose(thing.action) if thing.number else (Prose(thing.action), Ref(thing.id)),
            thing.standing.due or register.due_words(thing.due) or "no date",
            rag(thing.rules, thing.standing.rag, _state(thing)),
        )
        for thing in things
    )
    return Table(f"{owner} ({note})" if note else owner, columns, rows, show_caption=True)


def _state(thing: Owed) -> str:
    moved = f", moved {times(thing.moved)}" if thing.moved else ""
    return state_words(thing.standing) + moved


def _response_table(register: Register, late: Late) -> Table:
    columns = (
        Column("Recommendation", heads=True),
        Column("Made to"),
        Column("Due"),
        Column("State"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            (text_of(recommendation), recommendation.id),
            listed(list(recommendation.to)),
            standing.response_due,
            rag(
                register.rules_of(recommendation),
                "red",
                f"overdue {count(standing.days_overdue, 'day')}",
            ),
        )
        for recommendation, standing in late.responses
    )
    return Table("Responses overdue", columns, rows)


def data(register: Register, late: Late, as_of: date) -> dict[str, Any]:
    """The contract's JSON."""
    return {
        "actions": [_owed_data(register, thing, as_of) for thing in late.late],
        "responses": [
            {
                "recommendation": recommendation.id,
                "committee": body.id if (body := register.committee_of(recommendation)) else None,
                "to": list(recommendation.to),
                "received": iso(recommendation.received or recommendation.notified),
                "due": iso(standing.response_due),
                "days_overdue": standing.days_overdue,
            }
            for recommendation, standing in late.responses
        ],
        "deadlines": [
            {
                "meeting": meeting.id,
                "committee": committee.id,
                "deadline": deadline.name,
                "due": deadline.day.isoformat(),
                "days_overdue": max((as_of - deadline.day).days, 0),
            }
            for committee, meeting, deadline in late.deadlines
        ],
        "due_soon": [_owed_data(register, thing, as_of) for thing in late.soon],
        "undated": [_owed_data(register, thing, as_of) for thing in late.undated],
    }


def _owed_data(register: Register, thing: Owed, as_of: date) -> dict[str, Any]:
    standing = thing.standing
    return {
        "id": thing.id,
        "number": thing.number,
        "committee": thing.committee.id if thing.committee else None,
        "meeting": thing.meeting,
        "action": thing.action,
        "owners": list(owners(register, thing.owner)),
        "holder": holder_note(register, thing, as_of),
        "directorate": thing.directorate,
        "due": iso(standing.due),
        "due_words": register.due_words(thing.due),
        "days_overdue": standing.days_overdue,
        "band": standing.state,
        "moved": thing.moved,
    }
