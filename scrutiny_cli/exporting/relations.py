"""The register as tables for a database: a table for each kind, and one for each list in its records.

Values are typed: a day is `2021-11-23`, yes is 1, a figure is a number. The words as the record has
them stand in the column ``record`` of its table, as JSON. A name that stands for a record is a foreign
key; where that record is not in the export the column is left empty.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from typing import Any

from scrutiny_cli.domain.base import CommitteeRecord, Figure, Model
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.exporting.cells import cell
from scrutiny_cli.exporting.computed import Computed, computed_fields
from scrutiny_cli.exporting.package import SCHEMA, ExportPackage, Given
from scrutiny_cli.exporting.shape import Field, fields
from scrutiny_cli.exporting.written import spelt
from scrutiny_cli.reports.model import Rag

Value = str | int | float | None

# Words that SQL keeps for itself; as names of columns they end with an underscore.
RESERVED = frozenset(
    {"as", "between", "except", "for", "from", "group", "of", "on", "references", "to", "when"}
)
# What the two sides are called of what a record keeps under keys of its own.
KEYED = {"except": ("recommendation", "decision"), "standing_text": ("heading", "text")}
DUE_DATE = "The last day that these words can mean."


@dataclass(frozen=True, slots=True)
class DatabaseColumn:
    """A column: its name, its type in SQL, what stands in it, and whether it is computed."""

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


@dataclass(slots=True)
class Relation:
    """A table: its columns, of which the first are its primary key, and its rows."""

    name: str
    description: str
    columns: list[DatabaseColumn]
    key: tuple[str, ...]
    foreign: list[Foreign] = field(default_factory=list)
    rows: list[tuple[Value, ...]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Database:
    """Tables, views by name, and what the whole is, as names with values."""

    relations: tuple[Relation, ...]
    views: Mapping[str, str]
    about: tuple[tuple[str, str], ...]


def database(package: ExportPackage) -> Database:
    """The tables of a package, those that others name before them."""
    made = [table for kind in package.kinds for table in _KindTables(package, kind).tables()]
    names = {table.name for table in made}
    views = {name: sql for name, (needs, sql) in VIEWS.items() if needs <= names}
    return Database(tuple(made), views, tuple(_about(package)))


def _about(package: ExportPackage) -> Iterator[tuple[str, str]]:
    yield "schema", SCHEMA
    yield "council", package.council
    yield "as_of", package.at.as_of.isoformat()
    yield "revision", package.at.revision
    yield from (("left_out", words) for words in package.at.filters)
    if package.at.private:
        yield "private", "not for publication"
    if package.at.draft:
        yield "draft", "made in spite of faults in the records"


Path = tuple[str, ...]
"""Attributes that lead to a value; ``*`` for each of a list, ``@`` for each key."""


class _KindTables:
    """The tables of a kind, filled record by record."""

    def __init__(self, package: ExportPackage, kind: str) -> None:
        self.package = package
        self.kind = kind
        self.names = KINDS[kind].references
        self.known = {
            name: frozenset(one.record.id for one in given) for name, given in package.kinds.items()
        }
        self.made: dict[str, Relation] = {}

    def tables(self) -> list[Relation]:
        """The table of the kind, then those of the lists in its records."""
        model = KINDS[self.kind].model
        self._table(model, self.kind, KINDS[self.kind].short, (), ())
        for given in self.package.kinds[self.kind]:
            self._record(model, given)
        return list(self.made.values())

    def _record(self, model: type[Model], given: Given) -> None:
        told = given.computed
        row = self._row(model, given.record, told, ())
        if issubclass(model, CommitteeRecord):
            body = self.package.at.register.committee_of(given.record)
            place = [column.name for column in self.made[self.kind].columns].index("committee")
            row[place] = self._named("committee", body.id if body else None)
        words = json.dumps(given.data, ensure_ascii=False)
        self.made[self.kind].rows.append((*row, words))
        self._below(model, given.record, told, KINDS[self.kind].short, (), (given.record.id,))

    # --------------------------------------------------------------------------------- shapes

    def _table(
        self, model: type[Model], name: str, one: str, path: Path, key: tuple[DatabaseColumn, ...]
    ) -> None:
        """Make the table of a model and those of the lists in it."""
        columns = [*key, *self._columns(model, ())]
        if not key:
            # The id comes first, whatever the order of the model.
            columns.sort(key=lambda column: column.name != "id")
            columns.append(
                DatabaseColumn("record", "TEXT", "The record as it is written, in JSON.")
            )
        keys = tuple(column.name for column in key) or ("id",)
        doc = (model.__doc__ or "").strip().split("\n", maxsplit=1)[0]
        table = Relation(name, doc, columns, keys)
        self.made[name] = table
        self._foreign(table, model, path, ())
        for way in lists(model):
            self._list(way, name, one, (*path, *(f.attribute for f in way)), table)

    def _list(self, way: "Way", name: str, one: str, path: Path, parent: Relation) -> None:
        """Make the table of a list in a model."""
        last = way[-1]
        child = "_".join((one, *(f.name for f in way)))
        lead = _lead(parent, one)
        key = (*lead, DatabaseColumn("position", "INTEGER", "Its place in the list, from 1."))
        foreign = Foreign(tuple(c.name for c in lead), parent.name, parent.key)
        if last.model:
            self._table(last.model, child, child.removesuffix("s"), (*path, "*"), key)
        else:
            values = [_plain_column(n, last) for n in self._value_names(last, path)]
            table = Relation(child, last.description, [*key, *values], tuple(c.name for c in key))
            step = "@" if last.shape == "keys" else "*"
            self._point(table, values[0].name, (*path, step))
            self.made[child] = table
        self.made[child].foreign.insert(0, foreign)

    def _value_names(self, last: Field, path: Path) -> tuple[str, ...]:
        if last.shape == "keys":
            return KEYED[last.name]
        target = self.names.get(".".join((*path, "*")))
        return (KINDS[target].short if target else "value",)

    def _columns(self, model: type[Model], lead: tuple[str, ...]) -> Iterator[DatabaseColumn]:
        """The columns of a model: its plain fields, and what is computed of it."""
        told = () if lead else computed_fields(model)
        for one in fields(model):
            name = _name((*lead, one.name))
            if one.shape != "one":
                continue
            if one.model is Due:
                yield DatabaseColumn(name, "TEXT", one.description)
                if not any(t.name == f"{name}_date" for t in told):
                    yield DatabaseColumn(f"{name}_date", "TEXT", DUE_DATE, computed=True)
            elif one.model:
                yield from self._columns(one.model, (*lead, one.name))
            else:
                yield _plain_column(name, one)
        for this in told:
            kind = "INTEGER" if this.type is int else "TEXT"
            yield DatabaseColumn(this.name, kind, this.description, computed=True)

    def _foreign(self, table: Relation, model: type[Model], path: Path, lead: Path) -> None:
        """Note the columns of a model that name other records."""
        for one in fields(model):
            if one.shape == "one" and one.model and one.model is not Due:
                self._foreign(table, one.model, (*path, one.attribute), (*lead, one.name))
            elif one.shape == "one":
                self._point(table, _name((*lead, one.name)), (*path, one.attribute))

    def _point(self, table: Relation, column: str, path: Path) -> None:
        target = self.names.get(".".join(path))
        if target in self.package.kinds:
            table.foreign.append(Foreign((column,), str(target), ("id",)))

    # ----------------------------------------------------------------------------------- rows

    def _row(self, model: type[Model], part: Any, told: Computed, path: Path) -> list[Value]:
        """The values of a part in the order of its columns."""
        found = dict(self._values(model, part, path, ()))
        found |= {one.name: _typed(told.get(one.name)) for one in computed_fields(model)}
        if model is KINDS[self.kind].model:
            return [found[c.name] for c in self.made[self.kind].columns if c.name in found]
        return list(found.values())

    def _values(
        self, model: type[Model], part: Any, path: Path, lead: tuple[str, ...]
    ) -> Iterator[tuple[str, Value]]:
        told = () if lead else computed_fields(model)
        for one in fields(model):
            held = None if part is None else getattr(part, one.attribute)
            name, here = _name((*lead, one.name)), (*path, one.attribute)
            if one.shape != "one":
                continue
            if one.model is Due:
                yield name, cell(one, spelt(held))
                if not any(t.name == f"{name}_date" for t in told):
                    yield f"{name}_date", _typed(self.package.at.register.due_day(held))
            elif one.model:
                yield from self._values(one.model, held, here, (*lead, one.name))
            else:
                yield name, self._named(".".join(here), _typed(held))

    def _below(
        self, model: type[Model], part: Any, told: Computed, one: str, path: Path,
        keys: tuple[Value, ...],
    ) -> None:  # fmt: skip
        """Fill the tables of the lists in a part."""
        for way in lists(model):
            last = way[-1]
            held: Any = part
            for step in way:
                held = None if held is None else getattr(held, step.attribute)
            here = (*path, *(f.attribute for f in way))
            child = "_".join((one, *(f.name for f in way)))
            if last.shape == "keys":
                for place, (key, value) in enumerate((held or {}).items(), 1):
                    name = self._named(".".join((*here, "@")), key)
                    self.made[child].rows.append((*keys, place, name, _typed(value)))
                continue
            below = told.get(way[0].name, []) if len(way) == 1 else []
            for place, inner in enumerate(held or (), 1):
                key = (*keys, place)
                if last.model is None:
                    value = self._named(".".join((*here, "*")), _typed(inner))
                    self.made[child].rows.append((*key, value))
                    continue
                said = below[place - 1] if below else {}
                row = self._row(last.model, inner, said, (*here, "*"))
                self.made[child].rows.append((*key, *row))
                singular = child.removesuffix("s")
                self._below(last.model, inner, said, singular, (*here, "*"), key)

    def _named(self, path: str, value: Value) -> Value:
        """A value; one that names a record stands only if that record is in the export."""
        target = self.names.get(path)
        if target in self.known and value not in self.known[str(target)]:
            return None
        return value


Way = tuple[Field, ...]


@cache
def lists(model: type[Model]) -> tuple[Way, ...]:
    """The fields of a model that hold several values, with those that lead to them."""
    found: list[Way] = []
    for one in fields(model):
        if one.shape != "one":
            found.append((one,))
        elif one.model and one.model is not Due:
            found += [(one, *way) for way in lists(one.model)]
    return tuple(found)


def _lead(parent: Relation, one: str) -> tuple[DatabaseColumn, ...]:
    """The columns by which a row of a list names the row that the list stands in."""
    if parent.key == ("id",):
        return (DatabaseColumn(f"{one}_id", "TEXT", "The id of the record."),)
    held = parent.columns[: len(parent.key) - 1]
    mine = DatabaseColumn(f"{one}_position", "INTEGER", f"The position in {parent.name}.")
    return (*held, mine)


def _name(words: tuple[str, ...]) -> str:
    name = "_".join(words)
    return f"{name}_" if name in RESERVED else name


def _plain_column(name: str, one: Field) -> DatabaseColumn:
    kinds = {int: "INTEGER", bool: "INTEGER", Figure: "NUMERIC"}
    kind = kinds.get(one.type, "TEXT") if isinstance(one.type, type) else "TEXT"
    return DatabaseColumn(name, kind, one.description)


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
