"""What follows for a decision of the executive from the rules and the call-ins in a register."""

from datetime import date, timedelta

from scrutiny_cli.domain.decisions import (
    CallIn,
    CallInWindow,
    DecisionState,
    ExecutiveDecision,
    Outcome,
    call_in_window,
    decision_state,
    hear_by,
)
from scrutiny_cli.domain.working_days import WorkingDays
from scrutiny_cli.register.register import Register


def window_of(register: Register, decision: ExecutiveDecision) -> CallInWindow | None:
    """The time in which a decision may be called in, if it may be and that is known."""
    rule, rules = register.call_in_rule_of(decision)
    if rule is None or decision.published_on is None or not decision.subject_to_call_in:
        return None
    return call_in_window(decision.published_on, rule, WorkingDays.of(rules))


def effective_from(register: Register, decision: ExecutiveDecision) -> date | None:
    """The date on which a decision takes effect without a call-in: as stated, or by the rule."""
    if decision.effective_from:
        return decision.effective_from
    if not decision.subject_to_call_in:
        return decision.taken_on or decision.published_on
    window = window_of(register, decision)
    return window.effective if window else None


def call_ins_of(register: Register, decision: ExecutiveDecision) -> list[CallIn]:
    """The call-ins of a decision, in the order in which they arrived."""
    own = [one for one in register.call_ins.values() if one.decision == decision.id]
    return sorted(own, key=lambda one: (one.received.on if one.received else date.max, one.id))


def outcome_of(register: Register, call_in: CallIn, as_of: date) -> Outcome | None:
    """What a committee decided about a call-in, once its meeting has been."""
    meeting = register.meetings.get(call_in.meeting or "")
    return None if meeting and meeting.date > as_of else call_in.outcome


def state_of(register: Register, decision: ExecutiveDecision, as_of: date) -> DecisionState:
    """The state of a decision on a date."""
    standing = [one for one in call_ins_of(register, decision) if not one.refused]
    outcomes = tuple(outcome_of(register, one, as_of) for one in standing)
    return decision_state(decision, effective_from(register, decision), outcomes, as_of)


def hear_by_of(register: Register, call_in: CallIn) -> date | None:
    """The last day to hear a call-in, or ``None`` if that is not known."""
    rule, rules = register.call_in_rule_of(call_in)
    if rule is None or call_in.received is None:
        return None
    return hear_by(call_in.received.on, rule, WorkingDays.of(rules))


def days_unheard(register: Register, call_in: CallIn, as_of: date) -> int:
    """By how many days a call-in was not heard in time; 0 if it was, or need not be."""
    last = hear_by_of(register, call_in)
    if last is None or call_in.refused or outcome_of(register, call_in, as_of) == "withdrawn":
        return 0
    meeting = register.meetings.get(call_in.meeting or "")
    held = meeting.date if meeting and meeting.stands and meeting.date <= as_of else None
    # Without the date of a meeting, an outcome says that it was heard.
    if held is None and meeting is None and call_in.outcome:
        return 0
    return max(((held or as_of) - last) // timedelta(days=1), 0)
