"""References between records: the ids in them, and the committee of each."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from scrutiny_cli.checks.context import Context
from scrutiny_cli.documents import Path
from scrutiny_cli.domain.base import CommitteeRecord
from scrutiny_cli.domain.kinds import KINDS, Kind
from scrutiny_cli.domain.meetings import Item
from scrutiny_cli.domain.programme import PROGRAMME_LISTS
from scrutiny_cli.exempt.redaction import public_ids, public_items
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.wording import did_you_mean, listed, shorten

_STEPS = {
    folder: tuple((tuple(path.split(".")), target) for path, target in kind.references.items())
    for folder, kind in KINDS.items()
}


def named(records: Sequence[Any], steps: tuple[str, ...]) -> list[Any]:
    """The values at the end of a path in some records.

    A step of the path is a field, ``*`` for each entry of a list, or ``@`` for each key.
    """
    parts = list(records)
    for step in steps:
        if step in ("*", "@"):
            parts = [entry for part in parts for entry in part]
        else:
            parts = [value for part in parts if (value := getattr(part, step)) is not None]
    return parts


def placed(record: Any, steps: tuple[str, ...], path: Path = ()) -> list[tuple[Path, Any]]:
    """The values that :func:`named` returns for one record, each with its path in the data."""
    parts = [(path, record)]
    for step in steps:
        if step == "*":
            parts = [
                ((*at, index), part)
                for at, parts_of in parts
                for index, part in enumerate(parts_of)
            ]
        elif step == "@":
            parts = [((*at, key), key) for at, keyed in parts for key in keyed]
        else:
            name = step.removesuffix("_")
            parts = [
                ((*at, name), value)
                for at, part in parts
                if (value := getattr(part, step)) is not None
            ]
    return parts


# Hints take time. If so many ids are missing, something else is wrong.
MAX_HINTS = 100


def missing(entry: PlacedRecord, path: Path, target: str, known: Any, word: str) -> Finding:
    """The finding for an id that no record has."""
    hint = did_you_mean(word, known) or f"write the {KINDS[target].singular}, or correct the id"
    message = f"there is no {KINDS[target].singular} {shorten(word, 40)}"
    return entry.finding(path, "unknown-reference", message, hint)


def references(context: Context) -> Iterator[Finding]:
    """Each id in a record is the id of a record."""
    count = 0
    for kind, paths in _STEPS.items():
        for steps, target in paths:
            known = context.register.of(target)
            if known.keys() >= set(named([record for _, record in context.each(kind)], steps)):
                continue
            public = public_ids(context.register, target)
            for entry, record in context.each(kind):
                for path, word in placed(record, steps):
                    if word not in known and not context.broken(target, word):
                        count += 1
                        hints = public if count <= MAX_HINTS else ()
                        yield missing(entry, path, target, hints, word)


def substitutes(context: Context) -> Iterator[Finding]:
    """A substitute is for a person in the register or for a vacancy."""
    people = context.register.people
    for entry, meeting in context.each("meetings"):
        for index, substitute in enumerate(meeting.substitutes):
            seat = substitute.for_
            if (
                seat not in (None, "vacancy")
                and seat not in people
                and not context.broken("people", seat or "")
            ):
                path: Path = ("substitutes", index, "for")
                yield missing(entry, path, "people", (*people, "vacancy"), seat)


def moves(context: Context) -> Iterator[Finding]:
    """A topic moves between meetings in the register and lists of the work programme."""
    known = (*context.register.meetings, *PROGRAMME_LISTS)
    for entry, topic in context.each("programme"):
        for index, move in enumerate(topic.moved):
            for key, word in (("from", move.from_), ("to", move.to)):
                if word not in known and not context.broken("meetings", word):
                    yield missing(entry, ("moved", index, key), "meetings", known, word)


def items(context: Context) -> Iterator[Finding]:
    """An agenda item or minute that a record names is in its meeting."""
    agenda = cache(lambda meeting_id: _agenda(context, meeting_id))
    for kind in KINDS.values():
        if not {"meeting", "item", "minute"} <= kind.model.model_fields.keys():
            continue
        for entry, record in context.each(kind.folder):
            if record.item is None and record.minute is None:
                continue
            if record.meeting is None:
                key = "item" if record.item else "minute"
                message = (
                    f"`meeting` is missing, so it is not clear which meeting this {key} belongs to"
                )
                yield entry.finding((key,), "missing-field", message, "add a line `meeting: ...`")
            meeting = context.register.meetings.get(record.meeting or "")
            if meeting is None:
                continue
            named = agenda(meeting.id)
            if record.item and meeting.items and record.item not in {i.name for i in named}:
                public = public_items(named, meeting.id, context.exempt_index)
                known = f"its items are {listed(public)}" if public else "give the item an `id:`"
                hint = did_you_mean(record.item, public) or known
                message = f"the agenda of {meeting.id} has no item {shorten(record.item, 40)}"
                yield entry.finding(("item",), "unknown-reference", message, hint)
            numbers = [minute.number for minute in meeting.minutes]
            if record.minute and numbers and record.minute not in numbers:
                message = f"{meeting.id} has no minute {record.minute}"
                hint = f"its minutes are {min(numbers)} to {max(numbers)}"
                yield entry.finding(("minute",), "unknown-reference", message, hint)


def _agenda(context: Context, meeting_id: str) -> list[Item]:
    """The items of an agenda that have a name."""
    items = context.register.items_of(context.register.meetings[meeting_id])
    return [item for item, _ in items if item.name]


def committees(context: Context) -> Iterator[Finding]:
    """If there are several committees, each record names the one it belongs to."""
    register = context.register
    for kind in KINDS.values():
        for entry, record in context.each(kind.folder) if _has_own_committee(kind) else ():
            if record.committee is None and register.committee_of(record) is None:
                several = list(register.committees)
                # A problem with its meeting, or with the one committee, is reported there.
                by_meeting = getattr(record, "meeting", None) and several
                if by_meeting or (not several and context.broken("committees")):
                    continue
                message = (
                    f"the register holds {len(several)} committees and this record does not name one"
                    if several
                    else "the register has no committee"
                )
                hint = (
                    f"add `committee:` with one of {listed(several, 'or')}"
                    if several
                    else "write it in records/committees/"
                )
                yield entry.finding((), "committee-unclear", message, hint)


def _has_own_committee(kind: Kind) -> bool:
    """Whether records of a kind belong to a committee without naming the record they come from."""
    fields = kind.model.model_fields
    needed = (fields.get(path.removesuffix(".*")) for path in kind.references)
    return issubclass(kind.model, CommitteeRecord) and not any(
        field and field.is_required() for field in needed
    )
