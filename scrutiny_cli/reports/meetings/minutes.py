"""The minutes of a meeting: who was there, the numbered minutes, what arises from them.

What arises from a minute has records of its own: actions and recommendations are taken from those, and
only what nobody has logged or tracked is taken from the minute.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, TypeVar

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import brief_dates, clock, full_date, long_date
from scrutiny_cli.domain.meetings import (
    QUESTION_ITEMS,
    REPRESENTATIONS,
    Adjournment,
    AgendaRequest,
    Attendance,
    Interest,
    Meeting,
    Minute,
    Minuted,
    MinutedAs,
    Promise,
    QuestionKind,
    Substitute,
)
from scrutiny_cli.domain.people import PersonRef
from scrutiny_cli.domain.questions import Question, supplementary_state
from scrutiny_cli.domain.quorum import quorum, quorum_words
from scrutiny_cli.domain.recommendations import Recommendation
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.decisions.call_ins import ListedCallIn, heard, minuted_facts
from scrutiny_cli.reports.fields import ITSELF, Field, Fields
from scrutiny_cli.reports.meetings.agenda import NO_QUORUM, ONLY_NOTES, AgendaContext
from scrutiny_cli.reports.meetings.questions import (
    KINDS,
    PutQuestion,
    accepted,
    minuted_words,
    of_meeting,
)
from scrutiny_cli.reports.meetings.related import (
    LOG,
    TRACKER,
    arose_from,
    minute_anchor,
    to_item,
    to_questions,
)
from scrutiny_cli.reports.meetings.roles import Capacities
from scrutiny_cli.reports.model import (
    AgendaEntry,
    Block,
    Cell,
    Column,
    Facts,
    Listing,
    Notice,
    Prose,
    Report,
    Section,
    Table,
    facts,
    rows,
)
from scrutiny_cli.reports.standpoint import NamedPerson, Standpoint
from scrutiny_cli.wording import capital, listed, with_article

_DOTS = "." * 40
URGENT = (
    "Business was taken as a matter of urgency for these special circumstances (Local Government "
    "Act 1972, section 100B(4)(b))."
)
RESOLVED = "RESOLVED"
ARISING = "Actions arising"
ACTIONS = (Column("No."), Column("Action", heads=True), Column("Owner"), Column("Due"))
ON_LOG = "\\* From the action log. The minutes do not say it."
NOT_CHECKED = Notice("note", "The clerk has not checked the attendance yet.")
MOST_RUN_IN = 60
"""A minute with no more characters than this is on the line of its heading."""
NOT_HELD = Notice("note", "The meeting has not been held, so nobody is recorded as present.")


@dataclass(frozen=True)
class Arising:
    """Something to be done, as the minutes say it; ``record`` is the action that holds it.

    ``from_log`` are the facts that the minutes do not have, and the action log does.
    """

    text: str
    owners: tuple[str, ...]
    due: str | None
    record: str | None = None
    number: int | None = None
    minuted_as: MinutedAs = "action arising"
    from_log: tuple[str, ...] = ()


@dataclass(frozen=True)
class Advice:
    """A resolution or recommendation of the minutes; ``record`` is the one that is tracked."""

    text: str
    label: str | None
    to: tuple[str, ...]
    record: str | None = None
    lead_in: str | None = None


@dataclass(frozen=True)
class MinutesContext:
    """A meeting with its committee, from a register cut to what may be seen."""

    at: Standpoint
    committee: Committee
    meeting: Meeting

    @property
    def register(self) -> Register:
        """The register around the meeting."""
        return self.at.register

    @property
    def record(self) -> Meeting:
        """The meeting."""
        return self.meeting

    @cached_property
    def capacities(self) -> Capacities:
        """In which capacities people were there."""
        return Capacities(self.committee, self.meeting.date)

    @cached_property
    def _agenda(self) -> AgendaContext:
        return AgendaContext(self.register, self.committee, self.meeting, taken=True)

    @cached_property
    def agenda(self) -> dict[str, AgendaEntry]:
        """The items of the agenda by name."""
        return {item.name: entry for item, entry in self._agenda.shown if item.name}

    def title(self, minute: Minute) -> str:
        """What a minute is headed with."""
        entry = self.agenda.get(minute.item or "")
        return minute.title or (entry.title if entry else "Untitled minute")

    def confidence(self, minute: Minute) -> str | None:
        """Why the public were excluded from what is minuted, if they were."""
        entry = self.agenda.get(minute.item or "")
        return entry.confidence if entry else None

    def public_summary(self, minute: Minute) -> str | None:
        """The summary for the public of what is minuted, if they were excluded."""
        return minute.public_summary if self.confidence(minute) else None

    def hidden(self, minute: Minute) -> bool:
        """Whether what is minuted may not be shown to the reader."""
        return not self.at.private and self.confidence(minute) is not None

    @cached_property
    def urgent(self) -> dict[str, str]:
        """Why the chair took items as urgent, by the name of the item."""
        own = self.meeting.items
        return {item.name: item.late_reason for item in own if item.name and item.late_reason}

    def moved_to(self, minute: Minute) -> Meeting | None:
        """The meeting to which the item of a minute was moved or adjourned."""
        names = (
            item.moved_to for item in self.meeting.items if item.name and item.name == minute.item
        )
        return next((self.register.meetings[n] for n in names if n in self.register.meetings), None)

    def call_in(self, minute: Minute) -> ListedCallIn | None:
        """The call-in that the item of a minute heard."""
        items = (item for item in self.meeting.items if item.name and item.name == minute.item)
        item = next(items, None)
        return heard(self.register, item, self.meeting) if item else None

    def brought(self, minute: Minute) -> list[PutQuestion]:
        """The petitions, statements, speakers and deputations that were heard under a minute."""
        kinds = [kind for kind in REPRESENTATIONS if QUESTION_ITEMS[kind] == minute.item]
        every = accepted(self.at, self.meeting) if kinds else []
        return [question for question in every if question.record.kind in kinds]

    def unminuted(self) -> list[tuple[str, str]]:
        """Titles of urgent items that no minute names, each with why it was urgent."""
        minuted = {minute.item for minute in self.meeting.minutes}
        return [
            (entry.title, item.late_reason)
            for item, entry in self._agenda.shown
            if item.late_reason and (item.name is None or item.name not in minuted)
        ]

    @cached_property
    def _actions(self) -> list[Action]:
        return [a for a in self.register.actions.values() if a.meeting == self.meeting.id]

    @cached_property
    def _recommendations(self) -> list[Recommendation]:
        recommended = self.register.recommendations.values()
        return [r for r in recommended if r.meeting == self.meeting.id]

    def arising(self, minute: Minute) -> list[Arising]:
        """The actions of a minute: in the order of its promises, then the others on the log."""
        if self.hidden(minute):
            return []
        arising: dict[str, Arising] = {}
        for position, promise in enumerate(minute.promises):
            action = self.register.actions.get(promise.logged or "")
            if action:
                arising[action.id] = self._logged(action, promise)
            elif promise.action:
                due = self.register.due_words(promise.due)
                owed = self.at.owners(promise.owner)
                arising[f"promise {position}"] = Arising(
                    promise.action, owed, due, minuted_as=promise.minuted_as
                )
        for action in self._actions:
            if arose_from(action, minute):
                arising.setdefault(action.id, self._logged(action))
        return list(arising.values())

    def _logged(self, action: Action, promise: Promise | None = None) -> Arising:
        """An action of the log as it was that day; an owner or date that is minuted comes first."""
        promise = promise or Promise()
        due = action.moved[0].from_ if action.moved else action.due
        facts = {"owners": (promise.owner, action.owner), "due": (promise.due, due)}
        return Arising(
            action.action,
            self.at.owners(promise.owner or action.owner),
            self.register.due_words(promise.due or due),
            action.id,
            action.number,
            promise.minuted_as,
            tuple(key for key, (minuted, logged) in facts.items() if logged and not minuted),
        )

    def resolved(self, minute: Minute) -> list[Advice]:
        """What a minute says was resolved; then the tracked resolutions that it does not list."""
        return self._decided(minute, minute.resolved, minute.recommended, resolutions=True)

    def recommended(self, minute: Minute) -> list[Advice]:
        """What a minute says was recommended; then the tracked ones that it does not list."""
        return self._decided(minute, minute.recommended, minute.resolved, resolutions=False)

    def _decided(
        self,
        minute: Minute,
        own: tuple[Minuted, ...],
        others: tuple[Minuted, ...],
        *,
        resolutions: bool,
    ) -> list[Advice]:
        if self.hidden(minute):
            return []
        advice: dict[str, Advice] = {}
        for position, minuted in enumerate(own):
            record = self.register.recommendations.get(minuted.tracked or "")
            if record:
                advice[record.id] = _tracked(record, minuted)
            elif minuted.text:
                advice[f"words {position}"] = Advice(
                    minuted.text, minuted.label, minuted.to, lead_in=minuted.lead_in
                )
        elsewhere = {minuted.tracked for minuted in others}
        for record in self._recommendations:
            kept = record.id not in elsewhere and (record.kind == "resolution") is resolutions
            if kept and arose_from(record, minute):
                advice.setdefault(record.id, _tracked(record, Minuted()))
        return list(advice.values())


def _tracked(record: Recommendation, minuted: Minuted) -> Advice:
    label, lead_in = minuted.label or record.label, minuted.lead_in or record.lead_in
    return Advice(record.text, label, record.to, record.id, lead_in)


def report(context: MinutesContext) -> Report:
    """The minutes of a meeting."""
    meeting = context.meeting
    kind = "extraordinary meeting" if meeting.extraordinary else "meeting"
    parts: list[Section | None] = []
    for position, minute in enumerate(meeting.minutes, 1):
        parts += _minute(context, minute, position)
        breaks = [pause for pause in meeting.adjournments if pause.after_minute == minute.number]
        parts.append(_interrupted(context, minute.number, breaks, position))
    elsewhere = [pause for pause in meeting.adjournments if pause.after_minute is None]
    start = f" at {clock(meeting.time)}" if meeting.time else ""
    day = f"{full_date(meeting.date)}{start}"
    # What stands in the record before the meeting is a plan of who comes, not who was there.
    to_come = context.at.as_of < meeting.date
    unchecked = meeting.attendance_checked is False
    at = replace(context.at, draft=context.at.draft or to_come or unchecked)
    there: tuple[Block, ...] = (NOT_HELD,) if to_come else (_attendance(context),)
    return at.report(
        "minutes",
        f"Minutes of the {kind} {'to be held' if to_come else 'held'} on {day}",
        (
            _cover(context),
            Section("attendance", "Attendance", ((NOT_CHECKED,) if unchecked else ()) + there),
            _interests(context),
            _urgency(context),
            *parts,
            _interrupted(context, None, elsewhere, len(meeting.minutes) + 1),
            _end(context),
        ),
        MINUTES_OF_MEETING.write(context),
        subtitle=context.committee.name,
    )


def _cover(context: MinutesContext) -> Section:
    meeting = context.meeting
    count = quorum(meeting, context.committee)
    quorate = f"{quorum_words(count)}; {count.present} came" if count else None
    rows: tuple[tuple[str, Cell], ...] = (
        ("Date", full_date(meeting.date)),
        ("Time", meeting.time),
        ("Place", meeting.place),
        ("Room", meeting.room),
        ("Quorum", quorate),
    )
    words = ONLY_NOTES if any(minute.text for minute in meeting.minutes) else NO_QUORUM
    remarks = (Notice("note", words),) if meeting.inquorate else ()
    return Section("cover", None, (facts(*rows), *remarks))


def is_co_optee(person: Attendance) -> bool:
    """Whether somebody was there as a co-optee, in whatever words."""
    return (person.as_ or "").casefold().endswith("co-optee")


def _attendance(context: MinutesContext) -> Facts:
    meeting, register = context.meeting, context.register
    here = [person for person in meeting.attendance if person.mode == "in person"]
    remote = [person for person in meeting.attendance if person.mode == "remote"]
    voteless = bool(remote) and all(person.voted is False for person in remote)
    far = "Attending remotely, without a vote" if voteless else "Attending remotely"
    present = [person for person in here if not is_co_optee(person)]
    co_optees = [person for person in here if is_co_optee(person)]
    rows: tuple[tuple[str, Iterable[str]], ...] = (
        ("Present", [_there(context, p) for p in present] or ["Nobody is recorded"]),
        ("Co-optees", [_there(context, p) for p in co_optees]),
        (far, [_there(context, p, vote=not voteless) for p in remote]),
        ("Apologies", [register.person_name(p) for p in meeting.apologies]),
        ("Substitutes", [_substitute(register, p) for p in meeting.substitutes]),
        ("In attendance", [_beside(context, p) for p in meeting.in_attendance]),
        ("Officers", meeting.officers),
    )
    return facts(*((label, "; ".join(people)) for label, people in rows))


def _there(context: MinutesContext, person: Attendance, *, vote: bool = True) -> str:
    """Somebody who was there: name, capacity, and when they came and went."""
    capacities = context.capacities
    name = capacities.named(context.register.person_name(person), person)
    voted = "did not vote" if vote and capacities.abstained(person) else None
    return _with(name, (*_came_and_went(person), voted))


def _beside(context: MinutesContext, person: Attendance) -> str:
    """Somebody there who is not a member, and so has no vote."""
    name = context.capacities.named(context.register.person_name(person), person)
    far = " (remote)" if person.mode == "remote" else ""
    return _with(f"{name}{far}", _came_and_went(person))


def _came_and_went(person: Attendance) -> tuple[str | None, ...]:
    return (
        f"from {clock(person.arrived_at)}" if person.arrived_at else None,
        f"left at {clock(person.left_at)}" if person.left_at else None,
        f"left after minute {person.left_after_minute}" if person.left_after_minute else None,
    )


def _with(name: str, remarks: tuple[str | None, ...]) -> str:
    known = [remark for remark in remarks if remark]
    return f"{name}: {listed(known)}" if known else name


def _substitute(register: Register, person: Substitute) -> str:
    name = register.person_name(person)
    if person.for_ in (None, "vacancy"):
        place = f" of {person.group}" if person.group else ""
        return f"{name}, in the vacant place{place}" if person.for_ else name
    return f"{name}, for {register.person_name(PersonRef(person=person.for_))}"


def _interests(context: MinutesContext) -> Section | None:
    """The interests declared; no section if there were none."""
    declared = tuple(_interest_words(context, interest) for interest in context.meeting.interests)
    title = "Declarations of interest"
    return Section("interests", title, (Listing(declared),)) if declared else None


def _interest_words(context: MinutesContext, interest: Interest) -> Cell:
    """Who declared what in which item, and what the interest is."""
    kind = interest.kind or ""
    entry = context.agenda.get(interest.item or "")
    number = f"item {entry.number}, " if entry and entry.number else ""
    parts = (
        context.register.person_name(interest),
        f"declared {with_article(f'{kind} interest'.strip())}",
        f"in {number}{entry.title}" if entry else "",
    )
    left = ", and left the meeting while it was taken" if interest.left else ""
    words = f"{' '.join(part for part in parts if part)}{left}."
    return (words, Prose(interest.interest)) if interest.interest else words


def _urgency(context: MinutesContext) -> Section | None:
    """Why business was taken as urgent, as far as no minute says it: the minutes must give it."""
    reason = context.meeting.late_reason
    reasons: list[Block] = [Prose(reason)] if reason else []
    if unminuted := context.unminuted():
        reasons.append(facts(*((title, Prose(why)) for title, why in unminuted)))
    law = (Notice("note", URGENT),) if context.committee.rules.statutory else ()
    return Section("urgency", "Urgency", (*law, *reasons)) if reasons else None


def _minute(context: MinutesContext, minute: Minute, position: int) -> list[Section]:
    """The parts of a minute: its text, the actions arising, what was resolved and recommended."""
    key = f"minute-{position}"
    pages = f" (pages {minute.pages})" if minute.pages else ""
    closed = context.confidence(minute)
    text: list[Block] = [Notice("note", closed)] if closed else []
    if closed and minute.public_summary:
        # With the words themselves it has to be marked as a summary.
        summary = Prose(minute.public_summary)
        text.append(facts(("Summary for the public", summary)) if context.at.private else summary)
    if away := context.moved_to(minute):
        text.append(facts(("Moved to", f"the meeting of {long_date(away.date)}")))
    if (call_in := context.call_in(minute)) and not context.hidden(minute):
        text.append(facts(*minuted_facts(call_in)))
    if brought := context.brought(minute):
        text.append(facts(*map(minuted_words, brought)))
    if reason := context.urgent.get(minute.item or ""):
        text.append(facts(("Taken as urgent because", Prose(reason))))
    if minute.text:
        text.append(Prose(minute.text))
    if minute.appendix:
        text.append(Prose(f"See appendix {minute.appendix}."))
    arising = context.arising(minute)
    in_discussion = [one for one in arising if one.minuted_as == "undertaking"]
    in_list = [one for one in arising if one.minuted_as == "action arising"]
    if in_discussion:
        text += _actions(context, "Undertaken in discussion", in_discussion)
    vote: tuple[Block, ...] = (Prose(_sentence(minute.vote)),) if minute.vote else ()
    usual = context.committee.rules.resolved_heading or RESOLVED
    after: list[Section] = []
    for name, title, blocks, aside in (
        ("actions", ARISING, _actions(context, ARISING, in_list) if in_list else (), None),
        _decided(context, "resolved", minute.resolved_heading or usual, context.resolved(minute)),
        _decided(context, "recommended", "Recommended", context.recommended(minute)),
    ):
        if blocks:
            # How it was carried comes before what was carried.
            carried: tuple[Block, ...] = () if name == "actions" else vote
            after.append(Section(f"{key}-{name}", title, (*carried, *blocks), 3, aside))
            vote = () if carried else vote
    if vote:
        after.append(Section(f"{key}-vote", None, vote, level=3))
    title = f"{minute.number}. {context.title(minute)}{pages}"
    return [
        Section(
            *(key, title, tuple(text)),
            aside=to_questions(context.at, context.meeting, minute.item)
            or to_item(context.at, context.meeting, minute.item),
            record=minute_anchor(minute.number),
            run_in=not after and text == [Prose(minute.text or "")] and _is_short(minute.text),
        ),
        *after,
    ]


def _is_short(text: str | None) -> bool:
    """Whether words fit on the line of a heading, such as `None.` or `There were none.`."""
    return text is not None and len(text.strip()) <= MOST_RUN_IN and text.strip()[:1].isalpha()


def _sentence(words: str) -> str:
    """Words as a sentence: with a capital, and with one full stop."""
    words = capital(words.strip())
    # A full stop may be inside emphasis, quotes or brackets.
    return words if words.rstrip("*_\"'”’)").endswith((".", "!", "?")) else f"{words}."


def _actions(context: MinutesContext, title: str, actions: list[Arising]) -> tuple[Block, ...]:
    """Actions with their numbers on the log, owners and due dates; a star marks what only the log says."""

    def number(action: Arising) -> Cell:
        link = action.number and context.at.link(f"{action.number}", LOG, action.record or "")
        return link or action.number

    def known(action: Arising, key: str, words: str) -> str:
        return f"{words}*" if words and key in action.from_log else words

    grid: list[tuple[Cell, ...]] = [
        (
            number(action),
            Prose(action.text),
            known(action, "owners", listed(action.owners)),
            known(action, "due", brief_dates(action.due or "")),
        )
        for action in actions
    ]
    table = Table(title, ACTIONS, rows(ACTIONS, grid), show_caption=title != ARISING)
    return (table, Prose(ON_LOG)) if any(action.from_log for action in actions) else (table,)


def _decided(
    context: MinutesContext, name: str, title: str, decided: list[Advice]
) -> tuple[str, str, tuple[Block, ...], Cell]:
    """What was resolved or recommended, with a link to what became of it."""
    record = next((advice.record for advice in decided if advice.record), None)
    since = context.at.link("What became of it", TRACKER, record) if record else None
    return (name, title, _decisions(decided), since)


def _decisions(decided: list[Advice]) -> tuple[Block, ...]:
    """Resolutions or recommendations as lists, each under the words that introduce it."""
    blocks: list[Block] = []
    part: list[Advice] = []
    for advice in decided:
        if advice.lead_in:
            blocks += [_list(part)] if part else []
            blocks.append(Prose(advice.lead_in))
            part = []
        part.append(advice)
    return (*blocks, _list(part)) if part else ()


def _list(decided: list[Advice]) -> Listing:
    cells = (Prose(f"**{a.label}** {a.text}" if a.label else a.text) for a in decided)
    return Listing(tuple(cells), lettered=all(a.label for a in decided))


def _interrupted(
    context: MinutesContext, number: int | None, breaks: list[Adjournment], position: int
) -> Section | None:
    """What happened between two minutes: adjournments, and who left then."""
    events = [_adjournment(context.meeting, pause) for pause in breaks]
    gone = [
        context.register.person_name(person)
        for person in (*context.meeting.attendance, *context.meeting.in_attendance)
        if number is not None and person.left_after_minute == number
    ]
    if gone:
        events.append(f"{listed(gone)} left the meeting at this point.")
    if not events:
        return None
    notes = tuple(Prose(pause.note) for pause in breaks if pause.note)
    blocks: tuple[Block, ...] = (Prose(f"*{' '.join(events)}*"), *notes)
    return Section(f"after-{position}", None, blocks)


def _adjournment(meeting: Meeting, pause: Adjournment) -> str:
    begun = f" at {clock(pause.from_)}" if pause.from_ else ""
    hour = f" at {clock(pause.until)}" if pause.until else ""
    other = pause.resumed_on and pause.resumed_on != meeting.date
    day = f" on {long_date(pause.resumed_on)}" if pause.resumed_on and other else ""
    again = f" and reconvened{hour}{day}" if hour or day else ""
    return f"The meeting was adjourned{begun}{again}."


def _end(context: MinutesContext) -> Section:
    meeting = context.meeting
    ended: tuple[Block, ...] = ()
    if meeting.ended_at:
        day = "" if meeting.ended_on == meeting.date else f" on {long_date(meeting.ended_on)}"
        ended = (Prose(f"The meeting ended at {clock(meeting.ended_at)}{day}."),)
    signed = facts((context.capacities.chair("chairperson"), _DOTS), ("Date", _DOTS))
    return Section("end", None, (*ended, signed))


P = TypeVar("P", bound=PersonRef)


class MinuteInContext(NamedTuple):
    """A minute with the meeting around it."""

    context: MinutesContext
    record: Minute

    @property
    def call_in(self) -> ListedCallIn | None:
        """The call-in that its item heard."""
        return self.context.call_in(self.record)

    @property
    def kind(self) -> QuestionKind | None:
        """The kind of questions that are taken under its item, if it is such an item."""
        return next(
            (kind for kind, (_, item, _) in KINDS.items() if item == self.record.item), None
        )

    @property
    def questions(self) -> list[Question]:
        """The questions put under it."""
        put = of_meeting(self.context.register, self.context.meeting)
        return [question for question in put if question.kind == self.kind]


def _supplemented(question: Question) -> bool:
    return supplementary_state(question) == "asked"


def _people(key: str, of: type[P], *fields: str, needs: str = "") -> Field[MinutesContext]:
    """Return a field of the people whom a meeting has under a key; their names are added."""

    def people(context: MinutesContext) -> list[NamedPerson[P]]:
        return [NamedPerson(context.register, p) for p in getattr(context.meeting, key)]

    named = Fields(NamedPerson[of], "person", "name", *fields)  # type: ignore[valid-type] # known at run time
    return Field(key, value=people, of=named, needs=needs, type=list)


DECIDED = Fields(Advice, Field("id", value="record"), "label", "lead_in", "text", "to")
MINUTE = Fields(
    MinuteInContext,
    *("number", "item"),
    Field("title", value=lambda m: m.context.title(m.record), type=str),
    Field(
        "late_reason", value=lambda m: m.context.urgent.get(m.record.item or ""), type=str | None
    ),
    "text",
    Field("public_summary", value=lambda m: m.context.public_summary(m.record), type=str | None),
    *("pages", "appendix"),
    Field(
        "actions",
        value=lambda m: m.context.arising(m.record),
        of=Fields(
            *(Arising, Field("id", value="record"), "number", Field("action", value="text")),
            *("owners", "due", "minuted_as", "from_log"),
        ),
        type=list,
    ),
    Field(
        "recommendations",
        value=lambda m: m.context.recommended(m.record),
        of=DECIDED,
        type=list,
    ),
    Field(
        "resolved",
        value=lambda m: [one.text for one in m.context.resolved(m.record)],
        type=list[str],
    ),
    Field("resolutions", value=lambda m: m.context.resolved(m.record), of=DECIDED, type=list),
    "vote",
    Field("call_in", value="call_in.record.id", needs="call_in"),
    Field("requests", of=Fields(AgendaRequest, "title", "meeting", "item")),
    Field("questions", value=lambda m: len(m.questions), needs="kind", type=int),
    Field(
        "supplementaries",
        value=lambda m: sum(map(_supplemented, m.questions)),
        needs="kind",
        type=int,
    ),
)
MINUTES = Fields(
    MinutesContext,
    Field("meeting", value="meeting.id"),
    "committee",
    Field("council", value="committee.council"),
    *("date", "extraordinary", "inquorate"),
    Field("began", value="time"),
    Field("ended", value="ended_at"),
    *("late_reason", "place", "room"),
    _people("attendance", Attendance, "as", "mode", "voted", "left_after_minute"),
    _people("in_attendance", Attendance, "as", "mode"),
    "officers",
    _people("apologies", PersonRef),
    _people("substitutes", Substitute, "for", "group"),
    _people("interests", Interest, "kind", "item", "interest", "left", needs="interests"),
    Field("adjournments", of=Fields(Adjournment, "after_minute", "from", "until", "resumed_on")),
    Field(
        "minutes",
        value=lambda c: [MinuteInContext(c, minute) for minute in c.meeting.minutes],
        of=MINUTE,
        type=list,
    ),
)
MINUTES_OF_MEETING = Fields(MinutesContext, Field("minutes", value=ITSELF, of=MINUTES))
