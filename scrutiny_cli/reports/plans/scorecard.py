"""The scorecard of a plan: value against target, direction, picture, benchmarks, totals, notes."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scrutiny_cli.domain.measures import Sum, history, sums
from scrutiny_cli.domain.plans import Benchmark, Measure, Plan
from scrutiny_cli.domain.ratings import target_words
from scrutiny_cli.reports.common import RATINGS, rag
from scrutiny_cli.reports.fields import ITSELF, Field, Fields, shown
from scrutiny_cli.reports.model import (
    Block,
    Cell,
    Column,
    Prose,
    Report,
    Row,
    Section,
    Table,
    facts,
    rows,
)
from scrutiny_cli.reports.plans.measures import (
    ARROWS,
    MEASURE_IN_FULL,
    READING,
    MeasureOnDay,
    ReadingOnDay,
    SeriesOnDay,
    bare,
    benchmark_words,
    in_unit,
    numbered,
    of_plan,
    printed_table,
    reading_words,
    series_table,
    total_notices,
    when,
)
from scrutiny_cli.reports.plans.plan import DIRECTIONS, PlanOnDay, amber_note, key_with, on_day
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.wording import count

PICTURES = (
    "Each chart starts at zero, the line at its foot, and shows the figures of its own row; a "
    "broken line is the target, and a gap is a figure that is missing. A figure from elsewhere has its own year beside "
    "it, which may be an earlier one."
)


class Group(NamedTuple):
    """A section of a scorecard with its measures."""

    title: str
    measures: list[MeasureOnDay]


@dataclass(frozen=True)
class Scorecard:
    """The measures of a plan on a day, by the sections of its scorecard."""

    plan: PlanOnDay

    @cached_property
    def groups(self) -> list[Group]:
        """Its sections; without a scorecard of its own, the measures of its actions by aim."""
        plan, at = self.plan.record, self.plan.at
        places = {
            name: aim.title
            for aim in plan.aims
            for action in aim.actions
            for name in action.measures
        }
        known = at.register.measures
        own = [known[name] for name in plan.scorecard if name in known]
        groups: dict[str, list[MeasureOnDay]] = {}
        for measure in own or of_plan(at, plan):
            title = (measure.section if own else places.get(measure.id)) or "Measures"
            groups.setdefault(title, []).append(self.on_day(measure))
        return [Group(title, measures) for title, measures in groups.items()]

    @property
    def measures(self) -> list[MeasureOnDay]:
        """All its measures in order."""
        return [measure for group in self.groups for measure in group.measures]

    @property
    def sums(self) -> list[Sum]:
        """The totals of its measures."""
        known = self.plan.at.register.measures
        return [total for measure in self.measures for total in sums(measure.record, known)]

    def on_day(self, measure: Measure) -> MeasureOnDay:
        """Return a measure as the scorecard judges it."""
        return MeasureOnDay(self.plan.figures_at, measure, self.plan.rules)

    @property
    def council(self) -> str:
        """Whose figures they are."""
        return self.plan.committee.council if self.plan.committee else "Here"


def _overview_name(measure: MeasureOnDay) -> Cell:
    name = measure.first.record.series if len(measure.leading) == 1 else None
    return (measure.record.title, name)


def _overview_value(measure: MeasureOnDay) -> Cell:
    """The latest figure; of several series only how many there are."""
    several = measure.leading
    if len(several) == 1:
        return measure.first.value_cell
    return f"{count(len(several), 'series', 'series')}, below"


def _overview_rating(measure: MeasureOnDay) -> Cell:
    """The rating; of several series how many have which."""
    several = [series.record for series in measure.leading]
    if len(several) == 1 or not any(series.judgement.rated for series in several):
        return measure.first.rag_cell
    ratings = Counter(series.judgement.rating for series in several)
    return tuple(
        rag(measure.rules, rating, f"{ratings[rating]} of {len(several)}, computed")
        for rating in RATINGS
        if ratings[rating]
    )


def _overview_direction(measure: MeasureOnDay) -> Cell:
    """The direction of travel; of several series how many go which way."""
    several = [series.record.travel for series in measure.leading]
    if len(several) == 1:
        return measure.first.direction_cell
    going = Counter((travel.direction, travel.basis) for travel in several)
    ways = tuple(
        f"{ARROWS[direction]}: {number} of {len(several)} "
        f"({'computed' if basis == 'computed' else 'stated by the officer'})"
        for (direction, basis), number in going.items()
        if direction
    )
    return ways or "Not judged"


OVERVIEW = Fields(
    MeasureOnDay,
    shown("measure", "Measure", _overview_name),
    shown("period", "Period", "first.period_cell"),
    shown("value", "Value", _overview_value),
    shown("target", "Target", "first.target_cell"),
    shown("rag", "Rating", _overview_rating),
    shown("direction", "Direction of travel", _overview_direction),
)
OVERVIEW_COLUMNS = OVERVIEW.columns("overview", *OVERVIEW.fields)
SUM = Fields(
    Sum,
    Field("measure", value="measure.id"),
    Field("series", value="reading.series"),
    Field("period", value="reading.period"),
    Field("recorded", value="reading.value"),
    Field("sum", value=lambda s: None if s.sum is None else f"{s.sum:f}", type=str | None),
    Field("agrees", value=lambda s: None if s.sum is None else s.agrees, type=bool | None),
    Field("gives_a_small_count_away", value="betrays"),
)
SCORECARD = Fields(
    Scorecard,
    Field("plan", value="plan.record.id"),
    Field("title", value="plan.record.title"),
    Field("judged_on", value="plan.day"),
    Field(
        "sections",
        value="groups",
        of=Fields(Group, "title", Field("measures", of=MEASURE_IN_FULL)),
    ),
    Field("totals", value="sums", of=SUM),
)
SCORECARD_JSON = Fields(Scorecard, Field("scorecard", value=ITSELF, of=SCORECARD))


def report(at: Standpoint, record: Plan) -> Report:
    """The scorecard of a plan, section by section."""
    plan = on_day(at, record)
    card = Scorecard(plan)
    groups = enumerate(card.groups, 1)
    texts = (amber_note(plan.rules), DIRECTIONS, PICTURES)
    return at.report(
        "scorecard",
        f"Scorecard: {record.title}",
        (
            _front(card),
            *(part for position, group in groups for part in _group(card, position, group)),
            key_with(plan.rules, texts),
        ),
        SCORECARD_JSON.write(card),
        subtitle=plan.committee.name if plan.committee else None,
        sheet=_sheet(card),
    )


def betrayals(at: Standpoint, record: Plan) -> list[str]:
    """Which totals of a scorecard give away a part that is too small to show."""
    return [
        notice.text
        for measure in Scorecard(on_day(at, record)).measures
        for notice in total_notices(measure, only_betrayals=True)
    ]


def _front(card: Scorecard) -> Section:
    ratings = Counter(measure.first.record.judgement.rating for measure in card.measures)
    counts: list[tuple[Cell, ...]] = [
        (rag(card.plan.rules, rating), ratings[rating]) for rating in RATINGS if ratings[rating]
    ]
    counts.append(("All", ratings.total()))
    columns = (Column("Rating", heads=True), Column("Measures"))
    title = "Summary of ratings"
    table = Table(title, columns, rows(columns, counts), show_caption=True)
    number = count(len(card.measures), "measure")
    about = facts(("Plan", card.plan.record.title), ("Measures", number))
    return Section("totals", None, (about, table))


def _group(card: Scorecard, position: int, group: Group) -> list[Section]:
    """A section: its measures at a glance, the benchmarks, and each measure in detail."""
    parts = {name for measure in group.measures for name in measure.record.total_of}
    # What makes up a total is under it, unless it has a target of its own.
    shown_here = [m for m in group.measures if m.record.id not in parts or m.record.target]
    table = OVERVIEW.table(group.title, OVERVIEW_COLUMNS, shown_here, empty="No measures.")
    compared = _benchmarks(card, group)
    in_total = {name for measure in group.measures for name in _in_total(card, measure)}
    details = [_detail(card, m) for m in group.measures if m.record.id not in in_total]
    return [
        Section(f"group-{position}", group.title, (table, *([compared] if compared else []))),
        *(part for part in details if part),
    ]


def _benchmarks(card: Scorecard, group: Group) -> Table | None:
    """The measures of a section with figures from elsewhere, each with its own year."""
    compared = [measure for measure in group.measures if measure.record.benchmarks]
    if not compared:
        return None
    names = list(dict.fromkeys(b.name for m in compared for b in m.record.benchmarks))
    grid = []
    for measure in compared:
        reading = measure.first.reading
        own = f"{measure.first.words}, {when(reading)}" if reading else measure.first.words
        figures = {b.name: benchmark_words(measure.record, b) for b in measure.record.benchmarks}
        grid.append((measure.record.title, own, *(figures.get(name) for name in names)))
    columns = (
        Column("Measure", heads=True),
        Column(card.council, key="own"),
        *(Column(name, key=f"benchmark {name}") for name in names),
    )
    caption = f"{group.title}: benchmarks"
    return Table(caption, columns, rows(columns, grid), show_caption=True)


def _latest_sums(card: Scorecard, measure: MeasureOnDay) -> list[Sum]:
    """The totals of a measure for its latest period, one for each series."""
    first, record, day = measure.first.reading, measure.record, card.plan.day
    known = [r for name in {r.series for r in record.readings} for r in history(record, name, day)]
    return [
        total
        for total in sums(record, card.plan.at.register.measures)
        if total.reading in known and first and total.reading.period == first.period
    ]


def _in_total(card: Scorecard, measure: MeasureOnDay) -> list[str]:
    """Which parts of a total say no more than the table under it."""
    totals = _latest_sums(card, measure)
    shown_here = {(total.reading.series, total.reading.period) for total in totals}
    return [
        name
        for name in measure.record.total_of
        if totals
        and (part := card.plan.at.register.measures.get(name))
        and not part.commentary
        and {(reading.series, reading.period) for reading in part.readings} <= shown_here
    ]


def _parts(card: Scorecard, measure: MeasureOnDay) -> Table | None:
    """What a total is made of, the sum of it, and the total as it was recorded."""
    totals, rules = _latest_sums(card, measure), card.plan.rules
    if not totals:
        return None
    parts = [card.plan.at.register.measures[name] for name in measure.record.total_of]
    grid: list[tuple[Cell, ...]] = [
        (part.title, *(bare(part, total.parts[position], rules) for total in totals))
        for position, part in enumerate(parts)
    ]
    grid += [
        ("Sum of these", *("not told" if t.sum is None else t.sum for t in totals)),
        ("Total as recorded", *(bare(measure.record, t.reading, rules) for t in totals)),
    ]
    columns = (
        Column(in_unit("Part", measure.record.unit), heads=True, key="part"),
        *(
            Column(total.reading.series or when(total.reading), key=f"total {number}")
            for number, total in enumerate(totals)
        ),
    )
    caption = f"{measure.record.title}: what it is made of"
    return Table(caption, columns, rows(columns, grid), show_caption=True)


def _detail(card: Scorecard, measure: MeasureOnDay) -> Section | None:
    """What a measure has to say beyond its row: commentary, readings, parts, notes."""
    record = measure.record
    table, notes = series_table(measure, f"Readings of {record.title}")
    parts = _parts(card, measure)
    printed = [block for each in record.tables for block in printed_table(each)]
    alone = len(measure.every) == 1 and len(table.columns) <= 2
    if alone and not (notes or record.commentary or parts or printed):
        return None
    blocks: list[Block] = [Prose(record.commentary)] if record.commentary else []
    if not alone or notes:
        blocks += [table, *numbered(notes)]
    blocks += [parts] if parts else []
    blocks += printed
    return Section(
        f"measure-{record.id}", record.title, (*blocks, *total_notices(measure)), level=3
    )


class CardFigure(NamedTuple):
    """A reading as a row of the sheet, and its series if it is the latest one of that."""

    card: Scorecard
    reading: ReadingOnDay
    latest: SeriesOnDay | None


def _no_figure(figure: CardFigure) -> Cell:
    reading = figure.reading
    return (
        None if reading.record.value else reading_words(reading.of, reading.record, reading.rules)
    )


FIGURE = Fields(
    CardFigure,
    shown("measure", "Measure", "reading.of.id"),
    shown("title", "What is measured", "reading.of.title"),
    shown("section", "Section", "reading.of.section"),
    shown("whose", "Whose figure", "card.council"),
    shown("series", "Series", "reading.record.series"),
    shown("period", "Period", "reading.record.period"),
    shown("value", "Value", "reading.record.value.value"),
    shown("missing", "No value because", _no_figure),
    shown("of", "Of", "reading.record.of.value"),
    shown("unit", "Unit", lambda f: READING.cell("unit", f.reading)),
    shown("target", "Target", lambda f: target_words(f.reading.of)),
    shown("latest", "Latest", lambda f: "yes" if f.latest else "no"),
    shown("rag", "Rating", "reading.judgement.rating"),
    shown("officer_rag", "Officer's rating", "reading.record.rag"),
    shown("direction", "Direction", "latest.record.travel.direction"),
    shown("direction_basis", "Direction is", "latest.record.travel.basis"),
    shown("stale_since", "Out of date since", "latest.record.stale_since"),
    shown("provisional", "Provisional", "reading.record.provisional"),
    shown("note", "Note", "reading.record.note", markdown=True),
    shown("source", "Source", lambda f: READING.cell("source", f.reading)),
)


def _benchmark_row(measure: Measure, benchmark: Benchmark) -> Row:
    """A figure from elsewhere as a row of the sheet."""
    return {
        **dict.fromkeys(FIGURE.fields),
        "measure": measure.id,
        "title": measure.title,
        "section": measure.section,
        "whose": benchmark.name,
        "period": benchmark.period,
        "value": benchmark.value.value if benchmark.value else None,
        "missing": None if benchmark.value else benchmark_words(measure, benchmark),
        "unit": measure.unit,
        "source": benchmark.source,
    }


def _sheet(card: Scorecard) -> Table:
    """A row for each figure of each measure, then one for each of its benchmarks."""
    lines: list[Row] = []
    for measure in card.measures:
        for series in measure.every:
            for reading in series.known:
                latest = series if reading is series.reading else None
                figure = CardFigure(card, ReadingOnDay(measure, reading), latest)
                lines.append(FIGURE.cells(figure))
        lines += [_benchmark_row(measure.record, other) for other in measure.record.benchmarks]
    return Table(card.plan.record.title, FIGURE.columns("sheet", *FIGURE.fields), tuple(lines))
