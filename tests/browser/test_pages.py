"""Agendas and trackers in a real browser: accessible, valid, alone, narrow, dark, on paper."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.exempt.cutting import revision
from scrutiny_cli.render import html
from scrutiny_cli.reports.decisions import call_ins, decisions
from scrutiny_cli.reports.meetings import agenda
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers import actions, responses
from scrutiny_cli.reports.trackers.recommendation_tracker import tracker
from scrutiny_cli.workspace.loading import load
from tests.browser.harness import Browser, View, require, validate_html
from tests.exempt_register import write
from tests.golden.page import Element, read
from tests.needs import program
from tests.programs import captured
from tests.sample import agenda_of, recommendation_tracker, response_schedule, standpoint

pytestmark = pytest.mark.browser

DAY = date(2021, 11, 23)
PUBLISHED = date(2021, 11, 15)
VIEWS = {
    "wide": View(width=1280),
    "narrow": View(width=320),
    "dark": View(width=1280, dark=True),
    "narrow and dark": View(width=320, dark=True),
    "forced colours": View(width=1280, forced_colors=True),
    "print": View(width=1280, print=True),
}
OTHER = "narrow and dark"
# Pages that show all there is get every view; the others are made of the same blocks.
THOROUGHLY = ("agenda-2021-11-23", "agenda-private", "action-log", "recommendation-tracker")
MARKS = {
    ("actions", "act-5"): Mark("NEW"),
    ("actions", "act-1"): Mark("UPDATED", ("progress", "due")),
}


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every agenda and tracker as a page, by name."""
    made = {
        "agenda-2021-11-23": agenda_of("cyp-2021-11-23", PUBLISHED),
        "agenda-2019-11-25": agenda_of("cyp-2019-11-25", date(2019, 11, 15)),
        "agenda-draft": agenda_of("cyp-2022-01-11", PUBLISHED, draft=True),
        "action-log": actions.log(standpoint(DAY, marks=MARKS, filters=("Marked since a day",))),
        "recommendation-tracker": recommendation_tracker(DAY),
        "recommendation-tracker-meetings": tracker(standpoint(DAY), "meeting"),
        "recommendation-tracker-items": tracker(standpoint(DAY), "item"),
        "response-schedule-printed": responses.schedule(standpoint(DAY), printed=True),
        "response-schedule": response_schedule(DAY),
    }
    loaded = load(write(tmp_path_factory.mktemp("private")))
    private = loaded.register
    stamp = revision(loaded.files.sources, loaded.entries.values(), private)
    at = Standpoint(private, PUBLISHED, stamp, private=True)
    context = agenda.AgendaContext(
        private, private.committees["cyp"], private.meetings["cyp-2021-10-12"]
    )
    made["agenda-private"] = agenda.report(at, context)
    bodies = replace(at, committees=tuple(private.committees.values()))
    made["forward-plan"] = decisions.forward_plan(bodies)
    made["call-ins"] = call_ins.record_of_call_ins(bodies)
    return {name: html.render(report) for name, report in made.items()}


NAMES = (
    *THOROUGHLY,
    *("agenda-2019-11-25", "agenda-draft", "response-schedule", "response-schedule-printed"),
    *("recommendation-tracker-items", "recommendation-tracker-meetings"),
    *("forward-plan", "call-ins"),
)
LOOKS = [
    (name, view)
    for name in NAMES
    for view in (sorted(VIEWS.keys() - {OTHER}) if name in THOROUGHLY else (OTHER,))
]


def test_every_page_is_looked_at(pages: dict[str, str]) -> None:
    assert sorted(pages) == sorted(NAMES)


@pytest.mark.parametrize(("name", "view"), LOOKS)
def test_a_page_is_accessible(
    name: str, view: str, pages: dict[str, str], browser: Browser
) -> None:
    assert [str(found) for found in browser.axe(pages[name], VIEWS[view])] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [320, 768])
def test_a_page_never_scrolls_sideways_and_asks_for_nothing(
    name: str, width: int, pages: dict[str, str], browser: Browser
) -> None:
    with browser.page(pages[name], View(width=width)) as page:
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        assert page.asked == ()
        assert page.evaluate("document.scripts.length") == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_wide_table_scrolls_in_a_region_of_its_own(
    name: str, pages: dict[str, str], browser: Browser
) -> None:
    """Whatever sticks out on a narrow screen can be reached by the keyboard, and has a name."""
    script = """
        [...document.querySelectorAll('*')]
            .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)
            .filter(e => getComputedStyle(e).overflowX !== 'visible')
            .filter(e => getComputedStyle(e).position !== 'absolute')
            .filter(e => e.tabIndex !== 0 || e.getAttribute('role') !== 'region'
                || !document.getElementById(e.getAttribute('aria-labelledby')))
            .map(e => e.outerHTML.slice(0, 120))
    """
    with browser.page(pages[name], View(width=320)) as page:
        assert page.evaluate(script) == []


def test_the_pages_are_valid_html(pages: dict[str, str], tmp_path: Path) -> None:
    require("java", "vnu")
    files = []
    for name, text in pages.items():
        files.append(tmp_path / f"{name}.html")
        files[-1].write_text(text, encoding="utf-8")
    assert [str(message) for message in validate_html(files)] == []


@cache
def tree(text: str) -> Element:
    return read(text)


@pytest.mark.parametrize("name", NAMES)
def test_the_language_the_title_and_the_headings(name: str, pages: dict[str, str]) -> None:
    page = tree(pages[name])
    root = page.one("html")
    assert root.attributes["lang"] == "en-GB"
    assert len(page.one("title").words) > 10
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", pages[name])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    steps = [after - before for before, after in pairwise(levels)]
    assert max(steps) <= 1, "no level is left out on the way down"


@pytest.mark.parametrize("name", NAMES)
def test_every_table_has_a_caption_and_heads_with_a_scope(name: str, pages: dict[str, str]) -> None:
    tables = tree(pages[name]).all("table")
    assert tables
    for table in tables:
        assert table.one("caption").words
        for head in table.one("thead").all("th"):
            assert head.attributes["scope"] == "col"
            assert head.words
        for head in table.one("tbody").all("th"):
            assert head.attributes["scope"] == "row"


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique(name: str, pages: dict[str, str]) -> None:
    ids = re.findall(r'\bid="([^"]+)"', pages[name])
    assert len(ids) == len(set(ids))


def test_a_draft_and_a_private_copy_say_so_at_the_top(pages: dict[str, str]) -> None:
    for name, words in (("agenda-draft", "Draft:"), ("agenda-private", "Not for publication:")):
        page = tree(pages[name])
        body = page.one("body")
        first = next(part for part in body.inside if isinstance(part, Element))
        assert first.words.startswith(words)
        assert page.one("title").words.startswith(words)
    for name in ("agenda-2021-11-23", "action-log"):
        assert "Not for publication" not in pages[name]


def test_each_printed_page_says_draft_or_private(
    pages: dict[str, str], browser: Browser, tmp_path: Path
) -> None:
    """Sheets come apart: the stamp stands on every one of them."""
    for name, words in (("agenda-draft", "Draft"), ("agenda-private", "Not for publication")):
        sheets = printed(pages[name], browser, tmp_path)
        assert len(sheets) >= 2
        assert all(words in sheet for sheet in sheets), name


def printed(page: str, browser: Browser, folder: Path) -> list[str]:
    """The words of each sheet of a page printed on A4."""
    pdftotext = program("pdftotext", "install poppler-utils")
    browser.pdf(page, folder / "page.pdf")
    done = captured([pdftotext, "-layout", str(folder / "page.pdf"), "-"], check=True)
    return done.stdout.removesuffix("\f").split("\f")


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("response-schedule-printed", ("Recommendation",)),
        ("recommendation-tracker-items", ("Recommendations", "Responses / update")),
        ("recommendation-tracker-meetings", ("Recommendations", "Status")),
    ],
)
def test_the_heads_of_a_table_repeat_on_every_sheet(
    name: str, heads: tuple[str, ...], pages: dict[str, str], browser: Browser, tmp_path: Path
) -> None:
    sheets = printed(pages[name], browser, tmp_path)
    assert len(sheets) > 5
    for sheet in sheets[:-1]:
        for head in heads:
            assert re.search(rf"^ *(.* )?{re.escape(head)}\b", sheet, re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "most"), [("recommendation-tracker", 10), ("response-schedule", 8), ("action-log", 2)]
)
def test_a_tracker_prints_on_few_numbered_sheets(
    name: str, most: int, pages: dict[str, str], browser: Browser, tmp_path: Path
) -> None:
    sheets = printed(pages[name], browser, tmp_path)
    assert len(sheets) <= most
    for number, sheet in enumerate(sheets, 1):
        assert f"Page {number} of {len(sheets)}" in sheet
        assert "as at 23 November 2021" in sheet
    lines = [len(sheet.split("\n")) for sheet in sheets]
    assert min(lines[:-1], default=0) >= max(lines) / 4, "no sheet is nearly blank"


def test_colours_reach_the_paper_with_their_words(pages: dict[str, str]) -> None:
    """A rating is a letter and a word in the page itself, whatever becomes of the colour."""
    for name in ("action-log", "recommendation-tracker", "response-schedule"):
        for tag in tree(pages[name]).all("span", "rag"):
            letter, *word = tag.words.split()
            assert letter in "RAGBN"
            assert word
