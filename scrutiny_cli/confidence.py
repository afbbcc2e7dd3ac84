"""What is exempt or confidential, told from the plain data before any model sees it.

An exempt item is closed; closed too is what comes of it: its minute, the actions and
recommendations that name it, the replies to those. Diagnostics about closed matter say nothing of
its words, and public reports are made from a register without it.
"""

from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]

# What is exempt stands in the meetings; what arises from it is told by them, replies come last.
_ORDER = {"meetings": 0, "responses": 2}


def in_order(path: str) -> tuple[int, str]:
    """Sort key of the record files by path, so that each is read after what decides if it is closed."""
    return (_ORDER.get(path.split("/")[1], 1), path)


class Closed:
    """What is known to be closed while documents are decoded, meetings first."""

    def __init__(self) -> None:
        self.items: set[tuple[str, str]] = set()
        self.recommendations: set[str] = set()

    def learn(self, kind: str, record: Any, record_id: str) -> bool:
        """Take note of a record's data; say whether the record as a whole is closed."""
        if not isinstance(record, dict):
            return False
        if kind == "meetings":
            self.items |= {(record_id, name) for name in closed_names(record)}
            return False
        arises = (record.get("meeting"), record.get("item"))
        if kind == "responses":
            to = record.get("to")
            return any(name in self.recommendations for name in _texts(to))
        whole = all(isinstance(part, str) for part in arises) and arises in self.items
        if kind == "recommendations":
            whole = whole or record.get("parent") in self.recommendations
            if whole:
                self.recommendations.add(record_id)
        return whole


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (part for part in value if isinstance(part, str))


def is_closed(part: Any) -> bool:
    """Whether a part is anything but open; a word that is misspelt counts as closed."""
    return isinstance(part, dict) and part.get("classification") not in (None, "open")


def closed_names(meeting: Any) -> set[str]:
    """What the closed items of a meeting's data are called."""
    items = meeting.get("items") if isinstance(meeting, dict) else None
    return {
        name
        for item in (items if isinstance(items, list) else ())
        if is_closed(item)
        for name in (item.get("id"), item.get("standing"))
        if isinstance(name, str)
    }


def closed_part(record: Any, path: Path) -> Path | None:
    """The path of the outermost closed part of a record that holds ``path``, if there is one."""
    if path[:1] == ("minutes",) and len(path) > 1:
        minute = _step(_step(record, "minutes"), path[1])
        if isinstance(minute, dict) and minute.get("item") in closed_names(record):
            return path[:2]
    part = record
    for depth, step in enumerate((*path, None)):
        if is_closed(part):
            return path[:depth]
        part = _step(part, step)
    return None


def _step(part: Any, step: Any) -> Any:
    try:
        return part[step]
    except (KeyError, IndexError, TypeError):
        return None
