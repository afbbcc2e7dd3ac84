"""A law of minute numbers: those that follow the last ones are never wrong."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.minutes import first_number, misnumbered, runs

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


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
def test_minutes_numbered_after_the_last_are_never_misnumbered(
    on: set[date], sizes: list[int]
) -> None:
    meetings: list[Meeting] = []
    for day, size in zip(sorted(on), sizes, strict=False):
        number, missing = first_number(held(day, 1, 0), meetings)
        assert missing == ()
        meetings.append(held(day, number, size))
    assert [list(misnumbered(run)) for run in runs(meetings)] == [[]] * len(runs(meetings))
