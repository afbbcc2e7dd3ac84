"""The position of a measure on a date: its latest figure, rating, direction and age."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from scrutiny_cli.domain.committees import RagRule, Rating
from scrutiny_cli.domain.periods import months_later, read_period
from scrutiny_cli.domain.plans import Frequency, Measure, OfficerRating, Plan, PlanAction, Reading
from scrutiny_cli.domain.ratings import Judgement, disagree, judge
from scrutiny_cli.domain.state import is_done
from scrutiny_cli.domain.travel import Travel, travel
from scrutiny_cli.wording import count

MONTHS_BETWEEN: dict[Frequency, int] = {
    "monthly": 1,
    "quarterly": 3,
    "six-monthly": 6,
    "yearly": 12,
}
WORST_FIRST: tuple[Rating, ...] = ("red", "amber", "green")


class MeasureStanding(NamedTuple):
    """The position of one series of a measure on a date.

    ``reading`` is the latest one; it may say why there is no figure. ``last`` is the latest reading
    with a figure, if that is an earlier one. ``stale_since`` is the date from which a newer one
    was due.
    """

    measure: Measure
    series: str | None
    reading: Reading | None
    last: Reading | None
    judgement: Judgement
    travel: Travel
    stale_since: date | None

    @property
    def officer(self) -> Rating | None:
        """The officer's rating of the latest reading."""
        return self.reading.rag if self.reading else None

    @property
    def differs(self) -> bool:
        """Whether the officer's rating is not the computed one."""
        return disagree(self.officer, self.judgement.rating)


def series_names(measure: Measure) -> list[str | None]:
    """The series of a measure in the order of its record, first the one without a name."""
    names: list[str | None] = list(dict.fromkeys(r.series for r in measure.readings))
    return sorted(names, key=lambda name: name is not None)


def history(measure: Measure, series: str | None, as_of: date | None = None) -> list[Reading]:
    """The readings of a series that were known on a date, ordered by the end of their period.

    A reading is known from the date it was recorded, or else from the end of its period. A reading
    whose period cannot be read comes first.
    """
    return sorted(
        (r for r in measure.readings if r.series == series and _known(r, as_of)), key=_period_end
    )


def _known(reading: Reading, as_of: date | None) -> bool:
    return as_of is None or reading.known_on is None or reading.known_on <= as_of


def _period_end(reading: Reading) -> date:
    period = read_period(reading.period)
    return period.end if period else date.min


def standing(
    measure: Measure, series: str | None, committee: RagRule, as_of: date | None = None
) -> MeasureStanding:
    """The position of a series of a measure on a date, or by all its readings."""
    readings = history(measure, series, as_of)
    latest = readings[-1] if readings else None
    figures = [reading for reading in readings if reading.value is not None]
    last = figures[-1] if figures and figures[-1] is not latest else None
    return MeasureStanding(
        measure,
        series,
        latest,
        last,
        judge(measure, latest, committee),
        travel(measure, readings, latest),
        stale_since(measure.frequency, latest, as_of),
    )


def standings(measure: Measure, committee: RagRule, as_of: date) -> list[MeasureStanding]:
    """The position of each series of a measure; without readings, of one series without a name."""
    names = series_names(measure) or [None]
    return [standing(measure, name, committee, as_of) for name in names]


def stale_since(
    frequency: Frequency | None, reading: Reading | None, as_of: date | None
) -> date | None:
    """The date from which a reading is out of date, or ``None`` if it is not so on ``as_of``.

    The next period must end, and its figure may take another period to collect. So a monthly figure
    for September is out of date after the end of November.
    """
    period = read_period(reading.period) if reading else None
    if period is None or as_of is None or frequency in (None, "once"):
        return None
    if frequency == "weekly":
        fresh_until = period.end + timedelta(days=14)
    else:
        fresh_until = months_later(period.end, 2 * MONTHS_BETWEEN[frequency])
    return fresh_until + timedelta(days=1) if as_of > fresh_until else None


class PlanActionStanding(NamedTuple):
    """The ratings of an action of a plan: the officer's, and the one that dates and measures give.

    ``officer`` is the latest rating up to the date; ``done`` is whether the record says it is done.
    ``owed`` is whether it is neither done nor withdrawn, and not complete by the officer's rating.
    """

    officer: OfficerRating | None
    computed: Judgement
    done: bool
    owed: bool
    days_overdue: int = 0

    @property
    def rating(self) -> Rating:
        """The rating to show: the officer's; without one, the computed one."""
        return self.officer.rag if self.officer else self.computed.rating

    @property
    def differs(self) -> bool:
        """Whether the officer's rating is not the computed one."""
        return disagree(self.officer.rag if self.officer else None, self.computed.rating)


def action_standing(
    action: PlanAction, due: date | None, measures: Sequence[MeasureStanding], as_of: date | None
) -> PlanActionStanding:
    """The ratings of an action on a date; ``due`` is the day after which it is overdue.

    The computed rating is blue if it is done. It is red if it is past its date, unless the officer
    calls it complete. Otherwise it is the worst colour of its measures. An action that was withdrawn
    is not rated.
    """
    if action.withdrawn and (as_of is None or (action.withdrawn.on or as_of) <= as_of):
        return PlanActionStanding(None, Judgement("not rated", "withdrawn"), done=False, owed=False)
    ratings = [r for r in action.ratings if as_of is None or r.on is None or r.on <= as_of]
    officer = max(ratings, key=lambda rating: rating.on or date.min) if ratings else None
    done = action.completed is True if as_of is None else is_done(action.completed, as_of)
    owed = not done and not (officer and officer.rag == "blue")
    late = max((as_of - due).days, 0) if owed and due and as_of else 0
    if done:
        computed = Judgement("blue", "complete")
    elif late:
        computed = Judgement("red", f"{count(late, 'day')} past its date")
    else:
        computed = _worst(measures)
    return PlanActionStanding(officer, computed, done, owed, late)


def _worst(measures: Sequence[MeasureStanding]) -> Judgement:
    """The worst colour among measures, with how many of them have a colour."""
    rated = [measure.judgement.rating for measure in measures if measure.judgement.rated]
    for rating in WORST_FIRST:
        if rating in rated:
            number, every = len(rated), len(measures)
            if number == every:
                return Judgement(rating, "as its measure" if every == 1 else "as its worst measure")
            which = "the one" if number == 1 else f"the worst of the {number}"
            return Judgement(rating, f"as {which} of its {every} measures that can be rated")
    return Judgement("not rated", "no measure of it can be rated")


class Sum(NamedTuple):
    """A recorded total, with its parts for the same period and series."""

    measure: Measure
    reading: Reading
    parts: tuple[Reading, ...]

    @property
    def sum(self) -> Decimal | None:
        """The sum of the parts, or ``None`` if one of them has no figure."""
        values = [part.value for part in self.parts]
        return sum((v.value for v in values if v), Decimal(0)) if all(values) else None

    @property
    def hidden(self) -> int:
        """The number of parts that are too small to show."""
        return sum(part.missing == "too small" for part in self.parts)

    @property
    def agrees(self) -> bool:
        """Whether the total is the sum of its parts, as far as the figures are known."""
        total = self.reading.value
        return self.sum is None or total is None or total.value == self.sum

    @property
    def betrays(self) -> bool:
        """Whether the total minus the parts that are shown gives away the one that is not."""
        return (
            self.reading.value is not None
            and self.hidden == 1
            and all(part.value or part.missing == "too small" for part in self.parts)
        )


def sums(measure: Measure, measures: Mapping[str, Measure]) -> list[Sum]:
    """The totals of a measure whose parts are all recorded, in the order of its record."""
    parts = [measures[name] for name in measure.total_of if name in measures]
    if len(parts) != len(measure.total_of) or not parts:
        return []
    totals = []
    for reading in measure.readings:
        same = [_same(part, reading) for part in parts]
        known = reading.value is not None or reading.missing == "not shown"
        if known and all(same):
            totals.append(Sum(measure, reading, tuple(part for part in same if part)))
    return totals


def _same(part: Measure, reading: Reading) -> Reading | None:
    """The reading of a part for the same period and series."""
    wanted = read_period(reading.period)
    same = (r for r in part.readings if r.series == reading.series)
    return next((r for r in same if wanted and read_period(r.period) == wanted), None)


def counted(plan: Plan, what: str, among: tuple[str, ...]) -> int:
    """The number of aims or actions in a plan, or in some of its aims."""
    aims = [aim for aim in plan.aims if not among or aim.id in among]
    return len(aims) if what == "aims" else sum(len(aim.actions) for aim in aims)
