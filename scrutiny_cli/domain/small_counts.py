"""Removal of small counts, which could identify people.

A committee may set ``suppress_below``. Counts below it are then removed from the register before any
document is made, so nothing can show them. So are the figures from which one could be worked out: a
total of which another part is removed. Figures within text are not searched for.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

from scrutiny_cli.domain.dates import ONE_DAY
from scrutiny_cli.domain.periods import Period, read_period
from scrutiny_cli.domain.plans import Benchmark, Measure, MeasureTable, Missing, Reading

# Units that count neither people nor things: shares, points, rates, money, and stretches of time.
_SHARE = re.compile(r"%|per ?cent(age)?\b(?! points?)", re.IGNORECASE)
_OTHER = re.compile(
    r"(percentage )?points\Z|£|per \d|"
    r"((working|calendar|school|clear|whole|full|average) )*(days|weeks|months|hours|minutes|years)"
    r"(\Z| (a|an|per|each|every|from|to|since|after|before|until|late|lost|overdue|of delay)\b)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(grand )?(total|all|overall|both|sum|together|everyone)\b", re.IGNORECASE)
"""What a series is called that holds the others of its measure."""


class FigurePlace(NamedTuple):
    """A figure: the measure, the series, and the period as it is written."""

    measure: str
    series: str | None
    period: str


class Equation(NamedTuple):
    """A total and the figures that add up to it."""

    total: FigurePlace
    parts: tuple[FigurePlace, ...]


def is_share(unit: str | None) -> bool:
    """Whether a figure in a unit is a share of a whole."""
    return bool(unit and _SHARE.match(unit.strip()))


def counts_things(unit: str | None) -> bool:
    """Whether a figure in a unit counts people or things. A figure without a unit does."""
    return not is_share(unit) and not (unit and _OTHER.match(unit.strip()))


def suppressed(
    measures: Mapping[str, Measure],
    below: Mapping[str, int],
    hidden: Mapping[FigurePlace, Missing] = MappingProxyType({}),
) -> dict[str, Measure]:
    """The measures without small counts, and without what would give one away.

    ``below`` is the limit of each measure that has one; ``hidden`` are figures to remove besides, with
    the reasons to give. A measure from which nothing is removed is the very same.
    """
    if not below and not hidden:
        return dict(measures)
    shown = {
        name: without_small_counts(measure, below[name]) if name in below else measure
        for name, measure in measures.items()
    }
    gone = set(hidden)
    gone.update(
        place_of(measure, reading)
        for name, measure in shown.items()
        if name in below
        for reading in measure.readings
        if reading.missing == "too small"
    )
    left_out: dict[FigurePlace, Missing] = dict.fromkeys(
        _given_away(_equations(measures), gone), "not shown"
    )
    left_out |= hidden
    return {name: _without(measure, left_out) for name, measure in shown.items()}


def hidden_figures(
    whole: Mapping[str, Measure], shown: Mapping[str, Measure]
) -> dict[FigurePlace, Missing]:
    """The figures that some measures have and the public does not see, with the reasons given."""
    return {
        place_of(measure, reading): public.missing or "not shown"
        for name, measure in whole.items()
        if name in shown and shown[name] is not measure
        for reading, public in zip(measure.readings, shown[name].readings, strict=True)
        if reading.value is not None and public.value is None
    }


def place_of(measure: Measure, reading: Reading) -> FigurePlace:
    """Return where a reading is."""
    return FigurePlace(measure.id, reading.series, reading.period)


def without_small_counts(measure: Measure, below: int) -> Measure:
    """A measure without its counts below a number, or the same measure if there are none."""
    if measure.suppress is False:
        return measure
    readings = tuple(_reading(measure, reading, below) for reading in measure.readings)
    benchmarks = tuple(_benchmark(measure, benchmark, below) for benchmark in measure.benchmarks)
    tables = tuple(_table(table, below) for table in measure.tables)
    new = (*readings, *benchmarks, *tables)
    old = (*measure.readings, *measure.benchmarks, *measure.tables)
    if all(one is was for one, was in zip(new, old, strict=True)):
        return measure
    return measure.model_copy(
        update={"readings": readings, "benchmarks": benchmarks, "tables": tables}
    )


# A whole number in front of a cell; no share and no part of a longer number.
_CELL = re.compile(r"\s*(\d+)(?![\d.,]*\d|\s*(?:%|per ?cent))", re.IGNORECASE | re.ASCII)


def _table(table: MeasureTable, below: int) -> MeasureTable:
    """A table as it is, or without its lines if one of its cells is a count below a number."""
    cells = (_CELL.match(cell) for line in table.lines[1:] for cell in line[1:])
    if not any(cell and int(cell[1]) < below for cell in cells):
        return table
    words = f"Not shown: it has counts below {below}."
    return table.model_copy(update={"csv": None, "file": None, "note": words})


def _reading(measure: Measure, reading: Reading, below: int) -> Reading:
    if reading.value is None:
        return reading
    unit = reading.unit or measure.unit
    value = reading.value.value
    counted = bool(measure.suppress) or counts_things(unit)
    if counted and value < below:
        return _hidden(reading, "too small")
    if reading.of is None:
        return reading
    if reading.of.value < below:
        return _hidden(reading, "too small")
    if (counted or is_share(unit)) and _gives_away_few(value, reading.of.value, below, counted):
        # The figure may stay, because without its whole it gives away no number.
        return reading.model_copy(update={"of": None, **_WORDS})
    return reading


# What an officer says of a figure may quote it.
_WORDS: dict[str, Any] = {"note": None, "why": None}


def _hidden(reading: Reading, why: Missing) -> Reading:
    return reading.model_copy(update={"value": None, "missing": why, "of": None, **_WORDS})


def _benchmark(measure: Measure, benchmark: Benchmark, below: int) -> Benchmark:
    few = benchmark.value is not None and benchmark.value.value < below
    if not few or not (measure.suppress or counts_things(measure.unit)):
        return benchmark
    return benchmark.model_copy(update={"value": None, "missing": "too small"})


def _gives_away_few(value: Decimal, of: Decimal, below: int, counted: bool) -> bool:
    """Whether a count or a share, or the rest of its whole, is a count below a number."""
    part = value if counted else (value * of / 100).to_integral_value()
    return part < below or of - part < below


def _without(measure: Measure, left_out: Mapping[FigurePlace, Missing]) -> Measure:
    """A measure without some figures."""
    readings = tuple(
        _hidden(reading, why)
        if reading.value is not None and (why := left_out.get(place_of(measure, reading)))
        else reading
        for reading in measure.readings
    )
    if all(new is old for new, old in zip(readings, measure.readings, strict=True)):
        return measure
    return measure.model_copy(update={"readings": readings})


def _given_away(equations: Iterable[Equation], gone: Collection[FigurePlace]) -> set[FigurePlace]:
    """The figures from which a removed one could be worked out.

    A total goes with any of its parts. Where a total has gone for another reason, its parts go too:
    they add up to it.
    """
    known = [equation for equation in equations if equation.parts]
    left_out: set[FigurePlace] = set()
    lost = set(gone)
    while True:
        new: set[FigurePlace] = set()
        for total, parts in known:
            if total not in lost and not lost.isdisjoint(parts):
                new.add(total)
            elif total in lost and lost.isdisjoint(parts):
                new.update(parts)
        if not new:
            return left_out
        left_out |= new
        lost |= new


def _equations(measures: Mapping[str, Measure]) -> Iterator[Equation]:
    """What adds up to what: measures to a total, series to their whole, periods to a longer one."""
    for measure in measures.values():
        yield from _of_measures(measure, measures)
        yield from _of_series(measure)
        yield from _of_periods(measure)


def _of_measures(measure: Measure, measures: Mapping[str, Measure]) -> Iterator[Equation]:
    parts = [measures[name] for name in measure.total_of if name in measures]
    if len(parts) != len(measure.total_of):
        return
    for reading in measure.readings:
        wanted = read_period(reading.period)
        same = [
            [
                place_of(part, one)
                for one in part.readings
                if one.series == reading.series and read_period(one.period) == wanted
            ]
            for part in parts
        ]
        if wanted and all(same):
            yield Equation(place_of(measure, reading), tuple(cells[0] for cells in same))


def _of_series(measure: Measure) -> Iterator[Equation]:
    by_period: dict[str, list[Reading]] = {}
    for reading in measure.readings:
        by_period.setdefault(reading.period, []).append(reading)
    for readings in by_period.values():
        for total in readings if len(readings) > 1 else ():
            others = [reading for reading in readings if reading is not total]
            if _is_whole(total, others):
                cells = (place_of(measure, reading) for reading in others)
                yield Equation(place_of(measure, total), tuple(cells))


def _is_whole(total: Reading, others: list[Reading]) -> bool:
    """Whether a series holds the others: by its name, or because they add up to it."""
    if total.series is None or _WHOLE.match(total.series.strip()):
        return True
    values = [reading.value.value for reading in others if reading.value]
    known = total.value is not None and len(values) == len(others) > 1
    return known and total.value is not None and sum(values) == total.value.value


def _of_periods(measure: Measure) -> Iterator[Equation]:
    by_series: dict[str | None, list[tuple[Period, FigurePlace]]] = {}
    for reading in measure.readings:
        if period := read_period(reading.period):
            held = by_series.setdefault(reading.series, [])
            held.append((period, place_of(measure, reading)))
    for cells in by_series.values():
        if len({period.length for period, _ in cells}) == 1:
            continue
        for whole, total in cells:
            inside = [
                (period, cell)
                for period, cell in cells
                if period != whole and whole.start <= period.start and period.end <= whole.end
            ]
            for length in {period.length for period, _ in inside}:
                parts = sorted(pair for pair in inside if pair[0].length == length)
                if _fills([period for period, _ in parts], whole):
                    yield Equation(total, tuple(cell for _, cell in parts))


def _fills(periods: list[Period], whole: Period) -> bool:
    """Whether periods follow each other from the first to the last day of a longer one."""
    return (
        periods[0].start == whole.start
        and periods[-1].end == whole.end
        and all(before.end + ONE_DAY == after.start for before, after in pairwise(periods))
    )
