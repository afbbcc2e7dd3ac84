"""Ratings, directions and totals come out as the papers and the facts worked out from them say."""

from operator import itemgetter
from typing import Any

import pytest

from scrutiny_cli.domain.committees import Rules
from scrutiny_cli.domain.measures import (
    MeasureStanding,
    history,
    series_names,
    standing,
    standings,
    sums,
)
from scrutiny_cli.domain.periods import read_period
from scrutiny_cli.domain.plans import Measure
from scrutiny_cli.domain.ratings import judge, step_on
from tests.measured import RULES
from tests.sample import facts, register, sample

FACTS = facts("ratings")
NAMED = itemgetter("id")


def measure(name: str) -> Measure:
    return register().measures[name]


def head(name: str, setting: str = "points") -> MeasureStanding:
    """The series that stands for a measure, by all its readings."""
    held = measure(name)
    return standing(held, (series_names(held) or [None])[0], RULES[setting])


def test_the_plan_has_its_measures_under_five_aims() -> None:
    plan = register().plans["sfs-2019"]
    by_aim = {aim.id: sum(len(action.measures) for action in aim.actions) for aim in plan.aims}
    assert by_aim == FACTS["measures_by_aim"]
    assert sum(by_aim.values()) == FACTS["measures"] == 72


@pytest.mark.parametrize("setting", RULES)
@pytest.mark.parametrize("row", FACTS["ratings"], ids=NAMED)
def test_a_measure_of_the_plan_has_the_colour_its_target_gives(
    row: dict[str, Any], setting: str
) -> None:
    held = measure(row["id"])
    found = standing(held, row.get("series"), RULES[setting])
    assert found.reading
    assert str(found.reading.value) == row["value"]
    assert found.reading.period == row["period"]
    (way,) = row["target"]
    assert held.target
    assert str(getattr(held.target, way)) == row["target"][way]
    assert found.judgement.rating == row[setting]


def test_just_four_measures_change_colour_with_the_setting() -> None:
    both = {name: [head(name, setting).judgement.rating for setting in RULES] for name in of_plan()}
    differ = {name: ratings for name, ratings in both.items() if len(set(ratings)) > 1}
    assert sorted(differ) == sorted(FACTS["differ"])
    assert set(map(tuple, differ.values())) == {("amber", "red")}
    assert sorted(row["id"] for row in FACTS["ratings"] if row["differ"]) == sorted(differ)


def of_plan() -> list[str]:
    plan = register().plans["sfs-2019"]
    return [name for aim in plan.aims for action in aim.actions for name in action.measures]


@pytest.mark.parametrize("setting", RULES)
def test_each_cell_of_the_supervision_table_has_its_colour(setting: str) -> None:
    found = {}
    for row in FACTS["supervision"]:
        held = measure(row["id"])
        (reading,) = [r for r in history(held, row["series"]) if r.period == row["period"]]
        assert str(reading.value) == row["value"]
        found[row["series"], row["period"]] = judge(held, reading, RULES[setting]).rating
    expected = {(row["series"], row["period"]): row[setting] for row in FACTS["supervision"]}
    assert found == expected
    assert len(found) == FACTS["supervision_cells"]


def test_just_two_cells_of_it_change_colour_with_the_setting() -> None:
    changed = []
    for name in ("sc-worker-supervision", "sc-business-supervision"):
        held = measure(name)
        for reading in held.readings:
            ratings = {judge(held, reading, rule).rating for rule in RULES.values()}
            if len(ratings) > 1:
                assert str(reading.value) == "80"
                changed.append({"id": name, "series": reading.series, "period": reading.period})
    by_series = itemgetter("series")
    assert sorted(changed, key=by_series) == sorted(FACTS["supervision_differ"], key=by_series)


@pytest.mark.parametrize("name", FACTS["not_rated"])
def test_words_and_mere_directions_give_no_colour_and_say_so(name: str) -> None:
    why = head(name).judgement
    assert why.rating == "not rated"
    said = ("the target is in words", "only a direction is set", "the paper leaves it blank")
    assert why.why.startswith(said)


@pytest.mark.parametrize("row", FACTS["no_figure"], ids=NAMED)
def test_a_missing_figure_is_never_red(row: dict[str, Any]) -> None:
    found = head(row["id"])
    assert found.reading
    assert found.reading.missing == row["missing"]
    assert found.judgement.rating == "not rated"


def test_nothing_without_a_figure_has_a_colour() -> None:
    for held in register().measures.values():
        for reading in held.readings:
            rated = judge(held, reading, Rules().rag).rated
            assert not (rated and reading.value is None)


def test_the_reasons_for_a_missing_figure_stay_apart() -> None:
    for row in FACTS["missing_kinds"]:
        held = measure(row["id"])
        if "benchmark" in row:
            (found,) = [b.missing for b in held.benchmarks if b.name == row["benchmark"]]
        else:
            (found,) = [r.missing for r in held.readings if r.period == row["period"]]
        assert found == row["missing"]


def test_the_steps_of_a_target_hold_from_their_days() -> None:
    steps = FACTS["steps"]
    held = measure(steps["id"])
    assert held.target
    for day, value in steps["at"].items():
        period = read_period(day)
        assert period
        assert str(step_on(held.target, period.end)) == value
    found = head(steps["id"])
    assert found.reading
    assert str(found.reading.value) == steps["value"]
    assert found.judgement == ("amber", "29% against at least 30%, amber down to 20%")


# ------------------------------------------------------------------------------------- directions


@pytest.mark.parametrize(("name", "printed"), FACTS["directions_printed"].items())
def test_every_printed_arrow_is_shown_as_the_direction(name: str, printed: str) -> None:
    found = head(name).travel
    assert (found.stated, found.direction, found.differs) == (printed, printed, False)


@pytest.mark.parametrize("row", FACTS["directions_compared"], ids=NAMED)
def test_where_two_readings_stand_the_arrow_is_what_they_say(row: dict[str, Any]) -> None:
    found = head(row["id"])
    values = [str(r.value) for r in history(found.measure, None) if r.value]
    assert values == row["readings"]
    assert found.travel.computed == row["printed"]
    assert (found.travel.basis, row["agree"]) == ("computed", True)


def test_the_other_arrows_stand_as_stated() -> None:
    compared = {row["id"] for row in FACTS["directions_compared"]}
    rest = FACTS["directions_printed"].keys() - compared
    assert {head(name).travel.basis for name in rest} == {"stated"}


@pytest.mark.parametrize("row", FACTS["directions_unprinted"], ids=NAMED)
def test_two_readings_without_an_arrow_are_computed(row: dict[str, Any]) -> None:
    found = head(row["id"]).travel
    assert (found.stated, found.computed) == (None, row["expected"])


# ----------------------------------------------------------------------------------------- totals


@pytest.mark.parametrize("row", FACTS["totals"], ids=lambda row: f"{row['id']}-{row['series']}")
def test_a_printed_total_is_held_against_its_parts(row: dict[str, Any]) -> None:
    found = [
        one
        for one in sums(measure(row["id"]), register().measures)
        if one.reading.series == row["series"]
    ]
    (one,) = found
    told = (str(one.reading.value), str(one.sum), one.agrees)
    assert told == (row["printed"], row["sum"], row["agree"])


def test_the_categories_of_protection_plans_add_up_month_by_month() -> None:
    parts = [measure(name) for name in measure("sc-cp").total_of]
    found = {
        period: str(
            sum(
                r.value.value
                for part in parts
                for r in part.readings
                if r.value and r.period == period
            )
        )
        for period in FACTS["protection_plans_by_month"]
    }
    assert found == FACTS["protection_plans_by_month"]


def test_one_month_may_have_several_figures_each_with_its_source() -> None:
    for row in FACTS["several_figures"]:
        held = measure(row["id"])
        readings = [r for r in held.readings if r.period == row["period"]]
        assert sorted(str(r.value) for r in readings) == sorted(row["values"])
        assert len({r.source or held.source for r in readings}) == len(readings)


def test_every_benchmark_has_the_year_of_its_own() -> None:
    periods = {b.period for m in register().measures.values() for b in m.benchmarks}
    assert periods == {FACTS["benchmarks_period"]}


def test_check_warns_only_where_the_papers_contradict_themselves() -> None:
    codes = {"rating-differs", "direction-differs", "total-differs", "measure-unclear"}
    told = [(d.code, d.record) for d in sample().diagnostics if d.code in codes]
    disagree = [row["id"] for row in FACTS["totals"] if not row["agree"]]
    assert sorted(told) == sorted(
        [
            *(("total-differs", name) for name in disagree),
            *(("total-differs", "ofsted-2018"),) * 2,
            *(("rating-differs", "ofsted-2018"),) * 2,
        ]
    )


def test_what_the_register_holds_is_known_on_its_own_day() -> None:
    """The readings of September are not there in August, and out of date a year later."""
    day = read_period("2019-08-31")
    year = read_period("2020-11-25")
    assert day
    assert year
    before = standings(measure("sfs-1.01"), Rules().rag, day.end)[0]
    after = standings(measure("sfs-1.01"), Rules().rag, year.end)[0]
    assert before.reading
    assert after.reading
    assert (before.reading.period, before.stale_since) == ("2019-06", None)
    assert after.reading.period == "2019-09"
    assert after.stale_since is not None
