"""What is said of each kind of thing that reports list: its fields, each declared once.

A field has a value for machines and a cell for people. From the fields of a kind follow its JSON, its
rows in tables and CSV, the facts of `show`, the names that templates use, and the computed columns of an
export. The types of the values are those of the attributes they come from (see `value_types`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from keyword import iskeyword
from operator import attrgetter
from typing import Any, Generic, TypeVar, get_origin

from scrutiny_cli.domain.base import Figure
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import DateInWords
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.reports.model import (
    EMPTY,
    Aside,
    Cell,
    Column,
    Facts,
    PageLink,
    Prose,
    Rag,
    Ref,
    Row,
    Table,
    Trend,
)
from scrutiny_cli.wording import capital

T = TypeVar("T")
ITSELF = "."
"""The path to the thing itself."""
WRITTEN_AS_THEY_ARE = (str, int)
SHOWN_AS_THEY_ARE = (str, int, date, time, Decimal, Prose, Rag, Mark, Ref, PageLink, Aside, Trend)


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A computed column of an export: what it means, and its own name and heading if it has them."""

    description: str
    name: str = ""
    title: str = ""


@dataclass(frozen=True)
class Field(Generic[T]):
    """A field of something that reports list.

    ``value`` leads to the value for machines: a path of attributes, such as `standing.due`, from the
    thing or from its record, or a function, which needs a ``type``. By default it is the attribute with
    the name of the key. ``cell`` leads likewise to what people see, by default the value. ``of`` are
    the fields of what the value holds.
    A ``markdown`` value is shown as Markdown. The value is left out where what it ``needs``, a path too,
    is not there.

    ``json`` says if it is part of the JSON, ``shown_in`` which tables have it as a last column, and
    ``export`` that it is a computed column of an export.
    """

    key: str
    title: str = ""
    value: str | Callable[[T], Any] = ""
    cell: str | Callable[[T], Cell] = ""
    of: "Fields[Any] | None" = None
    markdown: bool = False
    needs: str = ""
    json: bool = True
    shown_in: tuple[str, ...] = ()
    export: ExportColumn | None = None
    type: Any = None

    @property
    def heading(self) -> str:
        """Its title, or its key in words."""
        return self.title or capital(self.key.replace("_", " "))


def shown(
    key: str, title: str, cell: str | Callable[[T], Cell] = "", *, markdown: bool = False
) -> Field[T]:
    """Return a field that is shown to people and is not part of the JSON."""
    return Field(key, title, cell=cell or key, markdown=markdown, json=False)


class LazyRow(Mapping[str, Cell]):
    """The cells of a thing by the keys of their fields, each made when it is asked for."""

    __slots__ = ("_cells", "_made", "_thing")

    def __init__(self, cells: Mapping[str, Callable[[Any], Cell]], thing: Any) -> None:
        self._cells, self._thing = cells, thing
        self._made: dict[str, Cell] = {}

    def __getitem__(self, key: str) -> Cell:
        if key not in self._made:
            self._made[key] = self._cells[key](self._thing)
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __reduce__(self) -> tuple[type, tuple[dict[str, Cell]]]:
        """Go to another process as plain data."""
        return (dict, (dict(self),))


class Fields(Generic[T]):
    """The fields of one kind of thing. One that needs no more than a key may be just that."""

    def __init__(self, of: type[T], *fields: Field[T] | str) -> None:
        self.kind = of
        known = (Field[T](field) if isinstance(field, str) else field for field in fields)
        self.fields: dict[str, Field[T]] = {field.key: field for field in known}

    @cached_property
    def _values(self) -> dict[str, Callable[[T], Any]]:
        return {
            key: self._get(field.value or key)
            for key, field in self.fields.items()
            if field.json or field.export
        }

    @cached_property
    def _cells(self) -> dict[str, Callable[[T], Cell]]:
        return {
            key: self._cell(field)
            for key, field in self.fields.items()
            if not field.of or field.cell
        }

    def _get(self, way: str | Callable[[T], Any]) -> Callable[[T], Any]:
        return way if callable(way) else getter(self.path(way))

    def _cell(self, field: Field[T]) -> Callable[[T], Cell]:
        if callable(field.cell):
            return field.cell
        get = self._get(field.cell or field.value or field.key)
        if field.markdown:
            return lambda thing: Prose(text) if (text := get(thing)) else None
        return lambda thing: as_cell(get(thing))

    def path(self, path: str) -> str:
        """Return a path of attributes from the thing: by way of its record, if that has the first."""
        first, *rest = path.split(".")
        first = f"{first}_" if iskeyword(first) else first
        kind = get_origin(self.kind) or self.kind
        known = (getattr(kind, name, {}) for name in ("model_fields", "__dataclass_fields__"))
        if path == ITSELF or hasattr(kind, first) or any(first in names for names in known):
            return ".".join((first, *rest))
        return ".".join(("record", first, *rest))

    def cell(self, key: str, thing: T) -> Cell:
        """Return the cell of a field."""
        return self._cells[key](thing)

    def by_way_of(self, path: str) -> list[Field[Any]]:
        """Return the fields for a thing that has one of these at the end of a path."""
        ahead = getter(path)

        def way(own: str | Callable[[T], Any]) -> str | Callable[[Any], Any]:
            return (
                (lambda thing: own(ahead(thing))) if callable(own) else f"{path}.{self.path(own)}"
            )

        return [
            replace(
                field,
                title=field.heading,
                value=way(field.value or field.key),
                cell=way(field.cell) if field.cell else "",
            )
            for field in self.fields.values()
        ]

    def write(self, thing: T) -> dict[str, Any]:
        """Return the values in the types of JSON, in the order of the fields."""
        written = {}
        for key, field in self.fields.items():
            if field.json and self._has(field, thing):
                value = self._values[key](thing)
                written[key] = plain(value, field.of)
                if isinstance(value, DateInWords):
                    written[f"{key}_words"] = value.words
        return written

    def computed(self, thing: T) -> dict[str, Any]:
        """Return the values of the computed columns of an export."""
        values = {
            field.export.name or key: self._values[key](thing)
            for key, field in self.fields.items()
            if field.export and self._has(field, thing)
        }
        return {k: v.written if isinstance(v, Figure) else v for k, v in values.items()}

    def _has(self, field: Field[T], thing: T) -> bool:
        return not field.needs or bool(getter(self.path(field.needs))(thing))

    def cells(self, thing: T) -> Row:
        """Return the cell of every field that has one, by its key."""
        return LazyRow(self._cells, thing)

    def columns(
        self, table: str, *keys: str, heads: str = "", narrow: tuple[str, ...] = (), **titles: str
    ) -> tuple[Column, ...]:
        """Return the columns of a table by the keys of their fields.

        The cells of the first one, or of ``heads``, name their row. ``titles`` are the headings of
        this table that differ from the titles of the fields.
        """
        own = [field.key for field in self.fields.values() if table in field.shown_in]
        return tuple(
            Column(
                titles.get(key) or self.fields[key].heading,
                heads=key == (heads or keys[0]),
                narrow=key in narrow,
                key=key,
            )
            for key in (*keys, *own)
        )

    def table(
        self,
        caption: str,
        columns: tuple[Column, ...],
        things: Iterable[T],
        *,
        whose: bool = False,
        merged: int = 0,
        **more: Any,
    ) -> Table:
        """Return a table with a row for each of some things.

        ``whose`` adds the committee after the first column: for things of several committees.
        """
        if whose:
            committee = Column(self.fields["committee"].heading, key="committee")
            columns = (columns[0], committee, *columns[1:])
            merged += bool(merged)
        rows = tuple(map(self.cells, things))
        return Table(caption, columns, rows, merged=merged, anchored="id" in self.fields, **more)

    def facts(self, columns: tuple[Column, ...], thing: T) -> Facts:
        """Return the facts of one thing; a column without a cell is left out."""
        cells = self.cells(thing)
        return Facts(tuple(c for c in columns if cells[c.key] not in EMPTY), cells)


def getter(path: str) -> Callable[[Any], Any]:
    """Return a function that follows a path of attributes and keys, to nothing if one is missing."""
    names = [] if path == ITSELF else path.split(".")
    if len(names) == 1 or (len(names) == 2 and names[0] == "record"):
        return attrgetter(path)

    def get(thing: Any) -> Any:
        for name in names:
            if thing is None:
                break
            thing = thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name)
        return thing

    return get


def plain(value: Any, of: Fields[Any] | None = None) -> Any:
    """Return a value in the types that JSON has."""
    if of is not None and value is not None:
        return [of.write(part) for part in value] if _is_list(value) else of.write(value)
    if value is None or isinstance(value, WRITTEN_AS_THEY_ARE):
        return value
    if isinstance(value, datetime | time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Rag):
        return value.rating
    if isinstance(value, Mark):
        return value.word
    if isinstance(value, Committee):
        return value.id
    if isinstance(value, Figure):
        return value.written
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value]


def as_cell(value: Any) -> Cell:
    """Return a value as it is shown where its field has no cell of its own."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, SHOWN_AS_THEY_ARE):
        cell: Cell = value
        return cell
    if isinstance(value, Committee):
        return value.name
    if isinstance(value, Figure):
        return value.written
    return tuple(map(as_cell, value))


def _is_list(value: Any) -> bool:
    """Whether a value is several: a named tuple is one."""
    return isinstance(value, list) or type(value) is tuple


STATE = ExportColumn("Its state on the day.")
RATED = ExportColumn("Red, amber, green, blue or not rated.", "rating", "Rating")
DUE = ExportColumn("The day after which it is overdue.", "due_date", "Due (date)")
LATE = ExportColumn("Calendar days after that day; 0 if it is not.")
