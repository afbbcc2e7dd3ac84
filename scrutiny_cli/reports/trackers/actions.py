"""The action log: eight columns, and apart from it what has been reported complete."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from scrutiny_cli.domain.actions import Action, Judged, Moved, judged_on
from scrutiny_cli.domain.committees import Rating
from scrutiny_cli.domain.dates import brief_dates, short_date
from scrutiny_cli.domain.state import OWED, ActionStanding
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.chosen import Chooser
from scrutiny_cli.reports.common import (
    StateInWords,
    legend,
    named,
    notes,
    tally_in_words,
    withdrawal,
)
from scrutiny_cli.reports.fields import DUE, ITSELF, LATE, RATED, STATE, Field, Fields, shown
from scrutiny_cli.reports.meetings.related import to_origin
from scrutiny_cli.reports.model import Aside, Cell, Count, Prose, Rag, Report, Section, Table, Tally
from scrutiny_cli.reports.standpoint import Listed, Standpoint, several
from scrutiny_cli.reports.trackers.selection import EVERYTHING, Selection
from scrutiny_cli.wording import capital, count, times

UNREPORTED = "not yet reported to the committee"
"""The remark on a completed action that its state in words says already."""
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
    def status(self) -> tuple[Cell, ...]:
        """The status that the paper prints, and the state that is worked out."""
        word = self.record.printed_status
        if self.stated.judged:
            return (self.state, Aside(self.stated.beside))
        if not word:
            return (self.state,) if self.at.states else ()
        detail = ", ".join(filter(None, ("worked out", self.state.detail)))
        return (
            f"{word} (as printed)",
            *([replace(self.state, detail=detail)] if self.at.states else []),
        )

    @property
    def state_now(self) -> Cell:
        """Its state, and when it is due."""
        due = self.due_words and f"due {brief_dates(self.due_words)}"
        first = self.record.moved and self.at.register.due_words(self.record.moved[0].from_)
        moved = first and f"moved {times(self.moved)}, first due {brief_dates(first)}"
        return (
            self.state if self.at.states else self.record.printed_status,
            Aside(self.stated.beside if self.at.states else None),
            Aside(due),
            Aside(moved or None),
            self.updated("due", "moved", "completed"),
        )

    @property
    def what(self) -> Cell:
        """Its words, and the meeting that agreed it."""
        agreed = f"agreed {short_date(self.meeting.date)}" if self.meeting else None
        minute = to_origin(self.at, self.meeting, self.record)
        return (Prose(self.record.action), Aside(agreed), minute, self.updated("action"))

    @property
    def progress(self) -> tuple[Cell, ...]:
        """The progress noted, then when and why it was withdrawn."""
        gone = self.record.withdrawn if self.standing.state == "withdrawn" else None
        return (*notes(self.record.progress, self.at.as_of), withdrawal(gone))

    @property
    def rating(self) -> Rag:
        """Its rating."""
        return self.at.rag(self.record, self.standing.rag)

    @property
    def state(self) -> Rag:
        """Its state in words, in the letter and colour of its rating."""
        return self.stated.lead

    @cached_property
    def stated(self) -> StateInWords:
        """Its state in the council's words, or what officers or members say of it."""
        usual, judged = stated(self.rating, self.standing), judged_on(self.record, self.at.as_of)
        return self.at.stated(self.record, "actions", self.standing.state, usual, judged)


def status_cell(stated: StateInWords, printed: str | None) -> tuple[Cell, ...]:
    """A state in the council's words, what is beside it, and another word that the paper prints."""
    also = printed if printed and not stated.judged and printed != stated.lead.word else None
    return (stated.lead, Aside(stated.beside), Aside(also and f"{also} (as printed)"))


def judged_cell(record: Any, day: date) -> Cell:
    """What officers or members last said of a record, and why."""
    judged = judged_on(record, day)
    return (
        (judged.rating, Aside(judged.by), Prose(judged.why) if judged.why else None)
        if judged
        else None
    )


def done_cell(done: Any) -> Cell:
    """When something was done."""
    return "yes, day unknown" if done is True else done


def stated(rating: Rag, standing: ActionStanding) -> Rag:
    """A state in words, then what is to be remarked, in the letter and colour of a rating."""
    remarks = [remark for remark in standing.remarks if remark != UNREPORTED]
    return replace(rating, word=capital(state_words(standing)), detail=", ".join(remarks) or None)


def state_words(standing: ActionStanding) -> str:
    """A state in words: ``overdue by 13 days``, ``done, to be reported``."""
    if standing.days_overdue:
        return f"{standing.state} by {count(standing.days_overdue, 'day')}"
    if standing.state == "due soon" and standing.days is not None:
        return f"due in {count(-standing.days, 'day')}" if standing.days else "due today"
    if standing.state == "open" and standing.due is None:
        return "open, no due date"
    if standing.state == "completed":
        return "done, to be reported" if UNREPORTED in standing.remarks else "done"
    return standing.state


JUDGED = Fields(Judged, "on", "rating", "by", "why")
ACTION = Fields(
    LoggedAction,
    "id",
    "number",
    shown("called", "Action"),
    *(
        shown("reference", "Reference", "called"),
        shown("origin_chosen", "Origin", "origin_code"),
        shown("date", "Date", "meeting.date"),
        shown("due_chosen", "Due", "due_and_moves"),
        shown("status_chosen", "Status", lambda a: status_cell(a.stated, a.record.printed_status)),
        shown("judged", "Judged", lambda a: judged_cell(a.record, a.at.as_of)),
    ),
    shown(
        "ref",
        "No.",
        lambda a: (
            a.record.number,
            a.new("action", "owner", "due", "moved", "progress", "completed"),
        ),
    ),
    *(shown("state_now", "Status"), shown("what", "Action")),
    shown("who", "Owner", lambda a: (*a.owners, Aside(a.record.directorate), a.updated("owner"))),
    shown(
        "latest",
        "Progress",
        lambda a: (*a.progress, a.updated("progress", "withdrawn")),
    ),
    shown("entry", "Action Number", lambda a: named(a.record.number, a.record.id, a.mark)),
    "committee",
    Field("meeting", "Meeting Date", "record.meeting", "meeting.date"),
    Field("action", markdown=True),
    Field("owners", "Owner"),
    "directorate",
    shown("progress", "Progress Update"),
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
        cell=lambda a: done_cell(a.record.completed),
    ),
    "evidence",
    Field(
        "reported",
        "Reported to the meeting of",
        cell=lambda a: a.at.held_on(a.record.reported),
    ),
    Field("printed_status", "Printed as"),
    Field("ratings", of=JUDGED),
    shown("status", "Reported complete"),
    shown("source", "Source"),
    "mark",
    "changed",
)
CHOOSER = Chooser("actions", ACTION)
LOG = ACTION.columns("log", "ref", "state_now", "what", "who", "latest", heads="what")
PRINTED = ACTION.columns(
    "log",
    *("entry", "meeting", "action", "owners", "directorate", "progress", "due_and_moves", "status"),
    heads="action",
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


def tally(actions: Logged) -> Tally:
    """Counts of actions: overdue, open, completed, reported complete, withdrawn."""
    states = [action.standing.state for action in actions]
    if own := tally_in_words("Actions", "actions", actions):
        return own
    late = sum(action.standing.days_overdue > 0 for action in actions)
    counts = (
        Count(late, "overdue", "red"),
        Count(sum(state in OWED for state in states) - late, "open", "green"),
        Count(states.count("completed"), "completed", "blue"),
        Count(states.count("reported complete"), "reported complete"),
        Count(states.count("withdrawn"), "withdrawn"),
    )
    return Tally("Actions", counts if counts[-1].number else counts[:-1])


def log(at: Standpoint, selection: Selection = EVERYTHING, *, printed: bool = False) -> Report:
    """The action log on a day, in the eight columns of the papers if ``printed``."""
    actions = selection.of(
        logged(at),
        closed=lambda action: action.standing.state in ("reported complete", "withdrawn"),
        addressed=lambda action: action.owners,
    )
    mixed = several(action.committee for action in actions)

    chosen = CHOOSER.columns(at.rules)

    def table(title: str, listed_here: Logged, *, printed: bool = printed) -> Table:
        if chosen:
            return CHOOSER.table(title, chosen, listed_here, empty="No actions.", as_printed=True)
        columns = PRINTED if printed else LOG
        return ACTION.table(
            title, columns, listed_here, whose=mixed, empty="No actions.", as_printed=printed
        )

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
            Section("log", "Open and to be reported", (table("Action log", open_),)),
            legend(at.committees, MEANS, "actions") if at.states else None,
            Section("reported", "Reported complete", (table("Reported complete", reported),))
            if reported or printed
            else None,
            Section("withdrawn", "Withdrawn", (table("Withdrawn", withdrawn),))
            if withdrawn
            else None,
        ),
        ACTIONS.write(actions),
        sheet=table("Action log", actions, printed=True),
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
