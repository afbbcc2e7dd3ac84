"""An improvement plan in its two printed forms: the plan, and the answer to an inspection."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from scrutiny_cli.domain.committees import Rating, Rules
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.measures import (
    MeasureStanding,
    PlanActionStanding,
    action_standing,
    counted,
    standings,
)
from scrutiny_cli.domain.numbering import number_key
from scrutiny_cli.domain.plans import Aim, Plan, PlanAction, Total
from scrutiny_cli.domain.ratings import target_words
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import (
    RATINGS,
    done_words,
    iso,
    legend,
    legend_of,
    notes,
    owners,
    rag,
)
from scrutiny_cli.reports.model import (
    Block,
    Cell,
    Column,
    Notice,
    Prose,
    Report,
    Section,
    Table,
    facts,
)
from scrutiny_cli.reports.plans.measures import data as measure_data
from scrutiny_cli.reports.plans.measures import (
    differing,
    direction_cell,
    rag_cell,
    shown,
    stale_words,
    target_cell,
    when,
)
from scrutiny_cli.wording import listed, shorten


class PlanLine(NamedTuple):
    """An action of a plan with where it and its measures stand."""

    aim: Aim
    action: PlanAction
    standing: PlanActionStanding
    measures: tuple[tuple[MeasureStanding, ...], ...]


class PlanOnDay(NamedTuple):
    """A plan on a day; one that has ended is judged as on its last day."""

    register: Register
    plan: Plan
    rules: Rules
    day: date

    def lines(self, aim: Aim) -> list[PlanLine]:
        """The actions of an aim; where numbers are printed, in their order."""
        actions = list(aim.actions)
        if self.plan.form == "inspection":
            actions.sort(key=lambda action: number_key(action.number or action.id))
        return [self._line(aim, action) for action in actions]

    def _line(self, aim: Aim, action: PlanAction) -> PlanLine:
        measures = tuple(
            tuple(standings(self.register.measures[name], self.rules.rag, self.day))
            for name in action.measures
            if name in self.register.measures
        )
        due = self.register.due_day(action.by)
        heads = [every[0] for every in measures]
        return PlanLine(aim, action, action_standing(action, due, heads, self.day), measures)

    @property
    def all_lines(self) -> list[PlanLine]:
        """The actions of all aims."""
        return [line for aim in self.plan.aims for line in self.lines(aim)]


IMPACT = "Impact"


PLAN = (
    Column("Actions to achieve aim", heads=True),
    Column("Delivery lead"),
    Column(IMPACT),
    Column("How will we know"),
    Column("Quarterly progress"),
    Column("RAGB Status"),
    Column("Direction of travel"),
)
NUMBER = Column("No.")
INSPECTION = (
    Column("No.", heads=True),
    Column("Actions"),
    Column("By when"),
    Column("Delivery lead"),
    Column("Performance Measure"),
    Column("We will know it's working when"),
    Column("Progress"),
    Column("RAGB Status"),
)
DIRECTIONS = (
    "An arrow says whether things got better, not which way a number went: up is improved, level is "
    "the same as in the period before, down is worse. Where it says *computed*, two figures were "
    "held against each other; *stated by the officer* is the officer's word."
)


def report(
    register: Register,
    plan: Plan,
    as_of: date,
    revision: str,
    filters: tuple[str, ...] = (),
) -> Report:
    """A plan in the form it is printed in."""
    at = stand(register, plan, as_of)
    lines = at.all_lines
    committee = register.committee_of(plan)
    means = {rating: line.means for rating, line in legend_of(at.rules).items()}
    return Report(
        name="plan",
        title=plan.title,
        subtitle=committee.name if committee else None,
        as_of=as_of,
        revision=revision,
        sections=(
            _front(at, lines),
            *_differences(at, lines),
            _key(at.rules, legend(at.rules, means), measured=any(line.measures for line in lines)),
            *(_aim(at, aim, position) for position, aim in enumerate(plan.aims, 1)),
            *_printed(plan),
        ),
        filters=filters,
        data={"plan": data(at, lines)},
        sheet=sheet(at, lines),
    )


def _front(at: PlanOnDay, lines: Sequence[PlanLine]) -> Section:
    """Whose plan it is, and how many of its actions and measures have which rating."""
    plan = at.plan
    rows: tuple[tuple[str, Cell], ...] = (
        ("Answers for it", owners(at.register, plan.owner)),
        ("From", plan.from_),
        ("Until", plan.until),
        ("Judged", f"as on its last day, {long_date(at.day)}" if at.day == plan.until else None),
        ("Source", plan.source),
    )
    blocks: list[Block] = [facts(*rows)]
    actions, measures = totals(lines)
    kinds = [("Actions", actions)] + ([("Measures, computed", measures)] if measures else [])
    table = Table(
        "How many stand where",
        (Column("Rating", heads=True), *(Column(title) for title, _ in kinds)),
        (
            *((rag(at.rules, r), *(found[r] for _, found in kinds)) for r in RATINGS),
            ("All", *(found.total() for _, found in kinds)),
        ),
        show_caption=True,
    )
    return Section("totals", None, (*blocks, table))


def _differences(at: PlanOnDay, lines: Sequence[PlanLine]) -> tuple[Section, ...]:
    """Which actions an officer rates otherwise than dates and measures do."""
    found = [line.action for line in lines if line.standing.differs]
    if not found:
        return ()
    if at.plan.form == "inspection" or _numbered(at.plan):
        names = [number(action) for action in found]
        one, several = "Action", "Actions"
    else:
        # Where no number is printed, none tells which action is meant.
        names = [f"“{shorten(action.action).rstrip('.')}”" for action in found]
        one, several = "The action", "The actions"
    who = f"{one} {names[0]} is" if len(names) == 1 else f"{several} {listed(names)} are"
    text = f"{who} rated otherwise by the officer than by dates and measures."
    return (Section("differences", None, (Notice("warning", text),)),)


def _numbered(plan: Plan) -> bool:
    """Whether any action has a number of its own in print."""
    return any(action.number for aim in plan.aims for action in aim.actions)


def _columns(plan: Plan) -> tuple[Column, ...]:
    if plan.form == "inspection":
        return INSPECTION
    return (*((NUMBER,) if _numbered(plan) else ()), *headed(plan, PLAN))


def _aim(at: PlanOnDay, aim: Aim, position: int) -> Section:
    """An aim with its actions; its title stands on every page of the table."""
    lines = at.lines(aim)
    extracts = f"Extracts from the inspection report: {listed(aim.extracts)}."
    words = (Prose(aim.text) if aim.text else None, extracts if aim.extracts else None)
    above = tuple(part if isinstance(part, Prose) else Prose(part) for part in words if part)
    inspection = at.plan.form == "inspection"
    title = aim.title if inspection or not aim.id else f"Aim {aim.id}: {aim.title}"
    table = Table(
        title,
        _columns(at.plan),
        tuple(row for line in lines for row in (_asked if inspection else _planned)(at, line)),
        empty="No actions.",
        merged=0 if inspection else 4 if _numbered(at.plan) else 3,
        banner=(title, *(part for part in words if part)),
    )
    return Section(f"aim-{position}", title, (*above, table))


def _planned(at: PlanOnDay, line: PlanLine) -> list[tuple[Cell, ...]]:
    """An action as the plan prints it: a row for itself, then one for each of its measures."""
    action = line.action
    by = at.register.due_words(action.by)
    head: tuple[Cell, ...] = (
        *((number(action),) if _numbered(at.plan) else ()),
        (Prose(action.action), f"By when: {by}" if by else None),
        owners(at.register, action.leads),
        Prose(action.impact) if action.impact else None,
    )
    own: tuple[Cell, ...] = (
        _both(action.know, action.measure),
        progress(line, at.day),
        action_rag(at.rules, line.standing),
        None,
    )
    measured = [_measure_row(at.rules, every) for every in line.measures]
    if len(measured) == 1:
        return [(*head, *_one_row(line, own, measured[0]))]
    return [(*head, *own), *((*head, *row) for row in measured)]


def _one_row(line: PlanLine, own: tuple[Cell, ...], measured: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """An action and its only measure in one row, whose rating is not told twice."""
    standing = line.standing
    if not standing.officer and not standing.done:
        own = (*own[:2], None, None)
    return tuple(_joined(*pair) for pair in zip(own, measured, strict=True))


def _joined(one: Cell, other: Cell) -> Cell:
    cells = (cell if isinstance(cell, tuple) else (cell,) for cell in (one, other))
    return tuple(part for cell in cells for part in cell if part is not None)


def _both(*texts: str | None) -> Cell:
    return tuple(Prose(text) for text in texts if text)


def _measure_row(rules: Rules, every: Sequence[MeasureStanding]) -> tuple[Cell, ...]:
    """A measure under its action: target, figures, rating and direction."""
    first = every[0]
    measure = first.measure
    target = target_cell(measure, first.reading, rules)
    return (
        (measure.title, *(target if isinstance(target, tuple) else (target,))),
        figures_cell(every, rules),
        ratings_cell(every, rules),
        directions_cell(every, rules),
    )


def _asked(at: PlanOnDay, line: PlanLine) -> list[tuple[Cell, ...]]:
    """An action as the answer to an inspection prints it: one row."""
    action = line.action
    measured: list[Cell] = [_both(action.measure)] if action.measure else []
    for every in line.measures:
        measured += [every[0].measure.title, figures_cell(every, at.rules)]
    ratings = [ratings_cell(every, at.rules) for every in line.measures]
    return [
        (
            number(action),
            Prose(action.action),
            at.register.due_words(action.by),
            owners(at.register, action.leads),
            tuple(measured),
            Prose(action.know) if action.know else None,
            progress(line, at.day),
            (action_rag(at.rules, line.standing), *ratings),
        )
    ]


def _printed(plan: Plan) -> tuple[Section, ...]:
    """Totals as papers print them, beside the count of what is listed here."""
    if not plan.printed_totals:
        return ()
    found = [(total, listed_here(plan, total)) for total in plan.printed_totals]
    rows = tuple((total.what, total.value.written, here, total.source) for total, here in found)
    columns = (
        Column("What", heads=True),
        Column("As printed"),
        Column("Listed here"),
        Column("Where it is printed"),
    )
    flagged = tuple(
        Notice(
            "warning",
            f"{total.what[:1].upper()}{total.what[1:]}: the paper prints {total.value}, and {here} are listed. Neither has "
            "been changed.",
        )
        for total, here in found
        if here is not None and total.value.value != here
    )
    title = "Totals as the papers print them"
    return (Section("printed", title, (Table(title, columns, rows), *flagged)),)


def _key(rules: Rules, ratings: Section, *, measured: bool) -> Section:
    """The key to ratings and arrows, with the tolerance that amber was computed by."""
    officers = (
        "An action's rating is the officer's; what is computed from dates and measures stands "
        "beside it, and never in its place."
    )
    texts = (officers, amber_note(rules), DIRECTIONS) if measured else (officers,)
    return Section(ratings.key, ratings.title, (*ratings.blocks, *map(Prose, texts)))


def amber_note(rules: Rules) -> str:
    """How the ratings of measures come about."""
    rule = rules.rag
    unit = "points" if rule.measured_in == "points" else "per cent of the target"
    return (
        f"A measure's rating is computed: amber lies within {rule.amber_within} {unit} of its "
        "target, both ends included, unless the measure has a tolerance of its own."
    )


def stand(register: Register, plan: Plan, as_of: date) -> PlanOnDay:
    """A plan as it stands on a day."""
    day = min(as_of, plan.until) if plan.until else as_of
    return PlanOnDay(register, plan, register.rules_of(plan), day)


def totals(lines: Sequence[PlanLine]) -> tuple[Counter[Rating], Counter[Rating]]:
    """How many actions, and how many of their measures, have each rating."""
    measures = {every[0].measure.id: every[0] for line in lines for every in line.measures}
    return (
        Counter(line.standing.rating for line in lines),
        Counter(one.judgement.rating for one in measures.values()),
    )


def number(action: PlanAction) -> str:
    """An action's number as printed."""
    return action.number or action.id


def progress(line: PlanLine, day: date) -> Cell:
    """The dated entries, the status printed, and whether it is done."""
    entries = notes(line.action.progress, day)
    status = line.action.printed_status
    done = line.action.completed
    return (
        f"Printed status: {status}" if status else None,
        *entries,
        _done(done) if line.standing.done else None,
    )


def _done(completed: Any) -> str:
    return f"Completed {long_date(completed)}." if isinstance(completed, date) else "Completed."


def action_rag(rules: Rules, standing: PlanActionStanding) -> Cell:
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


def figures_cell(every: Sequence[MeasureStanding], rules: Rules) -> Cell:
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


def ratings_cell(every: Sequence[MeasureStanding], rules: Rules) -> Cell:
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


def directions_cell(every: Sequence[MeasureStanding], rules: Rules) -> Cell:
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


def main(every: Sequence[MeasureStanding]) -> Sequence[MeasureStanding]:
    """The series that stand for a measure: the one without a name if it has a figure, else all."""
    first = every[0]
    if first.series is None and first.reading is not None and first.reading.value is not None:
        return every[:1]
    return every


def listed_here(plan: Plan, total: Total) -> int | None:
    """How many a plan lists of what a total counts; none where it does not say what that is."""
    return counted(plan, total.counts, total.among) if total.counts else None


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


def sheet(at: PlanOnDay, lines: Sequence[PlanLine]) -> Table:
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


def _sheet_action(at: PlanOnDay, line: PlanLine) -> tuple[Cell, ...]:
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


def _sheet_measure(rules: Rules, one: MeasureStanding) -> tuple[Cell, ...]:
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


def data(at: PlanOnDay, lines: Sequence[PlanLine]) -> dict[str, Any]:
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


def _action_data(at: PlanOnDay, line: PlanLine) -> dict[str, Any]:
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
