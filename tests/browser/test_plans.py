"""Plans and scorecards are accessible, valid, fit a telephone and A4, and draw what they say."""

from datetime import date
from pathlib import Path

import pytest

from scrutiny_cli.render import html
from tests.browser.chromium import View
from tests.browser.harness import Browser, require, validate_html
from tests.measured import plan_of, scorecard_of
from tests.needs import program
from tests.programs import captured

pytestmark = pytest.mark.browser

DAY = date(2019, 11, 25)
VIEWS = {
    "desk": None,
    "telephone": View(width=320),
    "print": View(print=True),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every kind of document as a page on the disk."""
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "plan": plan_of("sfs-2019", DAY),
        "plan-inspection": plan_of("ofsted-2018", DAY),
        "plan-stale": plan_of("iro-2021-22", date(2023, 4, 1)),
        "scorecard": scorecard_of("sfs-2019", DAY),
        "scorecard-years": scorecard_of("iro-2021-22", date(2021, 11, 23)),
    }
    found = {}
    for name, report in made.items():
        found[name] = folder / f"{name}.html"
        found[name].write_text(html.render(report), encoding="utf-8")
    return found


@pytest.mark.parametrize("view", [VIEWS["desk"], VIEWS["telephone"]], ids=["desk", "telephone"])
def test_axe_finds_nothing(browser: Browser, pages: dict[str, Path], view: View | None) -> None:
    assert browser.axe_many(pages, view) == {}


def test_the_pages_are_valid_html(pages: dict[str, Path]) -> None:
    require("java", "vnu")
    assert [str(message) for message in validate_html(pages.values())] == []


@pytest.mark.parametrize("name", ["plan", "plan-inspection", "scorecard"])
def test_nothing_sticks_out_of_a_telephone(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    with browser.page(pages[name], VIEWS["telephone"]) as page:
        width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320


def test_scorecard_prints_on_few_sheets(
    browser: Browser, pages: dict[str, Path], tmp_path: Path
) -> None:
    pdftotext = program("pdftotext", "install poppler-utils")
    browser.pdf(pages["scorecard"], tmp_path / "card.pdf")
    text = captured([pdftotext, str(tmp_path / "card.pdf"), "-"], check=True).stdout
    assert text.count("\f") <= 6


def test_the_aim_stands_over_every_printed_page_and_is_not_told_twice(
    browser: Browser, pages: dict[str, Path]
) -> None:
    shown = "[...document.querySelectorAll({!r})].filter(e => e.checkVisibility()).length"
    for name, aims in (("plan", 5), ("plan-inspection", 9)):
        for view, banners in ((VIEWS["desk"], 0), (VIEWS["print"], aims)):
            with browser.page(pages[name], view) as page:
                told = [
                    page.evaluate(shown.format(what))
                    for what in (".banner", '[class*="part-aim-"] > h2')
                ]
                repeats = page.evaluate("getComputedStyle(document.querySelector('thead')).display")
            assert told == [banners, aims - banners]
            assert repeats == "table-header-group"


def test_pictures_are_drawn_in_ink_and_in_the_readers_own_colours(
    browser: Browser, pages: dict[str, Path]
) -> None:
    stroke = "getComputedStyle(document.querySelector('.trend-line')).stroke"
    outside = """[...document.querySelectorAll('.trend')].filter(picture => {
        const frame = picture.getBoundingClientRect()
        return [...picture.querySelectorAll('circle, polyline, line')].some(mark => {
            const box = mark.getBoundingClientRect()
            return box.left < frame.left - 1 || box.right > frame.right + 1
                || box.top < frame.top - 1 || box.bottom > frame.bottom + 1
        })
    }).length"""
    with browser.page(pages["scorecard"]) as page:
        assert page.evaluate(stroke) == "rgb(11, 12, 12)"
        assert page.evaluate(outside) == 0
    with browser.page(pages["scorecard"], View(forced_colors=True)) as page:
        own = "getComputedStyle(document.querySelector('.trend')).color"
        assert page.evaluate(stroke) == page.evaluate(own)
