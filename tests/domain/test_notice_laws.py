"""The clear-day rule, held against a count that shares nothing with it.

The tool walks backwards day by day. Here every working day stands in one sorted list, the deadline
is found in it by position, and the bank holidays are the official ones, copied from the list of the
government for 2018 to 2022 and taken straight from the library after that.
"""

from bisect import bisect_left
from datetime import date, timedelta
from functools import cache

import holidays
import pytest

from scrutiny_cli.domain.notice import clear_days_between, count_back
from scrutiny_cli.domain.working_days import WorkingDays
from tests.sample import facts

FIRST, LAST = date(2019, 1, 1), date(2030, 12, 31)
DAY = timedelta(days=1)
MOST = 10
# Between Christmas and New Year, a Monday in May, a snow day, the day after a bank holiday, a
# Saturday: closures touch weekends, bank holidays and one another.
CLOSED = frozenset(
    {
        *(date(year, 12, day) for year in range(2018, 2031) for day in (29, 30, 31)),
        *(date(year, 5, 10) for year in range(2019, 2031)),
        date(2021, 11, 22),
        date(2021, 6, 1),
        date(2022, 9, 20),
        date(2025, 3, 1),
    }
)


@cache
def official() -> frozenset[date]:
    """The bank holidays of England, from December 2018 on."""
    published = {
        date.fromisoformat(day) for year in facts("bank_holidays")["years"].values() for day in year
    }
    later = holidays.country_holidays("GB", subdiv="ENG", years=range(2023, 2032))
    return frozenset(published | set(later))


def every_day(first: date, last: date) -> list[date]:
    return [first + DAY * n for n in range((last - first).days + 1)]


@cache
def working(closed: frozenset[date]) -> list[date]:
    """Every working day from December 2018 on, in order."""
    return [
        day
        for day in every_day(date(2018, 12, 1), LAST)
        if day.isoweekday() <= 5 and day not in official() and day not in closed
    ]


@pytest.mark.parametrize("closed", [frozenset(), CLOSED], ids=["open all year", "with closures"])
def test_every_deadline_of_twelve_years(closed: frozenset[date]) -> None:
    calendar = WorkingDays(closed=closed)
    order = working(closed)
    for meeting in every_day(FIRST, LAST):
        if meeting.isoweekday() > 5:
            continue
        end = bisect_left(order, meeting)
        for number in range(MOST + 1):
            expected = order[end - number - 1]
            deadline = count_back("publication", meeting, number, calendar)
            assert deadline.day == expected, f"{number} clear days before {meeting}"
            assert list(deadline.clear_days) == order[end - number : end]


@pytest.mark.parametrize("closed", [frozenset(), CLOSED], ids=["open all year", "with closures"])
def test_deadline_accounts_for_every_day_before_the_meeting(closed: frozenset[date]) -> None:
    calendar = WorkingDays(closed=closed)
    for meeting in every_day(date(2021, 1, 1), date(2022, 12, 31)):
        deadline = count_back("publication", meeting, 5, calendar)
        between = set(every_day(deadline.day, meeting)) - {deadline.day, meeting}
        passed = {day for day, _ in deadline.not_counted}
        assert passed | set(deadline.clear_days) == between
        assert len(passed) + len(deadline.clear_days) == len(between)
        for day, why in deadline.not_counted:
            weekend = day.isoweekday() > 5
            assert (why in ("Saturday", "Sunday")) == weekend
            assert why.startswith("bank holiday: ") == (day in official() and not weekend)


@pytest.mark.parametrize("closed", [frozenset(), CLOSED], ids=["open all year", "with closures"])
def test_day_after_the_deadline_leaves_too_few_days(closed: frozenset[date]) -> None:
    """The deadline is the latest: one working day later and a clear day is missing."""
    calendar, order = WorkingDays(closed=closed), working(closed)
    for meeting in every_day(date(2021, 1, 1), date(2022, 12, 31)):
        latest = count_back("publication", meeting, 5, calendar).day
        assert clear_days_between(latest, meeting, calendar) == 5
        following = order[order.index(latest) + 1]
        assert clear_days_between(following, meeting, calendar) == 4


def test_calendar_has_the_official_bank_holidays() -> None:
    calendar = WorkingDays()
    for year, days in facts("bank_holidays")["years"].items():
        whole = every_day(date(int(year), 1, 1), date(int(year), 12, 31))
        closed = [d.isoformat() for d in whole if d.isoweekday() <= 5 and not calendar.works(d)]
        assert closed == days
