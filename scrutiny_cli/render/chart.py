"""Small charts of a trend: the coordinates for a picture, and a line of blocks for a terminal.

A chart is scaled to its data with their target, and dates are to scale. The numbers are next to the
chart and in its description. Figures from elsewhere are dots at its end.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from scrutiny_cli.reports.model import Point, Trend

WIDTH, HEIGHT, MARGIN = 130, 34, 5
BLOCKS = "▁▂▃▄▅▆▇█"
GAP = "·"


@dataclass(frozen=True, slots=True)
class Dot:
    """One figure of a chart; the last one is marked."""

    x: str
    y: str
    last: bool


class Band(NamedTuple):
    """The band of a target range: the height of its top, and its own height."""

    top: str
    height: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A trend ready to draw: numbers as text, in units of the picture.

    ``lines`` are the corners of each unbroken stretch; ``others`` the figures from elsewhere; ``targets``
    the heights of the target's ends; ``band`` a range that is to be kept.
    """

    width: int
    height: int
    title: str
    description: str
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    others: tuple[Dot, ...]
    targets: tuple[str, ...]
    band: Band | None


def _scale(trend: Trend) -> tuple[Decimal, Decimal]:
    """Return the lowest and the highest value on the chart."""
    points = (*trend.points, *trend.others)
    values = [point.value for point in points if point.value is not None]
    known = [*values, *(end for end in (trend.low, trend.high) if end is not None)]
    low, high = min(known), max(known)
    return (low, high) if high > low else (low - 1, high + 1)


def draw(trend: Trend) -> Picture:
    """Return the coordinates of a trend's chart."""
    low, high = _scale(trend)
    first, last = trend.points[0].day, trend.points[-1].day
    days = (last - first).days

    def x(point: Point) -> Decimal:
        share = Decimal((point.day - first).days) / days if days else Decimal("0.5")
        return MARGIN + share * (WIDTH - 2 * MARGIN)

    def y(value: Decimal) -> Decimal:
        return HEIGHT - MARGIN - (value - low) / (high - low) * (HEIGHT - 2 * MARGIN)

    placed = [(x(p), y(p.value)) if p.value is not None else None for p in trend.points]
    shown = [place for place in placed if place]
    ends = [y(end) for end in (trend.high, trend.low) if end is not None]
    both = trend.low is not None and trend.high is not None and trend.low != trend.high
    return Picture(
        width=WIDTH,
        height=HEIGHT,
        title=trend.title,
        description=describe(trend),
        lines=tuple(_stretches(trend, placed)),
        dots=tuple(Dot(_text(px), _text(py), (px, py) == shown[-1]) for px, py in shown),
        others=tuple(
            Dot(_text(Decimal(WIDTH - MARGIN)), _text(y(p.value)), last=False)
            for p in trend.others
            if p.value is not None
        ),
        targets=tuple(dict.fromkeys(_text(end) for end in ends)),
        band=Band(_text(ends[0]), _text(ends[1] - ends[0])) if both else None,
    )


def _stretches(trend: Trend, placed: list[tuple[Decimal, Decimal] | None]) -> list[str]:
    """Return the points of each line; a line ends at a gap and where the way of counting changed."""
    stretches: list[list[str]] = [[]]
    for point, place in zip(trend.points, placed, strict=True):
        if place is None or point.breaks:
            stretches.append([])
        if place is not None:
            stretches[-1].append(f"{_text(place[0])},{_text(place[1])}")
    return [" ".join(corners) for corners in stretches if len(corners) > 1]


def _text(number: Decimal) -> str:
    """Return a coordinate, to a tenth of a unit."""
    return f"{number.quantize(Decimal('0.1')):f}"


def describe(trend: Trend) -> str:
    """Return in words what the chart shows."""
    figures = "; ".join(
        f"{point.period}: {point.shown}{', counted differently from here on' * point.breaks}"
        for point in trend.points
    )
    target = f" Target: {trend.target}." if trend.target else ""
    others = "; ".join(f"{point.period}: {point.shown}" for point in trend.others)
    return f"{figures}.{target}{f' Elsewhere: {others}.' if others else ''}"


def sparkline(trend: Trend) -> str:
    """Return the trend as a line of blocks, one for each figure and a dot for each gap."""
    values = [point.value for point in trend.points if point.value is not None]
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    steps = (len(BLOCKS) - 1) / (high - low) if high > low else Decimal(0)
    return "".join(
        GAP if point.value is None else BLOCKS[int((point.value - low) * steps)]
        for point in trend.points
    )
