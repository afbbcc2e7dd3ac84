"""The minutes of a meeting: who was there, the numbered minutes, what arises from them."""

from datetime import date
from typing import Any

from scrutiny_cli.domain.dates import clock, full_date, long_date
from scrutiny_cli.domain.meetings import Adjournment, Attendance, Meeting, Minute, Substitute
from scrutiny_cli.domain.people import PersonRef
from scrutiny_cli.domain.questions import supplementary_state
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.meetings.agenda import NO_QUORUM
from scrutiny_cli.reports.meetings.questions import KINDS, of_meeting
from scrutiny_cli.reports.meetings.sitting import (
    Advice,
    Arising,
    MinutesContext,
    declared_interests,
    interests_data,
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
from scrutiny_cli.wording import capital, listed

_DOTS = "." * 40
URGENT = (
    "Business was taken as a matter of urgency for these special circumstances (Local Government "
    "Act 1972, section 100B(4)(b))."
)
# Labels that say which bullet it was; a printed bullet has no words.
_BULLETS = ("bullet", "paragraph")


def report(sitting: MinutesContext, as_of: date, revision: str) -> Report:
    """The minutes of a meeting."""
    meeting = sitting.meeting
    kind = "extraordinary meeting" if meeting.extraordinary else "meeting"
    parts = [_cover(meeting), Section("attendance", "Attendance", (_attendance(sitting),))]
    parts += declared_interests(sitting)
    parts += _urgency(sitting)
    for position, minute in enumerate(meeting.minutes, 1):
        parts += _minute(sitting, minute, position)
        breaks = [pause for pause in meeting.adjournments if pause.after_minute == minute.number]
        parts += _interrupted(sitting, minute.number, breaks, position)
    elsewhere = [pause for pause in meeting.adjournments if pause.after_minute is None]
    parts += _interrupted(sitting, None, elsewhere, len(meeting.minutes) + 1)
    parts.append(_end(sitting))
    start = f" at {clock(meeting.time)}" if meeting.time else ""
    return Report(
        name="minutes",
        title=sitting.committee.name,
        council=sitting.committee.council,
        subtitle=f"Minutes of the {kind} held on {full_date(meeting.date)}{start}",
        as_of=as_of,
        revision=revision,
        sections=tuple(parts),
        data={"minutes": _data(sitting)},
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


def _attendance(sitting: MinutesContext) -> Facts:
    meeting, register = sitting.meeting, sitting.register
    here = [person for person in meeting.attendance if person.mode == "in person"]
    remote = [person for person in meeting.attendance if person.mode == "remote"]
    voteless = bool(remote) and all(person.voted is False for person in remote)
    far = "Attending remotely, without a vote" if voteless else "Attending remotely"
    present = [person for person in here if not is_co_optee(person)]
    co_optees = [person for person in here if is_co_optee(person)]
    rows: tuple[tuple[str, Cell], ...] = (
        ("Present", tuple(_there(sitting, p) for p in present) or "Nobody is recorded"),
        ("Co-optees", tuple(_there(sitting, p) for p in co_optees)),
        (far, tuple(_there(sitting, p, vote=not voteless) for p in remote)),
        ("Apologies", tuple(register.person_name(p) for p in meeting.apologies) or "None"),
        ("Substitutes", tuple(_substitute(register, p) for p in meeting.substitutes) or "None"),
        ("In attendance", tuple(_beside(sitting, p) for p in meeting.in_attendance)),
        ("Officers", meeting.officers),
    )
    return facts(*rows)


def _there(sitting: MinutesContext, person: Attendance, *, vote: bool = True) -> str:
    """Somebody who was there: name, capacity, and when they came and went."""
    capacities = sitting.capacities
    name = capacities.named(sitting.register.person_name(person), person)
    voted = "did not vote" if vote and capacities.abstained(person) else None
    return _with(name, (*_came_and_went(person), voted))


def _beside(sitting: MinutesContext, person: Attendance) -> str:
    """Somebody there who is no member, and so has no vote."""
    name = sitting.capacities.named(sitting.register.person_name(person), person)
    far = " (remote)" if person.mode == "remote" else ""
    return _with(f"{name}{far}", _came_and_went(person))


def _came_and_went(person: Attendance) -> tuple[str | None, ...]:
    return (
        f"from {clock(person.arrived_at)}" if person.arrived_at else None,
        f"left at {clock(person.left_at)}" if person.left_at else None,
        f"left after minute {person.left_after_minute}" if person.left_after_minute else None,
    )


def _with(name: str, remarks: tuple[str | None, ...]) -> str:
    told = [remark for remark in remarks if remark]
    return f"{name}: {listed(told)}" if told else name


def _substitute(register: Register, person: Substitute) -> str:
    name = register.person_name(person)
    if person.for_ in (None, "vacancy"):
        place = f" of {person.group}" if person.group else ""
        return f"{name}, in the vacant place{place}" if person.for_ else name
    return f"{name}, for {register.person_name(PersonRef(person=person.for_))}"


def _urgency(sitting: MinutesContext) -> list[Section]:
    """Why business was taken as urgent, as far as no minute tells it: the minutes must give it."""
    reason = sitting.meeting.late_reason
    told: list[Block] = [Prose(reason)] if reason else []
    rows = tuple((title, Prose(why)) for title, why in sitting.unminuted())
    told += [facts(*rows)] if rows else []
    return [Section("urgency", "Urgency", (Notice("note", URGENT), *told))] if told else []


def _minute(sitting: MinutesContext, minute: Minute, position: int) -> list[Section]:
    """The parts of a minute: its text, the actions arising, what was resolved and recommended."""
    key = f"minute-{position}"
    pages = f" (pages {minute.pages})" if minute.pages else ""
    closed = sitting.confidence(minute)
    text: list[Block] = [Notice("note", closed)] if closed else []
    if closed and minute.public_summary:
        # Beside the words themselves it has to be told from them.
        summary = Prose(minute.public_summary)
        text.append(facts(("Summary for the public", summary)) if sitting.private else summary)
    if away := sitting.moved_to(minute):
        text.append(facts(("Moved to", f"the meeting of {long_date(away.date)}")))
    if reason := sitting.urgent.get(minute.item or ""):
        text.append(facts(("Taken as urgent because", Prose(reason))))
    if minute.text:
        text.append(Prose(minute.text))
    if minute.appendix:
        text.append(Prose(f"See appendix {minute.appendix}."))
    parts = [Section(key, f"{minute.number}. {sitting.title(minute)}{pages}", tuple(text))]
    vote: tuple[Block, ...] = (Prose(_sentence(minute.vote)),) if minute.vote else ()
    for name, title, told in (
        ("actions", "Actions arising", map(_action_words, sitting.arising(minute))),
        ("resolved", "Resolved", map(Prose, minute.resolved)),
        ("recommended", "Recommended", map(_advice_words, sitting.recommended(minute))),
    ):
        cells: tuple[Cell, ...] = tuple(told)
        if cells:
            # How it was carried stands before what was carried.
            carried: tuple[Block, ...] = () if name == "actions" else vote
            blocks: tuple[Block, ...] = (*carried, Listing(cells))
            parts.append(Section(f"{key}-{name}", title, blocks, level=3))
            vote = () if carried else vote
    return [*parts, Section(f"{key}-vote", None, vote, level=3)] if vote else parts


def _sentence(words: str) -> str:
    """Words as a sentence: with a capital, and with one full stop."""
    words = capital(words.strip())
    # A full stop may stand inside emphasis, quotes or brackets.
    return words if words.rstrip("*_\"'”’)").endswith((".", "!", "?")) else f"{words}."


def _action_words(action: Arising) -> Cell:
    """An action with whoever owes it and by when, as far as that is known."""
    owed = [f"{listed(action.owners)}"] if action.owners else []
    due = [f"due {action.due}"] if action.due else []
    number = [f"action {action.number}"] if action.number else []
    told = "; ".join((*owed, *due, *number))
    return (Prose(action.text), told) if told else Prose(action.text)


def _advice_words(advice: Advice) -> Prose:
    label = advice.label or ""
    if not label or label.startswith(_BULLETS):
        return Prose(advice.text)
    return Prose(f"**{label}** {advice.text}")


def _interrupted(
    sitting: MinutesContext, number: int | None, breaks: list[Adjournment], position: int
) -> list[Section]:
    """What happened between two minutes: adjournments, and who left then."""
    told = [_adjournment(sitting.meeting, pause) for pause in breaks]
    gone = [
        sitting.register.person_name(person)
        for person in (*sitting.meeting.attendance, *sitting.meeting.in_attendance)
        if number is not None and person.left_after_minute == number
    ]
    if gone:
        told.append(f"{listed(gone)} left the meeting at this point.")
    if not told:
        return []
    notes = tuple(Prose(pause.note) for pause in breaks if pause.note)
    blocks: tuple[Block, ...] = (Prose(f"*{' '.join(told)}*"), *notes)
    return [Section(f"after-{position}", None, blocks)]


def _adjournment(meeting: Meeting, pause: Adjournment) -> str:
    begun = f" at {clock(pause.from_)}" if pause.from_ else ""
    hour = f" at {clock(pause.until)}" if pause.until else ""
    other = pause.resumed_on and pause.resumed_on != meeting.date
    day = f" on {long_date(pause.resumed_on)}" if pause.resumed_on and other else ""
    again = f" and reconvened{hour}{day}" if hour or day else ""
    return f"The meeting was adjourned{begun}{again}."


def _end(sitting: MinutesContext) -> Section:
    meeting = sitting.meeting
    ended: tuple[Block, ...] = ()
    if meeting.ended_at:
        day = "" if meeting.ended_on == meeting.date else f" on {long_date(meeting.ended_on)}"
        ended = (Prose(f"The meeting ended at {clock(meeting.ended_at)}{day}."),)
    signed = facts((sitting.capacities.chair("chairperson"), _DOTS), ("Date", _DOTS))
    return Section("end", None, (*ended, signed))


def _data(sitting: MinutesContext) -> dict[str, Any]:
    meeting = sitting.meeting
    return {
        "meeting": meeting.id,
        "committee": sitting.committee.id,
        "council": sitting.committee.council,
        "date": meeting.date.isoformat(),
        "extraordinary": meeting.extraordinary,
        "inquorate": meeting.inquorate,
        "began": _hour(meeting.time),
        "ended": _hour(meeting.ended_at),
        "late_reason": meeting.late_reason,
        "place": meeting.place,
        "room": meeting.room,
        "attendance": [
            {
                **_person(sitting.register, person),
                "as": person.as_,
                "mode": person.mode,
                "voted": person.voted,
                "left_after_minute": person.left_after_minute,
            }
            for person in meeting.attendance
        ],
        "in_attendance": [
            {**_person(sitting.register, p), "as": p.as_, "mode": p.mode}
            for p in meeting.in_attendance
        ],
        "officers": list(meeting.officers),
        "apologies": [_person(sitting.register, person) for person in meeting.apologies],
        "substitutes": [
            {**_person(sitting.register, p), "for": p.for_, "group": p.group}
            for p in meeting.substitutes
        ],
        **({"interests": interests_data(sitting)} if meeting.interests else {}),
        "adjournments": [
            {
                "after_minute": pause.after_minute,
                "from": _hour(pause.from_),
                "until": _hour(pause.until),
                "resumed_on": pause.resumed_on.isoformat() if pause.resumed_on else None,
            }
            for pause in meeting.adjournments
        ],
        "minutes": [_minute_data(sitting, minute) for minute in meeting.minutes],
    }


def _hour(moment: Any) -> str | None:
    return moment.strftime("%H:%M") if moment else None


def _person(register: Register, person: PersonRef) -> dict[str, Any]:
    return {"person": person.person, "name": register.person_name(person)}


def _minute_data(sitting: MinutesContext, minute: Minute) -> dict[str, Any]:
    kind = next((kind for kind, (_, item, _) in KINDS.items() if item == minute.item), None)
    asked = [q for q in of_meeting(sitting.register, sitting.meeting) if q.kind == kind]
    counts = {
        "questions": len(asked),
        "supplementaries": sum(supplementary_state(q) == "asked" for q in asked),
    }
    return {
        "number": minute.number,
        "item": minute.item,
        "title": sitting.title(minute),
        "late_reason": sitting.urgent.get(minute.item or ""),
        "text": minute.text,
        "public_summary": minute.public_summary if sitting.confidence(minute) else None,
        "pages": minute.pages,
        "appendix": minute.appendix,
        "actions": [
            {
                "id": action.record,
                "number": action.number,
                "action": action.text,
                "owners": list(action.owners),
                "due": action.due,
            }
            for action in sitting.arising(minute)
        ],
        "recommendations": [
            {"id": one.record, "label": one.label, "text": one.text, "to": list(one.to)}
            for one in sitting.recommended(minute)
        ],
        "resolved": list(minute.resolved),
        "vote": minute.vote,
        "requests": [
            {"title": r.title, "meeting": r.meeting, "item": r.item} for r in minute.requests
        ],
        **(counts if kind else {}),
    }
