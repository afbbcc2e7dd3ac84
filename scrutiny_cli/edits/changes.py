"""What can be changed in a file, and what its data must be afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from scrutiny_cli.documents import Path
from scrutiny_cli.documents.gate import FORBIDDEN, name_of
from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.wording import count, shorten, visible

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
"""Plain data: text, lists of it, and keys with it."""


class EditRefused(ScrutinyError):
    """A change that cannot be made in this file; nothing has been changed."""


@dataclass(frozen=True)
class Set:
    """Give the value at a path; keys on the way that are not there are made."""

    path: Path
    value: Value


@dataclass(frozen=True)
class Append:
    """Add an item at the end of the list at a path; where there is no list, begin one."""

    path: Path
    value: Value


@dataclass(frozen=True)
class Delete:
    """Take away the key or the item at a path."""

    path: Path


@dataclass(frozen=True)
class AddRecord:
    """Add a record at the end of a file that holds a list of records."""

    value: Mapping[str, Value]


Change: TypeAlias = Set | Append | Delete | AddRecord


def named(path: Path) -> str:
    """A path in the words of a message: ``progress.0.note``."""
    name = ".".join(map(str, path))
    return visible(shorten(name)) or "the record"


def checked(value: Any, path: Path) -> Any:
    """The value as new lists, dicts and text, if all its characters and keys are allowed here."""
    if isinstance(value, str):
        _check_text(value, path)
        return str(value)
    if isinstance(value, Mapping):
        return {_checked_key(key, path): checked(item, (*path, key)) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [checked(item, (*path, index)) for index, item in enumerate(value)]
    raise EditRefused(
        f"{named(path)}: {type(value).__name__} is neither text nor a list nor keys with values",
        "give the value as text",
    )


def _checked_key(key: Any, path: Path) -> str:
    if not isinstance(key, str) or not key:
        raise EditRefused(f"{named(path)}: a key has no name", "name the field")
    _check_text(key, path)
    if "\n" in key:
        raise EditRefused(f"{named(path)}: a key runs over two lines", "keep it on one line")
    return str(key)


def _check_text(text: str, path: Path) -> None:
    if bad := FORBIDDEN.search(text):
        what = name_of(bad[0])
    elif "\r" in text:
        what = "a carriage return"
    elif "\t" in text:
        what = "a tab"
    else:
        return
    raise EditRefused(
        f"{named(path)}: the text holds {what}, which is not allowed in a record",
        "delete it; it was most likely pasted from elsewhere",
    )


def intended(data: Any, change: Change) -> Any:
    """What the file's data must be after a change; the data given stay as they are."""
    data = _copied(data)
    match change:
        case AddRecord(value):
            return _with_record(data, checked(value, ()))
        case Set(path, value):
            return _with_value(data, path, checked(value, path))
        case Append(path, value):
            return _with_item(data, path, checked(value, path))
        case _:
            return _without(data, change.path)


def _copied(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    return [_copied(item) for item in data] if isinstance(data, list) else data


def _with_record(data: Any, record: Any) -> Any:
    if not isinstance(data, list):
        raise EditRefused(
            "the file holds a single record, not a list of records",
            "write the new record to a file of its own",
        )
    if not record or not isinstance(record, dict):
        raise EditRefused("the new record is empty", "give it at least one field")
    return [*data, record]


def _with_value(data: Any, path: Path, value: Any) -> Any:
    if not path:
        if type(data) is not type(value) or isinstance(value, str) or not value:
            raise EditRefused("a whole file cannot be replaced by an edit", "write a new file")
        return value
    holder = data
    for depth in range(len(path) - 1):
        holder = _into(holder, path[: depth + 2])
    if isinstance(holder, dict) and isinstance(path[-1], str):
        _checked_key(path[-1], path)
    else:
        _reach(holder, path[-1], path)
    holder[path[-1]] = value
    return data


def _into(holder: Any, path: Path) -> Any:
    """The value at the last step but one of a path, made if it is missing."""
    step = path[-2]
    if isinstance(holder, dict) and isinstance(step, str):
        _checked_key(step, path)
        missing = holder.get(step) is None
    else:
        _reach(holder, step, path[:-1])
        missing = holder[step] is None
    if missing:
        if isinstance(path[-1], int):
            raise EditRefused(f"{named(path[:-1])}: there is no list yet", "append to it instead")
        holder[step] = {}
    return holder[step]


def _reach(holder: Any, step: str | int, path: Path) -> None:
    """Refuse a step that does not exist, with the reason."""
    before = named(path[:-1])
    if isinstance(holder, list) and isinstance(step, int):
        if not 0 <= step < len(holder):
            raise EditRefused(
                f"{named(path)}: there is no item {step + 1} in a list of {len(holder)}",
                f"the list holds {count(len(holder), 'item')}",
            )
        return
    if isinstance(holder, list):
        raise EditRefused(f"{named(path)}: {before} is a list", "say which item is meant")
    if isinstance(holder, dict):
        raise EditRefused(f"{named(path)}: {before} is not a list", "say which key is meant")
    kind = "has no value" if holder is None else "is text"
    raise EditRefused(f"{named(path)}: {before} {kind}, so it cannot have a value", None)


def _with_item(data: Any, path: Path, item: Any) -> Any:
    items = _look(data, path)
    if items is None and path:
        return _with_value(data, path, [item])
    if not isinstance(items, list):
        raise EditRefused(f"{named(path)} is not a list, so nothing can be added to it", None)
    items.append(item)
    return data


def _look(data: Any, path: Path) -> Any:
    """The value at a path; nothing where a key on the way is missing."""
    for depth, step in enumerate(path):
        if data is None:
            return None
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        else:
            _reach(data, step, path[: depth + 1])
            data = data[step]
    return data


def _without(data: Any, path: Path) -> Any:
    if not path:
        raise EditRefused("a whole file cannot be deleted by an edit", "delete the file")
    holder = _look(data, path[:-1])
    if holder is None:
        return data
    if isinstance(holder, dict) and isinstance(path[-1], str):
        holder.pop(path[-1], None)
    else:
        _reach(holder, path[-1], path)
        del holder[path[-1]]
    if not data and isinstance(data, dict):
        raise EditRefused("the record would be left without a field", "delete the file")
    return data
