"""The periods that figures speak of, as clerks write them.

`2019-09` is a month, `2019-09-30` a day, `2019/20` a financial year (April to March), `Q2 2019/20`
and `H1 2019/20` a quarter and a half of one, `2019` a calendar year.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from scrutiny_cli.domain.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTH_NAMES,
    MONTHS,
    last_of_month,
    long_date,
    parse_date,
    quarter_end,
)

Length = Literal["day", "month", "quarter", "half", "financial year", "year"]


class Period(NamedTuple):
    """A stretch of days, both ends included, and what kind of stretch it is."""

    start: date
    end: date
    length: Length


_FINANCIAL = r"(?P<year>\d{4})\s*/\s*(?P<next>\d{2}|\d{4})\Z"
_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})\Z", re.ASCII)
_NAMED_MONTH = re.compile(r"(?P<name>[a-z]+)\.?\s+(?P<year>\d{4})\Z", re.ASCII | re.IGNORECASE)
_FINANCIAL_YEAR = re.compile(_FINANCIAL, re.ASCII)
_QUARTER = re.compile(rf"(?:q|quarter)\s*(?P<part>[1-4])\s+{_FINANCIAL}", re.ASCII | re.IGNORECASE)
_HALF = re.compile(rf"(?:h|half)\s*(?P<part>[12])\s+{_FINANCIAL}", re.ASCII | re.IGNORECASE)
_YEAR = re.compile(r"(?P<year>\d{4})\Z", re.ASCII)


@lru_cache(maxsize=4096)
def read_period(written: str) -> Period | None:
    """The period that words mean, or none where they mean no one period."""
    text = " ".join(written.split())
    for reader in (_read_month, _read_named_month, _read_financial, _read_year):
        found = reader(text)
        if found:
            return found if FIRST_YEAR < found.start.year < LAST_YEAR else None
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return Period(day, day, "day")


def _month(year: int, month: int) -> Period:
    return Period(date(year, month, 1), last_of_month(year, month), "month")


def _read_month(text: str) -> Period | None:
    match = _MONTH.match(text)
    if not match or not 1 <= int(match["month"]) <= 12 or not int(match["year"]):
        return None
    return _month(int(match["year"]), int(match["month"]))


def _read_named_month(text: str) -> Period | None:
    match = _NAMED_MONTH.match(text)
    month = MONTHS.get(match["name"].lower()) if match else None
    return _month(int(match["year"]), month) if match and month and int(match["year"]) else None


def _read_financial(text: str) -> Period | None:
    for pattern, length in (
        (_QUARTER, "quarter"),
        (_HALF, "half"),
        (_FINANCIAL_YEAR, "financial year"),
    ):
        match = pattern.match(text)
        if match and _next_year(int(match["year"]), match["next"]):
            year = int(match["year"])
            if length == "quarter":
                return _quarters(year, int(match["part"]), int(match["part"]), "quarter")
            if length == "half":
                return _quarters(year, 2 * int(match["part"]) - 1, 2 * int(match["part"]), "half")
            return _quarters(year, 1, 4, "financial year")
    return None


def _next_year(year: int, written: str) -> bool:
    """Whether `20` or `2020` is the year after 2019."""
    after = year + 1
    return int(written) == (after % 100 if len(written) == 2 else after) and year > 0


def _quarters(year: int, first: int, last: int, length: Length) -> Period:
    """From the first day of one quarter of a financial year to the last day of another."""
    end_of_first = quarter_end(year, first)
    start = date(end_of_first.year, end_of_first.month - 2, 1)
    return Period(start, quarter_end(year, last), length)


def _read_year(text: str) -> Period | None:
    match = _YEAR.match(text)
    if not match or not int(match["year"]):
        return None
    year = int(match["year"])
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def year_before(period: Period) -> Period:
    """The same period of the year before; 29 February has 28 February before it."""
    start, end = (_year_earlier(day) for day in (period.start, period.end))
    if period.length != "day" and period.end == last_of_month(period.end.year, period.end.month):
        end = last_of_month(end.year, end.month)
    return Period(start, end, period.length)


def _year_earlier(day: date) -> date:
    last = last_of_month(day.year - 1, day.month)
    return last if day.day > last.day else day.replace(year=day.year - 1)


def months_later(day: date, months: int) -> date:
    """The last day of the month that lies so many months after a day's own."""
    year, month = divmod(day.month - 1 + months, 12)
    return last_of_month(day.year + year, month + 1)


def period_words(written: str) -> str:
    """A period as documents print it: `2019-09` is `September 2019`; others stay as written."""
    period = read_period(written)
    if period is None:
        return written
    if period.length == "month":
        return f"{MONTH_NAMES[period.start.month - 1]} {period.start.year}"
    return long_date(period.start) if period.length == "day" else " ".join(written.split())
