"""Pictures of a trend: where the strokes go, what they say, and the line of blocks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from scrutiny_cli.render import html
from scrutiny_cli.render.chart import HEIGHT, MARGIN, WIDTH, draw, sparkline
from scrutiny_cli.reports.model import Column, Point, Report, Section, Table, Trend, rows

FOOT = f"{HEIGHT - MARGIN}.0"
TOP = f"{MARGIN}.0"


def trend(*values: str | None, breaks: int | None = None, **fields: Decimal | str) -> Trend:
    points = tuple(
        Point(
            f"2021-{month:02d}",
            date(2021, month, 1),
            Decimal(value) if value is not None else None,
            value if value is not None else "not counted",
            month == breaks,
        )
        for month, value in enumerate(values, 1)
    )
    return Trend("Trend: visits", points, **fields)  # type: ignore[arg-type]  # by name


def test_a_picture_is_scaled_to_its_own_values() -> None:
    picture = draw(trend("80", "85", "90"))
    assert [dot.y for dot in picture.dots] == [FOOT, f"{HEIGHT / 2:.1f}", TOP]
    assert (picture.dots[0].x, picture.dots[-1].x) == (f"{MARGIN}.0", f"{WIDTH - MARGIN}.0")
    assert [dot.last for dot in picture.dots] == [False, False, True]


def test_dates_lie_as_far_apart_as_they_are() -> None:
    days = (date(2021, 1, 1), date(2021, 1, 11), date(2021, 4, 11))
    points = tuple(Point(str(day), day, Decimal(1), "1") for day in days)
    x = [float(dot.x) - MARGIN for dot in draw(Trend("t", points)).dots]
    assert x[1] / x[2] == pytest.approx(0.1, abs=0.001)


def test_a_gap_and_a_change_of_counting_break_the_line() -> None:
    assert len(draw(trend("1", "2", "3", "4")).lines) == 1
    assert len(draw(trend("1", "2", None, "3", "4")).lines) == 2
    broken = draw(trend("62", "59", "1036", "1055", breaks=3))
    assert len(broken.lines) == 2
    assert "2021-03: 1036, counted differently from here on" in broken.description
    # A point that stands alone has a dot and no line.
    alone = draw(trend("1", None, "2"))
    assert (alone.lines, len(alone.dots)) == ((), 2)


def test_the_target_is_a_line_and_a_range_is_a_band() -> None:
    at_least = draw(trend("85", "90", low=Decimal(95), target="at least 95%"))
    assert (at_least.targets, at_least.band) == ((TOP,), None)
    assert at_least.description.endswith("Target: at least 95%.")
    between = draw(trend("75", "150", low=Decimal(100), high=Decimal(125)))
    assert len(between.targets) == 2
    assert between.band is not None
    assert between.band[0] == between.targets[0]
    exactly = draw(trend("1", "2", low=Decimal(0), high=Decimal(0)))
    assert (exactly.targets, exactly.band) == ((FOOT,), None)


def test_a_figure_from_elsewhere_is_a_dot_and_is_told() -> None:
    own = trend("80", "90")
    elsewhere = Point("England", date(2018, 3, 31), Decimal(70), "70%, 2017/18")
    picture = draw(replace(own, others=(elsewhere,)))
    assert [dot.y for dot in picture.others] == [FOOT]
    assert [dot.y for dot in picture.dots] == [f"{HEIGHT / 2:.1f}", TOP]
    assert picture.description.endswith("Elsewhere: England: 70%, 2017/18.")


@pytest.mark.parametrize("values", [("0", "0"), ("7", "7"), ("-1", "-1"), ("1", None)])
def test_a_flat_trend_can_be_drawn(values: tuple[str | None, ...]) -> None:
    assert len(draw(trend(*values)).dots) == sum(value is not None for value in values)


@pytest.mark.parametrize(
    ("values", "line"),
    [
        (("0", "50", "100"), "▁▄█"),
        (("100", None, "100"), "█·█"),
        (("1230", "1122", "729"), "█▇▅"),
        (("0", "0"), "▁▁"),
    ],
)
def test_a_line_of_blocks_for_a_terminal(values: tuple[str | None, ...], line: str) -> None:
    assert sparkline(trend(*values)) == line


def test_every_picture_of_a_page_has_its_own_ids_and_tells_its_numbers() -> None:
    hostile = Trend("<script>&\"'", trend("1", "2").points)
    row = (trend("80", "85"), trend("3", None, "4"), hostile)
    columns = (Column("a"), Column("b"), Column("c"))
    table = Table("Pictures", columns, rows(columns, [row, row]))
    parts = tuple(Section(key, None, (table,)) for key in ("one", "two"))
    page = html.render(Report("report", "Pictures", date(2021, 9, 30), "0", parts))
    pictures = [
        ElementTree.fromstring(part.split("</svg>")[0] + "</svg>")
        for part in page.replace("<svg", "\0<svg").split("\0")[1:]
    ]
    assert len(pictures) == 12
    ids = [
        element.get("id") for picture in pictures for element in picture.iter() if element.get("id")
    ]
    assert len(ids) == len(set(ids)) == 24
    for picture in pictures:
        title, told = picture.find("title"), picture.find("desc")
        assert title is not None
        assert told is not None
        assert picture.get("role") == "img"
        assert picture.get("aria-labelledby") == title.get("id")
        assert picture.get("aria-describedby") == told.get("id")
    assert pictures[1].findtext("desc") == "2021-01: 3; 2021-02: not counted; 2021-03: 4."
    assert pictures[2].findtext("title") == "<script>&\"'"
