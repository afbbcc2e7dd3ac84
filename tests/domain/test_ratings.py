"""The rating of a figure: each form of target, the limits of amber, and reasons for no rating."""

from datetime import date
from typing import Any

import pytest

from scrutiny_cli.domain.committees import RagRule
from scrutiny_cli.domain.ratings import (
    amber_words,
    bounds_on,
    disagree,
    judge,
    step_on,
    target_words,
    tolerance_of,
)
from tests.measured import PERCENT, POINTS, RULES, measure, reading

STEPS = {"by": [{"2021-06-30": "30"}, {"2021-09-30": "40"}, {"2021-12-31": "50"}]}


@pytest.mark.parametrize(
    ("target", "setting", "colours"),
    [
        ({"at_least": "95"}, "points", {"95": "green", "94.99": "amber", "85": "amber"}),
        ({"at_least": "95"}, "points", {"84.99": "red", "0": "red", "100": "green"}),
        ({"at_least": "95"}, "percent", {"85.5": "amber", "85.49": "red", "95.0": "green"}),
        ({"at_most": "20"}, "points", {"20": "green", "20.1": "amber", "30": "amber", "31": "red"}),
        ({"at_most": "20"}, "percent", {"22": "amber", "22.01": "red", "-5": "green"}),
        ({"at_most": "0"}, "percent", {"0": "green", "0.01": "red"}),
        ({"between": ["140", "150"]}, "points", {"140": "green", "150": "green", "145": "green"}),
        ({"between": ["140", "150"]}, "points", {"130": "amber", "160": "amber", "129": "red"}),
        ({"between": ["140", "150"]}, "percent", {"126": "amber", "165": "amber", "165.1": "red"}),
        ({"equals": "0"}, "points", {"0": "green", "0.00": "green", "10": "amber", "-10.1": "red"}),
        ({"equals": "5"}, "percent", {"5.5": "amber", "4.5": "amber", "4.4": "red"}),
        (STEPS, "points", {"40": "green", "39": "amber", "30": "amber", "29": "red"}),
    ],
)
def test_green_reaches_the_target_and_amber_the_tolerance(
    target: dict[str, Any], setting: str, colours: dict[str, str]
) -> None:
    kpi = measure(target=target)
    ratings = {value: judge(kpi, reading(value), RULES[setting]).rating for value in colours}
    assert ratings == colours


def test_tolerance_of_the_measure_replaces_the_committees() -> None:
    own = measure(target={"at_least": "80"}, amber_within="5", measured_in="percent")
    assert judge(own, reading("76"), POINTS).rating == "amber"
    assert judge(own, reading("75.9"), POINTS).rating == "red"
    half = measure(target={"at_least": "80"}, amber_within="5")
    assert judge(half, reading("75"), POINTS).rating == "amber"
    assert judge(half, reading("75"), PERCENT).rating == "red"


@pytest.mark.parametrize(
    ("unit", "value", "rating", "why"),
    [
        ("%", "85", "amber", "85% against at least 95%, amber down to 85% by the default"),
        ("%", "84", "red", "84% against at least 95%, amber down to 85% by the default"),
        (
            "weeks",
            "85",
            "not rated",
            "85 weeks against at least 95 weeks, and no tolerance is stated",
        ),
        ("weeks", "95", "green", "95 weeks against at least 95 weeks"),
        (None, "94", "not rated", "94 against at least 95, and no tolerance is stated"),
    ],
)
def test_default_tolerance_is_for_percentages_alone(
    unit: str | None, value: str, rating: str, why: str
) -> None:
    kpi = measure(unit=unit, target={"at_least": "95"})
    assert judge(kpi, reading(value), RagRule()) == (rating, why)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"unit": "%", "target": {"at_least": "95"}}, "at least 95%|amber down to 85%"),
        ({"unit": "weeks", "target": {"at_most": "4"}}, "at most 4 weeks|amber up to 14 weeks"),
        ({"target": {"between": ["140", "150"]}}, "from 140 to 150|amber from 130 to 160"),
        (
            {"unit": "cases", "target": {"equals": "0"}},
            "exactly 0 cases|amber from -10 to 10 cases",
        ),
        ({"unit": "%", "target": {"trend": "decrease"}}, "to fall|None"),
        ({"unit": "books", "target": {"trend": "decrease", "to": "0"}}, "to fall to 0 books|None"),
        ({"target": {"trend": "increase"}}, "to rise|None"),
        ({"target": "As few as possible"}, "As few as possible|None"),
        ({"target": {"at_least": "95"}, "amber_within": "0"}, "at least 95|None"),
        ({"target": {"at_least": "92.50"}, "unit": "%"}, "at least 92.50%|amber down to 82.5%"),
        ({}, "None|None"),
        ({"target": {}}, "None|None"),
        (
            {"unit": "%", "target": STEPS},
            (
                "at least 30% by 30 June 2021, 40% by 30 September 2021, 50% by 31 December 2021"
                "|amber down to 30%"
            ),
        ),
        (
            {"target": {"by": [{"2021-06-30": "30"}]}, "better": "lower"},
            "at most 30 by 30 June 2021|amber up to 40",
        ),
    ],
)
def test_target_and_amber_in_words(fields: dict[str, Any], words: str) -> None:
    kpi = measure(**fields)
    bounds = bounds_on(kpi, date(2021, 9, 30))
    amber = amber_words(kpi, bounds, tolerance_of(kpi, POINTS))
    assert f"{target_words(kpi)}|{amber}" == words


def test_rating_says_what_the_figure_was_compared_with() -> None:
    kpi = measure(unit="%", target={"at_least": "95"})
    assert judge(kpi, reading("85"), POINTS).why == "85% against at least 95%, amber down to 85%"
    assert judge(kpi, reading("85"), PERCENT).why == "85% against at least 95%, amber down to 85.5%"
    stepped = measure(unit="%", target=STEPS)
    why = judge(stepped, reading("29"), POINTS).why
    assert why == "29% against at least 40%, amber down to 30%"


def test_target_in_steps_is_the_latest_step_that_applies() -> None:
    target = measure(target=STEPS).target
    assert target
    assert step_on(target, date(2021, 6, 29)) is None
    steps = [str(step_on(target, date(2021, m, d))) for m, d in ((6, 30), (9, 29), (9, 30))]
    assert steps == ["30", "30", "40"]
    assert str(step_on(target, date(2030, 1, 1))) == "50"


def test_early_figure_is_compared_with_the_step_on_its_own_date() -> None:
    kpi = measure(target=STEPS)
    early = reading("30", period="2021/22", on="2021-07-15")
    assert judge(kpi, early, POINTS).rating == "green"
    assert judge(kpi, reading("30", period="2021/22"), POINTS).rating == "red"


NO_COLOUR = "not rated"


@pytest.mark.parametrize(
    ("fields", "figure_fields", "why"),
    [
        ({}, {"value": "85"}, "no target is set"),
        ({"target": {}}, {"value": "85"}, "no target is set"),
        ({"target": "Fewer"}, {"value": "85"}, "the target is in words"),
        ({"target": {"trend": "increase"}}, {"value": "1"}, "only a direction is set: to rise"),
        (
            {"target": {"trend": "decrease", "to": "0"}, "unit": "books"},
            {"value": "37"},
            "only a direction is set: to fall to 0 books",
        ),
        (
            {"target": {"at_least": "95", "equals": "1"}},
            {"value": "85"},
            "the target says more than one thing",
        ),
        ({"target": {"at_least": "95"}}, {"missing": "no data yet"}, "no data yet"),
        ({"target": {"at_least": "95"}}, {"missing": "not counted"}, "not counted"),
        ({"target": {"at_least": "95"}}, {"missing": "dash"}, "the paper prints a dash"),
        ({"target": {"at_least": "95"}}, {"missing": "blank"}, "the paper leaves it blank"),
        ({"target": {"at_least": "95"}}, {"missing": "too small"}, "too small to show"),
        ({"target": {"at_least": "95"}}, {}, "no figure is given"),
        (
            {"target": {"at_most": "4"}, "unit": "weeks"},
            {"value": "12", "unit": "children"},
            "counted in children, the target is in weeks",
        ),
        (
            {"target": {"at_least": "70"}, "unit": "%"},
            {"value": "9", "unit": "workshops"},
            "counted in workshops, the target is in per cent",
        ),
        (
            {"target": {"at_least": "70"}},
            {"value": "9", "unit": "workshops"},
            "counted in workshops, the target is in another unit",
        ),
        (
            {"target": {"at_least": "70"}, "unrated": "inadequate"},
            {"value": "9", "series": "inadequate"},
            "the target does not cover this",
        ),
        ({"target": STEPS}, {"value": "9", "period": "soon"}, "its period cannot be read"),
        (
            {"target": STEPS},
            {"value": "9", "period": "2021-05"},
            "the first step of the target is due 30 June 2021",
        ),
    ],
)
def test_figure_that_cannot_be_compared_is_not_rated_and_says_why(
    fields: dict[str, Any], figure_fields: dict[str, Any], why: str
) -> None:
    kpi = measure({"period": "2021-09", **figure_fields}, **fields)
    assert judge(kpi, kpi.readings[0], POINTS) == (NO_COLOUR, why)


def test_measure_without_a_reading_is_not_rated() -> None:
    assert judge(measure(target={"at_least": "95"}), None, POINTS) == (NO_COLOUR, "no reading")


def test_trend_is_green_once_it_reaches_its_end() -> None:
    fall = measure(target={"trend": "decrease", "to": "0"}, unit="books")
    assert judge(fall, reading("0"), POINTS) == ("green", "0 books has been reached")
    assert judge(fall, reading("0.5"), POINTS).rating == NO_COLOUR
    rise = measure(target={"trend": "increase", "to": "50"})
    assert judge(rise, reading("50"), POINTS).rating == "green"
    assert judge(rise, reading("49.9"), POINTS).rating == NO_COLOUR


@pytest.mark.parametrize(
    ("officer", "computed", "differs"),
    [
        ("green", "green", False),
        ("green", "amber", True),
        ("red", "green", True),
        ("blue", "green", False),
        ("blue", "amber", True),
        ("green", "blue", True),
        ("not rated", "red", False),
        ("red", "not rated", False),
        (None, "red", False),
    ],
)
def test_only_two_colours_can_contradict_each_other(
    officer: Any, computed: Any, differs: bool
) -> None:
    assert disagree(officer, computed) is differs
