"""Use case of questions: register one, as accepted or as refused with the rule."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from scrutiny_cli.clerking.blocking import require_free_id, require_readable
from scrutiny_cli.clerking.proposed import Proposed, without_blanks
from scrutiny_cli.domain.committees import Rules
from scrutiny_cli.domain.dates import clock
from scrutiny_cli.domain.meetings import (
    CLOSES,
    REPRESENTATIONS,
    Meeting,
    QuestionKind,
    notice_of,
    takes_questions,
)
from scrutiny_cli.domain.notice import Deadline, closing
from scrutiny_cli.domain.questions import after_closing, answers_due
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.meetings.deadlines import moment
from scrutiny_cli.reports.meetings.questions import KINDS, of_meeting
from scrutiny_cli.wording import capital
from scrutiny_cli.workspace.loading import Loaded


@dataclass(frozen=True)
class IncomingQuestion:
    """What a clerk knows of a question that has come in; ``refuse`` is a rule to refuse it by."""

    kind: QuestionKind
    words: str
    received: date
    at: time | None = None
    name: str | None = None
    place: str | None = None
    person: str | None = None
    anonymous: bool = False
    to: str | None = None
    topic: str | None = None
    lead: str | None = None
    names: int | None = None
    refuse: str | None = None


def add(
    loaded: Loaded, meeting: Meeting, asked: IncomingQuestion, record_id: str | None
) -> Proposed:
    """Propose the record of a question; the remarks say whether it is accepted, and its dates."""
    needs = ("questions", "committees")
    require_readable(loaded, *needs)
    rules = loaded.register.rules_of(meeting)
    name = record_id or _free_id(loaded.register, meeting, asked.kind)
    require_free_id(loaded, "questions", name)
    data = without_blanks(id=name, **record(meeting, asked, rules))
    return Proposed(
        name,
        records={"questions": [data]},
        needs=needs,
        remarks=(outcome(meeting, asked, rules),),
    )


def record(meeting: Meeting, asked: IncomingQuestion, rules: Rules) -> dict[str, Any]:
    """Return the data of a question by key, without an id, in the order of a file."""
    rule = _rule(meeting, asked, rules)
    questioner = {
        "name": asked.name,
        "place": asked.place,
        "person": asked.person,
        "anonymous": asked.anonymous or None,
    }
    received = {"on": asked.received, "at": clock(asked.at) if asked.at else None}
    return {
        "meeting": meeting.id,
        "kind": asked.kind,
        "questioner": {key: value for key, value in questioner.items() if value},
        "lead": None if asked.anonymous else asked.lead,
        "names": asked.names,
        "to": asked.to,
        "received": {key: value for key, value in received.items() if value},
        "topic": asked.topic,
        # A question may be refused for its very words.
        "question": None if asked.refuse else asked.words,
        "status": "refused" if rule else None,
        "refused": {"rule": rule} if rule else None,
    }


def _closed(meeting: Meeting, asked: IncomingQuestion, rules: Rules) -> Deadline | None:
    """The deadline, if the question came in after it."""
    deadline = closing(asked.kind, meeting.date, rules)
    late = deadline is not None and after_closing(asked.received, asked.at, deadline)
    return deadline if late else None


def _rule(meeting: Meeting, asked: IncomingQuestion, rules: Rules) -> str | None:
    """The rule by which a question is refused; ``None`` when it is accepted."""
    if asked.refuse:
        return asked.refuse
    notice = notice_of(asked.kind, rules)
    rule = notice.rule if notice else None
    if not takes_questions(asked.kind, rules, meeting):
        return rule or _none_taken(asked)
    deadline = _closed(meeting, asked, rules)
    if deadline is None:
        return None
    return rule or f"{capital(CLOSES[asked.kind])} closed at {moment(deadline)}"


def _none_taken(asked: IncomingQuestion) -> str:
    if asked.kind in REPRESENTATIONS:
        return f"The meeting takes no {asked.kind}s"
    who = "the public" if asked.kind == "public" else "members of the council"
    return f"The meeting takes no questions from {who}"


def _free_id(register: Register, meeting: Meeting, kind: QuestionKind) -> str:
    """The next id for a question of a meeting: `q-2021-12-07-pq1`."""
    number = sum(q.kind == kind for q in of_meeting(register, meeting)) + 1
    prefix = KINDS[kind][0].lower()
    while (name := f"q-{meeting.date.isoformat()}-{prefix}{number}") in register.questions:
        number += 1
    return name


def outcome(meeting: Meeting, asked: IncomingQuestion, rules: Rules) -> str:
    """Return what the clerk should know of a question: accepted or refused, and its dates."""
    if asked.refuse:
        return "refused; its words are not kept"
    if not takes_questions(asked.kind, rules, meeting):
        return f"refused: {_none_taken(asked)[:1].lower()}{_none_taken(asked)[1:]}"
    deadline = _closed(meeting, asked, rules)
    if deadline:
        return f"refused: it came in after {CLOSES[asked.kind]} had closed at {moment(deadline)}"
    if asked.kind in REPRESENTATIONS:
        return "accepted"
    due = moment(answers_due(meeting.date, rules))
    return f"accepted; the answer is due by {due}, to leave time for a supplementary question"
