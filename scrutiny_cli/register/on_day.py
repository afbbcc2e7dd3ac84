"""Records as they were known on a day: without what is dated later.

A :class:`Kind` names the parts that say what happened, and the date of each. A move that is dated
later is taken back: what was moved is where it was before.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from scrutiny_cli.domain.base import Model
from scrutiny_cli.domain.kinds import KINDS

M = TypeVar("M", bound=Model)


def known_on(kind: str, records: Mapping[str, M], day: date) -> Mapping[str, M]:
    """Return the records of a kind without what is dated after a day."""
    happened = KINDS[kind].happened
    if not happened:
        return records
    known = {name: _record(record, happened, day) for name, record in records.items()}
    return {name: record for name, record in known.items() if record is not None}


def _record(record: M, happened: Mapping[str, str], day: date) -> M | None:
    for path, dated in happened.items():
        kept = _without(record, path.split(".") if path else [], dated, day)
        if kept is None:
            return None
        record = kept
    return record


def _without(part: Any, steps: list[str], dated: str, day: date) -> Any:
    """Return a part without what is at the end of the steps if it is dated later, or ``None``."""
    if part is None:
        return None
    if not steps:
        when = part
        for name in filter(None, dated.split(".")):
            when = getattr(when, name, None)
        return None if isinstance(when, date) and when > day else part
    first, *rest = steps
    if first == "*":
        kept = [_without(entry, rest, dated, day) for entry in part]
        same = all(new is old for new, old in zip(kept, part, strict=True))
        return part if same else tuple(entry for entry in kept if entry is not None)
    value = getattr(part, first)
    known = _without(value, rest, dated, day)
    if known is value:
        return part
    update = {first: known}
    if first == "moved":
        later = next(move for move in value if not any(move is kept for kept in known))
        update |= part.before(later)
    return part.model_copy(update=update)
