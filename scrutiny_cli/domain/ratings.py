"""The rating of a measure, worked out from its target and its tolerance.

Green reaches the target, amber is within the tolerance of it, red is beyond. Each limit belongs to
the better colour: with a target of 95 and ten points, 95 is green and 85 is amber. The tolerance is
the measure's or the committee's (``rules.rag``), in points of the unit or in per cent of the target.
Where neither states one, percentages have scrutiny's own. A figure in another unit is then green on
its target, and otherwise not rated.
A measure is never rated blue, which means that an action is complete. A figure that cannot be
compared with a target is not rated, and never red.
"""

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from scrutiny_cli.domain.base import Figure
from scrutiny_cli.domain.committees import RagRule, Rating
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.periods import read_period
from scrutiny_cli.domain.plans import Measure, Missing, Reading, Target

MISSING_WORDS: dict[Missing, str] = {
    "no data yet": "no data yet",
    "not counted": "not counted",
    "dash": "the paper prints a dash",
    "blank": "the paper leaves it blank",
    "too small": "too small to show",
    "not shown": "not shown, because a small count could be worked out from it",
}
"""The reason why there is no figure, in words."""

WAYS = ("at_least", "at_most", "between", "equals", "by", "trend", "words")
"""The ways of setting a target. A target uses one of them."""


class Bounds(NamedTuple):
    """The lowest and the highest value that reach a target, each ``None`` if there is no such limit."""

    low: Decimal | None
    high: Decimal | None

    def distance(self, value: Decimal) -> Decimal:
        """The distance of a value from the range, and 0 inside it or on its limits."""
        if self.low is not None and value < self.low:
            return self.low - value
        if self.high is not None and value > self.high:
            return value - self.high
        return Decimal(0)

    def widened(self, tolerance: "Tolerance") -> "Bounds":
        """The range of amber: each limit moved outwards by the tolerance."""
        return Bounds(
            None if self.low is None else self.low - tolerance.of(self.low),
            None if self.high is None else self.high + tolerance.of(self.high),
        )


DEFAULT_WITHIN = Decimal(10)
"""The distance that amber reaches for a percentage, if neither measure nor committee states one."""


class Tolerance(NamedTuple):
    """The distance that amber reaches, in points of the unit or in per cent of the target.

    ``stated`` is whether the measure or the committee states it.
    """

    within: Decimal
    measured_in: Literal["points", "percent"]
    stated: bool = True

    def of(self, target: Decimal) -> Decimal:
        """The distance from a target, in the unit of the target."""
        return self.within if self.measured_in == "points" else abs(target) * self.within / 100


class Judgement(NamedTuple):
    """A computed rating and the reason for it, in words."""

    rating: Rating
    why: str

    @property
    def rated(self) -> bool:
        """Whether the rating is a colour."""
        return self.rating != "not rated"


def tolerance_of(measure: Measure, committee: RagRule) -> Tolerance | None:
    """The tolerance of a measure: its own, or the committee's, or for a percentage the default."""
    within = measure.amber_within or committee.amber_within
    unit = measure.measured_in or committee.measured_in
    if within is None:
        return Tolerance(DEFAULT_WITHIN, unit, stated=False) if measure.unit == "%" else None
    return Tolerance(within.value, unit)


def green_tolerance(measure: Measure, committee: RagRule) -> Tolerance | None:
    """The distance within which a measure is still green: its own, or the committee's."""
    within = measure.green_within or committee.green_within
    unit = measure.measured_in or committee.measured_in
    return Tolerance(within.value, unit) if within else None


def ways(target: Target) -> list[str]:
    """The ways in which a target is set. It can be rated only if there is one."""
    return [way for way in WAYS if getattr(target, way)]


def judged_on(reading: Reading) -> date | None:
    """The date of the target for a reading: the end of its period, or its own date if that is earlier.

    It is ``None`` if there is neither a date nor a period that can be read.
    """
    period = read_period(reading.period)
    if period is None:
        return reading.on
    return min(period.end, reading.on) if reading.on else period.end


def bounds_on(measure: Measure, day: date | None) -> Bounds | None:
    """The values that reach the target on a date, or ``None`` if none do or no step applies yet."""
    target = measure.target
    if target is None or len(ways(target)) != 1:
        return None
    if target.at_least:
        return Bounds(target.at_least.value, None)
    if target.at_most:
        return Bounds(None, target.at_most.value)
    if target.between:
        return Bounds(*sorted(end.value for end in target.between))
    if target.equals:
        return Bounds(target.equals.value, target.equals.value)
    step = step_on(target, day)
    if step is None:
        return None
    return Bounds(None, step.value) if measure.better == "lower" else Bounds(step.value, None)


def step_on(target: Target, day: date | None) -> Figure | None:
    """The step of a target that applies on a date: the latest one that has started."""
    reached = [step for step in target.by if day is not None and step.on <= day]
    return max(reached, key=lambda step: step.on).value if reached else None


def figure_words(figure: Figure | str, unit: str | None) -> str:
    """A figure with its unit: ``85%``, ``1230 children``, ``4``."""
    if unit is None:
        return str(figure)
    return f"{figure}%" if unit == "%" else f"{figure} {unit}"


def target_words(measure: Measure) -> str | None:
    """The target of a measure as documents print it, or ``None``."""
    target, unit = measure.target, measure.unit
    if target is None or not ways(target):
        return None
    return "; ".join(_one_way(target, way, unit, measure.better) for way in ways(target))


def _one_way(target: Target, way: str, unit: str | None, better: str | None) -> str:
    if way == "words":
        return target.words or ""
    if way == "between" and target.between:
        low, high = target.between
        return f"from {low} to {figure_words(high, unit)}"
    if way == "by":
        steps = sorted(target.by, key=lambda step: step.on)
        parts = [f"{figure_words(step.value, unit)} by {long_date(step.on)}" for step in steps]
        return f"at {'most' if better == 'lower' else 'least'} {', '.join(parts)}"
    if way == "trend":
        return _trend_words(target, unit)
    word = {"at_least": "at least", "at_most": "at most", "equals": "exactly"}[way]
    return f"{word} {figure_words(getattr(target, way), unit)}"


def _trend_words(target: Target, unit: str | None) -> str:
    word = {"increase": "rise", "decrease": "fall"}[target.trend or "increase"]
    return f"to {word}" + (f" to {figure_words(target.to, unit)}" if target.to else "")


def plain(value: Decimal) -> str:
    """A computed number without trailing zeros: ``85.5``, ``85``."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amber_words(measure: Measure, bounds: Bounds | None, tolerance: Tolerance | None) -> str | None:
    """The reach of amber in words: ``amber down to 85%``, or ``None`` if no value is amber."""
    if bounds is None or tolerance is None or bounds.widened(tolerance) == bounds:
        return None
    low, high = bounds.widened(tolerance)
    if low is None or high is None:
        value, word = (high, "up to") if low is None else (low, "down to")
        return f"amber {word} {figure_words(plain(value or Decimal(0)), measure.unit)}"
    return f"amber from {plain(low)} to {figure_words(plain(high), measure.unit)}"


def judge(measure: Measure, reading: Reading | None, committee: RagRule) -> Judgement:
    """The rating of a reading by its measure's target, or the reason why there is none."""
    why = _no_target(measure, reading)
    if why:
        return Judgement("not rated", why)
    if reading is None:
        return Judgement("not rated", "no reading")
    if reading.value is None:
        missing = MISSING_WORDS[reading.missing] if reading.missing else "no figure is given"
        return Judgement("not rated", missing)
    if measure.target is not None and measure.target.trend:
        return _by_trend(measure, measure.target, reading.value)
    day = judged_on(reading)
    bounds = bounds_on(measure, day)
    if bounds is None:
        return Judgement("not rated", _no_step(measure, day))
    return _by_bounds(measure, reading.value, bounds, committee)


def _by_bounds(measure: Measure, value: Figure, bounds: Bounds, committee: RagRule) -> Judgement:
    tolerance = tolerance_of(measure, committee)
    words = f"{figure_words(value, measure.unit)} against {_against(measure, bounds)}"
    near = green_tolerance(measure, committee)
    if not (bounds.widened(near) if near else bounds).distance(value.value):
        rating: Rating = "green"
        if near and bounds.distance(value.value):
            unit = "" if near.measured_in == "points" else " per cent"
            words = f"{words}, within {plain(near.within)}{unit} of it"
    elif tolerance is None:
        return Judgement("not rated", f"{words}, and no tolerance is stated")
    elif not bounds.widened(tolerance).distance(value.value):
        rating = "amber"
    else:
        rating = "red"
    line = amber_words(measure, bounds, tolerance)
    default = " by the default" if tolerance and not tolerance.stated else ""
    return Judgement(rating, f"{words}, {line}{default}" if line else words)


def _against(measure: Measure, bounds: Bounds) -> str:
    """The target that a value is compared with: of several steps, the one that applies."""
    if measure.target is not None and measure.target.by:
        word, end = ("most", bounds.high) if bounds.low is None else ("least", bounds.low)
        return f"at {word} {figure_words(plain(end or Decimal(0)), measure.unit)}"
    return target_words(measure) or ""


def _by_trend(measure: Measure, target: Target, value: Figure) -> Judgement:
    """The rating of a trend: green once it has reached its end, and none before."""
    if target.to is not None:
        beyond = value.value - target.to.value
        if (beyond <= 0) if target.trend == "decrease" else (beyond >= 0):
            return Judgement("green", f"{figure_words(target.to, measure.unit)} has been reached")
    return Judgement("not rated", f"only a direction is set: {_trend_words(target, measure.unit)}")


def _no_target(measure: Measure, reading: Reading | None) -> str | None:
    """The reason why a reading cannot be compared with the target, or ``None``."""
    target = measure.target
    if target is None or not ways(target):
        return "no target is set"
    if len(ways(target)) > 1:
        return "the target says more than one thing"
    if target.words:
        return "the target is in words"
    if reading is not None and reading.series in measure.unrated:
        return "the target does not cover this"
    if reading is not None and reading.unit not in (None, measure.unit):
        own = measure.unit or "another unit"
        return f"counted in {reading.unit}, the target is in {'per cent' if own == '%' else own}"
    return None


def _no_step(measure: Measure, day: date | None) -> str:
    steps = measure.target.by if measure.target else ()
    if day is None or not steps:
        return "its period cannot be read"
    return f"the first step of the target is due {long_date(min(step.on for step in steps))}"


def disagree(officer: Rating | None, computed: Rating) -> bool:
    """Whether an officer's rating and the computed one contradict each other.

    They do not if one of them is not a colour. Blue means complete, so it agrees with green.
    """
    if officer in (None, "not rated") or computed == "not rated":
        return False
    return officer != computed and (officer, computed) != ("blue", "green")
