"""Decisions of the executive: the list, one in full, and the forward plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import ClassVar

from scrutiny_cli.domain.committees import DecisionNotice
from scrutiny_cli.domain.dates import clock, full_date, long_date, short_date
from scrutiny_cli.domain.decisions import (
    CallIn,
    CallInWindow,
    DecisionState,
    ExecutiveDecision,
    PrivateNotice,
    Representation,
    Urgency,
    earliest_after,
)
from scrutiny_cli.domain.municipal_year import municipal_year
from scrutiny_cli.domain.working_days import WorkingDays
from scrutiny_cli.exempt.wording import closed_words, title_of
from scrutiny_cli.register.called_in import call_ins_of, effective_from, state_of, window_of
from scrutiny_cli.reports.chosen import Chooser
from scrutiny_cli.reports.common import contact_words, withdrawal
from scrutiny_cli.reports.fields import ITSELF, ExportColumn, Field, Fields, shown
from scrutiny_cli.reports.model import (
    Aside,
    Cell,
    Column,
    Prose,
    Ref,
    Report,
    Section,
    Table,
    facts,
    is_empty,
)
from scrutiny_cli.reports.standpoint import Listed, Standpoint
from scrutiny_cli.wording import capital, count, listed

OPEN_STATES = ("to come", "date passed")
"""The states of a decision that has not been taken: it is on the forward plan."""


@dataclass(frozen=True)
class ListedDecision(Listed[ExecutiveDecision]):
    """A decision of the executive as it is on a day."""

    listed_as: ClassVar[str] = "decisions"

    @property
    def title(self) -> str:
        """Its title, as the reader may see it."""
        return self.record.called

    @cached_property
    def state(self) -> DecisionState:
        """Its state on the day."""
        return state_of(self.at.register, self.record, self.at.as_of)

    @cached_property
    def window(self) -> CallInWindow | None:
        """The time in which it may be called in."""
        return window_of(self.at.register, self.record)

    @property
    def call_in_by(self) -> date | None:
        """The last moment to call it in."""
        window = self.window
        if window is None:
            return None
        return datetime.combine(window.last, window.at) if window.at else window.last

    @property
    def effective_from(self) -> date | None:
        """The date on which it takes effect without a call-in."""
        return effective_from(self.at.register, self.record)

    @cached_property
    def call_ins(self) -> list[CallIn]:
        """Its call-ins."""
        return call_ins_of(self.at.register, self.record)

    @property
    def due_day(self) -> date | None:
        """The last day on which it is to be taken."""
        return self.at.register.due_day(self.record.due)

    @property
    def not_before(self) -> date | None:
        """The first date on which it may be taken, by its notice."""
        first = self.record.notice_published
        if first is None or not self.record.key or self.record.urgency:
            return None
        rules = self.at.register.rules_of(self.record)
        notice = rules.decision_notice
        if notice is None:
            return None
        return earliest_after(first, notice.key_decisions, notice, WorkingDays.of(rules))

    @property
    def confidence(self) -> str | None:
        """Why the public is excluded, if it is."""
        past = self.record.taken_on is not None and self.record.taken_on <= self.at.as_of
        return closed_words(self.record, "this decision", "taken", past=past)

    @property
    def kind_words(self) -> str:
        """Whether it is a key decision, and by which rule its notice was shorter."""
        urgent = self.record.urgency
        words = ("Key" if self.record.key else "Not key", urgent and capital(urgent.rule))
        return ", ".join(part for part in words if part)

    @property
    def urgency_words(self) -> Cell:
        """By which rule the notice was shorter, who agreed, and why."""
        urgent = self.record.urgency
        if urgent is None:
            return None
        agreed = f"Agreed by {urgent.agreed_by}" if urgent.agreed_by else None
        if agreed and urgent.agreed_on:
            agreed = f"{agreed} on {long_date(urgent.agreed_on)}"
        noticed = f"Notice given on {long_date(urgent.notice_on)}" if urgent.notice_on else None
        reason = Prose(urgent.reason) if urgent.reason else None
        return tuple(part for part in (capital(urgent.rule), noticed, agreed, reason) if part)

    @property
    def about(self) -> Cell:
        """Its title with its number, what it is about, and who else looks at it."""
        record = self.record
        others = listed(record.other_committees)
        topic = self.at.register.programme.get(record.topic or "")
        parts = (
            record.called,
            Aside(record.ref),
            Prose(record.description) if record.description else None,
            f"Also considered by {others}." if others else None,
            self._scrutiny(topic.topic, topic.meeting) if topic else None,
            self.confidence,
            Ref(record.id),
        )
        return tuple(part for part in parts if not is_empty(part))

    def _scrutiny(self, topic: str, meeting: str | None) -> str:
        held = self.at.register.meetings.get(meeting or "")
        when = f", {long_date(held.date)}" if held else ""
        return f"On the scrutiny work programme: {topic}{when}."

    @property
    def notice_words(self) -> Cell:
        """When its notice was published, and the first date on which it may be taken."""
        first, early = self.record.notice_published, self.not_before
        if first is None:
            return "Not recorded"
        return (first, f"may be taken from {short_date(early)}" if early else None)

    @property
    def when(self) -> Cell:
        """When it is to be taken, and each change of that."""
        register = self.at.register
        moves = (
            f"moved from {register.due_words(move.from_)}"
            + (f" on {long_date(move.on)}" if move.on else "")
            + (f": {move.why}" if move.why else "")
            for move in self.record.moved
        )
        late = "not recorded as taken" if self.state == "date passed" else None
        to_come = None if self.record.taken_on else "Not recorded"
        return tuple(part for part in (self.due_words or to_come, late, *moves) if part)

    @property
    def whom_to_ask(self) -> Cell:
        """The lead member and the officer to ask."""
        return (*self.record.lead, *contact_words(self.record.contact))

    @property
    def documents(self) -> Cell:
        """The titles of its documents."""
        return tuple(map(title_of, self.record.papers))

    @property
    def call_in_words(self) -> Cell:
        """Whether it may be called in, and until when."""
        record = self.record
        if not record.subject_to_call_in:
            why = record.no_call_in_because
            return ("No", Prose(why)) if why else "No"
        window = self.window
        if window is None:
            return "Yes"
        hour = f"{clock(window.at)} on " if window.at else ""
        verb = "closed" if window.last < self.at.as_of else "closes"
        return ("Yes", f"{verb} {hour}{full_date(window.last)}")

    @property
    def in_a_line(self) -> str:
        """Who takes or took it, when, and where it is."""
        record = self.record
        day = record.taken_on or record.published_on
        when = (
            f"taken on {long_date(day)}" if day else f"due {self.due_words or 'on a date to come'}"
        )
        who = f"{record.maker}, " if record.maker else ""
        state = "" if self.state == "to come" else f" ({self.state})"
        return f"Forward plan: {who}{when}{state}."

    @property
    def outcomes(self) -> Cell:
        """Its state, and when it is in effect."""
        words = capital(self.state)
        return (words, Prose(self.record.decided)) if self.record.decided else words


STATE = ExportColumn("The state of the decision on the day.")
CLOSES = ExportColumn(
    "The last day on which it may be called in.", "call_in_last", "Call-in closes"
)
EFFECT = ExportColumn(
    "The date on which it takes effect without a call-in, as stated or by the rule.",
    "takes_effect",
    "Takes effect",
)
DECISION = Fields(
    ListedDecision,
    *("id", "committee", Field("ref", "Number"), Field("title", "Decision")),
    Field("description", markdown=True),
    Field("maker", "Decision maker"),
    Field("key", "Key decision"),
    Field("why_key", "Why it is a key decision"),
    Field("confidence", "Private"),
    Field("notice_published", "Notice published"),
    Field("not_before", "May be taken from"),
    Field("due", "Due", "due_day", "when"),
    "due_words",
    Field("lead", "Lead member", value="record.lead"),
    Field("contact", value="record.contact.name", cell=lambda d: contact_words(d.record.contact)),
    "wards",
    Field("consultation", markdown=True),
    Field(
        "papers",
        "Documents",
        lambda d: list(map(title_of, d.record.papers)),
        "documents",
        type=list[str],
    ),
    "other_committees",
    Field("topic", "Work-programme topic"),
    Field(
        "urgency",
        cell="urgency_words",
        of=Fields(Urgency, "rule", "notice_on", "agreed_by", "agreed_on", "reason"),
    ),
    Field(
        "private",
        cell=lambda d: None,
        of=Fields(
            PrivateNotice,
            *("paragraphs", "reasons", "published_on", "again_on"),
            Field("representations", of=Fields(Representation, "text", "by", "response")),
            "agreed_by",
        ),
    ),
    Field("taken_on", "Taken on"),
    Field("decided", "What was decided", markdown=True),
    Field("reasons", "Reasons", markdown=True),
    Field("published_on", "Published"),
    Field("subject_to_call_in", "Subject to call-in", cell="call_in_words"),
    Field("call_in_by", "Last moment to call it in"),
    Field("call_in_last", value="window.last", json=False, export=CLOSES),
    Field("effective_from", "Effective from", export=EFFECT),
    Field("implemented_on", "Implemented"),
    Field(
        "withdrawn",
        value=lambda d: d.record.withdrawn is not None,
        cell=lambda d: withdrawal(d.record.withdrawn),
        type=bool,
    ),
    Field("state", "Status", cell=lambda d: capital(d.state), export=STATE),
    Field("call_ins", value=lambda d: [one.id for one in d.call_ins], type=list[str]),
    shown("named", "Decision", lambda d: (d.title, Ref(d.record.id))),
    shown("about", "Decision"),
    shown("kind", "Type", "kind_words"),
    shown("notice", "Notice published", "notice_words"),
    shown("when", "Decision due"),
    shown("whom", "Lead member and contact", "whom_to_ask"),
    shown("outcome", "Status", "outcomes"),
)
LIST = DECISION.columns("list", "named", "maker", "due", "state")
DETAIL = DECISION.columns(
    *(
        "show",
        "title",
        "id",
        "ref",
        "state",
        "confidence",
        "maker",
        "key",
        "why_key",
        "description",
    ),
    *("urgency", "notice", "when", "lead", "contact", "wards", "consultation", "papers"),
    *("other_committees", "topic", "taken_on", "decided", "reasons", "published_on"),
    *("subject_to_call_in", "effective_from", "implemented_on", "withdrawn"),
    id="Id",
    notice="Notice published",
)
PLANNED = DECISION.columns(
    "plan", "about", "kind", "maker", "when", "notice", "whom", "papers", heads="about"
)
TAKEN = DECISION.columns(
    *("taken", "about", "maker", "taken_on", "published_on", "subject_to_call_in"),
    *("effective_from", "outcome"),
    heads="about",
)
SHEET = DECISION.columns(
    *("sheet", "id", "ref", "title", "maker", "kind", "due_words", "notice_published", "lead"),
    *("wards", "papers", "confidence", "taken_on", "published_on", "effective_from", "state"),
    heads="title",
    due_words="Decision due",
)
CHOOSER = Chooser(
    "decisions",
    DECISION,
    {
        "reference": "ref",
        "title": "about",
        "type": "kind",
        "due": "when",
        "documents": "papers",
        "private": "confidence",
        "status": "outcome",
    },
)
DECISIONS = Fields(list, Field("decisions", value=ITSELF, of=DECISION))
ONE_DECISION = Fields(ListedDecision, Field("decision", value=ITSELF, of=DECISION))


def moment_words(moment: date) -> str:
    """A date, with its time if it has one: ``5.00 pm on 9 November 2021``."""
    hour = f"{clock(moment.time())} on " if isinstance(moment, datetime) else ""
    return f"{hour}{long_date(moment)}"


def decisions_of(at: Standpoint) -> list[ListedDecision]:
    """The decisions that concern some committees, by when they are or were due."""
    found = [ListedDecision(at, one) for one in at.of_committees(at.register.decisions)]
    return sorted(
        found,
        key=lambda d: (
            d.record.taken_on or d.due_day or d.record.published_on or date.max,
            d.record.id,
        ),
    )


def listing(at: Standpoint) -> Report:
    """The decisions, with their states."""
    decisions = decisions_of(at)
    table = DECISION.table("Decisions", LIST, decisions, empty="No decisions.")
    section = Section("decisions", None, (table,))
    return at.report(
        "decisions", "Decisions of the executive", (section,), DECISIONS.write(decisions)
    )


def detail(at: Standpoint, record: ExecutiveDecision) -> Report:
    """One decision in full."""
    decision = ListedDecision(at, record)
    blocks = [DECISION.facts(DETAIL, decision)]
    sections = [Section("decision", None, tuple(blocks))]
    if record.private:
        sections.append(_private_notice(decision, level=2))
    return at.report("decision", decision.title, sections, ONE_DECISION.write(decision))


def forward_plan(at: Standpoint) -> Report:
    """The forward plan: decisions to come by month, private meetings, and decisions taken this year."""
    decisions = decisions_of(at)
    coming = [d for d in decisions if d.state in OPEN_STATES]
    private = [d for d in coming if d.record.private]
    year = municipal_year(at.as_of)
    taken = [
        d
        for d in decisions
        if d.state not in (*OPEN_STATES, "withdrawn")
        and municipal_year(d.record.taken_on or d.record.published_on or at.as_of) == year
    ]
    gone = [d for d in decisions if d.state == "withdrawn"]
    rules = at.rules.decision_notice
    sections = [
        Section("notice", None, (Prose(_law(rules)),)) if rules else None,
        *_by_month(at, coming),
        Section(
            "private",
            "Notices of private meetings",
            tuple(_private_notice(d, level=3) for d in private),
        )
        if private
        else None,
        _table("taken", f"Decisions taken in {year}", TAKEN, taken),
        _table("withdrawn", "Withdrawn", WITHDRAWN, gone),
    ]
    return at.report(
        "forward-plan",
        "Forward plan of decisions",
        sections,
        DECISIONS.write([*coming, *taken, *gone]),
        sheet=CHOOSER.table(
            "Forward plan", CHOOSER.columns(at.rules) or SHEET, [*coming, *taken, *gone]
        ),
    )


WITHDRAWN = DECISION.columns("withdrawn", "about", "maker", "withdrawn", withdrawn="Why")


def _law(notice: DecisionNotice) -> str:
    """What the plan is, and how long before a decision it is published."""
    key, private = notice.key_decisions, notice.private_meetings
    each = f"{count(key, 'clear day')} before a key decision"
    if key != private:
        each = f"{each}, and {count(private, 'clear day')} before a private meeting"
    else:
        each = f"{each} or a private meeting"
    return (
        f"The executive publishes these notices at least {each} "
        "(SI 2012/2089, regulations 5 and 9)."
    )


def _table(
    key: str, title: str, columns: tuple[Column, ...], decisions: list[ListedDecision]
) -> Section | None:
    table = DECISION.table(title, columns, decisions)
    return Section(key, title, (table,)) if decisions else None


def _by_month(at: Standpoint, coming: list[ListedDecision]) -> Iterator[Section]:
    months: dict[str, list[ListedDecision]] = {}
    for decision in coming:
        day = decision.due_day
        months.setdefault(
            long_date(day).split(" ", 1)[1] if day else "Date to be confirmed", []
        ).append(decision)
    if not months:
        table = Table("Decisions to come", PLANNED, (), empty="No decisions are planned.")
        yield Section("to-come", "Decisions to come", (table,))
    for number, (month, decisions) in enumerate(months.items(), 1):
        columns = CHOOSER.columns(at.rules) or PLANNED
        table = CHOOSER.table(f"Decisions of {month}", columns, decisions)
        yield Section(f"month-{number}", month, (table,))


def _private_notice(decision: ListedDecision, level: int) -> Section:
    """What the notice of a private meeting says."""
    notice = decision.record.private or PrivateNotice()
    said = tuple(
        part
        for one in notice.representations
        for part in (
            Prose(f"{one.text} ({one.by})" if one.by else one.text),
            Prose(f"Response: {one.response}") if one.response else None,
        )
        if part
    )
    about = facts(
        ("Private because", decision.confidence or _paragraphs(notice)),
        ("Reasons", Prose(notice.reasons) if notice.reasons else None),
        ("First notice", notice.published_on),
        ("Further notice", notice.again_on),
        ("Representations", said),
        ("Agreed as urgent by", notice.agreed_by),
    )
    title = decision.title if level == 3 else "Notice of a private meeting"
    return Section(f"private-{decision.record.id}", title, (about,), level=level)


def _paragraphs(notice: PrivateNotice) -> str | None:
    numbers = [str(number) for number in notice.paragraphs]
    word = "paragraph" if len(numbers) == 1 else "paragraphs"
    return f"Schedule 12A, {word} {listed(numbers)}" if numbers else None
