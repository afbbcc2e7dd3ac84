"""Questions: late arrivals, refusals, late answers, and details that must not be recorded."""

from collections.abc import Iterator
from datetime import date, time

from scrutiny_cli.checks.context import Context
from scrutiny_cli.documents import Path
from scrutiny_cli.domain.dates import clock, full_date, on_date
from scrutiny_cli.domain.meetings import CLOSES, notice_of
from scrutiny_cli.domain.notice import closing
from scrutiny_cli.domain.questions import (
    ANSWERED,
    Question,
    answered_late,
    answered_on,
    answers_due,
    came_late,
    supplementary_state,
)
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.wording import count

_NEVER = "remove it; git never forgets what was once committed"


def arrival(context: Context) -> Iterator[Finding]:
    """A question that arrived after the deadline is not accepted."""
    for entry, question in context.each("questions"):
        meeting = context.register.meetings.get(question.meeting)
        if meeting is None or question.status == "refused":
            continue
        rules = context.register.rules_of(meeting)
        deadline = closing(question.kind, meeting.date, rules)
        if deadline and came_late(question, deadline):
            message = (
                f"it arrived {_moment(question.received.on, question.received.at)}; "
                f"{CLOSES[question.kind]} closed {_moment(deadline.day, deadline.at)}"
            )
            notice = notice_of(question.kind, rules)
            rule = notice.rule if notice else None
            hint = (
                f"write `status: refused` with `refused: {rule or 'the rule'}`, or correct the day"
            )
            yield entry.finding(("received",), "question-late", message, hint)


def names(context: Context) -> Iterator[Finding]:
    """A petition or deputation that was accepted has as many names as the rule asks for."""
    for entry, question in context.each("questions"):
        meeting = context.register.meetings.get(question.meeting)
        notice = notice_of(question.kind, context.register.rules_of(meeting)) if meeting else None
        needed = getattr(notice, "names", None)
        if needed and question.names and question.names < needed and question.status == "accepted":
            message = f"it has {count(question.names, 'name')}; the rule asks for {needed}"
            hint = "correct the number, or write `status: refused` with `refused: the rule`"
            yield entry.finding(("names",), "too-few-names", message, hint)


def _moment(day: date, at: time | None) -> str:
    return f"at {clock(at)} on {full_date(day)}" if at else on_date(day, full_date)


def refusals(context: Context) -> Iterator[Finding]:
    """A refusal names its rule, and agrees with the status."""
    for entry, question in context.each("questions"):
        hint = "add `refused: {rule: ...}` with the rule of the constitution"
        if question.status == "refused" and not question.refused:
            message = "the question is refused, and no rule is named"
            yield entry.finding(("status",), "refusal-without-rule", message, hint)
        if question.refused and question.status != "refused":
            message = "a refusal is given, and the status is accepted"
            hint = "write `status: refused`, or remove the refusal"
            yield entry.finding(("refused",), "refusal-without-rule", message, hint)
        supplementary = question.supplementary
        if supplementary and supplementary.state == "disallowed" and not supplementary.disallowed:
            message = "the supplementary question is disallowed, and no rule is named"
            hint = "add `disallowed: {rule: ...}` with the rule of the constitution"
            path: Path = ("supplementary", "state")
            yield entry.finding(path, "refusal-without-rule", message, hint)
        state = supplementary.state if supplementary else None
        if supplementary and supplementary.disallowed and state not in (None, "disallowed"):
            message = f"a rule disallows the supplementary question, and its state is {state}"
            hint = "write `state: disallowed`, or remove the rule"
            path = ("supplementary", "state")
            yield entry.finding(path, "refusal-without-rule", message, hint)


def disallowed_text(context: Context) -> Iterator[Finding]:
    """A disallowed supplementary question has only its rule.

    It must not be published, so no message quotes it.
    """
    for entry, question in context.each("questions"):
        if supplementary_state(question) != "disallowed":
            continue
        for key in ("question", "answer", "answers"):
            if getattr(question.supplementary, key):
                message = "the words of a disallowed supplementary question must not be recorded"
                path: Path = ("supplementary", key)
                yield entry.finding(path, "disallowed-text", message, _NEVER, key=True)


def anonymous(context: Context) -> Iterator[Finding]:
    """The records hold no name or place of an anonymous questioner."""
    for entry, question in context.each("questions"):
        asker = question.questioner
        if not asker or not asker.anonymous:
            continue
        fields: list[Path] = [("questioner", key) for key in ("name", "place", "person")]
        for path in (*fields, ("lead",)):
            key = str(path[-1])
            if getattr(asker if len(path) > 1 else question, key):
                message = f"the questioner is anonymous, and `{key}` says who it is"
                hint = f"{_NEVER}. The clerk keeps name and address elsewhere"
                yield entry.finding(path, "anonymous-named", message, hint, key=True)


def answers(context: Context) -> Iterator[Finding]:
    """An answer is published in time for a supplementary question."""
    for entry, question in context.each("questions"):
        meeting = context.register.meetings.get(question.meeting)
        day = answered_on(question)
        if meeting is None or day is None or question.status == "refused":
            continue
        if question.kind not in ANSWERED:
            continue
        rules = context.register.rules_of(meeting)
        deadline = answers_due(meeting.date, rules)
        due = deadline.day
        if answered_late(question, deadline, meeting.date):
            days = rules.answers.clear_days
            left = count(days, "clear working day") if days else "the last working day"
            message = (
                f"it was answered {_moment(day, None)}, too late for a supplementary question; "
                f"the last day was {full_date(due)}, {left} before the meeting"
            )
            hint = "correct the date; if it is right, accept the warning"
            yield entry.finding(_answered(question), "answer-late", message, hint)


def _answered(question: Question) -> Path:
    """The path of the field with the date of the answer."""
    if question.answered_on:
        return ("answered_on",)
    if question.answer and question.answer.on:
        return ("answer", "on")
    last = answered_on(question)
    return ("answers", next(i for i, a in enumerate(question.answers) if a.on == last), "on")
