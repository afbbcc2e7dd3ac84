"""The work programme, the reviews and the plans in the public site, and each topic over the years."""

from collections.abc import Iterable
from typing import NamedTuple

from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.programme import Topic, namesakes, wording
from scrutiny_cli.reports.fields import Fields, shown
from scrutiny_cli.reports.model import Cell, Listing, PageLink, Prose, Report, Section, facts
from scrutiny_cli.reports.programme.programme import ListedTopic, topics_of, years
from scrutiny_cli.reports.programme.reviews import ListedReview
from scrutiny_cli.reports.site import addresses
from scrutiny_cli.reports.site.histories import has_page
from scrutiny_cli.reports.standpoint import Standpoint


class TopicOverYears(NamedTuple):
    """A topic, and it again in each year of the programme, the latest first."""

    topic: ListedTopic
    every: tuple[ListedTopic, ...]


TOPIC_YEAR = Fields(
    ListedTopic,
    shown("year", "Year"),
    shown(
        "link",
        "Topic",
        lambda t: PageLink(t.record.topic, page=addresses.page_of("programme", t.record.id)),
    ),
    shown("place", "Where"),
    shown("moves", "Changes"),
    shown("position", "Position"),
)


class ItemOfTopic(NamedTuple):
    """An agenda item that took a topic."""

    held: Cell
    link: Cell


ITEM = Fields(ItemOfTopic, shown("held", "Meeting"), shown("link", "Item"))


def over_years(at: Standpoint) -> dict[str, TopicOverYears]:
    """Return every topic by id, each with the same topic in other years."""
    known = [topic for committee in at.committees for topic in topics_of(at, committee)]
    joined = namesakes(at.register.programme)
    by_words: dict[tuple[str, str], list[ListedTopic]] = {}
    for topic in known:
        committee = topic.committee.id if topic.committee else ""
        by_words.setdefault((committee, wording(topic.record, years=False)), []).append(topic)
    by_id = {topic.record.id: topic for topic in known}
    found = {}
    for topic in known:
        committee = topic.committee.id if topic.committee else ""
        alike = {t.record.id for t in by_words[committee, wording(topic.record, years=False)]}
        names = sorted((alike | joined[topic.record.id]) & by_id.keys())
        every = sorted((by_id[name] for name in names), key=lambda t: t.year or "", reverse=True)
        found[topic.record.id] = TopicOverYears(topic, tuple(every))
    return found


def topic_page(at: Standpoint, over: TopicOverYears) -> Report:
    """Return the page of a topic: where it is, and what became of it over the years."""
    topic, record = over.topic, over.topic.record
    review = at.register.reviews.get(record.review or "")
    about = facts(
        ("Where", topic.place),
        ("Year", topic.year),
        ("Description", Prose(record.description) if record.description else None),
        ("Origin", Prose(record.origin) if record.origin else None),
        ("Lead officers", topic.leads),
        (
            "Review",
            PageLink(review.title, page=addresses.page_of("reviews", review.id))
            if review
            else None,
        ),
    )
    columns = TOPIC_YEAR.columns("years", "year", "link", "place", "moves", "position")
    items = list(_items(at, {other.record.id for other in over.every}))
    sections = (
        Section("topic", None, (about,)),
        Section(
            "years", "Over the years", (TOPIC_YEAR.table("Over the years", columns, over.every),)
        ),
        Section(
            "items",
            "On agendas",
            (ITEM.table("On agendas", ITEM.columns("items", "held", "link"), items),),
        )
        if items
        else None,
    )
    body = topic.committee.name if topic.committee else None
    return at.report("site-topic", record.topic, sections, {}, subtitle=body, filters=())


def _items(at: Standpoint, names: set[str]) -> Iterable[ItemOfTopic]:
    for meeting in sorted(at.register.meetings.values(), key=lambda m: m.date, reverse=True):
        for item in meeting.items:
            if item.programme in names and has_page(item):
                held = PageLink(
                    long_date(meeting.date), page=addresses.page_of("meetings", meeting.id)
                )
                link = PageLink(item.title or "", page=addresses.item_page(meeting.id, item))
                yield ItemOfTopic(held, link)


def front(at: Standpoint, topics: Iterable[TopicOverYears]) -> Report:
    """Return the page that leads to the work programmes and to every topic."""
    programmes = [
        PageLink(
            f"Work programme {year}" + (f", {committee.name}" if len(at.committees) > 1 else ""),
            page=f"programme-{committee.id}-{year.replace('/', '-')}",
        )
        for committee in at.committees
        for year in reversed(years(at, committee))
    ]
    rows = sorted(
        (over.every[0] for over in topics), key=lambda t: (t.record.topic.casefold(), t.record.id)
    )
    unique = list({topic.record.id: topic for topic in rows}.values())
    columns = TOPIC_YEAR.columns("topics", "link", "year", "place")
    sections = (
        Section("programmes", "Work programmes", (Listing(tuple(programmes)),))
        if programmes
        else None,
        Section(
            "topics", "Topics", (TOPIC_YEAR.table("Topics", columns, unique, empty="No topics."),)
        ),
    )
    return at.report("site-programme", "Work programme", sections, {})


REVIEW = Fields(
    ListedReview,
    shown(
        "link",
        "Review",
        lambda r: PageLink(r.record.title, page=addresses.page_of("reviews", r.record.id)),
    ),
    shown("status", "Status"),
    shown("chair", "Chair"),
    shown("reports_on", "Reports to the meeting of"),
)


def reviews(at: Standpoint) -> Report:
    """Return the list of reviews."""
    rows = [ListedReview(at, review) for review in at.of_committees(at.register.reviews)]
    columns = REVIEW.columns("reviews", "link", "status", "chair", "reports_on")
    table = REVIEW.table("Reviews", columns, rows, empty="No reviews.")
    return at.report("site-reviews", "Reviews", (Section("reviews", None, (table,)),), {})


def plans(at: Standpoint, links: Iterable[PageLink]) -> Report:
    """Return the list of improvement plans and scorecards."""
    section = Section("plans", None, (Listing(tuple(links)),))
    return at.report("site-plans", "Improvement plans", (section,), {})


def topic_at_meeting(at: Standpoint, meeting: str) -> list[Topic]:
    """Return the topics that are planned for a meeting."""
    return [topic for topic in at.register.programme.values() if topic.meeting == meeting]
