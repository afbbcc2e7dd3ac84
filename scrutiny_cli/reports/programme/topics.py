"""Topics of the work programme: in words, for machines, as a flat table and as a list."""

from datetime import date
from typing import Any

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.municipal_year import municipal_year
from scrutiny_cli.domain.programme import (
    PROGRAMME_LISTS,
    Topic,
    TopicMove,
    deferrals,
    is_deferral,
    list_of,
    namesakes,
    on_agenda,
    year_of,
)
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import iso, notes, owners
from scrutiny_cli.reports.model import Cell, Column, Prose, Ref, Report, Section, Table

SHEET = (
    *("Id", "Item", "Type of scrutiny", "Meeting or list", "Date", "Target date", "Origin"),
    *("Description", "Lead officer(s)", "Current position", "Moved", "Year"),
)


def of_committee(register: Register, committee: Committee) -> list[Topic]:
    """A committee's topics of every year, in the order of the records."""
    return [
        topic for topic in register.programme.values() if register.committee_of(topic) is committee
    ]


def years(register: Register, committee: Committee, as_of: date) -> list[str]:
    """The municipal years of which there is a programme, earliest first.

    Lists that name no year make a programme of the year that a day is in.
    """
    topics = of_committee(register, committee)
    found = {year_of(topic, register.meetings) or municipal_year(as_of) for topic in topics}
    return sorted(found)


def type_words(topic: Topic) -> str:
    """The type of scrutiny as the paper prints it, or the types one after the other."""
    return topic.printed_type or ", ".join(topic.types)


def moved_words(register: Register, topic: Topic) -> list[str]:
    """Every move of a topic: from where, where to unless it stands there still, when and why."""
    here = (topic.meeting, topic.list)
    return [
        _move(register, move, last=move is topic.moved[-1] and move.to in here)
        for move in topic.moved
    ]


def _move(register: Register, move: TopicMove, *, last: bool) -> str:
    verb = "Deferred" if is_deferral(move, register.meetings) else "Moved"
    to = "" if last else f" to {_place(register, move.to)}"
    day = f" on {long_date(move.on)}" if move.on else ""
    return f"{verb} from {_place(register, move.from_)}{to}{day}. {_why(register, move)}".strip()


def _why(register: Register, move: TopicMove) -> str:
    """The reason given for a move; where none is, what became of the meeting may be one."""
    before = register.meetings.get(move.from_)
    gone = before is not None and not before.stands
    return move.why or ("That meeting did not take place." if gone else "")


def _place(register: Register, name: str) -> str:
    """A meeting or list as it is called in a sentence."""
    meeting = register.meetings.get(name)
    if meeting:
        return f"the meeting of {long_date(meeting.date)}"
    return f"the list “{name}”" if name in PROGRAMME_LISTS else name


def place_words(register: Register, topic: Topic) -> str:
    """Where a topic stands: the day of its meeting, or the name of its list."""
    meeting = register.meetings.get(topic.meeting or "")
    return long_date(meeting.date) if meeting else list_of(topic, register.meetings) or ""


def data(register: Register, topics: list[Topic]) -> list[dict[str, Any]]:
    """Topics for machines."""
    joined = namesakes(register.programme)
    return [_data(register, topic, joined[topic.id]) for topic in topics]


def _data(register: Register, topic: Topic, names: frozenset[str]) -> dict[str, Any]:
    meeting = register.meetings.get(topic.meeting or "")
    committee = register.committee_of(topic)
    return {
        "id": topic.id,
        "committee": committee.id if committee else None,
        "year": year_of(topic, register.meetings),
        "topic": topic.topic,
        "description": topic.description,
        "types": list(topic.types),
        "printed_type": topic.printed_type,
        "origin": topic.origin,
        "suggested_by": topic.suggested_by,
        "leads": list(owners(register, topic.leads)),
        "position": [{"on": iso(note.on), "note": note.note} for note in topic.position],
        "meeting": meeting.id if meeting else None,
        "date": iso(meeting.date) if meeting else None,
        "list": list_of(topic, register.meetings),
        "target": register.due_words(topic.target),
        "on_agenda": on_agenda(names, meeting) if meeting else None,
        "moved": [
            {"from": move.from_, "to": move.to, "on": iso(move.on), "why": move.why}
            for move in topic.moved
        ],
        "deferrals": deferrals(topic, register.meetings),
        "yearly": topic.yearly,
        "same_as": sorted(names - {topic.id}),
        "review": topic.review,
    }


def sheet(register: Register, topics: list[Topic], as_of: date) -> Table:
    """Topics as one flat table, a row each, in the order given."""
    rows = tuple(_flat(register, topic, as_of) for topic in topics)
    return Table(
        "Work programme",
        tuple(Column(title, heads=not index) for index, title in enumerate(SHEET)),
        rows,
    )


def _flat(register: Register, topic: Topic, as_of: date) -> tuple[Cell, ...]:
    meeting = register.meetings.get(topic.meeting or "")
    return (
        topic.id,
        topic.topic,
        type_words(topic),
        meeting.id if meeting else list_of(topic, register.meetings),
        meeting.date if meeting else None,
        register.due_words(topic.target),
        Prose(topic.origin) if topic.origin else None,
        Prose(topic.description) if topic.description else None,
        owners(register, topic.leads),
        notes(topic.position, as_of),
        tuple(Prose(text) for text in moved_words(register, topic)),
        year_of(topic, register.meetings),
    )


def overview(
    register: Register,
    committees: list[Committee],
    as_of: date,
    revision: str,
    *,
    year: str | None = None,
) -> Report:
    """The topics of some committees as a list: of one year, or of all."""
    topics = [
        topic
        for committee in committees
        for topic in of_committee(register, committee)
        if year is None or year_of(topic, register.meetings) in (year, None)
    ]
    columns = (
        Column("Topic", heads=True),
        Column("Type of scrutiny"),
        Column("Meeting or list"),
        Column("Lead officer(s)"),
        Column("Deferred", narrow=True),
    )
    rows = tuple(
        (
            (topic.topic, Ref(topic.id)),
            type_words(topic),
            place_words(register, topic),
            owners(register, topic.leads),
            deferrals(topic, register.meetings) or None,
        )
        for topic in topics
    )
    table = Table("Work programme", columns, rows, empty="No topics.")
    return Report(
        name="topics",
        title="Work programme",
        as_of=as_of,
        revision=revision,
        sections=(Section("topics", None, (table,)),),
        filters=(f"Municipal year {year}",) if year else (),
        data={"programme": data(register, topics)},
        sheet=sheet(register, topics, as_of),
    )
