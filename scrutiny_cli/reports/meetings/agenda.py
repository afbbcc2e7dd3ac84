"""The agenda of a meeting: cover, membership, numbered items, the council's standing text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from scrutiny_cli.domain.committees import Committee, Contact, Seat, StandingItem, gives
from scrutiny_cli.domain.dates import clock, full_date, long_date
from scrutiny_cli.domain.meetings import (
    QUESTION_ITEMS,
    REPRESENTATIONS,
    Item,
    Meeting,
    OtherDate,
    Paper,
    Supplement,
    agenda_items,
    agenda_numbers,
    rule_name,
    standing_left_out,
)
from scrutiny_cli.domain.notice import (
    DEADLINES,
    clear_days_between,
    closing,
    deadlines,
    deadlines_of,
)
from scrutiny_cli.domain.page_map import item_key, paper_key
from scrutiny_cli.domain.questions import number_of_names
from scrutiny_cli.domain.quorum import quorum, quorum_words
from scrutiny_cli.domain.working_days import WorkingDays
from scrutiny_cli.exempt.wording import closed_papers, closed_words, title_of
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import contact_words
from scrutiny_cli.reports.decisions.call_ins import ListedCallIn, heard, item_facts
from scrutiny_cli.reports.fields import ITSELF, Field, Fields, shown
from scrutiny_cli.reports.meetings.deadlines import STATUTE, WORDS, moment
from scrutiny_cli.reports.meetings.related import from_item, item_anchor
from scrutiny_cli.reports.meetings.roles import Capacities, role_and_vote
from scrutiny_cli.reports.model import (
    Agenda,
    AgendaEntry,
    Block,
    Cell,
    Facts,
    InPack,
    Listing,
    Notice,
    PaperLine,
    Prose,
    Report,
    Section,
    facts,
)
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.wording import capital, count, in_words, listed


@dataclass(frozen=True)
class FilledSeat:
    """A seat with its holder."""

    register: Register
    record: Seat

    @property
    def name(self) -> str | None:
        """The name of its holder."""
        person = self.register.people.get(self.record.holder or "")
        return person.full_name if person else self.record.holder

    @property
    def words(self) -> str:
        """Its holder, and the role if that is more than member; whom they represent."""
        role = role_and_vote(self.record)
        parts = (
            self.name or "Vacancy",
            None if role == MEMBER else f"{role[:1].upper()}{role[1:]}",
            self.record.represents or self.record.group,
            f"appointed by {self.record.appointed_by}" if self.record.appointed_by else None,
        )
        return ", ".join(part for part in parts if part)


MEMBER = "Member"
NO_QUORUM = "No quorum was present, so the meeting did no business."
ONLY_NOTES = (
    "No quorum was present, so the meeting resolved nothing. These are notes of the discussion."
)
# A purpose with one of these asks for questions by a deadline.
INVITATIONS = tuple(f"{{{rule_name(kind)}}}" for kind in QUESTION_ITEMS)
# Printed for the date of the meeting before if the register has none.
UNKNOWN_DAY = "a date to be confirmed"


@dataclass(frozen=True)
class AgendaContext:
    """A meeting with its committee and the register around it."""

    register: Register
    committee: Committee
    meeting: Meeting
    taken: bool = False
    """Whether the items have been taken, and are worded as in the minutes."""
    links: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Where each paper is in the pack that the agenda is part of, or beside it, by item and paper."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """The type and size of what is beside it, by its place."""

    @property
    def record(self) -> Meeting:
        """The meeting."""
        return self.meeting

    @cached_property
    def items(self) -> list[tuple[Item, StandingItem | None]]:
        """The items in order, the committee's standing ones among them."""
        committee = self.committee
        return agenda_items(self.meeting, committee.standing_items, committee.rules)

    @cached_property
    def entries(self) -> tuple[AgendaEntry, ...]:
        """The agenda's entries, numbered in order, except those before item 1."""
        numbers = agenda_numbers(self.items)
        return tuple(
            _entry(self, item, standing, number, position)
            for position, ((item, standing), number) in enumerate(
                zip(self.items, numbers, strict=True), 1
            )
        )

    @property
    def shown(self) -> list[tuple[Item, AgendaEntry]]:
        """The items with their entries."""
        pairs = zip(self.items, self.entries, strict=True)
        return [(item, entry) for (item, _), entry in pairs]

    @cached_property
    def seats(self) -> list[FilledSeat]:
        """The seats of the committee on the day, in the order of its record."""
        seats = Capacities(self.committee, self.meeting.date).seats
        return [FilledSeat(self.register, seat) for seat in seats]

    def fill(self, text: str | None) -> str | None:
        """Put the register's facts in place of the words in braces."""
        if text is None or "{" not in text:
            return text
        facts = self.facts()
        return re.sub(r"\{(\w+)\}", lambda match: facts.get(match[1], match[0]), text)

    def purpose(self, text: str | None) -> str | None:
        """The purpose of an item; a meeting that does not take place invites no questions."""
        if text and not self.meeting.stands and any(words in text for words in INVITATIONS):
            return None
        return self.fill(text)

    def facts(self) -> dict[str, str]:
        """The text for each word in braces."""
        meeting = self.meeting
        publication, public, council = deadlines(meeting.date, self.committee.rules)
        due = self.register.minutes_due(self.committee, meeting)
        after = self.register.next_meeting(self.committee, meeting.date)
        return {
            "previous_meeting": listed([long_date(m.date) for m in due]) or UNKNOWN_DAY,
            "next_meeting": _when(after) if after else "to be announced",
            "public_questions": moment(public),
            "council_questions": moment(council),
            **{
                rule_name(kind): moment(last) if last else UNKNOWN_DAY
                for kind in REPRESENTATIONS
                for last in [closing(kind, meeting.date, self.committee.rules)]
            },
            "publication": moment(publication),
            "meeting_date": full_date(meeting.date),
            "committee": self.committee.name,
            "contact": self._contact,
        }

    @property
    def _contact(self) -> str:
        """Whom to ask, in a sentence."""
        contact = self.meeting.contact or self.committee.contact_on(self.meeting.date) or Contact()
        who = ", ".join(part for part in (contact.name, contact.post) if part)
        ways = [
            f"on {contact.phone}" if contact.phone else "",
            f"at <{contact.email}>" if contact.email else "",
        ]
        return " ".join(part for part in (who, listed([w for w in ways if w], "or")) if part)


def _when(meeting: Meeting) -> str:
    day = full_date(meeting.date)
    return f"{day} at {clock(meeting.time)}" if meeting.time else day


def _entry(
    context: AgendaContext,
    item: Item,
    standing: StandingItem | None,
    number: int | str | None,
    position: int,
) -> AgendaEntry:
    call_in = heard(context.register, item, context.meeting)
    title = (
        item.title
        or (standing.title if standing else None)
        or (f"Call-in: {call_in.title}" if call_in else None)
        or (item.exempt.public_title if item.exempt else None)
        or "Untitled item"
    )
    purpose = item.purpose or (standing.purpose if standing else None)
    links = {paper: to for (name, paper), to in context.links.items() if name == item_key(item)}
    return AgendaEntry(
        id=item_anchor(position),
        number=number,
        title=title,
        purpose=context.purpose(purpose),
        pages=item.pages,
        report_by=item.report_by,
        details=_details(context, item, call_in),
        recommends=tuple(recommended.labelled for recommended in item.recommends),
        papers=tuple(_paper(context, paper, links.get(paper_key(paper))) for paper in item.papers),
        state=_state(context.meeting, item),
        confidence=closed_words(item, "this item", "taken", past=context.taken),
        link=InPack(item.pages, next(iter(links.values()))) if links and item.pages else None,
    )


def _paper(context: AgendaContext, paper: Paper, address: str | None) -> PaperLine:
    address = address or paper.address
    title, kind = title_of(paper), context.kinds.get(address or "")
    words = f"Appendix {paper.appendix}: {title}" if paper.appendix else title
    words = f"{words} ({kind})" if kind else words
    link = InPack(words, address) if address else None
    return PaperLine(title, paper.appendix, paper.pages, paper.file, link)


def _details(context: AgendaContext, item: Item, call_in: ListedCallIn | None) -> Facts:
    moved = context.register.meetings.get(item.moved_from or "")
    away = context.register.meetings.get(item.moved_to or "")
    rows: tuple[tuple[str, Cell], ...] = (
        *(item_facts(call_in) if call_in else ()),
        ("Received", tuple(_received(context, item))),
        ("Type of scrutiny", listed([capital(word) for word in item.scrutiny])),
        ("Decision type", capital(item.decision_type or "")),
        ("Wards affected", listed(item.wards)),
        ("Moved from", f"the meeting of {long_date(moved.date)}" if moved else ""),
        ("Moved to", f"the meeting of {long_date(away.date)}" if away else ""),
        ("Urgent because", Prose(item.late_reason) if item.late_reason else ""),
        ("Other dates", tuple(map(_other_date, item.other_dates))),
        ("Background papers", tuple(map(title_of, item.background_papers))),
        ("Contact", contact_words(item.contact)),
        ("Not for publication", closed_papers(item, past=context.taken)),
    )
    return facts(*rows)


def _received(context: AgendaContext, item: Item) -> Iterator[str]:
    """What the public brings under an item, other than questions. It names nobody."""
    kinds = [kind for kind in REPRESENTATIONS if QUESTION_ITEMS[kind] == item.name]
    for record in context.register.questions.values():
        here = record.kind in kinds and record.meeting == context.meeting.id
        if here and record.status == "accepted":
            names = f" ({number_of_names(record)})" if record.names else ""
            yield f"{record.topic or capital(record.kind)}{names}"


def _state(meeting: Meeting, item: Item) -> str | None:
    if item.state == "to follow":
        return "To follow"
    if item.state is None:
        return "Verbal report" if item.verbal else None
    supplement = next((s for s in meeting.supplements if s.number == item.state), None)
    day = supplement.published_on if supplement else None
    return f"Supplement {item.state}" + (f", published {long_date(day)}" if day else "")


def _other_date(date: OtherDate) -> str:
    what = f": {date.what}" if date.what else ""
    return f"{date.on}, {date.body}{what}"


def _membership(context: AgendaContext) -> Section | None:
    seats = Listing(tuple(filled.words for filled in context.seats))
    return Section("membership", "Membership", (seats,)) if context.seats else None


def _cover(context: AgendaContext) -> Section:
    meeting, committee = context.meeting, context.committee
    contact = meeting.contact or committee.contact_on(meeting.date)
    asked = quorum(meeting, committee)
    rows: tuple[tuple[str, Cell], ...] = (
        ("Date", full_date(meeting.date)),
        ("Time", meeting.time),
        ("Place", meeting.place),
        ("Room", meeting.room),
        ("Focus", capital(meeting.focus or "")),
        ("Contact", contact_words(contact)),
        ("Quorum", quorum_words(asked) if asked else None),
    )
    return Section("cover", None, (*_status(context), facts(*rows), *_deadlines(context)))


def _deadlines(context: AgendaContext) -> tuple[Block, ...]:
    """By when the agenda is published and questions are to come in, in a box."""
    meeting = context.meeting
    due = {d.name: moment(d) for d in deadlines_of(meeting.date, context.committee.rules, meeting)}
    public, council = due.get("public_questions"), due.get("council_questions")
    both = "Questions close" if public == council else "Questions from the public close"
    others = [(WORDS[name], f"by {due[name]}") for name in due if name not in DEADLINES]
    box = facts(
        ("Agenda published", meeting.published_on and full_date(meeting.published_on)),
        ("Agenda published by", None if meeting.published_on else due.get("publication")),
        (both, public),
        ("Questions from councillors close", None if public == council else council),
        *others,
    )
    if not (meeting.stands and box.columns):
        return ()
    return (Section("deadlines", "Dates to keep", (box,)),)


def _status(context: AgendaContext) -> tuple[Block, ...]:
    """What became of the meeting, and why, where its agenda must say so before all else."""
    meeting = context.meeting
    why = (Prose(meeting.status_reason),) if meeting.status_reason else ()
    if meeting.status == "cancelled":
        return (Notice("warning", "This meeting has been cancelled."), *why)
    if meeting.status == "superseded":
        after = [_when(m) for m in context.register.successors(meeting.id) if m.id != meeting.id]
        where = f" Its business moved to {listed(after)}." if after else ""
        return (Notice("warning", f"This meeting does not take place.{where}"), *why)
    return (Notice("note", NO_QUORUM),) if meeting.inquorate else ()


def _supplements(context: AgendaContext) -> Section | None:
    supplements = context.meeting.supplements
    entries = {item.name: entry for item, entry in context.shown}
    # A column that holds nothing is left out.
    title = ("title",) if any(supplement.title for supplement in supplements) else ()
    columns = SUPPLEMENT.columns(
        *("supplements", "number", "published_on", "agenda_items", *title), narrow=("number",)
    )
    lines = [SupplementWithItems(supplement, entries) for supplement in supplements]
    table = SUPPLEMENT.table("Supplements", columns, lines)
    return Section("supplements", "Supplements", (table,)) if supplements else None


def report(at: Standpoint, context: AgendaContext) -> Report:
    """The agenda of a meeting, from a register cut to what its readers may see."""
    meeting, committee = context.meeting, context.committee
    front = [
        Section(f"front-{index}", part.title, (Prose(part.text),))
        for index, part in enumerate(meeting.front_matter, 1)
    ]
    texts: dict[str, str | None] = {**committee.standing_text, **meeting.standing_text}
    standing = [
        Section(f"standing-{index}", title, (Prose(filled),))
        for index, (title, text) in enumerate(texts.items(), 1)
        if (filled := context.fill(text))
    ]
    entries = tuple(
        entry
        if entry.confidence and not at.private
        else replace(entry, related=from_item(at, meeting, item))
        for item, entry in context.shown
    )
    kind = "Extraordinary meeting: agenda" if meeting.extraordinary else "Agenda"
    return at.report(
        "agenda",
        f"{kind} for {full_date(meeting.date)}",
        (
            _cover(context),
            _membership(context),
            *front,
            _late_notice(context),
            Section("items", "Agenda", (Agenda(entries),)),
            _supplements(context),
            *standing,
        ),
        AGENDA_OF_MEETING.write(context),
        subtitle=committee.name,
        filters=(),
    )


def _late_notice(context: AgendaContext) -> Section | None:
    reason = context.meeting.late_reason
    if not reason:
        return None
    notice = context.committee.rules.publication.clear_days
    days = f"{in_words(notice)} clear day{'' if notice == 1 else 's'}"
    text = Notice("note", f"This agenda was published later than {days} before the meeting.")
    return Section("late", "Urgency", (text, Prose(reason)))


class SupplementWithItems(NamedTuple):
    """A supplement, and the items of the agenda by name."""

    record: Supplement
    entries: Mapping[str | None, AgendaEntry]

    @property
    def agenda_items(self) -> tuple[str, ...]:
        """The items it is for, with their numbers."""
        return tuple(
            f"{entry.number}. {entry.title}" if entry.number else entry.title
            for name in self.record.items
            if (entry := self.entries.get(name))
        )


SUPPLEMENT = Fields(
    SupplementWithItems,
    shown("number", "Supplement", lambda s: str(s.record.number or "")),
    shown("published_on", "Published"),
    shown("agenda_items", "Items"),
    shown("title", "Title"),
)
SEAT = Fields(
    FilledSeat,
    *("name", "role", "printed_role", "voting", "represents", "group", "appointed_by"),
)
ENTRY = Fields(
    AgendaEntry,
    *("number", "title"),
    Field("purpose", markdown=True),
    *("pages", "report_by"),
    Field("papers", of=Fields(PaperLine, "title", "appendix")),
    *("state", "confidence"),
)
AGENDA = Fields(
    AgendaContext,
    Field("meeting", value="meeting.id"),
    "committee",
    Field("council", value="committee.council"),
    *("date", "time", "status", "status_reason", "extraordinary", "inquorate", "place"),
    Field("membership", value="seats", of=SEAT),
    Field("items", value="entries", of=ENTRY),
)
AGENDA_OF_MEETING = Fields(AgendaContext, Field("agenda", value=ITSELF, of=AGENDA))


def late(context: AgendaContext, as_of: date) -> list[str]:
    """What to say where the agenda cannot be, or was not, published in time; empty if it can be.

    An agenda that has been published is judged by its own date, one that has not by ``as_of``.
    """
    meeting, rules = context.meeting, context.committee.rules
    latest = deadlines(meeting.date, rules)[0]
    day = meeting.published_on or as_of
    if day <= latest.day or not meeting.stands or not gives(rules, "publication"):
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
    if not rules.statutory:
        return [opening]
    own = [item for item in meeting.items if item.open and not item.standing]
    if meeting.late_reason or (own and all(item.late_reason for item in own)):
        return [opening, f"{law}Agenda and minutes print what is written in `late_reason:`."]
    todo = "Write the circumstances in `late_reason:` of the meeting or item, or move the meeting."
    return [opening, f"{law}{todo}"]


def left_out(context: AgendaContext) -> str | None:
    """What to say where standing items are not on an agenda because it lists others."""
    meeting, committee = context.meeting, context.committee
    others = standing_left_out(meeting, committee.standing_items, committee.rules)
    missing = [item.title for item in others]
    if not missing or not meeting.stands:
        return None
    return (
        f"not on this agenda: {listed(missing)}. A meeting that lists a standing item has just "
        "those it lists: add these with `standing:`, or take out the ones it lists to have all."
    )


def undated(context: AgendaContext) -> str | None:
    """What to say where an agenda names the meeting before, and the register has none."""
    meeting, committee = context.meeting, context.committee
    if not meeting.stands or context.register.minutes_due(committee, meeting):
        return None
    purposes = [item.purpose or (known and known.purpose) or "" for item, known in context.items]
    if not any("{previous_meeting}" in purpose for purpose in purposes):
        return None
    return (
        f"{{previous_meeting}} is printed as “{UNKNOWN_DAY}”: the register has no meeting of "
        f"{committee.name} before this one. Add a record of the last one (its `date:` is enough), "
        "or give the item a `purpose:` of its own."
    )
