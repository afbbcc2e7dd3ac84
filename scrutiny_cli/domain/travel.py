"""Direction of travel: whether a measure improves, holds steady or worsens.

It says whether things got better, not which way a number went: a share that falls from 18% to 16%
improves where less is better. Where two readings of a series stand it is computed; where only one
does, what the officer stated stands as stated.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from scrutiny_cli.domain.periods import Period, read_period, year_before
from scrutiny_cli.domain.plans import Direction, Measure, Reading
from scrutiny_cli.domain.ratings import Bounds, ways

Polarity = Literal["higher", "lower"] | Bounds
"""Which way is better: higher, lower, or nearer to a range and best inside it."""


class Travel(NamedTuple):
    """Where a reading stands against the one before and against the year before.

    ``computed`` needs an earlier reading, ``against``; ``stated`` is the officer's. ``year`` is
    the computed direction since the same period a year earlier, ``year_ago``. ``why_not`` says why
    nothing was computed.
    """

    computed: Direction | None = None
    against: Reading | None = None
    stated: Direction | None = None
    year: Direction | None = None
    year_ago: Reading | None = None
    why_not: str | None = None

    @property
    def direction(self) -> Direction | None:
        """The direction to show: the computed one, else the stated one."""
        return self.computed or self.stated

    @property
    def basis(self) -> Literal["computed", "stated"] | None:
        """Where that direction comes from."""
        return "computed" if self.computed else "stated" if self.stated else None

    @property
    def differs(self) -> bool:
        """Whether what the officer stated is not what two readings say."""
        return None not in (self.computed, self.stated) and self.computed != self.stated


def polarity(measure: Measure) -> Polarity | None:
    """Which way is better for a measure, by its target or else by `better`."""
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

    With a range the judgement goes by where the two values lie, since each end is a limit of its
    own. Into the range is better, out of it is worse, and inside it one value is as good as
    another. On the same side of it, nearer is better. From one side to the other is worse, however
    near the end that was passed: the range was crossed and not kept, so one fault has been
    exchanged for the opposite one, and a distance from the floor and a distance from the ceiling
    are no amounts of the same thing. (111 children on protection plans, then 153, where 140 to 150
    is meant to be kept: the council's own plan calls that worse.)
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
    """The direction of travel of a reading among those of its series, which stand by period."""
    if at is None:
        return Travel()
    stated = at.direction
    period = read_period(at.period)
    if at.value is None or period is None:
        return Travel(stated=stated, why_not="no figure for the period")
    better = polarity(measure)
    if better is None:
        return Travel(stated=stated, why_not="nothing says which way is better")
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
    """The earlier readings that a reading may be held against, oldest first.

    None from before counting changed; none in another unit; and a number counted over a quarter is
    not held against one counted over a year, though a share may be.
    """
    found: list[Reading] = []
    for reading in (*readings, at):
        when = read_period(reading.period)
        if reading.breaks and when and when.end <= period.end:
            found = []
        if when is None or when.end >= period.end or reading.value is None:
            continue
        same_unit = (reading.unit or measure.unit) == (at.unit or measure.unit)
        if same_unit and (when.length == period.length or _is_share(at.unit or measure.unit)):
            found.append(reading)
    return found


def _is_share(unit: str | None) -> bool:
    """Whether figures in a unit mean the same over a month and over a year."""
    return unit is not None and (unit == "%" or unit.startswith("per "))
