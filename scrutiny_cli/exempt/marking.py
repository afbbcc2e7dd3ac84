"""Find what is exempt or confidential in the plain data of the records, before any model sees it.

An item is exempt by its own words, or because it was moved to a meeting that takes it in private. Exempt
too is what comes of it: its minute, the records that the minute names, the actions and recommendations
that name the item or the minute, the parts of those, and the replies to them. A decision of the executive is
exempt by its own words too, and so is a call-in of it, or one that an exempt item hears.

:func:`clues` takes from each file what bears on this, so that the file need not be kept;
:func:`marking` follows the clues to the end. Neither the order nor the names of the files count.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from scrutiny_cli.documents.source import stem

Path = tuple[str | int, ...]
Key = tuple[str, str]
"""Kind and id of a record."""
Place = tuple[str, str]
"""A meeting, and the name of its item or the number of its minute."""
N = TypeVar("N")


@dataclass(frozen=True)
class ExemptIndex:
    """The exempt items, minutes and records of a register, by the names that records give them."""

    exempt_items: frozenset[Place] = frozenset()
    exempt_minutes: frozenset[Place] = frozenset()
    exempt_records: frozenset[Key] = frozenset()

    def hides(self, kind: str, record_id: str) -> bool:
        """Whether a record arises from an exempt item."""
        return (kind, record_id) in self.exempt_records

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        names: dict[str, set[str]] = {}
        for meeting, name in self.exempt_items:
            names.setdefault(meeting, set()).add(name)
        return names

    def item_names(self, meeting: str) -> set[str]:
        """What the exempt items of a meeting are called, those it has no more among them."""
        return self._names.get(meeting, set())

    def with_items(self, items: Iterable[Place]) -> "ExemptIndex":
        """The index with further exempt items."""
        more = self.exempt_items.union(items)
        return ExemptIndex(more, self.exempt_minutes, self.exempt_records)

    def with_records(self, records: Iterable[Key]) -> "ExemptIndex":
        """The index with further exempt records."""
        more = self.exempt_records.union(records)
        return ExemptIndex(self.exempt_items, self.exempt_minutes, more)


NOTHING_EXEMPT = ExemptIndex()


class RecordClue(NamedTuple):
    """A record, whether it says it is exempt, and the item, minute and records it may arise from."""

    key: Key
    meeting: str
    item: str
    minute: str
    hangs_on: tuple[Key, ...]
    exempt: bool = False


class ItemClue(NamedTuple):
    """An agenda item: its names, whether it says it is exempt, its old meeting, the call-in it hears."""

    names: tuple[str, ...] = ()
    exempt: bool = False
    moved_from: str = ""
    call_in: str = ""


class MinuteClue(NamedTuple):
    """A minute: its number, its item, and the records that it names."""

    number: str = ""
    item: str = ""
    led_to: tuple[Key, ...] = ()


class MeetingClue(NamedTuple):
    """A meeting: its items and minutes, and the names in what else may belong to an item.

    An interest names an item, a break the minute before it, a supplement several items.
    """

    id: str
    items: tuple[ItemClue, ...]
    minutes: tuple[MinuteClue, ...]
    interests: tuple[str, ...]
    breaks: tuple[str, ...]
    supplements: tuple[tuple[str, ...], ...]


Clue = RecordClue | MeetingClue

HANGS_ON = {
    "recommendations": ("parent", "recommendations"),
    "responses": ("to", "recommendations"),
    "call-ins": ("decision", "decisions"),
}
"""By kind, the field in which a record names the records on which it hangs, and their kind."""

# What a minute says was made of a promise or a recommendation in it.
_LED_TO = (
    ("promises", "logged", "actions"),
    ("recommended", "tracked", "recommendations"),
    ("resolved", "tracked", "recommendations"),
)


def clues(path: str, data: Any) -> tuple[Clue, ...]:
    """What the plain data of a record file says that bears on what is exempt."""
    kind = path.split("/")[1]
    found: list[Clue] = []
    for base, record in records_in(data):
        if not isinstance(record, dict):
            continue
        name = record_id(path, base, record)
        if kind == "meetings":
            found.append(meeting_clue(name, record))
        elif clue := record_clue((kind, name), record):
            found.append(clue)
    return tuple(found)


def records_in(data: Any) -> Iterator[tuple[Path, Any]]:
    """The records of a file with their places: it holds one record, or a list of them."""
    if isinstance(data, list):
        yield from (((index,), record) for index, record in enumerate(data))
    else:
        yield (), data


def record_id(path: str, base: Path, data: Any) -> str:
    """The id in a record's data; a record alone in its file may be called as the file is."""
    name = data.get("id") if isinstance(data, dict) else None
    return str(name) if base or name is not None else stem(path)


def record_clue(key: Key, data: dict[str, Any]) -> RecordClue | None:
    """What the plain data of another record says that bears on it; None where that is nothing."""
    item, minute = _text(data.get("item")), _number(data.get("minute"))
    field, kind = HANGS_ON.get(key[0], ("", ""))
    hangs_on = tuple((kind, name) for name in _texts(data.get(field)))
    exempt = is_exempt(data)
    # An open decision is a clue too: others name it.
    if not (item or minute or hangs_on or exempt or key[0] == "decisions"):
        return None
    return RecordClue(key, _text(data.get("meeting")), item, minute, hangs_on, exempt)


def recommendations_named(path: str, data: Any) -> Iterator[str]:
    """The recommendations that the records of a file are parts of, answer or serve."""
    field, target = HANGS_ON.get(path.split("/")[1], ("", ""))
    for _, record in records_in(data):
        if isinstance(record, dict) and target == "recommendations":
            yield from _texts(record.get(field))
            for action in _parts(record, "actions"):
                yield from _texts(action.get("for"))


def meeting_clue(meeting_id: str, data: dict[str, Any]) -> MeetingClue:
    """What the plain data of a meeting says that bears on what is exempt."""
    return MeetingClue(
        meeting_id,
        tuple(
            ItemClue(
                _names(item),
                is_exempt(item),
                _text(item.get("moved_from")),
                _text(item.get("call_in")),
            )
            for item in _parts(data, "items")
        ),
        tuple(
            MinuteClue(
                _number(minute.get("number")), _text(minute.get("item")), tuple(_led_to(minute))
            )
            for minute in _parts(data, "minutes")
        ),
        tuple(_text(interest.get("item")) for interest in _parts(data, "interests")),
        tuple(_number(pause.get("after_minute")) for pause in _parts(data, "adjournments")),
        tuple(_texts(supplement.get("items")) for supplement in _parts(data, "supplements")),
    )


def _parts(part: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    """The parts in a list of a record; an empty one for each that is not a set of keys."""
    value = part.get(key)
    for one in value if isinstance(value, list) else ():
        yield one if isinstance(one, dict) else {}


def _led_to(minute: dict[str, Any]) -> Iterator[Key]:
    for part, key, kind in _LED_TO:
        for line in _parts(minute, part):
            if name := _text(line.get(key)):
                yield kind, name


def _names(item: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for key in ("id", "standing") if (name := _text(item.get(key))))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any) -> str:
    """A number as text, however it is written: `37`, `037`, `+37`."""
    return _text(value).strip().lstrip("+0")


def _texts(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else (value,)
    return tuple(part for part in values if isinstance(part, str))


def is_exempt(part: Any) -> bool:
    """Whether the data of an item, a paper or a record says that it is anything but open.

    A word that is misspelt or left out counts as exempt, and so does a part that says why it is. A
    decision with the notice of a private meeting is exempt unless it says that it is open.
    """
    if not isinstance(part, dict):
        return False
    stated = part.get("classification", "exempt" if "private" in part else "open")
    return stated != "open" or "exempt" in part


def marking(found: Iterable[Clue], known: ExemptIndex = NOTHING_EXEMPT) -> ExemptIndex:
    """What is exempt by the clues of all files, and by what is ``known`` from elsewhere."""
    found = list(found)
    meetings = [clue for clue in found if isinstance(clue, MeetingClue)]
    index = ExemptIndex(_exempt_items(meetings, known.exempt_items))
    minutes, records = set(known.exempt_minutes), set(known.exempt_records)
    records |= {clue.key for clue in found if isinstance(clue, RecordClue) and clue.exempt}
    for meeting in meetings:
        parts = private_parts(meeting, index)
        heard = (meeting.items[position].call_in for position in parts.get("items", ()))
        records |= {("call-ins", name) for name in heard if name}
        for position in parts.get("minutes", ()):
            minute = meeting.minutes[position]
            minutes |= {(meeting.id, minute.number)} if minute.number else set()
            records.update(minute.led_to)
    if not (index.exempt_items or minutes or records):
        return NOTHING_EXEMPT
    items, leads = _Places(index.exempt_items), defaultdict[Key, list[Key]](list)
    numbers = _Places(minutes)
    for clue in found:
        if isinstance(clue, RecordClue):
            if items.has(clue.meeting, clue.item) or numbers.has(clue.meeting, clue.minute):
                records.add(clue.key)
            for other in clue.hangs_on:
                leads[other].append(clue.key)
    return ExemptIndex(index.exempt_items, frozenset(minutes), _reached(records, leads))


def _exempt_items(meetings: Iterable[MeetingClue], known: Iterable[Place]) -> frozenset[Place]:
    """The exempt items by name, with the places from which they were moved, one after another."""
    start = set(known)
    leads = defaultdict[Place, list[Place]](list)
    for meeting in meetings:
        for item in meeting.items:
            wheres = (meeting.id, item.moved_from) if item.moved_from else (meeting.id,)
            places = [(where, name) for where in wheres for name in item.names]
            if item.exempt:
                start.update(places)
            elif len(places) > 1:
                leads[places[0]] += places[1:]
    return _reached(start, leads)


def _reached(start: Iterable[N], leads: Mapping[N, Iterable[N]]) -> frozenset[N]:
    """All that can be reached from a start, step by step."""
    found: set[N] = set()
    todo = list(start)
    while todo:
        if (step := todo.pop()) not in found:
            found.add(step)
            todo += leads.get(step, ())
    return frozenset(found)


class _Places:
    """The exempt items or minutes of all meetings."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = frozenset(places)
        self._names = {name for _, name in self._places}

    def has(self, meeting: str, name: str) -> bool:
        """Whether a record names one of them; without a meeting it may be any meeting's."""
        if not name:
            return False
        return (meeting, name) in self._places if meeting else name in self._names


def private_parts(meeting: MeetingClue, index: ExemptIndex) -> dict[str, set[int]]:
    """What of a meeting is, or belongs to, an exempt item: positions by field of the record.

    A minute that names no item may belong to an exempt item that no minute names; an interest without
    an item, and a break without a minute, to any.
    """
    known = index.item_names(meeting.id)
    items = {
        position
        for position, item in enumerate(meeting.items)
        if item.exempt or (item.names and item.names[0] in known)
    }
    if not (items or known):
        return {}
    names = known.union(*(meeting.items[position].names for position in items))
    minuted = {minute.item for minute in meeting.minutes}
    unminuted = any(minuted.isdisjoint(meeting.items[position].names[:1]) for position in items)
    minutes = {
        position
        for position, minute in enumerate(meeting.minutes)
        if (minute.item in names if minute.item else unminuted)
    }
    numbers = {meeting.minutes[position].number for position in minutes}
    return {
        "items": items,
        "minutes": minutes,
        "interests": {
            position
            for position, name in enumerate(meeting.interests)
            if (name in names if name else items)
        },
        "adjournments": {
            position
            for position, after in enumerate(meeting.breaks)
            if (after in numbers if after else items)
        },
        "supplements": {
            position
            for position, held in enumerate(meeting.supplements)
            if not names.isdisjoint(held)
        },
    }


# What is hidden of an interest that names no item, and of a break that names no minute.
_WORDS = frozenset({"kind", "interest", "note"})


def private_part(data: Any, path: Path, parts: Mapping[str, set[int]]) -> Path | None:
    """The path of the outermost exempt part of a record that holds ``path``, if there is one.

    ``parts`` are those that belong to an exempt item, where the record is a meeting.
    """
    part = data
    for depth, step in enumerate((*path, None)):
        if is_exempt(part):
            return path[:depth]
        if depth == 2 and path[1] in parts.get(str(path[0]), ()) and _is_hidden(part, path):
            return path[:depth]
        try:
            part = part[step]
        except (KeyError, IndexError, TypeError):
            part = None
    return None


def _is_hidden(part: Any, path: Path) -> bool:
    """Whether a path in a part of a meeting leads to what is hidden of it."""
    if path[0] not in ("interests", "adjournments") or not isinstance(part, dict):
        return True
    named = part.get("item") or part.get("after_minute")
    return bool(named) or not _WORDS.isdisjoint(path[2:3])
