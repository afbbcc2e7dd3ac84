"""Working days: all but weekends, bank holidays and the council's own closures."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from scrutiny_cli.domain.committees import BankHolidays, Rules
from scrutiny_cli.domain.dates import ONE_DAY, WEEKDAYS

_SUBDIVISIONS = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}


@lru_cache(maxsize=512)
def bank_holidays(nation: BankHolidays, year: int) -> dict[date, str]:
    """The bank holidays of a nation in a year, by date, with their names."""
    if nation == "none":
        return {}
    calendar = _united_kingdom()
    return dict(calendar(subdiv=_SUBDIVISIONS[nation], years=year, language="en_GB"))


@cache
def _united_kingdom() -> Any:
    """Load the calendar of the United Kingdom alone, because the package loads every country."""
    name = "holidays.countries.united_kingdom"
    package = find_spec("holidays")
    assert package is not None
    assert package.origin is not None
    file = Path(package.origin).with_name("countries") / "united_kingdom.py"
    spec = spec_from_file_location(name, file) if file.is_file() else None
    if spec is None or spec.loader is None:
        return import_module(name).UnitedKingdom
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.UnitedKingdom


@dataclass(frozen=True)
class WorkingDays:
    """The working days of a council."""

    nation: BankHolidays = "England"
    closed: frozenset[date] = field(default_factory=frozenset)

    @classmethod
    def of(cls, rules: Rules) -> "WorkingDays":
        """The working days by a committee's rules."""
        return cls(rules.bank_holidays, frozenset(rules.closed_days))

    def why_not(self, day: date) -> str | None:
        """The reason why a date is not a working day, or ``None`` if it is one."""
        if day.weekday() >= 5:
            return WEEKDAYS[day.weekday()]
        name = bank_holidays(self.nation, day.year).get(day)
        if name:
            return f"bank holiday: {name}"
        return "the council is closed" if day in self.closed else None

    def works(self, day: date) -> bool:
        """Whether a date is a working day."""
        return self.why_not(day) is None

    def before(self, day: date) -> Iterator[date]:
        """The dates before a date, latest first."""
        while day > date.min:
            day -= ONE_DAY
            yield day
