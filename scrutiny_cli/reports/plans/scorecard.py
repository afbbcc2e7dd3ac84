"""The scorecard of a plan: value against target, direction, picture, benchmarks, totals, notes."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scrutiny_cli.domain.committees import Rating
from scrutiny_cli.domain.legends import RATINGS
from scrutiny_cli.domain.measures import Sum, history, sums
from scrutiny_cli.domain.plans import Benchmark, Measure, Plan
from scrutiny_cli.domain.ratings import target_words
from scrutiny_cli.reports.common import rag
from scrutiny_cli.reports.fields import ITSELF, Field, Fields, shown
from scrutiny_cli.reports.model import (
    Aside,
    Block,
    Cell,
    Column,
    Prose,
    Report,
    Row,
    Section,
    Table,
    Trend,
    facts,
    rows,
)
from scrutiny_cli.reports.plans.measures import (
    MEASURE_IN_FULL,
    READING,
    STATED,
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
from scrutiny_cli.reports.plans.plan import PlanOnDay, amber_note, key_with, on_day, shares
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.wording import count, listed

PICTURES = (
    "Each chart is scaled to its own figures. The broken line is the target, and a gap is a missing "
    "figure. A hollow dot is a figure from elsewhere, which may be of an earlier year."
)


FEW = 3
"""So many series of a measure are shown one by one; of more, the lowest and the highest."""


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


@dataclass(frozen=True)
class CardRow:
    """A measure as a row of its scorecard."""

    measure: MeasureOnDay

    @property
    def record(self) -> Measure:
        """The measure."""
        return self.measure.record

    @property
    def series(self) -> list[SeriesOnDay]:
        """Its main figures."""
        return self.measure.leading

    @property
    def rating(self) -> Rating:
        """The rating to show: that of its main figure; of several, the worst."""
        ratings = [s.record.officer or s.record.judgement.rating for s in self.series]
        return min(ratings, key=RATINGS.index)

    @property
    def value(self) -> Cell:
        """The latest figure and its period; of several series, each."""
        if len(self.series) == 1:
            (series,) = self.series
            star = "*" if series.stale_words else ""
            last = series.record.last
            before = f"before: {reading_words(self.record, last, series.rules)}" if last else None
            whole = f" of {series.reading.of}" if series.reading and series.reading.of else ""
            period = f"{when(series.reading)}{star}" if series.reading else None
            return (f"{series.words}{whole}", Aside(period), Aside(before))
        if len(self.series) > FEW:
            return (self._range, Aside(f"{len(self.series)} series"))
        return tuple(f"{s.record.series or 'all'}: {s.figure}" for s in self.series)

    @property
    def _range(self) -> str | None:
        """The lowest and the highest of many figures."""
        known = [s for s in self.series if s.reading and s.reading.value]
        known.sort(key=lambda s: s.reading.value.value if s.reading and s.reading.value else 0)
        return f"{known[0].words} to {known[-1].words}" if known else None

    @property
    def status(self) -> Cell:
        """Its rating; of several series, how many have which; and where the officer's differs."""
        if self.rating == "not rated":
            why = self.series[0].record.judgement.why if target_words(self.record) else None
            return (rag(self.measure.rules, "not rated"), Aside(why))
        ratings = Counter(s.record.officer or s.record.judgement.rating for s in self.series)
        counts = [f"{n} {rag(self.measure.rules, rating).word}" for rating, n in ratings.items()]
        several = listed(counts) if len(self.series) > 1 else None
        remarks = dict.fromkeys(s.remark for s in self.series)
        return (rag(self.measure.rules, self.rating), Aside(several), *map(Aside, remarks))

    @property
    def change(self) -> Cell:
        """How the main figure compares with the one before; of several series, each that moved."""
        if len(self.series) == 1:
            return self.series[0].change
        if len(self.series) > FEW:
            ways = Counter(s.record.travel.direction for s in self.series)
            return listed([f"{ways[way]} {words}" for way, words in STATED.items() if ways[way]])
        return tuple(f"{s.record.series or 'all'}: {s.change}" for s in self.series if s.change)

    @property
    def trend(self) -> Trend | None:
        """The picture of its main figure."""
        return self.series[0].trend if len(self.series) == 1 else None


ROW = Fields(
    CardRow,
    Field("id", json=False),
    shown("what", "Measure", "measure.record.title"),
    shown("value", "Latest"),
    shown("target", "Target", "measure.first.target_cell"),
    *(shown("status", "Status"), shown("change", "Change"), shown("trend", "Trend")),
)
RATED = ROW.columns("card", "what", "value", "target", "status", "change", "trend")
CONTEXT = ROW.columns("card", "what", "value", "change", "trend")
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
    texts = (amber_note(plan.rules), PICTURES)
    return at.report(
        "scorecard",
        f"Scorecard: {record.title}",
        (
            _front(card),
            *_rated(card),
            key_with(plan.rules, texts, ("measures",)),
            _context(card),
            _behind(card),
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


def _rows(card: Scorecard, group: Group, *, targets: bool) -> list[CardRow]:
    """The measures of a section that have a target, or those that have none."""
    parts = {name for measure in group.measures for name in measure.record.total_of}
    # What makes up a total is under it, unless it has a target of its own.
    return [
        CardRow(measure)
        for measure in group.measures
        if (target_words(measure.record) is not None) is targets
        and (targets or measure.record.id not in parts)
    ]


def _front(card: Scorecard) -> Section:
    """How many of the measures with a target have which rating; which figures are out of date."""
    rows = [row for group in card.groups for row in _rows(card, group, targets=True)]
    number = count(len(card.measures), "measure")
    plan = card.plan.record
    about = facts(
        ("Plan", card.plan.at.link(plan.title, f"plan-{plan.id}") or plan.title),
        ("Measures", f"{number}, {len(rows)} with a target"),
    )
    stale = [m for m in card.measures if m.first.stale_words]
    words = f"\\* A newer figure was due for {count(len(stale), 'measure')}."
    blocks: list[Block] = [about, shares(card.plan, Counter(row.rating for row in rows))]
    return Section("totals", None, (*blocks, *([Prose(words)] if stale else [])))


def _rated(card: Scorecard) -> list[Section]:
    """A table for each section: the measures with a target, one row each."""
    sections: list[Section] = []
    every = [row for group in card.groups for row in _rows(card, group, targets=True)]
    columns = ROW.table("", RATED, every).filled.columns
    for position, group in enumerate(card.groups, 1):
        if rows := _rows(card, group, targets=True):
            table = ROW.table(group.title, columns, rows, as_printed=True, continued=bool(sections))
            sections.append(Section(f"group-{position}", group.title, (table,)))
    return sections


def _context(card: Scorecard) -> Section | None:
    """The measures without a target, in one plain table."""
    rows = [row for group in card.groups for row in _rows(card, group, targets=False)]
    if not rows:
        return None
    return Section("context", "Context figures", (ROW.table("Context figures", CONTEXT, rows),))


def _behind(card: Scorecard) -> Section | None:
    """Earlier figures, benchmarks, parts of totals and notes."""
    sections = []
    for position, group in enumerate(card.groups, 1):
        compared = _benchmarks(card, group)
        in_total = {name for measure in group.measures for name in _in_total(card, measure)}
        details = [_detail(card, m) for m in group.measures if m.record.id not in in_total]
        blocks = [block for block in (compared, *details) if block]
        if blocks:
            key = f"behind-{position}"
            sections.append(Section(key, group.title, tuple(blocks), level=3))
    if not sections:
        return None
    title = "Earlier figures, benchmarks and notes"
    return Section(
        "behind", title, tuple(sections), folded=True, on_paper=f"{title} are on the web page."
    )


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
        ("Sum of these", *("not known" if t.sum is None else t.sum for t in totals)),
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
        f"measure-{record.id}", record.title, (*blocks, *total_notices(measure)), level=4
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
