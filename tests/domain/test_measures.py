"""The position of measures and of actions of a plan on a date, and totals with their parts."""

from datetime import date
from typing import Any

import pytest

from scrutiny_cli.domain.measures import (
    MeasureStanding,
    action_standing,
    counted,
    history,
    series_names,
    standing,
    standings,
    sums,
)
from scrutiny_cli.domain.numbering import number_key
from scrutiny_cli.domain.plans import Measure, Plan, PlanAction
from tests.measured import POINTS, measure

DAY = date(2021, 9, 30)


def test_series_without_a_name_comes_first() -> None:
    kpi = measure(
        {"period": "2021-09", "series": "24hr", "value": "46"},
        {"period": "2021-09", "series": "1 day", "value": "89"},
        {"period": "2021-09", "value": "80"},
    )
    assert series_names(kpi) == [None, "24hr", "1 day"]
    assert [
        str(position.reading.value) for position in standings(kpi, POINTS, DAY) if position.reading
    ] == [*("80", "46", "89")]


def test_measure_without_readings_has_a_position() -> None:
    (position,) = standings(measure(target={"at_least": "95"}), POINTS, DAY)
    assert (position.reading, position.judgement.why, position.stale_since) == (
        None,
        "no reading",
        None,
    )


def test_later_readings_are_not_known_on_a_date() -> None:
    kpi = measure(
        {"period": "2021-08", "value": "80"},
        {"period": "2021-09", "value": "85"},
        {"period": "2021-10", "value": "90"},
        {"period": "2021/22", "value": "84", "on": "2021-10-05"},
    )
    # September is not over; the year's figure was recorded later.
    for day, periods in ((29, ["2021-08"]), (30, ["2021-08", "2021-09"])):
        assert [r.period for r in history(kpi, None, date(2021, 9, day))] == periods
    assert len(history(kpi, None, date(2021, 10, 5))) == 3
    assert len(history(kpi, None)) == 4


def test_last_figure_is_kept_if_the_latest_reading_has_none() -> None:
    position = standing(
        measure("85", {"period": "2021-02", "missing": "no data yet"}), None, POINTS
    )
    assert position.reading
    assert position.last
    assert (position.reading.missing, str(position.last.value)) == ("no data yet", "85")
    assert standing(measure("85"), None, POINTS).last is None


@pytest.mark.parametrize(
    ("frequency", "period", "fresh", "stale"),
    [
        ("weekly", "2021-09-05", date(2021, 9, 19), date(2021, 9, 20)),
        ("monthly", "2021-09", date(2021, 11, 30), date(2021, 12, 1)),
        ("quarterly", "Q2 2021/22", date(2022, 3, 31), date(2022, 4, 1)),
        ("six-monthly", "H1 2021/22", date(2022, 9, 30), date(2022, 10, 1)),
        ("yearly", "2019/20", date(2022, 3, 31), date(2022, 4, 1)),
    ],
)
def test_reading_is_out_of_date_once_a_newer_one_is_due(
    frequency: str, period: str, fresh: date, stale: date
) -> None:
    kpi = measure({"period": period, "value": "85"}, frequency=frequency)
    assert standing(kpi, None, POINTS, fresh).stale_since is None
    assert standing(kpi, None, POINTS, stale).stale_since == stale
    assert standing(kpi, None, POINTS, date(2030, 1, 1)).stale_since == stale


@pytest.mark.parametrize("frequency", [None, "once"])
def test_measure_without_a_regular_frequency_is_never_out_of_date(frequency: str | None) -> None:
    kpi = measure("85", frequency=frequency)
    assert standing(kpi, None, POINTS, date(2030, 1, 1)).stale_since is None


# ------------------------------------------------------------------------------ actions of a plan


def action(**fields: Any) -> PlanAction:
    return PlanAction.model_validate({"id": "1", "action": "Visit.", **fields})


def rated(*values: str) -> list[MeasureStanding]:
    target = {"at_least": "95"}
    return [standing(measure(value, target=target), None, POINTS) for value in values]


@pytest.mark.parametrize(
    ("fields", "values", "due", "rating", "computed", "why", "differs"),
    [
        ({}, [], None, "not rated", "not rated", "no measure of it can be rated", False),
        ({"completed": "2021-09-01"}, ["70"], None, "blue", "blue", "complete", False),
        ({"completed": "yes"}, [], None, "blue", "blue", "complete", False),
        ({"completed": "2021-10-01"}, [], None, "not rated", "not rated", None, False),
        ({}, [], date(2021, 9, 29), "red", "red", "1 day past its date", False),
        ({}, [], date(2021, 9, 1), "red", "red", "29 days past its date", False),
        ({}, [], DAY, "not rated", "not rated", None, False),
        ({}, ["95", "85", "70"], None, "red", "red", "as its worst measure", False),
        ({}, ["85"], None, "amber", "amber", "as its measure", False),
        ({"ratings": [{"rag": "green"}]}, ["85"], None, "green", "amber", None, True),
        ({"ratings": [{"rag": "green"}]}, [], date(2021, 9, 1), "green", "red", None, True),
        ({"ratings": [{"rag": "blue"}]}, [], date(2021, 9, 1), "blue", "not rated", None, False),
        ({"ratings": [{"rag": "blue"}]}, ["70"], date(2021, 9, 1), "blue", "red", None, True),
        (
            {"completed": "yes", "ratings": [{"rag": "amber"}]},
            [],
            None,
            "amber",
            "blue",
            "complete",
            True,
        ),
    ],
)
def test_officers_rating_and_computed_rating_are_both_kept(
    fields: dict[str, Any],
    values: list[str],
    due: date | None,
    rating: str,
    computed: str,
    why: str | None,
    differs: bool,
) -> None:
    result = action_standing(action(**fields), due, rated(*values), DAY)
    assert (result.rating, result.computed.rating, result.differs) == (rating, computed, differs)
    assert why in (None, result.computed.why)


def test_rating_of_an_action_says_how_many_of_its_measures_are_rated() -> None:
    uncoloured = standing(measure("85"), None, POINTS)
    computed = action_standing(action(), None, [*rated("95"), uncoloured, uncoloured], DAY).computed
    assert computed == ("green", "as the one of its 3 measures that can be rated")
    two = action_standing(action(), None, [*rated("95", "70"), uncoloured], DAY).computed
    assert two == ("red", "as the worst of the 2 of its 3 measures that can be rated")


def test_latest_rating_up_to_the_date_counts() -> None:
    ratings = [
        {"on": "2021-09-30", "rag": "amber"},
        {"on": "2021-06-30", "rag": "green"},
        {"on": "2021-12-31", "rag": "red"},
    ]
    shown = [
        action_standing(action(ratings=ratings), None, [], day).rating
        for day in (date(2021, 6, 29), date(2021, 7, 1), DAY, date(2022, 1, 1))
    ]
    assert shown == ["not rated", "green", "amber", "red"]


def test_action_done_on_a_date_is_not_done_without_an_as_of_date() -> None:
    assert action_standing(action(completed="yes"), None, [], None).done
    assert not action_standing(action(completed="2021-06-30"), None, [], None).done


def test_officers_rating_may_differ_from_the_figure() -> None:
    target = {"at_least": "95"}
    rated_green = {"period": "2021-09", "value": "50", "rag": "green"}
    assert standing(measure(rated_green, target=target), None, POINTS).differs
    assert not standing(measure({**rated_green, "rag": "red"}, target=target), None, POINTS).differs


# ----------------------------------------------------------------------------- totals and numbers


def parts(*values: str | None) -> dict[str, Measure]:
    return {
        f"p{n}": measure(
            {"period": "September 2021", **({"value": value} if value else {"missing": "dash"})}
        )
        for n, value in enumerate(values)
    }


@pytest.mark.parametrize(
    ("total", "values", "comes_to", "agrees"),
    [
        ("238", ["98", "140"], "238", True),
        ("238.00", ["98.5", "139.5"], "238.0", True),
        ("245", ["98", "140"], "238", False),
        ("245", ["98", None], None, True),
    ],
)
def test_total_is_compared_with_its_parts(
    total: str, values: list[str | None], comes_to: str | None, agrees: bool
) -> None:
    measures = parts(*values)
    kpi = measure({"period": "2021-09", "value": total}, total_of=list(measures))
    (comparison,) = sums(kpi, measures)
    assert (str(comparison.sum) if comparison.sum is not None else None, comparison.agrees) == (
        comes_to,
        agrees,
    )


def test_total_is_compared_only_within_a_period_and_series() -> None:
    measures = parts("98", "140")
    kpi = measure(
        {"period": "2021-08", "value": "1"},
        {"period": "2021-09", "series": "text", "value": "1"},
        {"period": "2021-09", "missing": "dash"},
        total_of=list(measures),
    )
    assert sums(kpi, measures) == []
    # A part that the register does not hold makes no sum.
    assert sums(measure("238", total_of=["p0", "gone"]), measures) == []


@pytest.mark.parametrize(
    ("hidden", "betrays"), [(["too small", None], True), (["too small", "too small"], False)]
)
def test_total_gives_away_a_single_hidden_part(hidden: list[str | None], betrays: bool) -> None:
    measures = {
        f"p{n}": measure({"period": "2021-09", **({"missing": why} if why else {"value": "140"})})
        for n, why in enumerate(hidden)
    }
    (comparison,) = sums(
        measure({"period": "2021-09", "value": "143"}, total_of=list(measures)), measures
    )
    assert (comparison.betrays, comparison.sum, comparison.agrees) == (betrays, None, True)


def test_aims_and_actions_are_counted_in_all_aims_or_some() -> None:
    aims = [
        {
            "id": name,
            "title": name,
            "actions": [{"id": f"{name}{n}", "action": "x"} for n in range(k)],
        }
        for name, k in (("a", 2), ("b", 3))
    ]
    plan = Plan.model_validate({"id": "p", "title": "P", "aims": aims})
    assert [counted(plan, what, ()) for what in ("aims", "actions")] == [2, 5]
    assert [counted(plan, what, ("b",)) for what in ("aims", "actions")] == [1, 3]


@pytest.mark.parametrize(
    "numbers",
    [
        ["1.1", "1.10", "2.2", "6.1", "6.5", "6.13", "6.20", "10.1"],
        ["6.21", "DP 3.10", "DP 3.11", "DP 4(i).7", "DP 4(ii).1", "DP4 (ii).2", "DP 4(ii).14"],
        ["4(i)", "4(ii)", "4(iii)", "4(iv)", "4(v)", "4(viii)", "4(ix)", "4(x)", "4(xi)"],
        ["7", "7(a)", "7(b)", "A1", "b2"],
        ["7(ii)", "7(iv)", "7a", "7b"],
    ],
)
def test_printed_numbers_are_sorted_as_people_sort_them(numbers: list[str]) -> None:
    assert sorted(set(numbers), key=number_key) == numbers
