"""Plans and measures: ratings, directions and totals that contradict their figures and dates."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from scrutiny_cli.checks.agendas import missing_paper
from scrutiny_cli.checks.context import Context
from scrutiny_cli.documents import Path
from scrutiny_cli.domain.measures import (
    PlanActionStanding,
    Sum,
    action_standing,
    counted,
    history,
    series_names,
    standing,
    sums,
)
from scrutiny_cli.domain.periods import period_words, read_period
from scrutiny_cli.domain.plans import Measure, Plan, PlanAction, Reading
from scrutiny_cli.domain.ratings import (
    amber_words,
    bounds_on,
    disagree,
    judge,
    judged_on,
    target_words,
    tolerance_of,
    ways,
)
from scrutiny_cli.domain.small_counts import without_small_counts
from scrutiny_cli.domain.travel import travel
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.wording import count, did_you_mean, listed, shorten

REASON = "give the reason with `why:`, or correct the rating, the figure or the target"


def reading_ratings(context: Context) -> Iterator[Finding]:
    """An officer's rating agrees with the target, or says why not."""
    for entry, measure in context.each("measures"):
        rule = context.register.rules_of(measure).rag
        for index, reading in enumerate(measure.readings):
            computed = judge(measure, reading, rule).rating
            if reading.why or not disagree(reading.rag, computed):
                continue
            bounds = bounds_on(measure, judged_on(reading))
            line = amber_words(measure, bounds, tolerance_of(measure, rule))
            by = "; ".join(part for part in (target_words(measure), line) if part)
            message = f"the officer rates this {reading.rag}; by its target ({by}) it is {computed}"
            yield entry.finding(("readings", index, "rag"), "rating-differs", message, REASON)


def action_ratings(context: Context) -> Iterator[Finding]:
    """An officer's rating of an action agrees with its dates and measures, or says why not."""
    for entry, plan in context.each("plans"):
        for aim_index, aim in enumerate(plan.aims):
            for index, action in enumerate(aim.actions):
                latest = _latest(action)
                if latest is None or action.ratings[latest].why:
                    continue
                rated = _standing(context, plan, action, action.ratings[latest].on)
                if not rated.differs:
                    continue
                name = action.number or action.id
                message = (
                    f"the officer rates action {name} {action.ratings[latest].rag}; "
                    f"dates and figures make it {rated.computed.rating} "
                    f"({rated.computed.why})"
                )
                path: Path = ("aims", aim_index, "actions", index, "ratings", latest, "rag")
                yield entry.finding(path, "rating-differs", message, REASON)


def _latest(action: PlanAction) -> int | None:
    """The index of the latest rating of an action, or ``None``."""
    days = [(rating.on or date.min, index) for index, rating in enumerate(action.ratings)]
    return max(days)[1] if days else None


def _standing(
    context: Context, plan: Plan, action: PlanAction, day: date | None
) -> PlanActionStanding:
    register = context.register
    rule = register.rules_of(plan).rag
    measures = [register.measures[name] for name in action.measures if name in register.measures]
    heads = [standing(m, (series_names(m) or [None])[0], rule, day) for m in measures]
    return action_standing(action, register.due_day(action.by), heads, day)


def directions(context: Context) -> Iterator[Finding]:
    """A stated direction is the one that two readings show."""
    for entry, measure in context.each("measures"):
        for index, reading in enumerate(measure.readings):
            if reading.direction is None:
                continue
            going = travel(measure, history(measure, reading.series), reading)
            if going.differs and going.against:
                since = period_words(going.against.period)
                message = (
                    f"stated as {reading.direction}; beside the figure of {since} it is "
                    f"{going.computed}"
                )
                hint = "check both figures and which way is better; if both are right, accept the warning"
                path: Path = ("readings", index, "direction")
                yield entry.finding(path, "direction-differs", message, hint)


def totals(context: Context) -> Iterator[Finding]:
    """A total is the sum of its parts."""
    register = context.register
    for entry, measure in context.each("measures"):
        below = register.rules_of(measure).suppress_below
        for total in sums(measure, register.measures):
            if total.agrees:
                continue
            count = len(total.parts)
            message = f"the total is {total.reading.value}; its {count} parts add up to {total.sum}"
            if below and _gives_away_small(context, measure, total, below):
                message = f"the total is not what its {count} parts add up to"
            hint = "correct what was copied wrongly; if the paper is wrong, accept the warning"
            index = measure.readings.index(total.reading)
            yield entry.finding(("readings", index, "value"), "total-differs", message, hint)


def _gives_away_small(context: Context, measure: Measure, total: Sum, below: int) -> bool:
    """Whether the figures of a sum would give away a count that is too small to show."""
    measures = context.register.measures
    shown = {name: without_small_counts(measures[name], below) for name in measure.total_of}
    pairs = zip(shown.values(), total.parts, strict=True)
    return any(part not in part_measure.readings for part_measure, part in pairs)


def printed_totals(context: Context) -> Iterator[Finding]:
    """A total that a paper prints is the number in the plan."""
    for entry, plan in context.each("plans"):
        ids = [aim.id for aim in plan.aims if aim.id]
        for index, total in enumerate(plan.printed_totals):
            for place, name in enumerate(total.among):
                if name not in ids:
                    aims = f"its aims are {listed(ids)}" if ids else "give its aims an `id:`"
                    hint = did_you_mean(name, ids) or aims
                    message = f"the plan has no aim {shorten(name, 40)}"
                    path: Path = ("printed_totals", index, "among", place)
                    yield entry.finding(path, "unknown-reference", message, hint)
            number = counted(plan, total.counts, total.among) if total.counts else None
            if number is not None and total.value.value != number:
                message = f"{total.value} are printed, {number} are listed: {total.what}"
                hint = "add what is missing; if the paper is wrong, accept the warning"
                path = ("printed_totals", index, "value")
                yield entry.finding(path, "total-differs", message, hint)


def targets(context: Context) -> Iterator[Finding]:
    """A target is set in one way that can be rated."""
    for entry, measure in context.each("measures"):
        for path, message, hint in _target_problems(measure):
            yield entry.finding(path, "measure-unclear", message, hint)


def _target_problems(measure: Measure) -> Iterator[tuple[Path, str, str]]:
    target = measure.target
    if measure.amber_within and measure.amber_within.value < 0:
        yield ("amber_within",), "amber cannot begin before the target", "write a distance: 10"
    if target is None:
        return
    set_by = ways(target)
    if len(set_by) != 1:
        why = f"it says {len(set_by)} things: {listed(set_by)}" if set_by else "it says nothing"
        hint = "keep one of at_least, at_most, between, equals, by, trend; words for the rest"
        yield ("target",), f"the target cannot be judged: {why}", hint
    if target.between and target.between[0].value > target.between[1].value:
        yield (
            ("target", "between"),
            "the range begins above its end",
            "the lower number comes first",
        )
    if target.to and not target.trend:
        yield ("target", "to"), "it says where to end but not which way to go", "add `trend:`"
    days = Counter(step.on for step in target.by)
    for index, step in enumerate(target.by):
        if days[step.on] > 1:
            yield ("target", "by", index), "two steps for one day", "keep one of them"
    higher = bool(target.at_least) or target.trend == "increase"
    lower = bool(target.at_most) or target.trend == "decrease"
    if (higher and measure.better == "lower") or (lower and measure.better == "higher"):
        message = f"`better: {measure.better}` contradicts the target"
        yield ("better",), message, "the target alone says which way is better: remove this"


def tables(context: Context) -> Iterator[Finding]:
    """A table has lines, here or in a file, and each line a cell for each heading."""
    for entry, measure in context.each("measures"):
        for index, table in enumerate(measure.tables):
            path: Path = ("tables", index)
            yield from missing_paper(context, entry, (*path, "file"), table.file)
            if bool(table.csv) is bool(table.file):
                message = "a table has its lines here or in a file, and only in one of the two"
                yield entry.finding(path, "measure-unclear", message, "write `csv:` or `file:`")
            for number, line in enumerate(table.lines, 1):
                if len(line) != len(table.lines[0]):
                    message = (
                        f"line {number} of the table has {count(len(line), 'cell')}, "
                        f"the headings are {len(table.lines[0])}"
                    )
                    hint = "separate cells by commas; put a text with a comma in quotes"
                    yield entry.finding((*path, "csv"), "measure-unclear", message, hint)


def readings(context: Context) -> Iterator[Finding]:
    """A reading has a period of its own, and either a figure or the reason why there is none."""
    for entry, measure in context.each("measures"):
        first_of: dict[object, int] = {}
        for index, reading in enumerate(measure.readings):
            yield from _reading_problems(entry, index, reading)
            period = read_period(reading.period)
            key = (reading.series, period or reading.period)
            if key in first_of:
                message = f"the period is already in reading {first_of[key] + 1}"
                hint = "correct the figure there; another way of counting is a `series:` of its own"
                yield entry.finding(("readings", index, "period"), "measure-unclear", message, hint)
            first_of.setdefault(key, index)
        names = {reading.series for reading in measure.readings}
        for index, name in enumerate(measure.unrated):
            if name not in names:
                named = [series for series in names if series]
                series = f"its series are {listed(sorted(named))}"
                hint = did_you_mean(name, named) or (series if named else "it has no `series:`")
                message = f"no reading is of the series {shorten(name, 40)}"
                yield entry.finding(("unrated", index), "measure-unclear", message, hint)


def _reading_problems(entry: PlacedRecord, index: int, reading: Reading) -> Iterator[Finding]:
    if read_period(reading.period) is None:
        message = f"`{shorten(reading.period, 40)}` is not a period that scrutiny can read"
        hint = "write 2019-09, 2019-09-30, Q2 2019/20 or 2019/20"
        yield entry.finding(("readings", index, "period"), "measure-unclear", message, hint)
    if reading.value and reading.missing:
        message = f"it has a figure, and a reason why there is none ({reading.missing})"
        yield entry.finding(("readings", index, "missing"), "measure-unclear", message, "keep one")
    if not reading.value and not reading.missing:
        message = "it has neither a figure nor the reason why there is none"
        hint = "add `value:`, or `missing:` with no data yet, not counted, dash, blank, too small or not shown"
        yield entry.finding(("readings", index), "measure-unclear", message, hint)
