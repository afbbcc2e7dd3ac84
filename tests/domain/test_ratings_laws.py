"""Laws of ratings and directions: better is never rated worse, and spelling changes nothing."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.domain.periods import read_period, year_before
from scrutiny_cli.domain.ratings import Bounds, judge
from scrutiny_cli.domain.travel import compare
from scrutiny_cli.render.chart import HEIGHT, WIDTH, draw, sparkline
from scrutiny_cli.reports.model import Point, Trend
from tests.measured import RULES, figure, measure, reading

VALUES = st.decimals(-1000, 1000, places=2)
SETTINGS = st.sampled_from(sorted(RULES))
TOLERANCES = st.decimals(0, 200, places=1)
ORDER = {"red": 0, "amber": 1, "green": 2}
OPPOSITE = {"improving": "worsening", "worsening": "improving", "steady": "steady"}
TARGETS: dict[str, Any] = {
    "at_least": lambda low, high: {"at_least": figure(low)},
    "at_most": lambda low, high: {"at_most": figure(high)},
    "between": lambda low, high: {"between": [figure(low), figure(high)]},
    "equals": lambda low, high: {"equals": figure(low)},
    "by": lambda low, high: {"by": [{"2021-06-30": figure(low)}]},
}


def distance(form: str, low: Decimal, high: Decimal, value: Decimal) -> Decimal:
    """How far a value is from reaching a target."""
    if form in ("at_least", "by"):
        return max(low - value, Decimal(0))
    if form == "at_most":
        return max(value - high, Decimal(0))
    ends = (low, low) if form == "equals" else (low, high)
    return max(ends[0] - value, value - ends[1], Decimal(0))


@pytest.mark.parametrize("form", TARGETS)
@given(ends=st.tuples(VALUES, VALUES), first=VALUES, second=VALUES, within=TOLERANCES)
def test_value_nearer_to_the_target_is_never_rated_worse(
    form: str, ends: tuple[Decimal, Decimal], first: Decimal, second: Decimal, within: Decimal
) -> None:
    low, high = sorted(ends)
    kpi = measure(target=TARGETS[form](low, high), amber_within=figure(within))
    near, far = sorted((first, second), key=lambda value: distance(form, low, high, value))
    ratings = [judge(kpi, reading(value), RULES["points"]).rating for value in (near, far)]
    assert ORDER[ratings[0]] >= ORDER[ratings[1]]


@given(target=VALUES, setting=SETTINGS, within=TOLERANCES, first=VALUES, second=VALUES)
def test_greater_value_is_never_rated_worse_if_higher_is_better(
    target: Decimal, setting: str, within: Decimal, first: Decimal, second: Decimal
) -> None:
    less, more = sorted((first, second))
    for form, better, worse in (("at_least", more, less), ("at_most", less, more)):
        kpi = measure(target={form: figure(target)}, amber_within=figure(within))
        ratings = [judge(kpi, reading(value), RULES[setting]).rating for value in (better, worse)]
        assert ORDER[ratings[0]] >= ORDER[ratings[1]]


@given(target=VALUES, setting=SETTINGS, within=TOLERANCES)
def test_limits_belong_to_the_better_colour(target: Decimal, setting: str, within: Decimal) -> None:
    reach = within if setting == "points" else abs(target) * within / 100
    kpi = measure(target={"at_least": figure(target)}, amber_within=figure(within))
    assert judge(kpi, reading(target), RULES[setting]).rating == "green"
    end = judge(kpi, reading(target - reach), RULES[setting]).rating
    assert end == ("amber" if reach else "green")
    beyond = judge(kpi, reading(target - reach - Decimal("0.001")), RULES[setting]).rating
    assert beyond == "red"


@pytest.mark.parametrize("form", TARGETS)
@given(
    low=VALUES,
    span=st.decimals(0, 100, places=2),
    value=VALUES,
    noughts=st.integers(1, 4),
    setting=SETTINGS,
)
def test_rating_never_depends_on_spelling(
    form: str, low: Decimal, span: Decimal, value: Decimal, noughts: int, setting: str
) -> None:
    kpi = measure(target=TARGETS[form](low, low + span))
    padded = f"{value:f}{'' if '.' in figure(value) else '.'}{'0' * noughts}"
    signed = padded if padded.startswith("-") else f"+{padded}"
    ratings = {judge(kpi, reading(text), RULES[setting]).rating for text in (value, padded, signed)}
    assert len(ratings) == 1


@given(before=VALUES, after=VALUES)
def test_direction_reverses_with_polarity_and_with_time(before: Decimal, after: Decimal) -> None:
    higher = compare(before, after, "higher")
    assert compare(before, after, "lower") == OPPOSITE[higher]
    assert compare(after, before, "higher") == OPPOSITE[higher]
    assert (higher == "steady") == (before == after)


@given(low=VALUES, span=st.decimals(0, 100, places=2), before=VALUES, after=VALUES)
def test_range_treats_both_limits_alike(
    low: Decimal, span: Decimal, before: Decimal, after: Decimal
) -> None:
    mirrored = Bounds(-(low + span), -low)
    assert compare(before, after, Bounds(low, low + span)) == compare(-before, -after, mirrored)


@given(low=VALUES, span=st.decimals(0, 100, places=2), before=VALUES, after=VALUES)
def test_value_moving_away_from_a_range_never_improves(
    low: Decimal, span: Decimal, before: Decimal, after: Decimal
) -> None:
    bounds = Bounds(low, low + span)
    direction = compare(before, after, bounds)
    distance_gained = bounds.distance(after) - bounds.distance(before)
    if distance_gained > 0:
        assert direction == "worsening"
    if distance_gained == 0 and not bounds.distance(after):
        assert direction == "steady"
    if direction == "improving":
        assert distance_gained < 0


MONTHS = st.tuples(st.integers(1901, 2198), st.integers(1, 12)).map(lambda p: f"{p[0]}-{p[1]:02d}")
YEARS = st.integers(1901, 2198).map(lambda y: f"{y}/{(y + 1) % 100:02d}")
QUARTERS = st.tuples(st.integers(1, 4), YEARS).map(lambda p: f"Q{p[0]} {p[1]}")


@given(st.one_of(MONTHS, YEARS, QUARTERS))
def test_period_and_the_year_before_have_the_same_length(written: str) -> None:
    period = read_period(written)
    assert period
    before = year_before(period)
    assert before.length == period.length
    assert before.start.replace(year=before.start.year + 1) == period.start
    assert before.start <= before.end < period.start or period.length != "financial year"


@given(st.text(max_size=30))
def test_any_words_can_be_read_as_a_period_or_not(written: str) -> None:
    period = read_period(written)
    assert period is None or period.start <= period.end


POINTS_OF = st.lists(
    st.tuples(st.dates(), st.none() | st.decimals(-(10**6), 10**6, places=3)), min_size=2
).filter(lambda found: any(value is not None for _, value in found))


@given(POINTS_OF, st.none() | VALUES, st.none() | VALUES)
def test_everything_in_a_chart_is_inside_it(
    values: list[Any], low: Decimal | None, high: Decimal | None
) -> None:
    points = tuple(
        Point(str(day), day, value, str(value)) for day, value in sorted(values, key=lambda p: p[0])
    )
    trend = Trend("t", points, low=low, high=high)
    picture = draw(trend)
    assert len(sparkline(trend)) == len(points)
    for dot in picture.dots:
        assert 0 <= Decimal(dot.x) <= WIDTH
        assert 0 <= Decimal(dot.y) <= HEIGHT
    for height in picture.targets:
        assert 0 <= Decimal(height) <= HEIGHT
