"""An improvement plan in its two printed forms: the plan, and the answer to an inspection."""

from collections.abc import Sequence
from datetime import date

from scrutiny_cli.domain.committees import Rules
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.measures import Standing
from scrutiny_cli.domain.plans import Aim, Plan
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import RATINGS, legend, legend_of, owners, rag
from scrutiny_cli.reports.model import (
    Block,
    Cell,
    Column,
    Facts,
    Notice,
    Prose,
    Report,
    Section,
    Table,
)
from scrutiny_cli.reports.plans.measure_cells import target_cell
from scrutiny_cli.reports.plans.plan_data import IMPACT, data, headed, sheet
from scrutiny_cli.reports.plans.plan_lines import (
    Line,
    Stand,
    action_rag,
    directions_cell,
    figures_cell,
    listed_here,
    number,
    progress,
    ratings_cell,
    stand,
    totals,
)
from scrutiny_cli.wording import listed, shorten

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


def _front(at: Stand, lines: Sequence[Line]) -> Section:
    """Whose plan it is, and how many of its actions and measures have which rating."""
    plan = at.plan
    rows: tuple[tuple[str, Cell], ...] = (
        ("Answers for it", owners(at.register, plan.owner)),
        ("From", plan.from_),
        ("Until", plan.until),
        ("Judged", f"as on its last day, {long_date(at.day)}" if at.day == plan.until else None),
        ("Source", plan.source),
    )
    blocks: list[Block] = [Facts(tuple((label, cell) for label, cell in rows if cell))]
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


def _differences(at: Stand, lines: Sequence[Line]) -> tuple[Section, ...]:
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


def _aim(at: Stand, aim: Aim, position: int) -> Section:
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


def _planned(at: Stand, line: Line) -> list[tuple[Cell, ...]]:
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


def _one_row(line: Line, own: tuple[Cell, ...], measured: tuple[Cell, ...]) -> tuple[Cell, ...]:
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


def _measure_row(rules: Rules, every: Sequence[Standing]) -> tuple[Cell, ...]:
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


def _asked(at: Stand, line: Line) -> list[tuple[Cell, ...]]:
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
