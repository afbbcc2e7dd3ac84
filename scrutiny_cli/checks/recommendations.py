"""Recommendations: the dates of notice and receipt."""

from collections.abc import Iterator

from scrutiny_cli.checks.context import Context
from scrutiny_cli.domain.dates import full_date, long_date
from scrutiny_cli.register.placing import Finding


def notice(context: Context) -> Iterator[Finding]:
    """Notice and receipt of a recommendation are after the meeting that made it."""
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
                yield entry.finding((key,), "notice-dates", message, "check the day, and its year")
