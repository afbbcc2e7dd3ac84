"""What a use case proposes: changed records, new records, new files, and remarks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scrutiny_cli.edits import Change


@dataclass(frozen=True)
class Proposed:
    """A change to the register that nobody has made yet."""

    name: str
    """What changes, as a message names it: the ids of the records."""
    changes: Mapping[tuple[str, str], Sequence[Change]] = field(default_factory=dict)
    """Changes by kind and id of the record; their paths begin at the record."""
    records: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    """New records by kind."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The text of new files, by path from the register's root."""
    needs: tuple[str, ...] = ()
    """The kinds that decide its ids and numbers: none of their records may change before it is made."""
    remarks: tuple[str, ...] = ()
    """What the clerk should know of it."""
    remarked: frozenset[str] = frozenset()
    """The fields whose warnings the remarks give already."""


def changed(
    kind: str,
    record_id: str,
    *changes: Change,
    needs: Sequence[str] = (),
    remarks: Sequence[str] = (),
) -> Proposed:
    """Propose changes to one record."""
    return Proposed(
        record_id,
        changes={(kind, record_id): changes},
        needs=tuple(needs),
        remarks=tuple(remarks),
    )


def without_blanks(**values: Any) -> dict[str, Any]:
    """Return a record's data without what was not given, its values as text."""
    return {key: _text(value) for key, value in values.items() if value not in (None, "", [], ())}


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return [_text(part) for part in value]
    if isinstance(value, Mapping):
        return {key: _text(part) for key, part in value.items()}
    return str(value)


def one_or_several(values: Sequence[str]) -> Any:
    """Return the text itself where there is one, a list where there are several."""
    return values[0] if len(values) == 1 else list(values)
