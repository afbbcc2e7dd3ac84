"""What the feeds of the site say: new agendas, new responses, and what became overdue."""

from collections.abc import Iterator
from datetime import timedelta

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import ONE_DAY, long_date
from scrutiny_cli.render.atom import Feed, FeedEntry
from scrutiny_cli.render.prose import to_text
from scrutiny_cli.reports.site import addresses
from scrutiny_cli.website.pages import Website
from scrutiny_cli.wording import listed, shorten

MOST, DAYS = 100, timedelta(days=366)


def feed_name(committee: Committee | None = None) -> str:
    """Return the address of the feed of a committee, or of all of them."""
    return f"feed-{committee.id}.xml" if committee else "feed.xml"


def feed(site: Website, base: str, committee: Committee | None = None) -> Feed:
    """Return the feed of a committee, or of all of them, the latest first."""
    at = site.at
    found = [
        (name, entry)
        for name, entry in _entries(site)
        if (committee is None or name == committee.id) and at.as_of - DAYS < entry.on <= at.as_of
    ]
    entries = [
        entry for _, entry in sorted(found, key=lambda pair: (-pair[1].on.toordinal(), pair[1].key))
    ]
    council = listed(list(dict.fromkeys(body.council for body in at.committees)))
    name = committee.name if committee else "Scrutiny"
    address = feed_name(committee)
    return Feed(
        f"{council}/{address}", f"{name}, {council}", council, address, base, entries[:MOST]
    )


def _entries(site: Website) -> Iterator[tuple[str, FeedEntry]]:
    for meeting in site.meetings:
        record = meeting.record
        if record.published_on:
            title = f"Agenda for {long_date(record.date)}"
            page = f"agenda-{record.id}.html"
            yield (
                meeting.body.id,
                FeedEntry(
                    f"agenda/{record.id}", title, record.published_on, page, meeting.body.name
                ),
            )
    for made in site.recommendations:
        page = f"{addresses.page_of('recommendations', made.record.id)}.html"
        body = made.committee.id if made.committee else ""
        words = shorten(to_text(made.record.text), 300)
        for answer in made.answers:
            response = answer.share.response
            if response.on:
                by = f" by {response.by}" if response.by else ""
                key = f"response/{response.id}/{made.record.id}"
                yield (
                    body,
                    FeedEntry(key, f"Response{by} to a recommendation", response.on, page, words),
                )
        due = made.standing.response_due
        if made.standing.days_overdue and due:
            key = f"late/{made.record.id}/{due}"
            yield body, FeedEntry(key, "A response is overdue", due + ONE_DAY, page, words)
    for action in site.actions:
        if action.standing.days_overdue and action.standing.due:
            page = f"{addresses.page_of('actions', action.record.id)}.html"
            body = action.committee.id if action.committee else ""
            key = f"overdue/{action.record.id}/{action.standing.due}"
            words = shorten(to_text(action.record.action), 300)
            title = f"Action {action.called} is overdue"
            yield body, FeedEntry(key, title, action.standing.due + ONE_DAY, page, words)
