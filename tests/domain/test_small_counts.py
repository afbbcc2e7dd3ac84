"""Small counts are removed from the register of a document, and nothing gives them away."""

import re
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from scrutiny_cli.domain.plans import Measure
from scrutiny_cli.domain.small_counts import counts_things, suppressed, without_small_counts
from scrutiny_cli.exempt.cutting import revision
from scrutiny_cli.render import csv, html, json, markdown, terminal
from scrutiny_cli.render.formats import Surface
from scrutiny_cli.reports.model import Report
from scrutiny_cli.reports.plans import measures, plan, scorecard
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.workspace.loading import load
from tests.inside import scrutiny
from tests.measured import measure
from tests.registers import BASE, write_tree
from tests.repositories import Repository

DAY = date(2021, 12, 31)


@pytest.mark.parametrize(
    ("unit", "counted"),
    [
        *((unit, True) for unit in (None, "children", "cases", "posts", "looked after children")),
        *((unit, False) for unit in ("%", "per 10,000", "weeks", "working days", "£", "£ million")),
        *((unit, False) for unit in ("days", "hours a week", "months", "years", "minutes")),
        *((unit, False) for unit in ("per cent", "% of pupils", "Percentage points", "per 1,000")),
        *((unit, False) for unit in ("school days lost", "weeks from referral", "days per child")),
        *((unit, True) for unit in ("children per month", "weekly admissions", "day pupils")),
        *(
            (unit, True)
            for unit in ("children this year", "per month", "year 7 pupils", "hour-long visits")
        ),
    ],
)
def test_unit_decides_whether_a_figure_is_a_count(unit: str | None, counted: bool) -> None:
    assert counts_things(unit) is counted


@pytest.mark.parametrize(
    ("fields", "figure_fields", "value", "of", "missing"),
    [
        ({"unit": "children"}, {"value": "4"}, None, None, "too small"),
        ({"unit": "children"}, {"value": "0"}, None, None, "too small"),
        ({"unit": "children"}, {"value": "5"}, "5", None, None),
        ({"unit": "weeks"}, {"value": "4"}, "4", None, None),
        ({"unit": "weeks"}, {"value": "4", "unit": "children"}, None, None, "too small"),
        ({"unit": "workshops", "suppress": "no"}, {"value": "3"}, "3", None, None),
        ({"unit": "weeks", "suppress": "yes"}, {"value": "3"}, None, None, "too small"),
        ({"unit": "%"}, {"value": "0", "of": "4"}, None, None, "too small"),
        ({"unit": "%"}, {"value": "2", "of": "100"}, "2", None, None),
        ({"unit": "%"}, {"value": "98", "of": "100"}, "98", None, None),
        ({"unit": "%"}, {"value": "25", "of": "20"}, "25", "20", None),
        ({"unit": "%"}, {"value": "75", "of": "20"}, "75", "20", None),
        ({"unit": "%"}, {"value": "24.22", "of": "644"}, "24.22", "644", None),
        ({"unit": "%"}, {"value": "3"}, "3", None, None),
        ({"unit": "per cent"}, {"value": "3", "of": "100"}, "3", None, None),
        ({"unit": "children"}, {"value": "97", "of": "100"}, "97", None, None),
        ({"unit": "children"}, {"value": "60", "of": "100"}, "60", "100", None),
        ({"unit": "children"}, {"missing": "dash"}, None, None, "dash"),
    ],
)
def test_count_below_the_number_is_removed(
    fields: dict[str, Any], figure_fields: dict[str, Any], value: Any, of: Any, missing: Any
) -> None:
    words = {"note": "Two of them.", "why": "Only two."}
    kpi = measure({"period": "2021-09", **words, **figure_fields}, **fields)
    (kept,) = without_small_counts(kpi, 5).readings
    shown = (kept.value and str(kept.value), kept.of and str(kept.of), kept.missing)
    assert shown == (value, of, missing)
    if kept is not kpi.readings[0]:
        assert (kept.note, kept.why) == (None, None), (
            "words may tell what the figure no longer does"
        )


def test_measure_without_small_counts_is_unchanged() -> None:
    kpi = measure("12", "30", unit="children")
    assert without_small_counts(kpi, 5) is kpi


COMMITTEE = BASE["records/committees/cyp.yaml"]
RECORDS = """
- id: plans
  title: Children on a plan
  unit: children
  total_of: [plans-north, plans-south]
  target: {{equals: 0}}
  readings:
    - {{period: 2021-08, value: 150}}
    - {{period: 2021-09, value: 143}}
- id: plans-north
  title: Children on a plan, north
  unit: children
  target: {{at_most: 1}}
  better: lower
  frequency: monthly
  readings:
    - {{period: 2021-07, value: 140}}
    - {{period: 2021-08, value: {0}, note: "{0} children.", direction: improving}}
    - {{period: 2021-09, value: {1}, rag: red}}
- id: plans-south
  title: Children on a plan, south
  unit: children
  readings:
    - {{period: 2021-09, value: 140}}
- id: disputes
  title: Disputes settled in time
  unit: "%"
  target: {{at_least: 100}}
  readings: [{{period: 2021-09, value: 50, of: {2}}}]
"""
PLAN = """
title: Improvement plan
aims:
  - title: Fewer plans
    actions: [{id: "1", action: Help sooner., measures: [plans, plans-north, disputes]}]
scorecard: [plans, plans-north, plans-south, disputes]
"""


def documents(root: Path, first: int, second: int, third: int) -> list[str]:
    """Everything that is made of a register with some small counts, as the public sees it."""
    files = {
        "records/committees/cyp.yaml": COMMITTEE + "rules: {suppress_below: 5}\n",
        "records/measures/plans.yaml": RECORDS.format(first, second, third),
        "records/plans/plan.yaml": PLAN,
    }
    loaded = load(write_tree(root, BASE | files))
    register = loaded.public
    stamp = revision(loaded.files.sources, loaded.entries.values(), register)
    at = Standpoint(register, DAY, stamp, tuple(register.committees.values()))
    reports: list[Report] = [
        plan.report(at, register.plans["plan"]),
        scorecard.report(at, register.plans["plan"]),
        measures.listing(at),
        *(measures.measure_detail(at, measure) for measure in register.measures.values()),
    ]
    return [
        *(html.render(report) for report in reports),
        *(markdown.render(report) for report in reports),
        *(json.render(report) for report in reports),
        *(csv.render(report) for report in reports if report.sheet),
        *(terminal.render(report, Surface(width=200)) for report in reports),
    ]


def test_changing_only_small_counts_changes_no_byte(tmp_path: Path) -> None:
    versions = {
        tuple(documents(tmp_path / str(first), first, second, third))
        for first, second, third in ((0, 1, 1), (4, 3, 1), (2, 0, 4))
    }
    assert len(versions) == 1


def test_small_count_is_printed_as_fewer_and_its_total_is_withheld(tmp_path: Path) -> None:
    page = "\n".join(documents(tmp_path, 2, 3, 4))
    assert "fewer than 5" in page
    assert "too small to show" in page
    assert "143" not in page
    assert "not shown" in page
    # What is not small, and gives nothing small away, is still there.
    assert "150" in page
    assert "140" in page


BELOW = 5
MONTHS = ("2021-07", "2021-08", "2021-09")
QUARTER = "Q2 2021/22"
AREAS = ("north", "south", "east")


def children(name: str, figures: dict[tuple[str | None, str], int], **fields: Any) -> Measure:
    """A measure of children, with its figures by series and period."""
    readings = [
        {"series": series, "period": period, "value": str(value)}
        for (series, period), value in figures.items()
    ]
    return measure(*readings, **{"id": name, "unit": "children", **fields})


def random_measures(chosen: Random) -> dict[str, Measure]:
    """A total of three areas, each by boys, girls and all, for three months and their quarter."""
    areas: dict[str, dict[tuple[str | None, str], int]] = {}
    for area in AREAS:
        figures: dict[tuple[str | None, str], int] = {}
        for month in MONTHS:
            for series in ("boys", "girls"):
                figures[series, month] = chosen.choice((0, 1, 3, 7, 20, 40, 60))
            figures["all", month] = figures["boys", month] + figures["girls", month]
        for series in ("boys", "girls", "all"):
            figures[series, QUARTER] = sum(figures[series, month] for month in MONTHS)
        areas[area] = figures
    total = {key: sum(areas[area][key] for area in AREAS) for key in areas["north"]}
    every = [children(area, figures) for area, figures in areas.items()]
    every += [children("county", total, total_of=list(AREAS))]
    chosen.shuffle(every)
    return {one.id: one for one in every}


def worked_out(shown: dict[str, Measure]) -> dict[tuple[str, str | None, str], int]:
    """Every figure that a reader has, or can work out by adding and subtracting."""
    known = {
        (name, reading.series, reading.period): int(reading.value.value)
        for name, one in shown.items()
        for reading in one.readings
        if reading.value
    }
    sums = [
        [(name, "all", period), (name, "boys", period), (name, "girls", period)]
        for name in shown
        for period in (*MONTHS, QUARTER)
    ]
    sums += [
        [(name, series, QUARTER), *((name, series, month) for month in MONTHS)]
        for name in shown
        for series in ("boys", "girls", "all")
    ]
    sums += [
        [("county", series, period), *((area, series, period) for area in AREAS)]
        for series in ("boys", "girls", "all")
        for period in (*MONTHS, QUARTER)
    ]
    while True:
        before = len(known)
        for cells in sums:
            missing = [cell for cell in cells if cell not in known]
            if len(missing) == 1:
                rest = sum(known[cell] for cell in cells[1:] if cell in known)
                total = cells[0]
                known[missing[0]] = rest if missing[0] == total else known[total] - rest
        if len(known) == before:
            return known


@pytest.mark.parametrize("seed", range(40))
def test_no_small_count_can_be_worked_out_from_totals_series_and_periods(seed: int) -> None:
    measures = random_measures(Random(seed))
    shown = suppressed(measures, dict.fromkeys(measures, BELOW))
    small = {cell: value for cell, value in worked_out(shown).items() if value < BELOW}
    assert small == {}


def test_whatever_is_not_needed_to_hide_a_small_count_stays() -> None:
    north = children("north", {(None, "2021-07"): 3, (None, "2021-08"): 30})
    south = children("south", {(None, "2021-07"): 100, (None, "2021-08"): 50})
    county = children(
        "county", {(None, "2021-07"): 103, (None, "2021-08"): 80}, total_of=list(AREAS[:2])
    )
    measures = {one.id: one for one in (north, south, county)}
    shown = suppressed(measures, dict.fromkeys(measures, BELOW))
    assert [r.missing for r in shown["north"].readings] == ["too small", None]
    assert [r.missing for r in shown["county"].readings] == ["not shown", None]
    assert shown["south"] is south


def test_benchmark_that_is_a_small_count_is_removed() -> None:
    figures = [
        {"name": "Ward", "period": "2021-07", "value": "2"},
        {"name": "England", "period": "2021-07", "value": "200"},
    ]
    ward, england = without_small_counts(measure(unit="children", benchmarks=figures), 5).benchmarks
    assert (ward.value, ward.missing) == (None, "too small")
    assert str(england.value) == "200"
    share = measure(unit="%", benchmarks=figures)
    assert without_small_counts(share, 5) is share


CHANGING = (
    "- {{id: k, title: K, unit: {unit}, {more}readings: [{{period: 2021-09, value: {value}}}]}}\n"
)
RULED = COMMITTEE + "rules: {suppress_below: 5}\n"


@pytest.mark.parametrize(
    ("now", "value"),
    [
        ({"records/committees/cyp.yaml": RULED}, "4"),
        ({"records/committees/cyp.yaml": RULED}, "40"),
        (
            {
                "records/measures/k.yaml": CHANGING.format(
                    unit="weeks", more="suppress: yes, ", value="4"
                )
            },
            "4",
        ),
        ({"records/measures/k.yaml": CHANGING.format(unit="children", more="", value="4")}, "4"),
    ],
    ids=["rule set now", "corrected", "measure marked now", "unit corrected now"],
)
def test_earlier_figure_that_is_a_small_count_today_is_not_shown(
    now: dict[str, str], value: str, tmp_path: Path
) -> None:
    repository = Repository(tmp_path)
    ruled = "records/committees/cyp.yaml" not in now
    before = CHANGING.format(unit="weeks" if ruled else "children", more="", value="3")
    committee = RULED if ruled else COMMITTEE
    files = {**BASE, "records/committees/cyp.yaml": committee, "records/measures/k.yaml": before}
    repository.commit("2021-09-01", files)
    repository.write(
        {"records/measures/k.yaml": before.replace("value: 3", f"value: {value}"), **now}
    )
    told = scrutiny(
        "changes", "--since", "HEAD", "--root", repository.root, "--as-of", "2021-12-01"
    )
    assert told.code == 0, told.err
    assert not re.search(r"\b[34] (children|weeks)", told.out), told.out
    assert ("40 children" in told.out) == (value == "40")
