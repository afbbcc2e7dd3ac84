"""The time for call-ins and the days of a notice, compared with counts made in another way."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from scrutiny_cli.domain.committees import CallInRule, DecisionNotice
from scrutiny_cli.domain.decisions import (
    ExecutiveDecision,
    Outcome,
    call_in_window,
    clear_days,
    decision_state,
    earliest_after,
    hear_by,
)
from scrutiny_cli.domain.questions import Received
from scrutiny_cli.domain.working_days import WorkingDays

CALENDAR = WorkingDays(closed=frozenset({date(2021, 12, 29)}))
FIRST, LAST = date(2019, 1, 1), date(2030, 12, 31)
EVERY = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 80)]
WORKING = [day for day in EVERY if CALENDAR.works(day)]
# How many working days there are up to and with each day: a running sum, and no walk from day to day.
UP_TO: dict[date, int] = {}
for _day in EVERY:
    UP_TO[_day] = UP_TO.get(_day - timedelta(1), 0) + CALENDAR.works(_day)
IN_RANGE = [day for day in WORKING if day <= LAST]


@pytest.mark.parametrize("counts_last_day", [True, False])
@pytest.mark.parametrize("number", [1, 5, 10])
def test_window_of_every_working_day_ends_where_a_sum_of_working_days_says(
    number: int, counts_last_day: bool
) -> None:
    rule = CallInRule(working_days=number, counts_last_day=counts_last_day)
    for published in IN_RANGE:
        window = call_in_window(published, rule, CALENDAR)
        held = number if counts_last_day else number - 1
        assert UP_TO[window.last] - UP_TO[published] == held
        assert UP_TO[window.effective] - UP_TO[published] == held + 1
        assert CALENDAR.works(window.last)
        assert CALENDAR.works(window.effective)
        assert len(window.counted) == number


def test_decision_published_on_a_closed_day_has_the_same_window_as_on_the_working_day_before() -> (
    None
):
    rule = CallInRule(working_days=5)
    saturday, friday = date(2021, 11, 6), date(2021, 11, 5)
    assert (
        call_in_window(saturday, rule, CALENDAR).last == call_in_window(friday, rule, CALENDAR).last
    )


def test_call_in_is_heard_within_so_many_working_days_of_every_day() -> None:
    rule = CallInRule(working_days=5, heard_within=10)
    for received in EVERY[:-40]:
        last = hear_by(received, rule, CALENDAR)
        assert last is not None
        assert UP_TO[last] - UP_TO[received] == 10
        assert CALENDAR.works(last)
    assert hear_by(FIRST, CallInRule(working_days=5), CALENDAR) is None


@pytest.mark.parametrize(
    ("received", "held"),
    [
        (Received.model_construct(on=date(2021, 11, 8)), True),
        (Received.model_construct(on=date(2021, 11, 15), at=time(17)), True),
        (Received.model_construct(on=date(2021, 11, 15), at=time(17, 1)), False),
        (Received.model_construct(on=date(2021, 11, 15)), True),
        (Received.model_construct(on=date(2021, 11, 16), at=time(9)), False),
        (Received.model_construct(on=date(2021, 11, 7)), False),
    ],
)
def test_hour_counts_on_the_last_day_alone(received: Received, held: bool) -> None:
    rule = CallInRule.model_construct(working_days=5, at=time(17))
    window = call_in_window(date(2021, 11, 8), rule, CALENDAR)
    assert window.holds(received) is held


def test_clear_days_of_a_notice_are_all_the_days_between() -> None:
    notice = DecisionNotice()
    for first in IN_RANGE:
        day = earliest_after(first, 28, notice, CALENDAR)
        assert clear_days(first, day, notice, CALENDAR) == 28
        assert clear_days(first, day - timedelta(1), notice, CALENDAR) == 27
        # Four weeks and a day: the same day of the week, and one more.
        assert day.toordinal() - first.toordinal() == 29


def test_clear_days_of_a_notice_may_be_working_days() -> None:
    notice = DecisionNotice(counted_in="working days")
    for first in IN_RANGE:
        day = earliest_after(first, 28, notice, CALENDAR)
        assert UP_TO[day - timedelta(1)] - UP_TO[first] == 28
        assert clear_days(first, day, notice, CALENDAR) == 28
        assert clear_days(first, day - timedelta(1), notice, CALENDAR) == 27


@pytest.mark.parametrize(
    ("first", "last"), [("2021-11-08", "2021-11-08"), ("2021-11-09", "2021-11-08")]
)
def test_no_days_lie_between_a_day_and_itself_or_an_earlier_one(first: str, last: str) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)
    assert clear_days(*days, DecisionNotice(), CALENDAR) == 0
    assert clear_days(*days, DecisionNotice(counted_in="working days"), CALENDAR) == 0


TAKEN = {"taken_on": "2021-11-04", "published_on": "2021-11-08"}


@pytest.mark.parametrize(
    ("record", "outcomes", "day", "state"),
    [
        ({"due": "December 2021"}, (), "2021-11-08", "to come"),
        ({"due": "October 2021"}, (), "2021-11-08", "date passed"),
        ({"withdrawn": "Not needed."}, (), "2021-11-08", "withdrawn"),
        (TAKEN, (), "2021-11-15", "may be called in"),
        (TAKEN, (), "2021-11-16", "in effect"),
        (TAKEN, (None,), "2021-11-16", "called in"),
        (TAKEN, ("withdrawn",), "2021-11-16", "in effect"),
        (TAKEN, ("referred back",), "2021-11-30", "referred back"),
        (TAKEN, ("referred to council",), "2021-11-30", "referred to council"),
        (TAKEN, ("upheld",), "2021-11-15", "in effect"),
        ({**TAKEN, "implemented_on": "2021-11-16"}, (), "2021-11-17", "implemented"),
        ({**TAKEN, "subject_to_call_in": "no"}, (), "2021-11-08", "taken"),
    ],
)
def test_state_of_a_decision_follows_from_its_dates_and_call_ins(
    record: dict[str, Any], outcomes: tuple[Outcome | None, ...], day: str, state: str
) -> None:
    decision = ExecutiveDecision.model_validate({"id": "lease", **record})
    as_of, effective = date.fromisoformat(day), date(2021, 11, 16)
    assert decision_state(decision, effective, outcomes, as_of) == state
