"""Decisions of the executive: their notice, when they were implemented, and call-ins."""

from collections.abc import Iterator
from datetime import date

from scrutiny_cli.checks.context import Context
from scrutiny_cli.documents import Path
from scrutiny_cli.domain.committees import DecisionNotice
from scrutiny_cli.domain.dates import clock, full_date
from scrutiny_cli.domain.decisions import CallInWindow, ExecutiveDecision, clear_days
from scrutiny_cli.domain.questions import Received
from scrutiny_cli.domain.working_days import WorkingDays
from scrutiny_cli.exempt.requirements import missing_title
from scrutiny_cli.register.called_in import (
    call_ins_of,
    days_unheard,
    effective_from,
    hear_by_of,
    outcome_of,
    window_of,
)
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.register.register import Register
from scrutiny_cli.wording import count

_LAW = "SI 2012/2089, regulation"
_CHECK = "check the dates; if they are right, accept the warning"


def titles(context: Context) -> Iterator[Finding]:
    """A decision has a title, or one for the public."""
    for entry, decision in context.each("decisions"):
        if field := missing_title(decision):
            hint = f"add `{field.rpartition('.')[2]}:`"
            yield entry.finding((), "missing-field", f"`{field}` is missing", hint)


def _day(register: Register, decision: ExecutiveDecision) -> date | None:
    """The date on which a decision was taken, or the last one on which it is to be."""
    # Only a date in plain words is public, and so may be quoted of an exempt decision.
    due = decision.due if decision.due and decision.due.words else None
    return decision.taken_on or register.due_day(due)


def _notices(
    context: Context,
) -> Iterator[tuple[PlacedRecord, ExecutiveDecision, date, DecisionNotice]]:
    """The decisions that need notice, with the day they are taken and the rule."""
    for entry, decision in context.each("decisions"):
        notice = context.register.rules_of(decision).decision_notice
        day = _day(context.register, decision)
        if notice and day and not decision.withdrawn:
            yield entry, decision, day, notice


def _clear(context: Context, decision: ExecutiveDecision, first: date, last: date) -> int:
    rules = context.register.rules_of(decision)
    assert rules.decision_notice is not None
    return clear_days(first, last, rules.decision_notice, WorkingDays.of(rules))


def key_decisions(context: Context) -> Iterator[Finding]:
    """A key decision has 28 clear days of notice, or says by which exception it has fewer."""
    for entry, decision, day, notice in _notices(context):
        if not decision.key or decision.urgency or not notice.key_decisions:
            continue
        first = decision.notice_published
        if first is None:
            if decision.taken_on:
                message = "this key decision was taken, and no notice of it is recorded"
                hint = "add `notice_published:`, or `urgency:` with the exception"
                yield entry.finding(("taken_on",), "key-decision-notice", message, hint)
            continue
        left = _clear(context, decision, first, day)
        if left < notice.key_decisions:
            message = (
                f"notice was published on {full_date(first)}, {count(left, 'clear day')} before "
                f"{full_date(day)}; a key decision needs {notice.key_decisions} ({_LAW} 9)"
            )
            hint = "move the decision, or add `urgency: general exception` or `special urgency`"
            yield entry.finding(("notice_published",), "key-decision-notice", message, hint)


def urgency(context: Context) -> Iterator[Finding]:
    """An exception has what the law asks for: a notice, or the agreement of the chair and a reason."""
    for entry, decision, day, notice in _notices(context):
        urgent = decision.urgency
        if urgent is None:
            continue
        path: Path = ("urgency",)
        if urgent.rule == "special urgency":
            for key, what in (("agreed_by", "who agreed"), ("reason", "why it is urgent")):
                if getattr(urgent, key) is None:
                    message = f"special urgency needs a notice that says {what} ({_LAW} 11)"
                    yield entry.finding(path, "urgency-incomplete", message, f"add `{key}:`")
        elif urgent.notice_on is None:
            message = (
                f"the general exception needs a notice to the chair and the public ({_LAW} 10)"
            )
            yield entry.finding(path, "urgency-incomplete", message, "add `notice_on:`")
        else:
            left = _clear(context, decision, urgent.notice_on, day)
            if left < notice.general_exception:
                message = (
                    f"notice was given on {full_date(urgent.notice_on)}, {count(left, 'clear day')} "
                    f"before {full_date(day)}; the general exception needs "
                    f"{notice.general_exception} ({_LAW} 10)"
                )
                hint = "with less than that it needs `special urgency`, and the chair's agreement"
                yield entry.finding((*path, "notice_on"), "urgency-incomplete", message, hint)


def private_meetings(context: Context) -> Iterator[Finding]:
    """A private meeting has a notice of 28 clear days and a further one of five."""
    for entry, decision, day, notice in _notices(context):
        private = decision.private
        if private is None or private.agreed_by:
            continue
        for key, needed in (
            ("published_on", notice.private_meetings),
            ("again_on", notice.further_notice),
        ):
            first = getattr(private, key)
            # What is still to come may yet be published.
            if first is None and not decision.taken_on:
                continue
            if first is None:
                message = (
                    f"the decision was taken in private, and the notice is not recorded ({_LAW} 5)"
                )
                yield entry.finding(
                    ("private",), "private-meeting-notice", message, f"add `{key}:`"
                )
            elif (left := _clear(context, decision, first, day)) < needed:
                message = (
                    f"this notice was published on {full_date(first)}, {count(left, 'clear day')} "
                    f"before {full_date(day)}; a private meeting needs {needed} ({_LAW} 5)"
                )
                hint = "move the decision, or add `agreed_by:` with the chair who agreed"
                yield entry.finding(("private", key), "private-meeting-notice", message, hint)


def implementation(context: Context) -> Iterator[Finding]:
    """A decision is not implemented before it takes effect, nor while a call-in is open."""
    register = context.register
    for entry, decision in context.each("decisions"):
        done, start = decision.implemented_on, effective_from(register, decision)
        if done is None:
            continue
        message = None
        if start and done < start:
            message = (
                f"it was implemented on {full_date(done)}, and takes effect on {full_date(start)}"
            )
        for call_in in call_ins_of(register, decision):
            meeting = register.meetings.get(call_in.meeting or "")
            came = call_in.received.on if call_in.received else None
            if call_in.refused or came is None or came > done:
                continue
            if (
                meeting is None
                or meeting.date > done
                or outcome_of(register, call_in, done) is None
            ):
                message = f"it was implemented on {full_date(done)}, while a call-in was open"
        if message:
            yield entry.finding(("implemented_on",), "implemented-early", message, _CHECK)


def rules(context: Context) -> Iterator[Finding]:
    """A committee that may call decisions in has a rule for it."""
    register = context.register
    without = (
        entry
        for entry, decision in context.each("decisions")
        if decision.published_on
        and decision.subject_to_call_in
        and not decision.effective_from
        and register.committees
        and register.call_in_rule_of(decision)[0] is None
    )
    if entry := next(without, None):
        message = "no rule says until when this decision may be called in"
        hint = "add `call_in: {working_days: 5}` to the rules of the committee or the council"
        yield entry.finding(("published_on",), "call-in-no-rule", message, hint)


def call_ins(context: Context) -> Iterator[Finding]:
    """A call-in is of a decision that may be called in, in time, and by enough."""
    register = context.register
    for entry, call_in in context.each("call-ins"):
        decision = register.decisions.get(call_in.decision)
        if decision is None or call_in.refused:
            continue
        if not decision.subject_to_call_in:
            message = "the decision is not subject to call-in"
            hint = "write `refused:` with who found it not valid, or correct the decision"
            yield entry.finding(("decision",), "call-in-not-allowed", message, hint)
        window, came = window_of(register, decision), call_in.received
        if window and came and not window.holds(came):
            yield entry.finding(("received",), "call-in-late", _late(window, came), _REFUSE)
        rule = register.call_in_rule_of(call_in)[0]
        number = call_in.number_of_callers
        if rule and rule.callers and number and number < rule.callers:
            message = f"{count(number, 'person', 'people')} called it in; the rule asks for {rule.callers}"
            key = "signed_by" if call_in.signed_by else "callers"
            yield entry.finding((key,), "call-in-callers", message, _REFUSE)


def hearings(context: Context) -> Iterator[Finding]:
    """A call-in is heard in time."""
    register = context.register
    for entry, call_in in context.each("call-ins"):
        meeting = register.meetings.get(call_in.meeting or "")
        days = [day for day in (context.as_of, meeting and meeting.date) if day]
        last = hear_by_of(register, call_in)
        if last and days and days_unheard(register, call_in, max(days)):
            when = f"its meeting is on {full_date(meeting.date)}" if meeting else "it was not heard"
            message = f"{when}; it had to be heard by {full_date(last)}"
            path: Path = ("meeting",) if meeting else ()
            hint = "name an earlier meeting, or write what happened in `outcome:`"
            yield entry.finding(path, "call-in-not-heard", message, hint)


_REFUSE = "write `refused:` with who found it not valid, or correct the record"


def _late(window: CallInWindow, came: Received) -> str:
    """Why something that arrived then was not in time."""
    on = came.on
    if on < window.published:
        return f"it came on {full_date(on)}, before the decision was published"
    hour = f"{clock(window.at)} on " if window.at else ""
    return f"it came on {full_date(on)}; the last moment was {hour}{full_date(window.last)}"


def on_agendas(context: Context) -> Iterator[Finding]:
    """A meeting that is to hear a call-in has an item for it."""
    register = context.register
    for entry, call_in in context.each("call-ins"):
        meeting = register.meetings.get(call_in.meeting or "")
        if meeting is None or not meeting.stands or call_in.refused:
            continue
        if call_in.outcome == "withdrawn" or any(i.call_in == call_in.id for i in meeting.items):
            continue
        if meeting.items:
            message = f"no item of the meeting of {full_date(meeting.date)} hears this call-in"
            hint = f"add an item with `call_in: {call_in.id}` to its agenda"
            yield entry.finding(("meeting",), "call-in-not-on-agenda", message, hint)
