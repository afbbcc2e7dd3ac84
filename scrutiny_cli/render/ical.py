"""iCalendar (RFC 5545), read by Outlook, Apple Calendar and Google Calendar."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.reports.calendar import Event


def render(events: Iterable[Event], as_of: date) -> str:
    """The events as one calendar; the same records and day give the same bytes."""
    try:
        import icalendar
    except ImportError:
        raise ScrutinyError(
            "calendars need the package icalendar",
            "install it: pip install 'scrutiny-cli[calendar]'",
        ) from None
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//scrutiny//scrutiny//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    stamp = datetime.combine(as_of, time(), UTC)
    for event in events:
        entry = icalendar.Event()
        entry.add("uid", event.uid)
        entry.add("dtstamp", stamp)
        entry.add("dtstart", _utc(event.start))
        entry.add("dtend", _utc(event.end) if event.end else event.start + timedelta(days=1))
        entry.add("summary", event.summary)
        if event.place:
            entry.add("location", event.place)
        if event.description:
            entry.add("description", event.description)
        entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
        entry.add("transp", "TRANSPARENT" if event.cancelled else "OPAQUE")
        calendar.add_component(entry)
    return str(calendar.to_ical().decode("utf-8"))


def _utc(moment: date | datetime) -> date | datetime:
    """A moment in UTC, so that no time zone has to be described; a day stays a day."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment
