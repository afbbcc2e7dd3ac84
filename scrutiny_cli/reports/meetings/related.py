"""Where the pages of a meeting lead: from an agenda item to what came of it, and back to the item."""

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.meetings import (
    QUESTION_ITEMS,
    Item,
    Meeting,
    Minute,
    agenda_items,
    agenda_numbers,
)
from scrutiny_cli.domain.recommendations import Recommendation
from scrutiny_cli.reports.model import PageLink
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.wording import count

LOG, TRACKER, SCHEDULE = "action-log", "recommendation-tracker", "response-schedule"
"""The names of the pages of the trackers."""


def item_anchor(position: int) -> str:
    """Return where an item is on the page of its agenda; positions count from 1."""
    return f"item-{position}"


def minute_anchor(number: int) -> str:
    """Return where a minute is on the page of its minutes."""
    return f"minute-{int(number)}"


def arose_from(record: Action | Recommendation, minute: Minute) -> bool:
    """Return whether a record of a meeting arose from a minute: by its number, or by its item."""
    if record.minute:
        return record.minute == minute.number
    return record.item is not None and record.item == minute.item


def to_item(at: Standpoint, meeting: Meeting, name: str | None) -> PageLink | None:
    """Return a link to an item on the agenda of its meeting."""
    committee = at.register.committee_of(meeting)
    if not name or not committee or f"agenda-{meeting.id}" not in at.beside:
        return None
    pairs = agenda_items(meeting, committee.standing_items, committee.rules)
    numbers = agenda_numbers(pairs)
    for position, ((item, _), number) in enumerate(zip(pairs, numbers, strict=True), 1):
        if item.name == name:
            words = f"Agenda item {number}" if number else "On the agenda"
            return at.link(words, f"agenda-{meeting.id}", item_anchor(position))
    return None


def to_minute(at: Standpoint, meeting: Meeting, minute: Minute | None) -> PageLink | None:
    """Return a link to a minute of a meeting."""
    if minute is None:
        return None
    words = f"Minute {minute.number}"
    return at.link(words, f"minutes-{meeting.id}", minute_anchor(minute.number))


def to_item_taken(at: Standpoint, meeting: Meeting, name: str) -> PageLink | None:
    """Return a link to the minute of an item, or else to the item on its agenda."""
    minute = next((m for m in meeting.minutes if m.item == name), None)
    return to_minute(at, meeting, minute) or to_item(at, meeting, name)


def to_questions(at: Standpoint, meeting: Meeting, name: str | None) -> PageLink | None:
    """Return a link from an item for questions to the questions and their answers."""
    kind = next((kind for kind, item in QUESTION_ITEMS.items() if item == name), None)
    if kind is None:
        return None
    return at.link("Questions and answers", f"questions-{meeting.id}", f"part-{kind}")


def to_origin(
    at: Standpoint, meeting: Meeting | None, record: Action | Recommendation
) -> PageLink | None:
    """Return a link to the minute that a record arose from, or else to the agenda item."""
    if meeting is None:
        return None
    minute = next((m for m in meeting.minutes if arose_from(record, m)), None)
    return to_minute(at, meeting, minute) or to_item(at, meeting, record.item)


def from_item(at: Standpoint, meeting: Meeting, item: Item) -> tuple[PageLink, ...]:
    """Return links from an agenda item to its questions, minutes, actions and recommendations."""
    if item.name is None:
        return ()
    register = at.register
    minutes = [minute for minute in meeting.minutes if minute.item == item.name]
    arose = [
        record
        for records in (register.actions, register.recommendations)
        for record in records.values()
        if record.meeting == meeting.id
        and (record.item == item.name or any(arose_from(record, minute) for minute in minutes))
    ]
    actions = [record for record in arose if isinstance(record, Action)]
    advice = [record for record in arose if isinstance(record, Recommendation)]
    links = (
        to_questions(at, meeting, item.name),
        *(to_minute(at, meeting, minute) for minute in minutes),
        *(at.link(f"Action {a.number or 'arising'}", LOG, a.id) for a in actions),
        at.link(count(len(advice), "recommendation"), TRACKER, advice[0].id) if advice else None,
    )
    return tuple(link for link in links if link)
