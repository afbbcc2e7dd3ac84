"""What changed in the records between two days, in the words of the committee."""

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.changes import calendar_words, figure_words, other_files, tracked_words
from scrutiny_cli.reports.changes.pair import Pair, Tellers, tell
from scrutiny_cli.reports.model import Block, Listing, Notice, Prose, Report, Section
from scrutiny_cli.wording import count, shorten
from scrutiny_cli.workspace.comparison import RecordDifference
from scrutiny_cli.workspace.marks import Compared

# The order in which a committee would ask: when it meets, what is owed, what was answered, the rest.
HEADINGS = {
    kind.folder: kind.heading for kind in sorted(KINDS.values(), key=lambda kind: kind.background)
}
NEW: dict[str, Callable[[Any, Register], Iterator[str]]] = {
    "meetings": calendar_words.new_meeting,
    "actions": tracked_words.new_action,
    "recommendations": tracked_words.new_recommendation,
    "responses": tracked_words.new_response,
    "plans": figure_words.new_plan,
    "measures": figure_words.new_measure,
    "programme": calendar_words.new_topic,
    "questions": calendar_words.new_question,
}
TELLERS: dict[str, Tellers] = {
    "meetings": calendar_words.MEETING,
    "actions": tracked_words.ACTION,
    "recommendations": tracked_words.RECOMMENDATION,
    "responses": tracked_words.RESPONSE,
    "plans": figure_words.PLAN,
    "measures": figure_words.MEASURE,
    "programme": calendar_words.TOPIC,
    "questions": calendar_words.QUESTION,
}
# How much of a title names a record, in characters.
NAME = 40


@dataclass(frozen=True, slots=True)
class DescribedChange:
    """A difference in words: what it is about, and each thing that happened."""

    difference: RecordDifference
    about: str
    facts: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        """A line for each thing that happened."""
        return [f"{self.about}: {fact}" for fact in self.facts]


def told(
    found: Iterable[RecordDifference], past: Register, present: Register
) -> list[DescribedChange]:
    """Differences in words, by kind and within it in the order of numbers and days."""
    made = [_told(difference, past, present) for difference in found]
    kinds = list(HEADINGS)
    return sorted(made, key=lambda t: (kinds.index(t.difference.kind), _natural(t)))


def _told(difference: RecordDifference, past: Register, present: Register) -> DescribedChange:
    pair = Pair(difference.before, difference.now, past, present)
    kind = difference.kind
    record = difference.before if difference.now is None else difference.now
    facts: Iterable[str]
    if difference.what == "removed":
        facts = (f"lost, no longer in the records ({difference.id})",)
    elif difference.what == "added":
        new = NEW.get(kind)
        facts = new(record, present) if new else ("new",)
    else:
        facts = tell(pair, difference.fields, TELLERS.get(kind, ()))
    name = about(kind, difference.before or record, present)
    return DescribedChange(difference, name, tuple(dict.fromkeys(facts)))


def about(kind: str, record: Any, register: Register) -> str:
    """What a record is called where its changes are told; with several committees, whose it is."""
    if kind == "responses":
        return tracked_words.replied_to(record)
    if kind in ("committees", "people"):
        return str(getattr(record, "full_name", record.name))
    if kind == "plans":
        return shorten(record.title, NAME)
    word = KINDS[kind].short.capitalize()
    if kind == "meetings":
        name = f"of {long_date(record.date)}"
    else:
        own = (getattr(record, field, None) for field in ("number", "ref", "topic", "title"))
        name = shorten(str(next((part for part in own if part), record.id)), NAME)
    name = record.id if kind == "measures" else name
    committee = register.committee_of(record) if len(register.committees) > 1 else None
    return f"{word} {name} ({committee.id})" if committee else f"{word} {name}"


def _natural(told: DescribedChange) -> tuple[Any, ...]:
    """Sort key: meetings by day, actions by number, the rest by id with 2 before 10."""
    record = told.difference.before or told.difference.now
    first = record.date.toordinal() if told.difference.kind == "meetings" else 0
    number = getattr(record, "number", None) or sys.maxsize
    parts = re.split(r"(\d+)", told.difference.id)
    return (first, number, [(int(p), "") if p.isdecimal() else (0, p) for p in parts])


def report(
    compared: Compared,
    found: Iterable[RecordDifference],
    as_of: date,
    since: str,
    filters: tuple[str, ...] = (),
    *,
    private: bool = False,
) -> Report:
    """The changes as a document; ``found`` are the differences to show."""
    changes = told(found, compared.before.register, compared.now.register)
    lost = [change for change in changes if change.difference.what == "removed"]
    sections = [_lost(lost)] if lost else []
    for kind, heading in HEADINGS.items():
        lines = [
            line
            for change in changes
            if change.difference.kind == kind and change.difference.what != "removed"
            for line in change.lines
        ]
        if lines:
            sections.append(Section(kind, heading, (Listing(tuple(lines)),)))
    if not sections:
        sections.append(
            Section("none", None, (Prose(other_files.nothing(compared, private=private)),))
        )
    if beside := other_files.lines(compared, private=private):
        sections.append(Section("other", "Settings and other files", (Listing(tuple(beside)),)))
    data = [_data(change) for change in changes]
    return Report(
        name="changes",
        title="Changes in the records",
        as_of=as_of,
        revision=_fingerprint(data),
        sections=tuple(sections),
        filters=(since[:1].upper() + since[1:], *filters, *compared.remarks),
        private=private,
        data={
            "since": since,
            "changes": data,
            "other": beside,
            "not_compared": list(compared.remarks),
        },
    )


def not_shown(as_of: date, since: str, errors: int) -> Report:
    """The document in place of the changes, while errors from before may hide what is exempt."""
    words = (
        f"What changed is not shown. The records have {count(errors, 'error')} from before, and "
        f"until {'it is' if errors == 1 else 'they are'} fixed scrutiny cannot be sure what is "
        "exempt. `scrutiny check` lists them."
    )
    return Report(
        name="changes",
        title="Changes in the records",
        as_of=as_of,
        revision=_fingerprint([]),
        sections=(Section("none", None, (Notice("warning", words),)),),
        filters=(since[:1].upper() + since[1:],),
    )


def _lost(lost: Sequence[DescribedChange]) -> Section:
    """What is gone stands first: an id is never used again, and a record is withdrawn, not deleted."""
    warning = Notice(
        "warning",
        f"{count(len(lost), 'record')} lost. What is over stays in the records: completed, "
        "withdrawn, cancelled.",
    )
    blocks: tuple[Block, ...] = (
        warning,
        Listing(tuple(line for change in lost for line in change.lines)),
    )
    return Section("lost", "Lost", blocks)


def _data(change: DescribedChange) -> dict[str, Any]:
    difference = change.difference
    return {
        "kind": difference.kind,
        "id": difference.id,
        "what": difference.what,
        "words": f"{change.about}: {'; '.join(change.facts)}",
        "fields": list(difference.fields),
    }


def _fingerprint(data: list[dict[str, Any]]) -> str:
    """A fingerprint of what is told: of public words alone, in a public report."""
    words = json.dumps(data, sort_keys=True)
    return hashlib.blake2b(words.encode(), digest_size=5).hexdigest()
