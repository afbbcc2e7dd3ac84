"""Periods, as clerks write them."""

from datetime import date

import pytest

from scrutiny_cli.domain.periods import months_later, period_words, read_period, year_before


@pytest.mark.parametrize(
    ("written", "first", "last", "length"),
    [
        ("2019-09", date(2019, 9, 1), date(2019, 9, 30), "month"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("September 2019", date(2019, 9, 1), date(2019, 9, 30), "month"),
        ("Sept 2019", date(2019, 9, 1), date(2019, 9, 30), "month"),
        ("2019-09-30", date(2019, 9, 30), date(2019, 9, 30), "day"),
        ("30/09/2019", date(2019, 9, 30), date(2019, 9, 30), "day"),
        ("30 September 2019", date(2019, 9, 30), date(2019, 9, 30), "day"),
        ("2019/20", date(2019, 4, 1), date(2020, 3, 31), "financial year"),
        ("2019/2020", date(2019, 4, 1), date(2020, 3, 31), "financial year"),
        ("1999/00", date(1999, 4, 1), date(2000, 3, 31), "financial year"),
        ("Q1 2019/20", date(2019, 4, 1), date(2019, 6, 30), "quarter"),
        ("Q2 2019/20", date(2019, 7, 1), date(2019, 9, 30), "quarter"),
        ("quarter 3 2019/20", date(2019, 10, 1), date(2019, 12, 31), "quarter"),
        ("Q4  2019/20", date(2020, 1, 1), date(2020, 3, 31), "quarter"),
        ("H1 2019/20", date(2019, 4, 1), date(2019, 9, 30), "half"),
        ("half 2 2019/20", date(2019, 10, 1), date(2020, 3, 31), "half"),
        ("2019", date(2019, 1, 1), date(2019, 12, 31), "year"),
    ],
)
def test_period_has_a_first_and_a_last_day(
    written: str, first: date, last: date, length: str
) -> None:
    assert read_period(written) == (first, last, length)


@pytest.mark.parametrize(
    "written",
    [
        *("", "last month", "2019-13", "2019-00", "2019/21", "2019/2021", "2019-20", "Q5 2019/20"),
        *("Q2 2019", "H3 2019/20", "0000", "0000-01", "0000/01", "Q1 0000/01", "9999", "9999/00"),
        *("2019-02-30", "Smarch 2019", "Smarch 0000", "٢٠١٩", "September 0000", "2019-09-3"),
    ],
)
def test_text_that_names_no_single_period_is_not_read(written: str) -> None:
    assert read_period(written) is None


@pytest.mark.parametrize(
    ("written", "before"),
    [
        ("2019-09", "2018-09"),
        ("2020-02", "2019-02"),
        ("2021-02", "2020-02"),
        ("2020-02-29", "2019-02-28"),
        ("2021-02-28", "2020-02-28"),
        ("Q2 2019/20", "Q2 2018/19"),
        ("H2 2019/20", "H2 2018/19"),
        ("2019/20", "2018/19"),
        ("2019", "2018"),
    ],
)
def test_same_period_a_year_earlier(written: str, before: str) -> None:
    period = read_period(written)
    assert period
    assert year_before(period) == read_period(before)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2019-09", "September 2019"),
        ("sep 2019", "September 2019"),
        ("2019-09-30", "30 September 2019"),
        ("Q2  2019/20", "Q2 2019/20"),
        ("2019/20", "2019/20"),
        ("last month", "last month"),
    ],
)
def test_period_is_printed_in_words(written: str, words: str) -> None:
    assert period_words(written) == words


def test_months_later_is_the_last_day_of_a_month() -> None:
    assert months_later(date(2019, 9, 30), 2) == date(2019, 11, 30)
    assert months_later(date(2019, 12, 15), 2) == date(2020, 2, 29)
    assert months_later(date(2019, 3, 31), 24) == date(2021, 3, 31)
