"""Measures and readings for tests, in the words of a record; plans of the sample register."""

from datetime import date
from decimal import Decimal
from typing import Any

from scrutiny_cli.domain.committees import RagRule
from scrutiny_cli.domain.plans import Measure, Reading
from scrutiny_cli.reports.model import Report
from scrutiny_cli.reports.plans import plan, scorecard
from tests.sample import standpoint

POINTS = RagRule.model_validate({"amber_within": "10", "measured_in": "points"})
PERCENT = RagRule.model_validate({"amber_within": "10", "measured_in": "percent"})
RULES = {"points": POINTS, "percent": PERCENT}


def figure(value: Decimal | int | str) -> str:
    """A number as a record has it."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def measure(*readings: dict[str, Any] | str, **fields: Any) -> Measure:
    """A measure; a reading may be just its value, each a month after the one before."""
    held = [
        {"period": f"2021-{position:02d}", "value": reading}
        if isinstance(reading, str)
        else reading
        for position, reading in enumerate(readings, 1)
    ]
    return Measure.model_validate({"id": "m", "title": "Visits", "readings": held, **fields})


def reading(value: Decimal | int | str, **fields: Any) -> Reading:
    """A reading for September 2021."""
    return Reading.model_validate({"period": "2021-09", "value": figure(value), **fields})


def plan_of(name: str, as_of: date, mark: str = "") -> Report:
    """A plan of the sample register."""
    at = standpoint(as_of, mark)
    return plan.report(at, at.register.plans[name])


def scorecard_of(name: str, as_of: date, mark: str = "") -> Report:
    """The scorecard of a plan of the sample register."""
    at = standpoint(as_of, mark)
    return scorecard.report(at, at.register.plans[name])
