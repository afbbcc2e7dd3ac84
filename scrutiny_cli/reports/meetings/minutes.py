"""The minutes of a meeting: who was there, the numbered minutes, what arises from them."""

from typing import NamedTuple, TypeVar

from scrutiny_cli.domain.dates import clock, full_date, long_date
from scrutiny_cli.domain.meetings import (
    Adjournment,
    AgendaRequest,
    Attendance,
    Interest,
    Meeting,
    Minute,
    QuestionKind,
    Substitute,
)
from scrutiny_cli.domain.people import PersonRef
from scrutiny_cli.domain.questions import Question, supplementary_state
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.fields import ITSELF, Field, Fields
from scrutiny_cli.reports.meetings.agenda import NO_QUORUM
from scrutiny_cli.reports.meetings.questions import KINDS, of_meeting
from scrutiny_cli.reports.meetings.sitting import (
    Advice,
    Arising,
    MinutesContext,
    declared_interests,
)
from scrutiny_cli.reports.model import (
    Block,
    Cell,
    Facts,
    Listing,
    Notice,
    Prose,
    Report,
    Section,
    facts,
)
from scrutiny_cli.reports.standpoint import NamedPerson
from scrutiny_cli.wording import capital, listed

_DOTS = "." * 40
URGENT = (
    "Business was taken as a matter of urgency for these special circumstances (Local Government "
    "Act 1972, section 100B(4)(b))."
)
# Labels that say which bullet it was; a printed bullet has no words.
_BULLETS = ("bullet", "paragraph")


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
    return context.at.report(
        "minutes",
        context.committee.name,
        (
            _cover(meeting),
            Section("attendance", "Attendance", (_attendance(context),)),
            declared_interests(context),
            _urgency(context),
            *parts,
            _interrupted(context, None, elsewhere, len(meeting.minutes) + 1),
            _end(context),
        ),
        MINUTES_OF_MEETING.write(context),
        council=context.committee.council,
        subtitle=f"Minutes of the {kind} held on {full_date(meeting.date)}{start}",
    )


def _cover(meeting: Meeting) -> Section:
    rows: tuple[tuple[str, Cell], ...] = (
        ("Date", full_date(meeting.date)),
        ("Time", meeting.time),
        ("Place", meeting.place),
        ("Room", meeting.room),
    )
    remarks = (Notice("note", NO_QUORUM),) if meeting.inquorate else ()
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
    rows: tuple[tuple[str, Cell], ...] = (
        ("Present", tuple(_there(context, p) for p in present) or "Nobody is recorded"),
        ("Co-optees", tuple(_there(context, p) for p in co_optees)),
        (far, tuple(_there(context, p, vote=not voteless) for p in remote)),
        ("Apologies", tuple(register.person_name(p) for p in meeting.apologies) or "None"),
        ("Substitutes", tuple(_substitute(register, p) for p in meeting.substitutes) or "None"),
        ("In attendance", tuple(_beside(context, p) for p in meeting.in_attendance)),
        ("Officers", meeting.officers),
    )
    return facts(*rows)


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


def _urgency(context: MinutesContext) -> Section | None:
    """Why business was taken as urgent, as far as no minute says it: the minutes must give it."""
    reason = context.meeting.late_reason
    reasons: list[Block] = [Prose(reason)] if reason else []
    if unminuted := context.unminuted():
        reasons.append(facts(*((title, Prose(why)) for title, why in unminuted)))
    return Section("urgency", "Urgency", (Notice("note", URGENT), *reasons)) if reasons else None


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
    if reason := context.urgent.get(minute.item or ""):
        text.append(facts(("Taken as urgent because", Prose(reason))))
    if minute.text:
        text.append(Prose(minute.text))
    if minute.appendix:
        text.append(Prose(f"See appendix {minute.appendix}."))
    parts = [Section(key, f"{minute.number}. {context.title(minute)}{pages}", tuple(text))]
    vote: tuple[Block, ...] = (Prose(_sentence(minute.vote)),) if minute.vote else ()
    for name, title, entries in (
        ("actions", "Actions arising", map(_action_words, context.arising(minute))),
        ("resolved", "Resolved", map(Prose, minute.resolved)),
        ("recommended", "Recommended", map(_advice_words, context.recommended(minute))),
    ):
        cells: tuple[Cell, ...] = tuple(entries)
        if cells:
            # How it was carried comes before what was carried.
            carried: tuple[Block, ...] = () if name == "actions" else vote
            blocks: tuple[Block, ...] = (*carried, Listing(cells))
            parts.append(Section(f"{key}-{name}", title, blocks, level=3))
            vote = () if carried else vote
    return [*parts, Section(f"{key}-vote", None, vote, level=3)] if vote else parts


def _sentence(words: str) -> str:
    """Words as a sentence: with a capital, and with one full stop."""
    words = capital(words.strip())
    # A full stop may be inside emphasis, quotes or brackets.
    return words if words.rstrip("*_\"'”’)").endswith((".", "!", "?")) else f"{words}."


def _action_words(action: Arising) -> Cell:
    """An action with its owners and due date, as far as they are known."""
    owed = [f"{listed(action.owners)}"] if action.owners else []
    due = [f"due {action.due}"] if action.due else []
    number = [f"action {action.number}"] if action.number else []
    known = "; ".join((*owed, *due, *number))
    return (Prose(action.text), known) if known else Prose(action.text)


def _advice_words(advice: Advice) -> Prose:
    label = advice.label or ""
    if not label or label.startswith(_BULLETS):
        return Prose(advice.text)
    return Prose(f"**{label}** {advice.text}")


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
            *("owners", "due"),
        ),
        type=list,
    ),
    Field(
        "recommendations",
        value=lambda m: m.context.recommended(m.record),
        of=Fields(Advice, Field("id", value="record"), "label", "text", "to"),
        type=list,
    ),
    *("resolved", "vote"),
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
