"""A supplement to an agenda: the papers and answers that were published after it."""

from scrutiny_cli.domain.dates import full_date
from scrutiny_cli.domain.meetings import QUESTION_ITEMS, Item, Supplement
from scrutiny_cli.domain.notice import deadlines
from scrutiny_cli.reports.meetings import questions
from scrutiny_cli.reports.meetings.agenda import ENTRY, AgendaContext
from scrutiny_cli.reports.model import (
    Agenda,
    AgendaEntry,
    Block,
    Notice,
    Prose,
    Report,
    Section,
    facts,
)
from scrutiny_cli.reports.standpoint import Standpoint

LATE = (
    "Published later than five clear days before the meeting. The chair takes its business as a matter "
    "of urgency (Local Government Act 1972, section 100B(4)(b))."
)


def report(at: Standpoint, context: AgendaContext, number: int) -> Report | None:
    """A supplement by its number: what it holds, and why it is late where the law asks for that."""
    meeting = context.meeting
    record = next((s for s in meeting.supplements if s.number == number), None)
    if record is None:
        return None
    held = [(item, entry) for item, entry in context.shown if item.name in record.items]
    kinds = [kind for kind, name in QUESTION_ITEMS.items() if name in record.items]
    text = (Prose(record.text),) if record.text else ()
    about = facts(
        ("Meeting", full_date(meeting.date)),
        ("Time", meeting.time),
        ("Place", meeting.place),
        ("Supplement", str(number)),
        ("Title", record.title),
        ("Published", full_date(record.published_on) if record.published_on else None),
    )
    entries = tuple(entry for _, entry in held)
    return at.report(
        "supplement",
        f"Supplement {number} to the agenda for {full_date(meeting.date)}",
        (
            Section("cover", None, (about, *text)),
            _urgency(context, record, [item for item, _ in held]),
            Section("items", "Items", (Agenda(entries),)) if entries else None,
            *(part for kind in kinds for part in questions.sections(at, meeting, kind)),
        ),
        {"supplement": _data(context, record, entries)},
        subtitle=context.committee.name,
    )


def _urgency(context: AgendaContext, record: Supplement, items: list[Item]) -> Section | None:
    """Why reports are taken as urgent that were not open in time; minutes and questions need no reason."""
    rules = context.committee.rules
    latest = deadlines(context.meeting.date, rules)[0].day
    if not rules.statutory or record.published_on is None or record.published_on <= latest:
        return None
    reasons = [item.late_reason for item in items if item.late_reason]
    own = [item for item in items if not item.standing]
    if not reasons and own and context.meeting.late_reason:
        reasons = [context.meeting.late_reason]
    blocks: list[Block] = [Notice("note", LATE), *map(Prose, dict.fromkeys(reasons))]
    return Section("urgency", "Urgency", tuple(blocks)) if reasons else None


def _data(
    context: AgendaContext, record: Supplement, entries: tuple[AgendaEntry, ...]
) -> dict[str, object]:
    return {
        "meeting": context.meeting.id,
        "number": record.number,
        "published_on": record.published_on.isoformat() if record.published_on else None,
        "title": record.title,
        "items": [ENTRY.write(entry) for entry in entries],
    }
