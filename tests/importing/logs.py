"""Small sheets for tests of importing, and what is proposed for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from scrutiny_cli.importing.importers import propose_import
from scrutiny_cli.importing.model import ImportOptions, Proposal
from scrutiny_cli.importing.spreadsheets import Cell, Merge, Row, Sheet, Workbook
from tests.sample import committee, sample

DAY = date(2021, 11, 15)
HEADS = ("No", "Meeting", "Action", "Owner", "Due", "Progress")


def sheet(*rows: Sequence[Any], name: str = "Log", merges: tuple[Merge, ...] = ()) -> Sheet:
    """A sheet of words; a date is a date, a cell is itself, nothing is no cell."""
    made = []
    for number, values in enumerate(rows, 1):
        cells = {
            column: value
            if isinstance(value, Cell)
            else Cell(value.isoformat(), day=value)
            if isinstance(value, date)
            else Cell(str(value))
            for column, value in enumerate(values)
            if value is not None and value != ""
        }
        if cells:
            made.append(Row(number, cells))
    return Sheet(name, tuple(made), merges)


def proposed(*sheets: Sheet, **options: Any) -> Proposal:
    """What sheets come to beside the sample register of one committee, without its actions."""
    alone = {committee().id: committee()}
    loaded = replace(sample(), register=sample().register.having(actions={}, committees=alone))
    return propose_import(
        "actions", Workbook(sheets), loaded, committee(), ImportOptions(as_of=DAY, **options)
    )


def data(*rows: Sequence[Any]) -> dict[str, Any]:
    """The one record that rows under the usual headings come to."""
    (new,) = proposed(sheet(HEADS, *rows)).new
    return {key: value for key, value in new.data.items() if key != "id"}
