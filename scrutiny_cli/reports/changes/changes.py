"""What changed in the records between two days, in the words of the committee."""

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.changes import calendar_words, figure_words, other_files, tracked_words
from scrutiny_cli.reports.changes.pair import FieldDescribers, Pair, describe, due
from scrutiny_cli.reports.fields import Field, Fields
from scrutiny_cli.reports.model import Block, Listing, Notice, Prose, Report, Section
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.wording import capital, count, shorten
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
DESCRIBERS: dict[str, FieldDescribers] = {
    "meetings": calendar_words.MEETING,
    "actions": tracked_words.ACTION,
    "recommendations": tracked_words.RECOMMENDATION,
    "responses": tracked_words.RESPONSE,
    "plans": figure_words.PLAN,
    "measures": figure_words.MEASURE,
    "programme": calendar_words.TOPIC,
    "decisions": ((("due", "moved"), due),),
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


def describe_changes(
    differences: Iterable[RecordDifference], past: Register, present: Register
) -> list[DescribedChange]:
    """Differences in words, by kind and within it in the order of numbers and days."""
    changes = [_described(difference, past, present) for difference in differences]
    kinds = list(HEADINGS)
    return sorted(changes, key=lambda c: (kinds.index(c.difference.kind), _natural(c)))


def _described(difference: RecordDifference, past: Register, present: Register) -> DescribedChange:
    pair = Pair(difference.before, difference.now, past, present)
    kind = difference.kind
    record = difference.before if difference.now is None else difference.now
    facts: Iterable[str]
    if difference.what == "removed":
        facts = (f"removed from the records ({difference.id})",)
    elif difference.what == "added":
        new = NEW.get(kind)
        facts = new(record, present) if new else ("new",)
    else:
        facts = describe(pair, difference.fields, DESCRIBERS.get(kind, ()))
    name = about(kind, difference.before or record, present)
    return DescribedChange(difference, name, tuple(dict.fromkeys(facts)))


def about(kind: str, record: Any, register: Register) -> str:
    """What a record is called in a list of changes; with several committees, whose it is."""
    if kind == "responses":
        return tracked_words.replied_to(record)
    if kind in ("councils", "committees", "people"):
        return str(getattr(record, "full_name", record.name))
    if kind == "plans":
        return shorten(record.title, NAME)
    word = KINDS[kind].short.capitalize()
    if kind == "meetings":
        name = f"of {long_date(record.date)}"
    else:
        own = (getattr(record, field, None) for field in ("number", "ref", "title", "topic"))
        name = shorten(str(next((part for part in own if part), record.id)), NAME)
    name = record.id if kind == "measures" else name
    if kind == "call-ins" and (decision := register.decisions.get(record.decision)):
        name = f"of {shorten(decision.called, NAME)}"
    committee = register.committee_of(record) if len(register.committees) > 1 else None
    return f"{word} {name} ({committee.id})" if committee else f"{word} {name}"


def _natural(change: DescribedChange) -> tuple[Any, ...]:
    """Sort key: meetings by day, actions by number, the rest by id with 2 before 10."""
    record = change.difference.before or change.difference.now
    first = record.date.toordinal() if change.difference.kind == "meetings" else 0
    number = getattr(record, "number", None) or sys.maxsize
    parts = re.split(r"(\d+)", change.difference.id)
    return (first, number, [(int(p), "") if p.isdecimal() else (0, p) for p in parts])


CHANGE = Fields(
    DescribedChange,
    Field("kind", value="difference.kind"),
    Field("id", value="difference.id"),
    Field("what", value="difference.what"),
    Field("words", value=lambda c: f"{c.about}: {'; '.join(c.facts)}", type=str),
    Field("fields", value="difference.fields"),
)


class Changes(NamedTuple):
    """What changed since when, in the records and in other files, and what could not be compared."""

    since: str
    changes: list[DescribedChange]
    other: list[str]
    not_compared: tuple[str, ...]


CHANGES = Fields(Changes, "since", Field("changes", of=CHANGE), "other", "not_compared")


def report(
    at: Standpoint, compared: Compared, differences: Iterable[RecordDifference], since: str
) -> Report:
    """The changes as a document: ``differences`` are those to show."""
    changes = describe_changes(differences, compared.before.register, at.register)
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
        nothing = other_files.nothing(compared, private=at.private)
        sections.append(Section("none", None, (Prose(nothing),)))
    if beside := other_files.lines(compared, private=at.private):
        sections.append(Section("other", "Settings and other files", (Listing(tuple(beside)),)))
    data = CHANGES.write(Changes(since, changes, list(beside), compared.remarks))
    filters = (capital(since), *at.filters, *compared.remarks)
    at = replace(at, revision=_fingerprint(data["changes"]), filters=filters)
    return at.report("changes", "Changes in the records", sections, data)


def not_shown(at: Standpoint, since: str, errors: int) -> Report:
    """The document in place of the changes, while errors from before may hide what is exempt."""
    words = (
        f"What changed is not shown. The records have {count(errors, 'error')} from before, and "
        f"until {'it is' if errors == 1 else 'they are'} fixed scrutiny cannot be sure what is "
        "exempt. `scrutiny check` lists them."
    )
    section = Section("none", None, (Notice("warning", words),))
    at = replace(at, revision=_fingerprint([]), filters=(capital(since),))
    return at.report("changes", "Changes in the records", (section,), {})


def _lost(lost: Sequence[DescribedChange]) -> Section:
    """The records that are gone: an id is never used again, and a record is withdrawn, not deleted."""
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


def _fingerprint(changes: list[dict[str, Any]]) -> str:
    """A fingerprint of the changes: of public words alone, in a public report."""
    words = json.dumps(changes, sort_keys=True)
    return hashlib.blake2b(words.encode(), digest_size=5).hexdigest()
