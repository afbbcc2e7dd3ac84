"""The time to respond to a recommendation: the executive's by law, others' by the committee's rules.

Local Government Act 2000 s.9FE gives two months beginning with the day on which the executive
received the report or recommendations, or the notice if that came later. A period "beginning with"
a day counts that day (*Barker v Hambleton DC* [2013] PTSR 41), so that it ends on the day before
the corresponding date: received 12 October, it ends on 11 December. Where the last month has no
corresponding date it ends with that month.

The section binds the council and its executive alone. A health body of which a response was
requested has 28 days of the request (SI 2013/218 reg. 22), and days "of" a day do not count it.
Nobody else has a date, unless the committee's rules give one.
"""

from datetime import date, timedelta

from scrutiny_cli.domain.addressees import is_council, is_executive, plain
from scrutiny_cli.domain.committees import Rules
from scrutiny_cli.domain.dates import last_of_month


def response_due(received: date, months: int) -> date:
    """The last day of a period of months beginning with ``received``."""
    year, month = divmod(received.month - 1 + months, 12)
    last = last_of_month(received.year + year, month + 1)
    if received.day > last.day:
        return last
    return last.replace(day=received.day) - timedelta(days=1)


def receipt(notified: date | None, received: date | None) -> date | None:
    """The day the clock starts: receipt, or the written notice where that came later."""
    days = [day for day in (notified, received) if day]
    return max(days) if days else None


def last_day(
    to: tuple[str, ...], started: date, rules: Rules, council: str | None = None
) -> date | None:
    """The last day to respond for those a recommendation went to; none where they have no date.

    The executive's clock counts before any other, and a recommendation to nobody is to the
    executive; of others with a date the first one counts. ``council`` is the name of the council.
    """
    if not to or any(is_executive(name) or is_council(name, council) for name in to):
        return response_due(started, rules.response_months)
    names = {plain(name) for name in to}
    days = [
        response_due(started, time.months) if time.months else started + timedelta(time.days or 0)
        for time in rules.response_times
        if (time.months or time.days) and names & {plain(name) for name in time.to}
    ]
    return min(days, default=None)
