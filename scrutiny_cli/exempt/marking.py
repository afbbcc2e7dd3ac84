"""What is exempt or confidential, told from the plain data before any model sees it.

An exempt item is closed; closed too is what comes of it: its minute, the actions and
recommendations that name the item or the minute or that the minute names, the parts of those, and
the replies to them. Diagnostics about closed matter say nothing of its words, and public reports
are made from a register without it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

Path = tuple[str | int, ...]

# What is exempt stands in the meetings; what arises from it is told by them, replies come last.
_ORDER = {"meetings": 0, "responses": 2}


def in_order(path: str) -> tuple[int, str]:
    """Sort key of the record files by path, so that each is read after what decides if it is closed."""
    return (_ORDER.get(path.split("/")[1], 1), path)


class ExemptIndex:
    """What is known to be closed while documents are decoded, meetings first."""

    def __init__(self) -> None:
        self.items: set[tuple[str, str]] = set()
        self.minutes: set[tuple[str, str]] = set()
        self.records: set[tuple[str, str]] = set()

    def study(self, kind: str, records: Iterable[tuple[str, Any]]) -> None:
        """Take note of all the records of a file by id, so that a part may stand before its whole."""
        known = list(records)
        before = -1
        while before != len(self.records):
            before = len(self.records)
            for record_id, record in known:
                self.learn(kind, record, record_id)

    def learn(self, kind: str, record: Any, record_id: str) -> bool:
        """Take note of a record's data; say whether the record as a whole is closed."""
        if not isinstance(record, dict):
            return False
        if kind == "meetings":
            self._learn_meeting(record, record_id)
            return False
        if not (self.items or self.minutes or self.records):
            return False
        meeting = _text(record.get("meeting"))
        whole = (
            (kind, record_id) in self.records
            or _among(self.items, meeting, _text(record.get("item")))
            or _among(self.minutes, meeting, _number(record.get("minute")))
            or ("recommendations", _text(record.get("parent"))) in self.records
            or (
                kind == "responses"
                and any(("recommendations", to) in self.records for to in _texts(record.get("to")))
            )
        )
        if whole:
            self.records.add((kind, record_id))
        return whole

    def _learn_meeting(self, meeting: dict[str, Any], meeting_id: str) -> None:
        # What is known of the meeting from elsewhere counts too: an item may be closed by now.
        names = closed_names(meeting) | {name for of, name in self.items if of == meeting_id}
        self.items |= {(meeting_id, name) for name in names if name}
        self.items |= set(_moved_in(meeting))
        for minute in _mappings(meeting.get("minutes")):
            if _text(minute.get("item")) in names:
                if number := _number(minute.get("number")):
                    self.minutes.add((meeting_id, number))
                for part, key, kind in _NAMED:
                    found = (_text(one.get(key)) for one in _mappings(minute.get(part)))
                    self.records |= {(kind, name) for name in found if name}


def _among(closed: set[tuple[str, str]], meeting: str, name: str) -> bool:
    """Whether a meeting's item or minute is closed; without a meeting it may be any one's."""
    if meeting or not name:
        return (meeting, name) in closed
    return any(name == one for _, one in closed)


def _moved_in(meeting: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The closed items that came from another meeting, as they were called there."""
    for item in _mappings(meeting.get("items")):
        if is_closed(item) and (before := _text(item.get("moved_from"))):
            yield from (
                (before, name) for key in ("id", "standing") if (name := _text(item.get(key)))
            )


# What a minute says was made of a promise or a recommendation in it.
_NAMED = (("promises", "logged", "actions"), ("recommended", "tracked", "recommendations"))


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    return (part for part in (value if isinstance(value, list) else ()) if isinstance(part, dict))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any) -> str:
    """A number as text, however it is written: `37`, `037`, `+37`."""
    return _text(value).strip().lstrip("+0")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (part for part in value if isinstance(part, str))


def is_closed(part: Any) -> bool:
    """Whether a part is anything but open.

    A word that is misspelt or left out counts as closed, and so does a part that says why it is
    exempt.
    """
    if not isinstance(part, dict):
        return False
    return part.get("classification", "open") != "open" or "exempt" in part


def closed_names(meeting: Any) -> set[str]:
    """What the closed items of a meeting's data are called; one without a name is called nothing.

    So a minute that names no item counts as closed where it may belong to such an item, or to one
    that no minute names.
    """
    items = _mappings(meeting.get("items") if isinstance(meeting, dict) else None)
    closed = [item for item in items if is_closed(item)]
    if not closed:
        return set()
    pairs = [(_text(item.get("id")), _text(item.get("standing"))) for item in closed]
    names = {name for pair in pairs for name in pair if name or not any(pair)}
    # Where no minute is said to be a closed item's, one that names no item may be.
    minuted = {_text(minute.get("item")) for minute in _mappings(meeting.get("minutes"))}
    return (
        names | {""}
        if minuted and any(minuted.isdisjoint(filter(None, pair)) for pair in pairs)
        else names
    )


# What of a meeting stands beside its items and may belong to a closed one.
_BESIDE = (("minutes",), ("interests",), ("adjournments",), ("supplements",))


def closed_part(record: Any, path: Path) -> Path | None:
    """The path of the outermost closed part of a record that holds ``path``, if there is one."""
    if path[:1] in _BESIDE and len(path) > 1:
        beside = _step(_step(record, path[0]), path[1])
        if isinstance(beside, dict) and _is_of_a_closed_item(record, str(path[0]), beside):
            return path[:2]
    part = record
    for depth, step in enumerate((*path, None)):
        if is_closed(part):
            return path[:depth]
        part = _step(part, step)
    return None


def _is_of_a_closed_item(meeting: Any, key: str, part: dict[str, Any]) -> bool:
    """Whether a minute, an interest, a break or a supplement belongs to a closed item."""
    names = closed_names(meeting)
    if key == "minutes":
        return _text(part.get("item")) in names
    if key == "interests":
        return _text(part.get("item")) in names - {""}
    if key == "supplements":
        return bool(names.intersection(_texts(part.get("items"))))
    after = _number(part.get("after_minute"))
    return any(
        _number(minute.get("number")) == after and _text(minute.get("item")) in names
        for minute in _mappings(meeting.get("minutes"))
    )


def _step(part: Any, step: Any) -> Any:
    try:
        return part[step]
    except (KeyError, IndexError, TypeError):
        return None
