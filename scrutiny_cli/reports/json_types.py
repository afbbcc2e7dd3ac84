"""The types of value that reports have, and how each is written in JSON and shown by default.

From them follow the keys and types in docs/reference/json.md.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, Generic, TypeVar

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.reports.model import EMPTY, Cell, Prose, Rag

V = TypeVar("V")


class JsonType(Generic[V]):
    """A type of value: what the reference calls it, how it is written in JSON, how it is shown."""

    name: str

    def write(self, value: V) -> Any:
        """Return the value in the types that JSON has."""
        return value

    def show(self, value: V) -> Cell:
        """Return the value as a cell, where its field has no cell of its own."""
        return None


class Plain(JsonType[V]):
    """A type of single values."""

    def __init__(
        self,
        name: str,
        write: Callable[[V], Any] = lambda value: value,
        show: Callable[[V], Cell] | None = None,
    ) -> None:
        self.name = name
        self._write = write
        self._show = show or write

    def write(self, value: V) -> Any:
        """Return the value in the types that JSON has."""
        return self._write(value)

    def show(self, value: V) -> Cell:
        """Return the value as a cell."""
        return self._show(value)


def _clock(moment: date | time) -> str:
    """A date, a time or a moment in ISO form, to the minute."""
    if isinstance(moment, datetime | time):
        return moment.isoformat(timespec="minutes")
    return moment.isoformat()


TEXT = Plain[str]("text")
MARKDOWN = Plain[str]("text", show=Prose)
NUMBER = Plain[int]("number")
YES_NO = Plain[bool]("yes or no", show=lambda value: "yes" if value else "no")
DATE = Plain[date]("date", _clock, lambda value: value)
TIME = Plain[time]("time", _clock, lambda value: value)
MOMENT = Plain[date]("date or moment", _clock, lambda value: value)
FIGURE = Plain[Any]("text", str)
"""A number as somebody wrote it down."""
RATING = Plain[Rag]("rating", lambda value: value.rating, lambda value: value)
DONE = Plain["date | bool"](
    "date, or yes or no", lambda value: value if isinstance(value, bool) else value.isoformat()
)
"""The date of completion, or just that it is completed."""
COMMITTEE = Plain[Committee]("text", lambda value: value.id, lambda value: value.name)
MARK = Plain[Mark]("text", lambda value: value.word, lambda value: value)


class Maybe(JsonType[V | None], Generic[V]):
    """A value or nothing."""

    def __init__(self, kind: JsonType[V]) -> None:
        self.kind = kind
        self.name = f"{kind.name} or nothing"

    def write(self, value: V | None) -> Any:
        """Return the value in the types that JSON has, or ``None``."""
        return None if value is None else self.kind.write(value)

    def show(self, value: V | None) -> Cell:
        """Return the value as a cell."""
        return None if value is None else self.kind.show(value)


class Sometimes(Maybe[V]):
    """A value whose key is left out where there is none."""

    def __init__(self, kind: JsonType[V]) -> None:
        super().__init__(kind)
        self.name = f"{kind.name}, or left out"


class Many(JsonType[Iterable[V]], Generic[V]):
    """A list of values."""

    name = "list"

    def __init__(self, kind: JsonType[V]) -> None:
        self.kind = kind

    def write(self, value: Iterable[V]) -> Any:
        """Return the values as a list."""
        return [self.kind.write(part) for part in value]

    def show(self, value: Iterable[V]) -> Cell:
        """Return the values that can be shown."""
        return tuple(cell for part in value if (cell := self.kind.show(part)) not in EMPTY)


class Keyed(JsonType[Mapping[str, V]], Generic[V]):
    """Values under names that are not fixed."""

    name = "object"

    def __init__(self, kind: JsonType[V]) -> None:
        self.kind = kind

    def write(self, value: Mapping[str, V]) -> Any:
        """Return the values by their names."""
        return {key: self.kind.write(part) for key, part in value.items()}


def maybe(kind: JsonType[V]) -> JsonType[V | None]:
    """A value or nothing."""
    return Maybe(kind)


def sometimes(kind: JsonType[V]) -> JsonType[V | None]:
    """A value whose key is left out where there is none."""
    return Sometimes(kind)


def many(kind: JsonType[V]) -> JsonType[Iterable[V]]:
    """A list of values."""
    return Many(kind)


def keyed(kind: JsonType[V]) -> JsonType[Mapping[str, V]]:
    """Values under names that are not fixed."""
    return Keyed(kind)
