"""Removal of small counts, which could identify people.

A committee may set ``suppress_below``. Counts below it are then removed from the register before any
document is made, so nothing can show them. Figures within text are not searched for.
"""

from decimal import Decimal

from scrutiny_cli.domain.plans import Measure, MeasureTable, Reading

# Units that do not count people or things: shares, rates, money and time.
_MEASURING = {"%", "points", "percentage points"}
_TIME = ("day", "week", "month", "hour", "minute", "year")


def counts_things(unit: str | None) -> bool:
    """Whether a figure in a unit counts people or things. A figure without a unit does."""
    if unit is None:
        return True
    words = unit.lower().split()
    if unit in _MEASURING or words[:1] == ["per"] or unit.startswith("£"):
        return False
    return not any(word.startswith(_TIME) for word in words)


def without_small_counts(measure: Measure, below: int) -> Measure:
    """A measure without its counts below a number, or the same measure if there are none."""
    if measure.suppress is False:
        return measure
    readings = tuple(_reading(measure, reading, below) for reading in measure.readings)
    tables = tuple(_table(table, below) for table in measure.tables)
    pairs = zip((*readings, *tables), (*measure.readings, *measure.tables), strict=True)
    if all(new is old for new, old in pairs):
        return measure
    return measure.model_copy(update={"readings": readings, "tables": tables})


def _table(table: MeasureTable, below: int) -> MeasureTable:
    """A table as it is, or without its lines if one of its cells is a count below a number."""
    cells = (cell.strip() for line in table.lines[1:] for cell in line[1:])
    if not any(cell.isdecimal() and int(cell) < below for cell in cells):
        return table
    words = f"Not shown: it has counts below {below}."
    return table.model_copy(update={"csv": None, "file": None, "note": words})


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
    if unit == "%" and _gives_away_few(value, reading.of.value, below):
        # The share may stay, because without its whole it gives away no number.
        return reading.model_copy(update={"of": None, "note": None})
    return reading


def _hidden(reading: Reading) -> Reading:
    hidden = {"value": None, "missing": "too small", "of": None, "note": None}
    return reading.model_copy(update=hidden)


def _gives_away_few(share: Decimal, of: Decimal, below: int) -> bool:
    """Whether a share, or the rest of its whole, is a count below a number."""
    part = (share * of / 100).to_integral_value()
    return part < below or of - part < below
