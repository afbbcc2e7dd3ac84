"""The register as flat tables for a spreadsheet: a sheet for each kind, and for what a cell cannot say.

The cells of a record hold its own spelling (``cells`` says how); what is computed has columns of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from scrutiny_cli.domain.actions import Action, Withdrawn
from scrutiny_cli.domain.base import Model, Record
from scrutiny_cli.domain.committees import Seat, StandingItem
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.meetings import Attendance, Item, Minute, Minuted, Paper, Promise
from scrutiny_cli.domain.people import PersonRef, Post
from scrutiny_cli.domain.plans import Aim, Benchmark, PlanAction, Reading
from scrutiny_cli.domain.questions import Answer, QuestionRefusal, Received
from scrutiny_cli.domain.recommendations import Alignment, ResponseAction
from scrutiny_cli.exporting.cells import cell
from scrutiny_cli.exporting.computed import Computed, ComputedField, computed_fields
from scrutiny_cli.exporting.package import ExportPackage
from scrutiny_cli.exporting.shape import ModelField, fields, several, spread
from scrutiny_cli.reports.model import Rag
from scrutiny_cli.wording import capital

Value = str | int | date | Rag | None
"""A cell: what a record says is always text."""

# What is too much for a cell has a sheet of its own.
APART: dict[type[Model], str] = {
    Seat: "Seats",
    StandingItem: "Standing items",
    Post: "Posts",
    Item: "Agenda items",
    Paper: "Papers",
    Attendance: "Attendance",
    Minute: "Minutes",
    Promise: "Minuted actions",
    Minuted: "Minuted recommendations",
    ResponseAction: "Response actions",
    Aim: "Aims",
    PlanAction: "Plan actions",
    Reading: "Readings",
    Benchmark: "Benchmarks",
    Answer: "Answers",
}
# A part that is written in one cell; any other is spread over columns.
IN_A_CELL = (Due, Withdrawn, Alignment, Received, QuestionRefusal, PersonRef)
# Words of a heading that are not the name of the field.
HEADINGS = {
    "notes": "Note",
    "rag": "Officer's rating",
    "direction": "Officer's direction",
    "co_optees": "Co-optees",
    "co_optees_sought": "Co-optees sought",
}
# The fields every record has are around those of its kind: before, after, and last of all.
FIRST, THEN, LAST = ("id",), ("notes",), ("own", "ratings", "added", "printed_status", "source")
# On the sheet of actions the committee comes after the number.
ORDER: dict[type[Model], tuple[str, ...]] = {Action: ("id", "number", "committee")}
# What is computed and comes before the last of the fields.
SOON = ("state", "rating")
# Of these a record has several lists, and a column says which.
SHARED = frozenset({StandingItem, Paper, Attendance, Answer})

Way = tuple[ModelField, ...]
"""A field, after those that lead to the part it is in."""


@dataclass(frozen=True, slots=True)
class SheetHeading:
    """A column: its heading, what it holds, and whether it is computed."""

    title: str
    description: str
    computed: bool = False


@dataclass(frozen=True, slots=True)
class ExportSheet:
    """A flat table: the kind it is of, its title, what a row is, its columns and rows."""

    kind: str
    title: str
    holds: str
    columns: tuple[SheetHeading, ...]
    rows: tuple[tuple[Value, ...], ...]

    @property
    def name(self) -> str:
        """What its file is called: ``agenda-items``."""
        return self.title.lower().replace(" ", "-")


def sheets(package: ExportPackage, *, every: bool = False) -> list[ExportSheet]:
    """A sheet for each kind, whether there are records of it or not; after it those of their parts.

    Of parts there is a sheet only where there are such, or where ``every`` one is wanted.
    """
    return [sheet for kind in package.kinds for sheet in _of_kind(package, kind, every=every)]


def _of_kind(package: ExportPackage, kind: str, *, every: bool) -> Iterator[ExportSheet]:
    model = KINDS[kind].model
    rows: Rows = {model: []}
    for given in package.kinds[kind]:
        _gather(model, given.data, given.computed, (given.record.id,), rows)
    own = ExportSheet(kind, KINDS[kind].title, _holds(model), headings(model), tuple(rows[model]))
    yield own if package.notes else _without(own, HEADINGS["notes"])
    for part in parts(model):
        if every or part in rows:
            titles = (*keys(kind, part), *headings(part))
            title, held = _title(kind, part), tuple(rows.get(part, ()))
            yield ExportSheet(kind, title, _holds(part), titles, held)


@cache
def _title(kind: str, part: type[Model]) -> str:
    """The title of the sheet of a part; of another kind that has such parts it names the kind."""
    title = APART[part]
    owner = next(k for k in KINDS.values() if part in parts(k.model) and k.folder != "councils")
    return title if owner is KINDS[kind] else f"{capital(KINDS[kind].singular)} {title.lower()}"


def _holds(model: type[Model]) -> str:
    """What a model is, in its own first line."""
    return (model.__doc__ or "").strip().split("\n", maxsplit=1)[0]


Rows = dict[type[Model], list[tuple[Value, ...]]]


def _gather(
    model: type[Model],
    data: dict[str, Any],
    computed: Computed,
    lead: tuple[Value, ...],
    rows: Rows,
) -> None:
    """Take a part of a record to the rows of its model, and its own parts to theirs.

    ``lead`` are the values that say which part it is.
    """
    head = () if issubclass(model, Record) else lead
    cells = (_value(column, data, computed) for column in columns(model))
    rows.setdefault(model, []).append((*head, *cells))
    for way in ways(model)[1]:
        *_, last = way
        entries = several(_at(way, data))
        below = _computed_at(way, computed)
        for place, raw in enumerate(entries):
            part = last.model
            assert part is not None
            which = (_named(way),) if part in SHARED else ()
            inner = below[place] if place < len(below) else {}
            _gather(part, spread(part, raw), inner, (*lead, *which, place + 1), rows)


Column = Way | ComputedField


@cache
def ways(model: type[Model]) -> tuple[tuple[Way, ...], tuple[Way, ...]]:
    """The fields of a model that are its columns, and those that have sheets of their own."""
    here: list[Way] = []
    there: list[Way] = []
    for field in fields(model):
        if field.model in APART:
            there.append((field,))
        elif field.model and field.shape == "one" and field.model not in IN_A_CELL:
            inner_here, inner_there = ways(field.model)
            here += [(field, *way) for way in inner_here]
            there += [(field, *way) for way in inner_there]
        else:
            here.append((field,))
    return tuple(here), tuple(there)


@cache
def parts(model: type[Model]) -> tuple[type[Model], ...]:
    """The models below a model that have sheets of their own, each once, in order."""
    below: dict[type[Model], None] = {}
    for way in ways(model)[1]:
        part = way[-1].model
        assert part is not None
        below |= dict.fromkeys((part, *parts(part)))
    return tuple(below)


@cache
def columns(model: type[Model]) -> tuple[Column, ...]:
    """The columns of a model: its fields, and what is computed of it."""
    known = {way[0].name if len(way) == 1 else _named(way): way for way in ways(model)[0]}
    computed = computed_fields(model)
    first = ORDER.get(model, FIRST)
    last = [name for name in LAST if name in known] if issubclass(model, Record) else []
    then = [name for name in THEN if name in known]
    rest = [name for name in known if name not in (*first, *then, *last)]
    soon = [field for field in computed if field.name in SOON]
    return (
        *(known[name] for name in (*(n for n in first if n in known), *rest, *then)),
        *soon,
        *(known[name] for name in last),
        *(field for field in computed if field not in soon),
    )


@cache
def headings(model: type[Model]) -> tuple[SheetHeading, ...]:
    """The headings of a model's columns."""
    return tuple(
        SheetHeading(column.title, column.description, computed=True)
        if isinstance(column, ComputedField)
        else SheetHeading(_heading(column), column[-1].description)
        for column in columns(model)
    )


def keys(kind: str, part: type[Model]) -> tuple[SheetHeading, ...]:
    """The first columns of a sheet of parts: the record, and the place in its lists."""
    levels = _levels(KINDS[kind].model, part)
    which = (SheetHeading("List", "Which of its lists.", computed=True),) if part in SHARED else ()
    return (
        SheetHeading(capital(KINDS[kind].singular), "The id of the record.", computed=True),
        *(
            SheetHeading(f"{APART[m][:-1]} place", "Its place in its list.", computed=True)
            for m in levels
        ),
        *which,
        SheetHeading("Place", "Place in its list, from 1.", computed=True),
    )


def _levels(model: type[Model], part: type[Model]) -> list[type[Model]]:
    """The models with sheets that lie between a model and one of its parts."""
    for way in ways(model)[1]:
        inner = way[-1].model
        assert inner is not None
        if inner is part:
            return []
        if part in parts(inner):
            return [inner, *_levels(inner, part)]
    raise KeyError(part)


def _at(way: Way, data: dict[str, Any]) -> Any:
    """What a record holds at the end of a way."""
    *through, last = way
    for field in through:
        assert field.model is not None
        raw = data.get(field.name)
        if raw is None:
            return None
        data = spread(field.model, raw)
    return data.get(last.name)


def _computed_at(way: Way, computed: Computed) -> list[Computed]:
    below: Any = computed
    for field in way:
        below = below.get(field.name, {})
    return below if isinstance(below, list) else []


def _value(column: Column, data: dict[str, Any], computed: Computed) -> Value:
    if isinstance(column, ComputedField):
        value: Value = computed.get(column.name)
        return value
    return cell(column[-1], _at(column, data))


def _named(way: Way) -> str:
    return ": ".join(field.name.replace("_", " ") for field in way)


def _heading(way: Way) -> str:
    *through, last = way
    words = [field.name for field in through] + [HEADINGS.get(last.name, last.name)]
    return capital(": ".join(word.replace("_", " ") for word in words))


def _without(sheet: ExportSheet, title: str) -> ExportSheet:
    """A sheet without one of its columns."""
    left = [i for i, heading in enumerate(sheet.columns) if heading.title != title]
    return replace(
        sheet,
        columns=tuple(sheet.columns[i] for i in left),
        rows=tuple(tuple(row[i] for i in left) for row in sheet.rows),
    )
