"""Every problem code has a page, and its examples do what it says."""

from pathlib import Path

import pytest

from scrutiny_cli.documents.problems import CODES
from scrutiny_cli.schema import explanations as explain
from scrutiny_cli.workspace.loading import load
from tests.inside import scrutiny
from tests.registers import BASE, write_tree

# What makes these files fail cannot stand between the lines of a page of Markdown.
UNSHOWABLE = {
    "unreadable-file": "the fault is in what the file is, not in its words",
    "file-too-large": "the example would have a megabyte",
    "not-utf8": "the page itself is UTF-8",
    "no-records": "the base register has records",
    "too-many-values": "the example would have 50,000 values",
}


def codes(root: Path, files: dict[str, str]) -> set[str]:
    return {fault.code for fault in load(write_tree(root, BASE | files)).diagnostics}


def test_base_register_has_no_problems(tmp_path: Path) -> None:
    assert codes(tmp_path, {}) == set()


def test_each_code_has_a_page_and_there_are_no_others() -> None:
    pages = {page.stem for page in explain.FOLDER.glob("*.md")}
    assert pages == set(CODES)
    assert {page.suffix for page in explain.FOLDER.iterdir()} == {".md"}


@pytest.mark.parametrize("code", CODES)
def test_page_has_text_and_both_registers(code: str) -> None:
    words, fails, passes = explain.read(code)
    assert len(words.split("\n\n")) >= 2, "what is wrong, and what to do"
    assert not words.startswith("#")
    assert fails
    assert passes
    assert fails != passes


@pytest.mark.parametrize("code", sorted(CODES.keys() - UNSHOWABLE))
def test_register_that_fails_has_only_that_problem(code: str, tmp_path: Path) -> None:
    assert codes(tmp_path, explain.read(code).fails) == {code}


@pytest.mark.parametrize("code", CODES)
def test_register_that_passes_has_no_problem(code: str, tmp_path: Path) -> None:
    assert codes(tmp_path, explain.read(code).passes) == set()


def test_check_explains_a_code() -> None:
    done = scrutiny("check", "--explain", "late-publication")
    assert done.code == 0
    assert done.err == ""
    first, second, *rest = done.out.splitlines()
    assert first == "late-publication (warning)"
    assert second == "An agenda published too late."
    assert "## Fails" in rest
    assert "## Passes" in rest


@pytest.mark.parametrize("typed", ["late-publicaton", "Late-Publication", "latepublication"])
def test_misspelt_code_is_a_usage_error_with_a_suggestion(typed: str) -> None:
    done = scrutiny("check", "--explain", typed)
    assert done.code == 2
    assert done.out == ""
    assert typed in done.err
    assert "did you mean late-publication?" in done.err


@pytest.mark.parametrize("typed", ["", "zzz", "../explain", "é\x1b[31m"])
def test_unknown_code_gets_the_list_of_codes(typed: str) -> None:
    done = scrutiny("check", "--explain", typed)
    assert done.code == 2
    assert done.out == ""
    assert "late-publication" in done.err
    assert "\x1b" not in done.err
