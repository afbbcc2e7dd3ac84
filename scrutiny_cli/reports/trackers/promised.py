"""Actions that responses promise, each with its own state."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from scrutiny_cli.domain.actions import Moved
from scrutiny_cli.domain.dates import brief_dates, long_date
from scrutiny_cli.domain.recommendations import Recommendation, Response, ResponseAction
from scrutiny_cli.domain.state import ActionStanding, action_state, is_done
from scrutiny_cli.reports.common import notes
from scrutiny_cli.reports.fields import DUE, LATE, RATED, STATE, Field, Fields, shown
from scrutiny_cli.reports.model import Aside, Cell, Prose, Rag
from scrutiny_cli.reports.standpoint import Listed
from scrutiny_cli.reports.trackers.actions import stated


@dataclass(frozen=True)
class PromisedAction(Listed[ResponseAction]):
    """An action that a response promises; ``asked`` is the recommendation it is promised for."""

    response: Response
    asked: Recommendation | None

    @cached_property
    def standing(self) -> ActionStanding:
        """Its state on the day, by the rules of the committee that made the recommendation."""
        rules = self.at.register.rules_of(self.asked or self.response)
        return action_state(self.record, self.due, None, rules, self.at.as_of)

    @property
    def rating(self) -> Rag:
        """Its rating."""
        return self.at.rag(self.asked or self.response, self.standing.rag)

    @property
    def due(self) -> date | None:
        """The date by which it is due."""
        return self.at.register.due_day(self.record.due)

    @property
    def done(self) -> bool:
        """Whether it is completed by the day."""
        return is_done(self.record.completed, self.at.as_of)

    @property
    def progress(self) -> tuple[Cell, ...]:
        """Its state, the progress noted, when it was completed and what shows it."""
        state = stated(self.rating, self.standing) if self.at.states else None
        return (state, *self.since)

    @property
    def status(self) -> tuple[Cell, ...]:
        """Its state, and when it is due."""
        due = f"due {brief_dates(self.due_words)}" if self.due_words else None
        state = stated(self.rating, self.standing) if self.at.states else None
        return (state, Aside(due))

    @property
    def since(self) -> tuple[Cell, ...]:
        """The progress noted, when it was completed and what shows it."""
        record, on = self.record, self.record.completed
        completed = "Completed" if on is True else f"Completed {long_date(on)}" if on else None
        return (
            *notes(record.progress, self.at.as_of),
            completed if self.done else None,
            *(self._moved(m) for m in record.moved if m.on is None or m.on <= self.at.as_of),
            f"Evidence: {record.evidence}" if record.evidence else None,
            f"Printed status: {record.printed_status}" if record.printed_status else None,
        )

    def _moved(self, moved: Moved) -> Cell:
        """A change of its due date, and why."""
        before, after = (self.at.register.due_words(due) for due in (moved.from_, moved.to))
        return Prose(f"Due date moved from {before} to {after}. {moved.why or ''}".strip())

    def cells(self) -> Iterator[Cell]:
        """Yield what a tracker prints of it below the response."""
        yield Prose(f"Action: {self.record.action}")
        yield ", ".join(self.owners)
        yield f"By when: {self.due_words}" if self.due_words else None
        yield from self.progress


PROMISED = Fields(
    PromisedAction,
    Field("action", markdown=True),
    Field("owners", "Owner"),
    "due",
    Field("due_words", "By When"),
    Field("success", "Target/Success Criteria", markdown=True),
    Field("completed", value="done"),
    shown("progress", "Progress"),
    *(shown("status", "Status"), shown("since", "Progress")),
    Field("state", value="standing.state", export=STATE),
    Field("rag", "Rating", "rating", export=RATED),
    Field("due_date", "Due", "standing.due", json=False, export=DUE),
    Field("days_overdue", value="standing.days_overdue", export=LATE),
    *("evidence", "printed_status"),
)
