"""Which action of the register a row is, and what the row says beyond it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from scrutiny_cli.domain.actions import Action, Withdrawn
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import long_date, read_due
from scrutiny_cli.domain.due import Due
from scrutiny_cli.edits import Append, Delete, Set
from scrutiny_cli.exempt.redaction import is_withheld
from scrutiny_cli.importing.cell_text import NO, folded
from scrutiny_cli.importing.model import DISAGREES, FieldDifference, ParsedRow
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


class ActionIndex:
    """The actions of the register by id, number and words, so that a row is found at once."""

    def __init__(self, register: Register, committee: Committee) -> None:
        self._committee = committee
        self._actions = register.actions
        self._order = {name: position for position, name in enumerate(register.actions)}
        self._bodies: dict[str, str | None] = {}
        self._by_number: dict[str, list[Action]] = defaultdict(list)
        self._by_words: dict[str, list[Action]] = defaultdict(list)
        for action in register.actions.values():
            body = register.committee_of(action)
            self._bodies[action.id] = body.id if body else None
            if action.number is not None:
                self._by_number[str(action.number)].append(action)
            # As it is printed, and as an earlier import may have written it.
            for words in {folded(to_text(action.action)), folded(action.action)}:
                self._by_words[words].append(action)

    def match(self, parsed: ParsedRow) -> Action | str | None:
        """The action that a row is; why that is not known; ``None`` for a new one.

        By its id, else by its number and meeting, else by its words and meeting.
        """
        if parsed.reference:
            action = self._actions.get(parsed.reference)
            if parsed.exported:
                return action
            if action and self._of_committee(parsed, [action]):
                return _if_alike(parsed, action, action.id)
        meeting, number = parsed.data.get("meeting"), parsed.data.get("number")
        same = self._fitting(parsed, self._by_words.get(folded(parsed.words), ()), meeting)
        worded = {action.id for action in same}
        numbered = [
            action
            for action in self._fitting(parsed, self._by_number.get(number or "", ()), meeting)
            # What was logged without its meeting is the same action only in the same words.
            if bool(action.meeting) == bool(meeting) or action.id in worded
        ]
        if len(numbered) > 1:
            numbered = [action for action in numbered if action.id in worded] or numbered
        if len(numbered) == 1:
            return _if_alike(parsed, numbered[0], f"number {number} ({numbered[0].id})")
        candidates = numbered or same
        if len(candidates) > 1:
            ids = [action.id for action in candidates]
            some = ids[:_MOST_NAMED] + ["another"] * (len(ids) > _MOST_NAMED)
            return f"it may be {listed(some, 'or')}: write which into a column `Id`"
        return candidates[0] if candidates else None

    def _fitting(
        self, parsed: ParsedRow, actions: Iterable[Action], meeting: str | None
    ) -> list[Action]:
        """The actions of a row's committee that are not known to be of another meeting."""
        here = self._of_committee(parsed, actions)
        return [a for a in here if not (a.meeting and meeting and a.meeting != meeting)]

    def _of_committee(self, parsed: ParsedRow, actions: Iterable[Action]) -> list[Action]:
        name = parsed.data.get("committee", self._committee.id)
        return [action for action in actions if self._bodies[action.id] in (None, name)]


def _if_alike(parsed: ParsedRow, action: Action, name: str) -> Action | str:
    """The action that goes by a name, unless its words are those of another."""
    if alike(parsed.words, to_text(action.action)):
        return action
    return (
        f"the register has other words under {name}: give it another number, or write its id "
        "into a column `Id`"
    )


class ActionComparer:
    """Compares rows with the actions they are."""

    def __init__(self, register: Register, as_of: date) -> None:
        self._register = register
        self._as_of = as_of

    def differences(
        self, parsed: ParsedRow, action: Action, raw: dict[str, Any]
    ) -> FieldDifference:
        """The changes that a row asks for; where the register says something else, a remark."""
        difference = FieldDifference()
        row = _validated(parsed)
        self._plain(parsed, action, row, difference)
        self._wording(parsed, action)
        if parsed.data.get("owner") and not (row and row.owner == action.owner):
            if not action.owner:
                difference.add("owner", Set(("owner",), one_or_several(parsed.data["owner"])))
            elif not same_owners(self._register, action.owner, as_list(parsed.data["owner"])):
                owners = listed([self._register.owner_words(owner) for owner in action.owner])
                self._dispute(parsed, action, "owner", owners, _words(parsed.data["owner"]))
        if "due" in parsed.data and not (row and row.due == action.due):
            self._due(parsed, action, raw, difference)
        self._completed(parsed, action, difference)
        self._progress(parsed, action, row, difference)
        self._status(parsed, action, difference)
        self._notes(parsed, action, difference)
        return difference

    def _dispute(self, parsed: ParsedRow, action: Action, name: str, known: str, new: str) -> None:
        """Say that sheet and register disagree; of an exempt action nothing but that."""
        if is_withheld(self._register, "actions", action.id):
            parsed.remark(DISAGREES, f"{action.id}, {name}")
            return
        words = f"the register says `{shorten(known, 50)}`, the sheet `{shorten(new, 50)}`"
        parsed.remark(DISAGREES, f"{action.id}, {name}: {words}")

    def _plain(
        self, parsed: ParsedRow, action: Action, row: Action | None, difference: FieldDifference
    ) -> None:
        """Fields of one value: what the register lacks is filled in, what it has is left."""
        for name in PLAIN:
            if name not in parsed.data or (row and getattr(row, name) == getattr(action, name)):
                continue
            known, new = getattr(action, name), parsed.data[name]
            if name == "withdrawn" and action.completed:
                continue
            if name == "committee" and known is None:
                body = self._register.committee_of(action)
                if body and body.id == new:
                    continue
            if known in (None, ()):
                difference.add(name.replace("_", " "), Set((name,), new))
                continue
            words = to_text(_words(new)) if name == "withdrawn" else _words(new)
            if folded(_held(known)) != folded(words):
                self._dispute(parsed, action, name, _held(known), words)

    def _wording(self, parsed: ParsedRow, action: Action) -> None:
        known = to_text(action.action)
        if " ".join(parsed.words.split()) not in (
            " ".join(known.split()),
            " ".join(action.action.split()),
        ):
            self._dispute(parsed, action, "action", known, parsed.words)

    # ---------------------------------------------------------------------------------- due

    def _due(
        self, parsed: ParsedRow, action: Action, raw: dict[str, Any], difference: FieldDifference
    ) -> None:
        new = parsed.data["due"]
        known = action.due
        if known is None:
            difference.add(f"due {_due_words(new)}", Set(("due",), new))
            return
        if self._means(known, new):
            return
        before = [moved.from_ for moved in action.moved]
        if any(self._means(due, new) for due in before) or action.completed or action.withdrawn:
            self._dispute(
                parsed, action, "due", self._register.due_words(known) or "", _due_words(new)
            )
            return
        entry = {"from": raw["due"], "to": new, "on": self._as_of.isoformat()}
        difference.add(
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

    def _completed(self, parsed: ParsedRow, action: Action, difference: FieldDifference) -> None:
        new, known = parsed.data.get("completed"), action.completed
        if new is None or folded(new) in NO:
            if known:
                words = long_date(known) if isinstance(known, date) else "yes"
                self._dispute(parsed, action, "completed", words, "not completed")
                difference.disputed = True
        elif not known:
            words = "completed" if new == "yes" else f"completed on {long_date(_day(new))}"
            difference.add(words, Set(("completed",), new))
        elif new != "yes" and known is True:
            difference.add(f"completed on {long_date(_day(new))}", Set(("completed",), new))
        elif new != "yes" and isinstance(known, date) and known != _day(new):
            self._dispute(parsed, action, "completed", long_date(known), long_date(_day(new)))

    def _status(self, parsed: ParsedRow, action: Action, difference: FieldDifference) -> None:
        new = parsed.data.get("printed_status")
        if new and not difference.disputed and folded(new) != folded(action.printed_status or ""):
            difference.add(f"printed status `{shorten(new, 30)}`", Set(("printed_status",), new))

    # ---------------------------------------------------------------------------- progress

    def _progress(
        self, parsed: ParsedRow, action: Action, row: Action | None, difference: FieldDifference
    ) -> None:
        if row and row.progress == action.progress:
            return
        for entry in fresh_entries(parsed.data.get("progress", []), action):
            words = shorten(to_text(entry["note"]), 50)
            difference.add(f"progress: {words}", Append(("progress",), entry))

    def _notes(self, parsed: ParsedRow, action: Action, difference: FieldDifference) -> None:
        known = action.notes or ""
        lines = known.split("\n") if known else []
        if "meeting" in difference.words:
            # The words that stood for the meeting while the register did not hold it.
            lines = [line for line in lines if line != parsed.meeting_note]
        lines += [note for note in parsed.notes if folded(note) not in folded(known)]
        new = "\n".join(lines)
        if new != known:
            difference.add("notes", Set(("notes",), new) if new else Delete(("notes",)))


PLAIN = (
    *("number", "committee", "meeting", "item", "minute", "directorate", "evidence", "reported"),
    *("accepted", "added", "source", "withdrawn", "moved"),
)


def _validated(parsed: ParsedRow) -> Action | None:
    """What the row says as a record; ``None`` where it would not pass."""
    try:
        return Action.model_validate({"id": "row", **parsed.data})
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
    return to_text(value.reason or "withdrawn") if isinstance(value, Withdrawn) else str(value)


def as_list(value: Any) -> list[Any]:
    """One thing or a list of them as a list."""
    return value if isinstance(value, list) else [value]


def one_or_several(values: Any) -> Any:
    """A list of one as the one."""
    return values[0] if isinstance(values, list) and len(values) == 1 else values


def fresh_entries(entries: Sequence[dict[str, str]], action: Action) -> Iterator[dict[str, str]]:
    """The progress of a row that the register has not got: whole entries, or the words added to one."""
    texts = [text for n in action.progress for text in (_plain_lines(n.note), n.note)]
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
