"""Improvement plans, their actions and ratings; measures and their readings."""

from collections.abc import Iterator

from scrutiny_cli.domain.plans import Measure, OfficerRating, Plan, PlanAction, Reading
from scrutiny_cli.domain.ratings import MISSING_WORDS, figure_words, judge, target_words
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.changes.pair import (
    FieldDescribers,
    Pair,
    completed,
    describe_part,
    on,
    plainly,
    progress,
    quoted,
    reworded,
)
from scrutiny_cli.reports.changes.tracked_words import leads
from scrutiny_cli.wording import count
from scrutiny_cli.workspace.comparison import changed_fields


def new_plan(plan: Plan, register: Register) -> Iterator[str]:
    """A new plan."""
    number = sum(len(aim.actions) for aim in plan.aims)
    yield f"new, {count(len(plan.aims), 'aim')}, {count(number, 'action')}: {quoted(plan.title)}"


def _rated(pair: Pair) -> Iterator[str]:
    """An officer's judgements: the newest against the one before it."""
    before, now = pair.before.ratings, pair.now.ratings
    last = before[-1] if before else None
    new = False
    for rating in now:
        if rating not in before:
            new = True
            yield _rating(rating, last)
            last = rating
    if not new:
        yield "earlier ratings rewritten"


def _rating(rating: OfficerRating, last: OfficerRating | None) -> str:
    was = f" (it was {last.rag})" if last and last.rag != rating.rag else ""
    why = f": {quoted(rating.why)}" if rating.why else ""
    return f"rated {rating.rag}{was}{on(rating.on)}{why}"


def _by(pair: Pair) -> Iterator[str]:
    old, new = pair.past.due_words(pair.before.by), pair.present.due_words(pair.now.by)
    yield plainly("date by which it is to be done", old, new)


PLAN_ACTION: FieldDescribers = (
    (("ratings",), _rated),
    (("completed",), completed),
    (("by",), _by),
    (("progress",), progress),
    (("leads",), leads),
    (("action",), reworded),
)


def _aims(pair: Pair) -> Iterator[str]:
    old, new = _actions(pair.before), _actions(pair.now)
    for name, action in new.items():
        if name not in old:
            yield f"action {name} added: {quoted(action.action)}"
        elif old[name] != action:
            for fact in describe_part(pair.part(old[name], action), PLAN_ACTION):
                yield f"action {name} {fact}"
    yield from (f"action {name} removed" for name in old if name not in new)
    titles = [[(aim.title, aim.text) for aim in plan.aims] for plan in (pair.before, pair.now)]
    if titles[0] != titles[1]:
        yield "aims changed"
    elif list(old) != list(new) and set(old) == set(new):
        yield "actions put in another order"


def _actions(plan: Plan) -> dict[str, PlanAction]:
    return {action.id: action for aim in plan.aims for action in aim.actions}


PLAN: FieldDescribers = ((("aims",), _aims),)


def new_measure(measure: Measure, register: Register) -> Iterator[str]:
    """A new measure and its newest reading."""
    yield f"new: {quoted(measure.title)}"
    if measure.readings:
        yield _reading(measure.readings[-1], measure, register)


def _readings(pair: Pair) -> Iterator[str]:
    """Readings by period and series: recorded, corrected, taken out."""
    old = {_period(reading): reading for reading in pair.before.readings}
    new = {_period(reading): reading for reading in pair.now.readings}
    for key, reading in new.items():
        if key not in old:
            yield _reading(reading, pair.now, pair.present)
        elif reading != old[key]:
            yield from _corrected(pair, old[key], reading)
    yield from (f"reading for {_when(old[key])} removed" for key in old if key not in new)


def _period(reading: Reading) -> tuple[str, str | None]:
    return reading.period, reading.series


def _when(reading: Reading) -> str:
    return f"{reading.period} ({reading.series})" if reading.series else reading.period


def _figure(reading: Reading, measure: Measure) -> str:
    if reading.value is not None:
        return figure_words(reading.value, measure.unit)
    return MISSING_WORDS[reading.missing] if reading.missing else "no figure"


def _reading(reading: Reading, measure: Measure, register: Register) -> str:
    judged = judge(measure, reading, register.rules_of(measure).rag)
    rated = f", rated {judged.rating}" if judged.rated else ""
    provisional = ", provisional" if reading.provisional else ""
    return f"reading for {_when(reading)}: {_figure(reading, measure)}{rated}{provisional}"


def _corrected(pair: Pair, old: Reading, new: Reading) -> Iterator[str]:
    before, after = _figure(old, pair.before), _figure(new, pair.now)
    then = judge(pair.before, old, pair.past.rules_of(pair.before).rag).rating
    today = judge(pair.now, new, pair.present.rules_of(pair.now).rag).rating
    otherwise = f", rated {today} (it was {then})" if then != today else ""
    if before != after:
        yield f"reading for {_when(new)} corrected from {before} to {after}{otherwise}"
    if old.rag != new.rag:
        yield plainly(f"officer's rating for {_when(new)}", old.rag, new.rag)
    rest = set(changed_fields(old, new)) - {"value", "missing", "rag"}
    if rest and before == after:
        yield f"reading for {_when(new)}: {', '.join(sorted(rest))} changed"


def _target(pair: Pair) -> Iterator[str]:
    """A new target, and whether it changes the rating of the newest reading."""
    old, new = target_words(pair.before), target_words(pair.now)
    yield plainly("target", old, new) if old != new else "tolerance changed"
    if pair.now.readings and pair.before.readings:
        reading = pair.now.readings[-1]
        then = judge(pair.before, reading, pair.past.rules_of(pair.before).rag).rating
        today = judge(pair.now, reading, pair.present.rules_of(pair.now).rag).rating
        if then != today:
            yield f"the reading for {_when(reading)} is {today} now, it was {then}"


MEASURE: FieldDescribers = (
    (("target", "amber_within", "green_within", "measured_in", "better"), _target),
    (("readings",), _readings),
)
