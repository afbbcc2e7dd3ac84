"""The municipal year, which runs from one annual meeting of the council in May to the next.

A council chooses the date of its annual meeting itself (Local Government Act 1972, Schedule 12,
paragraph 1). A committee's plans and numbers do not depend on the day within May, so the year
starts on 1 May here.
"""

import re
from datetime import date

from scrutiny_cli.domain.dates import FIRST_YEAR, LAST_YEAR, last_of_month

FIRST_MONTH = 5
_YEAR = re.compile(r"(?P<first>\d{4})\s*[/-]\s*(?P<second>\d{2}|\d{4})\Z", re.ASCII)


def municipal_year(day: date) -> str:
    """The municipal year of a date: 30 April 2021 is in ``2020/21``, 1 May 2021 in ``2021/22``."""
    return _named(day.year if day.month >= FIRST_MONTH else day.year - 1)


def read_year(written: str) -> str:
    """Return the year in ``2021/22``, ``2021-22`` or ``2021/2022``; raise ``ValueError`` otherwise."""
    match = _YEAR.match(written.strip())
    if not match or not FIRST_YEAR <= int(match["first"]) < LAST_YEAR:
        raise ValueError("a municipal year is written 2021/22")
    named = _named(int(match["first"]))
    if int(match["second"]) % 100 != int(named[-2:]):
        raise ValueError(f"the municipal year that begins in {match['first']} is {named}")
    return named


def first_day(year: str) -> date:
    """The first day of a municipal year: 1 May 2021 for ``2021/22``."""
    return date(int(year[:4]), FIRST_MONTH, 1)


def last_day(year: str) -> date:
    """The last day of a municipal year: 30 April 2022 for ``2021/22``."""
    return last_of_month(int(year[:4]) + 1, FIRST_MONTH - 1)


def year_before(year: str) -> str:
    """The municipal year before one: ``2020/21`` for ``2021/22``."""
    return _named(int(year[:4]) - 1)


def _named(first: int) -> str:
    return f"{first}/{(first + 1) % 100:02d}"
