"""What is said of each kind of thing that reports list: its fields, each declared once.

A field has a value for machines and a cell for people. From the fields of a kind follow its JSON, its
rows in tables and CSV, the facts of `show`, the names that templates use, and the computed columns of an
export.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from scrutiny_cli.reports.json_types import JsonType, Plain, Sometimes
from scrutiny_cli.reports.model import EMPTY, Cell, Column, Facts, Row, Table

V = TypeVar("V")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A computed column of an export: what it means, and its own name and heading if it has them."""

    description: str
    name: str = ""
    title: str = ""


STATE = ExportColumn("Where it stands on the day.")
RATED = ExportColumn("Red, amber, green, blue or not rated.", "rating", "Rating")
DUE = ExportColumn("The day after which it is overdue.", "due_date", "Due (date)")
LATE = ExportColumn("Calendar days after that day; 0 if it is not.")


class Field(Generic[T]):
    """A field of something that reports list.

    ``kind`` is the type of its ``value``; ``cell`` is made from the value if it is not given.
    ``shown_in`` names the tables that have it as a last column. ``export`` makes it a computed
    column of an export. With ``json=False`` it is not part of the JSON.
    """

    def __init__(
        self,
        key: str,
        title: str,
        kind: JsonType[V],
        value: Callable[[T], V],
        cell: Callable[[T], Cell] | None = None,
        *,
        json: bool = True,
        shown_in: tuple[str, ...] = (),
        export: ExportColumn | None = None,
    ) -> None:
        self.key = key
        self.title = title
        self.kind: JsonType[Any] = kind
        self.value: Callable[[T], Any] = value
        self.cell: Callable[[T], Cell] = cell or (lambda thing: kind.show(value(thing)))
        self.json = json
        self.shown_in = shown_in
        self.export = export


def shown(key: str, title: str, cell: Callable[[T], Cell]) -> Field[T]:
    """Return a field that is shown to people only."""
    return Field(key, title, Plain[Any]("cell"), cell, cell, json=False)


class Fields(JsonType[T], Generic[T]):
    """The fields of one kind of thing; as a type of JSON, an object with a key for each."""

    name = "object"

    def __init__(self, *fields: Field[T]) -> None:
        self.fields = {field.key: field for field in fields}

    def write(self, value: T) -> dict[str, Any]:
        """Return the values for machines, in the order of the fields."""
        written = {}
        for field in self.fields.values():
            if field.json:
                found = field.value(value)
                if found is not None or not isinstance(field.kind, Sometimes):
                    written[field.key] = field.kind.write(found)
        return written

    def cells(self, thing: T) -> Row:
        """Return the cell of every field by its key."""
        return {key: field.cell(thing) for key, field in self.fields.items()}

    def columns(
        self, table: str, *keys: str, heads: str = "", narrow: tuple[str, ...] = (), **titles: str
    ) -> tuple[Column, ...]:
        """Return the columns of a table by the keys of their fields.

        The cells of the first one, or of ``heads``, name their row. ``titles`` are the headings of
        this table where they differ from the titles of the fields.
        """
        own = [field.key for field in self.fields.values() if table in field.shown_in]
        return tuple(
            Column(
                titles.get(key) or self.fields[key].title,
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
            committee = Column(self.fields["committee"].title, key="committee")
            columns = (columns[0], committee, *columns[1:])
            merged += bool(merged)
        return Table(caption, columns, tuple(map(self.cells, things)), merged=merged, **more)

    def facts(self, columns: tuple[Column, ...], thing: T) -> Facts:
        """Return the facts of one thing; a column without a cell is left out."""
        cells = self.cells(thing)
        return Facts(tuple(c for c in columns if cells[c.key] not in EMPTY), cells)


def only(key: str, kind: JsonType[V]) -> Fields[V]:
    """An object with one key."""
    return Fields(Field(key, "", kind, lambda value: value))
