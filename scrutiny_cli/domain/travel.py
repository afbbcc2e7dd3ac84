"""Direction of travel: whether a measure is improving, steady or worsening.

It says whether things got better, not which way a number went. A share that falls from 18% to 16%
improves if lower is better. It is computed from two readings of a series. With only one reading, the
officer's direction is shown as stated.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from scrutiny_cli.domain.periods import Period, read_period, year_before
from scrutiny_cli.domain.plans import Direction, Measure, Reading
from scrutiny_cli.domain.ratings import Bounds, ways

Polarity = Literal["higher", "lower"] | Bounds
"""The better direction: higher, lower, or towards a range."""


class Travel(NamedTuple):
    """The direction of a reading since the one before, and since a year before.

    ``computed`` compares it with an earlier reading, ``against``; ``stated`` is the officer's.
    ``year`` compares it with the same period a year earlier, ``year_ago``. ``why_not`` is the reason
    why nothing was computed.
    """

    computed: Direction | None = None
    against: Reading | None = None
    stated: Direction | None = None
    year: Direction | None = None
    year_ago: Reading | None = None
    why_not: str | None = None

    @property
    def direction(self) -> Direction | None:
        """The direction to show: the computed one, or else the stated one."""
        return self.computed or self.stated

    @property
    def basis(self) -> Literal["computed", "stated"] | None:
        """The source of that direction."""
        return "computed" if self.computed else "stated" if self.stated else None

    @property
    def differs(self) -> bool:
        """Whether the officer's direction differs from the computed one."""
        return None not in (self.computed, self.stated) and self.computed != self.stated


def polarity(measure: Measure) -> Polarity | None:
    """The better direction for a measure, by its target, or else by `better`."""
    target = measure.target
    if target is None or len(ways(target)) != 1 or target.words:
        return measure.better
    if target.between:
        return Bounds(*sorted(end.value for end in target.between))
    if target.equals:
        return Bounds(target.equals.value, target.equals.value)
    if target.by:
        return measure.better or "higher"
    return "higher" if target.at_least or target.trend == "increase" else "lower"


def compare(before: Decimal, after: Decimal, better: Polarity) -> Direction:
    """Whether a value got better.

    With a range, moving into it is better, moving out of it is worse, and all values inside it are
    equally good. On the same side of it, nearer is better. From one side to the other is worse, even
    if the new value is nearer. The range was then missed in the opposite direction. (The council's own plan calls it worse when 111 children on protection plans
    become 153, where the target is 140 to 150.)
    """
    if isinstance(better, Bounds):
        return _within(before, after, better)
    gain = after - before if better == "higher" else before - after
    return _sign(gain)


def _sign(gain: Decimal) -> Direction:
    return "improving" if gain > 0 else "worsening" if gain < 0 else "steady"


def _within(before: Decimal, after: Decimal, span: Bounds) -> Direction:
    sides = (_side(before, span), _side(after, span))
    if sides in ((-1, 1), (1, -1)):
        return "worsening"
    return _sign(span.distance(before) - span.distance(after))


def _side(value: Decimal, span: Bounds) -> int:
    """-1 below a range, 1 above it, 0 inside."""
    if span.low is not None and value < span.low:
        return -1
    return 1 if span.high is not None and value > span.high else 0


def travel(measure: Measure, readings: Sequence[Reading], at: Reading | None) -> Travel:
    """The direction of a reading. ``readings`` are those of its series, ordered by period."""
    if at is None:
        return Travel()
    stated = at.direction
    period = read_period(at.period)
    if at.value is None or period is None:
        return Travel(stated=stated, why_not="no figure for the period")
    better = polarity(measure)
    if better is None:
        return Travel(stated=stated, why_not="higher is neither better nor worse")
    earlier = _comparable(measure, readings, at, period)
    if not earlier:
        return Travel(stated=stated, why_not="no earlier figure")
    against = earlier[-1]
    ago = next((r for r in earlier if read_period(r.period) == year_before(period)), None)
    return Travel(
        computed=_between(against, at, better),
        against=against,
        stated=stated,
        year=_between(ago, at, better) if ago else None,
        year_ago=ago,
    )


def _between(before: Reading, after: Reading, better: Polarity) -> Direction | None:
    if before.value is None or after.value is None:
        return None
    return compare(before.value.value, after.value.value, better)


def _comparable(
    measure: Measure, readings: Sequence[Reading], at: Reading, period: Period
) -> list[Reading]:
    """The earlier readings that can be compared with a reading, oldest first.

    Readings from before the way of counting changed cannot, nor can those in another unit. Numbers
    over periods of different lengths cannot be compared either, but shares can.
    """
    comparable: list[Reading] = []
    for reading in (*readings, at):
        when = read_period(reading.period)
        if reading.breaks and when and when.end <= period.end:
            comparable = []
        if when is None or when.end >= period.end or reading.value is None:
            continue
        same_unit = (reading.unit or measure.unit) == (at.unit or measure.unit)
        if same_unit and (when.length == period.length or _is_share(at.unit or measure.unit)):
            comparable.append(reading)
    return comparable


def _is_share(unit: str | None) -> bool:
    """Whether figures in a unit mean the same over periods of any length."""
    return unit is not None and (unit == "%" or unit.startswith("per "))
