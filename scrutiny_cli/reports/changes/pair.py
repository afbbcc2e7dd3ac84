"""A record before and now, and the changes that are described the same way for every record."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from scrutiny_cli.domain.base import Figure, Note
from scrutiny_cli.domain.dates import clock, long_date, on_date
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.people import Owner
from scrutiny_cli.register.register import Register
from scrutiny_cli.wording import listed, shorten
from scrutiny_cli.workspace.comparison import changed_fields, same

# How much of a record's own text is quoted, in characters.
QUOTED = 200
# The clerk's own notes are printed in no document.
UNSAID = "notes"
# What a committee calls a field whose own name says too little.
LABELS = {
    "in_attendance": "others in attendance",
    "officers": "officers present",
    "ended_at": "end of the meeting",
    "stated": "deadlines as papers print them",
    "front_matter": "text before item 1",
    "late_reason": "reason for the late agenda",
    "no_questions_from": "whose questions are not taken",
    "added": "day it was put on the log",
    "printed_status": "status as printed",
    "printed_totals": "totals as printed",
    "printed_type": "type as printed",
    "same_as": "topic that is the same",
    "published_on": "day of publication",
    "amber_within": "distance within which it is amber",
    "green_within": "distance within which it is still green",
    "total_of": "measures it is the total of",
    "updated_to": "date to which it is updated",
}
_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A record, or a part of one, on both sides, each with its register."""

    before: Any
    now: Any
    past: Register
    present: Register

    def part(self, before: Any, now: Any) -> "Pair":
        """A part of the record on both sides."""
        return replace(self, before=before, now=now)

    def meeting(self, name: str) -> str:
        """A meeting by its day, or by its id where the register does not hold it."""
        meeting = self.present.meetings.get(name) or self.past.meetings.get(name)
        return f"the meeting of {long_date(meeting.date)}" if meeting else f"the meeting {name}"


FieldDescriber = Callable[[Pair], Iterable[str]]
FieldDescribers = Sequence[tuple[tuple[str, ...], FieldDescriber]]
"""Fields, and what describes a change in any of them."""


def describe(pair: Pair, fields: Iterable[str], describers: FieldDescribers) -> Iterator[str]:
    """Describe the changed fields: those with a describer in that order, the rest plainly."""
    left = list(fields)
    for own, describer in describers:
        if any(name in left for name in own):
            left = [name for name in left if name not in own]
            yield from describer(pair)
    for name in left:
        if name == UNSAID:
            yield f"{name} changed"
        else:
            yield plainly(name, value(pair.before, name), value(pair.now, name))


def describe_part(pair: Pair, describers: FieldDescribers) -> Iterator[str]:
    """What changed in a part of a record."""
    yield from describe(pair, changed_fields(pair.before, pair.now), describers)


def value(record: Any, key: str) -> Any:
    """The value under a key; the model may have another name for it (``from`` is a word of Python)."""
    name = next((n for n, info in type(record).model_fields.items() if info.alias == key), key)
    return getattr(record, name)


def plainly(name: str, old: Any, new: Any) -> str:
    """A change of a field without words of its own."""
    label = LABELS.get(name) or name.replace("_", " ")
    before, after = _brief(old), _brief(new)
    if after is None:
        return f"{label} {('changed' if old else 'recorded') if new else 'removed'}"
    if before is None:
        return f"{label} changed to {after}" if old else f"{label}: {after}"
    return f"{label} changed from {before} to {after}"


def _brief(thing: Any) -> str | None:
    """A value in a few words; nothing where it has parts of its own or is empty."""
    if isinstance(thing, bool):
        return "yes" if thing else "no"
    if isinstance(thing, date):
        return long_date(thing)
    if isinstance(thing, time):
        return clock(thing)
    if isinstance(thing, str):
        return shorten(thing) if len(thing) <= QUOTED else None
    return str(thing) if isinstance(thing, int | Decimal | Figure | Due) else None


def quoted(text: str) -> str:
    """A record's own text on one line."""
    return shorten(text, QUOTED)


def on(day: Any) -> str:
    """`` on 2 November 2021``; nothing where no date is known."""
    return f" {on_date(day)}" if isinstance(day, date) else ""


def times(number: int) -> str:
    """`` for the second time,``; nothing for the first."""
    if number < 2:
        return ""
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    spelt = _ORDINALS.get(number) or f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"
    return f" for the {spelt} time,"


def entries(label: str, old: Sequence[Note], new: Sequence[Note]) -> Iterator[str]:
    """Dated entries: those that are new, and whether one was rewritten."""
    gone = [note for note in old if note not in new]
    added = [note for note in new if note not in old]
    for position, note in enumerate(added):
        verb = "reworded" if position < len(gone) else "noted"
        yield f"{label} {verb}{on(note.on)}: {quoted(note.note)}"
    if len(gone) > len(added):
        yield f"{label}: an entry was removed"


def progress(pair: Pair) -> Iterator[str]:
    """Progress noted."""
    yield from entries("progress", pair.before.progress, pair.now.progress)


def completed(pair: Pair) -> Iterator[str]:
    """Completed, or not any longer."""
    old, new = pair.before.completed, pair.now.completed
    if not new:
        yield "no longer completed"
    elif not old:
        yield f"completed{on(new)}"
    else:
        yield f"day of completion changed from {_brief(old)} to {_brief(new)}"


def due(pair: Pair) -> Iterator[str]:
    """The due date: set, taken out, or moved, counted by the entries under `moved`."""
    before, now = pair.before, pair.now
    old, new = pair.past.due_words(before.due), pair.present.due_words(now.due)
    entered = [move for move in now.moved if move not in before.moved]
    if not same(before.due, now.due):
        why = next((f" ({quoted(move.why)})" for move in reversed(entered) if move.why), "")
        if old is None:
            yield f"due date set to {new}"
        elif new is None:
            yield f"due date removed (it was {old})"
        elif entered:
            yield f"due date moved{times(len(now.moved))} from {old} to {new}{why}"
        else:
            yield f"due date moved from {old} to {new}, with no entry under `moved`"
    elif entered:
        for move in entered:
            first, last = map(pair.present.due_words, (move.from_, move.to))
            yield f"due date moved{times(len(now.moved))} from {first} to {last}"
    else:  # what differs is among the entries that were there
        yield "earlier moves of the due date rewritten"


def owner(pair: Pair) -> Iterator[str]:
    """The owner: given, changed or taken out."""
    yield from owners("owner", pair, pair.before.owner, pair.now.owner)


def owners(label: str, pair: Pair, old: tuple[Owner, ...], new: tuple[Owner, ...]) -> Iterator[str]:
    """Owners under whatever the field calls them."""
    before = listed([pair.past.owner_words(held) for held in old])
    after = listed([pair.present.owner_words(held) for held in new])
    if before and after:
        yield f"{label} changed from {before} to {after}"
    else:
        yield f"{label}: {after}" if after else f"{label} removed (it was {before})"


def reported(pair: Pair) -> Iterator[str]:
    """Told to the committee."""
    name = pair.now.reported
    yield f"reported to {pair.meeting(name)}" if name else "no longer marked as reported"


def accepted(pair: Pair) -> Iterator[str]:
    """The committee's verdict."""
    yield {
        True: "accepted by the committee",
        False: "sent back by the committee",
        None: "the committee's decision removed",
    }[pair.now.accepted]


def reworded(pair: Pair) -> Iterator[str]:
    """The words of the thing itself."""
    yield "reworded"


TRACKED: FieldDescribers = (
    (("completed",), completed),
    (("accepted",), accepted),
    (("reported",), reported),
    (("due", "moved"), due),
    (("owner",), owner),
    (("progress",), progress),
)
"""What is followed from meeting to meeting, in the order in which it matters."""
