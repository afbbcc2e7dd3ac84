"""Checks of measures: their targets, and totals with small counts."""

from pathlib import Path

import pytest

from scrutiny_cli.workspace.loading import load
from tests.registers import BASE, write_tree


@pytest.mark.parametrize(
    ("step", "missing"),
    [("2021-06-30: 30", None), ("on: 2021-06-30", "value"), ("value: 30", "on")],
)
def test_step_of_a_target_is_a_date_with_a_value(
    tmp_path: Path, step: str, missing: str | None
) -> None:
    measure = f"title: M\ntarget: {{by: [{{{step}}}]}}\n"
    loaded = load(write_tree(tmp_path, BASE | {"records/measures/m.yaml": measure}))
    fields = [(problem.code, problem.field) for problem in loaded.diagnostics]
    assert fields == ([("missing-field", f"target.by[1].{missing}")] if missing else [])


def test_amber_may_start_at_the_target(tmp_path: Path) -> None:
    measure = "title: M\ntarget: {at_least: 5}\namber_within: 0\n"
    assert load(write_tree(tmp_path, BASE | {"records/measures/m.yaml": measure})).diagnostics == ()


def test_small_counts_follow_the_rules_of_their_own_committee(tmp_path: Path) -> None:
    reading = "readings: [{{period: 2021-09, value: {}}}]"
    row = "- {{id: {}, committee: abc, title: T, unit: children, {}, " + reading + "}}\n"
    files = {
        "records/committees/abc.yaml": (
            "name: Another Committee\ncouncil: Exampleshire Council\nrules: {suppress_below: 5}\n"
        ),
        "records/meetings/cyp-2021-11-23.yaml": "date: 2021-11-23\ncommittee: cyp\n",
        "records/measures/m.yaml": (
            row.format("all", "total_of: [north, south]", 20)
            + row.format("north", "better: lower", 3)
            + row.format("south", "better: lower", 8)
        ),
    }
    (problem,) = load(write_tree(tmp_path, BASE | files)).diagnostics
    assert problem.message == "the total is not what its 2 parts add up to"
