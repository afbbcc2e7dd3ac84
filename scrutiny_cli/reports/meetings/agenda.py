"""The agenda of a meeting: cover, membership, numbered items, the council's standing text."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from scrutiny_cli.domain.committees import Committee, Seat, StandingItem
from scrutiny_cli.domain.dates import clock, full_date, long_date
from scrutiny_cli.domain.meetings import Item, Meeting, agenda_items, standing_left_out
from scrutiny_cli.domain.notice import clear_days_between, deadlines
from scrutiny_cli.domain.working_days import WorkingDays
from scrutiny_cli.exempt.wording import closed_papers, closed_words, title_of
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.meetings.deadlines import STATUTE, moment
from scrutiny_cli.reports.meetings.roles import Capacities, role_and_vote
from scrutiny_cli.reports.model import (
    Agenda,
    AgendaEntry,
    Block,
    Cell,
    Column,
    Facts,
    Notice,
    PaperLine,
    Prose,
    Report,
    Section,
    Table,
    facts,
)
from scrutiny_cli.wording import capital, count, listed

NO_QUORUM = "No quorum was present, so the meeting did no business."
# A purpose with one of these asks for questions by a deadline.
INVITATIONS = ("{public_questions}", "{council_questions}")
# What stands for the day of a meeting before where the register has none.
UNKNOWN_DAY = "a date to be confirmed"


@dataclass(frozen=True)
class AgendaContext:
    """A meeting with its committee and the register around it."""

    register: Register
    committee: Committee
    meeting: Meeting
    taken: bool = False
    """Whether the items have been taken, and are told of as in the minutes."""

    def fill(self, text: str | None) -> str | None:
        """Put the register's facts in place of the words in braces."""
        if text is None or "{" not in text:
            return text
        facts = self.facts()
        return re.sub(r"\{(\w+)\}", lambda found: facts.get(found[1], found[0]), text)

    def purpose(self, text: str | None) -> str | None:
        """The purpose of an item; a meeting that does not take place invites no questions."""
        if text and not self.meeting.stands and any(words in text for words in INVITATIONS):
            return None
        return self.fill(text)

    def facts(self) -> dict[str, str]:
        """What each word in braces stands for."""
        meeting = self.meeting
        publication, public, council = deadlines(meeting.date, self.committee.rules)
        due = self.register.minutes_due(self.committee, meeting)
        after = self.register.next_meeting(self.committee, meeting.date)
        return {
            "previous_meeting": listed([long_date(m.date) for m in due]) or UNKNOWN_DAY,
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


def items(setting: AgendaContext) -> list[tuple[Item, StandingItem | None]]:
    """The items in order, the committee's standing ones among them."""
    committee = setting.committee
    return agenda_items(setting.meeting, committee.standing_items, committee.rules)


def entries(setting: AgendaContext) -> tuple[AgendaEntry, ...]:
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
    setting: AgendaContext,
    item: Item,
    standing: StandingItem | None,
    number: int | None,
    position: int,
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
        purpose=setting.purpose(purpose),
        pages=item.pages,
        report_by=item.report_by,
        details=_details(setting, item),
        recommends=item.recommends,
        papers=tuple(PaperLine(title_of(p), p.appendix, p.pages, p.file) for p in item.papers),
        state=_state(setting.meeting, item),
        confidence=closed_words(item, "this item", "taken", past=setting.taken),
    )


def _details(setting: AgendaContext, item: Item) -> Facts:
    moved = setting.register.meetings.get(item.moved_from or "")
    away = setting.register.meetings.get(item.moved_to or "")
    rows: tuple[tuple[str, Cell], ...] = (
        ("Type of scrutiny", listed([capital(word) for word in item.scrutiny])),
        ("Decision type", capital(item.decision_type or "")),
        ("Wards affected", listed(item.wards)),
        ("Moved from", f"the meeting of {long_date(moved.date)}" if moved else ""),
        ("Moved to", f"the meeting of {long_date(away.date)}" if away else ""),
        ("Urgent because", Prose(item.late_reason) if item.late_reason else ""),
        ("Background papers", tuple(map(title_of, item.background_papers))),
        ("Not for publication", closed_papers(item, past=setting.taken)),
    )
    return facts(*rows)


def _state(meeting: Meeting, item: Item) -> str | None:
    if item.state == "to follow":
        return "To follow"
    if item.state is None:
        return "Verbal report" if item.verbal else None
    supplement = next((s for s in meeting.supplements if s.number == item.state), None)
    day = supplement.published_on if supplement else None
    return f"Supplement {item.state}" + (f", published {long_date(day)}" if day else "")


def seats(setting: AgendaContext) -> list[Seat]:
    """The seats of the committee on the day, in the order of its record."""
    return Capacities(setting.committee, setting.meeting.date).seats


def _membership(setting: AgendaContext) -> Section:
    people = setting.register.people
    rows: list[tuple[Cell, ...]] = []
    for seat in seats(setting):
        person = people.get(seat.holder or "")
        name = person.full_name if person else seat.holder or "Vacancy"
        rows.append((name, role_and_vote(seat), seat.represents or seat.group))
    # A column that holds nothing is left out.
    wide = 3 if any(row[2] for row in rows) else 2
    columns = (Column("Name", heads=True), Column("Role"), Column("Represents"))[:wide]
    table = Table("Membership of the committee", columns, tuple(row[:wide] for row in rows))
    return Section("membership", "Membership", (table,))


def _cover(setting: AgendaContext) -> Section:
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
        ("Focus", capital(meeting.focus or "")),
        ("Contact", tuple(part for part in words if part)),
    )
    return Section("cover", None, (*_status(setting), facts(*rows)))


def _status(setting: AgendaContext) -> tuple[Block, ...]:
    """What became of the meeting, and why, where its agenda must say so before all else."""
    meeting = setting.meeting
    why = (Prose(meeting.status_reason),) if meeting.status_reason else ()
    if meeting.status == "cancelled":
        return (Notice("warning", "This meeting has been cancelled."), *why)
    if meeting.status == "superseded":
        after = [_when(m) for m in setting.register.successors(meeting.id) if m is not meeting]
        where = f" Its business moved to {listed(after)}." if after else ""
        return (Notice("warning", f"This meeting does not take place.{where}"), *why)
    return (Notice("note", NO_QUORUM),) if meeting.inquorate else ()


def _supplements(setting: AgendaContext) -> Section | None:
    meeting = setting.meeting
    if not meeting.supplements:
        return None
    named = {
        item.name: entry for (item, _), entry in zip(items(setting), entries(setting), strict=True)
    }
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            str(supplement.number or ""),
            supplement.published_on,
            tuple(
                f"{entry.number}. {entry.title}" if entry.number else entry.title
                for name in supplement.items
                if (entry := named.get(name))
            ),
            supplement.title,
        )
        for supplement in meeting.supplements
    )
    columns: tuple[Column, ...] = (
        Column("Supplement", heads=True, narrow=True),
        Column("Published"),
        Column("Items"),
        Column("Title"),
    )
    # A column that holds nothing is left out.
    wide = 4 if any(supplement.title for supplement in meeting.supplements) else 3
    columns, rows = columns[:wide], tuple(row[:wide] for row in rows)
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
    setting = AgendaContext(register, committee, meeting)
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
        council=setting.committee.council,
        subtitle=f"{'Extraordinary meeting: agenda' if meeting.extraordinary else 'Agenda'} for "
        f"{full_date(meeting.date)}",
        as_of=as_of,
        revision=revision,
        sections=tuple(part for part in parts if part),
        draft=draft,
        private=private,
        data={"agenda": _data(setting, shown)},
    )


def _late_notice(setting: AgendaContext) -> Section | None:
    reason = setting.meeting.late_reason
    if not reason:
        return None
    text = Notice(
        "note", "This agenda was published later than five clear days before the meeting."
    )
    return Section("late", "Urgency", (text, Prose(reason)))


def _data(setting: AgendaContext, shown: tuple[AgendaEntry, ...]) -> dict[str, Any]:
    meeting = setting.meeting
    people = setting.register.people
    return {
        "meeting": meeting.id,
        "committee": setting.committee.id,
        "council": setting.committee.council,
        "date": meeting.date.isoformat(),
        "time": meeting.time.strftime("%H:%M") if meeting.time else None,
        "status": meeting.status,
        "status_reason": meeting.status_reason,
        "extraordinary": meeting.extraordinary,
        "inquorate": meeting.inquorate,
        "place": meeting.place,
        "membership": [
            {
                "name": people[seat.holder].full_name if seat.holder in people else seat.holder,
                "role": seat.role,
                "printed_role": seat.printed_role,
                "voting": seat.voting,
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


def late(setting: AgendaContext, as_of: date) -> list[str]:
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
        "circumstances that the minutes must give, takes it as a matter of urgency. "
    )
    own = [item for item in meeting.items if item.open and not item.standing]
    if meeting.late_reason or (own and all(item.late_reason for item in own)):
        return [opening, f"{law}Agenda and minutes print what is written in `late_reason:`."]
    todo = "Write the circumstances in `late_reason:` of the meeting or item, or move the meeting."
    return [opening, f"{law}{todo}"]


def left_out(meeting: Meeting, committee: Committee) -> str | None:
    """What to say where standing items are not on an agenda because it lists others."""
    others = standing_left_out(meeting, committee.standing_items, committee.rules)
    missing = [item.title for item in others]
    if not missing or not meeting.stands:
        return None
    return (
        f"not on this agenda: {listed(missing)}. A meeting that lists a standing item has just "
        "those it lists: add these with `standing:`, or take out the ones it lists to have all."
    )


def undated(setting: AgendaContext) -> str | None:
    """What to say where an agenda names the meeting before, and the register has none."""
    meeting, committee = setting.meeting, setting.committee
    if not meeting.stands or setting.register.minutes_due(committee, meeting):
        return None
    purposes = [item.purpose or (known and known.purpose) or "" for item, known in items(setting)]
    if not any("{previous_meeting}" in purpose for purpose in purposes):
        return None
    return (
        f"{{previous_meeting}} is printed as “{UNKNOWN_DAY}”: the register has no meeting of "
        f"{committee.name} before this one. Add a record of the last one (its `date:` is enough), "
        "or give the item a `purpose:` of its own."
    )
