"""The work programme as a page: the year at a glance, then the items of each meeting and list."""

from dataclasses import replace

from scrutiny_cli.domain.dates import clock, full_date, short_date
from scrutiny_cli.domain.meetings import Item
from scrutiny_cli.domain.notice import Deadline
from scrutiny_cli.domain.programme import on_agenda
from scrutiny_cli.reports.fields import Fields, shown
from scrutiny_cli.reports.meetings.related import to_item, to_item_taken
from scrutiny_cli.reports.model import Aside, Cell, Column, PageLink, Prose, Report, Section
from scrutiny_cli.reports.programme import programme as printed
from scrutiny_cli.reports.programme.programme import (
    TITLES,
    ListedTopic,
    ProgrammeMeeting,
    Year,
)
from scrutiny_cli.wording import capital, listed, times

HISTORY = "Where the items come from"
ON_PAPER = "Where the items come from, and their history, are on the web page."


def _item(topic: ListedTopic) -> Item | None:
    """The item of its meeting's agenda that covers a topic."""
    items = topic.meeting.items if topic.meeting else ()
    return next((item for item in items if item.programme in topic.names), None)


def _title(topic: ListedTopic) -> Cell:
    """What it is called, with a link to the agenda if that is there."""
    item = _item(topic)
    link = item and topic.meeting and to_item(topic.at, topic.meeting, item.name)
    return (topic.record.topic, link or None)


def _status(topic: ListedTopic) -> Cell:
    """Whether it is on the agenda or was minuted, and how often it was deferred."""
    meeting, item = topic.meeting, _item(topic)
    deferred = Aside(f"deferred {times(topic.deferrals)}" if topic.deferrals else None)
    if meeting is None:
        return (deferred,)
    minute = item and item.name and next((m for m in meeting.minutes if m.item == item.name), None)
    if item and minute:
        link = to_item_taken(topic.at, meeting, minute.item or "")
        return ("Considered", link or Aside(f"minute {minute.number}"), deferred)
    known = on_agenda(topic.names, meeting)
    if known is None:
        # Of a meeting that is over, only its agenda says what it took.
        return ("Planned" if meeting.date >= topic.at.as_of else None, deferred)
    return ("On the agenda" if known else "Not on the agenda", deferred)


PAGE_TOPIC = Fields(
    ListedTopic,
    "id",
    shown("title", "Title", _title),
    shown("type", "Type", lambda t: capital(t.types)),
    shown("who", "Lead", "leads"),
    shown("wanted", "Target date", "target"),
    shown("status", "Status", _status),
    shown("where_from", "Origin", "origin"),
    shown("history", "History", "position"),
)
ITEMS = PAGE_TOPIC.columns("meeting", "title", "type", "who", "status")
ON_LIST = PAGE_TOPIC.columns("list", "title", "type", "who", "wanted", "status")
BEHIND = PAGE_TOPIC.columns("history", "title", "where_from", "history")


def _brief(deadline: Deadline | None) -> str | None:
    """A deadline in short: ``5.00 pm, 17 Nov 2021``."""
    if deadline is None:
        return None
    day = short_date(deadline.day)
    return f"{clock(deadline.at)}, {day}" if deadline.at else day


def _questions(meeting: ProgrammeMeeting) -> Cell:
    """When questions close: once for all, or for the public and for councillors."""
    public, council = (
        _brief(meeting.deadlines.get(name)) for name in ("public_questions", "council_questions")
    )
    if public == council or not council:
        return public
    return (public and f"public: {public}", f"councillors: {council}")


YEAR = Fields(
    ProgrammeMeeting,
    shown("day", "Meeting", lambda m: PageLink(full_date(m.record.date), m.record.id)),
    shown("focus", "Focus", lambda m: capital(m.record.focus or "")),
    shown("publish", "Publish by", lambda m: _brief(m.deadlines.get("publication"))),
    shown("questions", "Questions by", _questions),
    shown("number", "Items", lambda m: len(m.topics) or None),
)
AT_A_GLANCE = YEAR.columns("year", "day", "focus", "publish", "questions", "number")


def report(year: Year) -> Report:
    """The work programme of a year as a page."""
    lists = {name: topics for name, topics in year.lists if topics}
    annual = lists.pop("annual report", [])
    known = [topic for topic in year.topics if topic.origin or topic.position]
    # Links lead to an item above, not to its history.
    behind = replace(PAGE_TOPIC.table(HISTORY, BEHIND, known), anchored=False)
    at_meetings = [topic for meeting in year.meetings for topic in meeting.topics]
    columns = PAGE_TOPIC.table("", ITEMS, at_meetings).filled.columns
    parts = (
        _at_a_glance(year),
        *(_meeting(meeting, columns) for meeting in year.meetings),
        *(
            Section(
                name.replace(" ", "-"),
                TITLES[name],
                (PAGE_TOPIC.table(TITLES[name], ON_LIST, topics),),
            )
            for name, topics in lists.items()
        ),
        printed.list_section(year, "annual report", annual) if annual else None,
        *(
            Section(f"text-{n}", part.title, (Prose(part.text),))
            for n, part in enumerate(year.committee.programme_text, 1)
        ),
        Section("history", HISTORY, (behind,), folded=True, on_paper=ON_PAPER) if known else None,
    )
    return printed.made(year, parts)


def _at_a_glance(year: Year) -> Section | None:
    """The year's meetings with their dates; of those that are not held, what became of them."""
    table = YEAR.table("The year", AT_A_GLANCE, year.meetings)
    gone = [printed.date_words(year, meeting) for meeting in year.dates if not meeting.stands]
    words = (Prose(f"Not held: {listed(gone)}."),) if gone else ()
    return Section("dates", "The year", (table, *words)) if year.meetings else None


def _meeting(meeting: ProgrammeMeeting, columns: tuple[Column, ...]) -> Section:
    """A meeting with its items."""
    record = meeting.record
    before = [f"the meeting planned for {short_date(m.date)}" for m in meeting.in_place_of]
    words = [
        f"Takes the place of {listed(before)}." if before else "",
        "" if record.stands else f"{record.status.capitalize()}.",
    ]
    caption = f"Items of {full_date(record.date)}"
    table = PAGE_TOPIC.table(
        *(caption, columns, meeting.topics), empty="No items yet.", as_printed=True
    )
    begins = f", {clock(record.time)}" if record.time else ""
    said = " ".join(filter(None, words))
    return Section(
        f"meeting-{record.id}",
        f"{full_date(record.date)}{begins}",
        (*((Prose(said),) if said else ()), table),
        aside=meeting.programme.at.link("Agenda", f"agenda-{record.id}"),
        record=record.id,
    )
