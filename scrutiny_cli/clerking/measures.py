"""Use case of measures: record a figure, or why there is none."""

from datetime import date

from scrutiny_cli.clerking.proposed import Proposed, changed, without_blanks
from scrutiny_cli.domain.periods import read_period
from scrutiny_cli.domain.plans import Measure
from scrutiny_cli.edits import Append, Set
from scrutiny_cli.errors import UsageError


def require_period(period: str) -> None:
    """Refuse a period that cannot be put in order."""
    if read_period(period) is None:
        raise UsageError(
            f"--period {period!r} is not a period that scrutiny can read",
            "write 2021-09, 2021-09-30, 'Q2 2021/22' or 2021/22",
        )


def record(
    measure: Measure,
    as_of: date,
    period: str,
    *,
    replace: bool = False,
    series: str | None = None,
    on: date | None = None,
    **values: str | bool | None,
) -> Proposed:
    """Propose a reading of a measure, at the end of its readings or instead of an old one.

    ``values`` are further fields of the reading. One for a period that has not ended gets the date.
    """
    require_period(period)
    parsed = read_period(period)
    if on is None and parsed and as_of < parsed.end:
        on = as_of
    data = without_blanks(period=period, series=series, **values, on=on)
    place = _place(measure, period, series)
    if place is None:
        return changed("measures", measure.id, Append(("readings",), data))
    if not replace:
        where = f"{measure.id} has a reading for {period}" + (f" ({series})" if series else "")
        raise UsageError(where, "add --replace to replace it")
    return changed("measures", measure.id, Set(("readings", place), data))


def _place(measure: Measure, period: str, series: str | None) -> int | None:
    """Return the position of the last reading for a period and series, or None."""
    wanted = read_period(period)
    places = [
        index
        for index, reading in enumerate(measure.readings)
        if reading.series == series and read_period(reading.period) == wanted
    ]
    return places[-1] if places else None
