"""The register of questions, and the supplement of a meeting with the questions and answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import ClassVar, NamedTuple

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import clock, full_date, long_date
from scrutiny_cli.domain.meetings import (
    QUESTION_ITEMS,
    REPRESENTATIONS,
    Meeting,
    QuestionKind,
    takes_questions,
)
from scrutiny_cli.domain.notice import Deadline, closing
from scrutiny_cli.domain.questions import (
    ANSWERED,
    Answer,
    Question,
    QuestionRefusal,
    Supplementary,
    Timing,
    answer_timing,
    answered_on,
    answers_due,
    answers_of,
    came_late,
    number_of_names,
    supplementary_state,
)
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.fields import ITSELF, ExportColumn, Field, Fields
from scrutiny_cli.reports.meetings.agenda import AgendaContext
from scrutiny_cli.reports.meetings.deadlines import moment
from scrutiny_cli.reports.meetings.related import to_item_taken
from scrutiny_cli.reports.model import (
    Block,
    Cell,
    Prose,
    Ref,
    Report,
    Section,
    facts,
)
from scrutiny_cli.reports.standpoint import Listed, Standpoint
from scrutiny_cli.wording import capital, count

ANONYMOUS = "Name and address supplied"
UNKNOWN = "Not recorded"
NOT_RECORDED = "None is recorded."
# Kind of question: prefix of its number, standing item of the agenda, heading without one.
KINDS: dict[QuestionKind, tuple[str, str, str]] = {
    "public": ("PQ", QUESTION_ITEMS["public"], "Questions from members of the public"),
    "council": ("MQ", QUESTION_ITEMS["council"], "Questions from members of the Council"),
    "petition": ("Petition", QUESTION_ITEMS["petition"], "Petitions"),
    "statement": ("Statement", QUESTION_ITEMS["statement"], "Statements"),
    "speaker": ("Speaker", QUESTION_ITEMS["speaker"], "Speakers"),
    "deputation": ("Deputation", QUESTION_ITEMS["deputation"], "Deputations"),
}
BROUGHT_BY: dict[QuestionKind, str] = {
    "petition": "Presented by",
    "statement": "Statement by",
    "speaker": "Speaker",
    "deputation": "Presented by",
}
"""What the person who brings each of these is called."""


def of_meeting(register: Register, meeting: Meeting) -> list[Question]:
    """The questions put to a meeting, in the order of the records."""
    return [q for q in register.questions.values() if q.meeting == meeting.id]


def numbers(register: Register, meeting: Meeting) -> dict[str, str]:
    """The printed number of each accepted question: its own, or the next of its kind."""
    printed = {}
    counts = dict.fromkeys(KINDS, 0)
    for question in of_meeting(register, meeting):
        if question.status == "accepted":
            counts[question.kind] += 1
            prefix = KINDS[question.kind][0]
            printed[question.id] = question.ref or f"{prefix} {counts[question.kind]}"
    return printed


@dataclass(frozen=True)
class PutQuestion(Listed[Question]):
    """A question as it is on a day."""

    listed_as: ClassVar[str] = "questions"

    @property
    def number(self) -> str | None:
        """Its printed number."""
        if self.meeting is None:
            return self.record.ref
        return numbers(self.at.register, self.meeting).get(self.record.id)

    @property
    def questioner(self) -> str | None:
        """Who asks, as it is published; of an anonymous questioner nothing that a record says."""
        asker = self.record.questioner
        if asker is None:
            return None
        if asker.anonymous:
            return ANONYMOUS
        person = self.at.register.people.get(asker.person or "")
        name = person.full_name if person else asker.name or asker.person
        return ", ".join(part for part in (name, asker.place) if part) or UNKNOWN

    @property
    def anonymous(self) -> bool:
        """Whether the questioner is not to be named."""
        return bool(self.record.questioner and self.record.questioner.anonymous)

    @property
    def received(self) -> date | None:
        """When it came in."""
        came = self.record.received
        if came is None:
            return None
        return datetime.combine(came.on, came.at) if came.at else came.on

    @cached_property
    def closing(self) -> Deadline | None:
        """When questions of its kind close for its meeting."""
        rules = self.at.register.rules_of(self.meeting)
        return closing(self.record.kind, self.meeting.date, rules) if self.meeting else None

    @property
    def late(self) -> bool | None:
        """Whether it came in after that; nothing if no day is recorded."""
        return came_late(self.record, self.closing) if self.closing else None

    @cached_property
    def due(self) -> Deadline | None:
        """The last day for the answer, if it has one before the meeting."""
        rules = self.at.register.rules_of(self.meeting)
        asked = self.meeting and self.record.kind in ANSWERED
        return answers_due(self.meeting.date, rules) if self.meeting and asked else None

    @property
    def timing(self) -> Timing | None:
        """Whether the answer is in time."""
        if self.meeting is None or self.due is None:
            return None
        return answer_timing(self.record, self.due, self.at.as_of, self.meeting.date)

    @property
    def text(self) -> str | None:
        """Its words, if it was accepted."""
        return self.record.question if self.record.status == "accepted" else None

    @property
    def same(self) -> "PutQuestion | None":
        """The question with which it shares an answer."""
        other = self.at.register.questions.get(self.record.same_answer_as or "")
        return PutQuestion(self.at, other) if other else None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers: its own, or those it shares with another question."""
        return answers_of(self.record) or (answers_of(self.same.record) if self.same else ())

    @property
    def answered_on(self) -> date | None:
        """When the last part of the answer was given."""
        return answered_on(self.record)

    @property
    def outcome(self) -> str:
        """What became of the supplementary question."""
        return supplementary_state(self.record)

    @property
    def supplementary(self) -> Supplementary:
        """The supplementary question; of a disallowed one no words."""
        asked = self.record.supplementary or Supplementary()
        if self.outcome == "disallowed":
            return asked.model_copy(
                update={"question": None, "answer": None, "answers": (), "owed": None}
            )
        return asked

    @property
    def received_words(self) -> Cell:
        """When it came in, and whether that was in time."""
        came = self.record.received
        if came is None or self.closing is None:
            return came.on if came else "not recorded"
        return (self.received, f"late: closed {moment(self.closing)}" if self.late else "in time")

    @property
    def answer_words(self) -> Cell:
        """How the answer is to the day it is due, and in how many parts it came."""
        if self.due is None:
            return None
        owed = self.timing not in ("not owed", "not recorded")
        parts = len(self.answers)
        return (
            self.timing,
            f"due {long_date(self.due.day)}" if owed else None,
            f"given {long_date(self.answered_on)}" if self.answered_on else None,
            count(parts, "part") if parts > 1 else None,
        )

    @property
    def status_words(self) -> Cell:
        """Whether it was accepted, and under which rule it was refused."""
        refused = self.record.refused
        return ("refused", refused.rule) if refused else self.record.status

    @property
    def supplementary_words(self) -> Cell:
        """What became of the supplementary question, and what is still owed."""
        if self.record.kind not in ANSWERED:
            return None
        asked = self.record.supplementary
        rule = asked.disallowed.rule if asked and asked.disallowed else None
        owed = f"owed: {asked.owed}" if asked and asked.owed else None
        return tuple(part for part in (self.outcome, rule, owed) if part)


CLOSED = ExportColumn(
    "The last day for questions of its kind.", "closed", "Questions closed (date)"
)
ANSWER_DUE = ExportColumn("The last day for the answer.", title="Answer due (date)")
TIMING = ExportColumn("Whether the answer came by that day.", "timing", "Answer")
OUTCOME = ExportColumn("The outcome.", "supplementary_outcome", "Supplementary question")
ANSWER = Fields(Answer, "part", "by", "mode", "on", "text")
SUPPLEMENTARY = Fields(
    PutQuestion,
    Field("state", value="outcome"),
    Field("question", value="supplementary.question"),
    Field("answers", value=lambda q: answers_of(q.supplementary), of=ANSWER, type=list),
    Field("rule", value="supplementary.disallowed.rule"),
    Field(
        "reason",
        value=lambda q: (
            (q.supplementary.disallowed and q.supplementary.disallowed.reason)
            or q.supplementary.reason
        ),
        type=str | None,
    ),
    Field("owed", value="supplementary.owed"),
)
QUESTION = Fields(
    PutQuestion,
    "id",
    "committee",
    Field("meeting", value="record.meeting", cell=lambda q: q.at.held_on(q.record.meeting)),
    *("kind", "ref"),
    Field("number", "Question", cell=lambda q: (q.number or "no number", Ref(q.record.id))),
    Field("questioner", cell=lambda q: q.questioner or UNKNOWN),
    *("anonymous", "to", "topic"),
    Field("received", cell="received_words"),
    Field("deadline", value="closing.moment", needs="meeting"),
    Field("closed_on", value="closing.day", needs="meeting", json=False, export=CLOSED),
    Field("late", needs="meeting"),
    Field("answer_due", value="due.day", needs="meeting", export=ANSWER_DUE),
    Field("answer_timing", "Answer", "timing", "answer_words", needs="meeting", export=TIMING),
    Field("status", cell="status_words"),
    Field("names", value="record.names", needs="record.names"),
    Field("lead", value="record.lead", needs="record.lead"),
    Field("resolved", value="record.resolved", markdown=True, needs="record.resolved"),
    Field("refused", of=Fields(QuestionRefusal, "rule", "reason")),
    Field("question", value="text", markdown=True),
    Field("answers", of=ANSWER),
    *("same_answer_as", "answered_on", "published_on"),
    Field("supplementary", value=ITSELF, cell="supplementary_words", of=SUPPLEMENTARY),
    Field("outcome", json=False, export=OUTCOME),
)
LIST = QUESTION.columns(
    *("list", "number", "meeting", "questioner", "received", "status", "answer_timing"),
    "supplementary",
)
QUESTIONS = Fields(list, Field("questions", value=ITSELF, of=QUESTION))


class AcceptedQuestions(NamedTuple):
    """The accepted questions of a meeting."""

    meeting: Meeting
    questions: list[PutQuestion]


SUPPLEMENT = Fields(
    AcceptedQuestions, Field("meeting", value="meeting.id"), Field("questions", of=QUESTION)
)


def accepted(at: Standpoint, meeting: Meeting) -> list[PutQuestion]:
    """The accepted questions of a meeting."""
    asked = of_meeting(at.register, meeting)
    return [PutQuestion(at, question) for question in asked if question.status == "accepted"]


def sections(at: Standpoint, meeting: Meeting, kind: QuestionKind) -> list[Section]:
    """The accepted questions of a kind with their answers, under a heading."""
    committee = at.committees[0]
    own = [question for question in accepted(at, meeting) if question.record.kind == kind]
    if not own and not takes_questions(kind, committee.rules, meeting):
        return []
    title = _heading(AgendaContext(at.register, committee, meeting), kind)
    none = "There were none." if kind in meeting.no_questions_received else NOT_RECORDED
    blocks: tuple[Block, ...] = () if own else (Prose(at.register.absence(none)),)
    taken = to_item_taken(at, meeting, QUESTION_ITEMS[kind])
    return [Section(kind, title, blocks, aside=taken), *map(_entry, own)]


def supplement(at: Standpoint, meeting: Meeting) -> Report:
    """The supplement to an agenda: every accepted question of the meeting with its answer."""
    committee = at.committees[0]
    parts = [part for kind in KINDS for part in sections(at, meeting, kind)]
    return at.report(
        "questions",
        f"Questions and answers for the meeting of {full_date(meeting.date)}",
        [_cover(meeting, committee), *parts],
        SUPPLEMENT.write(AcceptedQuestions(meeting, accepted(at, meeting))),
        subtitle=committee.name,
    )


def overdue(at: Standpoint, meeting: Meeting) -> list[str]:
    """The answers that a supplement should hold by now and does not, and the written ones still owed."""
    owed = []
    for name, number in numbers(at.register, meeting).items():
        question = PutQuestion(at, at.register.questions[name])
        if question.timing == "overdue" and question.due:
            due = moment(question.due)
            owed.append(f"{number}: the answer was due by {due}, and none is recorded")
        asked = question.record.supplementary
        if asked and asked.owed and question.outcome != "disallowed":
            owed.append(f"{number}: still owed after the supplementary question: {asked.owed}")
    return owed


def _cover(meeting: Meeting, committee: Committee) -> Section:
    start = f" at {clock(meeting.time)}" if meeting.time else ""
    rows: list[tuple[str, Cell]] = [
        ("Meeting", full_date(meeting.date) + start),
        ("Place", meeting.place),
    ]
    labels: tuple[tuple[QuestionKind, str], ...] = (
        ("public", "the public"),
        ("council", "members"),
    )
    for kind, label in labels:
        if takes_questions(kind, committee.rules, meeting):
            last = closing(kind, meeting.date, committee.rules)
            closed = moment(last) if last else None
            rows.append((f"Questions from {label} closed", closed))
    return Section("cover", None, (facts(*rows),))


def _heading(context: AgendaContext, kind: QuestionKind) -> str:
    """The heading of a kind of question: the agenda's own, with the number of the item."""
    _, standing, title = KINDS[kind]
    entry = next((entry for item, entry in context.shown if item.name == standing), None)
    if entry is None:
        return title
    return f"Agenda item {entry.number}: {entry.title}" if entry.number else entry.title


def _brought(question: PutQuestion) -> Section:
    """A petition, statement, speaker or deputation: who brings it, and what was resolved."""
    record, number = question.record, question.number or ""
    rows: tuple[tuple[str, Cell], ...] = (
        (BROUGHT_BY[record.kind], question.questioner or UNKNOWN),
        ("Lead", record.lead),
        ("Names", number_of_names(record)),
        (capital(record.kind), Prose(record.question) if record.question else None),
        *((("Response", _answer(answer, record.to))) for answer in question.answers),
        ("Resolved", Prose(record.resolved) if record.resolved else None),
    )
    title = f"{number}: {record.topic}" if record.topic else number
    about = facts(*_apart((label, cell) for label, cell in rows if cell))
    return Section(record.id, title, (about,), level=3)


def minuted_words(question: PutQuestion) -> tuple[str, Cell]:
    """What minutes say of a petition, statement, speaker or deputation."""
    record = question.record
    resolved = Prose(f"Resolved: {record.resolved}") if record.resolved else None
    names = number_of_names(record)
    words = (record.topic, question.questioner, names, resolved)
    return question.number or capital(record.kind), tuple(part for part in words if part)


def _entry(question: PutQuestion) -> Section:
    if question.record.kind in REPRESENTATIONS:
        return _brought(question)
    record, number = question.record, question.number or ""
    rows: list[tuple[str, Cell]] = [
        ("Questioner", question.questioner or UNKNOWN),
        ("Question", Prose(record.question) if record.question else "Not in the register."),
        ("Question to", record.to),
        *_responses(question),
    ]
    # Before the meeting there cannot be one.
    over = question.meeting and question.meeting.date <= question.at.as_of
    if over or question.outcome != "none recorded":
        rows += _supplementary(record)
    title = f"{number}: {record.topic}" if record.topic else number
    about = facts(*_apart((label, cell) for label, cell in rows if cell))
    return Section(record.id, title, (about,), level=3, record=record.id)


def _apart(rows: Iterable[tuple[str, Cell]]) -> Iterator[tuple[str, Cell]]:
    """Rows whose labels differ: what repeats is counted."""
    counts: dict[str, int] = {}
    for label, cell in rows:
        counts[label] = counts.get(label, 0) + 1
        yield (f"{label} ({counts[label]})" if counts[label] > 1 else label, cell)


def _responses(question: PutQuestion) -> list[tuple[str, Cell]]:
    """The rows of the response: one for each part of the answer."""
    rows: list[tuple[str, Cell]] = [
        (
            f"Response: {answer.part}" if answer.part else "Response",
            _answer(answer, question.record.to),
        )
        for answer in question.answers
    ]
    due, day = question.due, question.answered_on
    if not rows:
        to_come = due and question.at.as_of <= due.day
        owed = f"To follow by {moment(due)}." if due and to_come else "To follow."
        rows = [("Response", "Not in the register." if day else owed)]
    other = question.same
    if other and not answers_of(question.record):
        rows.append(("Same response as", other.number or other.record.id))
    if day:
        rows.append(("Answered on", day))
    return rows


def _answer(answer: Answer, asked: str | None = None) -> Cell:
    """How an answer was given, by whom if it was somebody else than was asked, and its words."""
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


def listing(at: Standpoint, meeting: Meeting | None = None) -> Report:
    """The register of questions of the committees, or of one meeting."""
    questions = [
        PutQuestion(at, question)
        for question in at.of_committees(at.register.questions)
        if meeting is None or question.meeting == meeting.id
    ]
    table = QUESTION.table("Questions", LIST, questions, empty="No questions.")
    return at.report(
        "question-list",
        "Questions",
        (Section("questions", None, (table,)),),
        QUESTIONS.write(questions),
        filters=(f"Only the meeting of {long_date(meeting.date)}",) if meeting else (),
    )
