"""Dates and times as clerks write them."""

import pickle
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.domain.dates import (
    LAST_YEAR,
    MONTH_NAMES,
    NotADay,
    clock,
    earliest,
    full_date,
    last_of_month,
    long_date,
    on_date,
    parse_date,
    parse_past,
    parse_time,
    quarter_end,
    read_due,
)

DAY = date(2021, 11, 23)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        "2021-11-23",
        "23 November 2021",
        "23 Nov 2021",
        "23 nov. 2021",
        "23rd November 2021",
        "23 November, 2021",
        "Tuesday 23 November 2021",
        "Tuesday, 23 November 2021",
        "tuesday 23 NOVEMBER 2021",
        "23/11/2021",
        "  2021-11-23 ",
        "23.11.2021",
        "23-11-2021",
        "23/11/21",
        "23.11.21",
        "Tues 23.11.21",
        "2021/11/23",
        "2021.11.23",
        "2021–11–23",
        "23 — 11 — 2021",
        "2021-11-23 00:00:00",
        "2021-11-23T00:00:00.000Z",
        "2021-11-23T00:00:00+00:00",
        "23/11/2021 0:00",
        "23 Nov 21",
        "23-Nov-21",
        "23/Nov/2021",
        "23Nov2021",
        "23 Nov '21",
        "23 Nov ’21",
        "Tue 23 Nov 2021",
        "Tues. 23rd Nov. 2021",
        "the 23rd of November 2021",
        "November 23, 2021",
        "Tuesday, November 23rd, 2021",
        "Nov 23 2021",
        "23\u00a0November\u00a02021",
        "23 November 2021.",
    ],
)
def test_date_is_read_in_each_way_of_writing(written: str) -> None:
    assert parse_date(written) == DAY


def test_first_and_last_date_that_are_read() -> None:
    assert parse_date("1 January 1900") == date(1900, 1, 1)
    assert parse_date("2199-12-31") == date(2199, 12, 31)


def test_date_with_slashes_has_the_day_first() -> None:
    assert parse_date("03/04/2021") == date(2021, 4, 3)
    assert parse_date("1/2/2021") == date(2021, 2, 1)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2021-02-29", "February 2021 has 28 days, not 29"),
        ("31 April 2021", "April 2021 has 30 days, not 31"),
        ("2021-13-01", "there is no month 13 in 2021-13-01"),
        ("11/23/2021", "there is no month 23 in 11/23/2021"),
        ("00/01/2021", "January 2021 has 31 days, not 0"),
        ("Monday 23 November 2021", "23 November 2021 is a Tuesday, not Monday"),
        ("Someday 23 November 2021", "23 November 2021 is a Tuesday, not Someday"),
        ("23 Brumaire 2021", "Brumaire is not a month"),
        ("31 Janaury 2021", r"Janaury is not a month; did you mean January\?"),
        ("Mon 23/11/2021", "23 November 2021 is a Tuesday, not Mon"),
        ("2021-11-23T10:00", "it has a time of day as well"),
        ("23/11/2021 09:30:00", "it has a time of day as well"),
        ("2021-11-2", "after the year, month and day need two figures each"),
        ("2021/1/22", "after the year, month and day need two figures each"),
        ("20211123", "not a date this register reads"),
        ("23-11/2021", "not a date this register reads"),
        ("23/11/1", "not a date this register reads"),
        ("1821-11-23", "the year 1821 is outside 1900 to 2199"),
        ("2200-01-01", "the year 2200 is outside 1900 to 2199"),
    ],
)
def test_impossible_date_is_refused_with_the_reason(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{why}$"):
        parse_date(written)


@pytest.mark.parametrize(
    "written",
    ["", "tomorrow", "November 2021", "٢٠٢١-١١-٢٣", "2021-11-23 (tbc)", "2021-11-23\n2021-11-24",
     "2nd half 2021", "3 weeks 2021", "23 November", "Nov 23", "12.30", "1.2", "2021/22"],
)  # fmt: skip
def test_other_text_is_not_guessed_to_be_a_date(written: str) -> None:
    with pytest.raises(NotADay):
        parse_date(written)


@given(days)
def test_each_printed_form_of_a_date_reads_back(day: date) -> None:
    for written in (
        day.isoformat(),
        long_date(day),
        full_date(day),
        f"{day.day}/{day.month}/{day.year}",
    ):
        assert parse_date(written) == day


@given(st.text(max_size=40))
def test_any_text_gives_a_date_or_a_reason(written: str) -> None:
    try:
        day = parse_date(written)
    except ValueError:
        return
    assert isinstance(day, date)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("2.30 pm", time(14, 30)),
        ("2:30PM", time(14, 30)),
        ("2.30 p.m.", time(14, 30)),
        ("2pm", time(14)),
        ("12 noon", time(12)),
        ("noon", time(12)),
        ("Midday", time(12)),
        ("23:59", time(23, 59)),
        ("12 pm", time(12)),
        ("12.15 am", time(0, 15)),
        ("0:00", time(0)),
        ("9:05", time(9, 5)),
        ("10.15 p.m.", time(22, 15)),
    ],
)
def test_time_is_read_in_each_way_of_writing(written: str, moment: time) -> None:
    assert parse_time(written) == moment


NO_TIME = "not a time this register reads"
TOO_FAR = "hours go to 23 and minutes to 59"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", NO_TIME),
        ("14", NO_TIME),
        ("870", NO_TIME),
        ("2.5 pm", NO_TIME),
        ("24:00", TOO_FAR),
        ("25:00", TOO_FAR),
        ("14:60", TOO_FAR),
        ("13 pm", "there is no 13 o'clock before or after noon"),
        ("0 am", "there is no 0 o'clock before or after noon"),
    ],
)
def test_other_text_is_refused_as_a_time_with_the_reason(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{why}$"):
        parse_time(written)


@given(st.times())
def test_printed_time_reads_back(moment: time) -> None:
    whole = moment.replace(second=0, microsecond=0)
    assert parse_time(clock(whole)) == whole
    assert parse_time(whole.strftime("%H:%M")) == whole


def test_noon_and_midnight_are_printed() -> None:
    assert clock(time(12)) == "12 noon"
    assert clock(time(0)) == "12.00 am"
    assert clock(time(12, 30)) == "12.30 pm"
    assert clock(time(14, 5)) == "2.05 pm"


@pytest.mark.parametrize(
    ("written", "last", "precision"),
    [
        ("Nov 2020", date(2020, 11, 30), "month"),
        ("February 2020", date(2020, 2, 29), "month"),
        ("Sept 2021", date(2021, 9, 30), "month"),
        ("End of December 2020", date(2020, 12, 31), "month"),
        ("by the end of March 2021", date(2021, 3, 31), "month"),
        ("By end June 2021", date(2021, 6, 30), "month"),
        ("31st January 2021", date(2021, 1, 31), "day"),
        ("by 31 January 2021", date(2021, 1, 31), "day"),
        ("13/11/20", date(2020, 11, 13), "day"),
        ("22/10/2019", date(2019, 10, 22), "day"),
        ("01/02/98", date(1998, 2, 1), "day"),
        ("31/12/69", date(2069, 12, 31), "day"),
        ("1/1/70", date(1970, 1, 1), "day"),
        ("June / July 2021", date(2021, 7, 31), "month"),
        ("September-October 2021", date(2021, 10, 31), "month"),
        ("May or June 2021", date(2021, 6, 30), "month"),
        ("Spring 2021", date(2021, 5, 31), "season"),
        ("summer 2021", date(2021, 8, 31), "season"),
        ("Autumn 2021", date(2021, 11, 30), "season"),
        ("Winter 2023", date(2024, 2, 29), "season"),
        ("Q1 2021/22", date(2021, 6, 30), "quarter"),
        ("Q3 2021/22", date(2021, 12, 31), "quarter"),
        ("Quarter 4 2021-2022", date(2022, 3, 31), "quarter"),
        ("2021", date(2021, 12, 31), "year"),
        # The first and the last year that are read, and those beyond.
        ("1900", date(1900, 12, 31), "year"),
        ("2199", date(2199, 12, 31), "year"),
        ("1899", None, "words"),
        ("2200", None, "words"),
        ("Q4 2198/99", date(2199, 3, 31), "quarter"),
        ("Q4 2199/00", None, "words"),
        ("Winter 2198", date(2199, 2, 28), "season"),
        ("Winter 2199", None, "words"),
        ("Ongoing", None, "ongoing"),
        ("on-going.", None, "ongoing"),
        ("continuous", None, "ongoing"),
        ("once the building is finished", None, "words"),
        ("Q5 2021/22", None, "words"),
        ("Q1 2021/23", None, "words"),
        ("Brumaire 2021", None, "words"),
        ("30 February 2021", None, "words"),
        ("31 Jan 22", date(2022, 1, 31), "day"),
        ("by the 1.2.22", date(2022, 2, 1), "day"),
        ("September – October 2021", date(2021, 10, 31), "month"),
        ("tbc", None, "words"),
    ],
)
def test_due_date_in_words_means_the_last_day_it_allows(
    written: str, last: date | None, precision: str
) -> None:
    assert read_due(written) == (last, precision)


@given(st.integers(1900, LAST_YEAR), st.integers(1, 12))
def test_month_in_words_means_its_last_day(year: int, month: int) -> None:
    name = MONTH_NAMES[month - 1]
    reading = read_due(f"End of {name} {year}")
    assert reading.day is not None
    assert reading.day == last_of_month(year, month) == read_due(f"{name[:3]} {year}").day
    assert reading.day.month == month


def test_quarters_of_a_financial_year_start_in_april() -> None:
    assert [quarter_end(2020, quarter) for quarter in (1, 2, 3, 4)] == [
        date(2020, 6, 30),
        date(2020, 9, 30),
        date(2020, 12, 31),
        date(2021, 3, 31),
    ]


@given(st.text(max_size=40))
def test_any_words_are_a_due_date(written: str) -> None:
    reading = read_due(written)
    assert (reading.day is None) == (reading.precision in ("ongoing", "words"))


@pytest.mark.parametrize(
    ("written", "first", "last", "printed"),
    [
        ("September 2020", "2020-09-01", "2020-09-30", "in September 2020"),
        ("In December 2019", "2019-12-01", "2019-12-31", "in December 2019"),
        ("Summer 2021", "2021-06-01", "2021-08-31", "in Summer 2021"),
        ("Winter 2020", "2020-12-01", "2021-02-28", "in Winter 2020"),
        ("June / July 2021", "2021-06-01", "2021-07-31", "in June / July 2021"),
        ("December to January 2021", "2020-12-01", "2021-01-31", "in December to January 2021"),
        ("Q4 2019/20", "2020-01-01", "2020-03-31", "in Q4 2019/20"),
        ("2019", "2019-01-01", "2019-12-31", "in 2019"),
        ("late 2019", "2019-01-01", "2019-12-31", "in late 2019"),
        ("before 7 September 2021", "0001-01-01", "2021-09-06", "before 7 September 2021"),
        ("Before September 2020", "0001-01-01", "2020-08-31", "before September 2020"),
        ("by the end of March 2020", "0001-01-01", "2020-03-31", "by the end of March 2020"),
        ("2020-09-30", "2020-09-30", "2020-09-30", "on 30 September 2020"),
    ],
)
def test_what_happened_may_be_dated_in_words(
    written: str, first: str, last: str, printed: str
) -> None:
    day = parse_past(written)
    assert (earliest(day).isoformat(), day.isoformat(), on_date(day)) == (first, last, printed)
    assert pickle.loads(pickle.dumps(day)) == day
    assert long_date(day) in (written, "30 September 2020")


@pytest.mark.parametrize(
    "written", ["before Easter", "7 September", "2020-09", "2019/20", "soon", "", "before", "20190"]
)
def test_words_without_a_last_day_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        parse_past(written)


@given(st.dates(date(1900, 2, 1), date(2199, 12, 31)))
def test_date_in_words_sorts_by_its_last_day_and_is_no_other_date(day: date) -> None:
    month = parse_past(f"{MONTH_NAMES[day.month - 1]} {day.year}")
    last = last_of_month(day.year, day.month)
    assert earliest(month) <= day <= month
    assert not month < last
    assert not month > last
    assert month != last
    assert last != month
    assert type(month + timedelta(1)) is date
    assert parse_past(f"before {long_date(day)}") < day
