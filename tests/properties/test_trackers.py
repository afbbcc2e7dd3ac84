"""Every format of a tracker shows the same records in the same states, whatever the day."""

import csv as spreadsheet
import io
import re
from datetime import date
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny_cli.render import csv, html
from scrutiny_cli.reports.model import Report
from scrutiny_cli.reports.trackers import actions, recommendation_tracker, responses
from tests.sample import standpoint

days = st.dates(date(2019, 7, 1), date(2023, 1, 31))


def made(name: str, day: date) -> Report:
    at = standpoint(day, "0")
    if name == "actions":
        return actions.log(at)
    if name == "responses":
        return responses.schedule(at)
    forms: dict[str, recommendation_tracker.Form] = {"item": "item", "meeting": "meeting"}
    return recommendation_tracker.tracker(at, forms.get(name, "page"))


def promised(report: Report) -> dict[str, str]:
    """Each record's id and state, as the JSON has them."""
    if report.name == "response-schedule":
        told = {entry["recommendation"]: entry["state"] for entry in report.data["unanswered"]}
        return told | {entry["id"]: "" for entry in report.data["responses"]}
    entries = report.data["actions" if report.name == "action-log" else "recommendations"]
    return {entry["id"]: entry["state"] for entry in entries}


def rows(report: Report) -> dict[str, list[str]]:
    """The rows of each format as plain words."""
    page = re.findall(
        r'<(?:tr|section)\b[^>]* id=".*?</tr>|<section\b[^>]* id=[^>]*>',
        html.render(report),
        re.DOTALL,
    )
    sheet = spreadsheet.reader(io.StringIO(csv.render(report).removeprefix(csv.BOM)))
    return {
        "html": [unescape(row) for row in page],
        "csv": ["\n".join(row) for row in sheet],
    }


WORDS = {
    "due soon": "Due (in|today)",
    "completed": "Done",
    "awaiting notice": "No response recorded|Not sent yet|Response recorded under .+",
    "awaiting response": "Response awaited",
    "being implemented": "In progress|Response recorded|No progress recorded",
    "implemented": "Done",
    "noted": "For noting",
}


def words(state: str) -> str:
    """What stands for a state in a row: one that is near says in how many days."""
    return WORDS.get(state) or re.escape(state.capitalize())


@pytest.mark.parametrize("name", ["actions", "page", "item", "meeting", "responses"])
@settings(max_examples=8, deadline=None)
@given(day=days)
def test_each_format_shows_the_same_ids_and_states(name: str, day: date) -> None:
    report = made(name, day)
    for shown in rows(report).values():
        for record, state in promised(report).items():
            mine = [row for row in shown if re.search(rf"(?<![\w.-]){record}(?![\w.-])", row)]
            assert any(re.search(words(state), row) for row in mine), (record, state)
