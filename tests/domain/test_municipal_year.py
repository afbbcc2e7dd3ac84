"""The municipal year starts in May and is written in one way."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.domain.municipal_year import (
    first_day,
    last_day,
    municipal_year,
    read_year,
    year_before,
)
from scrutiny_cli.workspace.loading import load
from tests.registers import BASE, write_tree

WRITTEN = "a municipal year is written 2021/22"
BEGINS = "the municipal year that begins in 2021 is 2021/22"


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2021, 4, 30), "2020/21"),
        (date(2021, 5, 1), "2021/22"),
        (date(2021, 12, 31), "2021/22"),
        (date(2022, 1, 1), "2021/22"),
        (date(2099, 6, 1), "2099/00"),
    ],
)
def test_date_is_in_the_year_that_started_in_may(day: date, year: str) -> None:
    assert municipal_year(day) == year


@pytest.mark.parametrize(
    "written", ["2021/22", "2021-22", "2021/2022", "2021-2022", " 2021 / 22 ", "2021 - 22"]
)
def test_year_is_read_in_each_way_of_writing(written: str) -> None:
    assert read_year(written) == "2021/22"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2021", WRITTEN),
        ("21/22", WRITTEN),
        ("2021/22x", WRITTEN),
        ("", WRITTEN),
        ("1066/67", WRITTEN),
        ("2021/23", BEGINS),
        ("2021/21", BEGINS),
        ("2021/2021", BEGINS),
    ],
)
def test_other_text_is_refused_as_a_municipal_year(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{why}$"):
        read_year(written)


def test_year_has_a_first_day_a_last_day_and_a_year_before() -> None:
    assert first_day("2021/22") == date(2021, 5, 1)
    assert last_day("2021/22") == date(2022, 4, 30)
    assert year_before("2000/01") == "1999/00"


def test_topic_with_an_impossible_year_is_a_problem_with_its_place(tmp_path: Path) -> None:
    topics = "- {id: a, topic: Fostering, list: proposed, year: 2021/23}\n"
    loaded = load(write_tree(tmp_path, BASE | {"records/programme/2021.yaml": topics}))
    (fault,) = loaded.diagnostics
    assert (fault.code, fault.field, fault.line) == ("bad-value", "year", 1)
    assert "the municipal year that begins in 2021 is 2021/22" in fault.message


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_year_contains_its_days_and_follows_the_year_before(day: date) -> None:
    year = municipal_year(day)
    assert first_day(year) <= day <= last_day(year)
    assert read_year(year) == year
    assert last_day(year_before(year)) + timedelta(days=1) == first_day(year)
