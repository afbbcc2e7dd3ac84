"""What the minutes of a meeting say, gathered from the records that hold it.

What arises from a minute has records of its own: actions and recommendations are taken from those, and
only what nobody has logged or tracked is taken from the minute.
"""

from dataclasses import dataclass
from functools import cached_property

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.meetings import Interest, Meeting, Minute, Promise
from scrutiny_cli.domain.recommendations import Recommendation
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.meetings.agenda import AgendaContext
from scrutiny_cli.reports.meetings.roles import Capacities
from scrutiny_cli.reports.model import AgendaEntry, Cell, Listing, Prose, Section
from scrutiny_cli.reports.standpoint import Standpoint


@dataclass(frozen=True)
class Arising:
    """Something to be done, as the minutes say it; ``record`` is the action that holds it."""

    text: str
    owners: tuple[str, ...]
    due: str | None
    record: str | None = None
    number: int | None = None


@dataclass(frozen=True)
class Advice:
    """A recommendation as the minutes say it; ``record`` is the one that is tracked."""

    text: str
    label: str | None
    to: tuple[str, ...]
    record: str | None = None


@dataclass(frozen=True)
class MinutesContext:
    """A meeting with its committee, from a register cut to what may be seen."""

    at: Standpoint
    committee: Committee
    meeting: Meeting

    @property
    def register(self) -> Register:
        """The register around the meeting."""
        return self.at.register

    @property
    def record(self) -> Meeting:
        """The meeting."""
        return self.meeting

    @cached_property
    def capacities(self) -> Capacities:
        """In which capacities people were there."""
        return Capacities(self.committee, self.meeting.date)

    @cached_property
    def _agenda(self) -> AgendaContext:
        return AgendaContext(self.register, self.committee, self.meeting, taken=True)

    @cached_property
    def agenda(self) -> dict[str, AgendaEntry]:
        """The items of the agenda by name."""
        return {item.name: entry for item, entry in self._agenda.shown if item.name}

    def title(self, minute: Minute) -> str:
        """What a minute is headed with."""
        entry = self.agenda.get(minute.item or "")
        return minute.title or (entry.title if entry else "Untitled minute")

    def confidence(self, minute: Minute) -> str | None:
        """Why the public were excluded from what is minuted, if they were."""
        entry = self.agenda.get(minute.item or "")
        return entry.confidence if entry else None

    def public_summary(self, minute: Minute) -> str | None:
        """The summary for the public of what is minuted, if they were excluded."""
        return minute.public_summary if self.confidence(minute) else None

    def hidden(self, minute: Minute) -> bool:
        """Whether what is minuted may not be shown to the reader."""
        return not self.at.private and self.confidence(minute) is not None

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
        return [
            (entry.title, item.late_reason)
            for item, entry in self._agenda.shown
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
        arising: dict[str, Arising] = {}
        for position, promise in enumerate(minute.promises):
            action = self.register.actions.get(promise.logged or "")
            if action:
                arising[action.id] = self._logged(action, promise)
            elif promise.action:
                due = self.register.due_words(promise.due)
                owed = self.at.owners(promise.owner)
                arising[f"promise {position}"] = Arising(promise.action, owed, due)
        for action in self._actions:
            if self._of(action, minute):
                arising.setdefault(action.id, self._logged(action))
        return list(arising.values())

    def _logged(self, action: Action, promise: Promise | None = None) -> Arising:
        """An action of the log as it was that day; an owner who is minuted comes first."""
        due = action.moved[0].from_ if action.moved else action.due
        minuted = promise.owner if promise else ()
        return Arising(
            action.action,
            self.at.owners(minuted or action.owner),
            self.register.due_words(due),
            action.id,
            action.number,
        )

    def recommended(self, minute: Minute) -> list[Advice]:
        """The recommendations of a minute, in its order; then the others that are tracked."""
        if self.hidden(minute):
            return []
        advice: dict[str, Advice] = {}
        for position, minuted in enumerate(minute.recommended):
            record = self.register.recommendations.get(minuted.tracked or "")
            if record:
                advice[record.id] = _tracked(record, minuted.label)
            elif minuted.text:
                advice[f"words {position}"] = Advice(minuted.text, minuted.label, minuted.to)
        for record in self._recommendations:
            if self._of(record, minute):
                advice.setdefault(record.id, _tracked(record))
        return list(advice.values())


def _tracked(record: Recommendation, label: str | None = None) -> Advice:
    return Advice(record.text, label or record.label, record.to, record.id)


def declared_interests(context: MinutesContext) -> Section | None:
    """The interests declared; no section if there were none."""
    declared = tuple(_words(context, interest) for interest in context.meeting.interests)
    title = "Declarations of interest"
    return Section("interests", title, (Listing(declared),)) if declared else None


def _words(context: MinutesContext, interest: Interest) -> Cell:
    """Who declared what in which item, and what the interest is."""
    kind = interest.kind or ""
    article = "an" if not kind or kind[0].lower() in "aeiou" else "a"
    entry = context.agenda.get(interest.item or "")
    number = f"item {entry.number}, " if entry and entry.number else ""
    parts = (
        context.register.person_name(interest),
        f"declared {article} {kind} interest".replace("  ", " "),
        f"in {number}{entry.title}" if entry else "",
    )
    left = ", and left the meeting while it was taken" if interest.left else ""
    words = f"{' '.join(part for part in parts if part)}{left}."
    return (words, Prose(interest.interest)) if interest.interest else words
