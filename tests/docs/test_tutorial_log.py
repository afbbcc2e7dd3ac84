"""The files of the tutorials are what their maker makes."""

from __future__ import annotations

import runpy

from scrutiny_cli.importing.spreadsheets import read
from tests.sample import ROOT


def test_the_files_of_the_tutorials_are_up_to_date() -> None:
    """Cell for cell: how a zip file is packed differs from one system to the next."""
    maker = runpy.run_path(str(ROOT / "tools/action_log.py"))
    target = maker["TARGET"]
    assert read(target.name, target.read_bytes()) == read(target.name, maker["made"]())
    responses = maker["RESPONSES"]
    assert read(responses.name, responses.read_bytes()) == read(responses.name, maker["document"]())
