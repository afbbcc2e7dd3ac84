"""What the minutes of a meeting tell, gathered from the records that hold it.

What arises from a minute stands in records of its own: actions and recommendations are told by
those, and only what nobody has logged or tracked is told by the minute.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.meetings import Interest, Meeting, Minute, Promise
from scrutiny_cli.domain.recommendations import Recommendation
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import owners
from scrutiny_cli.reports.meetings.agenda import AgendaContext, entries, items
from scrutiny_cli.reports.meetings.roles import Capacities
from scrutiny_cli.reports.model import AgendaEntry, Cell, Listing, Prose, Section


@dataclass(frozen=True)
class Arising:
    """Something to be done, as the minutes tell it; ``record`` is the action that holds it."""

    text: str
    owners: tuple[str, ...]
    due: str | None
    record: str | None = None
    number: int | None = None


@dataclass(frozen=True)
class Advice:
    """A recommendation as the minutes tell it; ``record`` is the one that is tracked."""

    text: str
    label: str | None
    to: tuple[str, ...]
    record: str | None = None


@dataclass(frozen=True)
class MinutesContext:
    """A meeting with its committee and the register around it, cut to what may be seen."""

    register: Register
    committee: Committee
    meeting: Meeting
    private: bool = False

    @cached_property
    def capacities(self) -> Capacities:
        """In which capacities people were there."""
        return Capacities(self.committee, self.meeting.date)

    @cached_property
    def _setting(self) -> AgendaContext:
        return AgendaContext(self.register, self.committee, self.meeting, taken=True)

    @cached_property
    def agenda(self) -> dict[str, AgendaEntry]:
        """The items of the agenda by name."""
        shown = zip(items(self._setting), entries(self._setting), strict=True)
        return {item.name: entry for (item, _), entry in shown if item.name}

    def title(self, minute: Minute) -> str:
        """What a minute is headed with."""
        entry = self.agenda.get(minute.item or "")
        return minute.title or (entry.title if entry else "Untitled minute")

    def confidence(self, minute: Minute) -> str | None:
        """Why the public were excluded from what is minuted, if they were."""
        entry = self.agenda.get(minute.item or "")
        return entry.confidence if entry else None

    def hidden(self, minute: Minute) -> bool:
        """Whether what is minuted may not be shown to the reader."""
        return not self.private and self.confidence(minute) is not None

    @cached_property
    def urgent(self) -> dict[str, str]:
        """Why the chair took items as urgent, by the name of the item."""
        own = self.meeting.items
        return {item.name: item.late_reason for item in own if item.name and item.late_reason}

    def moved_to(self, minute: Minute) -> Meeting | None:
        """The meeting to which the item of a minute was moved or adjourned."""
        names = (
            item.moved_to for item in self.meeting.items if item.name and item.name == minute.item
        )
        return next((self.register.meetings[n] for n in names if n in self.register.meetings), None)

    def unminuted(self) -> list[tuple[str, str]]:
        """Titles of urgent items that no minute names, each with why it was urgent."""
        minuted = {minute.item for minute in self.meeting.minutes}
        told = zip(items(self._setting), entries(self._setting), strict=True)
        return [
            (entry.title, item.late_reason)
            for (item, _), entry in told
            if item.late_reason and (item.name is None or item.name not in minuted)
        ]

    @cached_property
    def _actions(self) -> list[Action]:
        return [a for a in self.register.actions.values() if a.meeting == self.meeting.id]

    @cached_property
    def _recommendations(self) -> list[Recommendation]:
        recommended = self.register.recommendations.values()
        return [r for r in recommended if r.meeting == self.meeting.id]

    def _of(self, record: Action | Recommendation, minute: Minute) -> bool:
        """Whether a record arose from a minute: by its number, or by its item."""
        if record.minute:
            return record.minute == minute.number
        return record.item is not None and record.item == minute.item

    def arising(self, minute: Minute) -> list[Arising]:
        """The actions of a minute: in the order of its promises, then the others on the log."""
        if self.hidden(minute):
            return []
        told: dict[str, Arising] = {}
        for position, promise in enumerate(minute.promises):
            action = self.register.actions.get(promise.logged or "")
            if action:
                told[action.id] = self._logged(action, promise)
            elif promise.action:
                due = self.register.due_words(promise.due)
                owed = owners(self.register, promise.owner)
                told[f"promise {position}"] = Arising(promise.action, owed, due)
        for action in self._actions:
            if self._of(action, minute):
                told.setdefault(action.id, self._logged(action))
        return list(told.values())

    def _logged(self, action: Action, promise: Promise | None = None) -> Arising:
        """An action of the log as it stood that day; an owner who is minuted comes first."""
        due = action.moved[0].from_ if action.moved else action.due
        minuted = promise.owner if promise else ()
        return Arising(
            action.action,
            owners(self.register, minuted or action.owner),
            self.register.due_words(due),
            action.id,
            action.number,
        )

    def recommended(self, minute: Minute) -> list[Advice]:
        """The recommendations of a minute, in its order; then the others that are tracked."""
        if self.hidden(minute):
            return []
        told: dict[str, Advice] = {}
        for position, minuted in enumerate(minute.recommended):
            record = self.register.recommendations.get(minuted.tracked or "")
            if record:
                told[record.id] = _tracked(record, minuted.label)
            elif minuted.text:
                told[f"words {position}"] = Advice(minuted.text, minuted.label, minuted.to)
        for record in self._recommendations:
            if self._of(record, minute):
                told.setdefault(record.id, _tracked(record))
        return list(told.values())


def _tracked(record: Recommendation, label: str | None = None) -> Advice:
    return Advice(record.text, label or record.label, record.to, record.id)


def declared_interests(sitting: MinutesContext) -> list[Section]:
    """The interests declared; no section where there were none."""
    told = tuple(_words(sitting, one) for one in sitting.meeting.interests)
    return [Section("interests", "Declarations of interest", (Listing(told),))] if told else []


def _words(sitting: MinutesContext, one: Interest) -> Cell:
    """Who declared what in which item, and what the interest is."""
    kind = one.kind or ""
    article = "an" if not kind or kind[0].lower() in "aeiou" else "a"
    entry = sitting.agenda.get(one.item or "")
    number = f"item {entry.number}, " if entry and entry.number else ""
    told = (
        sitting.register.person_name(one),
        f"declared {article} {kind} interest".replace("  ", " "),
        f"in {number}{entry.title}" if entry else "",
    )
    left = ", and left the meeting while it was taken" if one.left else ""
    words = f"{' '.join(part for part in told if part)}{left}."
    return (words, Prose(one.interest)) if one.interest else words


def interests_data(sitting: MinutesContext) -> list[dict[str, Any]]:
    """The same for machines."""
    return [
        {
            "person": one.person,
            "name": sitting.register.person_name(one),
            "kind": one.kind,
            "item": one.item,
            "interest": one.interest,
            "left": one.left,
        }
        for one in sitting.meeting.interests
    ]
