"""The scorecard of a plan: value against target, direction, picture, benchmarks, totals, notes."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from scrutiny_cli.domain.committees import Rules
from scrutiny_cli.domain.measures import MeasureStanding, Sum, history, standings, sums
from scrutiny_cli.domain.plans import Measure, Plan
from scrutiny_cli.domain.ratings import judge, target_words
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import RATINGS, iso, legend, legend_of, rag
from scrutiny_cli.reports.model import (
    Block,
    Cell,
    Column,
    Prose,
    Report,
    Section,
    Table,
    facts,
)
from scrutiny_cli.reports.plans.measures import (
    ARROWS,
    bare,
    benchmark_words,
    direction_cell,
    in_unit,
    numbered,
    of_plan,
    period_cell,
    rag_cell,
    reading_data,
    series_data,
    series_table,
    shown,
    target_cell,
    total_notices,
    value_cell,
    when,
)
from scrutiny_cli.reports.plans.measures import data as measure_data
from scrutiny_cli.reports.plans.plan import DIRECTIONS, amber_note, main, stand
from scrutiny_cli.wording import count

PICTURES = (
    "Each picture stands on nought, the line at its foot, and shows the figures of its own row; a "
    "broken line is the target, and a gap is a figure that is missing. A figure from elsewhere has its own year beside "
    "it, which may be an earlier one."
)
OVERVIEW = (
    Column("Measure", heads=True),
    Column("Period"),
    Column("Value"),
    Column("Target"),
    Column("Rating"),
    Column("Direction of travel"),
)


class Card(NamedTuple):
    """The measures of a plan on a day, by the sections of its scorecard."""

    register: Register
    plan: Plan
    rules: Rules
    day: date
    groups: tuple[tuple[str, tuple[Measure, ...]], ...]

    @property
    def measures(self) -> list[Measure]:
        """All its measures in order."""
        return [measure for _, group in self.groups for measure in group]

    def standings(self, measure: Measure) -> list[MeasureStanding]:
        """Where each series of a measure stands."""
        return standings(measure, self.rules.rag, self.day)


def card(register: Register, plan: Plan, as_of: date) -> Card:
    """The scorecard of a plan; without one of its own, the measures of its actions by aim."""
    at = stand(register, plan, as_of)
    places = {
        name: aim.title for aim in plan.aims for action in aim.actions for name in action.measures
    }
    own = [register.measures[name] for name in plan.scorecard if name in register.measures]
    groups: dict[str, list[Measure]] = {}
    for measure in own or of_plan(register, plan):
        title = (measure.section if own else places.get(measure.id)) or "Measures"
        groups.setdefault(title, []).append(measure)
    held = tuple((title, tuple(group)) for title, group in groups.items())
    return Card(register, plan, at.rules, at.day, held)


def report(
    register: Register,
    plan: Plan,
    as_of: date,
    revision: str,
    filters: tuple[str, ...] = (),
) -> Report:
    """The scorecard of a plan, section by section."""
    at = card(register, plan, as_of)
    committee = register.committee_of(plan)
    means = {rating: line.means for rating, line in legend_of(at.rules).items()}
    key = legend(at.rules, means)
    words = (amber_note(at.rules), DIRECTIONS, PICTURES)
    parts = [
        part
        for position, (title, group) in enumerate(at.groups, 1)
        for part in _group(at, position, title, group)
    ]
    return Report(
        name="scorecard",
        title=f"Scorecard: {plan.title}",
        subtitle=committee.name if committee else None,
        as_of=as_of,
        revision=revision,
        sections=(
            _front(at),
            *parts,
            Section(key.key, key.title, (*key.blocks, *(Prose(text) for text in words))),
        ),
        filters=filters,
        data={"scorecard": _data(at)},
        sheet=_sheet(at),
    )


def betrayals(register: Register, plan: Plan, as_of: date) -> list[str]:
    """Which totals of a scorecard give away a part that is too small to show."""
    at = card(register, plan, as_of)
    return [
        notice.text
        for measure in at.measures
        for notice in total_notices(register, measure, at.day, only_betrayals=True)
    ]


def _front(at: Card) -> Section:
    ratings = Counter(at.standings(m)[0].judgement.rating for m in at.measures)
    table = Table(
        "How many measures stand where",
        (Column("Rating", heads=True), Column("Measures")),
        (
            *((rag(at.rules, rating), ratings[rating]) for rating in RATINGS if ratings[rating]),
            ("All", ratings.total()),
        ),
        show_caption=True,
    )
    about = facts(("Plan", at.plan.title), ("Measures", count(len(at.measures), "measure")))
    return Section("totals", None, (about, table))


def _group(at: Card, position: int, title: str, group: Sequence[Measure]) -> list[Section]:
    """A section: its measures at a glance, the benchmarks, and each measure in detail."""
    parts = {name for measure in group for name in measure.total_of}
    # What makes up a total stands under it, unless it has a target of its own.
    rows = tuple(_overview(at, m) for m in group if m.id not in parts or m.target)
    blocks: list[Block] = [Table(title, OVERVIEW, rows, empty="No measures.")]
    compared = _benchmarks(at, title, group)
    if compared:
        blocks.append(compared)
    told = {name for measure in group for name in _told_by_total(at, measure)}
    details = [_detail(at, measure) for measure in group if measure.id not in told]
    return [
        Section(f"group-{position}", title, tuple(blocks)),
        *(part for part in details if part),
    ]


def _overview(at: Card, measure: Measure) -> tuple[Cell, ...]:
    """A measure in a row: the series that stands for it, or how many of several stand where."""
    every = at.standings(measure)
    several = main(every)
    first = every[0]
    target = target_cell(measure, first.reading, at.rules)
    if len(several) == 1:
        name: Cell = (measure.title, first.series)
        value = value_cell(first, at.rules)
        return (
            name,
            period_cell(first),
            value,
            target,
            rag_cell(first, at.rules),
            direction_cell(first, at.rules),
        )
    ratings = Counter(one.judgement.rating for one in several)
    rated: Cell = tuple(
        rag(at.rules, rating, f"{ratings[rating]} of {len(several)}, computed")
        for rating in RATINGS
        if ratings[rating]
    )
    going = Counter((one.travel.direction, one.travel.basis) for one in several)
    ways: Cell = tuple(
        f"{ARROWS[direction]}: {number} of {len(several)} ({_basis(basis)})"
        for (direction, basis), number in going.items()
        if direction
    )
    value = f"{count(len(several), 'series', 'series')}, below"
    if not any(one.judgement.rated for one in several):
        rated = rag_cell(first, at.rules)
    return (measure.title, period_cell(first), value, target, rated, ways or "Not judged")


def _basis(basis: str | None) -> str:
    return "computed" if basis == "computed" else "stated by the officer"


def _benchmarks(at: Card, title: str, group: Sequence[Measure]) -> Table | None:
    """The measures of a section beside figures from elsewhere, each with its own year."""
    beside = [measure for measure in group if measure.benchmarks]
    if not beside:
        return None
    names = list(dict.fromkeys(b.name for measure in beside for b in measure.benchmarks))
    committee = at.register.committee_of(at.plan)
    rows = []
    for measure in beside:
        first = at.standings(measure)[0]
        figure = shown(measure, first.reading, at.rules)
        own = f"{figure}, {when(first.reading)}" if first.reading else figure
        held = {b.name: benchmark_words(measure, b) for b in measure.benchmarks}
        rows.append((measure.title, own, *(held.get(name) for name in names)))
    columns = (
        Column("Measure", heads=True),
        Column(committee.council if committee else "Here"),
        *(Column(name) for name in names),
    )
    return Table(f"{title}: benchmarks", columns, tuple(rows), show_caption=True)


def _latest_sums(at: Card, measure: Measure) -> list[Sum]:
    """The totals of a measure for its latest period, one for each series."""
    first = at.standings(measure)[0].reading
    known = [r for name in {r.series for r in measure.readings} for r in _known(at, measure, name)]
    return [
        one
        for one in sums(measure, at.register.measures)
        if one.reading in known and first and one.reading.period == first.period
    ]


def _known(at: Card, measure: Measure, series: str | None) -> list[Any]:
    return list(history(measure, series, at.day))


def _told_by_total(at: Card, measure: Measure) -> list[str]:
    """Which parts of a total say no more than stands in the table under it."""
    found = _latest_sums(at, measure)
    shown_here = {(one.reading.series, one.reading.period) for one in found}
    return [
        name
        for name in measure.total_of
        if found
        and (part := at.register.measures.get(name))
        and not part.commentary
        and {(reading.series, reading.period) for reading in part.readings} <= shown_here
    ]


def _parts(at: Card, measure: Measure) -> Table | None:
    """What a total is made of, the sum of it, and the total as it was recorded."""
    found = _latest_sums(at, measure)
    if not found:
        return None
    parts = [at.register.measures[name] for name in measure.total_of]
    rows: list[tuple[Cell, ...]] = [
        (part.title, *(bare(part, one.parts[position], at.rules) for one in found))
        for position, part in enumerate(parts)
    ]
    rows += [
        ("Sum of these", *("not told" if one.sum is None else one.sum for one in found)),
        ("Total as recorded", *(bare(measure, one.reading, at.rules) for one in found)),
    ]
    columns = (
        Column(in_unit("Part", measure.unit), heads=True),
        *(Column(one.reading.series or when(one.reading)) for one in found),
    )
    return Table(f"{measure.title}: what it is made of", columns, tuple(rows), show_caption=True)


def _detail(at: Card, measure: Measure) -> Section | None:
    """What a measure has to say beyond its row: commentary, readings, parts, notes."""
    every = at.standings(measure)
    table, notes = series_table(every, at.rules, at.day, f"Readings of {measure.title}")
    parts = _parts(at, measure)
    flagged = total_notices(at.register, measure, at.day)
    alone = len(every) == 1 and len(table.columns) <= 2
    if alone and not (notes or measure.commentary or parts):
        return None
    blocks: list[Block] = [Prose(measure.commentary)] if measure.commentary else []
    if not alone or notes:
        blocks += [table, *numbered(notes)]
    if parts:
        blocks.append(parts)
    return Section(f"measure-{measure.id}", measure.title, (*blocks, *flagged), level=3)


SHEET = (
    *(Column(title) for title in ("Measure", "What is measured", "Section", "Whose figure")),
    *(Column(title) for title in ("Series", "Period", "Value", "No value because", "Of", "Unit")),
    *(Column(title) for title in ("Target", "Latest", "Rating", "Officer's rating")),
    *(Column(title) for title in ("Direction", "Direction is", "Out of date since")),
    *(Column(title) for title in ("Provisional", "Note", "Source")),
)


def _sheet(at: Card) -> Table:
    """A row for each figure of each measure, then one for each of its benchmarks."""
    committee = at.register.committee_of(at.plan)
    here = committee.council if committee else "Here"
    rows: list[tuple[Cell, ...]] = []
    for measure in at.measures:
        head = (measure.id, measure.title, measure.section)
        for one in at.standings(measure):
            for reading in _known(at, measure, one.series):
                latest = reading is one.reading
                going = one.travel if latest else None
                rows.append(
                    (
                        *head,
                        here,
                        one.series,
                        reading.period,
                        reading.value.value if reading.value else None,
                        None if reading.value else shown(measure, reading, at.rules),
                        reading.of.value if reading.of else None,
                        reading.unit or measure.unit,
                        target_words(measure),
                        "yes" if latest else "no",
                        judge(measure, reading, at.rules.rag).rating,
                        reading.rag,
                        going.direction if going else None,
                        going.basis if going else None,
                        one.stale_since if latest else None,
                        "yes" if reading.provisional else "no",
                        Prose(reading.note) if reading.note else None,
                        reading.source or measure.source,
                    )
                )
        for other in measure.benchmarks:
            missing = None if other.value else benchmark_words(measure, other)
            figure = other.value.value if other.value else None
            middle = (other.name, None, other.period, figure, missing, None, measure.unit)
            rows.append((*head, *middle, *[None] * 9, other.source))
    return Table(at.plan.title, SHEET, tuple(rows))


def _data(at: Card) -> dict[str, Any]:
    found = [one for m in at.measures for one in sums(m, at.register.measures)]
    return {
        "plan": at.plan.id,
        "title": at.plan.title,
        "judged_on": iso(at.day),
        "sections": [
            {"title": title, "measures": [_measure(at, measure) for measure in group]}
            for title, group in at.groups
        ],
        "totals": [
            {
                "measure": one.measure.id,
                "series": one.reading.series,
                "period": one.reading.period,
                "recorded": str(one.reading.value),
                "sum": None if one.sum is None else f"{one.sum:f}",
                "agrees": None if one.sum is None else one.agrees,
                "gives_a_small_count_away": one.betrays,
            }
            for one in found
        ],
    }


def _measure(at: Card, measure: Measure) -> dict[str, Any]:
    every = at.standings(measure)
    known = [reading for one in every for reading in _known(at, measure, one.series)]
    return {
        **measure_data(at.register, every),
        "commentary": measure.commentary,
        "readings": [reading_data(measure, reading, at.rules) for reading in known],
        "all_series": [series_data(one, at.rules) for one in every],
    }
