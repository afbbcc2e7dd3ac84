"""Measures: the list of them, one with all its readings, and their data for machines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import ClassVar

from scrutiny_cli.domain.committees import Rules
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.measures import MeasureStanding, history, standings, sums
from scrutiny_cli.domain.periods import Period, period_words, read_period
from scrutiny_cli.domain.plans import (
    Benchmark,
    Direction,
    Measure,
    MeasureTable,
    Missing,
    Plan,
    Reading,
    Step,
    Target,
)
from scrutiny_cli.domain.ratings import (
    Judgement,
    amber_words,
    bounds_on,
    figure_words,
    judge,
    judged_on,
    target_words,
    tolerance_of,
)
from scrutiny_cli.domain.travel import Travel, travel
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import rag
from scrutiny_cli.reports.fields import ITSELF, RATED, ExportColumn, Field, Fields, shown
from scrutiny_cli.reports.model import (
    Block,
    Cell,
    Column,
    Listing,
    Notice,
    Point,
    Prose,
    Rag,
    Report,
    Section,
    Table,
    Trend,
    rows,
)
from scrutiny_cli.reports.standpoint import Listed, Standpoint
from scrutiny_cli.wording import count, listed

ARROWS: dict[Direction, str] = {
    "improving": "Improving ↑",
    "steady": "Steady ↔",
    "worsening": "Worsening ↓",
}
COMPARED: dict[Direction, str] = {
    "improving": "better than",
    "steady": "the same as",
    "worsening": "worse than",
}
STATED: dict[Direction, str] = {"improving": "better", "steady": "the same", "worsening": "worse"}
SHOWN: dict[Missing, str] = {
    "no data yet": "no data yet",
    "not counted": "not counted",
    "dash": "– (a dash)",
    "blank": "(left blank)",
    "too small": "too small to show",
    "not shown": "not shown",
}


def of_plan(at: Standpoint, plan: Plan) -> list[Measure]:
    """The measures of a plan's actions, then those of its scorecard, each once."""
    names = [name for aim in plan.aims for action in aim.actions for name in action.measures]
    known = at.register.measures
    return [known[name] for name in dict.fromkeys((*names, *plan.scorecard)) if name in known]


def up_to(register: Register, period: Period) -> Register:
    """The register without figures of periods that end later."""

    def within(figures: Reading | MeasureTable) -> bool:
        own = read_period(figures.period)
        return own is None or own.end <= period.end

    measures = {}
    for name, measure in register.measures.items():
        kept = {
            "readings": tuple(filter(within, measure.readings)),
            "tables": tuple(filter(within, measure.tables)),
        }
        measures[name] = measure.model_copy(update=kept)
    return register.having(measures=measures)


def printed_table(table: MeasureTable) -> tuple[Block, ...]:
    """A table of a measure as it is printed, with its note."""
    title = f"{table.title}, {period_words(table.period)}"
    note = (Prose(table.note),) if table.note else ()
    if not table.lines:
        return (Notice("note", f"{title}: {table.note or 'not in the register.'}"),)
    headings, *lines = table.lines
    columns = tuple(
        Column(heading, heads=position == 0, key=f"column {position}")
        for position, heading in enumerate(headings)
    )
    padded = ([*line, *[""] * (len(headings) - len(line))][: len(headings)] for line in lines)
    return (Table(title, columns, rows(columns, padded), show_caption=True), *note)


def when(reading: Reading) -> str:
    """The period of a reading in words."""
    return period_words(reading.period)


def reading_words(measure: Measure, reading: Reading | None, rules: Rules) -> str:
    """What is shown for a reading: its figure as written, or the word for why there is none."""
    if reading is None:
        return "no reading"
    if reading.value is not None:
        return figure_words(reading.value, reading.unit or measure.unit)
    if reading.missing == "too small" and rules.suppress_below:
        return f"fewer than {rules.suppress_below}"
    return SHOWN[reading.missing] if reading.missing else "no figure given"


def bare(measure: Measure, reading: Reading, rules: Rules) -> str:
    """A figure under a heading that names the unit of the measure."""
    if reading.value is None or reading.unit or measure.unit == "%":
        return reading_words(measure, reading, rules)
    return str(reading.value)


def benchmark_words(measure: Measure, benchmark: Benchmark) -> str:
    """A figure from elsewhere with its own year."""
    if benchmark.value is not None:
        figure = figure_words(benchmark.value, measure.unit)
    else:
        figure = SHOWN[benchmark.missing] if benchmark.missing else "no figure given"
    return f"{figure}, {period_words(benchmark.period)}"


def differing(reason: str | None) -> tuple[Cell, ...]:
    """What is said below two ratings that differ."""
    return ("The two differ.", Prose(reason) if reason else "No reason is given.")


def in_unit(title: str, unit: str | None) -> str:
    """A heading that names the unit of the figures below it."""
    return title if unit in (None, "%") else f"{title} (in {unit})"


@dataclass(frozen=True)
class SeriesOnDay:
    """A series of a measure on a day: its latest reading, rating and direction."""

    rules: Rules
    day: date
    record: MeasureStanding

    @property
    def measure(self) -> Measure:
        """The measure."""
        return self.record.measure

    @property
    def reading(self) -> Reading | None:
        """The latest reading."""
        return self.record.reading

    @property
    def known(self) -> list[Reading]:
        """The readings known on the day, by the end of their period."""
        return history(self.measure, self.record.series, self.day)

    @property
    def words(self) -> str:
        """The latest figure, or why there is none."""
        return reading_words(self.measure, self.reading, self.rules)

    @property
    def why_none(self) -> str | None:
        """Why there is no latest figure, if there is none."""
        return None if self.reading and self.reading.value else self.words

    @property
    def stale_words(self) -> str | None:
        """Since when the latest reading is out of date, if it is."""
        since = self.record.stale_since
        return f"out of date since {long_date(since)} ({self.measure.frequency})" if since else None

    @property
    def period_cell(self) -> Cell:
        """The period of the latest reading, and whether a newer one could be there."""
        return (when(self.reading), self.stale_words) if self.reading else None

    @property
    def value_cell(self) -> Cell:
        """The latest reading, with what has to be known of it."""
        last = self.record.last
        return (
            self.words,
            f"of {self.reading.of}" if self.reading and self.reading.of else None,
            "provisional" if self.reading and self.reading.provisional else None,
            f"last figure {reading_words(self.measure, last, self.rules)}, {when(last)}"
            if last
            else None,
        )

    @property
    def target_cell(self) -> Cell:
        """The target, and how far amber reaches if the measure or the committee states it."""
        measure = self.measure
        words = target_words(measure)
        if words is None:
            return "no target"
        day = judged_on(self.reading) if self.reading else None
        tolerance = tolerance_of(measure, self.rules.rag)
        if tolerance is None or not tolerance.stated:
            return words
        return (words, amber_words(measure, bounds_on(measure, day), tolerance))

    @property
    def computed(self) -> Rag:
        """The computed rating, or why there is none; without a target the target says so."""
        judgement = self.record.judgement
        if judgement.rated:
            return rag(self.rules, judgement.rating, "computed")
        return rag(self.rules, "not rated", judgement.why if target_words(self.measure) else None)

    @property
    def rag_cell(self) -> Cell:
        """The officer's rating, if there is one, and the computed one."""
        if self.record.officer is None:
            return self.computed
        reason = self.reading.why if self.reading else None
        given = rag(self.rules, self.record.officer, "as the officer rates it")
        return (given, self.computed, *(differing(reason) if self.record.differs else ()))

    @property
    def rating(self) -> Rag | None:
        """The rating to show: the officer's; without one, the computed one, if there is one."""
        rating = self.record.officer or self.record.judgement.rating
        return None if rating == "not rated" else rag(self.rules, rating)

    @property
    def remark(self) -> str | None:
        """The computed rating, where the officer's differs from it."""
        computed = rag(self.rules, self.record.judgement.rating).word
        return f"by figures and target: {computed}" if self.record.differs else None

    @property
    def figure(self) -> str:
        """The latest figure with its whole and its period; a star if it is out of date."""
        reading = self.reading
        if reading is None:
            return self.words
        whole = f" of {reading.of}" if reading.of else ""
        provisional = ", provisional" if reading.provisional else ""
        return f"{self.words}{whole}, {when(reading)}{provisional}{'*' * bool(self.stale_words)}"

    @property
    def change(self) -> str | None:
        """How the latest figure compares with the one before, or what the officer says of that."""
        going = self.record.travel
        parts = []
        if going.computed and going.against:
            before = reading_words(self.measure, going.against, self.rules)
            parts.append(f"{COMPARED[going.computed]} {when(going.against)} ({before})")
        if going.stated and (going.differs or not parts):
            parts.append(f"{STATED[going.stated]}, the officer says")
        return "; ".join(parts) or None

    @property
    def direction_cell(self) -> Cell:
        """The direction of travel, and whether it was computed or stated by the officer."""
        going = self.record.travel
        parts: list[str] = []
        if going.computed and going.against:
            parts.append(self._since(going.computed, going.against))
        if going.stated and (going.differs or not going.computed):
            parts.append(f"{ARROWS[going.stated]} (stated by the officer)")
        if going.differs:
            parts.append("The two differ.")
        if going.year and going.year_ago and going.year_ago is not going.against:
            parts.append(f"On the year before: {self._since(going.year, going.year_ago)}")
        return tuple(parts) or f"Not judged: {going.why_not or 'no reading'}"

    def _since(self, direction: Direction, before: Reading) -> str:
        figure = reading_words(self.measure, before, self.rules)
        return f"{ARROWS[direction]} (computed, from {figure} in {when(before)})"

    @cached_property
    def trend(self) -> Trend | None:
        """The picture of the series; none with fewer than two figures."""
        measure = self.measure
        dated = [(reading, read_period(reading.period)) for reading in self.known]
        points = tuple(self._point(reading, period) for reading, period in dated if period)
        if sum(point.value is not None for point in points) < 2:
            return None
        # The target is in the picture of what is compared with it.
        latest = next(reading for reading, period in reversed(dated) if period)
        bounds = bounds_on(measure, judged_on(latest)) if self.record.judgement.rated else None
        name = self.record.series
        return Trend(
            title=f"Trend: {', '.join(part for part in (measure.title, name) if part)}",
            points=points,
            low=bounds.low if bounds else None,
            high=bounds.high if bounds else None,
            target=target_words(measure) if bounds else None,
            others=tuple(map(self._elsewhere, measure.benchmarks)),
        )

    def _elsewhere(self, benchmark: Benchmark) -> Point:
        period = read_period(benchmark.period)
        value = benchmark.value.value if benchmark.value else None
        words = benchmark_words(self.measure, benchmark)
        return Point(benchmark.name, period.end if period else self.day, value, words)

    def _point(self, reading: Reading, period: Period) -> Point:
        value = reading.value.value if reading.value else None
        words = reading_words(self.measure, reading, self.rules)
        return Point(when(reading), period.end, value, words, reading.breaks)


@dataclass(frozen=True)
class MeasureOnDay(Listed[Measure]):
    """A measure on a day; ``position`` is that of the series which is shown for it in a list."""

    listed_as: ClassVar[str] = "measures"
    judged_by: Rules | None = None
    position: int = 0

    @cached_property
    def rules(self) -> Rules:
        """The rules it is rated by: those given, or those of its committee."""
        return self.judged_by or self.at.register.rules_of(self.record)

    @cached_property
    def every(self) -> list[SeriesOnDay]:
        """Its series; the one that is shown for it in a list comes first."""
        day = self.at.as_of
        known = standings(self.record, self.rules.rag, day)
        return [SeriesOnDay(self.rules, day, standing) for standing in known]

    @property
    def first(self) -> SeriesOnDay:
        """The series that is shown for it in a list."""
        return self.every[self.position]

    @property
    def leading(self) -> list[SeriesOnDay]:
        """The series that are its main figures: the one without a name if it has one, else all."""
        first = self.first
        none = first.record.series or not first.reading or first.reading.value is None
        return self.every if none else [first]

    @property
    def readings(self) -> list["ReadingOnDay"]:
        """The readings known on the day, series by series."""
        return [ReadingOnDay(self, reading) for series in self.every for reading in series.known]

    @cached_property
    def histories(self) -> dict[str | None, list[Reading]]:
        """All readings of each series, by the end of their period."""
        names = {reading.series for reading in self.record.readings}
        return {name: history(self.record, name) for name in names}


@dataclass(frozen=True)
class ReadingOnDay:
    """A reading of a measure."""

    measure: MeasureOnDay
    record: Reading

    @property
    def of(self) -> Measure:
        """The measure."""
        return self.measure.record

    @property
    def rules(self) -> Rules:
        """The rules it is rated by."""
        return self.measure.rules

    @cached_property
    def judgement(self) -> Judgement:
        """Its computed rating, and why."""
        return judge(self.of, self.record, self.rules.rag)

    @property
    def travel(self) -> Direction | None:
        """The direction of travel up to it."""
        known = self.measure.histories[self.record.series]
        return travel(self.of, known, self.record).direction

    @property
    def span(self) -> Period | None:
        """The days of its period."""
        return read_period(self.record.period)


def plans_with(at: Standpoint, measure: Measure) -> list[str]:
    """The titles of the plans that have a measure."""
    return [plan.title for plan in at.register.plans.values() if measure in of_plan(at, plan)]


def _comparison(reading: str, direction: str) -> Fields[Travel]:
    """Return the fields of an earlier reading, and the direction since."""
    return Fields(
        Travel,
        Field("period", value=f"{reading}.period"),
        Field("value", value=f"{reading}.value"),
        Field("direction", value=direction),
    )


SERIES = Fields(
    SeriesOnDay,
    "series",
    Field(
        "period",
        value="reading.period",
        cell="period_cell",
        export=ExportColumn("The period of the latest reading.", title="Latest period"),
    ),
    Field(
        "value",
        value="reading.value",
        cell="value_cell",
        export=ExportColumn("The latest figure, spelt as it was written.", title="Latest value"),
    ),
    Field("missing", value="reading.missing"),
    Field("shown", value="words"),
    Field("provisional", value=lambda s: bool(s.reading and s.reading.provisional), type=bool),
    Field(
        "rag",
        "Rating",
        lambda s: rag(s.rules, s.record.judgement.rating),
        "rag_cell",
        type=Rag,
        export=RATED,
    ),
    Field("rag_why", "Working", "judgement.why"),
    Field("officer_rag", value="officer"),
    Field("rag_differs", value="differs"),
    Field(
        "direction",
        "Direction of travel",
        "travel.direction",
        "direction_cell",
        export=ExportColumn("Improving, steady or worsening.", title="Direction"),
    ),
    Field("direction_basis", value="travel.basis"),
    Field("direction_stated", value="travel.stated"),
    Field(
        "direction_against",
        value=lambda s: s.record.travel if s.record.travel.against else None,
        of=_comparison("against", "computed"),
        type=Travel | None,
    ),
    Field("direction_differs", value="travel.differs"),
    Field(
        "year_before",
        value=lambda s: s.record.travel if s.record.travel.year_ago else None,
        of=_comparison("year_ago", "year"),
        type=Travel | None,
    ),
    "stale_since",
    shown("trend", "Trend"),
)
TARGET = Fields(
    Target,
    *(Field[Target](way, needs=way) for way in ("at_least", "at_most", "equals", "between")),
    Field("by", of=Fields(Step, "on", "value"), needs="by"),
    *(Field[Target](way, needs=way) for way in ("trend", "words", "to")),
)
MEASURE = Fields(
    MeasureOnDay,
    Field("id", "Measure"),
    Field("title", "What is measured", cell=lambda m: (m.record.title, m.first.record.series)),
    *("committee", "section", "unit"),
    *SERIES.by_way_of("first"),
    Field("target", cell="first.target_cell", of=TARGET),
    Field(
        "target_words",
        value=lambda m: target_words(m.record),
        type=str | None,
        export=ExportColumn(
            "The target as a document prints it.", "target_in_words", "Target in words"
        ),
    ),
    Field("benchmarks", of=Fields(Benchmark, "name", "period", "value", "missing")),
    Field("series_count", value=lambda m: len(m.every), type=int),
)
READING = Fields(
    ReadingOnDay,
    *("series", "period", "value", "missing"),
    Field("shown", value=lambda r: reading_words(r.of, r.record, r.rules), type=str),
    Field("of", value="record.of"),
    Field("unit", value=lambda r: r.record.unit or r.of.unit, type=str | None),
    "provisional",
    Field(
        "rag",
        "Rating",
        lambda r: rag(r.rules, r.judgement.rating),
        type=Rag,
        export=ExportColumn("The rating of the figure against the target.", "rating"),
    ),
    Field("officer_rag", value="record.rag"),
    Field("direction_stated", value="direction"),
    "note",
    Field("source", value=lambda r: r.record.source or r.of.source, type=str | None),
    *(
        Field[ReadingOnDay](key, title, path, json=False, export=ExportColumn(description))
        for key, title, path, description in (
            ("rating_why", "Rated because", "judgement.why", "The basis of the rating."),
            ("travel", "Direction", "", "Direction of travel up to this reading."),
            ("period_start", "Period from (date)", "span.start", "The first day of the period."),
            ("period_end", "Period to (date)", "span.end", "The last day of the period."),
        )
    ),
)
MEASURE_IN_FULL = Fields(
    MeasureOnDay,
    *MEASURE.fields.values(),
    Field("commentary", markdown=True),
    Field("readings", of=READING),
    Field("tables", of=Fields(MeasureTable, "title", "period", "lines", "note")),
    Field("all_series", value="every", of=SERIES),
    shown("plans", "Plans", lambda m: listed(plans_with(m.at, m.record))),
    shown(
        "working",
        "Working",
        lambda m: m.first.record.judgement.why if m.first.record.judgement.rated else None,
    ),
    shown("frequency", "How often"),
    shown("source", "Source"),
)
LIST = MEASURE.columns(
    *("list", "id", "title", "period", "value", "target", "rag", "direction", "trend"),
    narrow=("id", "trend"),
)
SHOW = MEASURE_IN_FULL.columns(
    *("show", "id", "section", "plans", "series", "period", "value", "target", "rag", "working"),
    *("direction", "frequency", "source"),
)
MEASURES = Fields(list, Field("measures", value=ITSELF, of=MEASURE))
ONE_MEASURE = Fields(MeasureOnDay, Field("measure", value=ITSELF, of=MEASURE_IN_FULL))


def measures_of(at: Standpoint, plan: Plan | None = None) -> list[MeasureOnDay]:
    """The measures of the committees in the order of the records, or those of a plan in its order."""
    measures = of_plan(at, plan) if plan else at.register.measures.values()
    return [MeasureOnDay(at, measure) for measure in measures if at.concerns(measure)]


def listing(at: Standpoint, plan: Plan | None = None) -> Report:
    """Measures in a few columns on a day, each series in a row."""
    measures = measures_of(at, plan)
    each = [replace(m, position=n) for m in measures for n in range(len(m.every))]
    table = MEASURE.table("Measures", LIST, each, empty="No measures.")
    return at.report(
        "measures",
        "Measures",
        (Section("measures", None, (table,)),),
        MEASURES.write(measures),
        sheet=replace(table, columns=LIST[:-1]),
    )


def measure_detail(at: Standpoint, record: Measure) -> Report:
    """One measure with all its readings, on a day."""
    measure = MeasureOnDay(at, record)
    table, notes = series_table(measure, f"Readings of {record.title}")
    totals = total_notices(measure)
    tables = tuple(block for t in record.tables for block in printed_table(t))
    columns = (Column("Whose figure", heads=True), Column("Figure and its year"))
    compared = rows(columns, [(b.name, benchmark_words(record, b)) for b in record.benchmarks])
    benchmarks = Table(f"Benchmarks of {record.title}", columns, compared)
    commentary = Prose(record.commentary) if record.commentary else None
    return at.report(
        "measure",
        record.title,
        (
            Section("measure", None, (MEASURE_IN_FULL.facts(SHOW, measure),)),
            Section("readings", "Readings", (table, *numbered(notes))),
            Section("totals", "Totals", totals) if totals else None,
            Section("tables", "Tables", tables) if tables else None,
            Section("benchmarks", "Benchmarks", (benchmarks,)) if compared else None,
            Section("commentary", "Commentary", (commentary,)) if commentary else None,
        ),
        ONE_MEASURE.write(measure),
        filters=(),
    )


def total_notices(measure: MeasureOnDay, *, only_betrayals: bool = False) -> tuple[Notice, ...]:
    """Totals of a measure that are not the sum of their parts, and those that give a part away."""
    at, record = measure.at, measure.record
    texts = []
    for total in sums(record, at.register.measures):
        if total.reading not in history(record, total.reading.series, at.as_of):
            continue
        series = f" ({total.reading.series})" if total.reading.series else ""
        name = f"{record.title}{series}, {when(total.reading)}"
        parts = count(len(total.parts), "part")
        if total.betrays:
            texts.append(
                f"{name}: one of its {parts} is too small to show, and can be worked out from the "
                "total and the others."
            )
        elif not total.agrees and not only_betrayals:
            texts.append(
                f"{name}: the total is recorded as {total.reading.value}; its {parts} add up to "
                f"{total.sum}. Neither has been changed."
            )
    return tuple(Notice("warning", text) for text in texts)


def series_table(measure: MeasureOnDay, caption: str) -> tuple[Table, tuple[str, ...]]:
    """Series by periods, with picture, rating and direction; and the notes on single figures."""
    every = measure.every
    many = len(every) > 1
    readings = [{reading.period: reading for reading in series.known} for series in every]
    periods = sorted({period for known in readings for period in known}, key=_by_end)
    extra = [
        (Column(title), [SERIES.cell(key, series) for series in every])
        for key, title, wanted in (
            ("trend", "Trend", any(series.trend for series in every)),
            ("rag", "Latest rating", any(series.record.officer for series in every)),
            (
                "direction",
                "Direction of travel",
                any(series.record.travel.direction for series in every),
            ),
        )
        if wanted
    ]
    notes: list[str] = []
    grid = [
        (
            series.record.series or ("Main figure" if many else "Figure"),
            *(_figure(measure, known.get(period), notes) for period in periods),
            *(cells[position] for _, cells in extra),
        )
        for position, (series, known) in enumerate(zip(every, readings, strict=True))
    ]
    columns = (
        Column(
            in_unit("Series" if many else "Period", measure.record.unit), heads=True, key="series"
        ),
        *(Column(period_words(period), key=f"period {period}") for period in periods),
        *(column for column, _ in extra),
    )
    table = Table(caption, columns, rows(columns, grid), empty="No readings.")
    return table, tuple(notes)


def _by_end(period: str) -> tuple[date, str]:
    known = read_period(period)
    return (known.end if known else date.min, period)


def _figure(measure: MeasureOnDay, reading: Reading | None, notes: list[str]) -> Cell:
    """A figure in its cell; what has to be said of it goes to the notes, under a number."""
    if reading is None:
        return None
    # The heading of the row names the unit of the measure.
    words = bare(measure.record, reading, measure.rules)
    if reading.of:
        words += f" of {reading.of}"
    remarks = _remarks(measure.record, reading)
    notes += [text for text in remarks if text not in notes]
    marks = ", ".join(str(notes.index(text) + 1) for text in remarks)
    judgement = judge(measure.record, reading, measure.rules.rag)
    colour = rag(measure.rules, judgement.rating) if judgement.rated else None
    return (f"{words} [{marks}]" if marks else words, colour)


def _remarks(measure: Measure, reading: Reading) -> list[str]:
    """What has to be said of a figure."""
    parts = [
        "Provisional." if reading.provisional else None,
        "Counted differently from this period on." if reading.breaks else None,
        reading.note,
        f"Source: {reading.source}." if reading.source not in (None, measure.source) else None,
    ]
    return [part for part in parts if part]


def numbered(notes: Sequence[str]) -> tuple[Block, ...]:
    """The notes on single figures as a list with their numbers."""
    return (Listing(tuple(Prose(note) for note in notes), ordered=True),) if notes else ()
