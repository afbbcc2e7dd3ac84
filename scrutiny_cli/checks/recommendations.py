"""Recommendations: notice and receipt after the meeting that made them."""

from collections.abc import Iterator

from scrutiny_cli.checks.context import Check, Context
from scrutiny_cli.domain.dates import full_date, long_date
from scrutiny_cli.register.placing import Finding


def notice(context: Context) -> Iterator[Finding]:
    """Nobody is told of a recommendation before the committee has made it."""
    for entry, recommendation in context.each("recommendations"):
        meeting = context.register.meetings.get(recommendation.meeting)
        if meeting is None:
            continue
        for key, what in (("notified", "notice was given"), ("received", "it was received")):
            day = getattr(recommendation, key)
            if day and day < meeting.date:
                message = (
                    f"{what} on {long_date(day)}, before the meeting that made it on "
                    f"{full_date(meeting.date)}"
                )
                yield entry.fault((key,), "notice-dates", message, "check the day, and its year")


CHECKS: tuple[Check, ...] = (notice,)
