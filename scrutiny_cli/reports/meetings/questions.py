"""The register of questions, and the supplement of a meeting with the questions and answers."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import clock, full_date, long_date
from scrutiny_cli.domain.meetings import QUESTION_ITEMS, Meeting, QuestionKind, takes_questions
from scrutiny_cli.domain.questions import (
    Answer,
    Question,
    answer_timing,
    answered_on,
    answers_due,
    answers_of,
    came_late,
    closing,
    supplementary_state,
)
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import iso
from scrutiny_cli.reports.meetings.agenda import AgendaContext, entries, items
from scrutiny_cli.reports.meetings.deadlines import moment
from scrutiny_cli.reports.model import (
    Block,
    Cell,
    Column,
    Prose,
    Ref,
    Report,
    Section,
    Table,
    facts,
)
from scrutiny_cli.wording import capital, count

ANONYMOUS = "Name and address supplied"
# Kind of question: prefix of its number, standing item of the agenda, heading without one.
KINDS: dict[QuestionKind, tuple[str, str, str]] = {
    "public": ("PQ", QUESTION_ITEMS["public"], "Questions from members of the public"),
    "council": ("MQ", QUESTION_ITEMS["council"], "Questions from members of the Council"),
}


def of_meeting(register: Register, meeting: Meeting) -> list[Question]:
    """The questions put to a meeting, in the order of the records."""
    return [q for q in register.questions.values() if q.meeting == meeting.id]


def numbers(register: Register, meeting: Meeting) -> dict[str, str]:
    """The printed number of each accepted question: its own, or the next of its kind."""
    found = {}
    counts = dict.fromkeys(KINDS, 0)
    for question in of_meeting(register, meeting):
        if question.status == "accepted":
            counts[question.kind] += 1
            prefix = KINDS[question.kind][0]
            found[question.id] = question.ref or f"{prefix} {counts[question.kind]}"
    return found


def questioner_words(register: Register, question: Question) -> str:
    """Who asks, as it is published; of an anonymous questioner nothing that a record says."""
    asker = question.questioner
    if asker is None:
        return "Not recorded"
    if asker.anonymous:
        return ANONYMOUS
    person = register.people.get(asker.person or "")
    name = person.full_name if person else asker.name or asker.person
    return ", ".join(part for part in (name, asker.place) if part) or "Not recorded"


def all_answers(register: Register, question: Question) -> tuple[Answer, ...]:
    """The answers to a question: its own, or those it shares with another one."""
    own = answers_of(question)
    other = register.questions.get(question.same_answer_as or "")
    return own or (answers_of(other) if other else ())


def supplement(
    register: Register,
    meeting: Meeting,
    committee: Committee,
    as_of: date,
    revision: str,
) -> Report:
    """The supplement to an agenda: every accepted question of the meeting with its answer."""
    asked = [q for q in of_meeting(register, meeting) if q.status == "accepted"]
    parts = [_cover(meeting, committee)]
    for kind in KINDS:
        own = [question for question in asked if question.kind == kind]
        if not own and not takes_questions(kind, committee.rules, meeting):
            continue
        title = _heading(AgendaContext(register, committee, meeting), kind)
        blocks: tuple[Block, ...] = () if own else (Prose("There were none."),)
        parts.append(Section(kind, title, blocks))
        parts += [_entry(register, meeting, committee, question, as_of) for question in own]
    return Report(
        name="questions",
        title=committee.name,
        subtitle=f"Questions and answers, supplement to the agenda for {full_date(meeting.date)}",
        as_of=as_of,
        revision=revision,
        sections=tuple(parts),
        data={
            "meeting": meeting.id,
            "questions": [data(register, question, as_of) for question in asked],
        },
    )


def overdue(register: Register, meeting: Meeting, as_of: date) -> list[str]:
    """The answers that a supplement should hold by now and does not, and the written ones still owed."""
    due = answers_due(meeting.date, register.rules_of(meeting))
    found = []
    for name, number in numbers(register, meeting).items():
        question = register.questions[name]
        if answer_timing(question, due, as_of, meeting.date) == "overdue":
            found.append(f"{number}: the answer was due by {moment(due)}, and none is recorded")
        asked = question.supplementary
        if asked and asked.owed and supplementary_state(question) != "disallowed":
            found.append(f"{number}: still owed after the supplementary question: {asked.owed}")
    return found


def _cover(meeting: Meeting, committee: Committee) -> Section:
    start = f" at {clock(meeting.time)}" if meeting.time else ""
    rows: list[tuple[str, Cell]] = [("Meeting", full_date(meeting.date) + start)]
    if meeting.place:
        rows.append(("Place", meeting.place))
    labels: tuple[tuple[QuestionKind, str], ...] = (
        ("public", "the public"),
        ("council", "members"),
    )
    for kind, label in labels:
        if takes_questions(kind, committee.rules, meeting):
            closed = moment(closing(kind, meeting.date, committee.rules))
            rows.append((f"Questions from {label} closed", closed))
    return Section("cover", None, (facts(*rows),))


def _heading(setting: AgendaContext, kind: QuestionKind) -> str:
    """The heading of a kind of question: the agenda's own, with the number of the item."""
    _, standing, title = KINDS[kind]
    shown = zip(items(setting), entries(setting), strict=True)
    entry = next((entry for (item, _), entry in shown if item.name == standing), None)
    if entry is None:
        return title
    return f"Agenda item {entry.number}: {entry.title}" if entry.number else entry.title


def _entry(
    register: Register, meeting: Meeting, committee: Committee, question: Question, as_of: date
) -> Section:
    number = numbers(register, meeting)[question.id]
    due = answers_due(meeting.date, committee.rules)
    rows: list[tuple[str, Cell]] = [
        ("Question number", number),
        ("Questioner", questioner_words(register, question)),
        ("Question", Prose(question.question) if question.question else "Not in the register."),
        ("Question to", question.to),
        *_responses(
            register, question, f"To follow by {moment(due)}." if as_of <= due.day else "To follow."
        ),
    ]
    # Before the meeting nobody can have asked one.
    if meeting.date <= as_of or supplementary_state(question) != "none recorded":
        rows += _supplementary(question)
    title = f"{number}: {question.topic}" if question.topic else number
    told = facts(*_apart((label, cell) for label, cell in rows if cell))
    return Section(question.id, title, (told,), level=3)


def _apart(rows: Iterable[tuple[str, Cell]]) -> Iterator[tuple[str, Cell]]:
    """Rows whose labels differ: what repeats is counted."""
    seen: dict[str, int] = {}
    for label, cell in rows:
        seen[label] = seen.get(label, 0) + 1
        yield (f"{label} ({seen[label]})" if seen[label] > 1 else label, cell)


def _responses(register: Register, question: Question, owed: str) -> list[tuple[str, Cell]]:
    """The rows of the response: one for each part of the answer."""
    given = all_answers(register, question)
    rows: list[tuple[str, Cell]] = [
        (f"Response: {answer.part}" if answer.part else "Response", _answer(answer, question.to))
        for answer in given
    ]
    day = answered_on(question)
    if not rows:
        rows = [("Response", "Not in the register." if day else owed)]
    other = register.questions.get(question.same_answer_as or "")
    if other and not answers_of(question):
        meeting = register.meetings.get(other.meeting)
        same = numbers(register, meeting).get(other.id) if meeting else None
        rows.append(("Same response as", same or other.id))
    if day:
        rows.append(("Answered on", day))
    return rows


def _answer(answer: Answer, asked: str | None = None) -> Cell:
    """An answer below how it was given, and by whom if not by whoever was asked."""
    by = answer.by if answer.by != asked else None
    oral = "at the meeting" if answer.mode == "oral" else None
    given = capital(", ".join(part for part in (by, oral) if part))
    text = Prose(answer.text) if answer.text else "Not in the register."
    return (f"{given}:", text) if given else text


def _supplementary(question: Question) -> list[tuple[str, Cell]]:
    """The rows of the supplementary question; of a disallowed one never its words."""
    asked = question.supplementary
    state = supplementary_state(question)
    label = "Supplementary question"
    if asked is None or state == "none recorded":
        return [(label, "None is recorded.")]
    if state == "disallowed":
        rule = asked.disallowed.rule if asked.disallowed else None
        reason = asked.disallowed.reason if asked.disallowed else None
        under = f"Disallowed under {rule}." if rule else "Disallowed."
        return [(label, (under, Prose(reason)) if reason else under)]
    if state == "none":
        return [(label, "None was asked.")]
    if state == "not asked":
        return [(label, ("Not asked.", asked.reason) if asked.reason else "Not asked.")]
    rows: list[tuple[str, Cell]] = [
        (label, Prose(asked.question) if asked.question else "Asked at the meeting.")
    ]
    for answer in answers_of(asked):
        by = f": {answer.by}" if answer.by else ""
        rows.append((f"Supplementary response{by}", _answer(answer, answer.by)))
    return [*rows, ("Still owed", asked.owed)] if asked.owed else rows


def listing(
    register: Register,
    committees: list[Committee],
    as_of: date,
    revision: str,
    meeting: Meeting | None = None,
) -> Report:
    """The register of questions of some committees, or of one meeting."""
    chosen = [
        question
        for question in register.questions.values()
        if (meeting is None or question.meeting == meeting.id)
        and (register.committee_of(question) in (None, *committees))
    ]
    columns = (
        Column("Question", heads=True),
        Column("Meeting"),
        Column("Questioner"),
        Column("Received"),
        Column("Status"),
        Column("Answer"),
        Column("Supplementary"),
    )
    rows = tuple(_row(register, question, as_of) for question in chosen)
    return Report(
        name="question-list",
        title="Questions",
        as_of=as_of,
        revision=revision,
        sections=(
            Section("questions", None, (Table("Questions", columns, rows, empty="No questions."),)),
        ),
        filters=(f"Only the meeting of {long_date(meeting.date)}",) if meeting else (),
        data={"questions": [data(register, question, as_of) for question in chosen]},
    )


def _row(register: Register, question: Question, as_of: date) -> tuple[Cell, ...]:
    meeting = register.meetings.get(question.meeting)
    number = numbers(register, meeting).get(question.id) if meeting else question.ref
    return (
        (number or "no number", Ref(question.id)),
        meeting.date if meeting else question.meeting,
        questioner_words(register, question),
        _received_words(register, question, meeting),
        _status_words(question),
        _answer_words(register, question, meeting, as_of),
        _supplementary_words(question),
    )


def _received_words(register: Register, question: Question, meeting: Meeting | None) -> Cell:
    """When a question came in, and whether that was in time."""
    received = question.received
    if received is None or meeting is None:
        return received.on if received else "not recorded"
    deadline = closing(question.kind, meeting.date, register.rules_of(meeting))
    day: Cell = datetime.combine(received.on, received.at) if received.at else received.on
    late = came_late(question, deadline)
    return (day, f"late: closed {moment(deadline)}" if late else "in time")


def _answer_words(
    register: Register, question: Question, meeting: Meeting | None, as_of: date
) -> Cell:
    """How the answer stands to the day it is due, and in how many parts it came."""
    if meeting is None:
        return None
    due = answers_due(meeting.date, register.rules_of(meeting))
    timing = answer_timing(question, due, as_of, meeting.date)
    given = answered_on(question)
    parts = len(all_answers(register, question))
    return (
        timing,
        f"due {long_date(due.day)}" if timing not in ("not owed", "not recorded") else None,
        f"given {long_date(given)}" if given else None,
        count(parts, "part") if parts > 1 else None,
    )


def _status_words(question: Question) -> Cell:
    refused = question.refused
    return ("refused", refused.rule) if refused else question.status


def _supplementary_words(question: Question) -> Cell:
    asked = question.supplementary
    state = supplementary_state(question)
    rule = asked.disallowed.rule if asked and asked.disallowed else None
    owed = f"owed: {asked.owed}" if asked and asked.owed else None
    return tuple(part for part in (state, rule, owed) if part)


def data(register: Register, question: Question, as_of: date) -> dict[str, Any]:
    """A question for machines: of a refused one no words, of a disallowed supplementary neither."""
    meeting = register.meetings.get(question.meeting)
    committee = register.committee_of(question)
    received = question.received
    refused = question.refused
    timing: dict[str, Any] = {}
    if meeting:
        rules = register.rules_of(meeting)
        deadline = closing(question.kind, meeting.date, rules)
        due = answers_due(meeting.date, rules)
        timing = {
            "deadline": _iso_moment(deadline.day, deadline.at),
            "late": came_late(question, deadline),
            "answer_due": due.day.isoformat(),
            "answer_timing": answer_timing(question, due, as_of, meeting.date),
        }
    return {
        "id": question.id,
        "committee": committee.id if committee else None,
        "meeting": question.meeting,
        "kind": question.kind,
        "ref": question.ref,
        "number": numbers(register, meeting).get(question.id) if meeting else question.ref,
        "questioner": questioner_words(register, question) if question.questioner else None,
        "anonymous": bool(question.questioner and question.questioner.anonymous),
        "to": question.to,
        "topic": question.topic,
        "received": _iso_moment(received.on, received.at) if received else None,
        **timing,
        "status": question.status,
        "refused": {"rule": refused.rule, "reason": refused.reason} if refused else None,
        "question": question.question if question.status == "accepted" else None,
        "answers": [_answer_data(answer) for answer in all_answers(register, question)],
        "same_answer_as": question.same_answer_as,
        "answered_on": iso(answered_on(question)),
        "published_on": iso(question.published_on),
        "supplementary": _supplementary_data(question),
    }


def _iso_moment(day: date, at: Any) -> str:
    return f"{day.isoformat()}T{at.strftime('%H:%M')}" if at else day.isoformat()


def _answer_data(answer: Answer) -> dict[str, Any]:
    return {
        "part": answer.part,
        "by": answer.by,
        "mode": answer.mode,
        "on": iso(answer.on),
        "text": answer.text,
    }


def _supplementary_data(question: Question) -> dict[str, Any]:
    asked = question.supplementary
    state = supplementary_state(question)
    shown = asked if asked and state != "disallowed" else None
    rule = asked.disallowed if asked else None
    return {
        "state": state,
        "question": shown.question if shown else None,
        "answers": [_answer_data(answer) for answer in answers_of(shown)] if shown else [],
        "rule": rule.rule if rule else None,
        "reason": (rule.reason if rule else None) or (asked.reason if asked else None),
        "owed": shown.owed if shown else None,
    }
