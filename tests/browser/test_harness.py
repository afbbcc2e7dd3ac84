"""The harness finds the faults planted for it, and nothing where there is nothing to find."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from tests.browser import harness
from tests.browser.harness import Browser, BrowserError, View, require, validate_html

pytestmark = pytest.mark.browser

CLEAN = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Agenda</title>
<style>
body { color: #0b0c0c; background: #ffffff; }
@media (prefers-color-scheme: dark) { body { color: #ffffff; background: #0b0c0c; } }
@media print { body { background: #cfe4dc; } }
</style>
</head>
<body>
<main>
<h1>Agenda</h1>
<p>Apologies for absence.</p>
</main>
</body>
</html>
"""
NO_ALT = CLEAN.replace("<p>", '<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">')
FAINT = CLEAN.replace("<p>", '<p style="color: #cccccc">')
FAINT_AT_NIGHT = CLEAN.replace("{ color: #ffffff;", "{ color: #222222;")
TINY_TARGETS = CLEAN.replace(
    "</main>",
    "<div><style>button { display: block; width: 9px; height: 9px; padding: 0; }</style>"
    '<button aria-label="Earlier"></button><button aria-label="Later"></button></div></main>',
)


def test_axe_finds_nothing_on_a_clean_page(browser: Browser) -> None:
    assert browser.axe(CLEAN) == []


@pytest.mark.parametrize(
    ("page", "rule"),
    [
        pytest.param(NO_ALT, "image-alt", id="image without a text"),
        pytest.param(FAINT, "color-contrast", id="grey on white"),
        pytest.param(CLEAN.replace(' lang="en-GB"', ""), "html-has-lang", id="no language"),
        pytest.param(TINY_TARGETS, "target-size", id="targets too small to touch"),
        pytest.param(CLEAN.replace("h1>", "h3>"), "page-has-heading-one", id="no first heading"),
    ],
)
def test_axe_finds_a_planted_fault(browser: Browser, page: str, rule: str) -> None:
    assert rule in [violation.rule for violation in browser.axe(page)]


def test_axe_names_the_element_at_fault(browser: Browser) -> None:
    (line,) = browser.axe_many({"clean": CLEAN, "no alt": NO_ALT})["no alt"]
    assert line.startswith("image-alt (critical): ")
    assert "<img src=" in line


def test_axe_sees_the_page_as_the_reader_set_it(browser: Browser) -> None:
    assert browser.axe(FAINT_AT_NIGHT) == []
    (violation,) = browser.axe(FAINT_AT_NIGHT, View(dark=True))
    assert violation.rule == "color-contrast"


def test_testing_no_pages_is_no_test(browser: Browser) -> None:
    with pytest.raises(BrowserError):
        browser.axe_many({})
    with pytest.raises(ValueError, match="no pages"):
        validate_html([])


def test_a_page_may_be_a_file_and_says_what_it_asks_for(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "a page.html"
    file.write_text(CLEAN.replace("<p>", '<p><img alt="" src="https://example.org/spy.gif">'))
    with browser.page(CLEAN) as page:
        assert page.asked == ()
    with browser.page(file) as page:
        assert page.evaluate("document.title") == "Agenda"
        assert page.asked == ("https://example.org/spy.gif",)


def test_a_failing_script_and_a_missing_page_are_errors(browser: Browser, tmp_path: Path) -> None:
    with browser.page(CLEAN) as page, pytest.raises(BrowserError, match="nonsense"):
        page.evaluate("nonsense")
    with pytest.raises(BrowserError, match="FILE_NOT_FOUND"):
        browser.axe(tmp_path / "nowhere.html")
    assert browser.axe(CLEAN) == []


@pytest.mark.parametrize(
    ("view", "colour"),
    [
        (View(width=400), (0xFF, 0xFF, 0xFF)),
        (View(width=400, dark=True), (0x0B, 0x0C, 0x0C)),
        (View(width=400, print=True), (0xCF, 0xE4, 0xDC)),
    ],
)
def test_a_screenshot_shows_the_page_in_the_view(
    browser: Browser, tmp_path: Path, view: View, colour: tuple[int, int, int]
) -> None:
    tall = CLEAN.replace("<p>", '<p style="height: 3000px">')
    picture = tmp_path / "page.png"
    browser.screenshot(tall, picture, view)
    width, height, first = first_pixel(picture.read_bytes())
    assert width == view.width
    assert height > 3000
    assert first == colour


def test_a_pdf_is_tagged_and_a4(browser: Browser, tmp_path: Path) -> None:
    browser.pdf(CLEAN, tmp_path / "page.pdf")
    written = (tmp_path / "page.pdf").read_bytes()
    assert written.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in written
    assert b"/MediaBox [0 0 595" in written


def test_a_browser_that_does_not_start_says_so(tmp_path: Path) -> None:
    require("chromium")
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho the display is on fire >&2\nexit 1\n")
    broken.chmod(0o755)
    with Browser(str(broken)) as running, pytest.raises(BrowserError, match="display is on fire"):
        running.axe(CLEAN)


def test_the_html_checker_accepts_clean_pages_and_points_at_faults(tmp_path: Path) -> None:
    require("java", "vnu")
    clean, broken = tmp_path / "clean.html", tmp_path / "broken.html"
    clean.write_text(CLEAN)
    broken.write_text(CLEAN.replace("<p>", "<p><div></span>"))
    assert validate_html([clean]) == []
    messages = validate_html([clean, broken])
    assert {message.file for message in messages} == {str(broken.resolve())}
    assert "span" in str(messages[0])
    assert messages[0].kind == "error"
    assert messages[0].line == CLEAN[: CLEAN.index("<p>")].count("\n") + 1


def test_what_is_missing_skips_at_a_desk_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    assert harness.find_chromium() is None
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="install Chromium"):
        require("chromium")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="CI never skips"):
        require("chromium")


def first_pixel(png: bytes) -> tuple[int, int, tuple[int, int, int]]:
    """Return the width and height of a PNG picture and the colour of its first pixel."""
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    position, data = 8, b""
    while position < len(png):
        length = int.from_bytes(png[position : position + 4])
        if png[position + 4 : position + 8] == b"IDAT":
            data += png[position + 8 : position + 8 + length]
        position += 12 + length
    # Whatever filter the first row has, the first pixel has no neighbour to differ from.
    red, green, blue = zlib.decompressobj().decompress(data, 4)[1:]
    return width, height, (red, green, blue)
