"""Measures: the list of them, one with all its readings, and their data for machines."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from scrutiny_cli.domain.committees import Committee, Rules
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.measures import MeasureStanding, history, standings, sums
from scrutiny_cli.domain.periods import period_words, read_period
from scrutiny_cli.domain.plans import Benchmark, Direction, Measure, Missing, Plan, Reading, Target
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
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import iso, rag
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
    facts,
)
from scrutiny_cli.wording import count, listed


def of_plan(register: Register, plan: Plan) -> list[Measure]:
    """The measures of a plan's actions, then those of its scorecard, each once."""
    names = [name for aim in plan.aims for action in aim.actions for name in action.measures]
    unique = dict.fromkeys((*names, *plan.scorecard))
    return [register.measures[name] for name in unique if name in register.measures]


def chosen(register: Register, committees: list[Committee]) -> list[Measure]:
    """The measures of some committees, in the order of the records."""
    ids = {committee.id for committee in committees}
    return [
        measure
        for measure in register.measures.values()
        if (committee := register.committee_of(measure)) is None or committee.id in ids
    ]


LIST = (
    Column("Measure", heads=True, narrow=True),
    Column("What is measured"),
    Column("Period"),
    Column("Value"),
    Column("Target"),
    Column("Rating"),
    Column("Direction of travel"),
    Column("Trend", narrow=True),
)


def listing(
    register: Register,
    measures: Iterable[Measure],
    as_of: date,
    revision: str,
    filters: tuple[str, ...] = (),
) -> Report:
    """Measures in a few columns: the series that stands for each, on a day."""
    rows = []
    found = []
    for measure in measures:
        rules = register.rules_of(measure)
        first, *_ = every = standings(measure, rules.rag, as_of)
        title: Cell = (measure.title, first.series)
        rows.append(
            (
                measure.id,
                title,
                period_cell(first),
                value_cell(first, rules),
                target_cell(measure, first.reading, rules),
                rag_cell(first, rules),
                direction_cell(first, rules),
                trend(first, rules, as_of),
            )
        )
        found.append(data(register, every))
    table = Table("Measures", LIST, tuple(rows), empty="No measures.")
    return Report(
        name="measures",
        title="Measures",
        as_of=as_of,
        revision=revision,
        sections=(Section("measures", None, (table,)),),
        filters=filters,
        data={"measures": found},
        sheet=Table("Measures", LIST[:-1], tuple(row[:-1] for row in rows)),
    )


def total_notices(
    register: Register, measure: Measure, as_of: date, *, only_betrayals: bool = False
) -> tuple[Notice, ...]:
    """Totals of a measure that are not the sum of their parts, and those that give a part away."""
    found = []
    for one in sums(measure, register.measures):
        if one.reading not in history(measure, one.reading.series, as_of):
            continue
        series = f" ({one.reading.series})" if one.reading.series else ""
        name = f"{measure.title}{series}, {when(one.reading)}"
        parts = count(len(one.parts), "part")
        if one.betrays:
            found.append(
                f"{name}: one of its {parts} is too small to show, and can be worked out from the "
                "total and the others."
            )
        elif not one.agrees and not only_betrayals:
            found.append(
                f"{name}: the total is recorded as {one.reading.value}; its {parts} add up to "
                f"{one.sum}. Neither has been changed."
            )
    return tuple(Notice("warning", text) for text in found)


def data(register: Register, every: Sequence[MeasureStanding]) -> dict[str, Any]:
    """A measure for machines, by the series that stands for it; values as they were written."""
    first = every[0]
    measure = first.measure
    committee = register.committee_of(measure)
    target = measure.target
    return {
        "id": measure.id,
        "title": measure.title,
        "committee": committee.id if committee else None,
        "section": measure.section,
        "unit": measure.unit,
        **series_data(first, register.rules_of(measure)),
        "target": target_data(target) if target else None,
        "target_words": target_words(measure),
        "benchmarks": [
            {
                "name": one.name,
                "period": one.period,
                "value": str(one.value) if one.value else None,
                "missing": one.missing,
            }
            for one in measure.benchmarks
        ],
        "series_count": len(every),
    }


def series_data(one: MeasureStanding, rules: Rules) -> dict[str, Any]:
    """Where a series stands, for machines."""
    reading, going = one.reading, one.travel
    return {
        "series": one.series,
        "period": reading.period if reading else None,
        "value": str(reading.value) if reading and reading.value else None,
        "missing": reading.missing if reading else None,
        "shown": shown(one.measure, reading, rules),
        "provisional": bool(reading and reading.provisional),
        "rag": one.judgement.rating,
        "rag_why": one.judgement.why,
        "officer_rag": one.officer,
        "rag_differs": one.differs,
        "direction": going.direction,
        "direction_basis": going.basis,
        "direction_stated": going.stated,
        "direction_against": _earlier(going.against, going.computed),
        "direction_differs": going.differs,
        "year_before": _earlier(going.year_ago, going.year),
        "stale_since": iso(one.stale_since),
    }


def _earlier(reading: Reading | None, direction: Direction | None) -> dict[str, Any] | None:
    if reading is None:
        return None
    return {"period": reading.period, "value": str(reading.value), "direction": direction}


def target_data(target: Target) -> dict[str, Any]:
    """A target for machines, in the words of its record."""
    told: dict[str, Any] = {
        way: str(value)
        for way in ("at_least", "at_most", "equals")
        if (value := getattr(target, way))
    }
    if target.between:
        told["between"] = [str(end) for end in target.between]
    if target.by:
        told["by"] = [{"on": iso(step.on), "value": str(step.value)} for step in target.by]
    told |= {way: value for way in ("trend", "words") if (value := getattr(target, way))}
    return told | ({"to": str(target.to)} if target.to else {})


def reading_data(measure: Measure, reading: Reading, rules: Rules) -> dict[str, Any]:
    """A reading for machines."""
    return {
        "series": reading.series,
        "period": reading.period,
        "value": str(reading.value) if reading.value else None,
        "missing": reading.missing,
        "shown": shown(measure, reading, rules),
        "of": str(reading.of) if reading.of else None,
        "unit": reading.unit or measure.unit,
        "provisional": reading.provisional,
        "rag": judge(measure, reading, rules.rag).rating,
        "officer_rag": reading.rag,
        "direction_stated": reading.direction,
        "note": reading.note,
        "source": reading.source or measure.source,
    }


def one(register: Register, measure: Measure, as_of: date, revision: str) -> Report:
    """All that the register holds of a measure, on a day."""
    rules = register.rules_of(measure)
    every = standings(measure, rules.rag, as_of)
    first = every[0]
    plans = [plan.title for plan in register.plans.values() if measure in of_plan(register, plan)]
    rows: tuple[tuple[str, Cell], ...] = (
        ("Measure", measure.id),
        ("Section", measure.section),
        ("Plans", listed(plans)),
        ("Series", first.series),
        ("Period", period_cell(first)),
        ("Value", value_cell(first, rules)),
        ("Target", target_cell(measure, first.reading, rules)),
        ("Rating", rag_cell(first, rules)),
        ("Working", first.judgement.why if first.judgement.rated else None),
        ("Direction of travel", direction_cell(first, rules)),
        ("How often", measure.frequency),
        ("Source", measure.source),
    )
    table, notes = series_table(every, rules, as_of, f"Readings of {measure.title}")
    sections = [
        Section("measure", None, (facts(*rows),)),
        Section("readings", "Readings", (table, *numbered(notes))),
    ]
    flagged = total_notices(register, measure, as_of)
    if flagged:
        sections.append(Section("totals", "Totals", flagged))
    if measure.benchmarks:
        columns = (Column("Whose figure", heads=True), Column("Figure and its year"))
        compared = tuple((b.name, benchmark_words(measure, b)) for b in measure.benchmarks)
        beside = Table(f"Benchmarks of {measure.title}", columns, compared)
        sections.append(Section("benchmarks", "Benchmarks", (beside,)))
    if measure.commentary:
        sections.append(Section("commentary", "Commentary", (Prose(measure.commentary),)))
    known = [r for s in every for r in history(measure, s.series, as_of)]
    return Report(
        name="measure",
        title=measure.title,
        as_of=as_of,
        revision=revision,
        sections=tuple(sections),
        data={
            "measure": {
                **data(register, every),
                "commentary": measure.commentary,
                "readings": [reading_data(measure, reading, rules) for reading in known],
                "all_series": [series_data(s, rules) for s in every],
            }
        },
    )


ARROWS: dict[Direction, str] = {
    "improving": "Improving ↑",
    "steady": "Steady ↔",
    "worsening": "Worsening ↓",
}
SHOWN: dict[Missing, str] = {
    "no data yet": "no data yet",
    "not counted": "not counted",
    "dash": "– (a dash)",
    "blank": "(left blank)",
    "too small": "too small to show",
}


def shown(measure: Measure, reading: Reading | None, rules: Rules) -> str:
    """What stands for a reading: its figure as written, or the word for why there is none."""
    if reading is None:
        return "no reading"
    if reading.value is not None:
        return figure_words(reading.value, reading.unit or measure.unit)
    if reading.missing == "too small" and rules.suppress_below:
        return f"fewer than {rules.suppress_below}"
    return SHOWN[reading.missing] if reading.missing else "no figure given"


def value_cell(one: MeasureStanding, rules: Rules) -> Cell:
    """The latest reading, with what has to be known of it."""
    parts = [shown(one.measure, one.reading, rules)]
    if one.reading and one.reading.of:
        parts.append(f"of {one.reading.of}")
    if one.reading and one.reading.provisional:
        parts.append("provisional")
    if one.last:
        parts.append(f"last figure {shown(one.measure, one.last, rules)}, {when(one.last)}")
    return tuple(parts)


def when(reading: Reading) -> str:
    """The period of a reading in words."""
    return period_words(reading.period)


def period_cell(one: MeasureStanding) -> Cell:
    """The period of the latest reading, marked where a newer one could be there."""
    if one.reading is None:
        return None
    return (when(one.reading), stale_words(one))


def stale_words(one: MeasureStanding) -> str | None:
    """Since when a reading is out of date, if it is."""
    if one.stale_since is None:
        return None
    return f"out of date since {long_date(one.stale_since)} ({one.measure.frequency})"


def target_cell(measure: Measure, reading: Reading | None, rules: Rules) -> Cell:
    """The target and, beside it, how far amber reaches."""
    words = target_words(measure)
    if words is None:
        return "no target"
    day = judged_on(reading) if reading else None
    amber = amber_words(measure, bounds_on(measure, day), tolerance_of(measure, rules.rag))
    return (words, amber)


def rag_cell(one: MeasureStanding, rules: Rules) -> Cell:
    """The computed rating and, where the officer gave one, that beside it."""
    computed = computed_rag(one.measure, one.judgement, rules)
    if one.officer is None:
        return computed
    reason = one.reading.why if one.reading else None
    given = rag(rules, one.officer, "as the officer rates it")
    return (given, computed, *(differing(reason) if one.differs else ()))


def computed_rag(measure: Measure, judgement: Judgement, rules: Rules) -> Rag:
    """A computed rating, or why there is none; where no target is set the target says so."""
    if judgement.rated:
        return rag(rules, judgement.rating, "computed")
    return rag(rules, "not rated", judgement.why if target_words(measure) else None)


def differing(reason: str | None) -> tuple[Cell, ...]:
    """What stands below two ratings that differ."""
    return ("The two differ.", Prose(reason) if reason else "No reason is given.")


def direction_cell(one: MeasureStanding, rules: Rules) -> Cell:
    """The direction of travel, and whether it was computed or stated by the officer."""
    going = one.travel
    parts: list[str] = []
    if going.computed and going.against:
        parts.append(_computed(one, going.computed, going.against, rules))
    if going.stated and (going.differs or not going.computed):
        parts.append(f"{ARROWS[going.stated]} (stated by the officer)")
    if going.differs:
        parts.append("The two differ.")
    if going.year and going.year_ago and going.year_ago is not going.against:
        parts.append(f"On the year before: {_computed(one, going.year, going.year_ago, rules)}")
    return tuple(parts) or f"Not judged: {going.why_not or 'no reading'}"


def _computed(one: MeasureStanding, direction: Direction, before: Reading, rules: Rules) -> str:
    figure = shown(one.measure, before, rules)
    return f"{ARROWS[direction]} (computed, from {figure} in {when(before)})"


def trend(one: MeasureStanding, rules: Rules, as_of: date, name: str | None = None) -> Trend | None:
    """The picture of a series; none with fewer than two figures."""
    measure = one.measure
    readings = [r for r in history(measure, one.series, as_of) if read_period(r.period)]
    if sum(reading.value is not None for reading in readings) < 2:
        return None
    # The target stands in the picture of what is held against it.
    held = one.judgement.rated
    bounds = bounds_on(measure, judged_on(readings[-1])) if held else None
    return Trend(
        title=f"Trend: {', '.join(part for part in (measure.title, name or one.series) if part)}",
        points=tuple(_point(measure, reading, rules) for reading in readings),
        low=bounds.low if bounds else None,
        high=bounds.high if bounds else None,
        target=target_words(measure) if bounds else None,
    )


def _point(measure: Measure, reading: Reading, rules: Rules) -> Point:
    period = read_period(reading.period)
    assert period is not None, "a picture shows only readings whose period can be read"
    value = reading.value.value if reading.value else None
    return Point(when(reading), period.end, value, shown(measure, reading, rules), reading.breaks)


def benchmark_words(measure: Measure, benchmark: Benchmark) -> str:
    """A figure from elsewhere with its own year."""
    if benchmark.value is not None:
        figure = figure_words(benchmark.value, measure.unit)
    else:
        figure = SHOWN[benchmark.missing] if benchmark.missing else "no figure given"
    return f"{figure}, {period_words(benchmark.period)}"


def series_table(
    every: Sequence[MeasureStanding], rules: Rules, as_of: date, caption: str
) -> tuple[Table, tuple[str, ...]]:
    """Series by periods, with picture, rating and direction; and the notes on single figures."""
    measure = every[0].measure
    readings = {one.series: history(measure, one.series, as_of) for one in every}
    periods = sorted({r.period for known in readings.values() for r in known}, key=_by_end)
    pictures = {one.series: trend(one, rules, as_of) for one in every}
    drawn = any(pictures.values())
    going = any(one.travel.direction for one in every)
    officers = any(one.officer for one in every)
    notes: list[str] = []
    rows = []
    for one in every:
        at = {reading.period: reading for reading in readings[one.series]}
        rows.append(
            (
                one.series or ("Main figure" if len(every) > 1 else "Figure"),
                *(_figure(measure, at.get(period), rules, notes) for period in periods),
                *([pictures[one.series]] if drawn else []),
                *([rag_cell(one, rules)] if officers else []),
                *([direction_cell(one, rules)] if going else []),
            )
        )
    columns = (
        Column(in_unit("Series" if len(every) > 1 else "Period", measure.unit), heads=True),
        *(Column(period_words(period)) for period in periods),
        *([Column("Trend")] if drawn else []),
        *([Column("Latest rating")] if officers else []),
        *([Column("Direction of travel")] if going else []),
    )
    return Table(caption, columns, tuple(rows), empty="No readings."), tuple(notes)


def in_unit(title: str, unit: str | None) -> str:
    """A heading that names the unit of the figures below it."""
    return title if unit in (None, "%") else f"{title} (in {unit})"


def _by_end(period: str) -> tuple[date, str]:
    found = read_period(period)
    return (found.end if found else date.min, period)


def _figure(measure: Measure, reading: Reading | None, rules: Rules, notes: list[str]) -> Cell:
    """A figure in its cell; what has to be said of it goes to the notes, under a number."""
    if reading is None:
        return None
    # The heading of the row names the unit of the measure.
    words = bare(measure, reading, rules)
    if reading.of:
        words += f" of {reading.of}"
    said = _said(measure, reading)
    notes += [text for text in said if text not in notes]
    marks = ", ".join(str(notes.index(text) + 1) for text in said)
    judgement = judge(measure, reading, rules.rag)
    colour = rag(rules, judgement.rating) if judgement.rated else None
    return (f"{words} [{marks}]" if marks else words, colour)


def bare(measure: Measure, reading: Reading, rules: Rules) -> str:
    """A figure under a heading that names the unit of the measure."""
    if reading.value is None or reading.unit or measure.unit == "%":
        return shown(measure, reading, rules)
    return str(reading.value)


def _said(measure: Measure, reading: Reading) -> list[str]:
    parts = [
        "Provisional." if reading.provisional else None,
        "Counted otherwise from this period on." if reading.breaks else None,
        reading.note,
        f"Source: {reading.source}." if reading.source not in (None, measure.source) else None,
    ]
    return [part for part in parts if part]


def numbered(notes: Sequence[str]) -> tuple[Block, ...]:
    """The notes on single figures as a list with their numbers."""
    return (Listing(tuple(Prose(note) for note in notes), ordered=True),) if notes else ()
