"""The time to respond to a recommendation: for the executive by law, for others by the committee's rules.

Local Government Act 2000 s.9FE gives two months beginning with the day on which the executive
received the report or recommendations, or the notice if that came later. A period "beginning with"
a day counts that day (*Barker v Hambleton DC* [2013] PTSR 41), so it ends on the day before the
corresponding date. Received on 12 October, it ends on 11 December. If the last month has no
corresponding date, it ends with that month.

The section applies only to the council and its executive, whose time a constitution may give otherwise. A health body has 28 days from the request
for a response (SI 2013/218 reg. 22), which do not count the day of the request. Nobody else has a
deadline, unless the committee's rules give one.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from scrutiny_cli.domain.addressees import is_council, is_executive, plain
from scrutiny_cli.domain.committees import ResponseTime, Rules
from scrutiny_cli.domain.councils import Council
from scrutiny_cli.domain.dates import last_of_month


def response_due(received: date, months: int) -> date:
    """The last day of a period of months that starts with ``received``."""
    year, month = divmod(received.month - 1 + months, 12)
    last = last_of_month(received.year + year, month + 1)
    if received.day > last.day:
        return last
    return last.replace(day=received.day) - timedelta(days=1)


def receipt(notified: date | None, received: date | None) -> date | None:
    """The date on which the time starts: receipt, or the written notice if that came later."""
    days = [day for day in (notified, received) if day]
    return max(days) if days else None


def last_day(
    to: tuple[str, ...], started: date, rules: Rules, council: Council | None = None
) -> date | None:
    """The last day to respond for those who received a recommendation, or ``None``.

    The executive's time comes before any other, and a recommendation to nobody is to the executive.
    Of several other times the shortest counts. ``council`` says who the executive is.
    """
    times = [time for time in rules.response_times if time.months or time.weeks or time.days]
    bound = [n for n in to or ("executive",) if is_executive(n, council) or is_council(n, council)]
    named = [time for time in times if _common(bound or to, time.to)]
    if bound and not named:
        # A member of the executive has the executive's time.
        own = (council.executive.name,) if council and council.executive else ()
        asked = any(is_executive(name, council) for name in bound)
        bodies = ("executive", "cabinet", *own) if asked else ("council",)
        named = [time for time in times if _common(bodies, time.to)]
    if bound and not named:
        return response_due(started, rules.response_months)
    return min((_end(time, started) for time in named), default=None)


def _end(time: ResponseTime, started: date) -> date:
    if time.months:
        return response_due(started, time.months)
    return started + timedelta(weeks=time.weeks or 0, days=time.days or 0)


def _common(names: Iterable[str], others: Iterable[str]) -> bool:
    return not {plain(name) for name in names}.isdisjoint(plain(name) for name in others)
