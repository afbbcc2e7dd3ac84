"""What differs between two states of the records: matched by kind and id, wherever they stand.

A record that was moved to another file is the same record. What could not be read on one side is
neither new nor lost; what the reader may not see is not there.
"""

import copy
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from scrutiny_cli.documents import Document, parse
from scrutiny_cli.documents.problems import Severity
from scrutiny_cli.documents.source import Source, stem
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.meetings import Item, Meeting
from scrutiny_cli.exempt.cutting import altered, public
from scrutiny_cli.exempt.marking import ExemptIndex, in_order
from scrutiny_cli.register.decoding import PlacedRecord, decode
from scrutiny_cli.register.register import Register, build

Key = tuple[str, str]
"""Kind and id."""

What = Literal["added", "removed", "changed"]
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True)
class Side:
    """The records as they stood on one side.

    ``places`` are the files of those that are compared; the register also holds others around them.
    ``unread`` are records, ``broken`` files, that are there but whose words cannot be used.
    """

    register: Register
    places: Mapping[Key, str]
    unread: frozenset[Key] = frozenset()
    broken: frozenset[str] = frozenset()
    hidden: frozenset[Key] = frozenset()
    whole: Register | None = None
    """The register with what the reader may not see."""
    closed: ExemptIndex = field(default_factory=ExemptIndex)
    """What is closed by its names."""

    def get(self, key: Key) -> Any:
        """A record, as far as the reader may see it."""
        return self.register.of(key[0]).get(key[1])

    def silent_on(self, key: Key, path: str | None) -> bool:
        """Whether the record may have been there although nothing can be said of it."""
        return key in self.unread or key in self.hidden or path in self.broken


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """One record that differs; ``fields`` are the keys a clerk writes, in the order of the model."""

    kind: str
    id: str
    what: What
    fields: tuple[str, ...] = ()
    before: Any = field(default=None, repr=False)
    now: Any = field(default=None, repr=False)


def side(
    sources: Iterable[Source],
    paths: frozenset[str],
    around: Iterable[PlacedRecord] = (),
    *,
    private: bool,
    known: ExemptIndex | None = None,
) -> Side:
    """One side: what its files say, and what is exempt in them.

    ``paths`` are the files to compare. ``around`` are records of files that are the same on both
    sides: they tell what is exempt, and lend names. ``known`` is what is closed on the other side or
    by now.
    """
    closed = copy.deepcopy(known) if known else ExemptIndex()
    entries: list[PlacedRecord] = []
    unread: set[Key] = set()
    broken: set[str] = set()
    steps: list[tuple[str, Source | PlacedRecord]] = [(source.path, source) for source in sources]
    steps += [(entry.document.source.path, entry) for entry in around]
    for path, step in sorted(steps, key=lambda step: in_order(step[0])):
        if isinstance(step, PlacedRecord):
            entries.append(_again(step, closed))
            continue
        document = parse(step)
        found, faults = decode(document, closed)
        entries += found
        if path in paths and any(fault.severity is Severity.ERROR for fault in faults):
            lost = _unreadable(document, found)
            unread |= lost or set()
            broken |= {path} if lost is None else set()
    register, placed, _ = build(entries)
    places = {
        key: path for key, entry in placed.items() if (path := entry.document.source.path) in paths
    }
    return Side(
        register=register if private else public(register),
        places=places,
        unread=frozenset(unread),
        broken=frozenset(broken),
        hidden=frozenset() if private else register.withheld,
        whole=None if private else register,
        closed=closed,
    )


def shut_since(before: Side, now: Side) -> Side:
    """The earlier side without what has become exempt since: its old words are not told either.

    An open item that no open item of today is called like counts as one of those that are closed.
    """
    if before.whole is None or now.whole is None:
        return before
    closed = [item for one in now.whole.meetings.values() for item in one.items if not item.open]
    if not closed and not now.closed.items:
        return before
    left = {item.moved_from for item in closed} - {None}
    elsewhere = {item.name for item in closed} - {None}
    meetings = {}
    for key, meeting in before.whole.meetings.items():
        today = now.whole.meetings.get(key)
        some = today is not None and not all(item.open for item in today.items)
        shut = _shut(meeting, today) if today and some else meeting
        here = today.items if today and today.stands else ()
        still = {item.name or item.title for item in here}
        gone = {item.name for item in meeting.items if (item.name or item.title) not in still}
        # An item that went to another meeting may be exempt there.
        names = gone if key in left else gone & elsewhere
        by_now = {name for of, name in now.closed.items if of == key}
        meetings[key] = _shut_by_name(shut, names | by_now)
    whole = before.whole.having(meetings=meetings)
    return replace(before, register=public(whole), whole=whole)


def _shut(meeting: Meeting, today: Meeting) -> Meeting:
    still_open = {item.name or item.title for item in today.items if item.open}
    closed = [item for item in today.items if not item.open]
    by_name: dict[str | None, Item] = {item.name: item for item in closed if item.name}
    items = []
    for item in meeting.items:
        if item.open and (item.name or item.title) not in still_open:
            like = by_name.get(item.name, closed[0])
            told = {"classification": like.classification, "exempt": like.exempt}
            items.append(item.model_copy(update=told))
        else:
            items.append(item)
    return meeting.model_copy(update={"items": tuple(items)})


def shut_by_now(one: Side, known: ExemptIndex) -> Side:
    """A side of the past without the open items that are closed by now."""
    if one.whole is None or not known.items:
        return one
    meetings = {
        key: _shut_by_name(meeting, {name for of, name in known.items if of == key})
        for key, meeting in one.whole.meetings.items()
    }
    whole = one.whole.having(meetings=meetings)
    return replace(one, register=public(whole), whole=whole)


def _shut_by_name(meeting: Meeting, names: Collection[str | None]) -> Meeting:
    """A meeting whose open items of some names are closed."""
    items = tuple(
        item.model_copy(update={"classification": "exempt"})
        if item.open and item.name in names
        else item
        for item in meeting.items
    )
    return altered(meeting, {"items": items})


def _again(entry: PlacedRecord, closed: ExemptIndex) -> PlacedRecord:
    """A record read before, its confidence judged by what is exempt on this side."""
    data = entry.document.data
    for step in entry.base:
        data = data[step]
    withheld = closed.learn(entry.kind, data, entry.id)
    return entry if withheld is entry.withheld else replace(entry, withheld=withheld)


def _unreadable(document: Document, found: list[PlacedRecord]) -> set[Key] | None:
    """The faulty records of a file by key; ``None`` where it cannot be told which they are."""
    path = document.source.path
    if document.refusals:
        # A file that says nothing held no record: there is nothing unknown about it.
        empty = all(fault.code == "empty-file" for fault in document.refusals)
        return set() if empty else None
    kind = path.split("/")[1]
    whole = isinstance(document.data, dict)
    records = [document.data] if whole else document.data
    read = {entry.base for entry in found}
    lost: set[Key] = set()
    for index, record in enumerate(records):
        if (() if whole else (index,)) in read:
            continue
        name = record.get("id", stem(path) if whole else None) if isinstance(record, dict) else None
        if not isinstance(name, str):
            return None
        lost.add((kind, name))
    return lost


def differences(before: Side, now: Side) -> tuple[RecordDifference, ...]:
    """The records that differ, by kind, within it in the order of their ids."""
    found = []
    for key in sorted({*before.places, *now.places}, key=lambda key: (_RANK[key[0]], key[1])):
        old, new = before.get(key), now.get(key)
        what: What = "added" if old is None else "removed" if new is None else "changed"
        if old is None and new is None:
            continue
        # What became exempt is not said to be gone: that alone would tell of it.
        if old is None and (key in before.unread or now.places.get(key) in before.broken):
            continue
        if new is None and now.silent_on(key, before.places.get(key)):
            continue
        fields = changed_fields(old, new) if what == "changed" else ()
        if what != "changed" or fields:
            found.append(RecordDifference(*key, what, fields, old, new))
    return tuple(found)


def changed_fields(old: Any, new: Any) -> tuple[str, ...]:
    """The keys of two records of a kind, or of two parts of one, whose values differ."""
    model = type(new)
    return tuple(
        info.alias or name
        for name, info in model.model_fields.items()
        if not same(getattr(old, name), getattr(new, name))
    )


def same(old: Any, new: Any) -> bool:
    """Whether two values say the same: a due date spelt otherwise is no other due date."""
    if isinstance(old, Due) and isinstance(new, Due):
        return (old.day, str(old)) == (new.day, str(new))
    return bool(old == new)
