"""Bank holidays are those of the library, of which only one calendar is loaded."""

import sys
from collections.abc import Iterator

import holidays
import pytest

from scrutiny_cli.domain import working_days
from scrutiny_cli.domain.committees import BankHolidays
from scrutiny_cli.domain.working_days import bank_holidays
from tests.programs import captured

NATIONS: list[tuple[BankHolidays, str]] = [
    ("England", "ENG"),
    ("Wales", "WLS"),
    ("Scotland", "SCT"),
    ("Northern Ireland", "NIR"),
]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    for kept in (working_days.bank_holidays, working_days._united_kingdom):
        kept.cache_clear()
    yield
    for kept in (working_days.bank_holidays, working_days._united_kingdom):
        kept.cache_clear()


@pytest.mark.parametrize(("nation", "subdivision"), NATIONS)
@pytest.mark.parametrize("alone", [True, False])
def test_bank_holidays_are_the_librarys(
    nation: BankHolidays, subdivision: str, alone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not alone:  # a release that lays out its files in another way
        monkeypatch.setattr(working_days, "spec_from_file_location", lambda *_: None)
    for year in (1995, 2022, 2023, 2030):
        expected = holidays.country_holidays("GB", subdiv=subdivision, years=year, language="en_GB")
        assert bank_holidays(nation, year) == dict(expected)


def test_other_calendars_of_the_library_are_not_loaded() -> None:
    script = (
        "import sys; from scrutiny_cli.domain.working_days import bank_holidays;"
        "assert bank_holidays('England', 2021); print('holidays.countries' in sys.modules)"
    )
    done = captured([sys.executable, "-c", script], check=True)
    assert done.stdout == "False\n"
