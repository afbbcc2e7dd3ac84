"""Every page runs as it is printed: its files are written, its commands print what stands under them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.harness import require
from tests.docs.pages import page, written
from tests.docs.running import Said, agrees, changed, merged, play, scrutiny
from tests.pdfs import need_pango

# The Python of CONTRIBUTING.md goes into a copy of the tool: see `test_contributing.py`.
RUN = [
    name
    for name in written()
    if name != "CONTRIBUTING.md"
    and any(block.path or block.language == "console" for block in page(name).blocks)
]


LAID_OUT = {name for name in RUN if "$ scrutiny agenda pack" in page(name).text}


@pytest.mark.pdf
@pytest.mark.parametrize("name", sorted(LAID_OUT))
def test_a_page_that_lays_out_pages_runs_as_it_is_printed(name: str, tmp_path: Path) -> None:
    need_pango()
    runs_as_it_is_printed(name, tmp_path)


@pytest.mark.parametrize("name", [name for name in RUN if name not in LAID_OUT])
def test_a_page_runs_as_it_is_printed(name: str, tmp_path: Path) -> None:
    runs_as_it_is_printed(name, tmp_path)


def runs_as_it_is_printed(name: str, tmp_path: Path) -> None:
    one = page(name)
    if "$ git " in one.text:
        require("git")
    last: Said | None = None
    for said in play(one, tmp_path):
        where = f"{name}: $ {said.typed}"
        if last and last.block == said.block:
            assert last.code == 0, f"{name}: $ {last.typed} ends with {last.code}\n{last.told}"
        elif last:
            assert last.code == last.block.exit_code, f"{name}: $ {last.typed}\n{last.told}"
        assert agrees(said), f"{where} prints\n{said.told}\nand the page says\n{said.expected}"
        last = said
    if last is not None:
        assert last.code == last.block.exit_code, f"{name}: $ {last.typed}\n{last.told}"
    told, code = scrutiny(["check", "--quiet"], tmp_path)
    assert code == 0, f"{name} leaves a register that does not pass:\n{told}"


def test_pages_that_should_run_do() -> None:
    assert {"README.md", "docs/tutorial/first-meeting.md", "docs/tutorial/clerks-year.md"} <= {*RUN}
    assert sum(name.startswith("docs/how-to/") for name in RUN) >= 11


def said(expected: str, told: str) -> Said:
    block = page("docs/tutorial/first-meeting.md").blocks[0]
    return Said("scrutiny check", expected, told, 0, block, 0, 0)


@pytest.mark.parametrize(
    ("expected", "told", "fits"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\n", "a\nb\n\n", True),
        ("a\nb\n", "a\nB\n", False),
        ("a\n", "a\nb\n", False),
        ("", "a\n", False),
        ("a\n...\nd\n", "a\nb\nc\nd\n", True),
        ("a\n...\nd\n", "a\nd\n", True),
        ("a\n...\nd\n", "a\nb\nc\n", False),
        ("a.c\n", "abc\n", False),
    ],
)
def test_other_output_than_the_page_prints_is_found(expected: str, told: str, fits: bool) -> None:
    assert agrees(said(expected, told)) is fits


def test_a_marked_change_is_made_once_or_not_at_all() -> None:
    assert changed("a\nb\nc\n", " a\n-b\n+B\n") == "a\nB\nc\n"
    assert changed("a\n", "+b\n") == "a\nb\n"
    for text in ("a\nc\n", "a\nb\na\nb\n"):
        with pytest.raises(AssertionError, match="do not stand in the file"):
            changed(text, " a\n-b\n+B\n")


def test_a_part_goes_into_its_record() -> None:
    assert merged({"a": "1", "b": "2"}, {"b": "3"}) == {"a": "1", "b": "3"}
    records = [{"id": "x", "a": "1"}, {"id": "y"}]
    assert merged(records, {"id": "x", "b": "2"}) == [{"id": "x", "a": "1", "b": "2"}, {"id": "y"}]
