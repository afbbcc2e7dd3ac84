"""Which record of the register a row is, and what the row says beyond it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from scrutiny_cli.documents import Path
from scrutiny_cli.domain.actions import Withdrawn
from scrutiny_cli.domain.base import Note
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import long_date, read_due
from scrutiny_cli.domain.due import Due
from scrutiny_cli.edits import Append, Change, Delete, Set
from scrutiny_cli.exempt.redaction import is_withheld
from scrutiny_cli.importing.cell_text import NO, folded
from scrutiny_cli.importing.model import DISAGREES, FieldDifference, ParsedRow, one_or_several
from scrutiny_cli.importing.targets import ACTIONS, ImportTarget
from scrutiny_cli.register.register import Register
from scrutiny_cli.render.prose import from_plain, to_text
from scrutiny_cli.wording import listed, shorten

# Words less alike than this are another action, not a new wording of one.
ALIKE = 0.6
_MOST_NAMED = 5


def alike(text: str, other: str) -> bool:
    """Whether two texts may be wordings of the same action."""
    first, second = folded(text)[:2000], folded(other)[:2000]
    return first == second or SequenceMatcher(None, first, second).ratio() >= ALIKE


class RecordIndex:
    """The records of a kind by id, number and words, so that a row is found at once."""

    def __init__(self, register: Register, target: ImportTarget, committee: Committee) -> None:
        self._target = target
        self._committee = committee
        self._records = register.of(target.kind)
        self._bodies: dict[str, str | None] = {}
        self._by_number: dict[str, list[Any]] = defaultdict(list)
        self._by_words: dict[str, list[Any]] = defaultdict(list)
        for record in self._records.values():
            body = register.committee_of(record)
            self._bodies[record.id] = body.id if body else None
            number = self._number(vars(record).get)
            if number:
                self._by_number[number].append(record)
            # As it is printed, and as an earlier import may have written it.
            written = getattr(record, target.subject.field) or ""
            for words in {folded(to_text(written)), folded(written)} - {""}:
                self._by_words[words].append(record)

    def _number(self, get: Callable[[str], Any]) -> str:
        """The number of a record within its meeting; empty if a part of it is missing."""
        parts = [folded(str(get(name))) for name in self._target.numbered_by if get(name)]
        first = self._target.numbered_by[:1]
        whole = first and get(first[0]) and len(parts) >= min(len(self._target.numbered_by), 2)
        return " ".join(parts) if whole else ""

    def match(self, parsed: ParsedRow) -> Any:
        """The record that a row is; why that is not known, in words; ``None`` for a new one.

        By its id, else by its number and meeting, else by its words and meeting.
        """
        if parsed.reference:
            record = self._records.get(parsed.reference)
            if parsed.exported:
                return record
            if record and self._of_committee(parsed, [record]):
                return self._if_alike(parsed, record, record.id)
        meeting, number = parsed.data.get("meeting"), self._number(parsed.data.get)
        same = self._fitting(parsed, self.worded(parsed), meeting)
        worded = {record.id for record in same}
        numbered = [
            record
            for record in self._fitting(parsed, self._by_number.get(number, ()), meeting)
            # What was logged without its meeting is the same only in the same words.
            if bool(record.meeting) == bool(meeting) or record.id in worded
        ]
        if len(numbered) > 1:
            numbered = [record for record in numbered if record.id in worded] or numbered
        if len(numbered) == 1:
            name = f"{self._target.numbered_by[0]} {parsed.data[self._target.numbered_by[0]]}"
            return self._if_alike(parsed, numbered[0], f"{name} ({numbered[0].id})")
        candidates = numbered or same
        if len(candidates) > 1:
            ids = [record.id for record in candidates]
            some = ids[:_MOST_NAMED] + ["another"] * (len(ids) > _MOST_NAMED)
            return f"it may be {listed(some, 'or')}: write which into a column `Id`"
        return candidates[0] if candidates else None

    def worded(self, parsed: ParsedRow) -> list[Any]:
        """The records of a row's committee with its words."""
        return self._of_committee(parsed, self._by_words.get(folded(parsed.words), ()))

    def _fitting(self, parsed: ParsedRow, records: Iterable[Any], meeting: str | None) -> list[Any]:
        """The records of a row's committee that are not known to be of another meeting."""
        here = self._of_committee(parsed, records)
        return [r for r in here if not (r.meeting and meeting and r.meeting != meeting)]

    def _of_committee(self, parsed: ParsedRow, records: Iterable[Any]) -> list[Any]:
        name = parsed.data.get("committee", self._committee.id)
        return [record for record in records if self._bodies[record.id] in (None, name)]

    def _if_alike(self, parsed: ParsedRow, record: Any, name: str) -> Any:
        """The record that goes by a name, unless its words are those of another."""
        if alike(parsed.words, to_text(getattr(record, self._target.subject.field))):
            return record
        return (
            f"the register has other words under {name}: give it another number, or write its id "
            "into a column `Id`"
        )


class RecordComparer:
    """Compares rows with the records they are."""

    def __init__(self, register: Register, as_of: date) -> None:
        self._register = register
        self._as_of = as_of

    def differences(
        self, parsed: ParsedRow, record: Any, raw: Mapping[str, Any]
    ) -> FieldDifference:
        """The changes that a row asks for; where the register says something else, a remark."""
        difference = FieldDifference()
        at = RowAndRecord(parsed, record, raw, _validated(parsed), difference, record.id)
        self._compare(at)
        self._notes(at)
        return difference

    def _compare(self, at: "RowAndRecord") -> None:
        for column in at.parsed.target.in_order:
            getattr(self, f"_{column.compared}")(at, column.field)

    def _dispute(self, at: "RowAndRecord", name: str, known: str, new: str) -> None:
        """Say that sheet and register disagree; of an exempt record nothing but that."""
        where = f"{at.name}, {name.replace('_', ' ') if at.parsed.target is not ACTIONS else name}"
        if is_withheld(self._register, at.kind, at.record_id):
            at.parsed.remark(DISAGREES, where)
            return
        words = f"the register says `{shorten(known, 50)}`, the sheet `{shorten(new, 50)}`"
        at.parsed.remark(DISAGREES, f"{where}: {words}")

    def _plain(self, at: "RowAndRecord", name: str) -> None:
        """A field of one value: what the register lacks is filled in, what it has is left."""
        attribute = name if name != "from" else "from_"
        known, new = getattr(at.record, attribute), at.parsed.data.get(name)
        if new is None or (at.row and getattr(at.row, attribute) == known):
            return
        if name == "withdrawn" and at.record.completed:
            return
        if name == "committee" and known is None:
            body = self._register.committee_of(at.record)
            if body and body.id == new:
                return
        if known in (None, (), {}):
            at.difference.add(name.replace("_", " "), Set((name,), one_or_several(new)))
            return
        words = to_text(_words(new)) if name == "withdrawn" else _words(new)
        if folded(_held(known)) != folded(words):
            self._dispute(at, name, _held(known), words)

    def _wording(self, at: "RowAndRecord", name: str) -> None:
        written = getattr(at.record, name)
        if not written and at.parsed.words:
            at.difference.add(name, Set((name,), at.parsed.data[name]))
            return
        known = to_text(written or "")
        if at.parsed.words and " ".join(at.parsed.words.split()) not in (
            " ".join(known.split()),
            " ".join((written or "").split()),
        ):
            self._dispute(at, name, known, at.parsed.words)

    def _owners(self, at: "RowAndRecord", name: str) -> None:
        known, new = getattr(at.record, name), at.parsed.data.get(name)
        if not new or (at.row and getattr(at.row, name) == known):
            return
        if not known:
            at.difference.add(name, Set((name,), one_or_several(new)))
        elif not same_owners(self._register, known, as_list(new)):
            owners = listed([self._register.owner_words(owner) for owner in known])
            self._dispute(at, name, owners, _words(new))

    def _place(self, at: "RowAndRecord", _: str) -> None:
        """Where a topic is: at another meeting or on another list it was moved."""
        new = at.parsed.data.get("meeting") or at.parsed.data.get("list")
        known = at.record.meeting or at.record.list or "to schedule"
        if new is None or new == known:
            return
        if any(new == move.from_ for move in at.record.moved):
            self._dispute(at, "meeting or list", known, new)
            return
        entry = {"from": known, "to": new, "on": self._as_of.isoformat()}
        put: list[Change] = [Append(("moved",), entry)]
        for name in ("meeting", "list"):
            if name in at.parsed.data:
                put.append(Set((name,), new))
            elif getattr(at.record, name):
                put.append(Delete((name,)))
        at.difference.add(f"moved to {new}", *put)

    def _answered(self, at: "RowAndRecord", name: str) -> None:
        """The recommendations that a response answers: those that it has not named are added."""
        more = [one for one in at.parsed.data[name] if one not in at.record.to]
        if more:
            at.difference.add(f"answers {listed(more)}", Set((name,), [*at.record.to, *more]))

    def _promises(self, at: "RowAndRecord", name: str) -> None:
        """What a response says will be done: each action is found by its words."""
        left = dict(enumerate(at.record.actions))
        for promise in at.parsed.promises:
            found = next(
                (n for n, held in left.items() if alike(promise.words, to_text(held.action))), None
            )
            if found is None:
                at.difference.add(
                    f"action: {shorten(promise.words, 30)}", Append((name,), promise.written)
                )
                continue
            held = left.pop(found)
            raw = as_list(at.raw[name])[found]
            inner = FieldDifference()
            place = f"{at.name}, action {found + 1}"
            self._compare(RowAndRecord(promise, held, raw, _validated(promise), inner, place, at))
            at.parsed.remarks += promise.remarks
            below = [_below(change, (name, found)) for change in inner.changes]
            words = [f"action {found + 1}: {words}" for words in inner.words]
            at.difference.words += words
            at.difference.changes += below

    # ---------------------------------------------------------------------------------- due

    def _due(self, at: "RowAndRecord", name: str) -> None:
        new, known = at.parsed.data.get(name), at.record.due
        if new is None or (at.row and at.row.due == known):
            return
        if known is None:
            at.difference.add(f"due {_due_words(new)}", Set(("due",), new))
            return
        if self._means(known, new):
            return
        before = [moved.from_ for moved in at.record.moved]
        over = at.record.completed or getattr(at.record, "withdrawn", None)
        if any(self._means(due, new) for due in before) or over:
            self._dispute(at, name, self._register.due_words(known) or "", _due_words(new))
            return
        entry = {"from": at.raw["due"], "to": new, "on": self._as_of.isoformat()}
        at.difference.add(
            f"due date moved to {_due_words(new)}", Append(("moved",), entry), Set(("due",), new)
        )

    def _means(self, known: Due, new: Any) -> bool:
        """Whether a due date of the register is what the sheet says, however it is spelt."""
        if not isinstance(new, str):
            return bool(known == _due(new))
        if known.words and folded(known.words) == folded(new):
            return True
        reading = read_due(new)
        return (
            reading.precision == "day"
            and reading.day == self._register.due_day(known)
            and (known.precision == "day" or bool(known.meeting))
        ) or folded(self._register.due_words(known) or "") == folded(new)

    # --------------------------------------------------------------------------- completed

    def _completed(self, at: "RowAndRecord", name: str) -> None:
        new, known = at.parsed.data.get(name), at.record.completed
        if new is None or folded(new) in NO:
            if known and not at.silent:
                words = long_date(known) if isinstance(known, date) else "yes"
                self._dispute(at, name, words, "not completed")
                at.difference.disputed = True
        elif not known:
            words = "completed" if new == "yes" else f"completed on {long_date(_day(new))}"
            at.difference.add(words, Set((name,), new))
        elif new != "yes" and known is True:
            at.difference.add(f"completed on {long_date(_day(new))}", Set((name,), new))
        elif new != "yes" and isinstance(known, date) and known != _day(new):
            self._dispute(at, name, long_date(known), long_date(_day(new)))

    def _status(self, at: "RowAndRecord", name: str) -> None:
        new, known = at.parsed.data.get(name), at.record.printed_status or ""
        if new and not at.difference.disputed and folded(new) != folded(known):
            at.difference.add(f"printed status `{shorten(new, 30)}`", Set((name,), new))

    # ---------------------------------------------------------------------------- progress

    def _progress(self, at: "RowAndRecord", name: str) -> None:
        known = getattr(at.record, name)
        if at.row and getattr(at.row, name) == known:
            return
        for entry in fresh_entries(at.parsed.data.get(name, []), known):
            words = shorten(to_text(entry["note"]), 50)
            at.difference.add(f"{name}: {words}", Append((name,), entry))

    def _notes(self, at: "RowAndRecord") -> None:
        known = at.record.notes or ""
        lines = known.split("\n") if known else []
        if "meeting" in at.difference.words:
            # The words that stood for the meeting while the register did not hold it.
            lines = [line for line in lines if line != at.parsed.meeting_note]
        lines += [note for note in at.parsed.notes if folded(note) not in folded(known)]
        new = "\n".join(lines)
        if new != known:
            at.difference.add("notes", Set(("notes",), new) if new else Delete(("notes",)))


class RowAndRecord(NamedTuple):
    """A row and the record, or the part of one, that it is compared with."""

    parsed: ParsedRow
    record: Any
    raw: Mapping[str, Any]
    row: Any
    """What the row says as a record; ``None`` where it would not pass."""
    difference: FieldDifference
    name: str
    within: "RowAndRecord | None" = None
    """The record that it is a part of."""

    @property
    def kind(self) -> str:
        """The kind of its record."""
        return self.within.kind if self.within else self.parsed.target.kind

    @property
    def record_id(self) -> str:
        """The id of its record."""
        return self.within.record_id if self.within else str(self.record.id)

    @property
    def silent(self) -> bool:
        """Whether the sheet says nothing of what is done, so that it disputes nothing."""
        return self.parsed.target is not ACTIONS


def _below(change: Any, path: Path) -> Change:
    """A change of a part of a record as a change of the record."""
    moved: Change = replace(change, path=(*path, *change.path))
    return moved


def _validated(parsed: ParsedRow) -> Any:
    """What the row says as a record; ``None`` where it would not pass."""
    try:
        id_ = {"id": "row"} if parsed.target.kind else {}
        return parsed.target.model.model_validate({**id_, **parsed.data})
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
    if isinstance(value, tuple):
        return "; ".join(map(_held, value))
    return to_text(value.reason or "withdrawn") if isinstance(value, Withdrawn) else str(value)


def as_list(value: Any) -> list[Any]:
    """One thing or a list of them as a list."""
    return value if isinstance(value, list) else [value]


def fresh_entries(
    entries: Sequence[dict[str, str]], progress: Iterable[Note]
) -> Iterator[dict[str, str]]:
    """The progress of a row that the register has not got: whole entries, or the words added to one."""
    texts = [text for n in progress for text in (_plain_lines(n.note), n.note)]
    known = sorted({folded(text) for text in texts}, key=len, reverse=True)
    lines = {folded(line) for text in texts for line in text.split("\n")}
    for entry in entries:
        words = _plain_lines(entry["note"])
        if folded(words) in known:
            continue
        added = [line for line in words.split("\n") if folded(line) not in lines]
        rest = _without_known("\n".join(added), known)
        if rest:
            yield entry if rest == words else {**entry, "note": from_plain(rest)}


def _plain_lines(markdown: str) -> str:
    """The words of a text, line for line."""
    return "\n".join(to_text(line.removesuffix("\\")) for line in markdown.split("\n"))


def _without_known(words: str, held: Sequence[str]) -> str:
    """Words without the entries that they begin with: people go on writing in the same line."""
    rest = words.strip()
    known: str | None = ""
    while known is not None:
        flat = " ".join(rest.split())
        known = next((text for text in held if text and flat.casefold().startswith(text)), None)
        if known is not None:
            rest = flat[len(known) :].lstrip(" .;:,-–")
    return rest


def same_owners(register: Register, known: Sequence[Any], new: Sequence[Any]) -> bool:
    """Whether owners of the register and of a sheet are the same, however they are spelt."""

    def spelt(owner: Any) -> set[str]:
        person = register.owner_person(owner)
        words = {register.owner_words(owner), owner.text, owner.post}
        if person:
            words |= {person.name, person.full_name, person.id}
        return {folded(word) for word in words if word}

    new_words = [
        folded(next(iter(owner.values())) if isinstance(owner, dict) else owner) for owner in new
    ]
    if len(known) != len(new_words):
        return False
    return all(words in spelt(owner) for owner, words in zip(known, new_words, strict=True))
