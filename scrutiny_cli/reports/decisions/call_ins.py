"""Call-ins of decisions: the list, one in full, and the record of a year's call-ins."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import ClassVar

from scrutiny_cli.domain.committees import CallInRule
from scrutiny_cli.domain.dates import clock, full_date, long_date, short_date
from scrutiny_cli.domain.decisions import CallIn, Outcome, Ruling
from scrutiny_cli.domain.meetings import Item, Meeting
from scrutiny_cli.domain.municipal_year import municipal_year
from scrutiny_cli.register.called_in import days_unheard, hear_by_of, outcome_of
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.chosen import Chooser
from scrutiny_cli.reports.decisions.decisions import DECISION, ListedDecision, decisions_of
from scrutiny_cli.reports.fields import ITSELF, ExportColumn, Field, Fields, shown
from scrutiny_cli.reports.model import Aside, Cell, Prose, Ref, Report, Section, is_empty
from scrutiny_cli.reports.standpoint import Listed, Standpoint
from scrutiny_cli.wording import capital, count, listed

OUTCOMES: dict[Outcome, str] = {
    "upheld": "Decision upheld",
    "referred back": "Referred back to the decision maker",
    "referred to council": "Referred to council",
    "withdrawn": "Call-in withdrawn",
    "no further action": "No further action: the decision stands",
}
"""What is printed for each outcome."""


@dataclass(frozen=True)
class ListedCallIn(Listed[CallIn]):
    """A call-in as it is on a day."""

    listed_as: ClassVar[str] = "call-ins"

    @cached_property
    def decision(self) -> ListedDecision | None:
        """The decision that is called in, if the register has it."""
        known = self.at.register.decisions.get(self.record.decision)
        return ListedDecision(self.at, known) if known else None

    @property
    def title(self) -> str:
        """The title of the decision."""
        return self.decision.title if self.decision else self.record.decision

    @property
    def year(self) -> str:
        """The municipal year in which it arrived; of one without a date, that of the day."""
        came = self.record.received
        return municipal_year(came.on if came else self.at.as_of)

    @property
    def rule(self) -> CallInRule | None:
        """The council's rule for call-ins."""
        return self.at.register.call_in_rule_of(self.record)[0]

    @property
    def received(self) -> date | None:
        """When it arrived."""
        came = self.record.received
        if came is None:
            return None
        return datetime.combine(came.on, came.at) if came.at else came.on

    @property
    def in_time(self) -> bool | None:
        """Whether it arrived in time, or ``None`` if that is not known."""
        window = self.decision.window if self.decision else None
        return window.holds(self.record.received) if window and self.record.received else None

    @property
    def hear_by(self) -> date | None:
        """The last day to hear it."""
        return hear_by_of(self.at.register, self.record)

    @property
    def days_overdue(self) -> int:
        """By how many days it was not heard in time."""
        return days_unheard(self.at.register, self.record, self.at.as_of)

    @property
    def outcome(self) -> Outcome | None:
        """What the committee decided, once its meeting has been."""
        return outcome_of(self.at.register, self.record, self.at.as_of)

    @property
    def hearing(self) -> Meeting | None:
        """The meeting that hears it, if that takes place."""
        return self.meeting if self.meeting and self.meeting.stands else None

    @property
    def state(self) -> str:
        """Where it is: refused, to be heard, not heard in time, or what was decided."""
        if self.record.refused:
            return "not valid"
        if self.outcome:
            return self.outcome
        if self.days_overdue:
            return f"not heard in time, {count(self.days_overdue, 'day')} late"
        if self.hearing and self.hearing.date <= self.at.as_of:
            return "heard, no outcome recorded"
        return "to be heard"

    @property
    def waiting(self) -> bool:
        """Whether the committee has still to hear it."""
        heard = self.hearing is not None and self.hearing.date <= self.at.as_of
        return not (self.record.refused or self.outcome or heard)

    @property
    def names(self) -> tuple[str, ...]:
        """Who called it in."""
        return tuple(self.at.register.person_name(who) for who in self.record.callers)

    @property
    def callers_words(self) -> str | None:
        """Who called it in, or how many."""
        number = self.record.signed_by
        signed = f"signed by {number}" if number else ""
        return ", ".join(part for part in (listed(self.names), signed) if part) or None

    @property
    def received_words(self) -> Cell:
        """When it arrived, and whether that was in time."""
        window = self.decision.window if self.decision else None
        if self.received is None or window is None or self.in_time is None:
            return self.received or "Not recorded"
        last = f"{f'{clock(window.at)} on ' if window.at else ''}{short_date(window.last)}"
        return (self.received, "in time" if self.in_time else f"late: the last moment was {last}")

    @property
    def hear_by_words(self) -> Cell:
        """The last day to hear it, and what happens if it is not heard."""
        if self.hear_by is None:
            return None
        what = self.rule.if_not_heard if self.rule else None
        return (
            self.hear_by,
            f"If it is not heard by then: {what}" if what and self.waiting else None,
        )

    @property
    def outcome_words(self) -> Cell:
        """What the committee decided, or where the call-in is."""
        words = capital(self.state)
        if self.outcome:
            words = self.record.printed_outcome or OUTCOMES[self.outcome]
        why = self.record.refused.why if self.record.refused else None
        return (words, Prose(why)) if why else words

    @property
    def about(self) -> Cell:
        """The decision, who called it in, why, and what they propose instead."""
        record = self.record
        parts = (
            self.title,
            Aside(self.decision.record.ref) if self.decision else None,
            f"Called in by {self.callers_words}" if self.callers_words else None,
            Prose(record.grounds) if record.grounds else None,
            Prose(f"Instead: {record.alternative}") if record.alternative else None,
            self.decision.confidence if self.decision else None,
            Ref(record.id),
        )
        return tuple(part for part in parts if not is_empty(part))

    @property
    def lead(self) -> tuple[str, ...]:
        """The lead member of the decision, or who took it."""
        if self.decision is None:
            return ()
        maker = self.decision.record.maker
        return self.decision.record.lead or ((maker,) if maker else ())


IN_TIME = ExportColumn("Whether it arrived in time.", title="Arrived")
HEAR_BY = ExportColumn("The last day to hear it.", title="To be heard by")
STATE = ExportColumn("Where it is on the day, or what was decided.")
RULING = Fields(Ruling, "by", "on", "why")
CALL_IN = Fields(
    ListedCallIn,
    *("id", "committee"),
    Field("decision", value="record.decision"),
    Field("title", "Decision called in"),
    Field("received", cell="received_words"),
    Field("in_time", "In time"),
    Field(
        "arrival",
        value=lambda c: None if c.in_time is None else "in time" if c.in_time else "late",
        json=False,
        export=IN_TIME,
        type=str | None,
    ),
    Field(
        "callers",
        "Called in by",
        value=lambda c: list(c.names),
        cell="callers_words",
        type=list[str],
    ),
    Field("number_of_callers", value="record.number_of_callers"),
    Field("grounds", markdown=True),
    Field("alternative", markdown=True),
    Field("valid", "Valid", cell=lambda c: _ruling(c.record.valid), of=RULING),
    Field("refused", "Not valid", cell=lambda c: _ruling(c.record.refused), of=RULING),
    Field("hear_by", "To be heard by", cell="hear_by_words", export=HEAR_BY),
    Field("meeting", value="record.meeting", cell=lambda c: c.at.held_on(c.record.meeting)),
    "days_overdue",
    Field("outcome", "Decision of the committee", cell="outcome_words"),
    Field("then", "Further action taken", markdown=True),
    Field("state", "Status", cell=lambda c: capital(c.state), export=STATE),
    shown("named", "Decision called in", lambda c: (c.title, Ref(c.record.id))),
    shown("about", "Decision, called in by, reason"),
    shown("lead", "Portfolio holder"),
    shown("arrived", "Received", "received"),
)
LIST = CALL_IN.columns("list", "named", "callers", "received", "hear_by", "meeting", "state")
DETAIL = CALL_IN.columns(
    *("show", "title", "id", "state", "callers", "received", "grounds", "alternative", "valid"),
    *("refused", "hear_by", "meeting", "outcome", "then"),
    id="Id",
)
HEARD = CALL_IN.columns(
    *("call-ins", "meeting", "about", "lead", "received", "hear_by", "outcome", "then"),
    heads="about",
)
MAY_BE = DECISION.columns(
    *("open", "named", "maker", "taken_on", "published_on", "call_in_by", "effective_from"),
)
SHEET = CALL_IN.columns(
    *("sheet", "id", "title", "lead", "callers", "arrived", "in_time", "grounds", "alternative"),
    *("hear_by", "meeting", "outcome", "then"),
    heads="title",
)
CHOOSER = Chooser("call_ins", CALL_IN, {"decision": "about"})
CALL_INS = Fields(list, Field("call_ins", value=ITSELF, of=CALL_IN))
ONE_CALL_IN = Fields(ListedCallIn, Field("call_in", value=ITSELF, of=CALL_IN))


@dataclass(frozen=True)
class CallInsOnDay:
    """The call-ins of a year, and the decisions that may be called in on the day."""

    call_ins: list[ListedCallIn]
    may_be: list[ListedDecision]


RECORD_OF_CALL_INS = Fields(
    CallInsOnDay,
    Field("call_ins", of=CALL_IN),
    Field("may_be_called_in", value="may_be", of=DECISION),
)


def _ruling(ruling: Ruling | None) -> Cell:
    """Who found a call-in valid or not, when, and why."""
    if ruling is None:
        return None
    by = f"By {ruling.by}" if ruling.by else None
    on = long_date(ruling.on) if ruling.on else None
    head = ", ".join(part for part in (by, on) if part)
    return tuple(part for part in (head, Prose(ruling.why) if ruling.why else None) if part)


def call_ins_of(at: Standpoint) -> list[ListedCallIn]:
    """The call-ins of some committees, in the order in which they arrived."""
    found = [ListedCallIn(at, one) for one in at.of_committees(at.register.call_ins)]
    return sorted(
        found, key=lambda c: (c.record.received.on if c.record.received else date.max, c.record.id)
    )


def may_be_called_in(at: Standpoint) -> list[ListedDecision]:
    """The decisions that may be called in on the day."""
    return [one for one in decisions_of(at) if one.state == "may be called in"]


def listing(at: Standpoint) -> Report:
    """The call-ins, with where they are."""
    call_ins = call_ins_of(at)
    table = CALL_IN.table("Call-ins", LIST, call_ins, empty="No call-ins.")
    return at.report(
        "call-in-list", "Call-ins", (Section("call-ins", None, (table,)),), CALL_INS.write(call_ins)
    )


def detail(at: Standpoint, record: CallIn) -> Report:
    """One call-in in full, with its decision."""
    call_in = ListedCallIn(at, record)
    section = Section("call-in", None, (CALL_IN.facts(DETAIL, call_in),))
    return at.report("call-in", f"Call-in: {call_in.title}", (section,), ONE_CALL_IN.write(call_in))


def record_of_call_ins(at: Standpoint, year: str | None = None) -> Report:
    """The call-ins of a municipal year, or of all, and the decisions that may be called in on the day."""
    title = f"Call-ins {year}" if year else "Call-ins"
    own = [one for one in call_ins_of(at) if year in (None, one.year)]
    may_be = may_be_called_in(at)
    chosen = CHOOSER.columns(at.rules)
    rule = at.rules.call_in
    sections = [
        Section("rule", None, (Prose(rule_words(rule)),)) if rule else None,
        Section(
            "may-be",
            "Decisions that may be called in",
            (
                DECISION.table(
                    "Decisions that may be called in", MAY_BE, may_be, empty="None at present."
                ),
            ),
        ),
        Section(
            "call-ins",
            "Decisions that were called in",
            (CHOOSER.table(title, chosen or HEARD, own, empty="None."),),
        ),
    ]
    return at.report(
        "call-ins",
        title,
        sections,
        RECORD_OF_CALL_INS.write(CallInsOnDay(own, may_be)),
        sheet=CHOOSER.table("Call-ins", chosen or SHEET, own),
    )


def rule_words(rule: CallInRule) -> str:
    """The council's rule for call-ins, in a few sentences."""
    days = count(rule.working_days, "working day")
    hour = f" (by {clock(rule.at)} on the last of them)" if rule.at else ""
    who = f" by at least {count(rule.callers, 'person', 'people')}" if rule.callers else ""
    if rule.counts_last_day:
        first = f"A decision may be called in{who} within {days} after it is published{hour}."
    else:
        first = (
            f"A decision takes effect {days} after it is published. It may be called in{who} "
            f"before then{hour}."
        )
    heard = f"A call-in is heard within {count(rule.heard_within or 0, 'working day')}."
    after = f"If it is not: {rule.if_not_heard}" if rule.if_not_heard else ""
    return " ".join([first, *([heard, after] if rule.heard_within else [])]).strip()


def heard(register: Register, item: Item, meeting: Meeting) -> ListedCallIn | None:
    """The call-in that an item of a meeting hears, as it is on the day of the meeting."""
    record = register.call_ins.get(item.call_in or "")
    return ListedCallIn(Standpoint(register, meeting.date, ""), record) if record else None


def item_facts(call_in: ListedCallIn) -> tuple[tuple[str, Cell], ...]:
    """What an agenda says of the call-in that an item hears."""
    decision, record = call_in.decision, call_in.record
    taken = decision.record if decision else None
    by = f"{taken.maker} on {long_date(taken.taken_on)}" if taken and taken.taken_on else ""
    return (
        ("Decision called in", (call_in.title, taken.ref if taken else None)),
        ("Taken by", by or (taken.maker if taken else None)),
        ("Called in by", call_in.callers_words),
        ("Grounds", Prose(record.grounds) if record.grounds else None),
        ("Proposed instead", Prose(record.alternative) if record.alternative else None),
        ("To be heard by", full_date(call_in.hear_by) if call_in.hear_by else None),
    )


def minuted_facts(call_in: ListedCallIn) -> tuple[tuple[str, Cell], ...]:
    """What minutes say of the call-in that an item heard."""
    facts = [row for row in item_facts(call_in) if row[0] != "To be heard by"]
    return (
        *facts,
        ("Decision of the committee", call_in.outcome_words if call_in.outcome else None),
    )
