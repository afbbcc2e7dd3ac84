"""The register as tables for a database: a table for each kind, and one for each list in its records.

Values are typed: a day is `2021-11-23`, yes is 1, a figure is a number. The words as the record has
them stand in the column ``record`` of its table, as JSON. A name that stands for a record is a foreign
key; where that record is not in the export the column is left empty.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache, partial
from typing import Any

from scrutiny_cli.domain.base import CommitteeRecord, Figure, Model
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.exporting.cells import cell
from scrutiny_cli.exporting.computed import Computed, computed_fields
from scrutiny_cli.exporting.package import SCHEMA, ExportPackage
from scrutiny_cli.exporting.shape import ModelField, fields
from scrutiny_cli.exporting.written import spelt
from scrutiny_cli.reports.model import Rag
from scrutiny_cli.wording import incomplete

Value = str | int | float | None

# Words that SQL keeps for itself; as names of columns they end with an underscore.
RESERVED = frozenset(
    {
        "as",
        "between",
        "except",
        "for",
        "from",
        "group",
        "of",
        "on",
        "references",
        "then",
        "to",
        "when",
    }
)
# What the two sides are called of what a record keeps under keys of its own.
KEYED = {
    "own": ("heading", "text"),
    "except": ("recommendation", "decision"),
    "standing_text": ("heading", "text"),
}
DUE_DATE = "The last day that these words can mean."


@dataclass(frozen=True, slots=True)
class DatabaseColumn:
    """A column: its name, its type in SQL, what it holds, and whether it is computed."""

    name: str
    type: str
    description: str
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Foreign:
    """Columns that name a row of another table."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A table: its columns, of which the first are its primary key, and its rows."""

    name: str
    description: str
    columns: list[DatabaseColumn]
    key: tuple[str, ...]
    foreign: list[Foreign]
    rows: list[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Database:
    """Tables, views by name, and what the whole is, as names with values."""

    relations: tuple[Relation, ...]
    views: Mapping[str, str]
    about: tuple[tuple[str, str], ...]


def database(package: ExportPackage) -> Database:
    """The tables of a package, those that others name before them."""
    tables = [table for kind in package.kinds for table in _KindTables(package, kind).tables()]
    names = {table.name for table in tables}
    views = {name: sql for name, (needs, sql) in VIEWS.items() if needs <= names}
    return Database(tuple(tables), views, tuple(_about(package)))


def _about(package: ExportPackage) -> Iterator[tuple[str, str]]:
    yield "schema", SCHEMA
    yield "council", package.council
    yield "as_of", package.at.as_of.isoformat()
    yield "revision", package.at.revision
    yield from (("left_out", words) for words in package.at.filters)
    if missing := incomplete(package.at.register.unread):
        yield "incomplete", missing
    if package.at.private:
        yield "private", "not for publication"
    if package.at.draft:
        yield "draft", "made while the records had errors"


Path = tuple[str, ...]
"""Attributes that lead to a value; ``*`` for each of a list, ``@`` for each key."""


@dataclass(frozen=True, slots=True)
class Part:
    """A record or a part of one, with what is computed of it; ``keys`` name its row."""

    keys: tuple[Value, ...]
    held: Any
    computed: Computed


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """A column, and the value that a part has in it; ``path`` is where it may name a record."""

    column: DatabaseColumn
    value: Callable[[Part], Value]
    path: Path = ()


class _KindTables:
    """The tables of a kind."""

    def __init__(self, package: ExportPackage, kind: str) -> None:
        self.register = package.at.register
        self.kind = KINDS[kind]
        self.given = package.kinds[kind]
        self.known = {
            name: frozenset(given.record.id for given in records)
            for name, records in package.kinds.items()
        }

    def tables(self) -> Iterator[Relation]:
        """The table of the kind, then those of the lists in its records."""
        parts = [Part((given.record.id,), given.record, given.computed) for given in self.given]
        name, short = _sql(self.kind.folder), _sql(self.kind.short)
        return self._table(self.kind.model, name, short, (), (), parts)

    def _table(
        self,
        model: type[Model],
        name: str,
        short: str,
        path: Path,
        key: tuple[DatabaseColumn, ...],
        parts: list[Part],
    ) -> Iterator[Relation]:
        """The table of a model with a row for each of some parts, and those of the lists in it."""
        planned = list(self._planned(model, path))
        if not key:
            # The id comes first, whatever the order of the model.
            planned.sort(key=lambda plan: plan.column.name != "id")
            planned.append(self._record())
        table = Relation(
            name,
            (model.__doc__ or "").strip().split("\n", maxsplit=1)[0],
            [*key, *(plan.column for plan in planned)],
            tuple(column.name for column in key) or ("id",),
            [foreign for plan in planned for foreign in self._foreign(plan.column.name, plan.path)],
            [
                (*(part.keys if key else ()), *(self._value(plan, part) for plan in planned))
                for part in parts
            ],
        )
        yield table
        for way in lists(model):
            yield from self._list(way, table, short, path, parts)

    def _list(
        self, way: "Way", parent: Relation, short: str, path: Path, parts: list[Part]
    ) -> Iterator[Relation]:
        """The table of a list in a model, and those of the lists in that."""
        last, path = way[-1], (*path, *(field.attribute for field in way))
        name = "_".join((short, *(field.name for field in way)))
        lead = _lead(parent, short)
        key = (*lead, DatabaseColumn("position", "INTEGER", "Its place in the list, from 1."))
        below = [
            Part((*part.keys, place), held, computed)
            for part in parts
            for place, (held, computed) in enumerate(_held(way, part), 1)
        ]
        if last.model:
            inner = (*path, "*")
            tables = list(self._table(last.model, name, name.removesuffix("s"), inner, key, below))
        else:
            tables = [self._values(last, name, path, key, below)]
        tables[0].foreign.insert(0, Foreign(tuple(c.name for c in lead), parent.name, parent.key))
        return iter(tables)

    def _values(
        self,
        field: ModelField,
        name: str,
        path: Path,
        key: tuple[DatabaseColumn, ...],
        parts: list[Part],
    ) -> Relation:
        """The table of a list of plain values, or of keys with values."""
        path = (*path, "@" if field.shape == "keys" else "*")
        target = self.kind.references.get(".".join(path))
        usual = (_sql(KINDS[target].short) if target else "value",)
        names = KEYED[field.name] if field.shape == "keys" else usual
        rows: list[tuple[Value, ...]] = []
        for part in parts:
            first, *rest = part.held if field.shape == "keys" else (part.held,)
            rows.append((*part.keys, self._named(path, _typed(first)), *map(_typed, rest)))
        columns = [*key, *(_plain_column(column, field) for column in names)]
        keys = tuple(column.name for column in key)
        foreign = list(self._foreign(names[0], path))
        return Relation(name, field.description, columns, keys, foreign, rows)

    def _planned(self, model: type[Model], path: Path, way: "Way" = ()) -> Iterator[PlannedColumn]:
        """The columns of a model: its plain fields, and what is computed of it."""
        computed = () if way else computed_fields(model)
        for field in fields(model):
            here = (*way, field)
            name = _name(tuple(step.name for step in here))
            if field.shape != "one":
                continue
            if field.model is Due:
                yield from self._due(
                    name, here, dated=all(c.name != f"{name}_date" for c in computed)
                )
            elif field.model:
                yield from self._planned(field.model, path, here)
            else:
                to = (*path, *(step.attribute for step in here))
                yield PlannedColumn(_plain_column(name, field), partial(_plain, here), to)
        for extra in computed:
            kind = "INTEGER" if extra.type is int else "TEXT"
            column = DatabaseColumn(extra.name, kind, extra.description, computed=True)
            yield PlannedColumn(column, partial(_computed, extra.name))

    def _due(self, name: str, way: "Way", *, dated: bool) -> Iterator[PlannedColumn]:
        """A due date in its words, and, unless that is computed already, as a date."""
        words = DatabaseColumn(name, "TEXT", way[-1].description)
        yield PlannedColumn(words, lambda part: cell(way[-1], spelt(_follow(way, part.held))))
        if dated:
            day = DatabaseColumn(f"{name}_date", "TEXT", DUE_DATE, computed=True)
            due = self.register.due_day
            yield PlannedColumn(day, lambda part: _typed(due(_follow(way, part.held))))

    def _record(self) -> PlannedColumn:
        data = {given.record.id: given.data for given in self.given}
        column = DatabaseColumn("record", "TEXT", "The record as it is written, in JSON.")
        return PlannedColumn(
            column, lambda part: json.dumps(data[part.held.id], ensure_ascii=False)
        )

    def _value(self, plan: PlannedColumn, part: Part) -> Value:
        value = plan.value(part)
        if plan.path == ("committee",) and isinstance(part.held, CommitteeRecord):
            committee = self.register.committee_of(part.held)
            value = committee.id if committee else None
        return self._named(plan.path, value)

    def _named(self, path: Path, value: Value) -> Value:
        """A value; one that names a record is there only if that record is in the export."""
        target = self.kind.references.get(".".join(path))
        return None if target in self.known and value not in self.known[target] else value

    def _foreign(self, column: str, path: Path) -> Iterator[Foreign]:
        target = self.kind.references.get(".".join(path))
        if target in self.known:
            yield Foreign((column,), _sql(target), ("id",))


def _sql(name: str) -> str:
    """A name as SQL can have it."""
    return name.replace("-", "_")


def _follow(way: "Way", part: Any) -> Any:
    """What a part holds at the end of a way."""
    for step in way:
        part = None if part is None else getattr(part, step.attribute)
    return part


def _held(way: "Way", part: Part) -> Iterator[tuple[Any, Computed]]:
    """What a list in a part holds, each with what is computed of it."""
    held = _follow(way, part.held) or ()
    below = part.computed.get(way[0].name, []) if len(way) == 1 else []
    for place, inner in enumerate(held.items() if isinstance(held, Mapping) else held):
        yield inner, below[place] if below else {}


def _plain(way: "Way", part: Part) -> Value:
    return _typed(_follow(way, part.held))


def _computed(name: str, part: Part) -> Value:
    return _typed(part.computed.get(name))


Way = tuple[ModelField, ...]


@cache
def lists(model: type[Model]) -> tuple[Way, ...]:
    """The fields of a model that hold several values, with those that lead to them."""
    ways: list[Way] = []
    for field in fields(model):
        if field.shape != "one":
            ways.append((field,))
        elif field.model and field.model is not Due:
            ways += [(field, *way) for way in lists(field.model)]
    return tuple(ways)


def _lead(parent: Relation, short: str) -> tuple[DatabaseColumn, ...]:
    """The columns by which a row of a list names the row that has the list."""
    if parent.key == ("id",):
        return (DatabaseColumn(f"{short}_id", "TEXT", "The id of the record."),)
    held = parent.columns[: len(parent.key) - 1]
    mine = DatabaseColumn(f"{short}_position", "INTEGER", f"The position in {parent.name}.")
    return (*held, mine)


def _name(words: tuple[str, ...]) -> str:
    name = "_".join(words)
    return f"{name}_" if name in RESERVED else name


def _plain_column(name: str, field: ModelField) -> DatabaseColumn:
    kinds = {int: "INTEGER", bool: "INTEGER", Figure: "NUMERIC"}
    kind = kinds.get(field.type, "TEXT") if isinstance(field.type, type) else "TEXT"
    return DatabaseColumn(name, kind, field.description)


def _typed(value: Any) -> Value:
    """A value of a model in the types that SQL has."""
    if isinstance(value, Figure):
        whole = value.value == value.value.to_integral_value()
        return int(value.value) if whole else float(value.value)
    if isinstance(value, Rag):
        return value.rating
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, int) else str(value)


_OWNERS = """(
    SELECT group_concat(words, '; ') FROM (
      SELECT coalesce(o.text, p.full_name, o.post, o.team, o.body) AS words
      FROM action_owner AS o LEFT JOIN people AS p ON p.id = o.person
      WHERE o.action_id = a.id ORDER BY o.position
    )
  )"""

VIEWS: dict[str, tuple[frozenset[str], str]] = {
    "overdue": (
        frozenset({"actions", "people", "recommendations"}),
        f"""SELECT 'action' AS kind, a.id, a.committee, a.action AS what, {_OWNERS} AS owed_by,
  a.due_date, a.days_overdue
FROM actions AS a WHERE a.days_overdue > 0
UNION ALL
SELECT 'response', r.id, r.committee, r.text, (
    SELECT group_concat(value, '; ') FROM (
      SELECT value FROM recommendation_to WHERE recommendation_id = r.id ORDER BY position
    )
  ), r.response_due, r.days_overdue
FROM recommendations AS r WHERE r.days_overdue > 0
ORDER BY 7 DESC, 2""",
    ),
    "recommendation_states": (
        frozenset({"recommendations", "meetings"}),
        """SELECT r.id, r.committee, m.date AS made_on, r.label, r.text, r.kind, r.state, r.rating,
  r.decision, r.received, r.response_due, r.days_overdue
FROM recommendations AS r LEFT JOIN meetings AS m ON m.id = r.meeting
ORDER BY m.date, r.id""",
    ),
    "reading_ratings": (
        frozenset({"measures"}),
        """SELECT m.id AS measure, m.committee, m.title, m.section, d.series, d.period,
  d.period_start, d.period_end, d.value, coalesce(d.unit, m.unit) AS unit, d.missing,
  d.rating, d.rating_why, d.rag AS officer_rating, d.travel AS direction, d.provisional
FROM measures AS m JOIN measure_readings AS d ON d.measure_id = m.id
ORDER BY m.id, d.series, d.period_end, d.position""",
    ),
}
"""By name: the tables that a view needs, and what it selects."""
