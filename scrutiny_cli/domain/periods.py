"""The periods of figures, as clerks write them.

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
    """The first and the last day of a period, and its length."""

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
    """The period that words mean, or ``None`` if scrutiny cannot read them."""
    text = " ".join(written.split())
    for reader in (_read_month, _read_named_month, _read_financial, _read_year):
        period = reader(text)
        if period:
            return period
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return Period(day, day, "day")


def _year_of(match: re.Match[str] | None) -> int | None:
    """The year in a match, or ``None`` if it is a typing error."""
    year = int(match["year"]) if match else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _month(year: int, month: int) -> Period:
    return Period(date(year, month, 1), last_of_month(year, month), "month")


def _read_month(text: str) -> Period | None:
    match = _MONTH.match(text)
    year = _year_of(match)
    month = int(match["month"]) if match else 0
    return _month(year, month) if year and 1 <= month <= 12 else None


def _read_named_month(text: str) -> Period | None:
    match = _NAMED_MONTH.match(text)
    year = _year_of(match)
    month = MONTHS.get(match["name"].lower()) if match else None
    return _month(year, month) if year and month else None


def _read_financial(text: str) -> Period | None:
    """A financial year, or a quarter or half of one."""
    match = _QUARTER.match(text) or _HALF.match(text) or _FINANCIAL_YEAR.match(text)
    year = _year_of(match)
    if match is None or year is None or not _follows(year, match["next"]):
        return None
    if match.re is _FINANCIAL_YEAR:
        return _quarters(year, 1, 4, "financial year")
    part = int(match["part"])
    if match.re is _QUARTER:
        return _quarters(year, part, part, "quarter")
    return _quarters(year, 2 * part - 1, 2 * part, "half")


def _follows(year: int, written: str) -> bool:
    """Whether the written year, such as `20` or `2020`, follows a year, such as 2019."""
    after = year + 1
    return int(written) == (after % 100 if len(written) == 2 else after)


def _quarters(year: int, first: int, last: int, length: Length) -> Period:
    """From the first day of one quarter of a financial year to the last day of another."""
    end_of_first = quarter_end(year, first)
    start = date(end_of_first.year, end_of_first.month - 2, 1)
    return Period(start, quarter_end(year, last), length)


def _read_year(text: str) -> Period | None:
    year = _year_of(_YEAR.match(text))
    return Period(date(year, 1, 1), date(year, 12, 31), "year") if year else None


def year_before(period: Period) -> Period:
    """The same period a year earlier. For 29 February that is 28 February."""
    start, end = (_year_earlier(day) for day in (period.start, period.end))
    if period.length != "day" and period.end == last_of_month(period.end.year, period.end.month):
        end = last_of_month(end.year, end.month)
    return Period(start, end, period.length)


def _year_earlier(day: date) -> date:
    last = last_of_month(day.year - 1, day.month)
    return last if day.day > last.day else day.replace(year=day.year - 1)


def months_later(day: date, months: int) -> date:
    """The last day of the month that is some months after the month of a date."""
    year, month = divmod(day.month - 1 + months, 12)
    return last_of_month(day.year + year, month + 1)


def period_words(written: str) -> str:
    """A period as documents print it: `2019-09` is `September 2019`. Others stay as written."""
    period = read_period(written)
    if period is None:
        return written
    if period.length == "month":
        return f"{MONTH_NAMES[period.start.month - 1]} {period.start.year}"
    return long_date(period.start) if period.length == "day" else " ".join(written.split())
