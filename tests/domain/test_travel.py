"""Direction of travel: which way is better, which readings are compared, computed or stated."""

from decimal import Decimal
from typing import Any

import pytest

from scrutiny_cli.domain.measures import standing
from scrutiny_cli.domain.ratings import Bounds
from scrutiny_cli.domain.travel import Travel, compare, polarity
from tests.measured import POINTS, measure

RANGE = Bounds(Decimal(140), Decimal(150))


def going(*readings: dict[str, Any] | str, **fields: Any) -> Travel:
    return standing(measure(*readings, **fields), None, POINTS).travel


@pytest.mark.parametrize(
    ("fields", "better"),
    [
        ({"target": {"at_least": "95"}}, "higher"),
        ({"target": {"at_most": "4"}}, "lower"),
        ({"target": {"trend": "increase"}}, "higher"),
        ({"target": {"trend": "decrease", "to": "0"}}, "lower"),
        ({"target": {"between": ["140", "150"]}}, RANGE),
        ({"target": {"between": ["150", "140"]}}, RANGE),
        ({"target": {"equals": "0"}, "better": "lower"}, Bounds(Decimal(0), Decimal(0))),
        ({"target": {"by": [{"2021-06-30": "30"}]}}, "higher"),
        ({"target": {"by": [{"2021-06-30": "30"}]}, "better": "lower"}, "lower"),
        ({"target": "Fewer", "better": "lower"}, "lower"),
        ({"better": "higher"}, "higher"),
        ({"target": {"at_least": "1", "at_most": "2"}, "better": "lower"}, "lower"),
        ({"target": "Fewer"}, None),
        ({}, None),
    ],
)
def test_target_says_which_way_is_better(fields: dict[str, Any], better: Any) -> None:
    assert polarity(measure(**fields)) == better


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ("130", "145", "improving"),  # into the range
        ("160", "150", "improving"),
        ("145", "151", "worsening"),  # out of it
        ("140", "139.9", "worsening"),
        ("141", "149", "steady"),  # inside, one is as good as another
        ("111", "124", "improving"),  # below it, nearer
        ("170", "151", "improving"),  # above it, nearer
        ("124", "111", "worsening"),
        ("124", "124.0", "steady"),
        ("111", "153", "worsening"),  # across it, though nearer
        ("153", "139", "worsening"),
    ],
)
def test_value_improves_towards_a_range_and_worsens_across_it(
    before: str, after: str, direction: str
) -> None:
    assert compare(Decimal(before), Decimal(after), RANGE) == direction


def test_direction_is_computed_from_two_readings() -> None:
    result = going("18", "16", target={"trend": "decrease"})
    assert (result.direction, result.basis, result.differs) == ("improving", "computed", False)
    assert result.against
    assert result.against.period == "2021-01"


def test_single_reading_has_the_officers_direction() -> None:
    result = going(
        {"period": "2021-09", "value": "98", "direction": "worsening"}, target={"at_least": "90"}
    )
    assert (result.direction, result.basis) == ("worsening", "stated")
    assert result.why_not == "no earlier figure"


def test_computed_and_stated_directions_are_both_kept_if_they_differ() -> None:
    result = going(
        "30",
        {"period": "2021-02", "value": "33", "direction": "improving"},
        target={"trend": "decrease"},
    )
    assert (result.computed, result.stated, result.differs) == ("worsening", "improving", True)
    assert (result.direction, result.basis) == ("worsening", "computed")


def test_direction_since_a_year_before_uses_the_same_period() -> None:
    result = going(
        {"period": "2020-08", "value": "90"},
        {"period": "2020-09", "value": "65"},
        {"period": "2021-08", "value": "88"},
        {"period": "2021-09", "value": "85"},
        target={"at_least": "95"},
    )
    assert (result.computed, result.year) == ("worsening", "improving")
    assert result.year_ago
    assert str(result.year_ago.value) == "65"


def test_readings_are_ordered_by_period() -> None:
    result = going(
        {"period": "2021-09", "value": "85"},
        {"period": "2021-06", "value": "82"},
        {"period": "2021-05", "value": "90"},
        target={"at_least": "95"},
    )
    assert result.against
    assert (result.against.period, result.computed) == ("2021-06", "improving")


def test_reading_without_a_figure_is_skipped() -> None:
    result = going("80", {"period": "2021-02", "missing": "not counted"}, "85", better="higher")
    assert result.against
    assert (result.against.period, result.computed) == ("2021-01", "improving")


@pytest.mark.parametrize(
    ("readings", "fields", "why"),
    [
        (["80", "85"], {}, "higher is neither better nor worse"),
        (["85"], {"better": "higher"}, "no earlier figure"),
        (
            ["85", {"period": "2021-02", "missing": "dash"}],
            {"better": "higher"},
            "no figure for the period",
        ),
        (["85", {"period": "then", "value": "1"}], {"better": "higher"}, "no earlier figure"),
    ],
)
def test_reason_is_given_if_no_direction_can_be_computed(
    readings: list[Any], fields: dict[str, Any], why: str
) -> None:
    result = going(*readings, **fields)
    assert (result.direction, result.basis, result.why_not) == (None, None, why)


def test_officers_direction_is_kept_if_none_can_be_computed() -> None:
    stated = {"period": "2021-02", "value": "85", "direction": "worsening"}
    assert going("80", stated).direction == "worsening"
    blank = {"period": "2021-02", "missing": "blank", "direction": "steady"}
    assert going("80", blank, better="higher").direction == "steady"


def test_no_direction_crosses_a_change_in_counting() -> None:
    break_here = {"period": "2021-03", "value": "1036", "breaks": "yes"}
    assert going("62", "59", break_here, better="lower").computed is None
    after = going("62", break_here, {"period": "2021-04", "value": "1055"}, better="lower")
    assert after.against
    assert (after.against.period, after.computed) == ("2021-03", "worsening")


def test_readings_in_other_units_or_lengths_are_not_compared() -> None:
    visits = {"period": "2021-02", "value": "12", "unit": "visits"}
    assert going("80", visits, unit="%", better="higher").computed is None
    year = {"period": "2020/21", "value": "100"}
    quarter = {"period": "Q1 2021/22", "value": "30"}
    assert going(year, quarter, unit="cases", better="higher").computed is None
    assert going(year, quarter, unit="%", better="higher").computed == "worsening"
    assert going(year, quarter, unit="per 10,000", better="lower").computed == "improving"


def test_measure_without_a_reading_has_no_direction() -> None:
    assert going(better="higher") == Travel()
