"""Where a plan's actions and their measures stand on a day, and what stands in their cells."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from scrutiny_cli.domain.committees import Rating, Rules
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.measures import (
    ActionStanding,
    Standing,
    action_standing,
    counted,
    standings,
)
from scrutiny_cli.domain.numbering import number_key
from scrutiny_cli.domain.plans import Aim, Plan, PlanAction, Total
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import RATINGS, notes, rag
from scrutiny_cli.reports.model import Cell, Prose
from scrutiny_cli.reports.plans.measure_cells import (
    differing,
    direction_cell,
    rag_cell,
    shown,
    stale_words,
    when,
)
from scrutiny_cli.wording import listed


class Line(NamedTuple):
    """An action of a plan with where it and its measures stand."""

    aim: Aim
    action: PlanAction
    standing: ActionStanding
    measures: tuple[tuple[Standing, ...], ...]


class Stand(NamedTuple):
    """A plan on a day; one that has ended is judged as on its last day."""

    register: Register
    plan: Plan
    rules: Rules
    day: date

    def lines(self, aim: Aim) -> list[Line]:
        """The actions of an aim; where numbers are printed, in their order."""
        actions = list(aim.actions)
        if self.plan.form == "inspection":
            actions.sort(key=lambda action: number_key(action.number or action.id))
        return [self._line(aim, action) for action in actions]

    def _line(self, aim: Aim, action: PlanAction) -> Line:
        measures = tuple(
            tuple(standings(self.register.measures[name], self.rules.rag, self.day))
            for name in action.measures
            if name in self.register.measures
        )
        due = self.register.due_day(action.by)
        heads = [every[0] for every in measures]
        return Line(aim, action, action_standing(action, due, heads, self.day), measures)

    @property
    def all_lines(self) -> list[Line]:
        """The actions of all aims."""
        return [line for aim in self.plan.aims for line in self.lines(aim)]


def stand(register: Register, plan: Plan, as_of: date) -> Stand:
    """A plan as it stands on a day."""
    day = min(as_of, plan.until) if plan.until else as_of
    return Stand(register, plan, register.rules_of(plan), day)


def totals(lines: Sequence[Line]) -> tuple[Counter[Rating], Counter[Rating]]:
    """How many actions, and how many of their measures, have each rating."""
    measures = {every[0].measure.id: every[0] for line in lines for every in line.measures}
    return (
        Counter(line.standing.rating for line in lines),
        Counter(one.judgement.rating for one in measures.values()),
    )


def number(action: PlanAction) -> str:
    """An action's number as printed."""
    return action.number or action.id


def progress(line: Line, day: date) -> Cell:
    """The dated entries, the status printed, and whether it is done."""
    entries = notes(line.action.progress, day)
    status = line.action.printed_status
    done = line.action.completed
    return (
        f"Printed status: {status}" if status else None,
        *(entries if isinstance(entries, tuple) else (entries,)),
        _done(done) if line.standing.done else None,
    )


def _done(completed: Any) -> str:
    return f"Completed {long_date(completed)}." if isinstance(completed, date) else "Completed."


def action_rag(rules: Rules, standing: ActionStanding) -> Cell:
    """An action's rating by the officer, and beside it what dates and measures say."""
    officer, computed = standing.officer, standing.computed
    suggested = rag(rules, computed.rating, f"computed, {computed.why}")
    if officer is None:
        return suggested if computed.rated else rag(rules, "not rated")
    day = f", {long_date(officer.on)}" if officer.on else ""
    given = rag(rules, officer.rag, f"{officer.by or 'the officer'}{day}")
    why = Prose(officer.why) if officer.why else None
    if standing.differs:
        return (given, suggested, *differing(officer.why))
    return (given, why, suggested) if computed.rated else (given, why)


def figures_cell(every: Sequence[Standing], rules: Rules) -> Cell:
    """The latest figure of each series, with its period and what has to be known of it."""
    parts: list[Cell] = []
    for one in every:
        if one.reading is None:
            parts.append("no reading")
            continue
        reading = one.reading
        words = shown(one.measure, reading, rules)
        whole = f" of {reading.of}" if reading.of else ""
        provisional = ", provisional" if reading.provisional else ""
        name = f"{one.series}: " if one.series else ""
        parts.append(f"{name}{words}{whole}, {when(reading)}{provisional}")
        parts.append(Prose(reading.note) if reading.note else None)
        parts.append(stale_words(one))
    return tuple(part for part in parts if part)


def ratings_cell(every: Sequence[Standing], rules: Rules) -> Cell:
    """The rating of what stands for a measure; of all its series, where no one of them does."""
    leading = main(every)
    if len(leading) == 1:
        return rag_cell(leading[0], rules)
    ratings = [one.judgement.rating for one in leading if one.judgement.rated]
    if not ratings:
        return rag_cell(every[0], rules)
    cells = []
    for rating in dict.fromkeys(sorted(ratings, key=RATINGS.index)):
        names = [one.series or "all" for one in leading if one.judgement.rating == rating]
        cells.append(rag(rules, rating, f"computed, {listed(names)}"))
    return tuple(cells)


def directions_cell(every: Sequence[Standing], rules: Rules) -> Cell:
    """The direction of what stands for a measure; where several do, each with its name."""
    leading = [one for one in main(every) if one.travel.direction]
    if not leading:
        return direction_cell(every[0], rules)
    told = {one.series: direction_cell(one, rules) for one in leading}
    if len(set(map(str, told.values()))) == 1:
        return told[leading[0].series]
    return tuple(
        part
        for name, cell in told.items()
        for part in (name, *(cell if isinstance(cell, tuple) else (cell,)))
        if part
    )


def main(every: Sequence[Standing]) -> Sequence[Standing]:
    """The series that stand for a measure: the one without a name if it has a figure, else all."""
    first = every[0]
    if first.series is None and first.reading is not None and first.reading.value is not None:
        return every[:1]
    return every


def listed_here(plan: Plan, total: Total) -> int | None:
    """How many a plan lists of what a total counts; none where it does not say what that is."""
    return counted(plan, total.counts, total.among) if total.counts else None
