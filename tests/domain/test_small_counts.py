"""Small counts are removed from the register of a document, and nothing gives them away."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scrutiny_cli.domain.small_counts import counts_things, without_small_counts
from scrutiny_cli.exempt.cutting import revision
from scrutiny_cli.render import csv, html, json, markdown, terminal
from scrutiny_cli.render.formats import Surface
from scrutiny_cli.reports.model import Report
from scrutiny_cli.reports.plans import measures, plan, scorecard
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.workspace.loading import load
from tests.measured import measure
from tests.registers import BASE, write_tree

DAY = date(2021, 12, 31)


@pytest.mark.parametrize(
    ("unit", "counted"),
    [
        *((unit, True) for unit in (None, "children", "cases", "posts", "looked after children")),
        *((unit, False) for unit in ("%", "per 10,000", "weeks", "working days", "£", "£ million")),
        *((unit, False) for unit in ("days", "hours a week", "months", "years", "minutes")),
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
        ({"unit": "children"}, {"missing": "dash"}, None, None, "dash"),
    ],
)
def test_count_below_the_number_is_removed(
    fields: dict[str, Any], figure_fields: dict[str, Any], value: Any, of: Any, missing: Any
) -> None:
    kpi = measure({"period": "2021-09", "note": "Two of them.", **figure_fields}, **fields)
    (kept,) = without_small_counts(kpi, 5).readings
    shown = (kept.value and str(kept.value), kept.of and str(kept.of), kept.missing)
    assert shown == (value, of, missing)
    if kept is not kpi.readings[0]:
        assert kept.note is None, "a note may tell what the figure no longer does"


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


def test_small_count_is_printed_as_fewer_and_the_total_is_reported(tmp_path: Path) -> None:
    page = "\n".join(documents(tmp_path, 2, 3, 4))
    assert "fewer than 5" in page
    assert "one of its 2 parts is too small to show, and can be worked out" in page
    assert "too small to show" in page
    # What is not small is still there.
    assert "143" in page
    assert "140" in page
