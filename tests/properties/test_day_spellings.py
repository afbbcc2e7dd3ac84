"""One spelling of a day means one day in every record, on the command line and in an import."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from scrutiny_cli.cli.options import as_of_date
from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.dates import MONTH_NAMES, WEEKDAYS, days_in, parse_date
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.periods import read_period
from scrutiny_cli.errors import UsageError
from scrutiny_cli.importing.cell_text import day_of
from scrutiny_cli.importing.spreadsheets import Cell

days = st.dates(date(1970, 1, 1), date(2069, 12, 31))
SPELLINGS: tuple[Callable[[date], str], ...] = (
    date.isoformat,
    lambda d: f"{d:%Y/%m/%d}",
    lambda d: f"{d:%Y.%m.%d}",
    lambda d: f"{d:%Y–%m–%d}",
    lambda d: f"{d:%Y-%m-%d 00:00:00}",
    lambda d: f"{d:%Y-%m-%d}T00:00:00Z",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d:%d/%m/%y}",
    lambda d: f"{d:%d-%m-%Y}",
    lambda d: f"{d.day} {MONTH_NAMES[d.month - 1][:3]} {d:%y}",
    lambda d: f"{d.day}-{MONTH_NAMES[d.month - 1][:3]}-{d:%y}",
    lambda d: f"{WEEKDAYS[d.weekday()][:3]} {d.day} {MONTH_NAMES[d.month - 1][:3]} {d.year}",
    lambda d: f"{MONTH_NAMES[d.month - 1]} {d.day}, {d.year}",
)
NO_DAYS = (
    *("30/02/2022", "31.4.2022", "02/28/2022", "2022-2-1", "2022/13/01", "2022-02-01 14:30"),
    *("20220201", "1/2-2022", "31 Janaury 2022", "Mon 1 Feb 2022", "February 30, 2022", "0.2.2022"),
)


def action(**fields: Any) -> Action:
    return Action.model_validate({"id": "x", "action": "y", **fields})


READERS: dict[str, Callable[[str], Any]] = {
    "due": lambda text: Due.model_validate(text).day,
    "due.by": lambda text: Due.model_validate({"after": "the audit", "by": text}).day,
    "due.either": lambda text: Due.model_validate({"either": [text]}).day,
    "due.milestones": lambda text: Due.model_validate({"milestones": [{"by": text}]}).day,
    "due.next": lambda text: Due.model_validate({"every": "year", "next": text}).day,
    "completed": lambda text: action(completed=text).completed,
    "added": lambda text: action(added=text).added,
    "progress.on": lambda text: action(progress=[{"on": text, "note": "z"}]).progress[0].on,
    "meeting.date": lambda text: Meeting.model_validate({"id": "m", "date": text}).date,
    "command line": as_of_date,
}


@given(days, st.sampled_from(SPELLINGS))
def test_every_spelling_of_a_day_is_the_same_day_everywhere(
    meant: date, spelling: Callable[[date], str]
) -> None:
    text = spelling(meant)
    imported = day_of(Cell(text))
    assert imported is not None
    assert {name: read(text) for name, read in READERS.items()} == dict.fromkeys(READERS, meant)
    assert imported.day == meant
    assert (read_period(text) or [None])[0] == meant
    assert [found.day for found in days_in(f"Sent {text}, and filed.")] == [meant]


@pytest.mark.parametrize("text", NO_DAYS)
@pytest.mark.parametrize("reader", READERS)
def test_figures_that_are_not_a_day_are_refused_everywhere(reader: str, text: str) -> None:
    with pytest.raises((ValidationError, UsageError)):
        READERS[reader](text)


@pytest.mark.parametrize("text", NO_DAYS)
def test_import_takes_no_day_from_what_a_record_refuses(text: str) -> None:
    assert day_of(Cell(text)) is None


@given(st.text(st.sampled_from("0123 /.-–:TZJanFebMon,'sth"), max_size=16))
def test_what_the_command_line_reads_the_due_date_reads_too(text: str) -> None:
    try:
        meant = parse_date(text)
    except ValueError:
        return
    assert Due.model_validate(text).day == meant
