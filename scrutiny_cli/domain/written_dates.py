"""Dates inside a running text, as far as they can be told for sure, and what is wrong with them."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from scrutiny_cli.domain.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTH_NAMES,
    MONTHS,
    WEEKDAYS,
    full_date,
)

# Months with a capital only: `may` and `march` are words of their own.
_MONTH = "|".join([*MONTH_NAMES, *(name[:3] for name in MONTH_NAMES), "Sept"])
_IN_WORDS = re.compile(
    rf"(?<![\w.,:/£])(?:(?P<weekday>{'|'.join(WEEKDAYS)}),?\s+(?:the\s+)?)?"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b"
    r"(?:\.?,?\s+(?P<year>\d{4})\b)?",
    re.ASCII,
)
_IN_FIGURES = re.compile(
    r"(?<![\w/.-])(?:(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})|(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>\d{4}))"
    r"(?![\w/-])",
    re.ASCII,
)
# What an impossible date cannot do without, in the bytes of a file: a weekday, or a day that not
# every month has.
_OF = rb"(?:st|nd|rd|th)?\s+(?:of\s+)?"
_WEEKDAY = re.compile(rb"day,?\s+(?:the\s+)?\d")
_RARE_DAY = re.compile(
    b"|".join(
        (
            rb"-(?:02-(?:29|3\d)|(?:04|06|09|11)-31|\d\d-(?:00|3[2-9]))",
            *(rb"0(?<![1-9]0)" + _OF + b"[A-Z]", b"3[2-9]" + _OF + b"[A-Z]"),
            *(b"29" + _OF + b"Feb", b"30" + _OF + b"Feb"),
            b"31" + _OF + b"(?:Feb|Apr|Jun|Sep|Nov)",
            *(b"29/0?2/", b"30/0?2/", b"31/(?:0?[2469]|11)/", b"3[2-9]/", b"0(?<![1-9]0)/"),
        )
    )
)
# What is left of it when small letters and spaces are taken out, which costs next to nothing.
_LEFT = b"0123456789-/JFMASOND,.:;()\"'"
_TAKEN = bytes(sorted(set(range(256)) - set(_LEFT)))
_RARE_LEFT = re.compile(
    rb"-(?:02-(?:29|3)|(?:04|06|09|11)-31|[01]\d-(?:00|3[2-9]))|(?:29|3\d|0)[/JFMASOND]"
)
# Beyond these a number before a month was hardly meant as a day.
_DAYS = range(40)


class Written(NamedTuple):
    """A date as a text gives it: its place in the text, and its parts; the year may be missing."""

    start: int
    end: int
    weekday: str | None
    day: int
    month: int
    year: int | None

    def on(self, year: int) -> date | None:
        """The day it means in a year, if that year has it."""
        if not 1 <= self.day <= calendar.monthrange(year, self.month)[1]:
            return None
        return date(year, self.month, self.day)

    def nearest(self, to: date) -> date | None:
        """The day it means; without a year the one nearest to a day."""
        if self.year:
            return self.on(self.year)
        years = range(max(to.year - 1, FIRST_YEAR), min(to.year + 1, LAST_YEAR) + 1)
        days = [day for year in years if (day := self.on(year))]
        return min(days, key=lambda day: abs(day - to), default=None)


def written_dates(text: str) -> Iterator[Written]:
    """The dates of a text, such as `Tuesday 23 November 2021`, `31 June`, `2021-11-23`."""
    for found in _IN_WORDS.finditer(text):
        year = int(found["year"]) if found["year"] else None
        if int(found["day"]) in _DAYS and (year is None or FIRST_YEAR <= year <= LAST_YEAR):
            month = MONTHS[found["month"].lower()]
            yield Written(*found.span(), found["weekday"], int(found["day"]), month, year)
    for found in _IN_FIGURES.finditer(text):
        day, month, year = (int(found[name] or found[f"{name}2"]) for name in ("d", "m", "y"))
        if 1 <= month <= 12 and day in _DAYS and FIRST_YEAR <= year <= LAST_YEAR:
            yield Written(*found.span(), None, day, month, year)


def may_be_impossible(raw: bytes) -> bool:
    """Whether a file in UTF-8 is worth reading for impossible dates: most are not.

    To look for what is left of a date costs little, and spares most files the rest.
    """
    if b"day" in raw and _WEEKDAY.search(raw):
        return True
    return bool(_RARE_LEFT.search(raw.translate(None, _TAKEN)) and _RARE_DAY.search(raw))


def impossible(written: Written, near: int | None = None) -> str | None:
    """Why there is no such day; ``None`` if there is one.

    ``near`` is the year that the text speaks from: a weekday without a year is wrong when it is
    so in that year and in both beside it.
    """
    # Without a year 29 February may be in a leap year.
    year = written.year or 2000
    last = calendar.monthrange(year, written.month)[1]
    if not 1 <= written.day <= last:
        name = MONTH_NAMES[written.month - 1]
        of_year = f" {written.year}" if written.year else ""
        return f"{name}{of_year} has {last} days"
    if written.weekday is None or (written.year is None and near is None):
        return None
    years = [written.year] if written.year else [(near or 0) + offset for offset in (0, -1, 1)]
    days = [day for one in years if one and (day := written.on(one))]
    if not days or any(WEEKDAYS[day.weekday()] == written.weekday for day in days):
        return None
    return f"it is {full_date(days[0])}"
