"""The work programme compared with the agendas, with itself, and with the year before."""

from collections.abc import Iterator
from itertools import combinations

from scrutiny_cli.checks.context import Context
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.municipal_year import municipal_year, year_before
from scrutiny_cli.domain.programme import (
    Topic,
    deferrals,
    namesakes,
    on_agenda,
    wording,
    year_of,
)
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.register.register import Register
from scrutiny_cli.wording import listed, shorten

# A topic with this many deferrals is reported.
TOO_OFTEN = 3
Programme = dict[tuple[str, str], list[Topic]]
"""The topics by committee and municipal year."""


def agendas(context: Context) -> Iterator[Finding]:
    """A topic planned for a meeting is on its agenda, once there is one."""
    register = context.register
    joined = namesakes(register.programme)
    for entry, topic in context.each("programme"):
        meeting = register.meetings.get(topic.meeting or "")
        if meeting is None:
            continue
        title = shorten(topic.topic, 60)
        if not meeting.stands:
            message = f"{title} is promised for {meeting.id}, which does not take place"
            hint = "give it another meeting or a list, and keep the move under `moved:`"
            yield entry.finding(("meeting",), "topic-not-on-agenda", message, hint)
        elif on_agenda(joined[topic.id], meeting) is False:
            message = f"{title} is planned for {meeting.id}, but is not on that agenda"
            hint = (
                f"add the item with `programme: {topic.id}`, or move the topic and keep the move "
                "under `moved:`"
            )
            yield entry.finding(("meeting",), "topic-not-on-agenda", message, hint)


def twice(context: Context) -> Iterator[Finding]:
    """A topic is in one place on a year's programme, unless its record says why it is in two."""
    for entry, topic in context.each("programme"):
        if topic.meeting and topic.list and not topic.twice_because:
            message = f"it is at {topic.meeting} and on the list `{topic.list}` at once"
            yield entry.finding(("list",), "topic-twice", message, "remove one of the two")
    order = {key: position for position, key in enumerate(context.register.programme)}
    for topics in _programme(context.register).values():
        repeated = {
            tuple(sorted((topic.id, other.id), key=order.__getitem__)): how
            for topic, other, how in _pairs(topics)
            if not _meant(topic, other, how)
        }
        for (first, second), how in repeated.items():
            entry = context.entries["programme", second]
            message = f"{first} is already on this programme: {how}"
            hint = (
                "remove one, or join them with `same_as:` and say with `twice_because:` why both "
                "are needed"
            )
            yield entry.finding(("topic",), "topic-twice", message, hint)


def _pairs(topics: list[Topic]) -> Iterator[tuple[Topic, Topic, str]]:
    """Pairs of topics of one year that are the same, with the reason to think so."""
    by_id = {topic.id: topic for topic in topics}
    alike: dict[str, list[Topic]] = {}
    for topic in topics:
        alike.setdefault(f"words {wording(topic)}", []).append(topic)
        if topic.review:
            alike.setdefault(f"review {topic.review}", []).append(topic)
    for key, group in alike.items():
        how = "the words are the same" if key.startswith("words ") else f"both are of the {key}"
        # In a very large group the first few are enough.
        yield from ((topic, other, how) for topic, other in combinations(group[:20], 2))
    for topic in topics:
        for name in topic.same_as:
            if name in by_id and name != topic.id:
                yield topic, by_id[name], "`same_as` joins the two"


def _meant(topic: Topic, other: Topic, how: str) -> bool:
    """Whether two records of the same topic on one programme are intended."""
    lists = {topic.list, other.list}
    # A topic may come to several meetings. The list of annual reports names topics that are planned
    # elsewhere. A task and finish group may be joined to its report.
    return (
        lists == {None}
        or ("annual report" in lists and len(lists) == 2)
        or bool(topic.twice_because or other.twice_because)
        or (
            "task and finish" in lists
            and (
                topic.id in other.same_as
                or other.id in topic.same_as
                or how.startswith("`same_as`")
            )
        )
    )


def _programme(register: Register) -> Programme:
    programme: Programme = {}
    for topic in register.programme.values():
        committee = register.committee_of(topic)
        year = year_of(topic, register.meetings)
        if committee and year:
            programme.setdefault((committee.id, year), []).append(topic)
    return programme


def annual_reports(context: Context) -> Iterator[Finding]:
    """A topic that comes every year is planned in each municipal year."""
    programme = _programme(context.register)
    joined = namesakes(context.register.programme)
    for (committee, year), topics in programme.items():
        for topic in topics:
            if topic.list == "annual report":
                yield from _planned(context, topic, topics, joined[topic.id], year)
        if not any(topic.meeting for topic in topics):
            # That year is not planned yet.
            continue
        listed_before = programme.get((committee, year_before(year)), [])
        for topic in listed_before:
            if topic.yearly and not _others(topic, topics, joined[topic.id]):
                entry = context.entries["programme", topic.id]
                message = f"it comes every year, and the programme of {year} does not have it"
                hint = (
                    f"add it there, joined with `same_as: {topic.id}` if it has another name there"
                )
                yield entry.finding(("yearly",), "annual-report-not-planned", message, hint)


def _others(topic: Topic, among: list[Topic], names: frozenset[str]) -> list[Topic]:
    """The other records of a topic among some topics."""
    words = wording(topic, years=False)
    return [
        other
        for other in among
        if other.id != topic.id
        and (other.id in names or (words and wording(other, years=False) == words))
    ]


def _planned(
    context: Context, topic: Topic, topics: list[Topic], names: frozenset[str], year: str
) -> Iterator[Finding]:
    """A report on the list of annual reports is planned in that year."""
    meetings = context.register.meetings
    entry = context.entries["programme", topic.id]
    places = [other for other in _others(topic, topics, names) if other.list != "annual report"]
    days = [meetings[other.meeting].date for other in places if other.meeting in meetings]
    if not places:
        message = f"{shorten(topic.topic, 60)} comes every year, and {year} has no place for it"
        hint = "plan it for a meeting or put it on a list, and name that record with `same_as:`"
        yield entry.finding(("topic",), "annual-report-not-planned", message, hint)
    elif len(days) == len(places) and all(municipal_year(day) != year for day in days):
        when = listed([long_date(day) for day in days])
        message = f"{shorten(topic.topic, 60)} is planned for {when}, which is not in {year}"
        hint = "the municipal year begins in May: plan it earlier, or correct `year:`"
        yield entry.finding(("topic",), "annual-report-not-planned", message, hint)


def deferred(context: Context) -> Iterator[Finding]:
    """No topic is deferred too often."""
    meetings = context.register.meetings
    for entry, topic in context.each("programme"):
        times = deferrals(topic, meetings)
        if times >= TOO_OFTEN:
            message = f"{shorten(topic.topic, 60)} has been deferred {times} times"
            hint = "plan a meeting for it, or remove it from the programme"
            yield entry.finding(("moved",), "topic-deferred-often", message, hint, key=True)
