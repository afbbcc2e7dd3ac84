"""The public records of a kind as plain data, for completion: no model is loaded for it."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from scrutiny_cli.exempt.doubt import KnownNames
from scrutiny_cli.exempt.marking import (
    HANGS_ON,
    Clue,
    Key,
    RecordClue,
    clues,
    is_exempt,
    marking,
    record_id,
    records_in,
)

Files = Mapping[str, Any]
"""The plain data of record files by path."""


def decided_by(kind: str) -> frozenset[str]:
    """The kinds whose records decide which records of a kind are exempt."""
    every = {"councils", "committees", "meetings"}
    return frozenset(every | {HANGS_ON[kind][1]} if kind in HANGS_ON else every)


def public_records(kind: str, files: Files, *, private: bool) -> list[tuple[str, dict[str, Any]]]:
    """The public records of a kind with their ids, in the order of their files.

    ``files`` are those of the kind and of the kinds that decide. In a private register what hangs on
    an item, a minute or a recommendation that is not there is left out: the name may be mistyped. So is
    a record with a key that may be a misspelt mark of what is exempt.
    """
    found = [clue for path, data in files.items() for clue in clues(path, data)]
    index = marking(found)
    doubtful = set(_doubtful(found, files)) if private else set()
    return [
        (name, data)
        for name, data in _records(kind, files)
        if not (index.hides(kind, name) or (kind, name) in doubtful or is_exempt(data))
        and not (private and any(map(_is_misspelt, data)))
    ]


_MARKS = ("classification", "exempt", "private")


@cache
def _is_misspelt(key: Any) -> bool:
    """Whether a key may be a misspelt one that says what is exempt."""
    return key not in _MARKS and bool(get_close_matches(str(key), _MARKS, 1, 0.75))


def _records(kind: str, files: Files) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, held in files.items():
        for base, data in records_in(held) if path.split("/")[1] == kind else ():
            if isinstance(data, dict) and (isinstance(data.get("id"), str) or not base):
                yield record_id(path, base, data), data


def _doubtful(found: Iterable[Clue], files: Files) -> Iterator[Key]:
    """The records that name an item, a minute or a recommendation that is not there."""
    targets = {target for _, target in HANGS_ON.values()}
    names = KnownNames(
        found,
        ((target, name) for target in targets for name, _ in _records(target, files)),
        (
            item
            for kind in ("councils", "committees")
            for _, record in _records(kind, files)
            for item in _standing(record)
        ),
    )
    return (c.key for c in found if isinstance(c, RecordClue) and names.lack(c, strict=True))


def _standing(record: dict[str, Any]) -> Iterator[Any]:
    """The names of the standing items of a committee, or of a council."""
    parts = record.get("standing_items")
    for several in parts.values() if isinstance(parts, dict) else ():
        for item in several if isinstance(several, list) else ():
            if isinstance(item, dict):
                yield str(item.get("id"))
