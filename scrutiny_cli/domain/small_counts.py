"""Small counts, which could tell of single people, taken out before any document is made.

A committee may set ``suppress_below``. Then a count below it leaves the register that documents are
made from: no table, picture or file can show what it no longer holds. Words are not searched for
figures.
"""

from decimal import Decimal

from scrutiny_cli.domain.plans import Measure, Reading

# Units that measure and do not count: shares, rates, money and time.
_MEASURING = {"%", "points", "percentage points"}
_TIME = ("day", "week", "month", "hour", "minute", "year")


def counts_things(unit: str | None) -> bool:
    """Whether a figure in a unit counts people or things; without a unit it is taken to."""
    if unit is None:
        return True
    words = unit.lower().split()
    if unit in _MEASURING or words[:1] == ["per"] or unit.startswith("£"):
        return False
    return not any(word.startswith(_TIME) for word in words)


def without_small_counts(measure: Measure, below: int) -> Measure:
    """A measure without its counts below a number; the same one where there are none."""
    if measure.suppress is False:
        return measure
    readings = tuple(_reading(measure, reading, below) for reading in measure.readings)
    if all(new is old for new, old in zip(readings, measure.readings, strict=True)):
        return measure
    return measure.model_copy(update={"readings": readings})


def _reading(measure: Measure, reading: Reading, below: int) -> Reading:
    if reading.value is None:
        return reading
    unit = reading.unit or measure.unit
    value = reading.value.value
    if measure.suppress or counts_things(unit):
        return _hidden(reading) if value < below else reading
    if reading.of is None:
        return reading
    if reading.of.value < below:
        return _hidden(reading)
    if unit == "%" and _tells_of_few(value, reading.of.value, below):
        # The share may stay: without what it is a share of, it leads back to no number.
        return reading.model_copy(update={"of": None, "note": None})
    return reading


def _hidden(reading: Reading) -> Reading:
    gone = {"value": None, "missing": "too small", "of": None, "note": None}
    return reading.model_copy(update=gone)


def _tells_of_few(share: Decimal, of: Decimal, below: int) -> bool:
    """Whether a share, or what is left of the whole, comes to a count below a number."""
    part = (share * of / 100).to_integral_value()
    return part < below or of - part < below
