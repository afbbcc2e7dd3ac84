"""The lists of the public site: meetings, actions and recommendations, by year, by owner, by state."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from scrutiny_cli.domain.dates import clock
from scrutiny_cli.domain.municipal_year import municipal_year
from scrutiny_cli.reports.fields import Fields, shown
from scrutiny_cli.reports.meetings.meeting_list import ListedMeeting, status_words
from scrutiny_cli.reports.model import Cell, Column, Listing, PageLink, Report, Section, Tally
from scrutiny_cli.reports.site import addresses
from scrutiny_cli.reports.standpoint import Listed, Standpoint, several
from scrutiny_cli.reports.trackers import actions as logs
from scrutiny_cli.reports.trackers import recommendations as tracked
from scrutiny_cli.reports.trackers.recommendations import RECOMMENDATION
from scrutiny_cli.wording import capital, shorten

NO_YEAR, NOBODY = "undated", "Nobody named"


class NamedPage(NamedTuple):
    """A page that a list leads to, and how many things are on it."""

    words: str
    page: str
    number: int


NAMED_PAGE = Fields(
    NamedPage,
    shown("link", "List", lambda p: PageLink(p.words, page=p.page)),
    shown("number", "How many"),
)


@dataclass(frozen=True)
class Grouping:
    """A way in which a list is divided: its heading, its part of an address, the groups of a thing."""

    title: str
    by: str
    groups: Callable[[Any], Iterable[str]]

    def divided(self, things: Iterable[Any]) -> dict[str, list[Any]]:
        """Return the things by group, the latest year or the first letter first.

        A single committee is no group.
        """
        found: dict[str, list[Any]] = {}
        for thing in things:
            for group in dict.fromkeys(self.groups(thing)):
                found.setdefault(group, []).append(thing)
        if self.by == "committee" and len(found) == 1:
            return {}
        return dict(sorted(found.items(), reverse=self.by == "year"))


@dataclass(frozen=True)
class Catalogue:
    """What is listed as a whole and in parts: its address, its words, its columns, its groupings."""

    page: str
    title: str
    fields: Fields[Any]
    columns: tuple[Column, ...]
    tally: Callable[[Any], Tally]
    line: Callable[[Any], PageLink]
    """One of them on a line."""
    groupings: tuple[Grouping, ...]


def year_of(thing: Listed[Any]) -> str:
    """Return the municipal year of the meeting that something is of."""
    return municipal_year(thing.meeting.date) if thing.meeting else NO_YEAR


BY_YEAR = Grouping("By year", "year", lambda thing: (year_of(thing),))
BY_COMMITTEE = Grouping(
    "By committee", "committee", lambda thing: (thing.committee.name,) if thing.committee else ()
)


def action_line(action: logs.LoggedAction) -> PageLink:
    """Return an action on a line."""
    words = f"{action.called}. {shorten(action.record.action, LINE)} ({logs.state_words(action.standing)})"
    return PageLink(words, page=addresses.page_of("actions", action.record.id))


def recommendation_line(made: tracked.TrackedRecommendation) -> PageLink:
    """Return a recommendation on a line."""
    words = " ".join(filter(None, (made.record.label, shorten(made.record.text, LINE))))
    return PageLink(
        f"{words} ({made.state_words.lower()})",
        page=addresses.page_of("recommendations", made.record.id),
    )


LINE = 100
CATALOGUES = (
    Catalogue(
        addresses.ACTIONS,
        "Actions",
        logs.ACTION,
        logs.LOG,
        logs.tally,
        action_line,
        (
            BY_YEAR,
            Grouping(
                "By state",
                "state",
                lambda a: (capital(logs.state_words(a.standing._replace(days=None))),),
            ),
            Grouping("By owner", "owner", lambda a: a.owners or (NOBODY,)),
            BY_COMMITTEE,
        ),
    ),
    Catalogue(
        addresses.RECOMMENDATIONS,
        "Recommendations",
        RECOMMENDATION,
        RECOMMENDATION.columns("site", "ref", "what_of_item", "state_now", heads="what_of_item"),
        tracked.tally,
        recommendation_line,
        (
            BY_YEAR,
            Grouping("By state", "state", lambda r: (r.state_words.partition(" by ")[0],)),
            Grouping(
                "By who must respond", "to", lambda r: tuple(map(capital, r.record.to)) or (NOBODY,)
            ),
            BY_COMMITTEE,
        ),
    ),
)


def groups_of(catalogue: Catalogue, things: Sequence[Any]) -> dict[str, tuple[str, list[Any]]]:
    """Return the lists of a catalogue by address: what each is of, and what is on it."""
    found: dict[str, tuple[str, list[Any]]] = {}
    for grouping in catalogue.groupings:
        for words, listed_here in grouping.divided(things).items():
            page = addresses.list_page(catalogue.page, grouping.by, words)
            found[page] = (words, listed_here)
    return found


def front(
    at: Standpoint, catalogue: Catalogue, things: Sequence[Any], whole: Sequence[PageLink]
) -> Report:
    """Return the page that leads to the lists of a catalogue, and to documents that have the whole."""
    sections: list[Section | None] = [
        Section("tally", None, (catalogue.tally(things),)) if at.states else None,
        Section("whole", None, (Listing(tuple(whole)),)),
    ]
    for grouping in catalogue.groupings:
        divided = grouping.divided(things)
        if not divided:
            continue
        pages = [
            NamedPage(words, addresses.list_page(catalogue.page, grouping.by, words), len(of_group))
            for words, of_group in divided.items()
        ]
        columns = NAMED_PAGE.columns(
            grouping.by, "link", "number", link=grouping.title[3:].capitalize()
        )
        table = NAMED_PAGE.table(grouping.title, columns, pages)
        sections.append(Section(f"by-{grouping.by}", grouping.title, (table,)))
    return at.report("site-front", catalogue.title, sections, {})


MOST_IN_FULL = 200
"""A list with more has a line for each thing, and no table."""


def one_list(at: Standpoint, catalogue: Catalogue, words: str, things: Sequence[Any]) -> Report:
    """Return one of the lists of a catalogue."""
    title = f"{catalogue.title}: {words}"
    if len(things) > MOST_IN_FULL:
        lines = Listing(tuple(map(catalogue.line, things)))
        sections = (
            Section("tally", None, (catalogue.tally(things),)) if at.states else None,
            Section("list", None, (lines,)),
        )
        return at.report("site-list", title, sections, {})
    mixed = several(thing.committee for thing in things)
    columns = catalogue.columns
    if catalogue.page == addresses.RECOMMENDATIONS and not any(t.record.label for t in things):
        columns = columns[1:]
    table = catalogue.fields.table(title, columns, things, whose=mixed)
    sections = (
        Section("tally", None, (catalogue.tally(things),)) if at.states else None,
        Section("list", None, (table,)),
    )
    return at.report("site-list", title, sections, {})


class MeetingRow(NamedTuple):
    """A meeting in the list of meetings, and the documents of it that have a page."""

    listed: ListedMeeting
    documents: tuple[Cell, ...]


MEETING_ROW = Fields(
    MeetingRow,
    shown("when", "Meeting", lambda m: _day_and_time(m.listed)),
    shown("committee", "Committee", lambda m: m.listed.body.name),
    shown(
        "status",
        "Status",
        lambda m: capital(status_words(m.listed.at.register, m.listed.record)),
    ),
    shown("documents", "Papers"),
)


def _day_and_time(meeting: ListedMeeting) -> Cell:
    record = meeting.record
    day = f"{record.date:%A} {record.date.day} {record.date:%B %Y}"
    words = f"{day}, {clock(record.time)}" if record.time else day
    return PageLink(words, page=addresses.page_of("meetings", record.id))


def meetings(at: Standpoint, listed_meetings: Iterable[MeetingRow]) -> Report:
    """Return the list of meetings: those to come, then each year, the latest first."""
    known = sorted(listed_meetings, key=lambda m: (m.listed.record.date, m.listed.record.id))
    coming = [m for m in known if m.listed.record.date >= at.as_of]
    years: dict[str, list[MeetingRow]] = {}
    for meeting in reversed(known):
        if meeting.listed.record.date < at.as_of:
            years.setdefault(meeting.listed.municipal_year, []).append(meeting)
    mixed = ("committee",) if len(at.committees) > 1 else ()
    columns = MEETING_ROW.columns("meetings", "when", *mixed, "status", "documents")

    def table(key: str, title: str, rows: list[MeetingRow]) -> Section:
        found = MEETING_ROW.table(title, columns, rows, empty="No meeting is planned.")
        return Section(key, title, (found,))

    sections = [
        table("coming", "Coming meetings", coming),
        *(table(addresses.slug(f"year {year}"), year, rows) for year, rows in years.items()),
    ]
    return at.report("site-meetings", "Meetings", sections, {})
