"""The documents of the committee's year are accessible, valid, and fit a telephone and A4."""

from pathlib import Path

import pytest

from scrutiny_cli.render import html
from tests.browser.chromium import View
from tests.browser.harness import Browser, require, validate_html
from tests.committee_year import (
    minutes_of,
    programme_of,
    programme_page_of,
    scoping_of,
    supplement_of,
)

pytestmark = pytest.mark.browser

TELEPHONE = View(width=320)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every kind of document as a page on the disk."""
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "programme-position": programme_of("2021/22"),
        "programme-description": programme_of("2019/20"),
        "programme-page": programme_page_of("2021/22"),
        "questions": supplement_of("cyp-2020-03-16"),
        "questions-anonymous": supplement_of("cyp-2019-09-16"),
        "minutes": minutes_of("cyp-2021-10-12"),
        "minutes-substitute": minutes_of("cyp-2019-09-16"),
        "scoping": scoping_of("peer-on-peer"),
        "scoping-empty": scoping_of("neets"),
    }
    found = {}
    for name, report in made.items():
        found[name] = folder / f"{name}.html"
        found[name].write_text(html.render(report), encoding="utf-8")
    return found


@pytest.mark.parametrize("view", [None, TELEPHONE], ids=["desk", "telephone"])
def test_axe_finds_nothing(browser: Browser, pages: dict[str, Path], view: View | None) -> None:
    assert browser.axe_many(pages, view) == {}


def test_the_pages_are_valid_html(pages: dict[str, Path]) -> None:
    require("java", "vnu")
    assert [str(message) for message in validate_html(pages.values())] == []


@pytest.mark.parametrize(
    "name",
    [
        "programme-page",
        "programme-position",
        "programme-description",
        "questions",
        "minutes",
        "scoping",
    ],
)
def test_nothing_sticks_out_of_a_telephone(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    with browser.page(pages[name], TELEPHONE) as page:
        width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320
