"""The public site in a real browser: accessible, valid, searched, with and without JavaScript."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.browser.harness import Browser, View, require, validate_html
from tests.sample import ROOT
from tests.website.sites import built

pytestmark = pytest.mark.browser

KINDS = (
    *(
        "index",
        "meetings",
        "meeting-cyp-2021-11-23",
        "agenda-cyp-2021-11-23",
        "minutes-cyp-2021-10-12",
    ),
    *("action-act-1", "actions", "actions-year-2021-22", "recommendations", "programme", "members"),
    *(
        "plans",
        "reviews",
        "search",
        "how-it-is-worked-out",
        "accessibility",
        "data",
        "changes",
        "impact",
    ),
)
"""A page of each kind by its address; of what has ids the first one is found."""
FIRST_OF = ("recommendation-", "item-", "member-", "topic-", "recommendations-to-")


class Quiet(SimpleHTTPRequestHandler):
    """Gives out the files of a folder without a word, and lets pages use nothing else."""

    def end_headers(self) -> None:
        """Forbid what is not in a file of the site."""
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Give out a folder on this machine; the address is that of its pages."""
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=folder)
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample register."""
    folder = tmp_path_factory.mktemp("site") / "out"
    built(ROOT, folder)
    return folder


def one_of_each(site: Path) -> dict[str, Path]:
    """A page of every kind, by its address."""
    first = [min(site.glob(f"{start}*.html")).stem for start in FIRST_OF]
    return {name: site / f"{name}.html" for name in (*KINDS, *first)}


def test_pages_of_every_kind_are_accessible(site: Path, browser: Browser) -> None:
    pages = one_of_each(site)
    assert browser.axe_many(pages, View(width=1280)) == {}
    few = {name: pages[name] for name in ("index", "action-act-1", "search")}
    assert browser.axe_many(few, View(width=320, dark=True)) == {}


def test_no_page_scrolls_sideways_on_a_telephone(site: Path, browser: Browser) -> None:
    wide = []
    for name, file in one_of_each(site).items():
        with browser.page(file, View(width=320)) as page:
            if page.evaluate("document.scrollingElement.scrollWidth") > 320:
                wide.append(name)
    assert wide == []


def test_pages_of_every_kind_are_valid_html(site: Path) -> None:
    require("java", "vnu")
    assert [str(message) for message in validate_html(one_of_each(site).values())] == []


def test_search_finds_a_page_by_its_words_and_filters(site: Path, browser: Browser) -> None:
    with (
        served(site) as address,
        browser.page(f"{address}/search.html?q=induction+packs") as page,
    ):
        page.wait_for("document.body.dataset.found")
        first = page.evaluate("document.querySelector('#found a').textContent")
        assert first.startswith("Action 2: Give the committee a sample of the induction pack")
        script = """(() => {
            const kind = document.querySelector('#kind');
            kind.value = [...kind.options].find(o => o.text === 'Meeting').value;
            kind.dispatchEvent(new Event('input', {bubbles: true}));
        })()"""
        page.evaluate(script)
        page.wait_for("document.getElementById('count').textContent === 'No pages found.'")
        assert page.evaluate("document.cookie") == ""
    with browser.page(site / "search.html", View(scripts=False)) as page:
        assert page.evaluate("getComputedStyle(document.querySelector('form')).display") == "none"
        assert page.evaluate("document.querySelectorAll('main li a').length") > 5
