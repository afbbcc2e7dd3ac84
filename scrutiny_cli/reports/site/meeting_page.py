"""The page of a meeting in the public site: when and where, its papers, its items, what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from scrutiny_cli.domain.dates import full_date
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.reports.meetings.calendar import LONDON, USUAL_LENGTH
from scrutiny_cli.reports.meetings.meeting_list import MEETING, ListedMeeting
from scrutiny_cli.reports.model import Cell, Listing, Report, Section
from scrutiny_cli.reports.site.histories import arising, recommended
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers.actions import LoggedAction
from scrutiny_cli.reports.trackers.recommendations import TrackedRecommendation
from scrutiny_cli.wording import capital

FACTS = MEETING.columns(
    *("site", "when", "place", "focus", "status", "status_reason", "published_on"),
    *("ended_at", "publication", "public_questions", "council_questions"),
    published_on="Agenda published",
    publication="Agenda due",
    public_questions="Questions from the public close",
    council_questions="Questions from members close",
)


def page(
    at: Standpoint,
    listed: ListedMeeting,
    documents: Sequence[Cell],
    items: Sequence[Cell],
    made: Iterable[TrackedRecommendation],
    agreed: Iterable[LoggedAction],
) -> Report:
    """Return the page of a meeting."""
    about = MEETING.facts(FACTS, listed)
    words = {key: capital(str(about.cells[key] or "")) for key in ("focus", "status")}
    sections: list[Section | None] = [
        Section("meeting", None, (replace(about, cells={**about.cells, **words}),)),
        Section("documents", "Papers", (Listing(tuple(documents)),)) if documents else None,
        Section("items", "On the agenda", (Listing(tuple(items)),)) if items else None,
        recommended(made),
        arising(agreed),
    ]
    title = f"Meeting of {full_date(listed.record.date)}"
    return at.report("site-meeting", title, sections, {}, subtitle=listed.body.name, filters=())


def event(listed: ListedMeeting) -> dict[str, Any]:
    """Return a meeting as a schema.org event."""
    meeting: Meeting = listed.record
    start: Any = meeting.date
    end = None
    if meeting.time:
        start = datetime.combine(meeting.date, meeting.time, LONDON)
        end = start + USUAL_LENGTH
    status = {"cancelled": "EventCancelled", "superseded": "EventRescheduled"}
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": listed.body.name,
        "startDate": start.isoformat(),
        "eventStatus": f"https://schema.org/{status.get(meeting.status, 'EventScheduled')}",
        "organizer": {"@type": "GovernmentOrganization", "name": listed.body.council},
    }
    if end:
        found["endDate"] = end.isoformat()
    if listed.where:
        found["location"] = {"@type": "Place", "name": listed.where, "address": listed.where}
    return found
