"""The workbook of the tutorial is what its maker makes."""

from __future__ import annotations

from scrutiny_cli.spreadsheets import read
from tools.action_log import TARGET, made


def test_the_workbook_of_the_tutorial_is_up_to_date() -> None:
    """Cell for cell: how a zip file is packed differs from one system to the next."""
    assert read(TARGET.name, TARGET.read_bytes()) == read(TARGET.name, made())
