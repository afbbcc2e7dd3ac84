"""Small pictures of a trend: where the strokes go, and a line of blocks for a terminal.

Every picture begins at nought, so that a small change looks small, and dates lie as far apart as
they are. What they show stands in numbers beside them and in their description.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from scrutiny_cli.reports.model import Point, Trend

WIDTH, HEIGHT, MARGIN = 160, 42, 5
BLOCKS = "▁▂▃▄▅▆▇█"
GAP = "·"


@dataclass(frozen=True, slots=True)
class Dot:
    """One figure of a picture; the last one is marked."""

    x: str
    y: str
    last: bool


class Band(NamedTuple):
    """A range that is to be kept: how high its top is, and how high it is itself."""

    top: str
    height: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A trend ready to draw: numbers as text, in units of the picture.

    ``foot`` is the height of nought; ``lines`` are the corners of each unbroken stretch; ``targets`` the heights of the target's
    ends; ``band`` a range that is to be kept.
    """

    width: int
    height: int
    title: str
    description: str
    foot: str
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    targets: tuple[str, ...]
    band: Band | None


def _scale(trend: Trend) -> tuple[Decimal, Decimal]:
    """The lowest and the highest value that the picture has room for."""
    values = [point.value for point in trend.points if point.value is not None]
    ends = [end for end in (trend.low, trend.high) if end is not None]
    low, high = min([Decimal(0), *values, *ends]), max([Decimal(0), *values, *ends])
    return low, high if high > low else low + 1


def draw(trend: Trend) -> Picture:
    """Where everything of a trend stands in its picture."""
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
        foot=_text(y(Decimal(0))),
        lines=tuple(_stretches(trend, placed)),
        dots=tuple(Dot(_text(px), _text(py), (px, py) == shown[-1]) for px, py in shown),
        targets=tuple(dict.fromkeys(_text(end) for end in ends)),
        band=Band(_text(ends[0]), _text(ends[1] - ends[0])) if both else None,
    )


def _stretches(trend: Trend, placed: list[tuple[Decimal, Decimal] | None]) -> list[str]:
    """The corners of each line: it stops at a gap, and where counting changed."""
    stretches: list[list[str]] = [[]]
    for point, place in zip(trend.points, placed, strict=True):
        if place is None or point.breaks:
            stretches.append([])
        if place is not None:
            stretches[-1].append(f"{_text(place[0])},{_text(place[1])}")
    return [" ".join(corners) for corners in stretches if len(corners) > 1]


def _text(number: Decimal) -> str:
    """A place in the picture, to a tenth of a unit."""
    return f"{number.quantize(Decimal('0.1')):f}"


def describe(trend: Trend) -> str:
    """Everything the picture shows, in words."""
    told = "; ".join(
        f"{point.period}: {point.shown}{', counted otherwise from here on' * point.breaks}"
        for point in trend.points
    )
    return f"{told}. Target: {trend.target}." if trend.target else f"{told}."


def sparkline(trend: Trend) -> str:
    """The trend as a line of blocks, one for each figure, with a dot for what is missing."""
    low, high = _scale(trend)
    steps = len(BLOCKS) - 1
    return "".join(
        GAP if point.value is None else BLOCKS[int((point.value - low) / (high - low) * steps)]
        for point in trend.points
    )
