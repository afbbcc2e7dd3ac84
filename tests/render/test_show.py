"""A cell of any type as plain words, as tables for machines and narrow terminals have it."""

from datetime import date, datetime, time

import pytest

from scrutiny_cli.render.show import words
from scrutiny_cli.reports.model import Cell, Prose


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (None, ""),
        (datetime(2021, 11, 17, 17), "5.00 pm on 17 November 2021"),  # noqa: DTZ001  # a local hour
        (date(2021, 11, 17), "17 November 2021"),
        (time(14, 30), "2.30 pm"),
        (Prose("*As* written"), "*As* written"),
        (("Write.", None, date(2021, 11, 17)), "Write.; 17 November 2021"),
        ((None, None), ""),
    ],
)
def test_cell_of_any_type_is_shown_in_words(cell: Cell, told: str) -> None:
    assert words(cell) == told
