"""The executive's time to respond: months that begin with the day of receipt.

Local Government Act 2000 s.9FE gives two months beginning with the day on which the executive
received the report or recommendations, or the notice if that came later. A period "beginning with"
a day counts that day (*Barker v Hambleton DC* [2013] PTSR 41), so that it ends on the day before
the corresponding date: received 12 October, it ends on 11 December. Where the last month has no
corresponding date it ends with that month.
"""

from datetime import date, timedelta

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
