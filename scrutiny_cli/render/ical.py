"""iCalendar (RFC 5545), read by Outlook, Apple Calendar and Google Calendar."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from scrutiny_cli.reports.meetings.calendar import Event

ZONE = "Europe/London"
FIRST_DAY = date(2000, 1, 1)
"""The day from which the sequence of events counts: a calendar takes the later of two versions."""
# The rule for summer time since 1996; what lies before is told in UTC. Written out here, so that it
# does not change with the machine's own list of time zones.
SUMMER = ("DAYLIGHT", "BST", datetime(1996, 3, 31, 1), 3, (0, 1))  # noqa: DTZ001  # a local hour
WINTER = ("STANDARD", "GMT", datetime(1996, 10, 27, 2), 10, (1, 0))  # noqa: DTZ001  # a local hour


def render(events: Iterable[Event], as_of: date) -> str:
    """Return the events as one calendar; the same records and day give the same bytes."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//scrutiny//scrutiny//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_zone())
    for event in events:
        entry = icalendar.Event()
        entry.add("uid", event.uid)
        entry.add("dtstamp", _stamp(event, as_of))
        entry.add("sequence", max((as_of - FIRST_DAY).days, 0))
        entry.add("dtstart", _moment(event.start))
        if event.end:
            entry.add("dtend", _moment(event.end))
        elif not isinstance(event.start, datetime):
            entry.add("dtend", event.start + timedelta(days=1))
        entry.add("summary", event.summary)
        if event.place:
            entry.add("location", event.place)
        if event.description:
            entry.add("description", event.description)
        entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
        entry.add("transp", "OPAQUE" if event.busy else "TRANSPARENT")
        if event.remind:
            entry.add_component(_reminder(event.summary, event.remind))
        calendar.add_component(entry)
    return str(calendar.to_ical().decode("utf-8"))


def _reminder(words: str, before: timedelta) -> icalendar.Alarm:
    """Return a reminder some time before an event."""
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -before)
    return alarm


def _stamp(event: Event, as_of: date) -> datetime:
    """Return a moment of the day that is another one if anything in the event is different."""
    digest = hashlib.blake2b(repr(event).encode(), digest_size=4).digest()
    moment = timedelta(seconds=int.from_bytes(digest, "big") % (24 * 60 * 60))
    return datetime.combine(as_of, time(), UTC) + moment


def _zone() -> icalendar.Timezone:
    """Return the time zone of London: Greenwich time, one hour later in summer."""
    zone = icalendar.Timezone()
    zone.add("tzid", ZONE)
    for name, short, since, month, (before, after) in (SUMMER, WINTER):
        half = icalendar.TimezoneDaylight() if name == "DAYLIGHT" else icalendar.TimezoneStandard()
        half.add("tzname", short)
        half.add("dtstart", since)
        half.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        half.add("tzoffsetfrom", timedelta(hours=before))
        half.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(half)
    return zone


def _moment(moment: date | datetime) -> date | datetime:
    """Return a time in London's zone, or in UTC before its rule began; a date stays a date."""
    if isinstance(moment, datetime) and moment.replace(tzinfo=None) < WINTER[2]:
        return moment.astimezone(UTC)
    return moment
