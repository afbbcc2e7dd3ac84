"""Which action of the register a row is, and what the row says beyond it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from scrutiny_cli.domain.actions import Action, Withdrawn
from scrutiny_cli.domain.dates import long_date, read_due
from scrutiny_cli.domain.due import Due
from scrutiny_cli.edits import Append, Change, Delete, Set
from scrutiny_cli.exempt.redaction import is_withheld
from scrutiny_cli.importing.model import DISAGREES
from scrutiny_cli.importing.reading import Wanted
from scrutiny_cli.importing.words import NO, folded
from scrutiny_cli.register.register import Register
from scrutiny_cli.wording import listed, shorten

# Words less alike than this are another action and no new wording of one.
ALIKE = 0.6


def alike(one: str, other: str) -> bool:
    """Whether two texts may be wordings of the same action."""
    first, second = folded(one)[:2000], folded(other)[:2000]
    return first == second or SequenceMatcher(None, first, second).ratio() >= ALIKE


def match(wanted: Wanted, candidates: Sequence[Action]) -> Action | str | None:
    """The action of the register that a row is; why it cannot be told; ``None`` for a new one.

    By its id, else by its number and meeting, else by its words and meeting.
    """
    if wanted.reference:
        for action in candidates:
            if action.id == wanted.reference:
                return action if wanted.exported else _known(wanted, action, action.id)
        if wanted.exported:
            return None
    words = folded(wanted.words)
    meeting = wanted.data.get("meeting")
    fitting = [a for a in candidates if not (a.meeting and meeting and a.meeting != meeting)]
    number = wanted.data.get("number")
    numbered = [a for a in fitting if number and str(a.number) == number]
    if meeting:
        # What was logged without its meeting is the same action only in the same words.
        numbered = [a for a in numbered if a.meeting or folded(a.action) == words]
    else:
        numbered = [a for a in numbered if not a.meeting or folded(a.action) == words]
    if len(numbered) > 1:
        numbered = [a for a in numbered if folded(a.action) == words] or numbered
    if len(numbered) == 1:
        return _known(wanted, numbered[0], f"number {number} ({numbered[0].id})")
    same = numbered or [a for a in fitting if folded(a.action) == words]
    if len(same) > 1:
        ids = listed([action.id for action in same], "or")
        return f"it may be {ids}: write which into a column `Id`"
    return same[0] if same else None


def _known(wanted: Wanted, action: Action, name: str) -> Action | str:
    """The action that goes by a name, unless its words are those of another."""
    if alike(wanted.words, action.action):
        return action
    return (
        f"the register has other words under {name}: give it another number, or write its id "
        "into a column `Id`"
    )


@dataclass
class FieldDifference:
    """What a row says beyond the action it is."""

    changes: list[Change] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    disputed: bool = False

    def make(self, told: str, *changes: Change) -> None:
        """Note a change, in words and as edits."""
        self.told.append(told)
        self.changes += changes


class Comparer:
    """Holds rows against the actions they are."""

    def __init__(self, register: Register, as_of: date) -> None:
        self._register = register
        self._as_of = as_of

    def differences(self, wanted: Wanted, action: Action, raw: dict[str, Any]) -> FieldDifference:
        """The changes that a row asks for; what the register knows otherwise becomes a remark."""
        found = FieldDifference()
        said = _validated(wanted)
        self._plain(wanted, action, said, found)
        self._wording(wanted, action)
        if wanted.data.get("owner") and not (said and said.owner == action.owner):
            if not action.owner:
                found.make("owner", Set(("owner",), one_or_several(wanted.data["owner"])))
            elif not same_owners(self._register, action.owner, as_list(wanted.data["owner"])):
                held = listed([self._register.owner_words(owner) for owner in action.owner])
                self._dispute(wanted, action, "owner", held, _words(wanted.data["owner"]))
        if "due" in wanted.data and not (said and said.due == action.due):
            self._due(wanted, action, raw, found)
        self._completed(wanted, action, found)
        self._progress(wanted, action, said, found)
        self._status(wanted, action, found)
        self._notes(wanted, action, found)
        return found

    def _dispute(self, wanted: Wanted, action: Action, name: str, held: str, said: str) -> None:
        """Say that sheet and register disagree; of an exempt action nothing but that."""
        if is_withheld(self._register, "actions", action.id):
            wanted.remark(DISAGREES, f"{action.id}, {name}")
            return
        words = f"the register says `{shorten(held, 50)}`, the sheet `{shorten(said, 50)}`"
        wanted.remark(DISAGREES, f"{action.id}, {name}: {words}")

    def _plain(
        self, wanted: Wanted, action: Action, said: Action | None, found: FieldDifference
    ) -> None:
        """Fields of one value: what the register lacks is filled in, what it has is left."""
        for name in PLAIN:
            if name not in wanted.data or (said and getattr(said, name) == getattr(action, name)):
                continue
            held, new = getattr(action, name), wanted.data[name]
            if name == "withdrawn" and action.completed:
                continue
            if name == "committee" and held is None:
                body = self._register.committee_of(action)
                if body and body.id == new:
                    continue
            if held in (None, ()):
                found.make(name.replace("_", " "), Set((name,), new))
            elif folded(_held(held)) != folded(_words(new)):
                self._dispute(wanted, action, name, _held(held), _words(new))

    def _wording(self, wanted: Wanted, action: Action) -> None:
        if " ".join(wanted.words.split()) != " ".join(action.action.split()):
            self._dispute(wanted, action, "action", action.action, wanted.words)

    # ---------------------------------------------------------------------------------- due

    def _due(
        self, wanted: Wanted, action: Action, raw: dict[str, Any], found: FieldDifference
    ) -> None:
        new = wanted.data["due"]
        held = action.due
        if held is None:
            found.make(f"due {_due_words(new)}", Set(("due",), new))
            return
        if self._means(held, new):
            return
        before = [moved.from_ for moved in action.moved]
        if any(self._means(one, new) for one in before) or action.completed or action.withdrawn:
            self._dispute(
                wanted, action, "due", self._register.due_words(held) or "", _due_words(new)
            )
            return
        entry = {"from": raw["due"], "to": new, "on": self._as_of.isoformat()}
        found.make(
            f"due date moved to {_due_words(new)}", Append(("moved",), entry), Set(("due",), new)
        )

    def _means(self, held: Due, new: Any) -> bool:
        """Whether a due date of the register is what the sheet says, however it is spelt."""
        if not isinstance(new, str):
            return bool(held == _due(new))
        if held.words and folded(held.words) == folded(new):
            return True
        reading = read_due(new)
        return (
            reading.precision == "day"
            and reading.day == self._register.due_day(held)
            and (held.precision == "day" or bool(held.meeting))
        ) or folded(self._register.due_words(held) or "") == folded(new)

    # --------------------------------------------------------------------------- completed

    def _completed(self, wanted: Wanted, action: Action, found: FieldDifference) -> None:
        new, held = wanted.data.get("completed"), action.completed
        if new is None or folded(new) in NO:
            if held:
                words = long_date(held) if isinstance(held, date) else "yes"
                self._dispute(wanted, action, "completed", words, "not completed")
                found.disputed = True
        elif not held:
            words = "completed" if new == "yes" else f"completed on {long_date(_day(new))}"
            found.make(words, Set(("completed",), new))
        elif new != "yes" and held is True:
            found.make(f"completed on {long_date(_day(new))}", Set(("completed",), new))
        elif new != "yes" and isinstance(held, date) and held != _day(new):
            self._dispute(wanted, action, "completed", long_date(held), long_date(_day(new)))

    def _status(self, wanted: Wanted, action: Action, found: FieldDifference) -> None:
        new = wanted.data.get("printed_status")
        if new and not found.disputed and folded(new) != folded(action.printed_status or ""):
            found.make(f"printed status `{shorten(new, 30)}`", Set(("printed_status",), new))

    # ---------------------------------------------------------------------------- progress

    def _progress(
        self, wanted: Wanted, action: Action, said: Action | None, found: FieldDifference
    ) -> None:
        if said and said.progress == action.progress:
            return
        for entry in fresh_entries(wanted.data.get("progress", []), action):
            found.make(f"progress: {shorten(entry['note'], 50)}", Append(("progress",), entry))

    def _notes(self, wanted: Wanted, action: Action, found: FieldDifference) -> None:
        held = action.notes or ""
        lines = held.split("\n") if held else []
        if "meeting" in found.told:
            # The words that stood for the meeting while the register did not hold it.
            lines = [line for line in lines if line != wanted.meeting_line]
        lines += [note for note in wanted.notes if folded(note) not in folded(held)]
        new = "\n".join(lines)
        if new != held:
            found.make("notes", Set(("notes",), new) if new else Delete(("notes",)))


PLAIN = (
    *("number", "committee", "meeting", "item", "minute", "directorate", "evidence", "reported"),
    *("accepted", "added", "source", "withdrawn", "moved"),
)


def _validated(wanted: Wanted) -> Action | None:
    """What the row says as a record; ``None`` where it would not pass."""
    try:
        return Action.model_validate({"id": "row", **wanted.data})
    except ValueError:
        return None


def _due(value: Any) -> Due | None:
    try:
        return Due.model_validate(value)
    except ValueError:
        return None


def _due_words(value: Any) -> str:
    due = _due(value)
    return str(due) if due else _words(value)


def _day(written: str) -> date:
    reading = read_due(written)
    return reading.day or date.min


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(_words(part) for part in value.values())
    return "; ".join(map(_words, value)) if isinstance(value, list) else str(value)


def _held(value: Any) -> str:
    """A value of the register in words."""
    return (value.reason or "withdrawn") if isinstance(value, Withdrawn) else str(value)


def as_list(value: Any) -> list[Any]:
    """One thing or a list of them as a list."""
    return value if isinstance(value, list) else [value]


def one_or_several(values: Any) -> Any:
    """A list of one as the one."""
    return values[0] if isinstance(values, list) and len(values) == 1 else values


def fresh_entries(entries: Sequence[dict[str, str]], action: Action) -> Iterator[dict[str, str]]:
    """The progress of a row that the register has not got: whole entries, or the words added to one."""
    held = sorted({folded(note.note) for note in action.progress}, key=len, reverse=True)
    lines = {folded(line) for note in action.progress for line in note.note.split("\n")}
    for entry in entries:
        if folded(entry["note"]) in held:
            continue
        added = [line for line in entry["note"].split("\n") if folded(line) not in lines]
        rest = _without_known("\n".join(added), held)
        if rest:
            yield {**entry, "note": rest}


def _without_known(words: str, held: Sequence[str]) -> str:
    """Words without the entries that they begin with: people go on writing in the same line."""
    rest = words.strip()
    known: str | None = ""
    while known is not None:
        flat = " ".join(rest.split())
        known = next((one for one in held if one and flat.casefold().startswith(one)), None)
        if known is not None:
            rest = flat[len(known) :].lstrip(" .;:,-–")
    return rest


def same_owners(register: Register, held: Sequence[Any], said: Sequence[Any]) -> bool:
    """Whether owners of the register and of a sheet are the same, however they are spelt."""

    def spelt(owner: Any) -> set[str]:
        person = register.owner_person(owner)
        words = {register.owner_words(owner), owner.text, owner.post}
        if person:
            words |= {person.name, person.full_name, person.id}
        return {folded(word) for word in words if word}

    said_words = [
        folded(next(iter(one.values())) if isinstance(one, dict) else one) for one in said
    ]
    if len(held) != len(said_words):
        return False
    return all(words in spelt(owner) for owner, words in zip(held, said_words, strict=True))
