"""Measures: the list of them, one with all its readings, and their data for machines."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from scrutiny_cli.domain.committees import Committee, Rules
from scrutiny_cli.domain.measures import Standing, history, standings, sums
from scrutiny_cli.domain.plans import Direction, Measure, Plan, Reading, Target
from scrutiny_cli.domain.ratings import judge, target_words
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import iso
from scrutiny_cli.reports.model import (
    Cell,
    Column,
    Facts,
    Notice,
    Prose,
    Report,
    Section,
    Table,
)
from scrutiny_cli.reports.plans.measure_cells import (
    benchmark_words,
    direction_cell,
    numbered,
    period_cell,
    rag_cell,
    series_table,
    shown,
    target_cell,
    trend,
    value_cell,
    when,
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


def data(register: Register, every: Sequence[Standing]) -> dict[str, Any]:
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


def series_data(one: Standing, rules: Rules) -> dict[str, Any]:
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
        Section("measure", None, (Facts(rows),)),
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
