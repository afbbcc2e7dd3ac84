"""The action log: eight columns, what has been reported complete apart."""

import sys
from datetime import date
from typing import Any

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.committees import Committee, Rating
from scrutiny_cli.domain.state import OWED, ActionStanding
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.bodies import labelled, several
from scrutiny_cli.reports.common import (
    Marks,
    done_words,
    iso,
    legend,
    named,
    notes,
    owners,
    rag,
    rules_for,
)
from scrutiny_cli.reports.model import Cell, Column, Facts, Prose, Report, Section, Table
from scrutiny_cli.wording import count, listed, times

COLUMNS = (
    Column("Action Number", heads=True),
    Column("Meeting Date"),
    Column("Action"),
    Column("Owner"),
    Column("Directorate"),
    Column("Progress Update"),
    Column("Due date"),
    Column("Reported complete"),
)
Found = list[tuple[Action, ActionStanding]]
MEANS: dict[Rating, str] = {
    "red": "The due date has passed and the action is not done.",
    "amber": "The due date is near.",
    "green": "Open, and its due date is not near.",
    "blue": "Completed.",
    "not rated": "Open without a due date, or withdrawn.",
}


def chosen(register: Register, committees: list[Committee], as_of: date) -> list[Action]:
    """The actions that some committees had on a day, as the log has them: numberless ones last."""
    return [action for action in _of(register, committees) if action.logged_by(as_of)]


def later(register: Register, committees: list[Committee], as_of: date) -> int:
    """How many actions were put on the log of some committees after a day."""
    return sum(not action.logged_by(as_of) for action in _of(register, committees))


def _of(register: Register, committees: list[Committee]) -> list[Action]:
    order = {committee.id: position for position, committee in enumerate(committees)}
    found = []
    for action in register.actions.values():
        committee = register.committee_of(action)
        if committee is None or committee.id in order:
            place = order[committee.id] if committee else len(order)
            found.append((place, action.number or sys.maxsize, action.id, action))
    return [action for *_, action in sorted(found, key=lambda entry: entry[:3])]


def state_words(standing: ActionStanding) -> str:
    """A state in words: ``overdue 13 days``, ``completed, not yet reported to the committee``."""
    words: str = standing.state
    if standing.days_overdue:
        words = f"{standing.state} {count(standing.days_overdue, 'day')}"
    elif standing.state == "due soon" and standing.days is not None:
        words = f"due in {count(-standing.days, 'day')}" if standing.days else "due today"
    elif standing.state == "open" and standing.due is None:
        words = "open, no due date"
    return ", ".join((words, *standing.remarks))


def row(
    register: Register, action: Action, standing: ActionStanding, marks: Marks, as_of: date
) -> tuple[Cell, ...]:
    """An action as a row of the log."""
    meeting = register.meetings.get(action.meeting or "")
    due: Cell = register.due_words(action.due)
    if action.moved:
        due = (
            due,
            f"moved {times(len(action.moved))}, first due {register.due_words(action.moved[0].from_)}",
        )
    return (
        named(action.number, action.id, marks.get(("actions", action.id))),
        meeting.date if meeting else None,
        Prose(action.action),
        owners(register, action.owner),
        action.directorate,
        notes(action.progress, as_of),
        due,
        rag(register.rules_of(action), standing.rag, state_words(standing)),
    )


def tally(standings: list[ActionStanding]) -> str:
    """A line of counts: overdue, open, completed, reported complete."""
    late = sum(standing.days_overdue > 0 for standing in standings)
    owed = sum(standing.state in OWED for standing in standings) - late
    done = sum(standing.state == "completed" for standing in standings)
    told = sum(standing.state == "reported complete" for standing in standings)
    gone = sum(standing.state == "withdrawn" for standing in standings)
    parts = [f"{late} overdue", f"{owed} open", f"{done} completed", f"{told} reported complete"]
    return listed(parts + ([f"{gone} withdrawn"] if gone else []))


def log(
    register: Register,
    committees: list[Committee],
    as_of: date,
    revision: str,
    marks: Marks,
    filters: tuple[str, ...] = (),
) -> Report:
    """The action log of some committees on a day."""
    on_log = chosen(register, committees, as_of)
    actions = [(a, register.action_standing(a, as_of)) for a in on_log]
    standing = [(a, s) for a, s in actions if s.state not in ("reported complete", "withdrawn")]

    def table(title: str, some: Found) -> Table:
        rows = tuple(row(register, a, s, marks, as_of) for a, s in some)
        return _whose(register, Table(title, COLUMNS, rows, empty="No actions."), some, actions)

    parts = [
        Section("tally", None, (Facts((("Actions", tally([s for _, s in actions])),)),)),
        Section("log", "Action log", (table("Action log", standing),)),
    ]
    for key, title, state in (
        ("reported", "Reported complete", "reported complete"),
        ("withdrawn", "Withdrawn", "withdrawn"),
    ):
        apart = [(a, s) for a, s in actions if s.state == state]
        if apart or key == "reported":
            parts.append(Section(key, title, (table(title, apart),)))
    parts.append(legend(rules_for(register, committees), MEANS))
    return Report(
        name="action-log",
        title="Action log",
        subtitle=listed([committee.name for committee in committees]),
        as_of=as_of,
        revision=revision,
        sections=tuple(parts),
        filters=filters,
        data={"actions": [data(register, a, s, marks) for a, s in actions]},
        sheet=table("Action log", actions),
    )


def listing(
    register: Register,
    committees: list[Committee],
    as_of: date,
    revision: str,
    filters: tuple[str, ...] = (),
) -> Report:
    """The actions in a few columns, for the terminal."""
    on_log = chosen(register, committees, as_of)
    actions = [(a, register.action_standing(a, as_of)) for a in on_log]
    columns = (
        Column("Action", heads=True, narrow=True),
        Column("What"),
        Column("Owner"),
        Column("Due"),
        Column("State"),
    )
    rows = tuple(
        (
            action.number or action.id,
            Prose(action.action),
            owners(register, action.owner),
            register.due_words(action.due),
            rag(register.rules_of(action), standing.rag, state_words(standing)),
        )
        for action, standing in actions
    )
    table = _whose(register, Table("Actions", columns, rows, empty="No actions."), actions, actions)
    parts = (
        Section("tally", None, (Facts((("Actions", tally([s for _, s in actions])),)),)),
        Section("list", None, (table,)),
    )
    return Report(
        name="actions",
        title="Actions",
        as_of=as_of,
        revision=revision,
        sections=parts,
        filters=filters,
        data={"actions": [data(register, a, s, {}) for a, s in actions]},
    )


def _whose(register: Register, table: Table, actions: Found, among: Found) -> Table:
    """A table of actions, with their committees where those ``among`` which they are have several."""
    if not several(register.committee_of(action) for action, _ in among):
        return table
    return labelled(table, [register.committee_of(action) for action, _ in actions])


def data(
    register: Register, action: Action, standing: ActionStanding, marks: Marks
) -> dict[str, Any]:
    """An action for machines."""
    committee = register.committee_of(action)
    mark = marks.get(("actions", action.id))
    return {
        "id": action.id,
        "number": action.number,
        "committee": committee.id if committee else None,
        "meeting": action.meeting,
        "action": action.action,
        "owners": list(owners(register, action.owner)),
        "directorate": action.directorate,
        "due": iso(standing.due),
        "due_words": register.due_words(action.due),
        "moved": len(action.moved),
        "state": standing.state,
        "rag": standing.rag,
        "days_overdue": standing.days_overdue,
        "remarks": list(standing.remarks),
        "completed": done_words(action.completed),
        "evidence": action.evidence,
        "reported": action.reported,
        "mark": mark.word if mark else None,
        "changed": list(mark.fields) if mark else [],
    }


def one(register: Register, action: Action, as_of: date, revision: str) -> Report:
    """All that the register holds of an action."""
    standing = register.action_standing(action, as_of)
    cells = row(register, action, standing, {}, as_of)
    titles = [column.title for column in COLUMNS]
    told = register.meetings.get(action.reported or "")
    rows: list[tuple[str, Cell]] = [
        ("Id", action.id),
        *((title, cell) for title, cell in zip(titles[1:-1], cells[1:-1], strict=True)),
        ("State", cells[-1]),
        ("Completed", "yes, day unknown" if action.completed is True else action.completed),
        ("Evidence", action.evidence),
        ("Reported to the meeting of", told.date if told else action.reported),
        ("Printed as", action.printed_status),
        ("Source", action.source),
    ]
    moves = tuple(
        (
            register.due_words(m.from_),
            register.due_words(m.to),
            m.on,
            Prose(m.why) if m.why else None,
        )
        for m in action.moved
    )
    columns = (Column("From", heads=True), Column("To"), Column("On"), Column("Why"))
    sections = [Section("action", f"Action {action.number or action.id}", (Facts(tuple(rows)),))]
    if moves:
        table = Table("Changes of the due date", columns, moves)
        sections.append(Section("moves", "Changes of the due date", (table,)))
    return Report(
        name="action",
        title=f"Action {action.number or action.id}",
        as_of=as_of,
        revision=revision,
        sections=tuple(sections),
        data={"action": data(register, action, standing, {})},
    )
