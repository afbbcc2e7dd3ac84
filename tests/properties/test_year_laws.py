"""Laws of the committee's year: the municipal year, the numbers of minutes, written dates."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.domain.dates import (
    MONTH_NAMES,
    full_date,
    impossible,
    long_date,
    may_be_impossible,
    written_dates,
)
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.minutes import first_number, misnumbered, runs
from scrutiny_cli.domain.municipal_year import (
    first_day,
    last_day,
    municipal_year,
    read_year,
    year_before,
)

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@given(days)
def test_a_year_holds_its_days_and_touches_the_year_before(day: date) -> None:
    year = municipal_year(day)
    assert first_day(year) <= day <= last_day(year)
    assert read_year(year) == year
    assert last_day(year_before(year)) + timedelta(days=1) == first_day(year)


@given(days, st.text(max_size=20), st.text(max_size=20))
def test_a_date_printed_by_the_tool_is_read_back_and_possible(
    day: date, before: str, after: str
) -> None:
    text = f"{before} {full_date(day)} {after}"
    found = [written for written in written_dates(text) if written.year == day.year]
    assert any(written.nearest(day) == day and impossible(written) is None for written in found), (
        text
    )


@given(days, st.integers(1, 6))
def test_a_weekday_that_is_not_the_days_is_always_found(day: date, off: int) -> None:
    other = full_date(day + timedelta(days=off)).split()[0]
    (written,) = written_dates(f"on {other} {long_date(day)}")
    assert impossible(written) == f"it is {full_date(day)}"


@given(st.text("0123 59JuneFbrayMondT/-,sthof2", max_size=30))
def test_no_text_with_an_impossible_date_is_passed_over(text: str) -> None:
    if any(impossible(written, 2021) for written in written_dates(text)):
        assert may_be_impossible(text.encode())


@given(
    st.integers(0, 39),
    st.integers(1, 12),
    st.sampled_from(["", "st ", "th of "]),
    st.sampled_from(["", " 2021", ", 2020"]),
    st.sampled_from(["", "Monday ", "Sunday, the "]),
)
def test_no_impossible_date_is_passed_over(
    day: int, month: int, ordinal: str, year: str, weekday: str
) -> None:
    name = MONTH_NAMES[month - 1]
    texts = (f"{weekday}{day}{ordinal or ' '}{name}{year}", f"2021-{month:02d}-{day:02d}")
    for text in (*texts, f"{day}/{month}/2021"):
        if any(impossible(written, 2021) for written in written_dates(text)):
            assert may_be_impossible(text.encode())


def held(day: date, first: int, count: int) -> Meeting:
    numbers = range(first, first + count)
    return Meeting.model_validate(
        {
            "id": f"m-{day.isoformat()}",
            "date": day.isoformat(),
            "minutes": [{"number": str(number)} for number in numbers],
        }
    )


@given(
    st.sets(days, min_size=1, max_size=12),
    st.lists(st.integers(1, 12), min_size=12, max_size=12),
)
def test_minutes_started_where_the_last_ended_are_never_misnumbered(
    on: set[date], sizes: list[int]
) -> None:
    meetings: list[Meeting] = []
    for day, size in zip(sorted(on), sizes, strict=False):
        number, missing = first_number(held(day, 1, 0), meetings)
        assert missing == ()
        meetings.append(held(day, number, size))
    assert [list(misnumbered(run)) for run in runs(meetings)] == [[]] * len(runs(meetings))
