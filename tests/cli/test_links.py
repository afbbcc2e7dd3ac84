"""Pages in one folder lead to each other: from an agenda item to what came of it, and back."""

import re
from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.sample import ROOT

DAY = ("--root", ROOT, "--as-of", "2021-11-15", "--format", "html", "--quiet")
AGENDA, MINUTES = "agenda-cyp-2021-10-12", "minutes-cyp-2021-10-12"
BUILDS = (
    ("agenda", "build", "cyp-2021-10-12"),
    ("minutes", "build", "cyp-2021-10-12"),
    ("question", "build", "cyp-2021-10-12"),
    ("tracker", "build"),
    ("plan", "build", "sfs-2019"),
    ("plan", "build", "sfs-2019", "--scorecard"),
    ("programme", "build", "--year", "2021/22"),
)
LINK = re.compile(r'<a href="(?!https?:|mailto:|papers/)(?:\./(?P<page>[^"#]+)\.html)?(?:#(?P<anchor>[^"]+))?"')  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of the sample register in one folder, by name; the first ones built last."""
    folder = tmp_path_factory.mktemp("build")
    for command in (*BUILDS, *BUILDS[:3]):
        done = scrutiny(*command, *DAY, "--output", folder)
        assert done.code == 0, done.err
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.html")}


def links(page: str) -> set[tuple[str, str]]:
    """The page and anchor of each link within the folder."""
    found = LINK.finditer(page)
    return {(match["page"] or "", match["anchor"] or "") for match in found}


def test_every_link_between_pages_leads_to_a_place_on_one(pages: dict[str, str]) -> None:
    places = {name: set(re.findall(r'\bid="([^"]+)"', text)) for name, text in pages.items()}
    crossing = 0
    for name, text in pages.items():
        for page, anchor in links(text):
            crossing += bool(page)
            assert not anchor or anchor in places[page or name], (name, page, anchor)
    assert crossing > 40


@pytest.mark.parametrize(
    ("page", "target"),
    [
        (AGENDA, (MINUTES, "minute-39")),
        (AGENDA, ("questions-cyp-2021-10-12", "part-public")),
        (AGENDA, ("action-log", "act-5")),
        (AGENDA, ("recommendation-tracker", "rec-2021-10-12-provision-of-children-a")),
        (MINUTES, (AGENDA, "item-7")),
        (MINUTES, ("action-log", "act-5")),
        (MINUTES, ("recommendation-tracker", "rec-2021-10-12-provision-of-children-a")),
        ("questions-cyp-2021-10-12", (MINUTES, "minute-37")),
        ("action-log", (MINUTES, "minute-39")),
        ("recommendation-tracker", (MINUTES, "minute-39")),
        ("programme-cyp-2021-22", (AGENDA, "item-7")),
    ],
)
def test_items_minutes_and_records_lead_to_each_other(
    page: str, target: tuple[str, str], pages: dict[str, str]
) -> None:
    assert target in links(pages[page])


def test_page_leads_to_no_page_that_is_not_there(tmp_path: Path) -> None:
    done = scrutiny(*BUILDS[1], *DAY, "--output", tmp_path)
    assert done.code == 0, done.err
    text = (tmp_path / f"{MINUTES}.html").read_text(encoding="utf-8")
    assert not [page for page, _ in links(text) if page]
