"""What holds for every public page of the sample register."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.render import html
from scrutiny_cli.reports.model import Report
from scrutiny_cli.reports.plans import plan_page
from tests.committee_year import (
    minutes_of,
    programme_of,
    programme_page_of,
    scoping_of,
    supplement_of,
)
from tests.golden.page import Element, read
from tests.measured import scorecard_of
from tests.sample import (
    action_log,
    agenda_of,
    recommendation_tracker,
    register,
    response_schedule,
    standpoint,
)

EARLIER, DAY = date(2019, 11, 25), date(2021, 11, 23)
REVISION = "0123456789"


def plan(name: str, day: date) -> Report:
    return plan_page.report(standpoint(day, REVISION), register().plans[name])


PAGES: dict[str, Callable[[], Report]] = {
    "agenda-2019": lambda: agenda_of("cyp-2019-11-25", EARLIER, mark=REVISION),
    "agenda-2021": lambda: agenda_of("cyp-2021-11-23", DAY, mark=REVISION),
    "minutes": lambda: minutes_of("cyp-2021-10-12", REVISION),
    "questions": lambda: supplement_of("cyp-2020-03-16", REVISION),
    "programme": lambda: programme_of("2021/22", REVISION),
    "programme-page": lambda: programme_page_of("2021/22", REVISION),
    "scoping": lambda: scoping_of("peer-on-peer", REVISION),
    "action-log": lambda: action_log(DAY, REVISION),
    "recommendation-tracker": lambda: recommendation_tracker(DAY, REVISION),
    "response-schedule": lambda: response_schedule(DAY, REVISION),
    **{
        f"plan-{name}-{day.year}": lambda name=name, day=day: plan(name, day)  # type: ignore[misc]
        for name in ("sfs-2019", "ofsted-2018", "iro-2021-22")
        for day in (EARLIER, DAY)
    },
    **{
        f"scorecard-{name}-{day.year}": (
            lambda name=name, day=day: scorecard_of(name, day, REVISION)  # type: ignore[misc]
        )
        for name in ("sfs-2019", "iro-2021-22")
        for day in (EARLIER, DAY)
    },
}
every_page = pytest.mark.parametrize("name", PAGES)


@cache
def page(name: str) -> Element:
    return read(html.render(PAGES[name]()))


@cache
def ids() -> frozenset[str]:
    """The ids of all records; one that is a plain word or number may well be in a text."""
    records = (register().of(name) for name in KINDS)
    return frozenset(name for known in records for name in known if re.search(r"-.*\d|\d.*-", name))


@every_page
def test_no_id_revision_or_tool_word_is_in_the_text(name: str) -> None:
    words = page(name).one("body").words
    assert [known for known in ids() if re.search(rf"(?<![\w-]){known}(?![\w-])", words)] == []
    assert REVISION not in words
    assert "inferred" not in words


@every_page
def test_the_document_is_the_heading_below_council_and_committee(name: str) -> None:
    masthead = page(name).one("header")
    assert masthead.one("p", "council").words == "Herefordshire Council"
    assert masthead.one("p", "subtitle").words == "Children and Young People Scrutiny Committee"
    assert masthead.one("h1").words
    assert page(name).one("footer").words.startswith("As at ")


@every_page
def test_page_that_does_not_scroll_has_few_tab_stops_beyond_links(name: str) -> None:
    if not page(name).all("div", "scroll"):
        assert len(page(name).all("summary")) <= 5
        assert page(name).all(("button", "input", "select", "textarea")) == []
        assert "tabindex" not in html.render(PAGES[name]())


@pytest.mark.parametrize("name", [name for name in PAGES if name != "programme"])
def test_no_column_is_empty_in_every_row(name: str) -> None:
    cells = [cell for table in page(name).all("table") for cell in table.all("td")]
    labels = {cell.attributes.get("data-label") for cell in cells}
    filled = {cell.attributes.get("data-label") for cell in cells if cell.words or cell.all("svg")}
    assert labels == filled


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith(("plan", "score"))])
def test_counts_of_ratings_are_those_of_the_status_column(name: str) -> None:
    listed = Counter(
        row.all("td")[position].all("span", "rag")[0].words[0]
        for table in page(name).all("table")
        for position in _status(table)
        for row in table.one("tbody").all("tr")
    )
    counted = Counter[str]()
    for share in page(name).one("ul", "shares").all("li"):
        number, letter = re.fullmatch(r"(\d+) .*\((.)\)", share.words).groups()  # type: ignore[union-attr]
        counted[letter] += int(number)
    assert counted == listed


def _status(table: Element) -> list[int]:
    """Where among the cells of a row the status is."""
    for row in table.one("tbody").all("tr"):
        labels = [cell.attributes.get("data-label") for cell in row.all("td")]
        return [labels.index("Status")] if "Status" in labels else []
    return []


def test_counts_of_the_trackers_are_those_of_their_rows() -> None:
    for name, report in (("action-log", action_log(DAY)), ("recommendation-tracker", None)):
        tiles = page(name).one("ul", "tiles").all("li")
        total = sum(int(tile.one("strong").words) for tile in tiles)
        rows = [r for t in page(name).all("table") for r in t.all("tr") if "id" in r.attributes]
        assert total == len(rows)
        assert report is None or total == len(report.data["actions"])


def test_each_count_of_recommendations_is_that_of_the_rows_in_its_states() -> None:
    made = recommendation_tracker(DAY)
    tiles = page("recommendation-tracker").one("ul", "tiles").all("li")
    counts = [int(tile.one("strong").words) for tile in tiles]
    states = Counter(
        _state(row)
        for table in page("recommendation-tracker").all("table")
        for row in table.all("tr")
        if "id" in row.attributes
    )
    groups = (
        ("No response recorded", "Not sent yet", "Response awaited"),
        ("In progress", "Response recorded", "No progress recorded", "Agreed", "Partially agreed"),
        ("Done",),
        ("For noting",),
    )
    found = [sum(n for s, n in states.items() if s.startswith(group)) for group in groups]
    assert counts == found
    assert sum(counts) == len(made.data["recommendations"])


def _state(row: Element) -> str:
    """The state in words that a row shows."""
    return row.all("span", "rag")[0].one("strong").words
