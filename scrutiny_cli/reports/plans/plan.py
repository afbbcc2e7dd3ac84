"""An improvement plan in its two printed forms: the plan, and the answer to an inspection."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import ClassVar, NamedTuple

from scrutiny_cli.domain.base import Note
from scrutiny_cli.domain.committees import Rating, Rules
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.legends import RATINGS, Document, of_rating
from scrutiny_cli.domain.measures import PlanActionStanding, action_standing, counted
from scrutiny_cli.domain.numbering import number_key
from scrutiny_cli.domain.plans import Aim, Extract, Plan, PlanAction, Total
from scrutiny_cli.domain.ratings import DEFAULT_WITHIN, target_words
from scrutiny_cli.reports.common import KEY, key_list, notes, rag, withdrawal
from scrutiny_cli.reports.fields import DUE, ITSELF, RATED, ExportColumn, Field, Fields, shown
from scrutiny_cli.reports.model import (
    Block,
    Cell,
    Count,
    Listing,
    Notice,
    Prose,
    Rag,
    Report,
    Section,
    Tally,
    facts,
)
from scrutiny_cli.reports.plans.measures import (
    MEASURE,
    MeasureOnDay,
    SeriesOnDay,
    differing,
    when,
)
from scrutiny_cli.reports.standpoint import Listed, Standpoint
from scrutiny_cli.wording import capital, listed, shorten

IMPACT = "Impact"
"""The heading over the impact of actions, if a plan has none of its own."""
DIRECTIONS = (
    "An arrow says whether things got better, not which way a number went: up is improved, level is "
    "the same as in the period before, down is worse. Where it says *computed*, two figures were "
    "compared; *stated by the officer* is the officer's word."
)
OFFICERS = (
    "Officers rate actions. The rating worked out from dates and measures is shown beside theirs "
    "and never replaces it."
)


@dataclass(frozen=True)
class PlanOnDay(Listed[Plan]):
    """A plan on a day. The figures of one that has ended are those of its last day."""

    listed_as: ClassVar[str] = "plans"

    @cached_property
    def rules(self) -> Rules:
        """The rules of its committee."""
        return self.at.register.rules_of(self.record)

    @property
    def day(self) -> date:
        """The day of its figures."""
        return min(self.at.as_of, self.record.until or self.at.as_of)

    @cached_property
    def figures_at(self) -> Standpoint:
        """From where its measures are seen."""
        return replace(self.at, as_of=self.day)

    @property
    def inspection(self) -> bool:
        """Whether it is printed as the answer to an inspection."""
        return self.record.form == "inspection"

    @cached_property
    def aims(self) -> list["AimOnDay"]:
        """Its aims with their actions; an answer to an inspection prints these by number."""
        aims = []
        for aim in self.record.aims:
            actions = list(aim.actions)
            if self.inspection:
                actions.sort(key=lambda action: number_key(action.number or action.id))
            aims.append(AimOnDay(aim, [PlanLine(self.at, action, self, aim) for action in actions]))
        return aims

    @cached_property
    def lines(self) -> list["PlanLine"]:
        """The actions of all aims."""
        return [line for aim in self.aims for line in aim.actions]

    @cached_property
    def first_line_of(self) -> dict[str, "PlanLine"]:
        """The first action that each measure belongs to."""
        return {measure.record.id: line for line in self.lines[::-1] for measure in line.measures}

    def on_scorecard(self, measure: str) -> bool:
        """Return whether the scorecard of the plan has a row for one of its measures."""
        known = self.at.register.measures
        own = [name for name in self.record.scorecard if name in known] or self.first_line_of
        return measure in own and not any(measure in known[name].total_of for name in own)

    @property
    def numbered(self) -> bool:
        """Whether any action has a number of its own in print."""
        return any(line.record.number for line in self.lines)

    @property
    def totals(self) -> dict[str, Counter[Rating]]:
        """How many actions, and how many of their measures, have each rating."""
        measures = {measure.record.id: measure for line in self.lines for measure in line.measures}
        return {
            "actions": Counter(line.standing.rating for line in self.lines),
            "actions_computed": Counter(line.standing.computed.rating for line in self.lines),
            "measures": Counter(m.first.record.judgement.rating for m in measures.values()),
        }


class AimOnDay(NamedTuple):
    """An aim of a plan with its actions."""

    record: Aim
    actions: list["PlanLine"]


@dataclass(frozen=True)
class PlanLine(Listed[PlanAction]):
    """An action of a plan, with its standing and that of its measures."""

    on: PlanOnDay
    aim: Aim

    @cached_property
    def measures(self) -> list[MeasureOnDay]:
        """Its measures."""
        known, rules = self.on.at.register.measures, self.on.rules
        names = [name for name in self.record.measures if name in known]
        return [MeasureOnDay(self.on.figures_at, known[name], rules) for name in names]

    @cached_property
    def standing(self) -> PlanActionStanding:
        """How it is rated."""
        heads = [measure.first.record for measure in self.measures]
        return action_standing(self.record, self.due, heads, self.at.as_of)

    @property
    def number(self) -> str:
        """Its number as printed."""
        return self.record.number or self.record.id

    @property
    def due(self) -> date | None:
        """The date by which it is due."""
        return self.on.at.register.due_day(self.record.by)

    @property
    def due_words(self) -> str | None:
        """When it is due, in the words of its record."""
        return self.on.at.register.due_words(self.record.by)

    @property
    def progress(self) -> list[Note]:
        """The progress noted by the day."""
        return [n for n in self.record.progress if n.on is None or n.on <= self.at.as_of]

    @property
    def progress_cell(self) -> Cell:
        """The dated entries, the status printed, and whether it is done or withdrawn."""
        status, on, gone = self.record.printed_status, self.record.completed, self.record.withdrawn
        done = f"Completed {long_date(on)}." if isinstance(on, date) else "Completed."
        return (
            f"Printed status: {status}" if status else None,
            *notes(self.record.progress, self.at.as_of),
            done if self.standing.done else None,
            withdrawal(gone) if not (self.standing.owed or self.standing.done) else None,
        )

    def rag(self, rating: Rating, detail: str | None = None) -> Rag:
        """Return a rating in the words of the council."""
        return rag(self.on.rules, rating, detail, "plans")

    @property
    def rag_cell(self) -> Cell:
        """Its rating by the officer, and the one worked out from dates and measures."""
        officer, computed = self.standing.officer, self.standing.computed
        suggested = self.rag(computed.rating, f"computed, {computed.why}")
        if officer is None:
            return suggested if computed.rated else self.rag("not rated")
        day = f", {long_date(officer.on)}" if officer.on else ""
        given = self.rag(officer.rag, f"{officer.by or 'the officer'}{day}")
        if self.standing.differs:
            return (given, suggested, *differing(officer.why))
        why = Prose(officer.why) if officer.why else None
        return (given, why, suggested) if computed.rated else (given, why)

    @property
    def measured(self) -> Cell:
        """What is measured in words, and the figures of its measures."""
        own = Prose(self.record.measure) if self.record.measure else None
        return (own, *(part for m in self.measures for part in (m.record.title, figures_cell(m))))


COMPUTED_RATING = ExportColumn("What dates and measures say.", "computed_rating", "Computed rating")
COMPUTED_WHY = ExportColumn("Reasons for the rating worked out.", title="Computed because")
ACTION = Fields(
    PlanLine,
    "id",
    Field("number", "No."),
    Field("action", "Actions", markdown=True),
    Field("leads", "Delivery lead"),
    Field("impact", IMPACT, markdown=True),
    Field("know", "We will know it's working when", markdown=True),
    Field("measure", "Performance Measure", cell="measured"),
    "due",
    Field("due_words", "By when"),
    Field("progress", cell="progress_cell", of=Fields(Note, "on", "note", "by")),
    "printed_status",
    Field("completed", type=date | bool | None),
    Field(
        "rag",
        "RAGB Status",
        lambda a: a.rag(a.standing.rating),
        lambda a: (a.rag_cell, *map(ratings_cell, a.measures)),
        type=Rag,
        export=RATED,
    ),
    Field("officer_rag", "Officer's rating", "standing.officer.rag"),
    Field("officer_rag_on", "Rated on", "standing.officer.on"),
    Field("officer_rag_why", value="standing.officer.why"),
    Field(
        "computed_rag",
        value=lambda a: a.rag(a.standing.computed.rating),
        type=Rag,
        export=COMPUTED_RATING,
    ),
    Field("computed_why", "Because", "standing.computed.why", export=COMPUTED_WHY),
    Field("rag_differs", value="standing.differs"),
    Field("measures", of=MEASURE),
    Field("due_date", value="due", json=False, export=DUE),
)
INSPECTION = ACTION.columns(
    *("inspection", "number", "action", "due_words", "leads", "measure", "know", "progress", "rag")
)


class PrintedRow(NamedTuple):
    """A row of a plan: an action with its own words, or with one of its measures."""

    line: PlanLine
    know: Cell
    progress: Cell
    rag: Cell
    direction: Cell


def _by_when(row: PrintedRow) -> Cell:
    words = row.line.due_words
    return (Prose(row.line.record.action), f"By when: {words}" if words else None)


PRINTED = Fields(
    PrintedRow,
    shown("number", "No.", "line.number"),
    shown("action", "Actions to achieve aim", _by_when),
    shown("leads", "Delivery lead", "line.leads"),
    shown("impact", IMPACT, "line.record.impact", markdown=True),
    shown("know", "How will we know"),
    shown("progress", "Quarterly progress"),
    shown("rag", "RAGB Status"),
    shown("direction", "Direction of travel"),
)
PLAN = ("action", "leads", "impact", "know", "progress", "rag", "direction")


class SheetLine(NamedTuple):
    """A row of the sheet: an action with a series of one of its measures, if it has any."""

    line: PlanLine
    series: SeriesOnDay | None


SHEET_LINE = Fields(
    SheetLine,
    shown("plan", "Plan", "line.on.record.title"),
    shown("aim", "Aim", "line.aim.title"),
    shown("number", "No.", "line.number"),
    shown("action", "Action", "line.record.action", markdown=True),
    shown("leads", "Delivery lead", "line.leads"),
    shown("due_words", "By when", "line.due_words"),
    shown("impact", IMPACT, "line.record.impact", markdown=True),
    shown("know", "How will we know", "line.record.know", markdown=True),
    shown("measure", "Performance Measure", "line.record.measure", markdown=True),
    shown("progress", "Progress", lambda s: notes(s.line.record.progress, s.line.at.as_of)),
    shown("printed_status", "Printed status", "line.record.printed_status"),
    shown("officer_rag", "Officer's rating", "line.standing.officer.rag"),
    shown("officer_rag_on", "Rated on", "line.standing.officer.on"),
    shown("computed_rag", "Computed rating", "line.standing.computed.rating"),
    shown("computed_why", "Because", "line.standing.computed.why"),
    shown("measure_id", "Measure", "series.measure.id"),
    shown("measure_title", "What is measured", "series.measure.title"),
    shown("series", "Series", "series.record.series"),
    shown("target", "Target", lambda s: target_words(s.series.measure) if s.series else None),
    shown("period", "Period", "series.reading.period"),
    shown("value", "Value", "series.reading.value.value"),
    shown("missing", "No value because", lambda s: s.series.why_none if s.series else None),
    shown("measure_rag", "Measure's rating", "series.record.judgement.rating"),
    shown("measure_officer_rag", "Measure's officer rating", "series.record.officer"),
    shown("direction", "Direction", "series.record.travel.direction"),
    shown("direction_basis", "Direction is", "series.record.travel.basis"),
    shown("stale_since", "Out of date since", "series.record.stale_since"),
)


class PrintedTotal(NamedTuple):
    """A total as papers print it, and how many a plan lists of what it counts."""

    plan: Plan
    record: Total

    @property
    def listed(self) -> int | None:
        """How many are listed here; nothing if the total does not say what it counts."""
        return (
            counted(self.plan, self.record.counts, self.record.among)
            if self.record.counts
            else None
        )


def _by_rating(totals: dict[str, Counter[Rating]]) -> dict[str, dict[str, int]]:
    return {name: {r: counts[r] for r in RATINGS} for name, counts in totals.items()}


def _printed_totals(plan: PlanOnDay) -> list[PrintedTotal]:
    return [PrintedTotal(plan.record, total) for total in plan.record.printed_totals]


TOTAL = Fields(
    PrintedTotal,
    "what",
    Field("value", "As printed"),
    Field("listed", "Listed here"),
    Field("source", "Where it is printed"),
)
TOTALS = TOTAL.columns("printed", "what", "value", "listed", "source")
PLAN_DATA = Fields(
    PlanOnDay,
    *("id", "title", "committee", "form", "introduction", "updated_to"),
    Field("judged_on", value="day"),
    Field("totals", value=lambda p: _by_rating(p.totals), type=dict[str, dict[str, int]]),
    Field("printed_totals", value=_printed_totals, of=TOTAL, type=list),
    Field(
        "aims",
        of=Fields(
            AimOnDay,
            "id",
            "title",
            "text",
            Field("extracts", value=lambda a: [e.ref for e in a.record.extracts], type=list[str]),
            Field("extracts_in_full", value="record.extracts", of=Fields(Extract, "ref", "text")),
            Field("actions", of=ACTION),
        ),
    ),
)
AimMaker = Callable[[PlanOnDay, AimOnDay, int], Section]
PLAN_JSON = Fields(PlanOnDay, Field("plan", value=ITSELF, of=PLAN_DATA))


def on_day(at: Standpoint, record: Plan) -> PlanOnDay:
    """A plan as it is on the day of a standpoint."""
    return PlanOnDay(at, record)


def report(at: Standpoint, record: Plan, of_aim: "AimMaker | None" = None) -> Report:
    """A plan in the form it is printed in, or with sections for its aims that are made otherwise."""
    plan = on_day(at, record)
    of_aim = of_aim or _aim
    columns = SHEET_LINE.columns("sheet", *SHEET_LINE.fields, impact=record.impact_heading or "")
    lines = [
        SheetLine(line, series)
        for line in plan.lines
        for series in (*(s for m in line.measures for s in m.every),) or (None,)
    ]
    return at.report(
        "plan",
        record.title,
        (
            _front(plan),
            _differences(plan),
            _key(plan, arrows=of_aim is _aim),
            *(of_aim(plan, aim, position) for position, aim in enumerate(plan.aims, 1)),
            _printed(plan),
        ),
        PLAN_JSON.write(plan),
        subtitle=plan.committee.name if plan.committee else None,
        sheet=SHEET_LINE.table(record.title, columns, lines),
    )


def _front(plan: PlanOnDay) -> Section:
    """Whose plan it is, and how many of its actions and measures have which rating."""
    record = plan.record
    ended = record.until is not None and record.until < plan.at.as_of
    actions, computed, measures = plan.totals.values()
    about = facts(
        ("Updated to", record.updated_to),
        ("Answers for it", plan.at.owners(record.owner)),
        ("From", record.from_),
        ("Until", record.until),
        ("Figures", f"as on its last day, {long_date(plan.day)}" if ended else None),
        ("By dates and measures", shares(plan, computed).words if computed != actions else None),
        ("Measures", shares(plan, measures).words if measures else None),
        ("Source", record.source),
    )
    words = (Prose(record.introduction),) if record.introduction else ()
    return Section("totals", None, (*words, about, shares(plan, actions, "Actions")))


def shares(plan: PlanOnDay, ratings: Counter[Rating], title: str = "Measures") -> Tally:
    """How many have which rating, in the council's words, as a bar."""
    counts = [
        Count(
            ratings[rating],
            "{0.word} ({0.letter})".format(rag(plan.rules, rating, document="plans")),
            rating,
        )
        for rating in RATINGS
        if ratings[rating]
    ]
    return Tally(title, tuple(counts), bar=True)


def aim_title(plan: PlanOnDay, aim: Aim) -> str:
    """The title of an aim, behind its number if it has one."""
    return aim.title if plan.inspection or not aim.id else f"Aim {aim.id}: {aim.title}"


def aim_words(aim: Aim) -> list[Block]:
    """What is said of an aim above its actions."""
    refs = listed([extract.ref for extract in aim.extracts])
    words: list[Block] = [Prose(aim.text)] if aim.text else []
    words += [Prose(f"Extracts from the inspection report: {refs}.")] if refs else []
    in_full = [Prose(f"**{e.ref}** {e.text}") for e in aim.extracts if e.text]
    return [*words, *([Listing(tuple(in_full))] if in_full else [])]


def _differences(plan: PlanOnDay) -> Section | None:
    """Which actions an officer rates differently from dates and measures."""
    differ = [line for line in plan.lines if line.standing.differs]
    if not differ:
        return None
    if plan.inspection or plan.numbered:
        names = [line.number for line in differ]
        singular, plural = "Action", "Actions"
    else:
        # Where no number is printed, a number would not show which action is meant.
        names = [f"“{shorten(line.record.action).rstrip('.')}”" for line in differ]
        singular, plural = "The action", "The actions"
    who = f"{singular} {names[0]} is" if len(names) == 1 else f"{plural} {listed(names)} are"
    text = f"{who} rated differently by the officer than by dates and measures."
    return Section("differences", None, (Notice("warning", text),))


def _key(plan: PlanOnDay, *, arrows: bool) -> Section:
    """The key to ratings and ``arrows``, with the tolerance that amber was computed by."""
    if not any(line.measures for line in plan.lines):
        return key_with(plan.rules, (OFFICERS,), ("plans",))
    directions = (DIRECTIONS,) if arrows else ()
    return key_with(plan.rules, (OFFICERS, amber_note(plan.rules), *directions))


def key_with(
    rules: Rules, texts: Sequence[str], documents: tuple[Document, ...] = ("plans", "measures")
) -> Section:
    """The key to the ratings in the council's words, with texts below it.

    Where measures have other words than actions, there is one for each.
    """
    keys = dict.fromkeys(_legend(rules, document) for document in documents)
    return Section("legend", KEY, (*keys, *map(Prose, texts)))


def _legend(rules: Rules, document: Document) -> Listing:
    means = {rating: of_rating(rules, document, rating).means or "" for rating in RATINGS}
    return key_list(rules, means, document)


def amber_note(rules: Rules) -> str:
    """How the ratings of measures come about."""
    rule = rules.rag
    unit = "points" if rule.measured_in == "points" else "per cent of the target"
    within = f"amber is within {rule.amber_within or DEFAULT_WITHIN} {unit} of its target"
    if rule.amber_within:
        return (
            f"A measure's rating is computed: {within}, both ends included, unless the measure has "
            "a tolerance of its own."
        )
    return (
        "A measure's rating is computed. The committee has stated no tolerance: for a percentage "
        f"{within}, both ends included, which is the default of this software and not the committee's. "
        "A measure in another unit that misses its target is rated only if it has a tolerance of "
        "its own."
    )


def _aim(plan: PlanOnDay, aim: AimOnDay, position: int) -> Section:
    """An aim with its actions; its title is on every page of the table."""
    above = aim_words(aim.record)
    title = aim_title(plan, aim.record)
    banner = (title, *(block for block in above if isinstance(block, Prose)))
    if plan.inspection:
        table = ACTION.table(
            title, INSPECTION, aim.actions, empty="No actions.", banner=banner, as_printed=True
        )
    else:
        keys = (*(("number",) if plan.numbered else ()), *PLAN)
        columns = PRINTED.columns(
            "plan", *keys, heads="action", impact=plan.record.impact_heading or ""
        )
        table = PRINTED.table(
            title,
            columns,
            [row for line in aim.actions for row in _planned(line)],
            empty="No actions.",
            merged=4 if plan.numbered else 3,
            as_printed=True,
            banner=banner,
        )
    return Section(f"aim-{position}", title, (*above, table))


def _planned(line: PlanLine) -> list[PrintedRow]:
    """An action as the plan prints it: a row for itself, then one for each of its measures."""
    know = tuple(Prose(text) for text in (line.record.know, line.record.measure) if text)
    own = PrintedRow(line, know, line.progress_cell, line.rag_cell, None)
    measured = [_measured(line, measure) for measure in line.measures]
    if len(measured) != 1:
        return [own, *measured]
    # An action and its only measure share a row, whose rating is not said twice.
    if not line.standing.officer and not (line.standing.done or line.standing.days_overdue):
        own = own._replace(rag=None)
    return [PrintedRow(line, *map(_joined, own[1:], measured[0][1:]))]


def _joined(first: Cell, second: Cell) -> Cell:
    cells = (cell if isinstance(cell, tuple) else (cell,) for cell in (first, second))
    return tuple(part for cell in cells for part in cell if part is not None)


def _measured(line: PlanLine, measure: MeasureOnDay) -> PrintedRow:
    """A measure under its action: target, figures, rating and direction."""
    target = measure.first.target_cell
    know = (measure.record.title, *(target if isinstance(target, tuple) else (target,)))
    return PrintedRow(
        line, know, figures_cell(measure), ratings_cell(measure), directions_cell(measure)
    )


def figures_cell(measure: MeasureOnDay) -> Cell:
    """The latest figure of each series, with its period and what has to be known of it."""
    parts: list[Cell] = []
    for series in measure.every:
        reading = series.reading
        if reading is None:
            parts.append("no reading")
            continue
        whole = f" of {reading.of}" if reading.of else ""
        provisional = ", provisional" if reading.provisional else ""
        name = f"{series.record.series}: " if series.record.series else ""
        parts.append(f"{name}{series.words}{whole}, {when(reading)}{provisional}")
        parts.append(Prose(reading.note) if reading.note else None)
        parts.append(series.stale_words)
    return tuple(part for part in parts if part)


def ratings_cell(measure: MeasureOnDay) -> Cell:
    """The rating of the main figure of a measure; of all its series, if none of them is that."""
    leading = [series.record for series in measure.leading]
    ratings = [series.judgement.rating for series in leading if series.judgement.rated]
    if len(leading) == 1 or not ratings:
        return measure.first.rag_cell
    cells = []
    for rating in dict.fromkeys(sorted(ratings, key=RATINGS.index)):
        names = [series.series or "all" for series in leading if series.judgement.rating == rating]
        cells.append(rag(measure.rules, rating, f"computed, {listed(names)}"))
    return tuple(cells)


def directions_cell(measure: MeasureOnDay) -> Cell:
    """The direction of the main figure of a measure; if it has several, each with its name."""
    leading = [series for series in measure.leading if series.record.travel.direction]
    if not leading:
        return measure.first.direction_cell
    cells = {series.record.series: series.direction_cell for series in leading}
    if len(set(map(str, cells.values()))) == 1:
        return leading[0].direction_cell
    return tuple(
        part
        for name, cell in cells.items()
        for part in (name, *(cell if isinstance(cell, tuple) else (cell,)))
        if part
    )


def _printed(plan: PlanOnDay) -> Section | None:
    """Totals as papers print them, with the count of what is listed here."""
    totals = _printed_totals(plan)
    if not totals:
        return None
    flagged = [
        Notice(
            "warning",
            f"{capital(total.record.what)}: the paper prints {total.record.value}, and "
            f"{total.listed} are listed. Neither has been changed.",
        )
        for total in totals
        if total.listed is not None and total.record.value.value != total.listed
    ]
    title = "Totals as the papers print them"
    return Section("printed", title, (TOTAL.table(title, TOTALS, totals), *flagged))
