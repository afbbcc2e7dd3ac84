"""Laws of written dates: those that cannot be are always found."""

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

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@given(days, st.text(max_size=20), st.text(max_size=20))
def test_printed_date_is_read_back_and_possible(day: date, before: str, after: str) -> None:
    text = f"{before} {full_date(day)} {after}"
    dates = [written for written in written_dates(text) if written.year == day.year]
    assert any(written.nearest(day) == day and impossible(written) is None for written in dates), (
        text
    )


@given(days, st.integers(1, 6))
def test_wrong_weekday_is_always_found(day: date, off: int) -> None:
    other = full_date(day + timedelta(days=off)).split()[0]
    (written,) = written_dates(f"on {other} {long_date(day)}")
    assert impossible(written) == f"it is {full_date(day)}"


@given(st.text("0123 59JuneFbrayMondT/-,sthof2", max_size=30))
def test_no_text_with_an_impossible_date_is_skipped(text: str) -> None:
    if any(impossible(written, 2021) for written in written_dates(text)):
        assert may_be_impossible(text.encode())


@given(
    st.integers(0, 39),
    st.integers(1, 12),
    st.sampled_from(["", "st ", "th of "]),
    st.sampled_from(["", " 2021", ", 2020"]),
    st.sampled_from(["", "Monday ", "Sunday, the "]),
)
def test_no_impossible_date_is_skipped(
    day: int, month: int, ordinal: str, year: str, weekday: str
) -> None:
    name = MONTH_NAMES[month - 1]
    texts = (f"{weekday}{day}{ordinal or ' '}{name}{year}", f"2021-{month:02d}-{day:02d}")
    for text in (*texts, f"{day}/{month}/2021"):
        if any(impossible(written, 2021) for written in written_dates(text)):
            assert may_be_impossible(text.encode())
