"""Tables in the terminal: the words of a heading stay whole."""

from datetime import date

import pytest

from scrutiny_cli.render import terminal
from scrutiny_cli.render.formats import Surface
from scrutiny_cli.reports.model import Column, Report, Section, Table, rows

HEADS = ("Question", "Meeting", "Questioner", "Received", "Status", "Answer", "Supplementary")
ROW = (
    *("PQ 1 q-2020-03-16-pq1", "16 March 2020", "Councillor Jeremy Milln", "not recorded"),
    *("accepted", "not recorded", "Written answer by the director of children and families"),
)


def shown(width: int, heads: tuple[str, ...] = HEADS, row: tuple[str, ...] = ROW) -> list[str]:
    columns = tuple(Column(head) for head in heads)
    table = Table("Questions", columns, rows(columns, [row]))
    report = Report(
        name="questions",
        title="Questions",
        as_of=date(2021, 11, 15),
        revision="",
        sections=(Section("questions", None, (table,)),),
    )
    return terminal.render(report, Surface(width=width)).splitlines()


@pytest.mark.parametrize("width", range(118, 131))
def test_no_heading_is_broken_within_a_word_and_no_line_is_too_long(width: int) -> None:
    lines = shown(width)
    assert lines[0].split() == list(HEADS)
    assert max(map(len, lines)) <= width
    words = " ".join(" ".join(lines).split())
    assert all(word in words for word in ("Written", "children", "Councillor", "Milln"))


def test_where_no_heading_fits_they_are_broken() -> None:
    """Better that than a table that runs off the edge."""
    lines = shown(28, ("Supplementary", "Classification"), ("a" * 30, "b" * 30))
    assert max(map(len, lines)) <= 28
    assert "".join(lines).count("a") >= 30


@pytest.mark.parametrize("width", range(60, 131))
def test_no_id_is_broken_at_any_width(width: int) -> None:
    assert "q-2020-03-16-pq1" in "\n".join(shown(width)).split()


def test_below_the_room_for_columns_each_row_is_shown_line_by_line() -> None:
    assert shown(97)[1] == "  Meeting        16 March 2020"
