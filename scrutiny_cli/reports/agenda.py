"""The agenda of a meeting: cover, membership, numbered items, the council's standing text."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from scrutiny_cli.domain.committees import Committee, Seat, StandingItem
from scrutiny_cli.domain.dates import clock, full_date, long_date
from scrutiny_cli.domain.meetings import Item, Meeting, agenda_items
from scrutiny_cli.domain.notice import clear_days_between, deadlines
from scrutiny_cli.domain.working_days import WorkingDays
from scrutiny_cli.register import Register
from scrutiny_cli.reports.deadlines import STATUTE, moment
from scrutiny_cli.reports.model import (
    Agenda,
    AgendaEntry,
    Block,
    Cell,
    Column,
    Facts,
    Notice,
    Paper,
    Prose,
    Report,
    Section,
    Table,
)
from scrutiny_cli.wording import count, listed

# What each paragraph of Part 1 of Schedule 12A to the Local Government Act 1972 (as substituted
# by SI 2006/88) covers.
SCHEDULE_12A = {
    1: "information about an individual",
    2: "information likely to reveal who an individual is",
    3: "information about the financial or business affairs of a person, the authority included",
    4: "information about consultations or negotiations on labour relations",
    5: "information that legal professional privilege protects",
    6: "information that reveals a notice, order or direction the authority proposes to give",
    7: "information about the prevention, investigation or prosecution of crime",
}


@dataclass(frozen=True)
class Setting:
    """A meeting with its committee and the register around it."""

    register: Register
    committee: Committee
    meeting: Meeting

    def fill(self, text: str | None) -> str | None:
        """Put the register's facts in place of the words in braces."""
        if text is None or "{" not in text:
            return text
        facts = self.facts()
        return re.sub(r"\{(\w+)\}", lambda found: facts.get(found[1], found[0]), text)

    def facts(self) -> dict[str, str]:
        """What each word in braces stands for."""
        meeting = self.meeting
        publication, public, council = deadlines(meeting.date, self.committee.rules)
        before = self.register.previous_meeting(self.committee, meeting.date)
        after = self.register.next_meeting(self.committee, meeting.date)
        return {
            "previous_meeting": long_date(before.date) if before else "the last meeting",
            "next_meeting": _when(after) if after else "to be announced",
            "public_questions": moment(public),
            "council_questions": moment(council),
            "publication": moment(publication),
            "meeting_date": full_date(meeting.date),
            "committee": self.committee.name,
        }


def _when(meeting: Meeting) -> str:
    day = full_date(meeting.date)
    return f"{day} at {clock(meeting.time)}" if meeting.time else day


def items(setting: Setting) -> list[tuple[Item, StandingItem | None]]:
    """The items in order, the committee's standing ones among them."""
    committee = setting.committee
    return agenda_items(setting.meeting, committee.standing_items, committee.rules)


def entries(setting: Setting) -> tuple[AgendaEntry, ...]:
    """The agenda's entries, numbered in order; front matter has no number."""
    found = []
    number = 0
    for position, (item, standing) in enumerate(items(setting), 1):
        numbered = item.numbered
        if numbered is None:
            numbered = standing.numbered if standing else True
        number += numbered
        found.append(_entry(setting, item, standing, number if numbered else None, position))
    return tuple(found)


def _entry(
    setting: Setting, item: Item, standing: StandingItem | None, number: int | None, position: int
) -> AgendaEntry:
    title = (
        item.title
        or (standing.title if standing else None)
        or (item.exempt.public_title if item.exempt else None)
        or "Untitled item"
    )
    purpose = item.purpose or (standing.purpose if standing else None)
    return AgendaEntry(
        id=f"item-{position}",
        number=number,
        title=title,
        purpose=setting.fill(purpose),
        pages=item.pages,
        report_by=item.report_by,
        details=_details(setting, item),
        recommends=item.recommends,
        papers=tuple(Paper(p.title, p.appendix, p.pages, p.file) for p in item.papers),
        state=_state(setting.meeting, item),
        confidence=_confidence(item),
    )


def _details(setting: Setting, item: Item) -> tuple[tuple[str, Cell], ...]:
    moved = setting.register.meetings.get(item.moved_from or "")
    rows: tuple[tuple[str, Cell], ...] = (
        ("Type of scrutiny", listed([_capital(word) for word in item.scrutiny])),
        ("Decision type", _capital(item.decision_type or "")),
        ("Wards affected", listed(item.wards)),
        ("Moved from", f"the meeting of {long_date(moved.date)}" if moved else ""),
        ("Urgent because", Prose(item.late_reason) if item.late_reason else ""),
        ("Background papers", tuple(paper.title for paper in item.background_papers)),
    )
    return tuple((label, cell) for label, cell in rows if cell)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _state(meeting: Meeting, item: Item) -> str | None:
    if item.state == "to follow":
        return "To follow"
    if item.state is None:
        return None
    supplement = next((s for s in meeting.supplements if s.number == item.state), None)
    day = supplement.published_on if supplement else None
    return f"Supplement {item.state}" + (f", published {long_date(day)}" if day else "")


def _confidence(item: Item) -> str | None:
    if item.open:
        return None
    if item.classification == "confidential":
        return (
            "Confidential: the public are excluded by law while this item is taken "
            "(Local Government Act 1972, section 100A(2))."
        )
    numbers = sorted(set(item.exempt.paragraphs)) if item.exempt else []
    if not numbers:
        return "Exempt: the public may be excluded while this item is taken."
    paragraph = "paragraph" if len(numbers) == 1 else "paragraphs"
    means = "; ".join(SCHEDULE_12A[number] for number in numbers)
    return (
        f"Exempt: the public may be excluded while this item is taken. Local Government Act 1972, "
        f"Schedule 12A, {paragraph} {listed([str(n) for n in numbers])} ({means})."
    )


def seats(setting: Setting) -> list[Seat]:
    """The seats of the committee on the day, in the order of its record."""
    return [seat for seat in setting.committee.seats if seat.held_on(setting.meeting.date)]


def role_words(seat: Seat) -> str:
    """A seat's role as the agenda prints it."""
    return seat.printed_role or {"co-optee": "Co-opted member"}.get(seat.role, _capital(seat.role))


def _membership(setting: Setting) -> Section:
    people = setting.register.people
    rows: list[tuple[Cell, ...]] = []
    for seat in seats(setting):
        person = people.get(seat.holder or "")
        name = person.full_name if person else seat.holder or "Vacancy"
        rows.append((name, role_words(seat), seat.represents or seat.group))
    # A column that holds nothing is left out.
    wide = 3 if any(row[2] for row in rows) else 2
    columns = (Column("Name", heads=True), Column("Role"), Column("Represents"))[:wide]
    table = Table("Membership of the committee", columns, tuple(row[:wide] for row in rows))
    return Section("membership", "Membership", (table,))


def _cover(setting: Setting) -> Section:
    meeting, committee = setting.meeting, setting.committee
    contact = meeting.contact or committee.contact
    words: tuple[str | Prose | None, ...] = ()
    if contact:
        words = (
            ", ".join(part for part in (contact.name, contact.post) if part),
            f"Telephone {contact.phone}" if contact.phone else None,
            Prose(f"<{contact.email}>") if contact.email else None,
        )
    rows: tuple[tuple[str, Cell], ...] = (
        ("Date", full_date(meeting.date)),
        ("Time", meeting.time),
        ("Place", meeting.place),
        ("Room", meeting.room),
        ("Focus", _capital(meeting.focus or "")),
        ("Contact", tuple(part for part in words if part)),
    )
    blocks: list[Block] = [Facts(tuple((label, cell) for label, cell in rows if cell))]
    blocks += _status(setting)
    return Section("cover", None, tuple(blocks))


def _status(setting: Setting) -> list[Notice]:
    meeting, meetings = setting.meeting, setting.register.meetings
    if meeting.status == "cancelled":
        return [Notice("warning", "This meeting has been cancelled.")]
    if meeting.status == "superseded":
        after = [_when(meetings[name]) for name in meeting.superseded_by if name in meetings]
        where = f" Its business moved to {listed(after)}." if after else ""
        return [Notice("warning", f"This meeting does not take place.{where}")]
    return []


def late(setting: Setting, as_of: date) -> list[str]:
    """What to say where the agenda cannot be, or was not, published in time; empty if it can be.

    An agenda that has been published is judged by its own date, one that has not by ``as_of``.
    """
    meeting, rules = setting.meeting, setting.committee.rules
    latest = deadlines(meeting.date, rules)[0]
    day = meeting.published_on or as_of
    if day <= latest.day or not meeting.stands:
        return []
    left = clear_days_between(day, meeting.date, WorkingDays.of(rules))
    when = f"published on {full_date(day)}" if meeting.published_on else f"on {full_date(day)}"
    opening = (
        f"Too late: {when}, {count(left, 'clear working day')} remain before the meeting; "
        f"{rules.publication.clear_days} are needed, and the last day was {full_date(latest.day)}."
    )
    law = (
        f"{STATUTE}(4): an item may then be taken only if the meeting was convened at shorter "
        "notice and the agenda was open to the public from that time, or if the chair, for special "
        "circumstances that the minutes must give, takes it as a matter of urgency. Write the "
        "circumstances in `late_reason:` of the meeting or item, or move the meeting."
    )
    return [opening, law]


def _supplements(setting: Setting) -> Section | None:
    meeting = setting.meeting
    if not meeting.supplements:
        return None
    named = {
        item.name: entry for (item, _), entry in zip(items(setting), entries(setting), strict=True)
    }
    rows = tuple(
        (
            str(supplement.number or ""),
            supplement.published_on,
            tuple(
                f"{entry.number}. {entry.title}" if entry.number else entry.title
                for name in supplement.items
                if (entry := named.get(name))
            )
            or supplement.title,
        )
        for supplement in meeting.supplements
    )
    columns = (Column("Supplement", heads=True, narrow=True), Column("Published"), Column("Items"))
    return Section("supplements", "Supplements", (Table("Supplements", columns, rows),))


def report(
    register: Register,
    meeting: Meeting,
    committee: Committee,
    as_of: date,
    revision: str,
    *,
    draft: bool = False,
    private: bool = False,
) -> Report:
    """The agenda of a meeting, from a register cut to what its readers may see."""
    setting = Setting(register, committee, meeting)
    shown = entries(setting)
    front = tuple(
        Section(f"front-{index}", part.title, (Prose(part.text),))
        for index, part in enumerate(meeting.front_matter, 1)
    )
    texts: dict[str, str | None] = {**committee.standing_text, **meeting.standing_text}
    standing = tuple(
        Section(f"standing-{index}", title, (Prose(text),))
        for index, (title, text) in enumerate(texts.items(), 1)
        if text
    )
    parts = (
        _cover(setting),
        _membership(setting) if seats(setting) else None,
        *front,
        _late_notice(setting),
        Section("items", "Agenda", (Agenda(shown),)),
        _supplements(setting),
        *standing,
    )
    return Report(
        name="agenda",
        title=committee.name,
        subtitle=f"Agenda for {full_date(meeting.date)}",
        as_of=as_of,
        revision=revision,
        sections=tuple(part for part in parts if part),
        draft=draft,
        private=private,
        data={"agenda": _data(setting, shown)},
    )


def _late_notice(setting: Setting) -> Section | None:
    reason = setting.meeting.late_reason
    if not reason:
        return None
    text = Notice(
        "note", "This agenda was published later than five clear days before the meeting."
    )
    return Section("late", "Urgency", (text, Prose(reason)))


def _data(setting: Setting, shown: tuple[AgendaEntry, ...]) -> dict[str, Any]:
    meeting = setting.meeting
    people = setting.register.people
    return {
        "meeting": meeting.id,
        "committee": setting.committee.id,
        "date": meeting.date.isoformat(),
        "time": meeting.time.strftime("%H:%M") if meeting.time else None,
        "place": meeting.place,
        "membership": [
            {
                "name": people[seat.holder].full_name if seat.holder in people else seat.holder,
                "role": seat.role,
                "represents": seat.represents,
                "group": seat.group,
            }
            for seat in seats(setting)
        ],
        "items": [
            {
                "number": entry.number,
                "title": entry.title,
                "purpose": entry.purpose,
                "pages": entry.pages,
                "report_by": list(entry.report_by),
                "papers": [{"title": p.title, "appendix": p.appendix} for p in entry.papers],
                "state": entry.state,
                "confidence": entry.confidence,
            }
            for entry in shown
        ],
    }
