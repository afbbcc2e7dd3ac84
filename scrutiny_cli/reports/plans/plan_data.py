"""An improvement plan for spreadsheets and machines."""

from collections.abc import Sequence
from typing import Any

from scrutiny_cli.domain.committees import Rules
from scrutiny_cli.domain.measures import Standing
from scrutiny_cli.domain.plans import Plan
from scrutiny_cli.domain.ratings import target_words
from scrutiny_cli.reports.common import RATINGS, done_words, iso, notes, owners
from scrutiny_cli.reports.model import Cell, Column, Prose, Table
from scrutiny_cli.reports.plans.measure_cells import shown
from scrutiny_cli.reports.plans.measures import data as measure_data
from scrutiny_cli.reports.plans.plan_lines import Line, Stand, listed_here, number, totals

IMPACT = "Impact"
"""The heading over the impact of actions, where a plan has none of its own."""
SHEET = (
    *(Column(title) for title in ("Plan", "Aim", "No.", "Action", "Delivery lead", "By when")),
    *(Column(title) for title in (IMPACT, "How will we know")),
    *(Column(title) for title in ("Performance Measure", "Progress", "Printed status")),
    *(Column(title) for title in ("Officer's rating", "Rated on", "Computed rating", "Because")),
    *(Column(title) for title in ("Measure", "What is measured", "Series", "Target", "Period")),
    *(Column(title) for title in ("Value", "No value because", "Measure's rating")),
    *(Column(title) for title in ("Measure's officer rating", "Direction", "Direction is")),
    Column("Out of date since"),
)


def sheet(at: Stand, lines: Sequence[Line]) -> Table:
    """A row for each series of each measure of each action; one for an action without any."""
    rows = []
    for line in lines:
        head = _sheet_action(at, line)
        every = [one for measure in line.measures for one in measure]
        rows += [(*head, *_sheet_measure(at.rules, one)) for one in every]
        if not every:
            rows.append((*head, *[None] * (len(SHEET) - len(head))))
    return Table(at.plan.title, headed(at.plan, SHEET), tuple(rows))


def headed(plan: Plan, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Columns with the plan's own heading over the impact."""
    own = Column(plan.impact_heading or IMPACT)
    return tuple(own if column.title == IMPACT else column for column in columns)


def _sheet_action(at: Stand, line: Line) -> tuple[Cell, ...]:
    action, standing = line.action, line.standing
    officer = standing.officer
    return (
        at.plan.title,
        line.aim.title,
        number(action),
        Prose(action.action),
        owners(at.register, action.leads),
        at.register.due_words(action.by),
        Prose(action.impact) if action.impact else None,
        Prose(action.know) if action.know else None,
        Prose(action.measure) if action.measure else None,
        notes(action.progress, at.day),
        action.printed_status,
        officer.rag if officer else None,
        officer.on if officer else None,
        standing.computed.rating,
        standing.computed.why,
    )


def _sheet_measure(rules: Rules, one: Standing) -> tuple[Cell, ...]:
    reading, going = one.reading, one.travel
    missing = None if reading and reading.value else shown(one.measure, reading, rules)
    return (
        one.measure.id,
        one.measure.title,
        one.series,
        target_words(one.measure),
        reading.period if reading else None,
        reading.value.value if reading and reading.value else None,
        missing,
        one.judgement.rating,
        one.officer,
        going.direction,
        going.basis,
        one.stale_since,
    )


def data(at: Stand, lines: Sequence[Line]) -> dict[str, Any]:
    """A plan for machines."""
    plan, register = at.plan, at.register
    committee = register.committee_of(plan)
    actions, measures = totals(lines)
    return {
        "id": plan.id,
        "title": plan.title,
        "committee": committee.id if committee else None,
        "form": plan.form,
        "judged_on": iso(at.day),
        "totals": {
            "actions": {rating: actions[rating] for rating in RATINGS},
            "measures": {rating: measures[rating] for rating in RATINGS},
        },
        "printed_totals": [
            {
                "what": total.what,
                "value": str(total.value),
                "listed": listed_here(plan, total),
                "source": total.source,
            }
            for total in plan.printed_totals
        ],
        "aims": [
            {
                "id": aim.id,
                "title": aim.title,
                "text": aim.text,
                "extracts": list(aim.extracts),
                "actions": [_action_data(at, line) for line in at.lines(aim)],
            }
            for aim in plan.aims
        ],
    }


def _action_data(at: Stand, line: Line) -> dict[str, Any]:
    action, standing = line.action, line.standing
    officer = standing.officer
    return {
        "id": action.id,
        "number": number(action),
        "action": action.action,
        "leads": list(owners(at.register, action.leads)),
        "impact": action.impact,
        "know": action.know,
        "measure": action.measure,
        "due": iso(at.register.due_day(action.by)),
        "due_words": at.register.due_words(action.by),
        "progress": [
            {"on": iso(note.on), "note": note.note, "by": note.by}
            for note in action.progress
            if note.on is None or note.on <= at.day
        ],
        "printed_status": action.printed_status,
        "completed": done_words(action.completed),
        "rag": standing.rating,
        "officer_rag": officer.rag if officer else None,
        "officer_rag_on": iso(officer.on) if officer else None,
        "officer_rag_why": officer.why if officer else None,
        "computed_rag": standing.computed.rating,
        "computed_why": standing.computed.why,
        "rag_differs": standing.differs,
        "measures": [measure_data(at.register, every) for every in line.measures],
    }
