"""Eight flat tables for many councils: typed columns, and on each row whose it is and as at when.

The SQL of the views over them is here too. They compare states that are worked out, and never the words that a
council prints for them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from scrutiny_cli.domain.dates import clock
from scrutiny_cli.domain.impact import implemented_on
from scrutiny_cli.domain.periods import read_period
from scrutiny_cli.domain.questions import Question
from scrutiny_cli.exporting.package import SCHEMA, ExportPackage
from scrutiny_cli.reports.meetings.agenda import AgendaContext
from scrutiny_cli.reports.meetings.meeting_list import ListedMeeting
from scrutiny_cli.reports.programme.programme import ListedTopic, topics_of
from scrutiny_cli.reports.site.addresses import slug
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers.actions import LoggedAction, logged
from scrutiny_cli.reports.trackers.impact import Impact, RatedRecommendation

Get = Callable[[Any], Any]
TEXT, DATE, WHOLE, TRUTH, NUMBER = "VARCHAR", "DATE", "INTEGER", "BOOLEAN", "DECIMAL(30, 10)"


class LakeColumn(NamedTuple):
    """A column: its name, its type in SQL, and how its value is found."""

    name: str
    type: str
    get: Get


@dataclass(frozen=True)
class LakeTable:
    """A table: the kind of record that it needs, its columns, and what its rows are of.

    ``things`` yields each with the committee that it belongs to.
    """

    name: str
    kind: str
    columns: tuple[LakeColumn, ...]
    things: Callable[[Standpoint], Iterator[tuple[str, Any]]]


HEAD = (("council", TEXT), ("as_of", DATE), ("revision", TEXT), ("schema", TEXT))
"""What every row begins with."""


def _committee(thing: Any) -> str:
    body = thing.committee
    return body.id if body else ""


def _meetings(at: Standpoint) -> Iterator[tuple[str, ListedMeeting]]:
    for body in at.committees:
        for meeting in at.register.meetings_of(body):
            yield body.id, ListedMeeting(at, meeting)


def _items(at: Standpoint) -> Iterator[tuple[str, tuple[ListedMeeting, Any, Any]]]:
    for name, meeting in _meetings(at):
        if meeting.record.items:
            pairs = zip(meeting.record.items, _own_entries(meeting), strict=True)
            yield from ((name, (meeting, item, entry)) for item, entry in pairs)


def _own_entries(meeting: ListedMeeting) -> list[Any]:
    """Return the entries of a meeting's own items, without the committee's standing ones."""
    shown = AgendaContext(meeting.at.register, meeting.body, meeting.record).shown
    return [entry for item, entry in shown if any(item is own for own in meeting.record.items)]


def _actions(at: Standpoint) -> Iterator[tuple[str, LoggedAction]]:
    return ((_committee(action), action) for action in logged(at))


def _recommendations(at: Standpoint) -> Iterator[tuple[str, RatedRecommendation]]:
    return ((_committee(rated.record), rated) for rated in Impact(at).rated)


def _responses(at: Standpoint) -> Iterator[tuple[str, tuple[RatedRecommendation, Any]]]:
    for name, rated in _recommendations(at):
        yield from ((name, (rated, reply.share)) for reply in rated.record.answers)


def _readings(at: Standpoint) -> Iterator[tuple[str, tuple[Any, Any]]]:
    for measure in at.of_committees(at.register.measures):
        body = at.register.committee_of(measure)
        yield from ((body.id if body else "", (measure, r)) for r in measure.readings)


def _questions(at: Standpoint) -> Iterator[tuple[str, Question]]:
    for question in at.of_committees(at.register.questions):
        body = at.register.committee_of(question)
        yield body.id if body else "", question


def _topics(at: Standpoint) -> Iterator[tuple[str, ListedTopic]]:
    return ((body.id, topic) for body in at.committees for topic in topics_of(at, body))


def _path(path: str) -> Get:
    def get(thing: Any) -> Any:
        for name in path.split("."):
            thing = None if thing is None else getattr(thing, name)
        return thing

    return get


def _columns(*columns: tuple[str, str, str | Get]) -> tuple[LakeColumn, ...]:
    return tuple(
        LakeColumn(name, type_, get if callable(get) else _path(get))
        for name, type_, get in columns
    )


def _of(position: int, path: str) -> Get:
    get = _path(path)
    return lambda pair: get(pair[position])


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None


def _implemented_on(rated: RatedRecommendation) -> date | None:
    shares = tuple(reply.share for reply in rated.record.answers)
    return implemented_on(rated.record.record, shares)


TABLES = (
    LakeTable(
        "meetings",
        "meetings",
        _columns(
            ("id", TEXT, "record.id"),
            ("date", DATE, "record.date"),
            ("time", TEXT, lambda m: clock(m.record.time) if m.record.time else None),
            ("status", TEXT, "record.status"),
            ("published_on", DATE, "record.published_on"),
            ("municipal_year", TEXT, "municipal_year"),
        ),
        _meetings,
    ),
    LakeTable(
        "items",
        "meetings",
        _columns(
            ("meeting", TEXT, _of(0, "record.id")),
            ("id", TEXT, _of(1, "name")),
            ("number", WHOLE, _of(2, "number")),
            ("title", TEXT, _of(2, "title")),
            ("topic", TEXT, _of(1, "programme")),
        ),
        _items,
    ),
    LakeTable(
        "actions",
        "actions",
        _columns(
            ("id", TEXT, "record.id"),
            ("number", WHOLE, "record.number"),
            ("meeting", TEXT, "record.meeting"),
            ("agreed_on", DATE, "meeting.date"),
            ("action", TEXT, "record.action"),
            ("owner", TEXT, lambda a: "; ".join(a.owners) or None),
            ("directorate", TEXT, "record.directorate"),
            ("due", DATE, "standing.due"),
            ("due_words", TEXT, "due_words"),
            ("state", TEXT, "standing.state"),
            ("rating", TEXT, "standing.rag"),
            ("days_overdue", WHOLE, "standing.days_overdue"),
            ("moved", WHOLE, "moved"),
            ("completed", TRUTH, lambda a: bool(a.record.completed)),
            ("completed_on", DATE, lambda a: _day(a.record.completed)),
        ),
        _actions,
    ),
    LakeTable(
        "recommendations",
        "recommendations",
        _columns(
            ("id", TEXT, "record.record.id"),
            ("label", TEXT, "record.record.label"),
            ("meeting", TEXT, "record.record.meeting"),
            ("made_on", DATE, "made_on"),
            ("municipal_year", TEXT, "year"),
            ("text", TEXT, "record.record.text"),
            ("made_to", TEXT, "addressee"),
            ("topic", TEXT, "topic"),
            ("state", TEXT, "record.standing.state"),
            ("rating", TEXT, "record.standing.rag"),
            ("notified", DATE, "record.record.notified"),
            ("received", DATE, "record.record.received"),
            ("response_due", DATE, lambda r: r.record.at.register.response_due(r.record.record)),
            ("response", TEXT, "result.response"),
            ("time", TEXT, "result.time"),
            ("response_days", WHOLE, "result.days"),
            ("implemented", TEXT, "result.done"),
            ("implemented_on", DATE, _implemented_on),
        ),
        _recommendations,
    ),
    LakeTable(
        "responses",
        "responses",
        _columns(
            ("id", TEXT, _of(1, "response.id")),
            ("recommendation", TEXT, _of(0, "record.record.id")),
            ("by", TEXT, _of(1, "response.by")),
            ("on", DATE, _of(1, "response.on")),
            ("decision", TEXT, _of(1, "decision")),
            ("text", TEXT, _of(1, "response.text")),
        ),
        _responses,
    ),
    LakeTable(
        "readings",
        "measures",
        _columns(
            ("measure", TEXT, _of(0, "id")),
            ("title", TEXT, _of(0, "title")),
            ("unit", TEXT, lambda r: r[1].unit or r[0].unit),
            ("series", TEXT, _of(1, "series")),
            ("period", TEXT, _of(1, "period")),
            ("period_end", DATE, lambda r: p.end if (p := read_period(r[1].period)) else None),
            ("value", NUMBER, _of(1, "value.value")),
            ("value_written", TEXT, _of(1, "value.written")),
            ("missing", TEXT, _of(1, "missing")),
        ),
        _readings,
    ),
    LakeTable(
        "questions",
        "questions",
        _columns(
            ("id", TEXT, "id"),
            ("meeting", TEXT, "meeting"),
            ("kind", TEXT, "kind"),
            ("status", TEXT, "status"),
            ("received_on", DATE, "received.on"),
            ("answered_on", DATE, "answered_on"),
        ),
        _questions,
    ),
    LakeTable(
        "programme",
        "programme",
        _columns(
            ("id", TEXT, "record.id"),
            ("topic", TEXT, "record.topic"),
            ("municipal_year", TEXT, "year"),
            ("meeting", TEXT, "record.meeting"),
            ("list", TEXT, "list"),
            ("deferrals", WHOLE, "deferrals"),
        ),
        _topics,
    ),
)


class LakeFile(NamedTuple):
    """The rows of a table of one council, each with the values of `HEAD` and the committee first."""

    council: str
    table: LakeTable
    rows: list[list[Any]]


def schema_of(table: LakeTable) -> list[tuple[str, str]]:
    """Return the columns of a table with their types."""
    return [*HEAD, ("committee", TEXT), *((c.name, c.type) for c in table.columns)]


def files(package: ExportPackage) -> Iterator[LakeFile]:
    """Yield the tables of each council, of the kinds that the export has."""
    at = package.at
    councils = {body.id: slug(body.council) for body in at.committees}
    for table in TABLES:
        if table.kind not in package.kinds:
            continue
        rows: dict[str, list[list[Any]]] = {name: [] for name in councils.values()}
        usual = next(iter(rows), "")
        for committee, thing in table.things(at):
            council = councils.get(committee, usual)
            head = [council, at.as_of, at.revision, SCHEMA, committee or None]
            rows.setdefault(council, []).append([*head, *(c.get(thing) for c in table.columns)])
        for council, of_council in rows.items():
            yield LakeFile(council, table, of_council)


VIEWS = {
    "late_by_council": (
        "actions",
        """SELECT council, count(*) AS actions,
  count(*) FILTER (state IN ('overdue', 'long overdue')) AS late,
  median(days_overdue) FILTER (days_overdue > 0) AS median_days_late
FROM actions GROUP BY council ORDER BY late DESC, council""",
    ),
    "response_times": (
        "recommendations",
        """SELECT council, count(*) FILTER (time = 'in time') AS in_time,
  count(*) FILTER (time IN ('in time', 'late', 'overdue')) AS of_these,
  count(*) FILTER (time = 'time not recorded') AS not_recorded,
  median(response_days) AS median_days
FROM recommendations GROUP BY council ORDER BY council""",
    ),
    "slipped_dates": (
        "actions",
        """SELECT council, directorate, count(*) AS actions, count(*) FILTER (moved > 0) AS slipped,
  sum(moved) AS moves
FROM actions GROUP BY council, directorate ORDER BY moves DESC, council, directorate""",
    ),
    "implementation_rate": (
        "recommendations",
        """SELECT council, municipal_year, count(*) AS made,
  count(*) FILTER (implemented = 'within one year') AS within_one_year,
  count(*) FILTER (implemented IN ('within one year', 'within four years')) AS within_four_years,
  count(*) FILTER (implemented = 'date not recorded') AS not_recorded,
  count(*) FILTER (made_on + INTERVAL 1 YEAR <= as_of) AS one_year_old,
  count(*) FILTER (made_on + INTERVAL 4 YEAR <= as_of) AS four_years_old
FROM recommendations GROUP BY council, municipal_year ORDER BY council, municipal_year""",
    ),
    "latest_measures": (
        "readings",
        """SELECT council, measure, title, unit, series, period, value
FROM readings WHERE value IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY council, measure, series ORDER BY period_end DESC) = 1
ORDER BY council, measure, series""",
    ),
}
"""The views: the table that each is over, and its query in the SQL of DuckDB."""


def sql() -> str:
    """Return the SQL of the views over the files of many councils, for DuckDB in their folder."""
    lines = [
        "-- Views over the files of `scrutiny export --format parquet`, for DuckDB in their folder."
    ]
    for table in dict.fromkeys(table for table, _ in VIEWS.values()):
        source = f"read_parquet('council=*/{table}.parquet', hive_partitioning = false)"
        lines.append(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM {source};")
    lines += [f"CREATE OR REPLACE VIEW {name} AS\n{query};" for name, (_, query) in VIEWS.items()]
    return "\n\n".join(lines) + "\n"
