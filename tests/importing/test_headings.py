"""The headings of an action log, and the fields they mean."""

from __future__ import annotations

from datetime import date

import pytest

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.importing import headings
from scrutiny_cli.importing.targets import ACTIONS as TARGET
from tests.importing.logs import proposed, sheet

ACTIONS = headings.known(TARGET)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Action ref", "number"),
        ("#", "number"),
        ("WHO?", "owner"),
        ("Lead officer(s)", "owner"),
        ("By when", "due"),
        ("Target date (dd/mm/yyyy):", "due"),
        ("Update/progress", "progress"),
        ("Progress\nupdate", "progress"),
        ("RAG", "status"),
        ("Reported complete", "reported"),
        ("Comments", "notes"),
        ("Lead Officer / Member", "owner"),
        ("Lead Officer", "owner"),
        ("Min.", "minute"),
        ("Min no", "minute"),
        ("Ref", "number"),
        ("Date reported to Panel/Committee", "reported"),
        # These could be two things, so they are none until somebody says so.
        ("Date", None),
        ("Completion date", None),
        ("Outcome", None),
    ],
)
def test_heading_means_the_field_that_clerks_mean_by_it(words: str, field: str | None) -> None:
    assert ACTIONS.read(words).field == field
    assert ACTIONS.having({"Completion date": "due"}).read(words).field == (
        "due" if words == "Completion date" else field
    )


def test_update_column_gives_its_entries_the_day_in_its_heading() -> None:
    assert ACTIONS.read("Update 12 October 2021") == (
        "Update 12 October 2021",
        "progress",
        date(2021, 10, 12),
    )
    found = proposed(
        sheet(
            ("Action", "Owner", "Update 7 September 2021", "Update 12 October 2021"),
            ("Do it", "Ann", "Asked.", "Asked again."),
        )
    )
    assert found.new[0].data["progress"] == [
        {"on": "2021-09-07", "note": "Asked."},
        {"on": "2021-10-12", "note": "Asked again."},
    ]


def test_every_heading_means_a_field_of_the_action() -> None:
    names = {*Action.model_fields} | {"status"}
    assert set(ACTIONS.columns) <= names
