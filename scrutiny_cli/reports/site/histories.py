"""The whole history of an action, a recommendation or an agenda item, each step with date and paper."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from scrutiny_cli.domain.dates import earliest, long_date
from scrutiny_cli.domain.meetings import Item, Meeting, Minute
from scrutiny_cli.reports.common import withdrawal
from scrutiny_cli.reports.fields import Fields, shown
from scrutiny_cli.reports.meetings.agenda import AgendaContext
from scrutiny_cli.reports.model import (
    Agenda,
    AgendaEntry,
    Aside,
    Block,
    Cell,
    Listing,
    PageLink,
    Prose,
    Report,
    Section,
    facts,
)
from scrutiny_cli.reports.site.addresses import item_page, page_of
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers import actions as logs
from scrutiny_cli.reports.trackers.actions import LoggedAction
from scrutiny_cli.reports.trackers.promised import PromisedAction
from scrutiny_cli.reports.trackers.recommendation_tracker import PAGE
from scrutiny_cli.reports.trackers.recommendations import (
    RECOMMENDATION,
    Reply,
    TrackedRecommendation,
    called,
    cited,
)
from scrutiny_cli.wording import capital, listed


class HistoryEvent(NamedTuple):
    """A step of a history: when it was, what happened, and the paper that says so."""

    on: date | None
    what: Cell
    paper: Cell = None


HISTORY = Fields(
    HistoryEvent,
    shown("on", "Date", lambda e: e.on or Aside("not dated")),
    shown("what", "What happened"),
    shown("paper", "Paper"),
)
STEPS = HISTORY.columns("history", "on", "what", "paper", heads="what")


def meeting_link(at: Standpoint, name: str | None) -> Cell:
    """Return a link to a meeting by its date, or its id if the register does not have it."""
    meeting = at.register.meetings.get(name or "")
    return (
        PageLink(long_date(meeting.date), page=page_of("meetings", meeting.id)) if meeting else name
    )


def minutes_link(meeting: Meeting | None, minute: int | None = None) -> Cell:
    """Return a link to the minutes of a meeting, or to its page where they are not there."""
    if meeting is None:
        return None
    if meeting.minutes:
        words = f"Minutes of {long_date(meeting.date)}" + (f", minute {minute}" if minute else "")
        return PageLink(words, page=f"minutes-{meeting.id}")
    return PageLink(f"Meeting of {long_date(meeting.date)}", page=page_of("meetings", meeting.id))


def history(events: Iterable[HistoryEvent]) -> Section:
    """Return the steps, oldest first; one without a date stays after the one before it."""
    dated: list[tuple[date, HistoryEvent]] = []
    last = date.min
    for event in events:
        last = earliest(event.on) if event.on else last
        dated.append((last, event))
    steps = [event for _, event in sorted(dated, key=lambda pair: pair[0])]
    return Section("history", "History", (HISTORY.table("History", STEPS, steps),))


def item_link(at: Standpoint, meeting: Meeting | None, name: str | None) -> Cell:
    """Return a link to the page of an agenda item, if it has one."""
    for item in meeting.items if meeting else ():
        if name and item.name == name and has_page(item) and meeting:
            return PageLink(item.title or "Agenda item", page=item_page(meeting.id, item))
    return None


def has_page(item: Item) -> bool:
    """Whether an agenda item has a page: it is no standing one, and has a title that all may read."""
    return bool(not item.standing and item.title)


def action_page(action: LoggedAction) -> Report:
    """Return the page of an action: how it is now, and its history."""
    at, record = action.at, action.record
    title = f"Action {action.called}"
    about = facts(
        ("Status", action.state if at.states else record.printed_status),
        ("Action", Prose(record.action)),
        ("Owner", action.owners),
        ("Directorate", record.directorate),
        ("Due", action.due_words),
        ("Agreed at the meeting of", meeting_link(at, record.meeting)),
        ("Agenda item", item_link(at, action.meeting, record.item)),
        ("Printed as", record.printed_status if at.states else None),
    )
    sections = (Section("action", None, (about,)), history(_of_action(action)))
    return at.report("action-page", title, sections, {}, subtitle=_body(action), filters=())


def _of_action(action: LoggedAction) -> Iterator[HistoryEvent]:
    record, register = action.record, action.at.register
    if action.meeting:
        paper = minutes_link(action.meeting, record.minute)
        yield HistoryEvent(action.meeting.date, "Agreed by the committee", paper)
    if record.added:
        yield HistoryEvent(record.added, "Added to the action log")
    yield from _moves(register, record.moved, "Due date")
    yield from _notes(record.progress)
    yield from _ending(action, record)


def _moves(register: Any, moves: Iterable[Any], what: str) -> Iterator[HistoryEvent]:
    for move in moves:
        before, after = register.due_words(move.from_), register.due_words(move.to)
        words = f"{what} moved from {before} to {after}."
        yield HistoryEvent(move.on, (words, Prose(move.why)) if move.why else words)


def _notes(progress: Iterable[Any]) -> Iterator[HistoryEvent]:
    for note in progress:
        yield HistoryEvent(note.on, Prose(note.note))


def _ending(listed_: Any, record: Any) -> Iterator[HistoryEvent]:
    """What became of something in the end: done, reported, accepted, withdrawn."""
    at: Standpoint = listed_.at
    if record.completed:
        on = record.completed if isinstance(record.completed, date) else None
        evidence = f"Evidence: {record.evidence}" if record.evidence else None
        yield HistoryEvent(on, ("Done", Aside(evidence)))
    reported = at.register.meetings.get(record.reported or "")
    over = reported is None or reported.date <= at.as_of
    if reported:
        words = "Reported to the committee" if over else "To be reported to the committee"
        yield HistoryEvent(reported.date, words, minutes_link(reported))
    if record.accepted is not None and over:
        words = "Accepted by the committee" if record.accepted else "Sent back by the committee"
        yield HistoryEvent(reported.date if reported else None, words, minutes_link(reported))
    if listed_.standing.state == "withdrawn":
        gone = record.withdrawn
        yield HistoryEvent(gone.on if gone else None, withdrawal(gone) or "Withdrawn")


def _body(listed_: Any) -> str | None:
    return listed_.committee.name if listed_.committee else None


def recommendation_title(recommendation: TrackedRecommendation) -> str:
    """Return what the page of a recommendation is called."""
    label, meeting = recommendation.record.label, recommendation.meeting
    day = f" of {long_date(meeting.date)}" if meeting else ""
    return f"Recommendation {label}{day}" if label else f"Recommendation{day}"


def recommendation_page(recommendation: TrackedRecommendation) -> Report:
    """Return the page of a recommendation: how it is now, and its history."""
    at, record = recommendation.at, recommendation.record
    known = at.register.recommendations
    parts = [r for r in known.values() if r.parent == record.id]
    whole = known.get(record.parent or "")
    replaced = [known[name] for name in record.superseded_by if name in known]
    about = facts(
        ("Status", recommendation.state if at.states else record.printed_status),
        (
            "Recommendation",
            (*((Prose(record.lead_in),) if record.lead_in else ()), Prose(record.text)),
        ),
        ("Made to", capital(recommendation.addressees)),
        ("Made at the meeting of", meeting_link(at, record.meeting)),
        (
            "Agenda item",
            item_link(at, recommendation.meeting, record.item) or recommendation.item_title,
        ),
        ("Review", _review(at, record.review)),
        ("By when", recommendation.by_words),
        ("Part of", link_to(whole) if whole else None),
        ("Parts", tuple(map(link_to, parts))),
        ("Replaced by", tuple(map(link_to, replaced))),
        ("Printed as", record.printed_status if at.states else None),
    )
    title = recommendation_title(recommendation)
    sections = (
        Section("recommendation", None, (about,)),
        history(_of_recommendation(recommendation)),
    )
    body = _body(recommendation)
    return at.report("recommendation-page", title, sections, {}, subtitle=body, filters=())


def link_to(recommendation: Any) -> PageLink:
    """Return a link to the page of a recommendation."""
    return PageLink(called(recommendation), page=page_of("recommendations", recommendation.id))


def _review(at: Standpoint, name: str | None) -> Cell:
    review = at.register.reviews.get(name or "")
    return PageLink(review.title, page=page_of("reviews", review.id)) if review else None


def _of_recommendation(recommendation: TrackedRecommendation) -> Iterator[HistoryEvent]:
    at, record = recommendation.at, recommendation.record
    to = f" to {listed(record.to)}" if record.to else ""
    if recommendation.meeting:
        paper = minutes_link(recommendation.meeting, record.minute)
        yield HistoryEvent(recommendation.meeting.date, f"Recommended{to}", paper)
    if record.notified:
        yield HistoryEvent(record.notified, f"Notice sent{to}")
    if record.received:
        yield HistoryEvent(record.received, f"Received{f' by{to[3:]}' if to else ''}")
    if due := at.register.response_due(record):
        yield HistoryEvent(due, "Last day to respond")
    for reply in recommendation.answers:
        yield from _of_reply(reply)
    yield from _notes(record.progress)
    yield from _ending(recommendation, record)


def _of_reply(reply: Reply) -> Iterator[HistoryEvent]:
    response = reply.share.response
    by = f" by {response.by}" if response.by else ""
    decision = capital(reply.share.decision or "")
    head = f"Response{by}{f': {decision}' if decision else ''}"
    part = Aside(f"on {response.part}") if response.part else None
    text = Prose(response.text) if response.text else None
    yield HistoryEvent(response.on, (head, part, text), tuple(cited(response)))
    for action in reply.promised:
        yield from _of_promise(action)
    if response.published_on:
        yield HistoryEvent(response.published_on, "Response published")


def _of_promise(action: PromisedAction) -> Iterator[HistoryEvent]:
    record, due = action.record, action.due_words
    words = Aside(", ".join(filter(None, (*action.owners, f"due {due}" if due else None))))
    head: Cell = (
        Aside("Action promised"),
        Prose(record.action),
        words,
        logs.stated(action.rating, action.standing) if action.at.states else None,
    )
    yield HistoryEvent(action.response.on, head)
    yield from _moves(action.at.register, record.moved, "Due date of the promised action")
    for event in _notes(record.progress):
        yield event._replace(what=(Aside("Promised action"), event.what))
    if action.done:
        on = record.completed if isinstance(record.completed, date) else None
        evidence = f"Evidence: {record.evidence}" if record.evidence else None
        yield HistoryEvent(on, ("Promised action done", Aside(evidence)))


class ItemOnAgenda(NamedTuple):
    """An agenda item with its meeting, and what came of it."""

    context: AgendaContext
    item: Item
    entry: AgendaEntry
    recommendations: tuple[TrackedRecommendation, ...]
    actions: tuple[LoggedAction, ...]


def item_page_report(at: Standpoint, on: ItemOnAgenda) -> Report:
    """Return the page of an agenda item: as on the agenda, what was minuted, what came of it."""
    meeting = on.context.meeting
    topic = at.register.programme.get(on.item.programme or "")
    about = facts(
        ("Meeting", PageLink(long_date(meeting.date), page=page_of("meetings", meeting.id))),
        (
            "On the work programme",
            PageLink(topic.topic, page=page_of("programme", topic.id)) if topic else None,
        ),
    )
    minutes = [minute for minute in meeting.minutes if on.item.name and minute.item == on.item.name]
    sections: list[Section | None] = [
        Section("about", None, (about,)),
        Section("item", "On the agenda", (Agenda((on.entry,)),)),
        *(
            Section(f"minute-{minute.number}", f"Minute {minute.number}", _minuted(meeting, minute))
            for minute in minutes
        ),
        recommended(on.recommendations),
        arising(on.actions),
    ]
    return at.report(
        "item-page",
        on.entry.title,
        sections,
        {},
        subtitle=on.context.committee.name,
        filters=(),
    )


def _minuted(meeting: Meeting, minute: Minute) -> tuple[Block, ...]:
    texts = [part.text for part in minute.resolved if part.text]
    return (
        *((Prose(minute.text),) if minute.text else ()),
        *((Listing(tuple(map(Prose, texts))),) if texts else ()),
        Listing((minutes_link(meeting, minute.number),)),
    )


def recommended(made: Iterable[TrackedRecommendation]) -> Section | None:
    """Return the recommendations that were made, with how they are now."""
    rows = list(made)
    columns = PAGE if any(r.record.label for r in rows) else PAGE[1:]
    table = RECOMMENDATION.table("Recommendations", columns, rows)
    return Section("advice", "Recommendations", (table,)) if rows else None


def arising(actions: Iterable[LoggedAction]) -> Section | None:
    """Return the actions that arose, with how they are now."""
    rows = list(actions)
    table = logs.ACTION.table("Actions", logs.LOG, rows)
    return Section("arising", "Actions", (table,)) if rows else None
