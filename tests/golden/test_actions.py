"""The action log of November 2021 comes to what the council's own log says."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from scrutiny_cli.render import html, markdown
from scrutiny_cli.reports.trackers import actions
from scrutiny_cli.reports.trackers.actions import PRINTED
from scrutiny_cli.reports.trackers.overdue import find_overdue
from tests.golden.page import read
from tests.sample import action_log, facts, register, standpoint

FACTS = facts("actions")
DAYS = ["2021-11-15", "2021-11-23", "2021-11-24"]
on_each_day = pytest.mark.parametrize("day", DAYS)


def data(day: str) -> dict[str, dict[str, Any]]:
    """The log for machines, by id, in order."""
    entries = action_log(date.fromisoformat(day)).data["actions"]
    return {entry["id"]: entry for entry in entries}


def parts(day: str) -> dict[str, list[str]]:
    """The printed log: the ids under each heading, in order."""
    found = {}
    for section in read(html.render(action_log(date.fromisoformat(day)))).all("section"):
        for heading in section.all("h2") if section.all("table") else []:
            rows = section.one("tbody").all("tr")
            found[heading.words] = [row.attributes["id"] for row in rows]
    return found


@on_each_day
def test_the_log_runs_by_number(day: str) -> None:
    assert list(data(day)) == FACTS["order"]
    numbers = [entry["number"] for entry in data(day).values()]
    assert numbers == sorted(numbers)


def test_the_log_has_the_eight_columns_of_the_paper() -> None:
    assert [column.title for column in PRINTED] == FACTS["columns"]
    printed = actions.log(standpoint(date(2021, 11, 23)), printed=True)
    shown = read(html.render(printed)).all("table")[0]
    assert [head.words for head in shown.one("thead").all("th")] == FACTS["columns"]


@pytest.mark.parametrize("expected", FACTS["actions"], ids=lambda action: action["id"])
@on_each_day
def test_each_action_stands_where_it_should(day: str, expected: dict[str, Any]) -> None:
    found, then = data(day)[expected["id"]], expected["expected"][day]
    assert found["state"] == then["state"]
    assert found["days_overdue"] == then["days_overdue"]
    assert found["number"] == expected["number"]
    assert found["meeting"] == expected["meeting"]
    assert found["owners"] == [expected["owner"]]
    assert found["directorate"] == expected["directorate"]
    assert found["due"] == expected["due"]
    assert register().actions[expected["id"]].printed_status == expected["printed_status"]
    if "days_to_due" in then:
        left = date.fromisoformat(found["due"]) - date.fromisoformat(day)
        assert left.days == then["days_to_due"]


@pytest.mark.parametrize("expected", FACTS["actions"], ids=lambda action: action["id"])
def test_the_plain_reading_goes_with_the_state(expected: dict[str, Any]) -> None:
    plain = {
        "open": "open",
        "due soon": "open",
        "overdue": "overdue",
        "long overdue": "overdue",
        "completed": "completed",
        "reported complete": "completed",
    }
    for then in expected["expected"].values():
        assert plain[then["state"]] == then["status"]


@on_each_day
def test_the_main_log_and_what_was_reported_complete_stand_apart(day: str) -> None:
    tabs: dict[str, list[str]] = {"main": [], "reported complete": []}
    for action in FACTS["actions"]:
        tabs[action["expected"][day]["tab"]].append(action["id"])
    shown = parts(day)
    assert shown["Open and to be reported"] == tabs["main"]
    assert shown.get("Reported complete", []) == tabs["reported complete"]


def test_action_3_moves_when_the_meeting_that_was_told_is_over() -> None:
    assert "act-3" in parts("2021-11-23")["Open and to be reported"]
    assert parts("2021-11-24")["Reported complete"] == ["act-3"]


@pytest.mark.parametrize(("day", "expected"), FACTS["counts"].items())
def test_the_counts_are_those_of_the_paper(day: str, expected: dict[str, int]) -> None:
    states = Counter(entry["state"] for entry in data(day).values())
    late = states["overdue"] + states["long overdue"]
    assert late == expected["overdue"]
    assert states["open"] + states["due soon"] == expected["open"]
    assert states["completed"] == expected["completed"]
    first = markdown.render(action_log(date.fromisoformat(day))).split("##")[0]
    words = "{overdue} overdue, {open} open, {completed} completed and 0 reported complete"
    assert words.format(**expected) in first


@pytest.mark.parametrize("day", ["2021-11-15", "2021-11-23"])
def test_what_is_overdue_stands_oldest_first(day: str) -> None:
    late = find_overdue(standpoint(date.fromisoformat(day))).late
    from_log = [thing.id for thing in late if thing.number]
    assert from_log == FACTS["overdue_oldest_due_first"]


def test_two_actions_have_no_directorate() -> None:
    blank = [name for name, entry in data("2021-11-15").items() if entry["directorate"] is None]
    assert blank == FACTS["no_directorate"]


@pytest.mark.parametrize("expected", FACTS["actions"], ids=lambda action: action["id"])
def test_an_owner_is_the_person_or_the_post_the_paper_names(expected: dict[str, Any]) -> None:
    (owner,) = register().actions[expected["id"]].owner
    assert getattr(owner, expected["owner_kind"])
    assert register().owner_words(owner) == expected["owner"]


def test_ratings_are_words_and_letters_before_they_are_colours() -> None:
    log = read(html.render(action_log(date(2021, 11, 23))))
    tags = log.all("span", "rag")
    key = {"R Red", "A Amber", "G Green", "B Blue", "N Not rated"}
    assert key < {tag.words for tag in tags}
    printed = markdown.render(action_log(date(2021, 11, 23)))
    assert "**Overdue by 21 days** \\[R\\]" in printed
    assert "**Long overdue by 83 days** \\[R\\]" in printed
    assert "**Open** \\[G\\]" in printed
