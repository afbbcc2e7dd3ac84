"""What differs between two states of the records: matched by kind and id, wherever they stand.

A record that was moved to another file is the same record. What could not be read on one side is
neither new nor lost; what the reader may not see is not there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from scrutiny_cli.documents import Document, parse
from scrutiny_cli.documents.problems import Severity
from scrutiny_cli.documents.source import Source, stem
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.exempt.cutting import PUBLIC_FIELDS, public, withheld
from scrutiny_cli.exempt.earlier import earlier_public
from scrutiny_cli.exempt.marking import NOTHING_EXEMPT, ExemptIndex, marking
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.register import Register, build
from scrutiny_cli.workspace.decoded import DecodedFile, decode_file, unread_files

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
    unread: frozenset[Key]
    broken: frozenset[str]
    hidden: frozenset[Key]
    whole: Register
    """The register with what the reader may not see."""
    index: ExemptIndex
    """What is exempt in it."""

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
    around: Iterable[DecodedFile] = (),
    *,
    private: bool,
    known: ExemptIndex = NOTHING_EXEMPT,
    later: Side | None = None,
) -> Side:
    """One side: what its files say, and what is exempt in them.

    ``paths`` are the files to compare. ``around`` are files that are the same on both sides: they say
    what is exempt, and lend names. ``known`` is what is exempt now; ``later`` the other side, where
    this is the earlier one: what is exempt there is exempt here.
    """
    files = list(around)
    unread: set[Key] = set()
    broken: set[str] = set()
    for document in map(parse, sources):
        file = decode_file(document)
        files.append(file)
        if file.path in paths and any(one.severity is Severity.ERROR for one in file.findings):
            lost = _unreadable(document, file.records)
            unread |= lost or set()
            broken |= {file.path} if lost is None else set()
    files.sort(key=lambda file: file.path)
    clues = [clue for file in files for clue in file.clues]
    index = marking(clues, later.index if later else known)
    whole, placed, twins = build(record for file in files for record in file.records)
    found = (*(finding for file in files for finding in file.findings), *twins)
    # A file that is the same on both sides has changed nothing, whether it can be read or not.
    faulty = tuple(path for path in unread_files(found, ()) if path in paths)
    whole = whole.having(unread=faulty)
    if private:
        register = whole
    elif later:
        register = earlier_public(whole, clues, later.whole, later.index)
    else:
        register = public(whole, index)
    return Side(
        register=register,
        places={
            (key[0], register.renamed.get(key, key[1])): path
            for key, entry in placed.items()
            if (path := entry.document.source.path) in paths
            # The id that an exempt decision has for the public may be another's on the other side.
            and not (key in register.renamed and key[0] in PUBLIC_FIELDS)
        },
        unread=frozenset(unread),
        broken=frozenset(broken),
        hidden=frozenset() if private else withheld(whole, index),
        whole=whole,
        index=index,
    )


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
