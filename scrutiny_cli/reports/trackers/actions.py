"""The action log: eight columns, and apart from it what has been reported complete."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, NamedTuple

from scrutiny_cli.domain.actions import Action, Moved
from scrutiny_cli.domain.committees import Rating
from scrutiny_cli.domain.state import OWED, ActionStanding
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import legend, named, notes
from scrutiny_cli.reports.fields import DUE, ITSELF, LATE, RATED, STATE, Field, Fields, shown
from scrutiny_cli.reports.model import Cell, Facts, Rag, Report, Section, Table, facts
from scrutiny_cli.reports.standpoint import Listed, Standpoint, several
from scrutiny_cli.reports.trackers.selection import EVERYTHING, Selection
from scrutiny_cli.wording import count, listed, times

MEANS: dict[Rating, str] = {
    "red": "The due date has passed and the action is not done.",
    "amber": "The due date is near.",
    "green": "Open, and its due date is not near.",
    "blue": "Completed.",
    "not rated": "Open without a due date, or withdrawn.",
}


@dataclass(frozen=True)
class LoggedAction(Listed[Action]):
    """An action of the log as it is on a day."""

    listed_as: ClassVar[str] = "actions"
    standing: ActionStanding

    @property
    def called(self) -> int | str:
        """Its number, or its id if it has none."""
        return self.record.number or self.record.id

    @property
    def moved(self) -> int:
        """How often its due date was moved."""
        return len(self.record.moved)

    @property
    def due_and_moves(self) -> Cell:
        """When it is due, and how often that was moved."""
        if not self.record.moved:
            return self.due_words
        first = self.at.register.due_words(self.record.moved[0].from_)
        return (self.due_words, f"moved {times(self.moved)}, first due {first}")

    @property
    def rating(self) -> Rag:
        """Its rating."""
        return self.at.rag(self.record, self.standing.rag)

    @property
    def state(self) -> Rag:
        """Its rating with its state in words."""
        return replace(self.rating, detail=state_words(self.standing))

    @property
    def status(self) -> tuple[Cell, ...]:
        """The status that the paper prints, and the state that is worked out."""
        word = self.record.printed_status
        printed = (f"{word} (as printed)",) if word else ()
        detail = f"worked out: {self.state.detail}" if word else self.state.detail
        return (*printed, *([replace(self.rating, detail=detail)] if self.at.states else []))


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


ACTION = Fields(
    LoggedAction,
    "id",
    "number",
    shown("called", "Action"),
    shown("entry", "Action Number", lambda a: named(a.record.number, a.record.id, a.mark)),
    "committee",
    Field("meeting", "Meeting Date", "record.meeting", "meeting.date"),
    Field("action", markdown=True),
    Field("owners", "Owner"),
    "directorate",
    shown("progress", "Progress Update", lambda a: notes(a.record.progress, a.at.as_of)),
    Field("due", "Due on", "standing.due"),
    Field("due_words", "Due", cell="due_cell"),
    shown("due_and_moves", "Due date"),
    "moved",
    Field("state", "State", "standing.state", "state", export=STATE),
    Field("rag", "Rating", "rating", export=RATED),
    Field("due_date", "Due on", "standing.due", json=False, export=DUE),
    Field("days_overdue", "", "standing.days_overdue", export=LATE),
    Field("remarks", "", "standing.remarks"),
    Field(
        "completed",
        type=date | bool | None,
        cell=lambda a: "yes, day unknown" if a.record.completed is True else a.record.completed,
    ),
    "evidence",
    Field(
        "reported",
        "Reported to the meeting of",
        cell=lambda a: a.at.held_on(a.record.reported),
    ),
    Field("printed_status", "Printed as"),
    shown("status", "Reported complete"),
    shown("source", "Source"),
    "mark",
    "changed",
)
LOG = ACTION.columns(
    "log",
    *("entry", "meeting", "action", "owners", "directorate", "progress", "due_and_moves", "status"),
)
LIST = ACTION.columns(
    *("list", "called", "action", "owners", "due_words", "state"),
    narrow=("called",),
    action="What",
)
SHOW = ACTION.columns(
    *("show", "id", "meeting", "action", "owners", "directorate", "progress", "due_and_moves"),
    *("state", "completed", "evidence", "reported", "printed_status", "source"),
)


class DueDateMove(NamedTuple):
    """A change of a due date, and the register it belongs to."""

    register: Register
    record: Moved


MOVE = Fields(
    DueDateMove,
    shown("before", "From", lambda m: m.register.due_words(m.record.from_)),
    shown("after", "To", lambda m: m.register.due_words(m.record.to)),
    shown("on", "On"),
    shown("why", "Why", markdown=True),
)
MOVES = MOVE.columns("moves", "before", "after", "on", "why")
ACTIONS = Fields(list, Field("actions", value=ITSELF, of=ACTION))
ONE_ACTION = Fields(LoggedAction, Field("action", value=ITSELF, of=ACTION))
Logged = Sequence[LoggedAction]


def logged(at: Standpoint) -> list[LoggedAction]:
    """The actions on the log on the day, in its order: those without a number last."""
    return [
        LoggedAction(at, action, at.register.action_standing(action, at.as_of))
        for action in _in_order(at)
        if action.logged_by(at.as_of)
    ]


def later(at: Standpoint) -> int:
    """How many actions were put on the log after the day."""
    return sum(not action.logged_by(at.as_of) for action in _in_order(at))


def _in_order(at: Standpoint) -> list[Action]:
    order = {committee.id: position for position, committee in enumerate(at.committees)}

    def place(action: Action) -> tuple[int, int, str]:
        committee = at.register.committee_of(action)
        first = order[committee.id] if committee else len(order)
        return (first, action.number or sys.maxsize, action.id)

    return sorted(at.of_committees(at.register.actions), key=place)


def tally(actions: Logged) -> Facts:
    """Counts of actions: overdue, open, completed, reported complete, withdrawn."""
    states = [action.standing.state for action in actions]
    late = sum(action.standing.days_overdue > 0 for action in actions)
    withdrawn = states.count("withdrawn")
    parts = [
        f"{late} overdue",
        f"{sum(state in OWED for state in states) - late} open",
        f"{states.count('completed')} completed",
        f"{states.count('reported complete')} reported complete",
        *([f"{withdrawn} withdrawn"] if withdrawn else []),
    ]
    return facts(("Actions", listed(parts)))


def log(at: Standpoint, selection: Selection = EVERYTHING) -> Report:
    """The action log on a day."""
    actions = selection.of(
        logged(at),
        closed=lambda action: action.standing.state in ("reported complete", "withdrawn"),
        addressed=lambda action: action.owners,
    )
    mixed = several(action.committee for action in actions)

    def table(title: str, listed_here: Logged) -> Table:
        return ACTION.table(title, LOG, listed_here, whose=mixed, empty="No actions.")

    apart = {
        state: [action for action in actions if action.standing.state == state]
        for state in ("reported complete", "withdrawn")
    }
    open_ = [action for action in actions if action.standing.state not in apart]
    reported, withdrawn = apart.values()
    return at.report(
        "action-log",
        "Action log",
        (
            Section("tally", None, (tally(actions),)) if at.states else None,
            Section("log", "Action log", (table("Action log", open_),)),
            Section("reported", "Reported complete", (table("Reported complete", reported),)),
            Section("withdrawn", "Withdrawn", (table("Withdrawn", withdrawn),))
            if withdrawn
            else None,
            legend(at.committees, MEANS) if at.states else None,
        ),
        ACTIONS.write(actions),
        subtitle=at.names,
        sheet=table("Action log", actions),
        filters=(*at.filters, *selection.words),
    )


def listing(at: Standpoint) -> Report:
    """The actions in a few columns, for the terminal."""
    actions = logged(at)
    mixed = several(action.committee for action in actions)
    table = ACTION.table("Actions", LIST, actions, whose=mixed, empty="No actions.")
    sections = (Section("tally", None, (tally(actions),)), Section("list", None, (table,)))
    return at.report("actions", "Actions", sections, ACTIONS.write(actions))


def action_detail(at: Standpoint, record: Action) -> Report:
    """One action in full."""
    action = LoggedAction(at, record, at.register.action_standing(record, at.as_of))
    title = f"Action {action.called}"
    moves = MOVE.table(
        "Changes of the due date", MOVES, [DueDateMove(at.register, m) for m in record.moved]
    )
    sections = (
        Section("action", title, (ACTION.facts(SHOW, action),)),
        Section("moves", "Changes of the due date", (moves,)) if record.moved else None,
    )
    return at.report("action", title, sections, ONE_ACTION.write(action), filters=())
